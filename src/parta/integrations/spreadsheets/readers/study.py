"""The plan and the load: hours, subgroups, practice, courses outside lessons."""

import re

from parta.kernel.text import normal

from ..dataset import CurriculumLine, ExtraCourse, HomePlanLine, LoadLine, OtherLoad, Practice, ProgrammeLine, SubgroupMember
from ..problems import Source
from ..tables import Row, Table
from ..values import dates
from ..values.classes import class_list, class_name, find_class, grade_only
from ..values.text import blank, line, number, ordinal, whole
from .common import Carried, Reading, read_class, read_date, read_hours, read_name, read_scope, title_class

_PROFILE = re.compile(r"\s*\(([^()]*?(?:профил|уровень|уровн)[^()]*)\)\s*$", re.IGNORECASE)
_SKIP_LINE = re.compile(r"^(обязательн\w+ част|часть,? формируем|вариативн|инвариантн|учебн\w+ недел|при \d|количество|недель|федеральн\w+ компонент|компонент|предметы и курсы по выбору|классы$|часов)")


def subject_words(text: str) -> tuple[str, str]:
    """Split «физика (технологический профиль)» into the subject and the profile."""
    match = _PROFILE.search(text)
    return (text[: match.start()].strip(), match[1].strip()) if match else (text.strip(), "")


def read_curriculum(table: Table, reading: Reading) -> None:
    """Read a plan with subjects in rows and classes in columns."""
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
            hours = number(value)
            if hours is None and isinstance(value, str) and re.fullmatch(r"[\d.,]+\s*[/+]\s*[\d.,]+", value):
                hours = sum(number(part) or 0 for part in re.split(r"[/+]", value))
            if hours is None or hours > 40:
                reading.problems.add("value_unreadable", table.grid.source(row.index, column.column), what="часы в неделю", text=line(value)[:40])
            elif hours:
                reading.out.add("curriculum", CurriculumLine(column.value, subject, hours, profile, table.grid.source(row.index, column.column)))


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
        names = class_list(words) or ([one] if one else []) or ([str(grade)] if grade else [str(g) for g in read_scope(words).grades])
        if not names:
            reading.problems.add("class_unreadable", row.source("class"), text=words)
        for name in names:
            if hours:
                reading.out.add("curriculum", CurriculumLine(name, subject, hours, row.text("profile") or profile, row.source()))


def read_programme(table: Table, reading: Reading) -> None:
    """Read the plan of a college's programme: one row a discipline, hours by semester."""
    title = table.title()
    code = re.search(r"\d{2}\.\d{2}\.\d{2}", f"{title} {table.grid.sheet}")
    name = re.search(r"\d{2}\.\d{2}\.\d{2}[.,]?\s+([^\n,]+)", title)
    form = next((form for form in ("очно-заочная", "заочная", "очная") if form in normal(f"{title} {table.grid.sheet}")), "")
    groups: list[tuple[str, int | None]] = []
    for match in re.finditer(r"([А-ЯЁ][А-ЯЁа-яё]{0,5}-?\d{2,4}[а-я]?)\s*(?:\((\d)\s*курс\))?", re.sub(r"\d{2}\.\d{2}\.\d{2}", " ", title)):
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
                reading.problems.add("value_unreadable", table.grid.source(row.index, column.column), what="часы в семестре", text=line(value)[:40])
        exams, graded, credits_ = (_semesters(row.text(field)) for field in ("exam", "graded", "credit"))
        control = row.text("control")
        if control and session_semester:
            word, number_ = normal(control), (int(session_semester[1]),)
            exams, graded, credits_ = (number_ if "экз" in word else (), number_ if "диф" in word else (), number_ if "зач" in word and "диф" not in word else ())
        elif control:
            exams, graded, credits_ = (tuple(int(n) for n in re.findall(pattern, normal(control))) for pattern in (r"(\d)\s*э|э\w*\.?\s*(?=\d)", r"(\d)\s*д", r"(\d)\s*з"))
        reading.out.add("programmes", ProgrammeLine(
            code[0] if code else "", name[1].strip() if name else "", form, tuple(groups), index, subject, read_hours(row, "total", reading, highest=9000),
            tuple(semesters), read_hours(row, "session_hours", reading), exams, graded, credits_, control, row.source()))


def _semesters(text: str) -> tuple[int, ...]:
    return tuple(int(found) for found in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text))


def read_extra(table: Table, reading: Reading) -> None:
    """Read the plan of extracurricular activity."""
    for row in table.data():
        name = row.text("name")
        if not name or row.lone:
            continue
        reading.out.add("extra_courses", ExtraCourse(
            name, row.text("direction"), read_scope(row.lines("class")), read_hours(row, "hours", reading, highest=40), read_hours(row, "term_hours", reading), row.text("teacher"), row.source()))


def pupil_of_title(table: Table) -> str:
    """Find the pupil whom an individual plan or timetable is about."""
    for text in (*table.title_lines(), table.grid.sheet):
        match = re.search(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+)?)(?=\s*(?:,|$|\(|\d|уч))", text)
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
        name = read_name(row, reading).full if table.has("fio") and row.text("fio") and read_name(row, reading) else pupil  # type: ignore[union-attr]
        hours = read_hours(row, "hours", reading, highest=40)
        if not name:
            reading.problems.add("value_missing", row.source("subject"), what="ФИО обучающегося", who=subject)
        elif hours:
            reading.out.add("home_plans", HomePlanLine(name, (read_class(row) if table.has("class") else None) or where, subject, hours, row.text("teacher"), row.source()))


def read_load(table: Table, reading: Reading) -> None:
    """Read the distribution of the load: a list, or teachers by classes."""
    carried = Carried(reading, "teacher", "subject") if table.matrix else Carried(reading, "teacher")
    for row in table.data():
        if row.lone:
            text = row.first
            if not re.search(r"\d", text):
                carried.set("teacher", text)
            continue
        words = carried.read(row)
        subject = words.get("subject") or row.text("subject")
        if not words["teacher"] or not subject:
            if subject and (row.text("class") or table.matrix):
                reading.problems.add("teacher_absent", row.source("subject"), subject=subject, where=row.text("class"))
            else:
                continue
        if table.matrix and not table.has("class"):
            for column in table.matrix:
                hours = number(table.grid.value(row.index, column.column))
                if hours:
                    source = table.grid.source(row.index, column.column)
                    reading.out.add("load", LoadLine(words["teacher"], subject, column.value, row.text("subgroup"), hours, None, row.text("index"), source))
            continue
        names = _load_classes(row, reading)
        if not names:
            reading.problems.add("class_unreadable", row.source("class"), text=row.text("class"))
        if len(names) > 1:
            reading.problems.add("several_classes", row.source("class"), classes=names)
        subgroup = "" if blank(row.value("subgroup")) else row.text("subgroup")
        for name in names:
            reading.out.add("load", LoadLine(
                words["teacher"], subject, name, subgroup, read_hours(row, "hours", reading, highest=60), read_hours(row, "term_hours", reading), row.text("index"), row.source()))


def _load_classes(row: Row, reading: Reading) -> list[str]:
    single = read_class(row)
    text = row.text("class")
    if single and not re.search(r"[,;+]|\sи\s", text):
        return [single]
    return class_list(text) or ([single] if single else [])


def read_subgroups(table: Table, reading: Reading) -> None:
    """Read the lists of subgroups."""
    carried = Carried(reading, "class", "subject", "subgroup", "teacher")
    where = title_class(table)
    for row in table.data():
        if row.lone:
            where = find_class(row.first) or where
            continue
        words = carried.read(row)
        if not row.text("fio") and not row.text("last"):
            continue
        name = read_name(row, reading)
        found = class_name(words["class"], codes=True) or find_class(words["class"]) or (read_class(row) if row.text("class") else None) or where
        if name is None:
            continue
        if not found:
            reading.problems.add("class_unreadable" if words["class"] else "value_missing", row.source("class"), **({"text": words["class"]} if words["class"] else {"what": "класс", "who": name.full}))
            continue
        if not words["subgroup"]:
            reading.problems.add("value_missing", row.source("subgroup"), what="подгруппа", who=name.full)
            continue
        reading.out.add("subgroups", SubgroupMember(found, words["subject"], words["subgroup"], words["teacher"], name.full, row.source()))


def read_other_load(table: Table, reading: Reading) -> None:
    """Read clubs, home schooling, extended-day groups of the load."""
    carried = Carried(reading, "teacher")
    for row in table.data():
        teacher = carried.read(row)["teacher"]
        if not teacher or not row.text("course") or row.lone:
            continue
        words = row.lines("class")
        pupil = re.search(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+)", words)
        reading.out.add("other_load", OtherLoad(
            teacher, row.text("kind"), row.text("course"), read_scope(words), pupil[1] if pupil else "", read_hours(row, "hours", reading, highest=60), row.source()))


def read_practice(table: Table, reading: Reading) -> None:
    """Read the schedule of practices."""
    for row in table.data():
        if row.lone:
            continue
        group = read_class(row)
        if not group:
            if row.text("class"):
                reading.problems.add("class_unreadable", row.source("class"), text=row.text("class"))
            continue
        if table.has("starts"):
            starts, ends = read_date(row, "starts", reading, what="начало практики"), read_date(row, "ends", reading, what="окончание практики")
        else:
            span = dates.date_range(row.text("dates"), reading.year)
            starts, ends = span or (None, None)
        if not starts or not ends:
            reading.problems.add("value_missing", row.source("starts"), what="дата начала и окончания", who=f"{group} {row.text('name')}")
            continue
        if ends < starts:
            reading.problems.add("dates_reversed", row.source("ends"), starts=starts.strftime("%d.%m.%Y"), ends=ends.strftime("%d.%m.%Y"))
            continue
        if reading.within_year(starts, row.source("starts")) and reading.within_year(ends, row.source("ends")):
            reading.out.add("practices", Practice(
                group, row.text("index"), row.text("name"), row.text("kind"), starts, ends, read_hours(row, "hours", reading), row.text("place"), row.text("leader"), row.source()))


__all__ = [
    "Source", "ordinal", "pupil_of_title", "read_curriculum", "read_curriculum_list", "read_extra", "read_home_plan", "read_load", "read_other_load",
    "read_practice", "read_programme", "read_subgroups", "subject_words", "whole",
]
