"""The sanitary norms of a timetable: those of a day, and all that the school has set."""

from dataclasses import dataclass
from datetime import date

from parta.timetable.models import NormVersion
from parta.timetable.rules.norms import STANDARD, NormChange, Norms, differences, norms_of


def norms_on(day: date) -> Norms:
    """Give the norms that hold on a day: the school's own from their day on, else those of the program (one query)."""
    found = (
        NormVersion.objects.filter(starts_on__lte=day).order_by("-starts_on").values_list("values", flat=True).first()
    )
    return norms_of(found) if found else STANDARD


@dataclass(frozen=True, slots=True)
class NormRow:
    """Norms from a day, what differs in them from those before."""

    version: NormVersion
    changes: tuple[NormChange, ...]


def norm_rows() -> list[NormRow]:
    """Give the norms that the school has set, the latest first (one query)."""
    rows, before = [], STANDARD
    for one in NormVersion.objects.select_related("set_by").order_by("starts_on"):
        norms = norms_of(one.values)
        rows.append(NormRow(one, tuple(differences(before, norms))))
        before = norms
    return rows[::-1]


def last_version() -> tuple[NormVersion | None, Norms]:
    """Give the norms that begin last, in force by now or not yet (one query)."""
    found = NormVersion.objects.order_by("-starts_on").first()
    return found, norms_of(found.values) if found else STANDARD
