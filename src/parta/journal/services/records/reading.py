"""Reading the records that a batch of operations names."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from parta.journal.enums import OperationKind
from parta.journal.rules.edit_requests import Cell
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
from parta.journal.services.records.ledger import Ledger, LessonRow, Opened
from parta.kernel.sql import sql

_MARKED = "SELECT DISTINCT pupil_id FROM journal_mark WHERE work_id = ANY(%s::uuid[]) AND value <> ''"
_FACTS = (Path(__file__).parents[2] / "queries" / "facts.sql").read_text()


def open_ledger(
    operations: list[Operation],
    *,
    course_id: int,
    calendar_id: int,
    plan_id: int | None,
    person_id: int | None,
    now: datetime,
) -> Ledger:
    """Read every record that the operations name, in one query. The chain of the course must be locked."""
    wanted = _wanted(operations)
    if wanted["needs_marked"]:
        wanted["pupils"] += [pupil for (pupil,) in sql(_MARKED, (wanted["works"],))]
    frame = {"course": course_id, "calendar": calendar_id, "plan": plan_id, "person": person_id}
    ((facts,),) = sql(_FACTS, {**wanted, **frame, "today": now.date(), "now": now})
    return _ledger(facts, course_id)


def _wanted(operations: list[Operation]) -> dict[str, Any]:
    lessons: set[int] = set()
    works: set[str] = set()
    pupils: set[int] = set()
    homework: set[str] = set()
    due: set[int] = set()
    result_pupils: set[int] = set()
    terms: set[int] = set()
    kinds: set[int] = set()
    plan_lines: set[int] = set()
    needs_marked = needs_next = False
    for operation in operations:
        match operation.content:
            case SetMark() as mark:
                works.add(str(mark.work))
                pupils.add(mark.pupil)
                if mark.new_work is not None:
                    lessons.add(mark.new_work.lesson)
                    kinds.add(mark.new_work.kind)
            case SetAbsence() | SetNote() as row:
                lessons.add(row.lesson)
                pupils.add(row.pupil)
            case CallRoll(lesson):
                lessons.add(lesson)
            case SetTopic() as topic:
                lessons.add(topic.lesson)
                plan_lines |= {topic.plan_line} - {None}  # type: ignore[arg-type]
            case SetHomework() as row:
                lessons.add(row.lesson)
                homework.add(str(row.id))
                due |= {row.due} - {None}  # type: ignore[arg-type]
                needs_next = True
            case SetWork() as work:
                works.add(str(work.work))
                lessons.add(work.lesson)
                kinds.add(work.kind_id)
                needs_marked = True
            case SetResult() as result:
                result_pupils.add(result.pupil)
                pupils.add(result.pupil)
                terms |= {result.term} - {None}  # type: ignore[arg-type]
    return {
        "lessons": sorted(lessons),
        "works": sorted(works),
        "pupils": sorted(pupils),
        "homework": sorted(homework),
        "due": sorted(due),
        "result_pupils": sorted(result_pupils),
        "terms": sorted(terms),
        "kinds": sorted(kinds),
        "plan_lines": sorted(plan_lines),
        "needs_marked": needs_marked,
        "needs_next": needs_next,
        "operations": [operation.op for operation in operations],
    }


def _ledger(facts: Mapping[str, Any], course_id: int) -> Ledger:
    ledger = Ledger()

    def rows(name: str) -> list[Any]:
        return facts[name] or []

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
    for lesson, ident, text, none, minutes, due, version in rows("homework"):
        ledger.homework[(lesson,)] = {
            "id": ident,
            "value": text,
            "none": none,
            "minutes": minutes,
            "due": due,
            "version": version,
        }
    ledger.homework_ids = dict(rows("homework_ids"))
    for pupil, kind, term, value, version in rows("results"):
        ledger.results[pupil, kind, term] = {"value": value, "version": version}
    for ident, start, end in rows("terms"):
        ledger.terms[ident] = (date.fromisoformat(start), date.fromisoformat(end))
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
    ledger.kinds = {ident: Decimal(weight) for ident, weight in rows("kinds")}
    ledger.plan_lines = set(rows("plan_lines"))
    for ident, kind, lesson, pupil, result, term, until in rows("opened"):
        cell = Cell(OperationKind(kind), lesson, pupil, result, term)
        ledger.opened.append(Opened(ident, cell, datetime.fromisoformat(until)))
    ledger.answered = {UUID(ident): (account, digest, answer) for ident, account, digest, answer in rows("operations")}
    return ledger
