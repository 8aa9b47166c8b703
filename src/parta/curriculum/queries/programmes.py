"""Programmes of a college: the list of a year, one with its lines, and others to be taken as a model."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parta.curriculum.access import may_see_load
from parta.curriculum.models import CurriculumLine
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.school.models import AcademicYear, SchoolClass


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme of a year: its code with the form of study, its title, groups, lines and hours."""

    code: str
    title: str
    groups: tuple[str, ...]
    lines: int
    hours: int


@dataclass(frozen=True, slots=True)
class Programmes:
    """The programmes of a year, and those of all years to take one from (year id, year, code)."""

    year: AcademicYear | None
    years: tuple[AcademicYear, ...]
    rows: tuple[ProgrammeRow, ...]
    models: tuple[tuple[int, str, str], ...]


def programmes_page(*, actor: Actor, year_id: int | None, day: date) -> Programmes:
    """List the programmes of a year (else the one of the day, else the last), in four queries; raises `Forbidden`."""
    require(may_see_load(actor))
    years = tuple(AcademicYear.objects.order_by("-starts_on"))
    year = next((one for one in years if one.pk == year_id), None) or next(
        (one for one in years if one.starts_on <= day <= one.ends_on), years[0] if years else None
    )
    found: dict[str, list[CurriculumLine]] = {}
    own = CurriculumLine.objects.filter(year=year, school_class=None).exclude(programme_code="")
    for line in own.order_by("programme_code"):
        found.setdefault(line.programme_code, []).append(line)
    groups = list(SchoolClass.objects.filter(year=year).exclude(programme_code="").order_by("sort_key"))
    titles = {one.programme_code: one.programme_title for one in groups}
    codes = sorted({*found, *(one for one in titles if not any(code.startswith(one) for code in found))})
    rows = tuple(
        ProgrammeRow(
            code,
            titles.get(code.split(" ")[0], ""),
            tuple(one.name for one in groups if code.startswith(one.programme_code)),
            len(found.get(code, ())),
            sum(line.hours_total or 0 for line in found.get(code, ())),
        )
        for code in codes
    )
    named = {one.pk: one.title for one in years}
    everywhere = CurriculumLine.objects.filter(school_class=None).exclude(programme_code="")
    pairs = sorted(set(everywhere.values_list("year_id", "programme_code")), key=lambda pair: (-pair[0], pair[1]))
    return Programmes(year, years, rows, tuple((pk, named.get(pk, ""), code) for pk, code in pairs))


def programme_lines(year_id: int, code: str) -> list[CurriculumLine]:
    """Give the lines of a programme in the order of their indices (one query)."""
    lines = CurriculumLine.objects.filter(year=year_id, school_class=None, programme_code=code)
    return list(lines.select_related("subject").order_by("pk"))


def stamp_of(lines: Iterable[CurriculumLine]) -> str:
    """Say what stands in the lines, to tell whether somebody has changed them since."""
    said = [[one.pk, one.hours_total, one.semesters, one.attestation] for one in lines]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
