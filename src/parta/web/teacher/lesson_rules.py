"""The terms and locks of the lesson panel in words: by when each record is due, what is shut, by which clause."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parta.journal.enums import LockState, Nearness, OperationKind
from parta.journal.queries.columns import LessonRules
from parta.journal.rules.columns import ColumnRule, FieldRule, lock_of
from parta.journal.rules.duties import Duty
from parta.kernel.decisions import Decision
from parta.regulation.enums import Terminology
from parta.wording.columns import column_lock_words, due_words, lock_words
from parta.wording.refusals import clause_text

Row = dict[str, Any]
_NAMES = {Duty.ATTENDANCE: "отсутствующие"}
"""Topic and homework have their names on their fields."""


@dataclass(frozen=True, slots=True)
class TermWords:
    """One term beside its record: `state` is done, far, near or over; nothing is said of a done one that is over."""

    name: str
    state: str
    moment: str
    clause: str


@dataclass(frozen=True, slots=True)
class PanelRules:
    """What the panel says of the regulation.

    `terms` stand beside records by their name, those of marks in the order of works. `locks` are sentences by what
    they shut (topic, homework, attendance, reason), `mark_locks` those of the works: of an empty place and of a filled
    one. `notes` say that an entry will leave a trace. `asked` tells whether anything may be opened on request: the page
    says once who opens it.
    """

    terms: dict[str, TermWords]
    marks: list[TermWords]
    locks: dict[str, str]
    mark_locks: list[tuple[str, str]]
    notes: list[str]
    asked: bool


def panel_rules(
    rules: LessonRules, row: Row, data: Row, *, graded: bool, now: datetime, terminology: Terminology
) -> PanelRules:
    """Put the rules of one lesson into words; what a permission has opened for the person is not shut."""
    opened = {kind for _, kind, lesson, _, _, _, until, _ in data["asked"] if until and lesson == row["id"]}
    may_write = any(data["can"].values())
    asked: list[bool] = []
    notes: dict[str, None] = {}

    def lock(decision: Decision, kind: str, words: str) -> str:
        state = lock_of(decision)
        if state is LockState.TRACED:
            notes[words] = None
        if state in (LockState.OPEN, LockState.TRACED) or kind in opened:
            return ""
        asked.append(state is LockState.ASKED)
        return words

    def field(decision: Decision, kind: str) -> str:
        how = lock_of(decision) is not LockState.ASKED and may_write
        return lock(decision, kind, lock_words(decision, terminology, how=how))

    def column(rule: ColumnRule) -> tuple[str, str]:
        how = LockState.ASKED not in (lock_of(rule.new), lock_of(rule.change)) and may_write
        new, change = column_lock_words(rule, terminology, how=how)
        return lock(rule.new, OperationKind.MARK, new), lock(rule.change, OperationKind.MARK, change)

    absent = any(code for lesson, _, code, _, _ in data["absences"] if lesson == row["id"])
    done = {
        Duty.TOPIC: bool(row["topic"]["text"]),
        Duty.HOMEWORK: bool(row["hw"]["text"] or row["hw"]["none"]),
        Duty.ATTENDANCE: row["taken"] or absent,
    }
    judged: dict[Duty, ColumnRule | FieldRule] = {**rules.fields, Duty.ATTENDANCE: rules.absences}
    marks = zip(rules.marks, row["works"] or [None], strict=True) if graded else ()
    return PanelRules(
        terms={duty: _term(_NAMES.get(duty, ""), judged[duty], is_done, now) for duty, is_done in done.items()},
        marks=[_term(_work_title(work, data), rule, _has_marks(rule, work, row, data), now) for rule, work in marks],
        locks={
            Duty.TOPIC: field(rules.fields[Duty.TOPIC].decision, OperationKind.TOPIC),
            Duty.HOMEWORK: field(rules.fields[Duty.HOMEWORK].decision, OperationKind.HOMEWORK),
            Duty.ATTENDANCE: field(rules.absences.new, OperationKind.ABSENCE),
            "reason": field(rules.absences.change, OperationKind.ABSENCE),
        },
        mark_locks=[column(rule) for rule in rules.marks],
        notes=list(notes),
        asked=any(asked),
    )


def _term(name: str, rule: ColumnRule | FieldRule, done: bool, now: datetime) -> TermWords:
    due, over = rule.due, rule.nearness is Nearness.OVER
    if due is None or (done and over):
        return TermWords(name, "", "", "")
    moment = due_words(due.moment.astimezone(now.tzinfo), now.date())
    state = "done" if done else str(rule.nearness)
    return TermWords(name, state, f"срок был {moment}" if over else moment, clause_text(due.clause))


def _work_title(work: Row | None, data: Row) -> str:
    if work is None:
        return "отметки"
    kind = next(kind for kind in data["kinds"] if kind["id"] == work["kind"])
    return f"отметки: {work['title'] or kind['name']}"


def _has_marks(rule: ColumnRule, work: Row | None, row: Row, data: Row) -> bool:
    """Tell whether everybody who came has a mark for a written work; at a lesson nobody has to be asked."""
    marked = {pupil for ident, pupil, _, value, *_ in data["marks"] if work and ident == work["id"] and value}
    if not rule.owed:
        return bool(marked) or rule.nearness is Nearness.OVER
    away = {
        pupil for lesson, pupil, code, *_ in data["absences"]
        if lesson == row["id"] and code not in ("", "late", "distance")
    }  # fmt: skip
    here = {pupil["id"] for pupil in data["pupils"] if _on_list(pupil, row["date"])}
    return here - away <= marked


def _on_list(pupil: Row, day: str) -> bool:
    return pupil["from"] <= day and (pupil["to"] is None or day <= pupil["to"])
