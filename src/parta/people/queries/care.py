"""Pupils assigned to a psychologist or a social pedagogue, and the notes of a closed section as a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Max, Q, QuerySet

from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_care import may_keep_section, own_wards
from parta.people.enums import CareSection
from parta.people.models import Appointment, CareNote, CareWard, Enrolment, Person
from parta.people.queries.persons import named_like
from parta.people.rules.care import KEEPERS

Row = TypeVar("Row")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class WardsWanted:
    """What is asked of a list: only the own, only those that hold today, names that begin so, a kind of note."""

    mine: bool = False
    today_only: bool = True
    typed: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class WardRow:
    """One assignment; of notes only that there are some, and only to whom the pupil is assigned."""

    ward: CareWard
    school_class: str
    last_note: date | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note of a section with its pupil's class today."""

    note: CareNote
    school_class: str


@dataclass(frozen=True, slots=True)
class CarePage(Generic[Row]):
    """A page of a list."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


def wards_page(
    *, actor: Actor, section: CareSection, wanted: WardsWanted, page: int, per_page: int = PER_PAGE
) -> CarePage[WardRow]:
    """Read who is assigned to whom in a section (a fixed number of queries); whether it may be seen asks the caller."""
    assert actor.today is not None
    rows = CareWard.objects.filter(section=section)
    if wanted.mine:
        rows = rows.filter(keeper_id=actor.person_id)
    if wanted.today_only:
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=actor.today))
    if wanted.typed:
        rows = rows.filter(pupil__person__in=named_like(Person.objects.all(), wanted.typed))
    total, page, pages, found = _paged(
        rows.select_related("pupil__person", "keeper", "assigned_by", "ended_by").order_by(
            "pupil__person__sort_key", "-starts_on", "pk"
        ),
        page,
        per_page,
    )
    ids = {row.pupil_id for row in found}
    classes = _classes(ids, actor.today)
    keeps = may_keep_section(actor, section)
    notes = CareNote.objects.filter(section=section, pupil_id__in=ids, withdrawn_at__isnull=True) if keeps else None
    last = dict(notes.values_list("pupil_id").annotate(last=Max("starts_on"))) if notes is not None else {}
    lines = tuple(
        WardRow(
            row,
            classes.get(row.pupil_id, ""),
            last.get(row.pupil_id) if row.keeper_id == actor.person_id and row.ends_on is None else None,
        )
        for row in found
    )
    return CarePage(lines, total, page, pages)


def notes_page(
    *, actor: Actor, section: CareSection, wanted: WardsWanted, page: int, per_page: int = PER_PAGE
) -> CarePage[NoteRow]:
    """Read notes of a section, the latest first (three queries): of pupils assigned to the actor, and own notes."""
    assert actor.today is not None
    own = Q(pupil__in=own_wards(actor, section).values("pupil")) | Q(written_by_id=actor.person_id)
    rows = CareNote.objects.filter(own, section=section)
    if wanted.today_only:
        holds = Q(ends_on__isnull=True) | Q(ends_on__gte=actor.today)
        rows = rows.filter(holds, withdrawn_at__isnull=True)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.typed:
        rows = rows.filter(pupil__person__in=named_like(Person.objects.all(), wanted.typed))
    total, page, pages, found = _paged(
        rows.select_related("pupil__person", "written_by").order_by("-starts_on", "-pk"), page, per_page
    )
    classes = _classes({row.pupil_id for row in found}, actor.today)
    return CarePage(tuple(NoteRow(row, classes.get(row.pupil_id, "")) for row in found), total, page, pages)


def keepers_of(section: CareSection, today: date) -> list[Person]:
    """Give who keeps a section today, by name (one query)."""
    posts = Appointment.objects.filter(in_force(today), role=KEEPERS[section])
    return list(Person.objects.filter(pk__in=posts.values("employee")).order_by("sort_key", "pk"))


def wards_of(pupil_id: int, today: date) -> QuerySet[CareWard]:
    """Give to whom a pupil is assigned today or later (one query)."""
    rows = CareWard.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), pupil_id=pupil_id)
    return rows.select_related("keeper").order_by("starts_on", "pk")


def by_section(wards: Iterable[CareWard]) -> Mapping[str, list[CareWard]]:
    """Sort assignments by section."""
    found: dict[str, list[CareWard]] = {}
    for row in wards:
        found.setdefault(row.section, []).append(row)
    return found


def _classes(ids: set[int], today: date) -> dict[int, str]:
    places = Enrolment.objects.filter(in_force(today), pupil_id__in=ids)
    return dict(places.values_list("pupil_id", "school_class__name"))


def _paged(rows: QuerySet[Any], page: int, per_page: int) -> tuple[int, int, int, list[Any]]:
    total = rows.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    return total, page, pages, list(rows[(page - 1) * per_page : page * per_page])
