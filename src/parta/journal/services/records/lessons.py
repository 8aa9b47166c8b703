"""What is written of a lesson: topic, homework, notes to pupils."""

from functools import partial

from parta.journal.enums import Act, OperationKind, RefusalCode
from parta.journal.rules.decide import EntryAct
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.homework_entry import decide_homework_entry
from parta.journal.rules.operations import SetHomework, SetNote, SetTopic
from parta.journal.rules.topic_entry import decide_topic_entry
from parta.journal.services.records.desk import Applied, Conflict, Desk, put
from parta.journal.services.records.ledger import LessonRow, Row
from parta.kernel.decisions import refusal
from parta.people.rules.permissions import Action


def set_topic(desk: Desk, content: SetTopic, base: int) -> Applied | Conflict:
    """Write the topic of a lesson."""
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.TOPIC, lesson.id)
    desk.require(Action.TOPIC, lesson, cell)
    if content.plan_line is not None and content.plan_line not in desk.ledger.plan_lines:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    regulation, facts = desk.rules_for(lesson)
    desk.allow(partial(decide_topic_entry, regulation=regulation, lesson=facts, now=desk.now), cell)
    desk.measure(EntryAct.TOPIC, regulation, facts)
    subject = {"kind": OperationKind.TOPIC, "lesson": lesson.id}
    state = {"value": content.value, "plan_line": content.plan_line}
    acts = (Act.TOPIC_RECORDED,) * 3
    result = put(desk, "topics", (lesson.id,), subject, state, base, acts)
    if isinstance(result, Applied) and content.value:
        desk.note_held(lesson)
    return result


def set_homework(desk: Desk, content: SetHomework, base: int) -> Applied | Conflict:
    """Set homework, due at the next lesson unless said otherwise; «none» says there is none for the class.

    Only what is set for everyone fulfils the duty of the lesson, so only that is measured by its term.
    """
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.HOMEWORK, lesson.id, content.pupil)
    desk.require(Action.HOMEWORK, lesson, cell)
    ledger, ident, key = desk.ledger, str(content.id), (lesson.id, content.pupil)
    if ledger.homework_ids.get(ident, key) != key:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    current = ledger.homework.get(key)
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
    subject: Row = {"kind": OperationKind.HOMEWORK, "lesson": lesson.id}
    if content.pupil is None:
        desk.measure(EntryAct.HOMEWORK, regulation, facts)
    else:
        _require_pupil(desk, content.pupil, content.value, lesson)
        subject["pupil"] = content.pupil
    state: Row = {
        "id": current["id"] if current else ident,
        "value": content.value,
        "none": content.none,
        "minutes": content.minutes if content.value else None,
        "due": due_id,
    }
    result = put(desk, "homework", key, subject, state, base, (Act.HOMEWORK_RECORDED,) * 3)
    if isinstance(result, Applied):
        ledger.homework_ids[str(state["id"])] = key
    return result


def set_note(desk: Desk, content: SetNote, base: int) -> Applied | Conflict:
    """Write to one pupil's family about one lesson."""
    lesson = desk.lesson(content.lesson)
    cell = Cell(OperationKind.NOTE, lesson.id, content.pupil)
    desk.require(Action.NOTE, lesson, cell)
    regulation, facts = desk.rules_for(lesson)
    desk.allow(partial(decide_topic_entry, regulation=regulation, lesson=facts, now=desk.now), cell)
    _require_pupil(desk, content.pupil, content.value, lesson)
    subject = {"kind": OperationKind.NOTE, "lesson": lesson.id, "pupil": content.pupil}
    acts = (Act.NOTE_RECORDED,) * 3
    return put(desk, "notes", (lesson.id, content.pupil), subject, {"value": content.value}, base, acts)


def _require_pupil(desk: Desk, pupil: int, value: str, lesson: LessonRow) -> None:
    """Refuse words to somebody who never was in the course, and new ones to who is not in it on the lesson's day."""
    if pupil not in desk.ledger.places:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    if value and not desk.ledger.on_roster(pupil, lesson.date):
        raise refusal(RefusalCode.PUPIL_NOT_ON_ROSTER, day=lesson.date)
