"""The school as its own tables: the same kinds and columns that an import understands, by the names of its fields."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from parta.school.models import AcademicYear

from . import dated, frame, marks, people, programmes, teaching
from .tables import Row, Table

_TABLES = {
    "card": frame.card_tables,
    "calendar": frame.calendar_tables,
    "bells": frame.bells_tables,
    "rooms": frame.rooms_tables,
    "groups": frame.groups_tables,
    "staff": people.staff_tables,
    "pupils": people.pupils_tables,
    "movement": people.movement_tables,
    "programme": programmes.programme_tables,
    "curriculum_list": teaching.curriculum_tables,
    "load": teaching.load_tables,
    "subgroups": teaching.subgroups_tables,
    "timetable_list": teaching.timetable_tables,
    "extra_courses": teaching.club_plan_tables,
    "extra_times": teaching.clubs_tables,
    "home_plan": teaching.home_plan_tables,
    "home_times": teaching.home_tables,
    "extended_day": teaching.extended_day_tables,
    "other_load": teaching.other_load_tables,
    "practice": teaching.practice_tables,
    "abbreviations": teaching.abbreviations_tables,
    "plan": dated.plan_tables,
    "single_lessons": dated.single_tables,
    "substitutions": dated.substitutions_tables,
    "marks": marks.marks_tables,
}
MARKS = "marks"
"""Pages of an earlier period: hundreds of files, and for those alone who may bring such pages in."""
FILLED = tuple(kind for kind in _TABLES if kind != MARKS)
"""Kinds of tables that are written out with the school's own data."""


@dataclass(frozen=True, slots=True)
class SchoolTables:
    """Everything that is written out, by kind, and who stands in it by name."""

    year: str
    kinds: dict[str, list[Table]] = field(default_factory=dict)
    persons: frozenset[int] = frozenset()


def school_tables(*, today: dt.date, kinds: Iterable[str]) -> SchoolTables:
    """Give the tables of the year that runs (else of the latest) of these kinds; a kind that has none is left out."""
    running = AcademicYear.objects.filter(starts_on__lte=today, ends_on__gte=today).first()
    year = running or AcademicYear.objects.order_by("-starts_on").first()
    if year is None:
        return SchoolTables("")
    found = {kind: list(_TABLES[kind](year, today)) for kind in kinds if kind in _TABLES}
    title = f"{year.starts_on.year}/{year.ends_on.year}"
    found = {kind: tables for kind, tables in found.items() if any(one.rows for one in tables)}
    return SchoolTables(title, found, frozenset(people.persons_in(year, today, found)))


__all__ = ["FILLED", "MARKS", "Row", "SchoolTables", "Table", "school_tables"]
