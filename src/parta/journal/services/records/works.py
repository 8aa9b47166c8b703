"""Works: the columns of the journal."""

from functools import partial
from typing import Any

from parta.audit.services import Entry
from parta.journal.enums import Act, OperationKind, RefusalCode
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.mark_entry import decide_mark_change, decide_work_entry
from parta.journal.rules.operations import NewWork, SetWork
from parta.journal.services.records.desk import Applied, Conflict, Desk
from parta.journal.services.records.ledger import LessonRow, Row
from parta.kernel.decisions import refusal
from parta.people.rules.permissions import Action
from parta.timetable.enums import LessonStatus


def set_work(desk: Desk, content: SetWork, base: int) -> Applied | Conflict:
    """Add a column, change or move it, or take it away while it is empty."""
    desk.require_marks()
    ledger, ident = desk.ledger, str(content.work)
    if ident in ledger.foreign_works:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    current = ledger.works.get(ident)
    lesson = desk.lesson(content.lesson)
    desk.require(Action.WORK, lesson, *column_cells(lesson))
    kind = ledger.kinds.get(content.kind_id)
    if kind is None:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    if current is None and content.delete:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    named = bool(content.purpose) or content.delete
    for place in {lesson.id, current["lesson"]} if current else {lesson.id}:
        row = desk.lesson(place)
        desk.require(Action.WORK, row, *column_cells(row))
        if place != lesson.id and row.status == LessonStatus.CANCELLED:
            continue  # what was planned for a lesson that did not take place may go to another one
        regulation, facts = desk.rules_for(row)
        common: dict[str, Any] = {"regulation": regulation, "lesson": facts, "now": desk.now}
        decide = partial(
            decide_work_entry, has_kind=True, has_purpose=named, changes=current is not None, work=kind.facts, **common
        )
        desk.allow(decide, *column_cells(row))
    if current is not None and current["marked"]:
        if content.delete or content.criteria < current["criteria"]:
            raise refusal(RefusalCode.WORK_NOT_EMPTY)
        if lesson.id != current["lesson"]:
            _require_marks_fit(desk, ident, current, lesson)
    subject = {"kind": OperationKind.WORK, "work": ident}
    version = current["version"] if current else 0
    if version != base:
        return Conflict(version, work_record(ident, current) if current else {"version": 0}, subject)
    column: dict[str, Any] = {
        "lesson": lesson.id,
        "kind": content.kind_id,
        "weight": str(content.weight if content.weight is not None else kind.weight),
        "title": content.title,
        "criteria": content.criteria,
        "purpose": _purpose(desk, lesson, current["purpose"] if content.delete and current else content.purpose),
        "deleted": content.delete,
        "version": version + 1,
        "marked": current["marked"] if current else 0,
        "marked_by": current["marked_by"] if current else [],
    }
    ledger.put("works", (ident,), column)
    act = Act.WORK_REMOVED if content.delete else Act.WORK_CHANGED if current else Act.WORK_ADDED
    before = work_state(current) if current else None
    return Applied(version + 1, work_record(ident, column), [Entry(act, subject, before, work_state(column))])


def _require_marks_fit(desk: Desk, ident: str, work: Row, lesson: LessonRow) -> None:
    """Refuse to move a column to a lesson where one of its marks could not stand: by date, window or list."""
    regulation, facts = desk.rules_for(lesson)
    decide = partial(decide_mark_change, regulation=regulation, lesson=facts, value="", now=desk.now)
    desk.allow(decide, *column_cells(lesson))
    pupils = set(work["marked_by"] or ())
    pupils |= {key[1] for key, row in desk.ledger.marks.items() if key[0] == ident and row["value"]}
    if not all(desk.ledger.on_roster(pupil, lesson.date) for pupil in pupils):
        raise refusal(RefusalCode.PUPIL_NOT_ON_ROSTER, day=lesson.date)


def draft_work(desk: Desk, ident: str, new: NewWork, pupil: int) -> tuple[Row, Entry]:
    """Draft the column that a mark brings; `allow_draft` asks whether it may stand, once the mark is decided on."""
    lesson = desk.lesson(new.lesson)
    desk.require(Action.WORK, lesson, *_brought_cells(lesson, pupil))
    kind = desk.ledger.kinds.get(new.kind)
    if kind is None:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    row: Row = {
        "lesson": lesson.id,
        "kind": new.kind,
        "weight": str(new.weight if new.weight is not None else kind.weight),
        "title": new.title,
        "criteria": new.criteria,
        "purpose": _purpose(desk, lesson, new.purpose),
        "deleted": False,
        "version": 1,
        "marked": 0,
        "marked_by": [],
    }
    subject = {"kind": OperationKind.WORK, "work": ident}
    return row, Entry(Act.WORK_ADDED, subject, None, work_state(row))


def _purpose(desk: Desk, lesson: LessonRow, purpose: str) -> str:
    """Give what a work is for where the act of the lesson's day keeps it, and nothing elsewhere."""
    return purpose if desk.rules_for(lesson)[0].marks.assessment_purpose_tracked.value else ""


def allow_draft(desk: Desk, work: Row, pupil: int) -> None:
    """Refuse the column that a mark brings where it may not be added now: who may put the mark late may add it."""
    lesson = desk.lesson(work["lesson"])
    regulation, facts = desk.rules_for(lesson)
    common: dict[str, Any] = {"regulation": regulation, "lesson": facts, "now": desk.now}
    common |= {"has_kind": True, "has_purpose": bool(work["purpose"]), "work": desk.work_facts(work)}
    decide = partial(decide_work_entry, changes=False, **common)
    desk.allow(decide, *_brought_cells(lesson, pupil))


def _brought_cells(lesson: LessonRow, pupil: int) -> tuple[Cell, ...]:
    return (*column_cells(lesson), Cell(OperationKind.MARK, lesson.id, pupil))


def column_cells(lesson: LessonRow) -> tuple[Cell, Cell]:
    """Give what opens the columns of a lesson: a permission for works, or for all its marks."""
    return Cell(OperationKind.WORK, lesson.id), Cell(OperationKind.MARK, lesson.id)


def work_state(row: Row) -> Row:
    """Give a column as its events have it."""
    return {
        "lesson": row["lesson"],
        "kind_id": row["kind"],
        "weight": row["weight"],
        "title": row["title"],
        "criteria": row["criteria"],
        **({"purpose": row["purpose"]} if row["purpose"] else {}),
        "deleted": row["deleted"],
        "version": row["version"],
    }


def work_record(ident: str, row: Row) -> Row:
    """Give a column as answers and the grid have it."""
    return {"kind": OperationKind.WORK, "work": ident, **work_state(row)}
