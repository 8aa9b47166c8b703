"""The plan and the load: hours, subgroups, practice, courses outside lessons."""

import re
from dataclasses import replace
from typing import Any

from parta.kernel.text import normal

from ..dataset import (
    CurriculumLine,
    ExtraCourse,
    HomePlanLine,
    ProgrammeLine,
)
from ..problems import Source
from ..tables import Table
from ..values.classes import class_list, class_name, grade_of, grade_only
from ..values.text import blank, line, number
from .common import Carried, Reading, read_class, read_hours, read_name, read_scope, title_class

_PROFILE = re.compile(r"\s*\(([^()]*?(?:профил|уровень|уровн)[^()]*)\)\s*$", re.IGNORECASE)


_SKIP_LINE = re.compile(
    r"^(обязательн\w+ част|часть,? формируем"
    r"|вариативн|инвариантн|учебн\w+ недел|при \d|количество"
    r"|недель|федеральн\w+ компонент|компонент|предметы и курсы по выбору|классы$|часов)"
)


def subject_words(text: str) -> tuple[str, str]:
    """Split «физика (технологический профиль)» into the subject and the profile."""
    match = _PROFILE.search(text)
    return (text[: match.start()].strip(), match[1].strip()) if match else (text.strip(), "")


_WEEK_AND_YEAR = re.compile(r"^(\d{1,2}(?:[.,]\d+)?)\s*[/(]\s*(\d{2,4})(?:[.,]\d+)?\)?$")


def read_curriculum(table: Table, reading: Reading) -> None:
    """Read a plan with subjects in rows and classes in columns; hours of a year become hours a week."""
    lines: list[CurriculumLine] = []
    for row in table.data():
        text = row.text("subject")
        if not text or row.lone or _SKIP_LINE.match(normal(text)):
            continue
        subject, profile = subject_words(text)
        profile = row.text("profile") or profile
        for column in table.matrix:
            value = table.grid.filled_down(row.index, column.column)
            if blank(value) or column.role:
                continue
            source = table.grid.source(row.index, column.column)
            hours = _hours(value)
            if hours is None or hours > 400:
                reading.problems.add("value_unreadable", source, what="часы в неделю", text=line(value)[:40])
            elif hours:
                lines.append(CurriculumLine(column.value, subject, hours, profile, source))
    if _is_yearly(table, lines):
        reading.problems.add("hours_of_year", Source(table.grid.file, table.grid.sheet))
        lines = [replace(one, hours=_weekly(one)) for one in lines]
    for one in lines:
        reading.out.add("curriculum", one)


def _hours(value: Any) -> float | None:
    found = number(value)
    if found is None and isinstance(value, str):
        if match := _WEEK_AND_YEAR.match(value.strip()):
            # «5/170» says the hours of a week and of a year; «2/1» is two hours and one more.
            week, year = number(match[1]) or 0, number(match[2]) or 0
            if week and 30 <= year / week <= 37:
                return week
        if re.fullmatch(r"[\d.,]+\s*[/+]\s*[\d.,]+", value):
            return sum(number(part) or 0 for part in re.split(r"[/+]", value))
    return found


def _is_yearly(table: Table, lines: list[CurriculumLine]) -> bool:
    """Tell whether a plan is in hours a year: it says so and not «в неделю», or no week has so many hours."""
    words = normal(f"{table.title()} {' '.join(table.headers.values())}")
    said = bool(re.search(r"в год\b|за год|годов\w+", words)) and not re.search(r"недел", words)
    return bool(lines) and (said or max(one.hours for one in lines) > 40)


def _weekly(one: CurriculumLine) -> float:
    weeks = 33 if grade_of(one.class_name) == 1 else 34
    return round(one.hours / weeks * 4) / 4


def read_curriculum_list(table: Table, reading: Reading) -> None:
    """Read a plan as a list of class, subject, hours."""
    carried = Carried(reading, "class")
    for row in table.data():
        words = carried.read(row)["class"]
        if not row.text("subject") or row.lone:
            continue
        subject, profile = subject_words(row.text("subject"))
        hours = read_hours(row, "hours", reading, highest=40)
        one = read_class(row)
        grade = grade_only(words) or (grade_only(row.value("grade")) if table.has("grade") else None)
        names = (
            class_list(words)
            or ([one] if one else [])
            or ([str(grade)] if grade else [str(g) for g in read_scope(words).grades])
        )
        if not names:
            reading.problems.add("class_unreadable", row.source("class"), text=words)
        for name in names:
            if hours:
                reading.out.add(
                    "curriculum", CurriculumLine(name, subject, hours, row.text("profile") or profile, row.source())
                )


def read_programme(table: Table, reading: Reading) -> None:
    """Read the plan of a college's programme: one row a discipline, hours by semester."""
    title = table.title()
    code = re.search(r"\d{2}\.\d{2}\.\d{2}", f"{title} {table.grid.sheet}")
    name = re.search(r"\d{2}\.\d{2}\.\d{2}[.,]?\s+([^\n,]+)", title)
    form = next(
        (form for form in ("очно-заочная", "заочная", "очная") if form in normal(f"{title} {table.grid.sheet}")), ""
    )
    groups: list[tuple[str, int | None]] = []
    for match in re.finditer(
        r"([А-ЯЁ][А-ЯЁа-яё]{0,5}-?\d{2,4}[а-я]?)\s*(?:\((\d)\s*курс\))?", re.sub(r"\d{2}\.\d{2}\.\d{2}", " ", title)
    ):
        if group := class_name(match[1]):
            groups.append((group, int(match[2]) if match[2] else None))
    session_semester = re.search(r"(\d{1,2})\s*семестр", title)
    for row in table.data():
        subject, index = row.text("subject"), row.text("index")
        if row.lone or not subject or not index:
            continue
        semesters = []
        for column in table.matrix:
            value = table.grid.value(row.index, column.column)
            hours = number(value)
            if hours:
                semesters.append((int(column.value), hours))
            elif not blank(value) and hours is None:
                reading.problems.add(
                    "value_unreadable",
                    table.grid.source(row.index, column.column),
                    what="часы в семестре",
                    text=line(value)[:40],
                )
        exams, graded, credits_ = (_semesters(row.text(field)) for field in ("exam", "graded", "credit"))
        qualifying, projects = (_semesters(row.text(field)) for field in ("qualifying", "projects"))
        control = row.text("control")
        if control and session_semester:
            word, number_ = normal(control), (int(session_semester[1]),)
            exams, graded, credits_ = (
                number_ if "экз" in word and "квал" not in word else (),
                number_ if "диф" in word else (),
                number_ if "зач" in word and "диф" not in word else (),
            )
            qualifying, projects = number_ if "квал" in word else (), number_ if "курсов" in word else ()
        elif control:
            exams, graded, credits_ = (
                tuple(int(n) for n in re.findall(pattern, normal(control)))
                for pattern in (r"(\d)\s*э|э\w*\.?\s*(?=\d)", r"(\d)\s*д", r"(\d)\s*з")
            )
        reading.out.add(
            "programmes",
            ProgrammeLine(
                code[0] if code else "",
                name[1].strip() if name else "",
                form,
                tuple(groups),
                index,
                subject,
                read_hours(row, "total", reading, highest=9000),
                tuple(semesters),
                read_hours(row, "session_hours", reading),
                exams,
                graded,
                credits_,
                control,
                row.source(),
                qualifying,
                projects,
            ),
        )


def _semesters(text: str) -> tuple[int, ...]:
    return tuple(int(found) for found in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text))


def read_extra(table: Table, reading: Reading) -> None:
    """Read the plan of extracurricular activity."""
    for row in table.data():
        name = row.text("name")
        if not name or row.lone:
            continue
        reading.out.add(
            "extra_courses",
            ExtraCourse(
                name,
                row.text("direction"),
                read_scope(row.lines("class")),
                read_hours(row, "hours", reading, highest=40),
                read_hours(row, "term_hours", reading),
                row.text("teacher"),
                row.source(),
            ),
        )


def pupil_of_title(table: Table) -> str:
    """Find the pupil whom an individual plan or timetable is about."""
    for text in (*table.title_lines(), table.grid.sheet):
        match = re.search(
            r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+)?)(?=\s*(?:,|$|\(|\d|уч))", text
        )
        if match:
            return match[1]
    return ""


def read_home_plan(table: Table, reading: Reading) -> None:
    """Read the individual plan of a pupil taught at home."""
    pupil, where = pupil_of_title(table), title_class(table) or ""
    for row in table.data():
        subject = row.text("subject")
        if not subject or row.lone:
            continue
        own = read_name(row, reading) if table.has("fio") and row.text("fio") else None
        name = own.full if own else pupil
        hours = read_hours(row, "hours", reading, highest=40)
        if not name:
            reading.problems.add("value_missing", row.source("subject"), what="ФИО обучающегося", who=subject)
        elif hours:
            reading.out.add(
                "home_plans",
                HomePlanLine(
                    name,
                    (read_class(row) if table.has("class") else None) or where,
                    subject,
                    hours,
                    row.text("teacher"),
                    row.source(),
                ),
            )
