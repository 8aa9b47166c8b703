"""One operation against the ledger: may this actor, does the regulation allow it now, is the version the seen one."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from parta.audit.services import Entry
from parta.journal.access import CourseView
from parta.journal.enums import ENTERED_LATE, Act, OperationKind, RefusalCode, ResultKind
from parta.journal.rules.attendance_entry import decide_absence_reason, decide_attendance_entry
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.facts import LessonFacts, TermFacts
from parta.journal.rules.homework_entry import decide_homework_entry
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark, decide_work_entry
from parta.journal.rules.operations import (
    CallRoll,
    NewWork,
    Operation,
    SetAbsence,
    SetHomework,
    SetMark,
    SetNote,
    SetResult,
    SetTopic,
    SetWork,
)
from parta.journal.rules.term_entry import decide_term_entry
from parta.journal.rules.topic_entry import decide_topic_entry
from parta.journal.rules.windows import decide_substitute_access
from parta.journal.services.ledger import Ledger, LessonRow, Row
from parta.kernel.decisions import Decision, refusal, refuse_if
from parta.kernel.sql import sql
from parta.people.rules.permissions import Action
from parta.regulation.rules.tree import Regulation
from parta.timetable.enums import LessonStatus

_LAST_ENTRY = "SELECT max(at) FROM audit_event WHERE chain = %s AND subject @> %s::jsonb"


@dataclass(frozen=True, slots=True)
class Applied:
    """The record's new version, its state for the answer, and what the audit has to say."""

    version: int
    record: Row
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody changed the record since it was seen."""

    version: int
    record: Row
    subject: Row


@dataclass(slots=True)
class Desk:
    """What every operation of a request needs.

    On trial nothing is written and every cell counts as opened: the answer is what a permission would change.
    """

    view: CourseView
    ledger: Ledger
    now: datetime
    trial: bool = False
    facts: dict[int, LessonFacts] = field(default_factory=dict)
    permissions: list[int] = field(default_factory=list)

    @property
    def zone(self) -> ZoneInfo:
        """The school's zone, which `now` is in."""
        zone = self.now.tzinfo
        assert isinstance(zone, ZoneInfo)
        return zone

    def lesson(self, lesson_id: int) -> LessonRow:
        """Give a lesson of this journal; refuse an id from elsewhere."""
        found = self.ledger.lessons.get(lesson_id)
        if found is None:
            raise refusal(RefusalCode.UNKNOWN_RECORD)
        return found

    def rules_for(self, lesson: LessonRow) -> tuple[Regulation, LessonFacts]:
        """Give the regulation of the lesson's date and what rules ask of the lesson."""
        return self.view.regulation.on(lesson.date), self.facts_of(lesson)

    def facts_of(self, lesson: LessonRow) -> LessonFacts:
        """Give what rules ask of a lesson."""
        known = self.facts.get(lesson.id)
        if known is None:
            known = self.facts[lesson.id] = LessonFacts(
                day=lesson.date,
                start=lesson.starts_at.astimezone(self.zone).time(),
                end=lesson.ends_at.astimezone(self.zone).time(),
                zone=self.zone,
                grade_level=self.view.grade_level,
                status=LessonStatus(lesson.status),
                number=lesson.number,
            )
        return known

    def require(self, action: Action, lesson: LessonRow, *cells: Cell) -> None:
        """Refuse an act at a lesson that is not within the actor's duties; `cells` are those that it writes in."""
        if self.trial or self.view.may(action, day=lesson.date, employee=lesson.employee):
            return
        if not self.view.may(action, day=lesson.date, substitute=lesson.substitute):
            raise refusal(RefusalCode.NOT_YOUR_DUTY)
        regulation, facts = self.rules_for(lesson)
        self.allow(partial(decide_substitute_access, regulation=regulation, lesson=facts, now=self.now), *cells)

    def allow(self, decide: Callable[..., Decision], *cells: Cell) -> Decision:
        """Ask a rule; where it refuses, ask again with the permission that opens one of the cells, if one is held."""
        decision = decide()
        if decision.allowed:
            return decision
        opened = self.ledger.opened_for(*cells)
        until = self.now + timedelta(days=1) if self.trial else opened.until if opened else None
        if until is not None:
            decision = decide(opened_until=until)
        refuse_if(decision)
        if opened is not None:
            self.permissions.append(opened.id)
        return decision

    def require_marks(self) -> None:
        """Refuse marks in a course that has none by its nature."""
        if not self.view.marks_given:
            raise refusal(RefusalCode.COURSE_WITHOUT_MARKS)

    def note_held(self, lesson: LessonRow) -> None:
        """Remember that a planned lesson of today or the past has its first record."""
        if lesson.status == LessonStatus.PLANNED and lesson.date <= self.now.date():
            self.ledger.held.add(lesson.id)


def apply_operation(desk: Desk, operation: Operation) -> Applied | Conflict:
    """Carry out one operation in memory. Raises `Refused` when duty, state or regulation says no."""
    handler = _HANDLERS[type(operation.content)]
    desk.permissions.clear()
    result = handler(desk, operation.content, operation.base)
    if isinstance(result, Conflict) or not desk.permissions:
        return result
    desk.ledger.entered.update(desk.permissions)
    return replace(result, entries=[_under(desk.permissions[-1], entry) for entry in result.entries])


def _under(permission: int, entry: Entry) -> Entry:
    """Say in the audit by which permission a record was made late."""
    return replace(entry, after={**(entry.after or {}), "permission": permission})


def _put(
    desk: Desk, table: str, key: tuple[Any, ...], subject: Row, state: Row, base: int, acts: tuple[Act, Act, Act]
) -> Applied | Conflict:
    """Write a record where its version is the seen one. `acts`: recorded, changed, cleared."""
    before: Row | None = getattr(desk.ledger, table).get(key)
    version = before["version"] if before else 0
    if version != base:
        return Conflict(version, {**subject, **(before or {"value": "", "version": 0})}, subject)
    after = {**state, "version": version + 1}
    desk.ledger.put(table, key, after)
    empty_before = before is None or not _content(before)
    act = acts[2] if not _content(after) and not empty_before else acts[0] if empty_before else acts[1]
    return Applied(version + 1, {**subject, **after}, [Entry(act, subject, before, after)])


def _content(row: Row) -> bool:
    return bool(row.get("value") or row.get("none"))


def _mark(desk: Desk, content: SetMark, base: int) -> Applied | Conflict:
    desk.require_marks()
    ledger, ident = desk.ledger, str(content.work)
    entries: list[Entry] = []
    if ident in ledger.foreign_works:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    work = ledger.works.get(ident)
    if work is None or work["deleted"]:
        if content.new_work is None or work is not None:
            raise refusal(RefusalCode.UNKNOWN_RECORD)
        work, added = _draft_work(desk, ident, content.new_work, content.pupil)
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
    decision = _decide_mark(desk, lesson, content, current, subject)
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
            decision.code == ENTERED_LATE or desk.permissions or corrected or (current is not None and current["late"])
        ),
    }
    acts = (Act.MARK_RECORDED, Act.MARK_CHANGED, Act.MARK_CLEARED)
    result = _put(desk, "marks", key, subject, state, base, acts)
    if isinstance(result, Conflict):
        return result
    work["marked"] = (work.get("marked") or 0) + bool(content.value) - bool(old_value)
    if entries:
        ledger.put("works", (ident,), work)
        result = Applied(result.version, {**result.record, "new_work": _work_record(ident, work)}, result.entries)
    desk.note_held(lesson)
    return Applied(result.version, result.record, [*entries, *result.entries])


def _decide_mark(desk: Desk, lesson: LessonRow, content: SetMark, current: Row | None, subject: Row) -> Decision:
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
        return desk.allow(partial(decide_new_mark, **common), cell)
    if decide_mark_change(**common).code == RefusalCode.MARK_CHANGE_TOO_LATE:
        mark = {key: value for key, value in subject.items() if key != "lesson"}  # a moved column keeps its past
        ((common["entered_at"],),) = sql(_LAST_ENTRY, (f"course:{desk.view.id}", json.dumps(mark)))
    return desk.allow(partial(decide_mark_change, **common), cell)


def _draft_work(desk: Desk, ident: str, new: NewWork, pupil: int) -> tuple[Row, Entry]:
    """Add the column that a mark brings: who may put the mark late may add its column."""
    lesson = desk.lesson(new.lesson)
    cells = (*_column_cells(lesson), Cell(OperationKind.MARK, lesson.id, pupil))
    desk.require(Action.WORK, lesson, *cells)
    weight = desk.ledger.kinds.get(new.kind)
    if weight is None:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    regulation, facts = desk.rules_for(lesson)
    common: dict[str, Any] = {"regulation": regulation, "lesson": facts, "now": desk.now}
    desk.allow(partial(decide_work_entry, has_kind=True, changes=False, **common), *cells)
    row: Row = {
        "lesson": lesson.id,
        "kind": new.kind,
        "weight": str(new.weight if new.weight is not None else weight),
        "title": new.title,
        "criteria": new.criteria,
        "deleted": False,
        "version": 1,
        "marked": 0,
        "marked_by": [],
    }
    subject = {"kind": OperationKind.WORK, "work": ident}
    return row, Entry(Act.WORK_ADDED, subject, None, _work_after(row))


def _column_cells(lesson: LessonRow) -> tuple[Cell, Cell]:
    """Give what opens the columns of a lesson: a permission for works, or for all its marks."""
    return Cell(OperationKind.WORK, lesson.id), Cell(OperationKind.MARK, lesson.id)


def _work_after(row: Row) -> Row:
    return {
        "lesson": row["lesson"],
        "kind_id": row["kind"],
        "weight": row["weight"],
        "title": row["title"],
        "criteria": row["criteria"],
        "deleted": row["deleted"],
        "version": row["version"],
    }


def _work_record(ident: str, row: Row) -> Row:
    return {"kind": OperationKind.WORK, "work": ident, **_work_after(row)}


def _absence(desk: Desk, content: SetAbsence, base: int) -> Applied | Conflict:
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
    subject = {"kind": OperationKind.ABSENCE, "lesson": lesson.id, "pupil": content.pupil}
    state = {"value": content.value, "reason": content.reason if content.value else ""}
    acts = (Act.ABSENCE_RECORDED, Act.ABSENCE_CHANGED, Act.ABSENCE_CLEARED)
    result = _put(desk, "absences", key, subject, state, base, acts)
    if isinstance(result, Applied):
        desk.note_held(lesson)
    return result


def _roll(desk: Desk, content: CallRoll, base: int) -> Applied | Conflict:
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.ABSENCE, lesson.id)
    desk.require(Action.ATTENDANCE, lesson, cell)
    regulation, facts = desk.rules_for(lesson)
    desk.allow(partial(decide_attendance_entry, regulation=regulation, lesson=facts, code="", now=desk.now), cell)
    record = {"kind": OperationKind.PRESENT_ALL, "lesson": lesson.id, "version": 1}
    if lesson.rolled:
        return Applied(1, record, [])
    lesson.rolled = True
    desk.ledger.rolled.add(lesson.id)
    desk.note_held(lesson)
    subject = {"kind": OperationKind.PRESENT_ALL, "lesson": lesson.id}
    return Applied(1, record, [Entry(Act.ROLL_CALLED, subject, None, {"version": 1})])


def _topic(desk: Desk, content: SetTopic, base: int) -> Applied | Conflict:
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.TOPIC, lesson.id)
    desk.require(Action.TOPIC, lesson, cell)
    if content.plan_line is not None and content.plan_line not in desk.ledger.plan_lines:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    regulation, facts = desk.rules_for(lesson)
    desk.allow(partial(decide_topic_entry, regulation=regulation, lesson=facts, now=desk.now), cell)
    subject = {"kind": OperationKind.TOPIC, "lesson": lesson.id}
    state = {"value": content.value, "plan_line": content.plan_line}
    acts = (Act.TOPIC_RECORDED,) * 3
    result = _put(desk, "topics", (lesson.id,), subject, state, base, acts)
    if isinstance(result, Applied) and content.value:
        desk.note_held(lesson)
    return result


def _homework(desk: Desk, content: SetHomework, base: int) -> Applied | Conflict:
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.HOMEWORK, lesson.id)
    desk.require(Action.HOMEWORK, lesson, cell)
    ledger, ident = desk.ledger, str(content.id)
    if ledger.homework_ids.get(ident, lesson.id) != lesson.id:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    current = ledger.homework.get((lesson.id,))
    due_id = content.due if content.value else None
    if content.value and due_id is None:
        due_id = current["due"] if current and current["due"] else lesson.next_id
    due = None
    if content.value and content.due is not None:
        due = ledger.due.get(content.due)
        if due is None:
            raise refusal(RefusalCode.UNKNOWN_RECORD)
    regulation, facts = desk.rules_for(lesson)
    desk.allow(
        partial(
            decide_homework_entry,
            regulation=regulation,
            given=facts,
            due=desk.facts_of(due) if due else None,
            now=desk.now,
            due_stands=bool(current and current["due"] == due_id),
        ),
        cell,
    )
    subject = {"kind": OperationKind.HOMEWORK, "lesson": lesson.id}
    state: Row = {
        "id": current["id"] if current else ident,
        "value": content.value,
        "none": content.none,
        "minutes": content.minutes if content.value else None,
        "due": due_id,
    }
    result = _put(desk, "homework", (lesson.id,), subject, state, base, (Act.HOMEWORK_RECORDED,) * 3)
    if isinstance(result, Applied):
        ledger.homework_ids[str(state["id"])] = lesson.id
    return result


def _note(desk: Desk, content: SetNote, base: int) -> Applied | Conflict:
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.NOTE, lesson.id, content.pupil)
    desk.require(Action.NOTE, lesson, cell)
    if content.pupil not in desk.ledger.places:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    regulation, facts = desk.rules_for(lesson)
    desk.allow(partial(decide_topic_entry, regulation=regulation, lesson=facts, now=desk.now), cell)
    if content.value and not desk.ledger.on_roster(content.pupil, lesson.date):
        raise refusal(RefusalCode.PUPIL_NOT_ON_ROSTER, day=lesson.date)
    subject = {"kind": OperationKind.NOTE, "lesson": lesson.id, "pupil": content.pupil}
    acts = (Act.NOTE_RECORDED,) * 3
    return _put(desk, "notes", (lesson.id, content.pupil), subject, {"value": content.value}, base, acts)


def _work(desk: Desk, content: SetWork, base: int) -> Applied | Conflict:
    desk.require_marks()
    ledger, ident = desk.ledger, str(content.work)
    if ident in ledger.foreign_works:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    current = ledger.works.get(ident)
    lesson = desk.lesson(content.lesson)
    desk.require(Action.WORK, lesson, *_column_cells(lesson))
    kind_weight = ledger.kinds.get(content.kind_id)
    if kind_weight is None:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    if current is None and content.delete:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    for place in {lesson.id, current["lesson"]} if current else {lesson.id}:
        row = desk.lesson(place)
        desk.require(Action.WORK, row, *_column_cells(row))
        if place != lesson.id and row.status == LessonStatus.CANCELLED:
            continue  # what was planned for a lesson that did not take place may go to another one
        regulation, facts = desk.rules_for(row)
        common: dict[str, Any] = {"regulation": regulation, "lesson": facts, "now": desk.now}
        decide = partial(decide_work_entry, has_kind=True, changes=current is not None, **common)
        desk.allow(decide, *_column_cells(row))
    if current is not None and current["marked"]:
        if content.delete or content.criteria < current["criteria"]:
            raise refusal(RefusalCode.WORK_NOT_EMPTY)
        if lesson.id != current["lesson"]:
            _require_marks_fit(desk, ident, current, lesson)
    subject = {"kind": OperationKind.WORK, "work": ident}
    version = current["version"] if current else 0
    if version != base:
        return Conflict(version, _work_record(ident, current) if current else {"version": 0}, subject)
    column: dict[str, Any] = {
        "lesson": lesson.id,
        "kind": content.kind_id,
        "weight": str(content.weight if content.weight is not None else kind_weight),
        "title": content.title,
        "criteria": content.criteria,
        "deleted": content.delete,
        "version": version + 1,
        "marked": current["marked"] if current else 0,
        "marked_by": current["marked_by"] if current else [],
    }
    ledger.put("works", (ident,), column)
    act = Act.WORK_REMOVED if content.delete else Act.WORK_CHANGED if current else Act.WORK_ADDED
    before = _work_after(current) if current else None
    return Applied(version + 1, _work_record(ident, column), [Entry(act, subject, before, _work_after(column))])


def _require_marks_fit(desk: Desk, ident: str, work: Row, lesson: LessonRow) -> None:
    """Refuse to move a column to a lesson where one of its marks could not stand: by date, window or list."""
    regulation, facts = desk.rules_for(lesson)
    decide = partial(decide_mark_change, regulation=regulation, lesson=facts, value="", now=desk.now)
    desk.allow(decide, *_column_cells(lesson))
    pupils = set(work["marked_by"] or ())
    pupils |= {key[1] for key, row in desk.ledger.marks.items() if key[0] == ident and row["value"]}
    if not all(desk.ledger.on_roster(pupil, lesson.date) for pupil in pupils):
        raise refusal(RefusalCode.PUPIL_NOT_ON_ROSTER, day=lesson.date)


def _result(desk: Desk, content: SetResult, base: int) -> Applied | Conflict:
    desk.require_marks()
    view = desk.view
    if content.result is ResultKind.TERM:
        span = desk.ledger.terms.get(content.term or 0)
        if span is None:
            raise refusal(RefusalCode.UNKNOWN_RECORD)
    else:
        span = (view.year_from, view.year_to)
    start, end = span
    if content.pupil not in desk.ledger.places:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    day = min(max(desk.now.date(), start), end)
    if not view.may(Action.TERM_RESULT, day=day):
        raise refusal(RefusalCode.NOT_YOUR_DUTY)
    if not desk.ledger.in_course(content.pupil, start, end):
        raise refusal(RefusalCode.PUPIL_NOT_ON_ROSTER, day=end)
    facts = TermFacts(start=start, end=end, zone=desk.zone, grade_level=view.grade_level)
    regulation = view.regulation.on(end)
    refuse_if(decide_term_entry(regulation=regulation, term=facts, value=content.value, now=desk.now))
    subject = {
        "kind": OperationKind.TERM,
        "pupil": content.pupil,
        "result": content.result,
        "term": content.term,
    }
    acts = (Act.TERM_RESULT_RECORDED, Act.TERM_RESULT_CHANGED, Act.TERM_RESULT_CHANGED)
    key = (content.pupil, content.result.value, content.term)
    return _put(desk, "results", key, subject, {"value": content.value}, base, acts)


_HANDLERS: dict[type, Callable[[Desk, Any, int], Applied | Conflict]] = {
    SetMark: _mark,
    SetAbsence: _absence,
    CallRoll: _roll,
    SetTopic: _topic,
    SetHomework: _homework,
    SetNote: _note,
    SetWork: _work,
    SetResult: _result,
}
