"""The terms and locks of a page's columns as its script takes them: every sentence once, columns by place."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from parta.journal.access import CourseView
from parta.journal.enums import LockState, Nearness
from parta.journal.queries.columns import column_rules
from parta.journal.queries.grid import GridRows
from parta.journal.rules.columns import ColumnRule, lock_of
from parta.regulation.enums import Terminology
from parta.wording.columns import column_lock_words, due_words, lock_key
from parta.wording.refusals import clause_text

_SIGNS = {Nearness.FAR: 0, Nearness.NEAR: 1, Nearness.OVER: 2}
_CLASSES = {LockState.ASKED: "lk", LockState.SHUT: "lk dn"}


def page_rules(
    view: CourseView, rows: GridRows, can: Mapping[str, bool], *, now: datetime, terminology: Terminology
) -> dict[str, Any]:
    """Give `at`: of each lesson, of its columns in order, [sign, moment, clause, new, changed].

    The sign is 1 where the term ends within a day, 2 where that of a written work (of absences) is over: shown while
    records are missing. The clause is a place in `clauses`; what holds for an empty cell and for a filled one, places
    in `locks` ([class of a shut cell, sentence]), of which the first is «open».
    """
    absences = not view.graded_on(now.date()) or (can["attendance"] and not can["marks"])
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
        self._known: dict[tuple[Any, ...], tuple[int, int]] = {((), ()): (0, 0)}

    def column(self, day: date, rule: ColumnRule) -> list[Any]:
        places = self._places(rule)
        if rule.due is None:
            return [0, "", 0, *places]
        clause = self.clauses.setdefault(clause_text(rule.due.clause), len(self.clauses))
        moment = due_words(rule.due.moment.astimezone(self._zone), self._today)
        if rule.nearness is Nearness.OVER:
            moment = f"срок был {moment}"
        told = day <= self._today and (rule.owed or rule.nearness is Nearness.NEAR)
        return [_SIGNS[rule.nearness] if told else 0, moment, clause, *places]

    def _places(self, rule: ColumnRule) -> tuple[int, int]:
        key = (lock_key(rule.new), lock_key(rule.change))
        known = self._known.get(key)
        if known is None:
            words = column_lock_words(rule, self._terminology, how=self._may_write)
            new, change = (
                self._place(_CLASSES.get(lock_of(decision), ""), text)
                for decision, text in zip((rule.new, rule.change), words, strict=True)
            )
            known = self._known[key] = (new, change)
        return known

    def _place(self, name: str, words: str) -> int:
        if (name, words) not in self.locks:
            self.locks.append((name, words))
        return self.locks.index((name, words))
