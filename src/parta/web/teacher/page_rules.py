"""The terms and locks of a page's columns as its script takes them: every sentence once, columns by place."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from parta.journal.access import CourseView
from parta.journal.enums import LockState, Nearness, RefusalCode
from parta.journal.queries.columns import column_rules
from parta.journal.queries.grid import GridRows
from parta.journal.rules.columns import ColumnRule, lock_of
from parta.kernel.decisions import Decision
from parta.regulation.enums import Terminology
from parta.wording.columns import due_words, lock_words
from parta.wording.refusals import clause_text

_SIGNS = {Nearness.FAR: 0, Nearness.NEAR: 1, Nearness.OVER: 2}
_CLASSES = {LockState.ASKED: "lk", LockState.SHUT: "lk dn"}
_PAIRS = {
    (RefusalCode.NEW_MARK_TOO_LATE, RefusalCode.MARK_CHANGE_TOO_LATE),
    (RefusalCode.ATTENDANCE_TOO_LATE, RefusalCode.ABSENCE_REASON_TOO_LATE),
}


def by_absences(view: CourseView, can: Mapping[str, bool], now: datetime) -> bool:
    """Tell whether the page is of absences: marks are not given here, or are not the person's to give."""
    graded = view.marks_given and view.grade_level not in view.regulation.on(now.date()).marks.no_marks_grades.value
    return not graded or (can["attendance"] and not can["marks"])


def page_rules(
    view: CourseView, rows: GridRows, can: Mapping[str, bool], *, now: datetime, terminology: Terminology
) -> dict[str, Any]:
    """Give `at`: of each lesson, of a column to be made and of its works, [sign, moment, clause, new, changed].

    The sign is 1 where the term ends within a day, 2 where that of a written work (of absences) is over: shown while
    records are missing. The clause is a place in `clauses`; what holds for an empty cell and for a filled one, places
    in `locks` ([class of a shut cell, sentence]), of which the first is «open».
    """
    absences = by_absences(view, can, now)
    packer = _Packer(now, terminology, may_write=can["marks"] or can["attendance"])
    judged = column_rules(view, rows.facts, absences=absences, now=now)
    at = [[packer.column(lesson.day, rule) for rule in rules] for lesson, rules in judged]
    return {
        "what": "Пропуски" if absences else "Отметки",
        "absences": absences,
        "clauses": list(packer.clauses),
        "locks": packer.locks,
        "at": at,
    }


class _Packer:
    def __init__(self, now: datetime, terminology: Terminology, *, may_write: bool) -> None:
        self._today, self._zone = now.date(), now.tzinfo
        self._terminology, self._may_write = terminology, may_write
        self.clauses: dict[str, int] = {}
        self.locks: list[tuple[str, str]] = [("", "")]
        self._known: dict[tuple[Any, ...], int] = {(): 0}

    def column(self, day: date, rule: ColumnRule) -> list[Any]:
        new, change = _key(rule.new), _key(rule.change)
        pair = (rule.new.code, rule.change.code) in _PAIRS and new[1:] == change[1:]
        both = bool(new) and (pair or new == change)
        place = self._lock(rule.new, new, both=both)
        changed = place if both else self._lock(rule.change, change)
        if rule.due is None:
            return [0, "", 0, place, changed]
        clause = self.clauses.setdefault(clause_text(rule.due.clause), len(self.clauses))
        moment = due_words(rule.due.moment.astimezone(self._zone), self._today)
        if rule.nearness is Nearness.OVER:
            moment = f"срок был {moment}"
        told = day <= self._today and (rule.owed or rule.nearness is Nearness.NEAR)
        return [_SIGNS[rule.nearness] if told else 0, moment, clause, place, changed]

    def _lock(self, decision: Decision, key: tuple[Any, ...], *, both: bool = False) -> int:
        full = (*key, both) if key else key
        known = self._known.get(full)
        if known is None:
            words = lock_words(decision, self._terminology, both=both, may_write=self._may_write)
            known = self._known[full] = len(self.locks)
            self.locks.append((_CLASSES.get(lock_of(decision), ""), words))
        return known


def _key(decision: Decision) -> tuple[Any, ...]:
    """Give what the words of a lock depend on; nothing of an open place."""
    if lock_of(decision) is LockState.OPEN:
        return ()
    params = decision.params
    return (
        decision.code,
        decision.clause,
        decision.who_can_lift,
        params.get("days"),
        params.get("denied"),
        params.get("early"),
    )
