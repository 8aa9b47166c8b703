"""The week, as the paper diary opens on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parta.journal.queries.diary.calendar import DiaryCalendar, Rest, diary_calendar
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.lessons import DiaryLesson, lessons_of_days, lessons_of_pupils


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A day of the diary; `rest` says why there are no lessons, when the calendar knows, `distant` on what ground
    the class learns from home: None when it comes to school.
    """

    date: date
    lessons: tuple[DiaryLesson, ...]
    rest: Rest | None
    is_today: bool
    distant: str | None = None

    @property
    def minutes(self) -> int:
        """Estimated minutes of the homework due on this day."""
        return sum(item.minutes or 0 for lesson in self.lessons for item in lesson.homework)


@dataclass(frozen=True, slots=True)
class WeekPage:
    """Six days from Monday (seven when there are lessons on Sunday)."""

    diary: Diary
    calendar: DiaryCalendar
    days: tuple[DiaryDay, ...]
    monday: date
    previous: date
    following: date
    is_this_week: bool

    @property
    def span(self) -> tuple[date, date]:
        """First and last day shown."""
        return self.days[0].date, self.days[-1].date


def week_page(diary: Diary, day: date, seen: str | None = None) -> WeekPage | None:
    """Read the week of a day: two queries, whatever the number of lessons.

    One query and None when nothing was entered since the page with the stamp `seen` was read.
    """
    calendar = diary_calendar(diary.child, diary.today)
    if seen is not None and seen == calendar.stamp:
        return None
    monday = day - timedelta(days=day.weekday())
    lessons = lessons_of_days(
        pupil_id=diary.child.id,
        first=monday,
        last=monday + timedelta(days=6),
        zone=diary.zone,
        records=not diary.child.paper_only,
    )
    return _page(diary, calendar, lessons, monday)


def week_pages(diaries: Sequence[Diary], day: date) -> list[WeekPage]:
    """Read the week of a day for many pupils of a class, with their records, in one query and one a class."""
    monday = day - timedelta(days=day.weekday())
    calendars: dict[int | None, DiaryCalendar] = {}
    for diary in diaries:
        if diary.child.class_id not in calendars:
            calendars[diary.child.class_id] = diary_calendar(diary.child, diary.today)
    pupils = [diary.child.id for diary in diaries]
    zone = diaries[0].zone
    lessons = lessons_of_pupils(pupils=pupils, first=monday, last=monday + timedelta(days=6), zone=zone)
    return [_page(diary, calendars[diary.child.class_id], lessons[diary.child.id], monday) for diary in diaries]


def _page(diary: Diary, calendar: DiaryCalendar, lessons: list[DiaryLesson], monday: date) -> WeekPage:
    last = 7 if any(lesson.date.weekday() == 6 for lesson in lessons) else 6
    return WeekPage(
        diary=diary,
        calendar=calendar,
        days=tuple(day_of(monday + timedelta(days=n), lessons, calendar, diary.today) for n in range(last)),
        monday=monday,
        previous=monday - timedelta(days=7),
        following=monday + timedelta(days=7),
        is_this_week=monday <= diary.today < monday + timedelta(days=7),
    )


def day_of(day: date, lessons: list[DiaryLesson], calendar: DiaryCalendar, today: date) -> DiaryDay:
    """Gather one day."""
    own = tuple(lesson for lesson in lessons if lesson.date == day)
    rest = None if own else calendar.rest_on(day)
    return DiaryDay(day, own, rest, is_today=day == today, distant=calendar.distant.get(day) if own else None)
