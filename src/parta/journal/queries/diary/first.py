"""The first screen: what changed, today and the next school day."""

from dataclasses import dataclass

from parta.journal.queries.diary.calendar import DiaryCalendar, diary_calendar
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.lessons import nearest_lessons
from parta.journal.queries.diary.news import NewsDay, news_of
from parta.journal.queries.diary.week import DiaryDay, day_of


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What a parent wants at a glance; `following` is None when no lessons are planned ahead."""

    diary: Diary
    calendar: DiaryCalendar
    news: tuple[NewsDay, ...]
    today: DiaryDay
    following: DiaryDay | None


def first_page(diary: Diary, seen: str | None = None) -> FirstPage | None:
    """Read the first screen: three queries, two for families that chose paper.

    One query and None when nothing was entered since the page with the stamp `seen` was read.
    """
    child = diary.child
    calendar = diary_calendar(child, diary.today)
    if seen is not None and seen == calendar.stamp:
        return None
    lessons = nearest_lessons(pupil_id=child.id, today=diary.today, zone=diary.zone, records=not child.paper_only)
    ahead = next((lesson.date for lesson in lessons if lesson.date > diary.today), None)
    return FirstPage(
        diary=diary,
        calendar=calendar,
        news=() if child.paper_only else news_of(diary),
        today=day_of(diary.today, lessons, calendar, diary.today),
        following=day_of(ahead, lessons, calendar, diary.today) if ahead else None,
    )
