"""Reading the records that a batch of operations names."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from parta.audit.services import Head
from parta.journal.access import COURSE, CourseView, view_of
from parta.journal.enums import OperationKind
from parta.journal.queries.owed import calendar_days
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.facts import WorkFacts
from parta.journal.rules.operations import (
    CallRoll,
    Operation,
    SetAbsence,
    SetHomework,
    SetMark,
    SetNote,
    SetResult,
    SetTopic,
    SetWork,
)
from parta.journal.services.records.ledger import Kind, Ledger, LessonRow, Opened, chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import parts, sql

_PARTS = parts(Path(__file__).parent / "facts.sql")
_ALWAYS = ("operations", "opened", "calendar")
_NEEDED: dict[type, tuple[str, ...]] = {
    SetMark: ("lessons", "works", "places", "marks", "kinds"),
    SetAbsence: ("lessons", "places", "absences"),
    CallRoll: ("lessons",),
    SetTopic: ("lessons", "topics", "plan_lines"),
    SetHomework: ("lessons", "homework", "homework_ids", "due"),
    SetNote: ("lessons", "places", "notes"),
    SetWork: ("lessons", "works", "places", "marks", "kinds"),
    SetResult: ("places", "results"),
}
"""What is asked for each kind of operation."""
_OF_THE_DAY = {CallRoll, SetAbsence, SetHomework, SetTopic}
"""Whose terms may be counted from the class's last lesson of the day; for marks it is costly, and no act does so."""
_NAMED = ("kinds", "plan_lines", "due")
"""What is asked for only when an operation names one."""
_IDS = ("lessons", "works", "pupils", "homework", "result_pupils", *_NAMED)


def open_journal(
    operations: Sequence[Operation], *, actor: Actor, course_id: int, now: datetime
) -> tuple[CourseView, Ledger]:
    """Read a journal with every record that the operations name and the head of its chain: one query, one moment.

    Raises `NotVisible` where there is no such journal; whether the actor may see it is asked by the caller.
    """
    ids = _ids_in(operations)
    kinds = {type(operation.content) for operation in operations}
    needed = {name for kind in kinds for name in _NEEDED[kind]} - {name for name in _NAMED if not ids[name]}
    if SetHomework in kinds and ids["pupils"]:
        needed.add("places")
    chain = chain_of(course_id)
    values = {
        **{name: sorted(found) for name, found in ids.items()},
        "needs_marked": SetWork in kinds,
        "needs_next": SetHomework in kinds,
        "needs_last_end": bool(kinds & _OF_THE_DAY),
        "operations": [operation.op for operation in operations],
        "chain": chain,
        "course": course_id,
        "person": actor.person_id,
        "today": now.date(),
        "now": now,
    }
    rows = sql(_statement(frozenset(needed)), values)
    if not rows:
        raise NotVisible
    seq, last_hash, facts, *course = rows[0]
    return view_of(course, actor), _ledger(facts, Head(chain, seq or 0, last_hash or ""), course_id)


@lru_cache(maxsize=256)
def _statement(needed: frozenset[str]) -> str:
    facts = ",\n".join(f"'{name}', ({_PARTS[name]})" for name in (*sorted(needed), *_ALWAYS))
    return f"""
SELECT head.seq, head.hash, json_build_object({facts}), course.*
FROM ({COURSE}) AS course LEFT JOIN audit_chainhead head ON head.chain = %(chain)s
"""  # noqa: S608 - parts of our own files


def _ids_in(operations: Sequence[Operation]) -> dict[str, set[Any]]:
    ids: dict[str, set[Any]] = {name: set() for name in _IDS}
    for operation in operations:
        match operation.content:
            case SetMark() as mark:
                ids["works"].add(str(mark.work))
                ids["pupils"].add(mark.pupil)
                if mark.new_work is not None:
                    ids["lessons"].add(mark.new_work.lesson)
                    ids["kinds"].add(mark.new_work.kind)
            case SetAbsence() | SetNote() as row:
                ids["lessons"].add(row.lesson)
                ids["pupils"].add(row.pupil)
            case CallRoll(lesson):
                ids["lessons"].add(lesson)
            case SetTopic() as topic:
                ids["lessons"].add(topic.lesson)
                ids["plan_lines"].add(topic.plan_line)
            case SetHomework() as row:
                ids["lessons"].add(row.lesson)
                ids["homework"].add(str(row.id))
                ids["due"].add(row.due)
                ids["pupils"].add(row.pupil)
            case SetWork() as work:
                ids["works"].add(str(work.work))
                ids["lessons"].add(work.lesson)
                ids["kinds"].add(work.kind_id)
            case SetResult() as result:
                ids["result_pupils"].add(result.pupil)
                ids["pupils"].add(result.pupil)
    return {name: found - {None} for name, found in ids.items()}


def _ledger(facts: Mapping[str, Any], head: Head, course_id: int) -> Ledger:
    ledger = Ledger(head)

    def rows(name: str) -> list[Any]:
        return facts.get(name) or []

    for row in rows("lessons"):
        ledger.lessons[row["id"]] = LessonRow(
            row["id"],
            date.fromisoformat(row["date"]),
            datetime.fromisoformat(row["starts_at"]),
            datetime.fromisoformat(row["ends_at"]),
            row["status"],
            row["number"] or 0,
            row["employee"],
            row["substitute"],
            row["roll"],
            row["next"],
            datetime.fromisoformat(row["last_end"]) if row["last_end"] else None,
            tuple(map(datetime.fromisoformat, row["following"])),
        )
    for row in rows("works"):
        if row.pop("course") == course_id:
            ledger.works[row["id"]] = row
        else:
            ledger.foreign_works.add(row["id"])
    for pupil, start, end in rows("places"):
        span = (date.fromisoformat(start), date.fromisoformat(end) if end else None)
        ledger.places.setdefault(pupil, []).append(span)
    for work, pupil, criterion, value, attempts, late, version in rows("marks"):
        ledger.marks[work, pupil, criterion] = {
            "value": value,
            "attempts": attempts,
            "late": late,
            "version": version,
        }
    for lesson, pupil, code, reason, version in rows("absences"):
        ledger.absences[lesson, pupil] = {"value": code, "reason": reason, "version": version}
    for lesson, pupil, text, version in rows("notes"):
        ledger.notes[lesson, pupil] = {"value": text, "version": version}
    for lesson, topic, line, version in rows("topics"):
        ledger.topics[(lesson,)] = {"value": topic, "plan_line": line, "version": version}
    for lesson, pupil, ident, text, none, minutes, due, version in rows("homework"):
        ledger.homework[lesson, pupil] = {
            "id": ident,
            "value": text,
            "none": none,
            "minutes": minutes,
            "due": due,
            "version": version,
        }
    ledger.homework_ids = {ident: (lesson, pupil) for ident, lesson, pupil in rows("homework_ids")}
    for pupil, kind, term, value, version in rows("results"):
        ledger.results[pupil, kind, term] = {"value": value, "version": version}
    for ident, course, day, starts_at, ends_at, status, number in rows("due"):
        if course == course_id:
            ledger.due[ident] = LessonRow(
                ident,
                date.fromisoformat(day),
                datetime.fromisoformat(starts_at),
                datetime.fromisoformat(ends_at),
                status,
                number or 0,
            )
    for ident, weight, name, written in rows("kinds"):
        ledger.kinds[ident] = Kind(Decimal(weight), WorkFacts(name, written))
    ledger.working = calendar_days(facts["calendar"])
    ledger.plan_lines = set(rows("plan_lines"))
    for ident, kind, lesson, pupil, result, term, until in rows("opened"):
        cell = Cell(OperationKind(kind), lesson, pupil, result, term)
        ledger.opened.append(Opened(ident, cell, datetime.fromisoformat(until)))
    ledger.answered = {UUID(ident): (account, digest, answer) for ident, account, digest, answer in rows("operations")}
    return ledger
