"""Writers of one journal at the same moment: whoever comes second reads and decides anew."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections, transaction

from parta.audit.models import Event
from parta.audit.services import lock_chain, verify_chains
from parta.installation.schools import inside
from parta.journal.models import Mark, Operation
from parta.journal.services.arranging import Arrangement, arrange
from parta.journal.services.moving import move_lesson
from parta.journal.services.records.ledger import chain_of
from parta.journal.services.terms import close_term, reopen_term
from parta.kernel.decisions import Refused
from parta.timetable.enums import ArrangingRefusal, SubstitutionKind
from parta.timetable.models import Lesson, Substitution
from parta.timetable.rules.absences import AbsenceWords
from parta.timetable.services.absences import declare_absence
from tests.factories.ill import physics
from tests.journal.services.conftest import Desk, mark, moment, on, topic_operation

pytestmark = pytest.mark.xdist_group("races")
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def race(kept, django_db_blocker):
    """A desk in a school kept for real."""
    with django_db_blocker.unblock(), inside(kept.school):
        yield Desk(kept)


def sent(race, *rows, **more):
    """Send as the teacher of algebra from a connection of one's own."""
    try:
        with inside(race.world.school):
            return race.send(race.world.teacher, race.world.algebra, *rows, **more)
    finally:
        connections.close_all()


def until_somebody_waits():
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute(WAITS)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_what_was_written_between_reading_and_writing_is_a_conflict(race):
    world, work = race.world, str(uuid.uuid4())
    race.send(world.teacher, world.algebra, mark(world, world.pupils[0], "5", on(world, date(2026, 11, 20)), work))
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "criterion": 1, "base": 1}
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            lock_chain(chain_of(world.algebra.pk))
            late = threads.submit(sent, race, {**row, "value": "3"})
            until_somebody_waits()
            (first,) = race.send(world.teacher, world.algebra, {**row, "value": "4"})
        (answer,) = late.result(30)
    assert (first["status"], first["version"]) == ("applied", 2)
    assert (answer["status"], answer["version"], answer["value"]) == ("conflict", 2, "4")
    assert Mark.objects.get(work=work).value == "4"
    assert list(verify_chains()) == []


def test_many_writers_lose_nothing(race):
    world, lesson = race.world, on(race.world, date(2026, 11, 18))
    works = [str(uuid.uuid4()) for _ in range(4)]
    rows = [mark(world, world.pupils[1], "5", lesson, work) for work in works]
    start = Barrier(4)

    def write(row):
        start.wait(10)
        found = []
        for base, value in enumerate("543254"):
            found += sent(race, {**row, "value": value, "base": base})
        return found

    with ThreadPoolExecutor(4) as threads:
        answers = [answer for found in threads.map(write, rows) for answer in found]
    assert [answer["status"] for answer in answers] == ["applied"] * 24
    for work in works:
        versions = Event.objects.filter(subject__work=work, subject__kind="mark").order_by("seq")
        assert [event.after["version"] for event in versions] == [1, 2, 3, 4, 5, 6]
        assert Mark.objects.get(work=work).version == 6
    assert list(verify_chains()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_one_operation_sent_twice_at_once_is_carried_out_once(race, attempt):
    world, work, start = race.world, str(uuid.uuid4()), Barrier(2)
    row = mark(world, world.pupils[2], "5", on(world, date(2026, 11, 16)), work, op=str(uuid.uuid4()))

    def write(_):
        start.wait(10)
        for _ in range(3):
            try:
                (answer,) = sent(race, row)
            except IntegrityError:
                continue
            return answer
        raise AssertionError("never answered")

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(write, range(2))
    assert {**first, "replayed": True} == {**second, "replayed": True}
    assert ("replayed" in first) != ("replayed" in second)
    assert Event.objects.filter(subject__work=work, subject__kind="mark").count() == 1
    assert Operation.objects.filter(pk=row["op"]).count() == 1


def test_what_was_read_before_a_period_was_closed_is_refused_after(race):
    world, after = race.world, moment("12-31")
    term, deputy = world.terms[1], race.actor(world.deputy)
    row = {"kind": "term", "pupil": world.pupils[0].pk, "result": "term", "term": term.pk, "value": "5"}
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            lock_chain(chain_of(world.algebra.pk))
            late = threads.submit(sent, race, row, now=after)
            until_somebody_waits()
            close_term(actor=deputy, term_id=term.pk, now=after)
        (answer,) = late.result(30)
    reopen_term(actor=deputy, term_id=term.pk, ground="приказ № 7", now=after)
    assert (answer["status"], answer["code"]) == ("refused", "term_closed")


def arranged(race, wanted):
    """Arrange from a connection of one's own, and give the code of the refusal."""
    try:
        with inside(race.world.school):
            arrange(actor=race.actor(race.world.deputy), wanted=[wanted], reason="болезнь", now=race.now)
    except Refused as refused:
        return refused.decision.code
    finally:
        connections.close_all()
    return ""


def test_who_is_said_to_be_away_at_that_very_moment_substitutes_nobody(race):
    world, lesson = race.world, on(race.world, date(2026, 11, 23))
    who, deputy = world.english_teacher.pk, race.actor(world.deputy)
    said = AbsenceWords(lesson.date, lesson.date, "командировка")
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            declare_absence(actor=deputy, employee_id=who, said=said, now=race.now)
            late = threads.submit(arranged, race, Arrangement(lesson.pk, 0, SubstitutionKind.SUBSTITUTE, who))
            until_somebody_waits()
        assert late.result(30) == ArrangingRefusal.SUBSTITUTE_ABSENT


def test_a_lesson_given_instead_is_not_taken_back_while_its_teacher_writes(race):
    world, lesson = race.world, on(race.world, date(2026, 11, 25))
    who, course = physics(world)
    assert not arranged(race, Arrangement(lesson.pk, 0, SubstitutionKind.OTHER_SUBJECT, who.pk, course.pk))
    row = Substitution.objects.get(lesson=lesson)
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            assert race.send(who, course, topic_operation(row.given))[0]["status"] == "applied"
            late = threads.submit(arranged, race, Arrangement(lesson.pk, row.pk, None))
            until_somebody_waits()
        assert late.result(30) == ArrangingRefusal.LESSON_HAS_RECORDS
    assert list(verify_chains()) == []


def test_two_lessons_of_a_teacher_moved_to_one_hour_at_one_moment(race):
    """Each journal has a lock of its own; the database has one of places, and the second one is told by name."""
    world, now = race.world, moment("11-20", "07:00")
    here = {"employee_id": world.english_teacher.pk, "date": date(2026, 11, 27), "number": 1}
    hours = {"starts_at": moment("11-27", "18:00"), "ends_at": moment("11-27", "18:40")}
    one = Lesson.objects.create(course=world.english, **here, **hours)
    other = Lesson.objects.create(
        course=world.other_course, **here, starts_at=moment("11-27", "19:00"), ends_at=moment("11-27", "19:40")
    )
    actor, asked = race.actor(world.deputy), {"day": date(2026, 12, 1), "number": 2, "room_id": None, "ground": "курсы"}

    def move(lesson):
        try:
            with inside(world.school):
                move_lesson(actor=actor, lesson_id=lesson.pk, now=now, **asked)
        except Refused as refused:
            return refused.decision
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            move_lesson(actor=actor, lesson_id=one.pk, now=now, **asked)
            second = threads.submit(move, other)
            until_somebody_waits()
        told = second.result(30)
    assert (told.code, told.params["who"]) == ("timetable_taken", "Осипова Наталья Игоревна")
    other.refresh_from_db()
    assert (other.date, other.origin_date) == (date(2026, 11, 27), None)
    assert Event.objects.filter(act="timetable.lesson_moved").count() == 1
