"""The diary on paper: a week, a period with results, weekly slips; from page dataclasses to plain data."""

from collections.abc import Mapping, Sequence
from typing import Any

from parta.journal.queries.diary.lessons import DiaryLesson
from parta.journal.queries.diary.marks import MarksPage, SubjectLine
from parta.journal.queries.diary.results import ResultsPage
from parta.journal.queries.diary.week import DiaryDay, WeekPage
from parta.paper.words import capital
from parta.regulation.enums import AbsenceCode
from parta.wording.absences import absence_title
from parta.wording.dates import WEEKDAYS, day_month, full_date
from parta.wording.diary import result_column
from parta.wording.plurals import counted, number_text
from parta.wording.terms import term_title
from parta.wording.timetable import rest_title


def week_part(page: WeekPage, letters: Mapping[str, str], *, college: bool) -> dict[str, Any]:
    """Lay out a week as the paper diary opens: days in two columns, homework, marks at the right edge."""
    days = [_day(day, letters, college=college) for day in page.days]
    half = (len(days) + 1) // 2
    return {"whose": whose(page), "week": week_title(page), "columns": [days[:half], days[half:]]}


def week_title(page: WeekPage) -> str:
    """Say which week it is, with the year."""
    first, last = page.span
    return f"Неделя {day_month(first)} – {full_date(last)}"


def whose(page: WeekPage | MarksPage) -> str:
    """Name the pupil and the class."""
    child = page.diary.child
    return f"{child.name}, {child.class_name}" if child.class_name else child.name


def term_part(page: MarksPage, results: ResultsPage, *, college: bool) -> dict[str, Any]:
    """Lay out a period: each subject's marks, average and missed lessons, then the results of the year so far."""
    by_course = {row.course_id: row.values for row in results.rows}
    term = page.term
    return {
        "whose": whose(page),
        "period": f"{term_title(term.kind, term.number)}: {full_date(term.starts_on)} – {full_date(term.ends_on)}"
        if term
        else "",
        "missed": "Пропущено занятий" if college else "Пропущено уроков",
        "heads": [result_column(one.result, one.term_kind, one.number) for one in results.columns],
        "rows": [_subject(line, by_course.get(line.course_id, ()), len(results.columns)) for line in page.subjects],
        "no_marks": page.no_marks,
    }


def slip_part(page: WeekPage, letters: Mapping[str, str], *, college: bool) -> dict[str, Any]:
    """Lay out a slip of a week: only what was entered of the pupil, day by day, and how much was missed."""
    rows = [
        {
            "day": f"{capital(WEEKDAYS[day.date.weekday()])}, {day_month(day.date)}",
            "subject": capital(lesson.subject),
            "mark": _marks(lesson, letters),
            "about": _about(lesson),
        }
        for day in page.days
        for lesson in day.lessons
        if lesson.marks or lesson.absence or lesson.note
    ]
    missed = sum(1 for day in page.days for lesson in day.lessons if _missed(lesson))
    forms = ("занятие", "занятия", "занятий") if college else ("урок", "урока", "уроков")
    return {
        "whose": whose(page),
        "week": week_title(page),
        "rows": _once_a_day(rows),
        "missed": f"Пропущено: {counted(missed, *forms)}." if missed else "Пропусков нет.",
    }


def _once_a_day(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    last = ""
    for row in rows:
        found.append({**row, "day": "" if row["day"] == last else row["day"]})
        last = row["day"]
    return found


def _day(day: DiaryDay, letters: Mapping[str, str], *, college: bool) -> dict[str, Any]:
    cancelled = "отменено" if college else "отменён"
    return {
        "title": f"{capital(WEEKDAYS[day.date.weekday()])}, {day_month(day.date)}"
        + (", дистанционно" if day.distant is not None else ""),
        "rest": (rest_title(day.rest.title) or "Выходной") if day.rest else "",
        "lessons": [
            {
                "no": str(lesson.number or ""),
                "subject": capital(lesson.held_subject or lesson.subject),
                "homework": cancelled if lesson.cancelled else "; ".join(one.text for one in lesson.homework),
                "mark": _marks(lesson, letters),
                "about": "; ".join(part for part in (lesson.control, lesson.note) if part),
            }
            for lesson in day.lessons
        ],
    }


def _marks(lesson: DiaryLesson, letters: Mapping[str, str]) -> str:
    absence = [letters.get(lesson.absence, lesson.absence)] if lesson.absence else []
    return " ".join([*absence, *(mark.text for mark in lesson.marks)])


def _about(lesson: DiaryLesson) -> str:
    kinds = ", ".join(dict.fromkeys(mark.kind for mark in lesson.marks))
    absence = absence_title(lesson.absence) if lesson.absence else ""
    return "; ".join(part for part in (kinds, absence, lesson.absence_reason, lesson.note) if part)


def _missed(lesson: DiaryLesson) -> bool:
    return lesson.absence not in ("", AbsenceCode.LATE, AbsenceCode.DISTANCE, AbsenceCode.EXEMPT)


def _subject(line: SubjectLine, results: Sequence[str], columns: int) -> dict[str, Any]:
    average = line.standing.weighted
    return {
        "subject": capital(line.name),
        "marks": "  ".join(one.mark.text for one in line.marks),
        "average": number_text(average.result) if average else "",
        "missed": str(line.missed) if line.missed else "",
        "results": list(results) or [""] * columns,
    }
