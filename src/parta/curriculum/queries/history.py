"""The history of one thing of the school: who changed it, when, from what to what, as the audit keeps it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from parta.audit.models import OF_THINGS, Event
from parta.curriculum.access import may_see_load
from parta.curriculum.models import Course, StudyGroup, Subject, TeachingLoad
from parta.kernel.actor import OPERATOR, Actor
from parta.kernel.decisions import require
from parta.people.queries.persons import names_of
from parta.school.access import may_arrange
from parta.school.models import Calendar, SchoolClass, Term, Vacation

PER_PAGE = 20
_FARTHEST = 500


class Thing(StrEnum):
    """What has a history on its page."""

    ROOM = "room"
    CLASS = "class"
    SUBJECT = "subject"
    COURSE = "course"
    BELLS = "bells"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which row (`of` names it), what stood before and after; `names` are those of ids in the values."""

    at: datetime
    author: str
    by_operator: bool
    kind: str
    of: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    names: Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class History:
    """A page of changes, the newest first."""

    rows: tuple[Change, ...]
    page: int
    has_next: bool


def history_of(*, actor: Actor, thing: Thing, pk: int, page: int, zone: ZoneInfo) -> History:
    """Read a page of the changes of a thing, in nine queries at most; raises `Forbidden`.

    Of a journal also its teachers and its group; who is in the group is not told here.
    """
    require(may_see_load(actor) if thing is Thing.COURSE else may_arrange(actor))
    page = min(max(page, 1), _FARTHEST)
    wanted = Q(pk__in=[])
    ids: list[str] = []
    rows_of = _rows_of(thing, pk)
    for kind, found in rows_of.items():
        own = [str(one) for one in found]
        ids += own
        wanted |= Q(subject__kind=kind, of__in=own)
    events = Event.objects.annotate(of=KeyTextTransform("id", "subject")).filter(wanted, act__in=OF_THINGS, of__in=ids)
    start = (page - 1) * PER_PAGE
    rows = list(events.order_by("-at", "-pk")[start : start + PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    authors = names_of({one.person_id for one in shown if one.person_id})
    names = _names(state for one in shown for state in (one.before, one.after) if isinstance(state, dict))
    names.pop(("joint", pk), None)
    return History(
        tuple(
            Change(
                one.at.astimezone(zone), authors.get(one.person_id or 0, ""), one.device == OPERATOR,
                str(one.subject["kind"]), rows_of[one.subject["kind"]].get(one.subject["id"], {}), one.before,
                one.after, names,
            )
            for one in shown
        ),
        page,
        len(rows) > PER_PAGE,
    )  # fmt: skip


def _rows_of(thing: Thing, pk: int) -> Mapping[str, Mapping[int, Mapping[str, Any]]]:
    """Give the rows whose changes are a thing's, by their kind in the audit, with what names them."""
    match thing:
        case Thing.COURSE:
            group = Course.objects.filter(pk=pk).values_list("study_group_id", flat=True).first()
            loads = TeachingLoad.objects.filter(course=pk).values_list("pk", flat=True)
            return {
                "course": {pk: {}},
                "load": {one: {} for one in loads},
                "study_group": {group: {}} if group else {},
            }
        case Thing.PERIODS:
            terms = Term.objects.filter(calendar=pk).values_list("pk", "kind", "number")
            vacations = Vacation.objects.filter(calendar=pk).values_list("pk", "title")
            return {
                "term": {one: {"kind": kind, "number": number} for one, kind, number in terms},
                "vacation": {one: {"title": title} for one, title in vacations},
            }
    return {str(thing): {pk: {}}}


_MODELS: Mapping[str, Any] = {
    "calendar_id": (Calendar, "title"),
    "school_class_id": (SchoolClass, "name"),
    "subject_id": (Subject, "name"),
    "study_group_id": (StudyGroup, "name"),
}


def _journals(ids: set[int]) -> dict[int, str]:
    found = Course.objects.filter(pk__in=ids).select_related("subject", "school_class", "study_group")
    return {
        one.pk: ", ".join(str(part) for part in (one.school_class or one.study_group, one.name) if part)
        for one in found
    }


_OTHERWISE: Mapping[str, Callable[[set[int]], dict[int, str]]] = {"employee_id": names_of, "joint": _journals}


def _names(states: Iterable[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """Name what the values name by id: one query for each kind of it."""
    ids: dict[str, set[int]] = {}
    for state in states:
        for field, value in state.items():
            if (field in _MODELS or field in _OTHERWISE) and isinstance(value, int):
                ids.setdefault(field, set()).add(value)
    found: dict[tuple[str, int], str] = {}
    for field, own in ids.items():
        if field in _OTHERWISE:
            known = _OTHERWISE[field](own)
        else:
            model, name = _MODELS[field]
            known = dict(model.objects.filter(pk__in=own).values_list("pk", name))
        found |= {(field, pk): name for pk, name in known.items()}
    return found
