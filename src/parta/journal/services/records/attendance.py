"""Absences and roll calls."""

from functools import partial
from typing import Any

from parta.audit.services import Entry
from parta.journal.enums import Act, OperationKind, RefusalCode
from parta.journal.rules.attendance_entry import decide_absence_reason, decide_attendance_entry
from parta.journal.rules.decide import EntryAct
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.operations import CallRoll, SetAbsence
from parta.journal.services.records.desk import Applied, Conflict, Desk, put
from parta.kernel.decisions import refusal
from parta.people.rules.permissions import Action


def set_absence(desk: Desk, content: SetAbsence, base: int) -> Applied | Conflict:
    """Set, change or clear an absence; going from one absence to another is giving its reason."""
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.ABSENCE, lesson.id, content.pupil)
    desk.require(Action.ATTENDANCE, lesson, cell)
    key = (lesson.id, content.pupil)
    current = desk.ledger.absences.get(key)
    if content.pupil not in desk.ledger.places:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    regulation, facts = desk.rules_for(lesson)
    decide = decide_absence_reason if current and current["value"] and content.value else decide_attendance_entry
    on_roster = desk.ledger.on_roster(content.pupil, lesson.date)
    common: dict[str, Any] = {"regulation": regulation, "lesson": facts, "now": desk.now, "on_roster": on_roster}
    desk.allow(partial(decide, code=content.value, **common), cell)
    if not lesson.rolled:
        desk.measure(EntryAct.ATTENDANCE, regulation, facts)
    subject = {"kind": OperationKind.ABSENCE, "lesson": lesson.id, "pupil": content.pupil}
    state = {"value": content.value, "reason": content.reason if content.value else ""}
    acts = (Act.ABSENCE_RECORDED, Act.ABSENCE_CHANGED, Act.ABSENCE_CLEARED)
    result = put(desk, "absences", key, subject, state, base, acts)
    if isinstance(result, Applied):
        desk.note_held(lesson)
    return result


def call_roll(desk: Desk, content: CallRoll, base: int) -> Applied | Conflict:
    """Note that everyone who is not marked absent is here; a second time changes nothing."""
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.ABSENCE, lesson.id)
    desk.require(Action.ATTENDANCE, lesson, cell)
    regulation, facts = desk.rules_for(lesson)
    desk.allow(partial(decide_attendance_entry, regulation=regulation, lesson=facts, code="", now=desk.now), cell)
    desk.measure(EntryAct.ATTENDANCE, regulation, facts)
    record = {"kind": OperationKind.PRESENT_ALL, "lesson": lesson.id, "version": 1}
    if lesson.rolled:
        return Applied(1, record, [])
    lesson.rolled = True
    desk.ledger.rolled.add(lesson.id)
    desk.note_held(lesson)
    subject = {"kind": OperationKind.PRESENT_ALL, "lesson": lesson.id}
    return Applied(1, record, [Entry(Act.ROLL_CALLED, subject, None, {"version": 1})])
