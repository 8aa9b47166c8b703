"""The diary as a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.lessons import DiaryLesson
from parta.journal.queries.diary.results import ResultsPage
from parta.journal.queries.diary.week import WeekPage
from parta.journal.queries.record_books import RecordBook
from parta.kernel.decisions import require
from parta.paper.diary_part import whose
from parta.web.ui.sheets import Column, sheet
from parta.wording.absences import absence_title
from parta.wording.attestation import STATES, form_title, result_words
from parta.wording.dates import span_text
from parta.wording.diary import DiaryWords, result_column
from parta.wording.timetable import rest_title

_WEEK = (
    Column("День", 12), Column("Урок", 6), Column("Время", 13), Column("Предмет", 28), Column("Тема", 40),
    Column("Задание", 40), Column("Отметки", 12), Column("Пропуск", 16), Column("Примечание", 40),
)  # fmt: skip

_TIMETABLE = (
    Column("День", 12), Column("Урок", 6), Column("Время", 13), Column("Предмет", 34), Column("Кто ведёт", 30),
    Column("Кабинет", 12), Column("Вместо него", 30), Column("Изменение", 24),
)  # fmt: skip
_RECORD_BOOK = (
    Column("Семестр", 9), Column("Учебный год", 12), Column("Что", 18), Column("Название", 44), Column("Часов", 8),
    Column("Форма контроля", 24), Column("Отметка", 24), Column("Дата", 12), Column("Преподаватель", 34),
    Column("База и дни практики", 40),
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
        persons=[opened.child.id],
    )


def timetable_sheet(request: HttpRequest, opened: Diary, page: WeekPage, words: DiaryWords) -> HttpResponse:
    """Give the lessons of a week of the own child (or one's own) as a file; raises `Forbidden` for anybody else's."""
    require(opened.mine)
    rows = (
        (
            day.date, lesson.number, f"{lesson.start}–{lesson.end}", lesson.subject, lesson.teacher, lesson.room,
            lesson.held_subject if lesson.held_subject != lesson.subject else "",
            "; ".join(_changed(lesson, words, distant=day.distant is not None)),
        )
        for day in page.days
        for lesson in day.lessons
    )  # fmt: skip
    return sheet(
        request,
        title=f"Расписание, {whose(page)}",
        columns=_TIMETABLE,
        rows=rows,
        chosen=f"Неделя {span_text(*page.span)}",
        persons=[opened.child.id],
    )


def results_sheet(request: HttpRequest, opened: Diary, page: ResultsPage) -> HttpResponse:
    """Give the results of the year of the own child (or one's own) as a file; raises `Forbidden` for anybody else's."""
    require(opened.mine)
    columns = [Column(result_column(one.result, one.term_kind, one.number), 12) for one in page.columns]
    return sheet(
        request,
        title=f"Итоговые отметки, {_whose(opened)}",
        columns=[Column("Предмет", 40), *columns],
        rows=((row.name, *row.values) for row in page.rows),
        persons=[opened.child.id],
    )


def record_book_sheet(request: HttpRequest, opened: Diary, book: RecordBook) -> HttpResponse:
    """Give the own record book as a file; raises `Forbidden` for anybody else's."""
    require(opened.mine)
    return sheet(
        request,
        title=f"Зачётная книжка, {_whose(opened)}",
        columns=_RECORD_BOOK,
        rows=_record_lines(book),
        persons=[opened.child.id],
    )


def _record_lines(book: RecordBook) -> Iterator[tuple[Any, ...]]:
    for one in book.semesters:
        when = (one.number, one.year)
        for kind, lines in (("дисциплина", one.lines), ("курсовой проект", one.projects)):
            for row in lines:
                value = result_words(row.value)
                name = f"{row.name}: {row.theme}" if row.theme else row.name
                yield (*when, kind, name, row.hours, form_title(row.form), value, row.day if row.value else None,
                       row.teacher, "")  # fmt: skip
        for work in one.practices:
            days = f"{work.start:%d.%m.%Y} – {work.end:%d.%m.%Y}"
            yield (*when, "практика", work.name, work.hours, "", result_words(work.value), None, work.leader,
                   ", ".join(part for part in (work.place, days) if part))  # fmt: skip
    for debt in book.debts:
        said = f"{result_words(debt.debt.value)}; {STATES[debt.state]}"
        yield (None, "", "задолженность", debt.debt.course.name, None, "", said, debt.debt.raised_on, "", "")


def _whose(opened: Diary) -> str:
    child = opened.child
    return f"{child.name}, {child.class_name}" if child.class_name else child.name


def _rows(page: WeekPage, words: DiaryWords) -> Iterator[tuple[Any, ...]]:
    for day in page.days:
        if not day.lessons:
            free = (rest_title(day.rest.title) or "выходной") if day.rest else words.no_lessons
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
    yield from _changed(lesson, words, distant=distant)
    yield from (part for part in (lesson.control, lesson.absence_reason, lesson.note) if part)


def _changed(lesson: DiaryLesson, words: DiaryWords, *, distant: bool) -> Iterator[str]:
    if distant:
        yield "дистанционно"
    if lesson.cancelled:
        yield words.cancelled
    elif lesson.substituted:
        yield "замена"
