"""Correcting the calendar and the bells: first what becomes of dated lessons is shown, then the same is stored."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from parta.curriculum.models import Course
from parta.journal.models import TermClosure
from parta.journal.queries.content import lessons_with_content, lessons_with_records
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.models import CallNote
from parta.school.access import may_arrange
from parta.school.enums import CalendarRefusal, ClassKind, StudyForm
from parta.school.models import AcademicYear, BellSchedule, Calendar, SchoolClass, StudySession
from parta.school.queries.calendars import calendar_facts, resting_classes
from parta.school.queries.sessions import sessions_stamp
from parta.school.rules.corrections import (
    BellsChange,
    DaysChange,
    PeriodChange,
    changed_days,
    decide_bells,
    decide_days,
    decide_periods,
)
from parta.school.rules.sessions import SessionChange, decide_sessions
from parta.school.services import corrections as store
from parta.school.services.sessions import put_sessions
from parta.timetable.enums import Fate, LessonStatus
from parta.timetable.models import Lesson
from parta.timetable.services.following import Followed, follow_change, lesson_title
from parta.timetable.services.planning import wanted_lessons


@dataclass(frozen=True, slots=True)
class Effect:
    """How many lessons of a class on a day have one fate, how many of them with records."""

    fate: Fate
    day: date
    class_name: str
    count: int
    records: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A lesson that stays on a day that has no lessons any more: moved there by hand, given instead of another one."""

    lesson_id: int
    day: date
    number: int | None
    course: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a correction does, or did; `changed` tells whether the calendar itself differs, `stored` that it is kept."""

    changed: bool
    effects: tuple[Effect, ...]
    without_bells: int
    stored: bool
    kept: tuple[Kept, ...] = ()

    @property
    def stamp(self) -> str:
        """Tell one outcome from another, so that what is stored is what was shown."""
        told = [(one.fate, one.day.isoformat(), one.class_name, one.count, one.records) for one in self.effects]
        return sha256(repr((self.changed, told, self.kept)).encode()).hexdigest()[:16]

    def total(self, fate: str) -> int:
        """Count the lessons of one fate."""
        return sum(one.count for one in self.effects if one.fate == fate)


class _ShownOnly(Exception):
    """Everything is rolled back: it was only to be shown."""


def correct_days(*, actor: Actor, change: DaysChange, seen: str, now: datetime) -> Outcome:
    """Make days special or ordinary again, for calendars or some classes; lessons follow.

    Stored only where `seen` is the stamp of what would happen now; otherwise shown and rolled back. Raises `Forbidden`,
    `NotVisible`; refuses as `decide_days`, and where records would be lost or a period is closed.
    """
    require(may_arrange(actor))
    ids = change.calendars
    if change.class_ids:
        of_classes = dict(SchoolClass.objects.filter(pk__in=change.class_ids).values_list("pk", "calendar_id"))
        if len(of_classes) != len(set(change.class_ids)):
            raise NotVisible
        ids = tuple({*of_classes.values()})
    calendars = list(Calendar.objects.filter(pk__in=ids).select_related("year"))
    if not calendars or len(calendars) != len(set(ids)):
        raise NotVisible
    year = calendars[0].year
    today = now.date()
    refuse_if(decide_days(change, year=(year.starts_on, year.ends_on), today=today))
    return stored_if_seen(
        lambda: store.put_days(change=change, calendars=calendars, actor=actor, now=now),
        year=year, start=today, ground=change.note, seen=seen, actor=actor, now=now,
    )  # fmt: skip


def correct_periods(
    *, actor: Actor, calendar_id: int, spans: Sequence[PeriodChange], seen: str, now: datetime
) -> Outcome:
    """Correct the dates of a calendar's terms and the whole list of its vacations; lessons follow.

    Stored only where `seen` is the stamp of what would happen now. Raises `Forbidden`, `NotVisible`; refuses as
    `decide_periods`, and where a day gone by would change, records would be lost or a period is closed.
    """
    require(may_arrange(actor))
    calendar = Calendar.objects.filter(pk=calendar_id).select_related("year").first()
    if calendar is None:
        raise NotVisible
    refuse_if(decide_periods(spans, year=(calendar.year.starts_on, calendar.year.ends_on)))
    return stored_if_seen(
        lambda: store.put_periods(calendar=calendar, spans=spans, actor=actor, now=now),
        year=calendar.year, start=now.date(), ground="", seen=seen, actor=actor, now=now,
    )  # fmt: skip


def correct_sessions(
    *, actor: Actor, class_id: int, stood: str, spans: Sequence[SessionChange], seen: str, now: datetime
) -> Outcome:
    """Give a part-time group its list of sessions; its lessons ahead stand within them alone (S4-24).

    Stored only where `seen` is the stamp of what would happen now. Raises `Forbidden`, `NotVisible` for a group of
    another form of study; refuses as `decide_sessions`, `sessions_changed` where they are not those that `stood`,
    `session_has_notes` where a session with справки-вызовы would go, and where records would be lost or a period is
    closed.
    """
    require(may_arrange(actor))
    groups = SchoolClass.objects.filter(study_form=StudyForm.PART_TIME, kind=ClassKind.GROUP)
    group = groups.select_related("year").filter(pk=class_id).first()
    if group is None:
        raise NotVisible
    refuse_if(decide_sessions(spans, year=(group.year.starts_on, group.year.ends_on)))

    def put() -> bool:
        if stood != sessions_stamp(StudySession.objects.filter(school_class=group)):
            raise refusal(CalendarRefusal.SESSIONS_CHANGED)
        stay = [one.id for one in spans if one.id]
        gone = CallNote.objects.filter(session__school_class=group).exclude(session__in=stay)
        if noted := gone.select_related("session").first():
            raise refusal(CalendarRefusal.SESSION_HAS_NOTES, day=noted.session.starts_on, number=noted.number)
        return put_sessions(group=group, spans=spans, actor=actor, now=now)

    return stored_if_seen(
        put, year=group.year, start=now.date() + timedelta(days=1), ground="", seen=seen, actor=actor, now=now
    )


def correct_bells(
    *, actor: Actor, year_id: int, schedule_id: int | None, change: BellsChange | None, seen: str, now: datetime
) -> Outcome:
    """Hang up a bell schedule, correct it, or (without `change`) take it down; lessons from tomorrow on follow.

    Stored only where `seen` is the stamp of what would happen now. Raises `Forbidden`, `NotVisible`; refuses as
    `decide_bells`, and `bells_title_taken`.
    """
    require(may_arrange(actor))
    year = AcademicYear.objects.filter(pk=year_id).first()
    known = schedule_id is None or BellSchedule.objects.filter(pk=schedule_id, year=year_id).exists()
    if year is None or not known or (change is None and schedule_id is None):
        raise NotVisible
    if change is not None:
        refuse_if(decide_bells(change))
        if BellSchedule.objects.filter(year=year, title=change.title).exclude(pk=schedule_id or 0).exists():
            raise refusal(CalendarRefusal.BELLS_TITLE_TAKEN, title=change.title)
    return stored_if_seen(
        lambda: store.put_bells(year=year, schedule_id=schedule_id, change=change, actor=actor, now=now),
        year=year, start=now.date() + timedelta(days=1), ground="", seen=seen, actor=actor, now=now,
    )  # fmt: skip


def stored_if_seen(
    write: Callable[[], bool],
    *,
    year: AcademicYear,
    start: date,
    ground: str,
    seen: str,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Write a change of the calendar's side and let lessons from `start` on follow; kept where `seen` is its stamp.

    `write` tells whether anything changed; the caller has checked the right.
    """
    shown = Outcome(False, (), 0, stored=False)
    try:
        with transaction.atomic():
            AcademicYear.objects.select_for_update().get(pk=year.pk)
            facts = calendar_facts(year.pk)
            resting = resting_classes(year.pk)
            before, _ = wanted_lessons(year, start)
            changed = write()
            becomes = calendar_facts(year.pk)
            past = [
                day
                for pk, one in becomes.items()
                for day in changed_days(facts[pk], one, year.starts_on, now.date() - timedelta(days=1))
            ]
            if past:
                raise refusal(CalendarRefusal.DAY_PAST, day=min(past))
            after, silent = wanted_lessons(year, start)
            done = follow_change(
                year=year, before=before, after=after, start=start, ground=ground,
                with_records=lessons_with_records, with_content=lessons_with_content, actor=actor, now=now,
            )  # fmt: skip
            _refuse_closed(year, done)
            free = {
                (pk, day)
                for pk, one in becomes.items()
                for day in changed_days(facts[pk], one, start, year.ends_on)
                if not one.is_school_day(day)
            }
            kept = _kept(year, free, resting_classes(year.pk) - resting, now)
            shown = Outcome(changed, _effects(done), len(silent), stored=False, kept=kept)
            if not changed or seen != shown.stamp:
                raise _ShownOnly
    except _ShownOnly:
        return shown
    return replace(shown, stored=True)


def _kept(
    year: AcademicYear, free: Set[tuple[int, date]], resting: Set[tuple[int, date]], now: datetime
) -> tuple[Kept, ...]:
    """Give the lessons ahead that stand on days just made free, of a calendar or of one class."""
    rows = (
        Lesson.objects.filter(course__year=year, date__in={day for _, day in free | resting}, starts_at__gt=now)
        .exclude(status=LessonStatus.CANCELLED)
        .select_related("course__subject", "course__school_class", "course__study_group")
        .order_by("date", "starts_at", "pk")
    )
    return tuple(
        Kept(row.pk, row.date, row.number, lesson_title(row))
        for row in rows
        if (row.course.calendar_id, row.date) in free or (row.course.school_class_id, row.date) in resting
    )


def _refuse_closed(year: AcademicYear, done: Iterable[Followed]) -> None:
    closures = TermClosure.objects.filter(reopened_at=None).select_related("term")
    spans = [
        (one.term.calendar_id, one.term.starts_on, one.term.ends_on)
        if one.term
        else (one.calendar_id, year.starts_on, year.ends_on)
        for one in closures
    ]
    if not spans:
        return
    calendars = dict(Course.objects.filter(year=year).values_list("pk", "calendar_id"))
    for one in done:
        if any(calendars[one.course_id] == pk and first <= one.day <= last for pk, first, last in spans):
            raise refusal(CalendarRefusal.PERIOD_CLOSED, day=one.day)


def _effects(done: Iterable[Followed]) -> tuple[Effect, ...]:
    rows = list(done)
    courses = Course.objects.filter(pk__in={one.course_id for one in rows}).select_related(
        "school_class", "study_group"
    )
    classes = {
        one.pk: (one.school_class.sort_key, one.school_class.name)
        if one.school_class
        else ("", str(one.study_group or ""))
        for one in courses
    }
    counts: Counter[tuple[date, Fate, tuple[str, str]]] = Counter()
    records: Counter[tuple[date, Fate, tuple[str, str]]] = Counter()
    for one in rows:
        key = (one.day, one.fate, classes[one.course_id])
        counts[key] += 1
        records[key] += one.records
    return tuple(
        Effect(fate, day, whose[1], counts[day, fate, whose], records[day, fate, whose])
        for day, fate, whose in sorted(counts)
    )
