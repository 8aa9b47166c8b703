"""A college's plans of programmes: hours of disciplines by semester, and how semesters end."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from parta.curriculum.models import CurriculumLine
from parta.school.models import AcademicYear, SchoolClass

from .tables import Row, Table

_LEAST_SEMESTERS = 2


def programme_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Plans of programmes, a table each: «09.02.07», «38.02.01 заочная»; a column for every semester."""
    named = SchoolClass.objects.filter(year=year).exclude(programme_title="").order_by("sort_key")
    titles = dict(named.values_list("programme_code", "programme_title"))
    lines = CurriculumLine.objects.filter(year=year, school_class=None).exclude(programme_code="")
    found = lines.select_related("subject").order_by("programme_code", "pk")
    for programme, own in groupby(found, key=lambda one: one.programme_code):
        code, _, form = programme.partition(" ")
        plan = list(own)
        words = f"{code} {titles.get(code, '')}".strip() + (f", {form}" if form else "")
        yield Table(_rows(plan), programme, heading=words)


def _rows(plan: list[CurriculumLine]) -> list[Row]:
    semesters = range(1, max(_LEAST_SEMESTERS, *(int(n) for one in plan for n in one.semesters), 0) + 1)
    return [
        {
            "index": one.subject.index,
            "subject": one.subject.name,
            "total": one.hours_total,
            **{f"semester {number}": one.semesters.get(str(number)) for number in semesters},
            "exam": _said(one, "exam"),
            "graded": _said(one, "graded_credit"),
            "credit": _said(one, "credit"),
            "qualifying": _said(one, "qualifying_exam"),
            "projects": _said(one, "course_project"),
        }
        for one in plan
    ]


def _said(line: CurriculumLine, form: str) -> str:
    return ", ".join(map(str, line.attestation.get(form, ())))
