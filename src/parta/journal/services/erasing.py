"""Journals of years long over, counted and destroyed: only an act of destruction asks.

What stays of a journal is that there was one: the course, its lessons and who gave them; its results, until their own
term has passed too.
"""

from collections.abc import Collection

from parta.journal.enums import Act, OperationKind
from parta.journal.models import (
    AcademicDebt,
    Attendance,
    AttestationSheet,
    DebtAttempt,
    DebtPause,
    EditCell,
    EditRequest,
    Homework,
    HomeworkDone,
    LessonEntry,
    Mark,
    PupilNote,
    RollCall,
    SheetSeat,
    TermResult,
    Work,
)
from parta.journal.services.records.ledger import chain_of
from parta.kernel.erasing import Contents, Part, count_parts, delete_parts
from parta.kernel.sql import sql

_OF_JOURNAL = (
    Part("marks", Mark, "work__lesson__course_id"),
    Part("works", Work, "lesson__course_id"),
    Part("attendance", Attendance, "lesson__course_id"),
    Part("roll_calls", RollCall, "lesson__course_id"),
    Part("ticks", HomeworkDone, "homework__lesson__course_id"),
    Part("homework", Homework, "lesson__course_id"),
    Part("notes", PupilNote, "lesson__course_id"),
    Part("topics", LessonEntry, "lesson__course_id"),
    Part("edit_cells", EditCell, "request__course_id"),
    Part("edit_requests", EditRequest, "course_id"),
)
_OF_RESULTS = (
    Part("sheet_seats", SheetSeat, "sheet__course_id"),
    Part("sheets", AttestationSheet, "course_id"),
    Part("debt_attempts", DebtAttempt, "debt__course_id"),
    Part("debt_pauses", DebtPause, "debt__course_id"),
    Part("debts", AcademicDebt, "course_id"),
    Part("results", TermResult, "course_id"),
)
_KINDS = tuple(str(kind) for kind in OperationKind if kind is not OperationKind.TERM)
_ASKED = tuple(str(act) for act in (Act.EDIT_ASKED, Act.EDIT_WITHDRAWN, Act.EDIT_GRANTED, Act.EDIT_REFUSED))
_SAID_OF_RESULTS = tuple(
    str(act)
    for act in (
        Act.DEBT_RAISED, Act.DEBT_TERMS_SET, Act.DEBT_COMMISSION_NAMED, Act.DEBT_PAUSED, Act.DEBT_PAUSE_WITHDRAWN,
        Act.DEBT_ATTEMPTED, Act.DEBT_WITHDRAWN, Act.SHEET_MADE, Act.SHEET_REMADE, Act.SHEET_CLOSED,
    )
)  # fmt: skip
_EVENTS = """
SELECT id, chain FROM audit_event
WHERE chain = ANY(%(chains)s) AND erased_by IS NULL AND (before IS NOT NULL OR after IS NOT NULL)
  AND (subject->>'kind' = ANY(%(kinds)s) OR act = ANY(%(acts)s))
"""


def journals(ids: Collection[int]) -> Contents:
    """Count what stands in journals (a fixed number of queries)."""
    return _with_events(count_parts(_OF_JOURNAL, ids), _KINDS, _ASKED)


def results(ids: Collection[int]) -> Contents:
    """Count the results of journals, with debts and sheets (a fixed number of queries)."""
    return _with_events(count_parts(_OF_RESULTS, ids), (OperationKind.TERM,), _SAID_OF_RESULTS)


def journal_events(course_id: int) -> list[int]:
    """Give the events that say what stood in a journal."""
    return [event for event, _ in _events([course_id], _KINDS, _ASKED)]


def result_events(course_id: int) -> list[int]:
    """Give the events that say which results a journal had."""
    return [event for event, _ in _events([course_id], (OperationKind.TERM,), _SAID_OF_RESULTS)]


def destroy_journal(course_id: int) -> None:
    """Destroy what stands in a journal. That it may go, the caller has decided, and holds the locks."""
    delete_parts(_OF_JOURNAL, course_id)


def destroy_results(course_id: int) -> None:
    """Destroy the results of a journal, its debts and sheets of attestation."""
    delete_parts(_OF_RESULTS, course_id)


def _with_events(found: Contents, kinds: Collection[str], acts: Collection[str]) -> Contents:
    for _, course in _events(found, kinds, acts):
        found[course]["events"] += 1
    return found


def _events(ids: Collection[int], kinds: Collection[str], acts: Collection[str]) -> list[tuple[int, int]]:
    of = {chain_of(one): one for one in ids}
    about = {"chains": list(of), "kinds": [str(kind) for kind in kinds], "acts": list(acts)}
    return [(event, of[chain]) for event, chain in sql(_EVENTS, about)] if of else []
