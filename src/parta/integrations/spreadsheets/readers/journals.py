"""What was planned and held: calendar-thematic plans, substitutions, pages of marks."""

import datetime as dt
import re
from typing import Any

from parta.curriculum.rules.plans import MOST_HOURS
from parta.kernel.text import normal

from ..cells import INDEX, SUBGROUP
from ..dataset import LessonPlan, MarkCell, MarkLesson, MarkRow, MarkSheet, PlanLine, Substitution, subgroup_key
from ..grid import letters
from ..problems import Source
from ..tables import Row, Table
from ..values import dates, people
from ..values.classes import class_list, class_name, find_class
from ..values.text import as_text, blank, line, number, whole
from .common import Carried, Reading, emptied, meta, meta_value, read_class, read_date, read_hours, title_class

_OF_LINES = {"lesson_kind": "kind", "control_kind": "control", "homework": "homework", "resources": "resources"}


def read_plan(table: Table, reading: Reading) -> None:
    """Read a calendar-thematic plan: its title and its lines."""
    lines: list[PlanLine] = []
    section = ""
    expected = 0
    for row in table.data():
        topic = row.text("topic")
        if row.single:
            section = row.first
            continue
        if re.match(r"(итого|всего)\b", normal(topic)) and _plan_number(row) is None:
            continue
        if not topic:
            section = row.text("section") or section
            continue
        found = _plan_number(row)
        hours = read_hours(row, "hours", reading, highest=MOST_HOURS) if table.has("hours") else None
        if (
            found is None
            and table.has("number")
            and row.text("number") == ""
            and hours is not None
            and hours != 1
            and not row.text("homework")
        ):
            section = topic
            continue
        own = row.text("section") or section
        section = own
        expected += 1
        if found is not None and found != expected:
            reading.problems.add("plan_lines_skip", row.source("number"), number=found, expected=expected)
            expected = found
        lines.append(
            PlanLine(
                expected,
                own,
                topic,
                1.0 if hours is None else hours,
                row.text("kind"),
                "" if blank(row.value("control")) else row.text("control"),
                row.lines("homework"),
                _plan_date(row, reading),
                row.source(),
                row.lines("resources"),
                emptied(row, _OF_LINES),
            )
        )
    if not lines:
        reading.problems.add("table_without_rows", table.source, table=table.spec.title)
        return
    reading.out.add("plans", _plan_head(table, tuple(lines)))


def _plan_number(row: Row) -> int | None:
    found = whole(row.value("number"))
    if found is None and (match := re.match(r"^(\d{1,3})\D", row.text("number"))):
        found = int(match[1])
    return found


def _plan_date(row: Row, reading: Reading) -> dt.date | None:
    return dates.date(row.value("date"), reading.year) if row.table.has("date") else None


def _plan_head(table: Table, lines: tuple[PlanLine, ...]) -> LessonPlan:
    titles = table.title_lines()
    pairs = meta(table)
    title = next(
        (text for text in titles if re.search(r"темати|планиров|ктп|\bплан\b", normal(text))),
        titles[0] if titles else "",
    )
    subject = meta_value(pairs, "предмет", "дисциплина", "учебный предмет", "курс", "уд", "мдк")
    after = re.search(
        r"(?:планирован\w*|план\w*|ктп)\s*[:.–—-]?\s*"
        r"(?:уроков\s*)?(?:по\s+(?:предмету|дисциплине|курсу|учебному предмету)\s*)?[:–—-]?\s*(.+)$",
        title,
        re.IGNORECASE,
    )
    if not subject and after:
        subject = after[1]
    subject = re.sub(r"[«»\"]", "", subject)
    everything = " ".join(titles)
    grade = re.search(r"(?<!\d)(\d{1,2})(?:-?[а-я]{1,2})?\s*(?:[«\"]?[А-Я]?[»\"]?[, ]*)*класс", everything) or re.match(
        r"^\s*(\d{1,2})\b", meta_value(pairs, "класс")
    )
    classes = tuple(class_list(meta_value(pairs, "класс", "группа"))) or tuple(
        dict.fromkeys(
            name
            for word in re.findall(
                r"(?<!№ )(?<!№)(?<!\d)\d{1,2}\s?[«\"]?[А-Я][»\"]?(?![а-яёА-ЯЁ.])|[А-ЯЁ][А-ЯЁа-яё]{0,5}-\d{2}",
                everything,
            )
            if (name := class_name(word))
        )
    )
    hours = re.search(r"(\d{1,4})\s*(?:ч\b|час)", everything)
    subject = re.split(
        r"[,;(]?\s*\d{1,2}\s*(?:-?[а-я]{1,2}\s*)?[«\"]?[А-Я]?[»\"]?\s*класс|,\s*\d+\s*ч|,\s*групп", subject
    )[0]
    index = ""
    if match := INDEX.match(subject):
        index, subject = match[1], subject[match.end() :]
    teachers = meta_value(pairs, "учител", "преподавател", "составител", "педагог")
    return LessonPlan(
        title,
        subject.strip(" ,.;:-–—"),
        index,
        int(grade[1]) if grade else None,
        classes,
        tuple(part.strip() for part in re.split(r"[,;]", teachers) if part.strip()),
        number(hours[1]) if hours else None,
        lines,
        table.source,
    )


def read_substitutions(table: Table, reading: Reading) -> None:
    """Read the register of substitutions."""
    carried = Carried(reading, "date")
    for row in table.data():
        words = carried.read(row)
        if row.lone or not (row.text("class") or row.text("number")):
            continue
        value = row.value("date")
        day = dates.date(value if value != "" else words["date"], reading.year)
        found, where = whole(row.value("number")), read_class(row)
        if day is None or found is None or not where:
            missing = "дата" if day is None else "номер урока" if found is None else "класс"
            reading.problems.add(
                "value_missing",
                row.source({"дата": "date", "номер урока": "number"}.get(missing, "class")),
                what=missing,
                who=row.text("subject") or row.first,
            )
            continue
        if not reading.within_year(day, row.source("date")):
            continue
        substitute, kind = row.text("substitute"), row.text("kind")
        reading.out.add(
            "substitutions",
            Substitution(
                day,
                found,
                where,
                "" if blank(row.value("subgroup")) else row.text("subgroup"),
                row.text("subject"),
                row.text("absent"),
                row.text("reason"),
                "" if re.search(r"отмен", normal(substitute)) or blank(substitute) else substitute,
                "" if blank(row.value("held")) else row.text("held"),
                _substitution_kind(kind, substitute, row),
                kind,
                row.source(),
            ),
        )


def _substitution_kind(kind: str, substitute: str, row: Row) -> str:
    words = normal(f"{kind} {substitute}")
    if "отмен" in words or "не проведен" in words:
        return "cancelled"
    if re.search(r"объедин|совмещ|сдво", words):
        return "joined"
    held, planned = normal(row.text("held")), normal(row.text("subject"))
    return "other_subject" if "друг" in words or (held and planned and held != planned) else "other_teacher"


def read_marks(table: Table, reading: Reading, footer: Table | None) -> None:
    """Read one page of marks: who, which lessons, what stands in the cells, and the topics beneath."""
    grid, pairs = table.grid, meta(table)
    where = class_name(meta_value(pairs, "класс", "группа"), codes=True) or title_class(table)
    title = " ".join(table.title_lines())
    subject = meta_value(pairs, "предмет", "дисциплина", "учебный предмет", "курс")
    subgroup, teacher = meta_value(pairs, "подгруппа"), meta_value(pairs, "учител", "преподавател", "педагог")
    if where and not subject:
        rest = re.sub(r"^\s*" + re.escape(where) + r"\s*", "", grid.sheet, flags=re.IGNORECASE)
        subject = rest.strip() if rest != grid.sheet else ""
        if match := SUBGROUP.search(subject):
            subgroup = subgroup or match[0].strip()
            subject = subject[: match.start()].strip()
    if not where or not subject:
        reading.problems.add("mark_sheet_incomplete", table.source, what="класс" if not where else "предмет")
        return
    columns: list[tuple[int, MarkLesson]] = []
    ordinals: dict[dt.date, int] = {}
    for column in table.matrix:
        day: dt.date = column.value
        source = grid.source(table.header + table.depth - 1, column.column)
        if reading.within_year(day, source):
            ordinals[day] = ordinals.get(day, 0) + 1
            columns.append((column.column, MarkLesson(day, ordinals[day], source=source)))
    first, last = (
        min((one.column for one in table.matrix), default=0),
        max((one.column for one in table.matrix), default=0),
    )
    for place in table.unknown:
        if first < place < last and any(grid.value(row, place) != "" for row in table.rows):
            reading.problems.add(
                "mark_date_unreadable", grid.source(table.header + table.depth - 1, place), text=table.headers[place]
            )
    lessons = _with_topics(columns, footer, reading)
    results = [(column, text) for column, text in table.headers.items() if _is_result(table, column, text)]
    rows: list[MarkRow] = []
    for row in table.data():
        name = (
            " ".join(part for part in (row.text("last"), row.text("first"), row.text("middle")) if part)
            if table.has("last")
            else row.text("fio")
        )
        used = [(place, column) for place, (column, _) in enumerate(columns) if grid.value(row.index, column) != ""]
        if not name:
            if used:
                reading.problems.add("marks_row_without_name", row.source())
            continue
        if people.person_name(name) is None:
            if used:
                reading.problems.add("name_unreadable", row.source("fio"), text=name[:60])
            continue
        cells = tuple(
            MarkCell(
                place,
                _mark_text(grid.value(row.index, column), reading, grid.source(row.index, column)),
                f"{letters(column)}{row.index + 1}",
            )
            for place, column in used
        )
        ends = tuple(
            (text, line(grid.value(row.index, column)), f"{letters(column)}{row.index + 1}")
            for column, text in results
            if grid.value(row.index, column) != ""
        )
        rows.append(MarkRow(whole(row.value("no")), name, cells, ends, row.text("note"), row.source()))
    term = meta_value(pairs, "период", "четверть") or (results[0][1] if results else "") or title
    reading.out.add(
        "marks",
        MarkSheet(where, subject, subgroup, teacher, term, tuple(lessons), tuple(rows), grid.source(table.header)),
    )


def _is_result(table: Table, column: int, text: str) -> bool:
    if column == table.columns.get("term"):
        return True
    known = {table.columns.get(name) for name in ("no", "fio", "last", "first", "note", "average", "missed")} | {
        one.column for one in table.matrix
    }
    return column not in known and bool(re.search(r"четв|полуг|семес|тримес|год|итог|экзам", normal(text)))


def _mark_text(value: Any, reading: Reading, source: Source) -> str:
    if isinstance(value, (dt.date, dt.datetime)):
        text = f"{value.day}/{value.month}"
        reading.problems.add("mark_became_date", source, text=text)
        return text
    return line(value)


def _with_topics(columns: list[tuple[int, MarkLesson]], footer: Table | None, reading: Reading) -> list[MarkLesson]:
    lessons = [lesson for _, lesson in columns]
    if footer is None:
        return lessons
    seen: dict[dt.date, int] = {}
    places = {(lesson.date, lesson.ordinal): place for place, lesson in enumerate(lessons)}
    for row in footer.data():
        if blank(row.value("date")):
            continue
        day = read_date(row, "date", reading, what="дата урока")
        if day is None:
            continue
        seen[day] = seen.get(day, 0) + 1
        place = places.get((day, seen[day]))
        if place is None:
            reading.problems.add("mark_lesson_unmatched", row.source("date"), date=day.strftime("%d.%m.%Y"))
            continue
        old = lessons[place]
        lessons[place] = MarkLesson(
            old.date,
            old.ordinal,
            whole(row.value("number")),
            row.text("topic"),
            row.lines("homework"),
            row.text("work"),
            old.source,
        )
    return lessons


__all__ = ["as_text", "find_class", "read_marks", "read_plan", "read_substitutions", "subgroup_key"]
