"""The diary as a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.lessons import DiaryLesson
from parta.journal.queries.diary.week import WeekPage
from parta.kernel.decisions import require
from parta.paper.diary_part import whose
from parta.web.ui.sheets import Column, sheet
from parta.wording.absences import absence_title
from parta.wording.dates import span_text
from parta.wording.diary import DiaryWords

_WEEK = (
    Column("День", 12), Column("Урок", 6), Column("Время", 13), Column("Предмет", 28), Column("Тема", 40),
    Column("Задание", 40), Column("Отметки", 12), Column("Пропуск", 16), Column("Примечание", 40),
)  # fmt: skip


def week_sheet(request: HttpRequest, opened: Diary, page: WeekPage, words: DiaryWords) -> HttpResponse:
    """Give a week of the own child (or one's own) as a file; raises `Forbidden` for anybody else's."""
    require(opened.mine)
    return sheet(
        request,
        title=f"Дневник, {whose(page)}",
        columns=_WEEK,
        rows=_rows(page, words),
        chosen=f"Неделя {span_text(*page.span)}",
    )


def _rows(page: WeekPage, words: DiaryWords) -> Iterator[tuple[Any, ...]]:
    for day in page.days:
        if not day.lessons:
            free = (day.rest.title or "выходной") if day.rest else words.no_lessons
            yield (day.date, *[None] * 7, free)
        for lesson in day.lessons:
            yield (
                day.date,
                lesson.number,
                f"{lesson.start}–{lesson.end}",
                lesson.held_subject or lesson.subject,
                "" if lesson.cancelled else lesson.topic,
                "; ".join(one.text for one in lesson.homework),
                " ".join(mark.text for mark in lesson.marks),
                absence_title(lesson.absence) if lesson.absence else "",
                "; ".join(_notes(lesson, words, distant=day.distant is not None)),
            )


def _notes(lesson: DiaryLesson, words: DiaryWords, *, distant: bool) -> Iterator[str]:
    if distant:
        yield "дистанционно"
    if lesson.cancelled:
        yield words.cancelled
    elif lesson.substituted:
        yield "замена"
    yield from (part for part in (lesson.absence_reason, lesson.note) if part)
