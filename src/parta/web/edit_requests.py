"""Requests to write late as pages show them: the same lines for who asked and for who decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from parta.journal.enums import EditState
from parta.journal.queries.edit_requests import CellRow, RequestRow, RequestsPage
from parta.journal.rules.edit_requests import days_over
from parta.regulation.queries import Versions, versions
from parta.web.ui.filters import clause_url
from parta.wording.edit_requests import (
    asked_text,
    changes_text,
    due_text,
    lesson_text,
    overdue_text,
    state_text,
    typed_text,
    what_text,
)
from parta.wording.history import Line, history_lines
from parta.wording.operations import decision_of
from parta.wording.roles import terminology_of


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell of a request, ready to be read."""

    id: int
    pupil: str
    changes: list[tuple[str, str]]
    state: str
    state_text: str
    waiting: bool
    decided: str
    words: str
    history: list[Line]


@dataclass(frozen=True, slots=True)
class CellGroup:
    """Cells of one request that differ by the pupil only: what, of which lesson, shut since when by which clause."""

    what: str
    lesson: str
    due: str
    clause: str
    clause_url: str
    cells: list[CellLine]


@dataclass(frozen=True, slots=True)
class RequestLines:
    """One request with its cells, ready to be read."""

    id: UUID
    title: str
    journal_url: str
    asked_by: str
    asked: str
    ground: str
    typed: str
    own: bool
    waiting: list[int]
    enterable: int
    groups: list[CellGroup]
    overdue: str = ""
    voided: bool = False


def request_lines(request: HttpRequest, page: RequestsPage) -> list[RequestLines]:
    """Word a page of requests, with the absences in the school's own letters."""
    known = versions()
    letters = known.on(request.now.date()).absence_letters()
    return [_request(request, row, letters, known) for row in page.rows]


def _request(request: HttpRequest, row: RequestRow, letters: Mapping[str, str], known: Versions) -> RequestLines:
    lesson = next((cell.lesson_id for cell in row.cells if cell.lesson_id), None)
    url = reverse("teacher:journal", args=[row.course_id])
    words = terminology_of(request.frame.school_kind)
    groups: dict[tuple[str, ...], CellGroup] = {}
    for cell in row.cells:
        due = ("", "", "") if row.voided else (*due_text(cell.refusal), clause_url(decision_of(cell.refusal).clause))
        head = (what_text(cell), lesson_text(cell, words), *due)
        groups.setdefault(head, CellGroup(*head, [])).cells.append(_cell(request, cell, letters))
    return RequestLines(
        id=row.id,
        title=" · ".join(part for part in (row.class_name, row.group_name, row.course) if part),
        journal_url=f"{url}?lesson={lesson}" if lesson else url,
        asked_by=row.asked_by,
        asked=asked_text(row.asked_at, request.now.date()),
        ground=row.ground,
        typed=typed_text(row.typed_at),
        own=row.own,
        waiting=[cell.id for cell in row.cells if cell.state is EditState.WAITING],
        enterable=row.enterable,
        groups=list(groups.values()),
        overdue=_overdue(row, known, request.now),
        voided=row.voided,
    )


def _cell(request: HttpRequest, cell: CellRow, letters: Mapping[str, str]) -> CellLine:
    return CellLine(
        id=cell.id,
        pupil=cell.pupil,
        changes=changes_text(cell, letters),
        state=cell.state,
        state_text=state_text(cell),
        waiting=cell.state is EditState.WAITING,
        decided=_decided(cell.decided_by, cell.decided_at, request.now),
        words=cell.words,
        history=history_lines(cell.history, letters),
    )


def _overdue(row: RequestRow, known: Versions, now: datetime) -> str:
    """Say by how many days a request waits longer than an error may stand, by the act of the day it was made."""
    if not any(cell.state is EditState.WAITING for cell in row.cells):
        return ""
    asked = row.asked_at.astimezone(now.tzinfo).date()
    setting = known.on(asked).marks.error_fix_sla
    days = days_over(setting.value, asked, now.date())
    return overdue_text(days, setting.clause) if days else ""


def _decided(who: str, at: datetime | None, now: datetime) -> str:
    return f"{who}, {asked_text(at, now.date())}" if at is not None else ""
