"""Which regulation is in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from parta.kernel.sql import sql
from parta.regulation.models import RegulationDraft, RegulationVersion
from parta.regulation.rules.parse import drafted, load_preset
from parta.regulation.rules.reminders import Reminder, reminders
from parta.regulation.rules.tree import Regulation
from parta.school.models import AcademicYear, Term

_VERSIONS = "SELECT effective_from, preset, values::json FROM regulation_regulationversion ORDER BY effective_from"


@dataclass(frozen=True, slots=True)
class Versions:
    """The regulation of a school by the date it takes effect, oldest first."""

    rows: tuple[tuple[date, Regulation], ...]

    def on(self, day: date) -> Regulation:
        """Give the regulation in force on a day; before the first version, the first; without any, the default."""
        found = None
        for effective_from, regulation in self.rows:
            if found is None or effective_from <= day:
                found = regulation
        return found or load_preset("default")


def versions_from(rows: Sequence[Sequence[Any]] | None) -> Versions:
    """Build the versions from rows `(effective_from, preset, values)`, as other domains' queries bring them."""
    return Versions(
        tuple((date.fromisoformat(str(start)), drafted(preset, values or {})) for start, preset, values in rows or ())
    )


def versions() -> Versions:
    """Read the versions of the school's regulation."""
    return versions_from(sql(_VERSIONS))


@dataclass(frozen=True, slots=True)
class DatedVersion:
    """A version of the school's regulation with the order behind it."""

    effective_from: date
    preset: str
    regulation: Regulation
    order_no: str
    order_date: date | None


def dated_versions() -> list[DatedVersion]:
    """Give every version of the school's regulation, oldest first."""
    return [
        DatedVersion(row.effective_from, row.preset, drafted(row.preset, row.values), row.order_no, row.order_date)
        for row in RegulationVersion.objects.order_by("effective_from")
    ]


def open_draft() -> RegulationDraft | None:
    """Give the draft of the school's own act, when one is being written."""
    return RegulationDraft.objects.first()


def reminders_for(roles: frozenset[str], *, today: date) -> tuple[Reminder, ...]:
    """Give the duties of people with these roles by the act in force, the nearest first (two queries)."""
    year = AcademicYear.objects.filter(starts_on__lte=today, ends_on__gte=today)
    terms = list(Term.objects.filter(calendar__year__in=year).values_list("starts_on", "ends_on"))
    found = reminders(versions().on(today), today=today, terms=terms)
    return tuple(one for one in found if roles.intersection(one.roles))
