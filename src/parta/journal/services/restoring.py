"""Writing into a journal what stands in its records without the operations that are void: ordinary next versions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from parta.audit.services import Entry
from parta.journal.access import CourseView
from parta.journal.enums import Act, OperationKind, ResultKind
from parta.journal.queries.voiding import histories
from parta.journal.rules.operations import (
    CallRoll,
    Content,
    Operation,
    SetAbsence,
    SetHomework,
    SetMark,
    SetNote,
    SetResult,
    SetTopic,
    SetWork,
)
from parta.journal.rules.voiding import Place, Row, Version, column, restored, standing
from parta.journal.services.records.ledger import Ledger, chain_of
from parta.journal.services.records.reading import open_journal
from parta.journal.services.records.works import work_state
from parta.journal.services.records.writing import write_ledger
from parta.kernel.actor import Actor

_TABLES = {
    OperationKind.MARK: "marks",
    OperationKind.ABSENCE: "absences",
    OperationKind.TOPIC: "topics",
    OperationKind.HOMEWORK: "homework",
    OperationKind.NOTE: "notes",
    OperationKind.TERM: "results",
}
Told = dict[Place, tuple[Row, list[Version]]]


@dataclass(frozen=True, slots=True)
class Restored:
    """A journal after an order: what each record said before, and what it says since; the lesson of each column."""

    view: CourseView
    changes: dict[Place, tuple[Row | None, Row | None]]
    lesson_of: dict[str, int]


def restore_records(
    *, actor: Actor, course_id: int, places: Collection[Place], voiding_id: int, first: Entry, now: datetime
) -> Restored:
    """Give records the state that they have without what is void, after the event that tells of the order.

    The journal's chain is locked by the caller and what is void is written down already. A record that says so already
    is left alone; a column where somebody's marks stand stays. Roll calls that are void are taken out.
    """
    wanted = set(places) | {(OperationKind.WORK.value, place[1]) for place in places if place[0] == OperationKind.MARK}
    told = histories(chain_of(course_id), wanted)
    view, ledger = open_journal(_readings(told), actor=actor, course_id=course_id, now=now)
    changes: dict[Place, tuple[Row | None, Row | None]] = {}
    entries = [first]
    for place, (subject, versions) in told.items():
        kind, state = OperationKind(place[0]), standing(versions)
        if place not in places or kind is OperationKind.WORK:
            continue
        change = _roll(ledger, place[1], state) if kind is OperationKind.PRESENT_ALL else _record(ledger, place, state)
        if change is not None:
            changes[place] = change
            subject = {**subject, "kind": "roll"} if kind is OperationKind.PRESENT_ALL else subject
            entries.append(_entry(subject, change, voiding_id))
    for place, (subject, versions) in told.items():
        if place[0] == OperationKind.WORK and place[1] in ledger.works:
            change = _column(ledger, place[1], versions, chosen=place in places)
            if change is not None:
                changes[place] = change
                entries.append(_entry(subject, change, voiding_id))
    head = write_ledger(ledger, course_id=course_id, actor=actor, entries=entries, answers=(), now=now)
    assert head is not None, "the chain is locked"
    return Restored(view, changes, {ident: row["lesson"] for ident, row in ledger.works.items()})


def _record(ledger: Ledger, place: Place, state: Row | None) -> tuple[Row | None, Row | None] | None:
    kind, key = OperationKind(place[0]), place[1:]
    table = _TABLES[kind]
    current: Row | None = getattr(ledger, table).get(key)
    if state and state.get("plan_line") not in ledger.plan_lines:
        state = {**state, "plan_line": None}
    if state and state.get("due") not in ledger.due:
        state = {**state, "due": None}
    content = restored(kind, current, state)
    if content is None:
        return None
    if kind is OperationKind.HOMEWORK:
        content["id"] = current["id"] if current else str((state or {}).get("id") or uuid4())
    after = {**content, "version": (current["version"] if current else 0) + 1}
    ledger.put(table, key, after)
    return current, after


def _roll(ledger: Ledger, lesson_id: int, state: Row | None) -> tuple[Row | None, Row | None] | None:
    lesson = ledger.lessons.get(lesson_id)
    if state is not None or lesson is None or not lesson.rolled:
        return None
    ledger.unrolled.add(lesson_id)
    return {"version": 1}, None


def _column(
    ledger: Ledger, ident: str, versions: Sequence[Version], *, chosen: bool
) -> tuple[Row | None, Row | None] | None:
    current = ledger.works[ident]
    before = work_state(current)
    standing_marks = [key[2] for key, row in ledger.marks.items() if key[0] == ident and row["value"]]
    state = standing(versions) if chosen else before
    if state and state["kind_id"] not in ledger.kinds:
        state = {**state, "kind_id": current["kind"]}
    content = column(current, state, marked=len(standing_marks), criteria=max(standing_marks, default=0))
    if content is None:
        return None
    row = {**current, **content, "version": current["version"] + 1}
    ledger.put("works", (ident,), row)
    return before, work_state(row)


def _entry(subject: Row, change: tuple[Row | None, Row | None], voiding_id: int) -> Entry:
    before, after = change
    return Entry(Act.RECORD_RESTORED, subject, before, {**(after or {}), "voiding": voiding_id})


def _readings(told: Told) -> list[Operation]:
    """Name the records as operations do: what reads for these reads for an order too."""
    found = []
    for (kind, *key), (subject, versions) in told.items():
        content = _reading(OperationKind(kind), key, standing(versions) or versions[-1].after or {}, subject)
        found.append(Operation(uuid4(), content, 0, "", {}))
    return found


def _reading(kind: OperationKind, key: Sequence[Place], state: Row, subject: Row) -> Content:
    one: Row = {**subject, **state}
    match kind:
        case OperationKind.MARK:
            return SetMark(UUID(one["work"]), one["pupil"], one["criterion"], "", attempt=False, new_work=None)
        case OperationKind.ABSENCE:
            return SetAbsence(one["lesson"], one["pupil"], "", "")
        case OperationKind.PRESENT_ALL:
            return CallRoll(one["lesson"])
        case OperationKind.TOPIC:
            return SetTopic(one["lesson"], "", one.get("plan_line"))
        case OperationKind.HOMEWORK:
            due = one.get("due")
            return SetHomework(one["lesson"], uuid4(), "", none=False, minutes=None, due=due, pupil=one.get("pupil"))
        case OperationKind.NOTE:
            return SetNote(one["lesson"], one["pupil"], "")
        case OperationKind.TERM:
            return SetResult(one["pupil"], ResultKind(one["result"]), one["term"], "")
        case OperationKind.WORK:
            return SetWork(UUID(one["work"]), one["lesson"], one["kind_id"], None, "", 1, "", delete=False)
