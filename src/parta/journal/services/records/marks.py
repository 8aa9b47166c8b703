"""Marks."""

from functools import partial
from typing import Any

from parta.audit.services import Entry
from parta.journal.enums import ENTERED_LATE, Act, OperationKind, RefusalCode
from parta.journal.rules.decide import EntryAct
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark
from parta.journal.rules.operations import (
    SetMark,
)
from parta.journal.services.records.desk import Applied, Conflict, Desk, put
from parta.journal.services.records.ledger import LessonRow, Row
from parta.journal.services.records.works import allow_draft, draft_work, work_record
from parta.kernel.decisions import Decision, refusal
from parta.people.rules.permissions import Action


def set_mark(desk: Desk, content: SetMark, base: int) -> Applied | Conflict:
    """Put, change, attempt anew or clear a mark, with its column where the mark brings one."""
    desk.require_marks()
    ledger, ident = desk.ledger, str(content.work)
    entries: list[Entry] = []
    if ident in ledger.foreign_works:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    work = ledger.works.get(ident)
    if work is None or work["deleted"]:
        if content.new_work is None or work is not None:
            raise refusal(RefusalCode.UNKNOWN_RECORD)
        work, added = draft_work(desk, ident, content.new_work, content.pupil)
        entries.append(added)
    lesson = desk.lesson(work["lesson"])
    desk.require(Action.MARK, lesson, Cell(OperationKind.MARK, lesson.id, content.pupil))
    if content.criterion > work["criteria"]:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    key = (ident, content.pupil, content.criterion)
    current = ledger.marks.get(key)
    subject = {
        "kind": OperationKind.MARK,
        "work": ident,
        "lesson": lesson.id,
        "pupil": content.pupil,
        "criterion": content.criterion,
    }
    decision = _decide_mark(desk, lesson, work, content, current, subject)
    if entries:
        allow_draft(desk, work, content.pupil)
    old_value = current["value"] if current else ""
    attempts = list(current["attempts"]) if current and content.value else []
    if content.attempt and old_value and content.value:
        attempts.append(old_value)
    if len(attempts) > 4:
        raise refusal(RefusalCode.TOO_MANY_ATTEMPTS)
    corrected = bool(old_value) and lesson.date < desk.now.date()
    state = {
        "value": content.value,
        "attempts": attempts,
        "late": bool(
            decision.code == ENTERED_LATE
            or desk.permissions
            or desk.late
            or corrected
            or (current is not None and current["late"])
        ),
    }
    acts = (Act.MARK_RECORDED, Act.MARK_CHANGED, Act.MARK_CLEARED)
    result = put(desk, "marks", key, subject, state, base, acts)
    if isinstance(result, Conflict):
        return result
    work["marked"] = (work.get("marked") or 0) + bool(content.value) - bool(old_value)
    if entries:
        ledger.put("works", (ident,), work)
        result = Applied(result.version, {**result.record, "new_work": work_record(ident, work)}, result.entries)
    desk.note_held(lesson)
    return Applied(result.version, result.record, [*entries, *result.entries])


def _decide_mark(
    desk: Desk, lesson: LessonRow, work: Row, content: SetMark, current: Row | None, subject: Row
) -> Decision:
    regulation, facts = desk.rules_for(lesson)
    on_roster = desk.ledger.on_roster(content.pupil, lesson.date)
    if not on_roster and content.pupil not in desk.ledger.places:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    common: dict[str, Any] = {
        "regulation": regulation,
        "lesson": facts,
        "value": content.value,
        "now": desk.now,
        "on_roster": on_roster,
    }
    cell = Cell(OperationKind.MARK, lesson.id, content.pupil)
    if current is None or not current["value"]:
        decision = desk.allow(partial(decide_new_mark, work=desk.work_facts(work), **common), cell)
        desk.measure(EntryAct.NEW_MARK, regulation, facts, desk.work_facts(work))
        return decision
    if decide_mark_change(**common).code == RefusalCode.MARK_CHANGE_TOO_LATE:
        mark = {key: value for key, value in subject.items() if key != "lesson"}  # a moved column keeps its past
        common["entered_at"] = desk.entered_at(mark)
    return desk.allow(partial(decide_mark_change, **common), cell)
