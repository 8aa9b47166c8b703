"""The weekly timetables of the years: versions with who put them in force, and drafts with who began them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Count, Func, IntegerField

from parta.audit.models import Event
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.people.queries.persons import names_of
from parta.school.models import AcademicYear
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act
from parta.timetable.models import TimetableDraft, TimetablePublication, TimetableVersion


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version: when it holds, how many rows it has, who put it in force and when; `publication` may be taken back."""

    id: int
    title: str
    starts_on: date
    ends_on: date | None
    cells: int
    author: str
    at: datetime | None
    publication: int | None


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft: from when it was asked for, how many lessons it has, who began it and when; `seconds`: the machine."""

    id: int
    base: int
    title: str
    starts_on: date
    cells: int
    author: str
    at: datetime
    seconds: int | None


@dataclass(frozen=True, slots=True)
class YearOfVersions:
    """A year, its first day on which a draft may begin to hold, its versions and drafts, the newest first.

    `former`: the versions of every year before it, the newest first.
    """

    year: AcademicYear
    first: date
    versions: tuple[VersionRow, ...]
    drafts: tuple[DraftRow, ...]
    former: tuple[tuple[AcademicYear, tuple[TimetableVersion, ...]], ...]


def versions_page(*, actor: Actor, tomorrow: date, zone: ZoneInfo) -> list[YearOfVersions]:
    """Read the years that last or are to come, with their versions and drafts, in seven queries; raises `Forbidden`."""
    require(may_make_timetable(actor))
    years = list(AcademicYear.objects.filter(ends_on__gte=tomorrow).order_by("starts_on"))
    versions = list(
        TimetableVersion.objects.filter(year__in=years).annotate(cells=Count("slots")).order_by("-starts_on")
    )
    drafts = list(
        TimetableDraft.objects.filter(year__in=years)
        .annotate(count=Func("cells", function="jsonb_array_length", output_field=IntegerField()))
        .defer("cells", "steps")
        .order_by("-made_at", "-pk")
    )
    known = list(
        TimetableVersion.objects.filter(slots__isnull=False).distinct().select_related("year").order_by("-starts_on")
    )
    newest = (
        TimetablePublication.objects.filter(version__isnull=False, starts_on__gte=actor.today).order_by("-seq").first()
    )
    made = _made({one.pk for one in versions})
    names = names_of({one.person_id for one in drafts} | {person for person, _ in made.values() if person})

    def of_version(one: TimetableVersion) -> VersionRow:
        person, at = made.get(one.pk, (None, None))
        back = newest.pk if newest and newest.version_id == one.pk else None
        cells: int = getattr(one, "cells", 0)
        author = names.get(person or 0, "")
        return VersionRow(
            one.pk, one.title, one.starts_on, one.ends_on, cells, author, at and at.astimezone(zone), back
        )

    def of_draft(one: TimetableDraft) -> DraftRow:
        cells: int = getattr(one, "count", 0)
        author = names.get(one.person_id, "")
        return DraftRow(
            one.pk, one.version, one.title, one.starts_on, cells, author, one.made_at.astimezone(zone), one.seconds
        )

    return [
        YearOfVersions(
            year,
            max(tomorrow, year.starts_on),
            tuple(of_version(one) for one in versions if one.year_id == year.pk),
            tuple(of_draft(one) for one in drafts if one.year_id == year.pk),
            _by_year(one for one in known if one.year.starts_on < year.starts_on),
        )
        for year in years
    ]


def _by_year(versions: Iterable[TimetableVersion]) -> tuple[tuple[AcademicYear, tuple[TimetableVersion, ...]], ...]:
    return tuple((year, tuple(of_year)) for year, of_year in groupby(versions, key=lambda one: one.year))


def _made(version_ids: Iterable[int]) -> dict[int, tuple[int | None, datetime]]:
    """Give who put each version up and when; a draft put in force over it on its own day is the last to do so."""
    events = Event.objects.filter(
        chain="timetable", act__in=(Act.TIMETABLE_CHANGED, Act.PUBLISHED), before__isnull=True, after__isnull=False,
        subject__kind="timetable", subject__id__in=list(version_ids),
    ).order_by("seq")  # fmt: skip
    return {one.subject["id"]: (one.person_id, one.at) for one in events}
