"""A director declares void what somebody else did with a teacher's account."""

import time
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection

from parta.audit.models import ChainHead, Event
from parta.audit.services import verify_chains
from parta.journal.access import course_view
from parta.journal.models import (
    Attendance,
    EditCell,
    Homework,
    LessonEntry,
    Mark,
    PupilNote,
    RollCall,
    TermResult,
    VoidedEvent,
    Work,
)
from parta.journal.queries.day import day_page
from parta.journal.queries.diary import children
from parta.journal.queries.diary.news import news_of
from parta.journal.queries.grid import cell_history, changes_since
from parta.journal.queries.voiding import Wanted, by_hand, done_page
from parta.journal.services.terms import close_term
from parta.journal.services.voiding import void_operations
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.people.models import Compromise
from parta.regulation.models import RegulationVersion
from parta.wording.history import history_lines
from tests.journal.services.conftest import ZONE, mark, moment, on

ORDER = "распоряжение № 7 от 20.11.2026"
FRIDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 18)
SINCE = moment("11-19", "18:00")


@pytest.fixture
def case(world):
    return Compromise.objects.create(
        person=world.teacher,
        account_id=world.accounts[world.teacher.pk].pk,
        since=SINCE,
        noticed_on=FRIDAY,
        told_by=world.teacher,
        told_at=moment("11-20", "12:30"),
    )


def order(desk, case, who=None, **more):
    actor = desk.actor(who or desk.world.director)
    more = {"wanted": Wanted(), "ground": ORDER, "now": moment("11-20", "13:00"), **more}
    return void_operations(actor=actor, compromise_id=case.pk, **more)


def thief(desk, *rows, now=None):
    answers = desk.send(desk.world.teacher, desk.world.algebra, *rows, now=now or moment("11-20", "12:00"))
    assert {answer["status"] for answer in answers} == {"applied"}, answers


def test_every_kind_of_record_says_what_it_said_before(world, desk, case):
    lesson, (first, second, third) = on(world, FRIDAY), world.pupils
    old, added = str(uuid.uuid4()), str(uuid.uuid4())
    earlier = on(world, WEDNESDAY)
    place = {"lesson": earlier.pk}
    before = moment("11-18", "10:00")
    thief(
        desk,
        mark(world, first, "3", earlier, old),
        {"kind": "mark", "work": old, "pupil": second.pk, "criterion": 1, "value": "5"},
        {"kind": "topic", **place, "value": "Степени", "plan_line": None},
        {"kind": "absence", **place, "pupil": third.pk, "value": "ill"},
        {"kind": "homework", **place, "id": str(uuid.uuid4()), "value": "№ 5"},
        {"kind": "note", **place, "pupil": first.pk, "value": "Молодец"},
        now=before,
    )
    thief(
        desk,
        {"kind": "mark", "work": old, "pupil": first.pk, "criterion": 1, "value": "5", "base": 1},
        {"kind": "mark", "work": old, "pupil": second.pk, "criterion": 1, "value": "", "base": 1},
        {"kind": "topic", **place, "value": "Корни", "plan_line": None, "base": 1},
        {"kind": "absence", **place, "pupil": third.pk, "value": "", "base": 1},
        {"kind": "homework", **place, "id": str(uuid.uuid4()), "value": "№ 666", "base": 1},
        {"kind": "note", **place, "pupil": first.pk, "value": "Вызвать родителей", "base": 1},
        mark(world, first, "2", lesson, added),
        {"kind": "present_all", "lesson": lesson.pk},
    )
    results = TermResult.objects.count()
    done = order(desk, case)
    assert (done.operations, done.records) == (9, 9)
    assert Mark.objects.get(work=old, pupil=first.pk).value == "3"
    assert Mark.objects.get(work=old, pupil=second.pk).value == "5"
    assert LessonEntry.objects.get(lesson=earlier).topic == "Степени"
    assert Attendance.objects.get(lesson=earlier, pupil=third.pk).code == "ill"
    assert Homework.objects.get(lesson=earlier).text == "№ 5"
    assert PupilNote.objects.get(lesson=earlier).text == "Молодец"
    assert (Work.objects.get(pk=added).deleted, Mark.objects.get(work=added).value) == (True, "")
    assert not RollCall.objects.filter(lesson=lesson).exists() and TermResult.objects.count() == results
    assert list(verify_chains()) == []
    told = {event["act"] for event in changes_since(world.algebra.pk, 0).events}
    assert {"journal.operations_voided", "journal.record_restored", "journal.edit_granted"} <= told

    view = course_view(desk.actor(world.teacher), world.algebra.pk)
    lines = history_lines(cell_history(view, lesson_id=earlier.pk, pupil_id=first.pk, now=desk.now), {})
    void = next(line for line in lines if line.after == "5" and line.before == "3")
    assert void.void == f"аннулировано распоряжением «{ORDER}», 20.11.2026, Герасимова В. В."
    restored = next(line for line in lines if line.what == "отметка после аннулирования")
    assert (restored.before, restored.after, restored.void) == ("5", "3", "")


def test_an_honest_record_made_later_stands_and_the_history_shows_the_void_one(world, desk, case):
    lesson, pupil, work = on(world, FRIDAY), world.pupils[0], str(uuid.uuid4())
    RegulationVersion.objects.update(values={"access": {"director_edit_all_pages": {"value": True, "clause": "1"}}})
    thief(desk, mark(world, pupil, "5", lesson, work))
    (answer,) = desk.send(
        world.director,
        world.algebra,
        {**mark(world, pupil, "4", lesson, work), "base": 1},
        now=moment("11-20", "12:05"),
    )
    assert answer["status"] == "applied", answer
    done = order(desk, case)
    assert (done.operations, done.records) == (2, 0)
    assert (Mark.objects.get().value, Mark.objects.get().version, Work.objects.get().deleted) == ("4", 2, False)
    assert VoidedEvent.objects.count() == 2


def test_teachers_are_told_and_write_anew_whatever_the_term(world, desk, case):
    earlier, pupil, work = on(world, date(2026, 11, 9)), world.pupils[0], str(uuid.uuid4())
    Compromise.objects.update(since=moment("11-09", "07:00"))
    case.refresh_from_db()
    thief(desk, mark(world, pupil, "5", earlier, work), now=moment("11-09", "12:00"))
    again = {"kind": "mark", "work": work, "pupil": pupil.pk, "criterion": 1, "value": "4", "base": 2}
    late = {**mark(world, pupil, "4", earlier, str(uuid.uuid4()))}
    assert desk.send(world.teacher, world.algebra, late)[0]["code"] == "new_mark_too_late"
    until = moment("11-28", "00:00")
    assert order(desk, case, until=until).opened == 2
    assert set(EditCell.objects.values_list("kind", "request__asked_by", "granted_until")) == {
        ("mark", world.teacher.pk, until),
        ("work", world.teacher.pk, until),
    }
    page = day_page(person_id=world.teacher.pk, day=FRIDAY, now=moment("11-20", "13:01"))
    assert (page.voided, page.opened) == (2, 0)
    answers = desk.send(world.teacher, world.algebra, late, now=moment("11-23"))
    assert answers[0]["status"] == "applied", answers
    assert (
        desk.send(world.teacher, world.algebra, {**again, "work": late["work"], "base": 1, "value": "3"}, now=until)[0][
            "status"
        ]
        == "refused"
    )


def test_in_part_twice_and_in_closed_periods(world, desk, case):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    thief(desk, *(mark(world, pupil, "5", lesson, work) for pupil in world.pupils))
    page = done_page(case, Wanted(kinds=("mark",)), page=1, now=desk.now)
    assert (page.rows[0].pupil, page.rows[0].day, page.rows[0].closed) == ("Яковлев Олег", FRIDAY, False)
    one = page.rows[0].id
    assert order(desk, case, ids=[one], wanted=None).records == 1
    assert sorted(Mark.objects.values_list("value", flat=True)) == ["", "5", "5"]
    for ids, ground, code in (
        ([one], ORDER, "void_already"),
        ([page.rows[1].id], "да", "void_needs_ground"),
        ([], ORDER, "void_nothing_chosen"),
    ):
        with pytest.raises(Refused, match=code):
            order(desk, case, ids=ids, wanted=None, ground=ground)
    honest = Event.objects.filter(act="journal.record_restored").first().pk
    with pytest.raises(NotVisible):
        order(desk, case, ids=[page.rows[1].id, honest], wanted=None)
    with pytest.raises(Refused, match="edit_until_too_far"):
        order(desk, case, until=desk.now + timedelta(days=40))
    later = moment("12-31")
    close_term(actor=desk.actor(world.deputy), term_id=world.terms[1].pk, now=later)
    with pytest.raises(Refused, match="void_in_closed_period"):
        order(desk, case, now=later)
    assert VoidedEvent.objects.count() == 1
    done = order(desk, case, closed_too=True, now=later)
    assert (done.operations, done.opened) == (3, 0)
    assert set(Mark.objects.values_list("value", flat=True)) == {""} and Work.objects.get().deleted
    with pytest.raises(Refused, match="void_nothing_chosen"):
        order(desk, case, closed_too=True, now=later)
    assert list(verify_chains()) == []


def test_who_orders(world, desk, case):
    thief(desk, {"kind": "topic", "lesson": on(world, FRIDAY).pk, "value": "Корни", "plan_line": None})
    for who in (world.admin, world.deputy, world.teacher, world.mother):
        with pytest.raises(Forbidden):
            order(desk, case, who=who)
    Compromise.objects.update(person=world.director, account_id=world.accounts[world.director.pk].pk)
    with pytest.raises(Refused, match="void_own_account"):
        order(desk, case)
    with pytest.raises(NotVisible):
        void_operations(actor=desk.actor(world.director), compromise_id=10**12, ground=ORDER, now=desk.now)
    assert not VoidedEvent.objects.exists()


def test_families_read_what_stands_and_what_changed(world, desk, case):
    lesson, pupil, work = on(world, WEDNESDAY), world.pupils[0], str(uuid.uuid4())
    thief(desk, mark(world, pupil, "4", lesson, work), now=moment("11-18", "10:00"))
    thief(
        desk,
        {"kind": "mark", "work": work, "pupil": pupil.pk, "criterion": 1, "value": "2", "base": 1},
        now=moment("11-19", "19:00"),
    )
    order(desk, case)
    diary = children.open_diary(
        actor=desk.actor(world.mother), child_id=pupil.pk, now=moment("11-20", "14:00"), zone=ZONE
    )
    news = news_of(diary)[0]
    assert (news.date, news.items[0].before, news.items[0].value) == (FRIDAY, "2", "4")


_MANY = """
INSERT INTO audit_event (chain, seq, act, account_id, person_id, subject, after, at, prev_hash, hash)
SELECT %(chain)s, n, 'journal.mark_recorded', %(account)s, %(person)s,
       jsonb_build_object('kind', 'mark', 'work', lpad(n::text, 32, '0')::uuid, 'lesson', %(lesson)s, 'pupil', %(pupil)s,
                          'criterion', 1),
       '{"value": "4", "attempts": [], "late": false, "version": 1}', %(at)s, md5(n::text), md5((n + 1)::text)
FROM generate_series(1, 50000) n
"""


def test_a_month_of_a_thief_among_fifty_thousand_events_goes_back_in_under_five_seconds(world, desk, case, capsys):
    """51 marks over 30 days, as in Novosibirsk in 2016, among the honest ones of the same account and journal."""
    chain = f"course:{world.algebra.pk}"
    values = {"chain": chain, "account": case.account_id, "person": world.teacher.pk, "at": moment("10-01")}
    with connection.cursor() as cursor:
        cursor.execute(_MANY, {**values, "lesson": world.lessons[0].pk, "pupil": world.pupils[0].pk})
        cursor.execute("ANALYZE audit_event")
    ChainHead.objects.create(chain=chain, seq=50_000, hash="")
    Compromise.objects.update(since=moment("10-21"))
    case.refresh_from_db()
    left = 51
    for lesson in world.lessons[:6]:
        works = [str(uuid.uuid4()) for _ in range(3)]
        rows = [mark(world, pupil, "5", lesson, work) for work in works for pupil in world.pupils][:left]
        left -= len(rows)
        thief(desk, *rows, now=moment(f"{lesson.date:%m-%d}", "14:00"))
    started = time.perf_counter()
    page = done_page(case, Wanted(), page=1, now=desk.now)
    listed = time.perf_counter()
    done = order(desk, case, ids=[row.id for row in page.rows], wanted=None)
    ended = time.perf_counter()
    assert [row.kind for row in page.rows].count("mark") == 51
    assert (page.total, done.operations, done.records) == (68, 68, 68)  # the marks with the 17 columns they brought
    assert set(Mark.objects.values_list("value", flat=True)) == {""}
    with capsys.disabled():
        print(f"\n51 marks among 50,000: listed in {listed - started:.2f} s, reverted in {ended - listed:.2f} s")  # noqa: T201
    assert by_hand(case).rows == ()


def test_an_order_of_all_reaches_what_the_one_before_had_no_room_for(world, desk, case, monkeypatch):
    thief(desk, *(mark(world, one, "5", on(world, FRIDAY), str(uuid.uuid4())) for one in world.pupils[:2]))
    monkeypatch.setattr("parta.journal.queries.voiding.MOST", 3)
    assert [order(desk, case).operations for _ in range(2)] == [3, 1]
    with pytest.raises(Refused):
        order(desk, case)
