"""The calendar and the bells are corrected: shown first, stored as shown; lessons follow, records are never lost."""

from dataclasses import replace
from datetime import date, time
from types import SimpleNamespace

import pytest

from parta.audit.models import Event
from parta.journal.models import Homework, LessonEntry, TermClosure
from parta.journal.queries.content import lessons_with_content
from parta.journal.services.calendar import correct_bells, correct_days, correct_periods
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.school.models import BellSchedule, ClassDay, SchoolClass, SpecialDay, Vacation
from parta.school.rules.corrections import BellsChange, DaysChange, PeriodChange
from parta.timetable.models import Lesson, Substitution, TimetableSlot, TimetableVersion
from parta.timetable.services.planning import plan_year
from parta.wording.refusals import refusal_text
from tests.journal.services.conftest import moment

NOW = moment("11-20")
MONDAY, WEDNESDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 28)


@pytest.fixture
def planned(world, desk):
    """Algebra of 7А on Monday, Wednesday, Friday, and of 7Б on Monday, planned for the whole year."""
    Lesson.objects.all().delete()
    version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
    places = ((world.algebra, 1, 1), (world.algebra, 3, 2), (world.algebra, 5, 3), (world.other_course, 1, 1))
    for course, weekday, number in places:
        TimetableSlot.objects.create(timetable=version, course=course, weekday=weekday, number=number)
    actor = desk.actor(world.deputy)
    plan_year(year=world.year, start=date(2026, 9, 1), actor=actor, now=NOW, with_content=lessons_with_content)
    return SimpleNamespace(world=world, actor=actor, version=version)


def on(planned, day, course=None):
    return Lesson.objects.filter(course=course or planned.world.algebra, date=day)


def days(planned, kind, first, last=None, *, see=False, **more):
    """Correct days as a person does: look at the outcome, then store it; `see` stops at the look."""
    change = DaysChange(first, last or first, kind, **{"calendars": (planned.world.calendar.pk,), **more})
    shown = correct_days(actor=planned.actor, change=change, seen="", now=NOW)
    assert not shown.stored
    return shown if see else correct_days(actor=planned.actor, change=change, seen=shown.stamp, now=NOW)


def told(outcome):
    return [(str(one.fate), one.day, one.class_name, one.count) for one in outcome.effects]


def test_a_day_off_is_shown_then_stored_and_taken_back(planned):
    before = Lesson.objects.count()
    lesson = on(planned, MONDAY).get()
    shown = days(planned, "day_off", MONDAY, see=True, note="приказ № 12")
    assert told(shown) == [("removed", MONDAY, "7А", 1), ("removed", MONDAY, "7Б", 1)]
    assert Lesson.objects.count() == before and not SpecialDay.objects.exists()
    assert not Event.objects.filter(act="school.calendar_changed").exists()
    assert days(planned, "day_off", MONDAY, note="приказ № 12").stored
    assert not on(planned, MONDAY).exists() and Lesson.objects.count() == before - 2
    event = Event.objects.get(act="school.calendar_changed")
    assert (event.person_id, event.before, event.after["note"]) == (planned.actor.person_id, None, "приказ № 12")
    assert not days(planned, "day_off", MONDAY, see=True, note="приказ № 12").changed
    assert told(days(planned, "", MONDAY)) == [("created", MONDAY, "7А", 1), ("created", MONDAY, "7Б", 1)]
    assert on(planned, MONDAY).get().starts_at == lesson.starts_at
    assert Event.objects.filter(act="school.calendar_changed").latest("id").before["kind"] == "day_off"


def test_a_transferred_day_moves_lessons_and_keeps_what_leads_to_them(planned):
    lesson, due = on(planned, MONDAY).get(), on(planned, date(2026, 11, 20)).get()
    Homework.objects.create(lesson=due, due_lesson=lesson, text="№ 5")
    days(planned, "as_weekday", SATURDAY, follows_date=MONDAY)
    assert on(planned, SATURDAY).count() == 1  # lessons of Saturday are new while Monday has its own
    days(planned, "", SATURDAY)
    days(planned, "day_off", MONDAY)
    lesson.refresh_from_db()
    assert (lesson.date, lesson.status) == (MONDAY, "cancelled")  # homework leads to it
    assert Event.objects.get(act="timetable.lesson_cancelled").subject["id"] == lesson.pk
    days(planned, "", MONDAY)
    lesson.refresh_from_db()
    assert lesson.status == "planned"
    days(planned, "as_weekday", SATURDAY, follows_date=MONDAY, instead=True)
    lesson.refresh_from_db()
    assert (lesson.date, lesson.status, on(planned, MONDAY).exists()) == (SATURDAY, "planned", False)


def test_what_was_put_by_hand_on_a_day_off_stays_and_is_named(planned):
    moved, given = on(planned, WEDNESDAY).get(), on(planned, date(2026, 11, 27)).get()
    Lesson.objects.filter(pk=moved.pk).update(
        date=MONDAY, number=3, origin_date=WEDNESDAY, origin_number=2,
        starts_at=moment("11-23", "09:45"), ends_at=moment("11-23", "10:25"),
    )  # fmt: skip
    shown = days(planned, "day_off", MONDAY, see=True)
    assert [(one.lesson_id, one.day, one.number, one.course) for one in shown.kept] == [
        (moved.pk, MONDAY, 3, "7А, алгебра")
    ]
    Lesson.objects.filter(pk=given.pk).update(status="cancelled")
    english = Lesson.objects.create(
        course=planned.world.english, date=given.date, number=3, starts_at=given.starts_at, ends_at=given.ends_at
    )
    Substitution.objects.create(
        lesson=given, kind="other_subject", substitute_id=planned.world.homeroom.pk, given=english,
        subject=planned.world.english.subject,
    )  # fmt: skip
    rest = {"class_ids": (planned.world.school_class.pk,)}
    done = days(planned, "day_off", MONDAY, date(2026, 11, 27), **rest)
    assert done.stored and [one.lesson_id for one in done.kept] == [moved.pk, english.pk]
    moved.refresh_from_db()
    assert (moved.date, moved.status) == (MONDAY, "planned")
    assert not days(planned, "", MONDAY, date(2026, 11, 27), **rest).kept


def test_what_is_written_is_never_lost(planned):
    lesson = on(planned, WEDNESDAY).get()
    LessonEntry.objects.create(lesson=lesson, topic="Степени")
    with pytest.raises(Refused) as refused:
        days(planned, "day_off", MONDAY, SATURDAY)
    assert refused.value.decision.code == "calendar_has_records"
    assert refused.value.decision.params["lessons"] == ((lesson.pk, WEDNESDAY, 2, "7А, алгебра"),)
    assert on(planned, MONDAY).exists() and not SpecialDay.objects.exists()


def test_one_class_rests_and_one_learns_from_home(planned):
    ours, theirs = planned.world.school_class, planned.world.other_class
    rest = days(planned, "day_off", MONDAY, date(2026, 11, 29), class_ids=(ours.pk,), note="карантин")
    assert {one.class_name for one in rest.effects} == {"7А"} and rest.total("removed") == 3
    assert on(planned, MONDAY, planned.world.other_course).exists()
    assert ClassDay.objects.count() == 6  # Sunday has no lessons anyway
    distant = days(planned, "distance", MONDAY, class_ids=(theirs.pk,))
    assert distant.stored and not distant.effects
    for kind, instead in (("holiday", {}), ("working", {}), ("as_weekday", {"follows_weekday": 3}), ("", {})):
        days(planned, kind, MONDAY, **instead)
        assert ClassDay.objects.filter(school_class=ours, kind="day_off", note="карантин").count() == 6, kind
    assert not ClassDay.objects.filter(school_class=theirs).exists()
    assert days(planned, "", MONDAY, date(2026, 11, 29), class_ids=(ours.pk,)).total("created") == 3
    assert not ClassDay.objects.exists()
    with pytest.raises(Refused):
        days(planned, "holiday", MONDAY, class_ids=(ours.pk,))
    with pytest.raises(NotVisible):
        days(planned, "day_off", MONDAY, class_ids=(ours.pk, 10**9))


def test_vacations_and_terms_carry_lessons_along(planned):
    world = planned.world
    first, second = world.terms
    vacation = PeriodChange(None, "осенние каникулы", MONDAY, date(2026, 11, 29))

    terms = [
        PeriodChange(
            one.pk, str(one), one.starts_on, one.ends_on, True, (one.starts_on, one.ends_on), (one.kind, one.number)
        )
        for one in (first, second)
    ]

    def periods(*spans):
        named = {one.id for one in spans if one.term}
        spans = (*spans, *(one for one in terms if one.id not in named))  # a term that is not named would go
        wanted = {"actor": planned.actor, "calendar_id": world.calendar.pk, "spans": spans, "now": NOW}
        return correct_periods(**wanted, seen=correct_periods(**wanted, seen="").stamp)

    assert periods(vacation).total("removed") == 4
    stored = Vacation.objects.get()
    later = replace(vacation, id=stored.pk, first=date(2026, 11, 30), last=date(2026, 12, 6))
    assert (periods(later).total("moved"), on(planned, MONDAY).count()) == (4, 1)
    assert periods().total("created") == 4 and not Vacation.objects.exists()
    shorter = PeriodChange(
        second.pk, "2", second.starts_on, date(2026, 12, 25), True, (second.starts_on, second.ends_on)
    )
    assert periods(shorter).total("removed") == 3
    for wrong, code in (
        (replace(shorter, first=date(2026, 10, 20)), "calendar_periods_overlap"),
        (replace(shorter, first=date(2026, 11, 9)), "calendar_day_past"),
    ):
        old = PeriodChange(first.pk, "1", first.starts_on, first.ends_on, True, (first.starts_on, first.ends_on))
        with pytest.raises(Refused) as refused:
            periods(old, wrong)
        assert refused.value.decision.code == code


def test_bells_change_times_from_tomorrow_on(planned):
    schedule = BellSchedule.objects.get()
    bells = tuple((n, time(8 + n), time(8 + n, 30), None, None, 1) for n in (1, 2, 3))
    short = BellsChange("сокращённые уроки", valid_from=MONDAY, valid_to=MONDAY, bells=bells)
    wanted = {"actor": planned.actor, "year_id": planned.world.year.pk, "now": NOW}
    seen = correct_bells(**wanted, schedule_id=None, change=short, seen="").stamp
    done = correct_bells(**wanted, schedule_id=None, change=short, seen=seen)
    assert told(done) == [("retimed", MONDAY, "7А", 1), ("retimed", MONDAY, "7Б", 1)]
    assert on(planned, MONDAY).get().starts_at == moment("11-23", "09:00")
    down = {**wanted, "schedule_id": BellSchedule.objects.get(title="сокращённые уроки").pk, "change": None}
    assert correct_bells(**down, seen=correct_bells(**down, seen="").stamp).stored
    assert on(planned, MONDAY).get().starts_at == moment("11-23", "08:00")
    assert Event.objects.filter(act="school.bells_changed").count() == 2
    for wrong, code in (
        (replace(short, bells=()), "bells_empty"),
        (replace(short, bells=(bells[1], bells[0])), "bells_cross"),
        (replace(short, title=schedule.title), "bells_title_taken"),
    ):
        with pytest.raises(Refused) as refused:
            correct_bells(**wanted, schedule_id=None, change=wrong, seen="")
        assert refused.value.decision.code == code


def test_nobody_else_corrects_the_past_and_closed_periods_stay(planned, desk):
    world = planned.world
    for person in (world.teacher, world.director, world.secretary):
        with pytest.raises(Forbidden):
            days(SimpleNamespace(world=world, actor=desk.actor(person)), "day_off", MONDAY)
    with pytest.raises(NotVisible):
        days(planned, "day_off", MONDAY, calendars=(10**9,))
    for kind, first, last, code in (
        ("day_off", date(2026, 11, 19), None, "calendar_day_past"),
        ("day_off", SATURDAY, MONDAY, "calendar_days_backwards"),
        ("day_off", date(2028, 1, 1), None, "calendar_outside_year"),
        ("as_weekday", SATURDAY, None, "calendar_needs_weekday"),
    ):
        with pytest.raises(Refused) as refused:
            days(planned, kind, first, last)
        assert refused.value.decision.code == code
    with pytest.raises(Refused) as refused:
        days(planned, "as_weekday", SATURDAY, follows_date=date(2028, 1, 10), instead=True)
    assert refused.value.decision.code == "calendar_outside_year"
    TermClosure.objects.create(term=world.terms[1], closed_by=world.deputy, closed_at=NOW)
    with pytest.raises(Refused) as refused:
        days(planned, "day_off", MONDAY)
    assert refused.value.decision.code == "calendar_period_closed"


def test_a_range_of_days_off_keeps_what_rests_in_it_already(planned):
    friday, next_monday = date(2026, 11, 27), date(2026, 11, 30)
    days(planned, "day_off", WEDNESDAY)
    days(planned, "day_off", MONDAY, friday)
    days(planned, "day_off", MONDAY, next_monday)
    assert SpecialDay.objects.count() == 7  # all but Sunday
    assert not Lesson.objects.filter(date__range=(MONDAY, next_monday)).exists()
    days(planned, "", MONDAY, next_monday)
    days(planned, "day_off", MONDAY, class_ids=(planned.world.school_class.pk,), note="карантин")
    days(planned, "holiday", WEDNESDAY)
    days(planned, "day_off", MONDAY, friday, class_ids=(planned.world.school_class.pk,))
    assert days(planned, "distance", MONDAY, friday).stored
    own = ClassDay.objects.filter(school_class=planned.world.school_class)
    assert set(own.values_list("kind", flat=True)) == {"day_off"} and own.count() == 4
    theirs = ClassDay.objects.filter(school_class=planned.world.other_class)
    assert set(theirs.values_list("kind", flat=True)) == {"distance"} and theirs.count() == 4


def test_a_substitution_is_taken_back_before_its_lesson_leaves(planned):
    lesson = on(planned, MONDAY).get()
    Homework.objects.create(lesson=on(planned, date(2026, 11, 20)).get(), due_lesson=lesson, text="№ 5")
    Substitution.objects.create(lesson=lesson, kind="substitute", substitute_id=planned.world.homeroom.pk)
    days(planned, "day_off", MONDAY, note="приказ № 12")
    assert not Substitution.objects.exists()
    event = Event.objects.get(act="timetable.substitution_withdrawn")
    assert (event.subject["id"], event.before["substitute"]) == (lesson.pk, planned.world.homeroom.pk)
    assert days(planned, "", MONDAY).total("restored") == 1
    assert on(planned, MONDAY).get().status == "planned"


def test_new_bells_carry_substitutions_along_and_name_who_would_be_in_two_places(planned):
    world, who = planned.world, planned.world.homeroom
    TimetableSlot.objects.create(timetable=planned.version, course=world.other_course, weekday=3, number=3)
    plan_year(
        year=world.year, start=MONDAY, actor=planned.actor, now=NOW, with_content=lessons_with_content
    )  # fmt: skip
    SchoolClass.objects.filter(pk=world.other_class.pk).update(grade_level=8)
    for course in (world.algebra, world.other_course):
        Substitution.objects.create(
            lesson=on(planned, WEDNESDAY, course).get(), kind="substitute", substitute_id=who.pk
        )
    wanted = {"actor": planned.actor, "year_id": world.year.pk, "schedule_id": None, "now": NOW}
    bells = ((2, time(9, 50), time(10, 30), None, None, 1), (3, time(10, 45), time(11, 25), None, None, 1))
    later = BellsChange("позже на час", valid_from=WEDNESDAY, valid_to=WEDNESDAY, bells=bells)
    assert correct_bells(**wanted, change=later, seen="").total("retimed") == 2
    crossing = replace(later, grades=(8,), bells=((3, time(9), time(9, 40), None, None, 1),))
    with pytest.raises(Refused) as refused:
        correct_bells(**wanted, change=crossing, seen="")
    assert refused.value.decision.code == "bells_substitute_busy"
    assert "Сафонова Е. В." in refusal_text(refused.value.decision)


def test_a_lesson_of_ones_own_never_comes_upon_a_substitution(planned):
    world, who = planned.world, planned.world.homeroom
    monday = on(planned, MONDAY, world.other_course).get()
    TimetableSlot.objects.filter(course=world.algebra, weekday=1).update(employee=who.pk)
    held = Lesson.objects.create(
        course=world.other_course, date=SATURDAY, number=1,
        starts_at=moment("11-28", f"{monday.starts_at.astimezone(NOW.tzinfo):%H:%M}"),
        ends_at=moment("11-28", f"{monday.ends_at.astimezone(NOW.tzinfo):%H:%M}"),
    )  # fmt: skip
    given = Substitution.objects.create(lesson=held, kind="substitute", substitute_id=who.pk)
    with pytest.raises(Refused) as refused:
        days(planned, "as_weekday", SATURDAY, follows_weekday=1)
    assert refused.value.decision.code == "bells_substitute_busy"
    given.delete()
    assert days(planned, "as_weekday", SATURDAY, follows_weekday=1).stored


def test_new_bells_retime_what_is_given_instead_and_the_lesson_it_stands_for(planned):
    lesson, world = on(planned, MONDAY).get(), planned.world
    Lesson.objects.filter(pk=lesson.pk).update(status="cancelled")
    given = Lesson.objects.create(
        course=world.english, date=MONDAY, number=1, starts_at=lesson.starts_at, ends_at=lesson.ends_at
    )
    Substitution.objects.create(
        lesson=lesson, kind="other_subject", substitute_id=world.homeroom.pk, given=given,
        subject=world.english.subject,
    )  # fmt: skip
    bells = ((1, time(9), time(9, 30), None, None, 1),)
    short = BellsChange("сокращённые уроки", valid_from=MONDAY, valid_to=MONDAY, bells=bells)
    wanted = {"actor": planned.actor, "year_id": world.year.pk, "schedule_id": None, "change": short, "now": NOW}
    assert correct_bells(**wanted, seen=correct_bells(**wanted, seen="").stamp).stored
    for one, status in ((lesson, "cancelled"), (given, "planned")):
        one.refresh_from_db()
        assert (one.starts_at, one.status) == (moment("11-23", "09:00"), status)
