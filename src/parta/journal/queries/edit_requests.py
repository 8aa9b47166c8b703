"""Requests to write late: the asker's own list, the leaders' queue, what their cells were before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from parta.curriculum.models import Course
from parta.journal.access_requests import visible_edit_requests
from parta.journal.enums import EditState
from parta.journal.models import EditCell, EditRequest
from parta.journal.queries.grid import VOID, VOIDED, HistoryRow
from parta.journal.rules.edit_requests import CellFacts, state_of
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.people.models import Person
from parta.school.models import SchoolClass

PER_PAGE = 20
_WAITING = Q(decided_at=None, withdrawn_at=None)
_COUNT = """
SELECT count(DISTINCT x.request_id) FROM journal_editcell x JOIN journal_editrequest r ON r.id = x.request_id
WHERE x.decided_at IS NULL AND x.withdrawn_at IS NULL AND r.asked_by_id <> %s
"""
_HISTORIES = f"""
SELECT e.chain, e.subject::json, e.act, e.before::json, e.after::json, e.at,
       COALESCE(p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.', ''), {VOID},
       COALESCE(absent.last_name || ' ' || absent.first_name, '')
FROM audit_event e LEFT JOIN people_person p ON p.id = e.person_id
LEFT JOIN people_person absent ON absent.id = e.acting_for {VOIDED}
WHERE e.chain = ANY(%(chains)s) AND e.subject->>'kind' = ANY(%(kinds)s)
  AND (e.subject->>'lesson' = ANY(%(lessons)s) OR e.subject->>'kind' = 'term' AND e.subject->>'pupil' = ANY(%(pupils)s))
ORDER BY e.chain, e.seq
"""
_NAMED = ("kind", "lesson", "pupil", "result", "term")


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell of a request with names instead of ids, and how far it has come."""

    id: int
    kind: str
    lesson_id: int | None
    lesson_date: date | None
    lesson_number: int | None
    pupil: str
    result: str
    term: tuple[str, int] | None
    changes: list[dict[str, Any]]
    refusal: dict[str, Any]
    state: EditState
    granted_until: datetime | None
    decided_by: str
    decided_at: datetime | None
    words: str
    entered_at: datetime | None
    is_open: bool
    history: tuple[HistoryRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request with its cells; `own` is one that the actor made and so may not decide.

    `voided`: nobody asked, an order opened what it declared void.
    """

    id: UUID
    course_id: int
    course: str
    class_name: str
    group_name: str
    asked_by: str
    asked_by_id: int
    asked_at: datetime
    ground: str
    typed_at: datetime | None
    own: bool
    voided: bool
    cells: tuple[CellRow, ...]

    @property
    def enterable(self) -> int:
        """Count the cells that are open and say what to write in them."""
        return 0 if self.voided else sum(cell.state is EditState.OPEN and bool(cell.changes) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """A page of requests, with what may be chosen to see fewer."""

    rows: tuple[RequestRow, ...]
    page: int
    pages: int
    total: int
    askers: tuple[tuple[int, str], ...] = field(default=())
    classes: tuple[tuple[int, str], ...] = field(default=())


def my_requests(*, actor: Actor, page: int, now: datetime) -> RequestsPage:
    """Give the requests that the actor made, newest first (3 queries)."""
    requests = EditRequest.objects.filter(asked_by=actor.person_id).order_by("-asked_at", "-pk")
    return _page(requests, actor, page, now, histories=False)


def request_queue(
    *, actor: Actor, decided: bool, asker_id: int | None, class_id: int | None, page: int, now: datetime
) -> RequestsPage:
    """Give the requests that wait for an answer, oldest first, or those answered, newest first (6 queries)."""
    seen = visible_edit_requests(actor)
    waiting = Exists(EditCell.objects.filter(_WAITING, request=OuterRef("pk")))
    answered = Exists(EditCell.objects.filter(request=OuterRef("pk"), decided_at__isnull=False))
    requests = seen.filter(answered, ~waiting) if decided else seen.filter(waiting)
    if asker_id is not None:
        requests = requests.filter(asked_by=asker_id)
    if class_id is not None:
        requests = requests.filter(course__school_class=class_id)
    requests = requests.order_by("-asked_at", "-pk") if decided else requests.order_by("asked_at", "pk")
    found = _page(requests, actor, page, now, histories=True)
    people = Person.objects.filter(Exists(seen.filter(asked_by=OuterRef("pk")))).order_by("sort_key", "pk")
    courses = Course.objects.filter(Exists(seen.filter(course=OuterRef("pk"))), school_class=OuterRef("pk"))
    classes = SchoolClass.objects.filter(Exists(courses)).order_by("sort_key", "pk")
    return RequestsPage(
        found.rows,
        found.page,
        found.pages,
        found.total,
        tuple((person.pk, person.full_name) for person in people),
        tuple(classes.values_list("pk", "name")),
    )


def requests_waiting(actor: Actor) -> int:
    """Count the requests that wait for the actor's answer (one query)."""
    ((count,),) = sql(_COUNT, (actor.person_id,))
    return int(count)


def _page(requests: QuerySet[EditRequest], actor: Actor, page: int, now: datetime, *, histories: bool) -> RequestsPage:
    total = requests.count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    cells = EditCell.objects.select_related("lesson", "pupil__person", "term", "decided_by").order_by("pk")
    found = list(
        requests.select_related(
            "asked_by", "course__subject", "course__school_class", "course__study_group"
        ).prefetch_related(Prefetch("cells", queryset=cells))[(page - 1) * PER_PAGE : page * PER_PAGE]
    )
    told = _histories(found, now) if histories else {}
    return RequestsPage(tuple(_request(row, actor, told, now) for row in found), page, pages, total)


def _request(row: EditRequest, actor: Actor, told: Mapping[int, tuple[HistoryRow, ...]], now: datetime) -> RequestRow:
    return RequestRow(
        id=row.pk,
        course_id=row.course_id,
        course=row.course.name,
        class_name=str(row.course.school_class or ""),
        group_name=str(row.course.study_group or ""),
        asked_by=row.asked_by.full_name,
        asked_by_id=row.asked_by_id,
        asked_at=row.asked_at.astimezone(now.tzinfo),
        ground=row.ground,
        typed_at=row.typed_at.astimezone(now.tzinfo) if row.typed_at else None,
        own=row.asked_by_id == actor.person_id,
        voided=row.voiding_id is not None,
        cells=tuple(_cell(cell, told.get(cell.pk, ()), now) for cell in row.cells.all()),
    )


def _cell(cell: EditCell, history: tuple[HistoryRow, ...], now: datetime) -> CellRow:
    facts = CellFacts(cell.decided_at, cell.granted_until, cell.withdrawn_at, cell.entered_at)

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(now.tzinfo) if moment else None

    return CellRow(
        id=cell.pk,
        kind=cell.kind,
        lesson_id=cell.lesson_id,
        lesson_date=cell.lesson.date if cell.lesson else None,
        lesson_number=cell.lesson.number if cell.lesson else None,
        pupil=cell.pupil.person.list_name if cell.pupil else "",
        result=cell.result,
        term=(cell.term.kind, cell.term.number) if cell.term else None,
        changes=cell.changes,
        refusal=cell.refusal,
        state=state_of(facts, now=now),
        granted_until=local(cell.granted_until),
        decided_by=cell.decided_by.full_name if cell.decided_by else "",
        decided_at=local(cell.decided_at),
        words=cell.words,
        entered_at=local(cell.entered_at),
        is_open=cell.granted_until is not None and now < cell.granted_until,
        history=history,
    )


def _histories(requests: Iterable[EditRequest], now: datetime) -> dict[int, tuple[HistoryRow, ...]]:
    """Give what was done before in cells where something stands, in one pass over their journals."""
    wanted: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for request in requests:
        for cell in request.cells.all():
            if any(change["before"] for change in cell.changes):
                named = (cell.kind, cell.lesson_id, cell.pupil_id, cell.result or None, cell.term_id)
                wanted[(f"course:{request.course_id}", *named)].append(cell.pk)
    if not wanted:
        return {}
    columns = [sorted({str(key[place]) for key in wanted if key[place] is not None}) for place in range(4)]
    chains, kinds, lessons, pupils = columns
    found: dict[int, list[HistoryRow]] = defaultdict(list)
    rows = sql(_HISTORIES, {"chains": chains, "kinds": kinds, "lessons": lessons, "pupils": pupils})
    for chain, subject, act, before, after, at, author, void, whose in rows:
        for ident in wanted.get((chain, *(subject.get(name) for name in _NAMED)), ()):
            found[ident].append(
                HistoryRow(
                    at.astimezone(now.tzinfo), act, subject["kind"], author, before, after, None, "", void, whose
                )
            )
    return {ident: tuple(rows) for ident, rows in found.items()}
