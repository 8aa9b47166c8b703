"""The journal page of a course and a period: one query, aggregated to JSON by PostgreSQL."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from parta.journal.access import CourseView, TermRow
from parta.journal.queries.lesson import lesson_place
from parta.journal.queries.retakes import RETAKEN
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.people.enums import Role
from parta.people.rules.permissions import Action
from parta.timetable.rules.norms import is_training

_GRID = (Path(__file__).parent / "grid.sql").read_text().replace("/* retaken */", RETAKEN)
_CHANGES = """
SELECT e.seq, e.act, e.subject::json, e.after::json, e.at, e.account_id,
       p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.'
FROM audit_event e LEFT JOIN people_person p ON p.id = e.person_id
WHERE e.chain = %s AND e.seq > %s AND e.subject ? 'kind' ORDER BY e.seq LIMIT 500
"""
_HEAD = "SELECT seq FROM audit_chainhead WHERE chain = %s"
GONE = "gone"
"""The kind told of a record that was taken out whole: nothing of it is left to draw."""
VOIDED = """LEFT JOIN journal_voidedevent ve ON ve.chain = e.chain AND ve.seq = e.seq
LEFT JOIN journal_voiding vo ON vo.id = ve.voiding_id LEFT JOIN people_person vp ON vp.id = vo.ordered_by_id
"""
VOID = """CASE WHEN vo.id IS NOT NULL THEN json_build_object('ground', vo.ground, 'at', vo.ordered_at,
    'who', vp.last_name || ' ' || left(vp.first_name, 1) || '. ' || left(vp.patronymic, 1) || '.') END"""
"""The order that declared an event void, and where it is found: parts of every query that shows a record's history."""
_HISTORY = f"""
SELECT e.at, e.act, e.subject::json, e.before::json, e.after::json, COALESCE(p.last_name || ' ' || p.first_name, ''),
       (e.subject->'source')::json, COALESCE(about.last_name || ' ' || about.first_name, ''), {VOID},
       COALESCE(absent.last_name || ' ' || absent.first_name, '')
FROM audit_event e LEFT JOIN people_person p ON p.id = e.person_id
LEFT JOIN people_person absent ON absent.id = e.acting_for {VOIDED}LEFT JOIN people_person about ON e.subject->>'kind' = 'homework' AND about.id = (e.subject->>'pupil')::bigint
WHERE e.chain = %(chain)s AND e.subject @> %(wanted)s::jsonb
  AND (%(lesson)s::bigint IS NULL OR (e.subject->>'lesson')::bigint = %(lesson)s
       OR e.subject->>'work' IN (SELECT w.id::text FROM journal_work w WHERE w.lesson_id = %(lesson)s))
ORDER BY e.seq DESC LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class GridRows:
    """What the database says of a journal page: the JSON text as it goes to the page, and what rules ask of its lessons."""

    start: date
    end: date
    text: str
    facts: dict[str, Any]


def purpose_kept(view: CourseView, start: date, end: date) -> bool:
    """Tell whether at the first or last day of a span works say what they are for."""
    return any(view.regulation.on(day).marks.assessment_purpose_tracked.value for day in (start, end))


def grid_rows(view: CourseView, *, start: date, end: date, now: datetime, exempt: str = "") -> GridRows:
    """Give pupils, lessons, works, marks, absences, notes of a span of dates, and all results.

    Who only substitutes is given neither what is older than `read_from` nor results.
    Where works say what they are for, a kind proposes it: control works sum up, the others form. At physical training
    `exempt` are the words said of a pupil whom a paper of the nurse exempts, with its days; never to the operator.
    """
    first = view.read_from()
    start = start if first is None else max(start, first)
    ((text, facts),) = sql(
        _GRID,
        {
            "course": view.id,
            "calendar": view.calendar_id,
            "from": start,
            "to": end,
            "zone": str(now.tzinfo),
            "person": view.actor.person_id,
            "now": now,
            "results": first is None,
            "purposes": purpose_kept(view, start, end),
            "exempt": exempt if is_training(view.subject) and not view.actor.has(Role.OPERATOR) else "",
            "all": view.may_everywhere(Action.MARK, day=now.date()),
        },
    )
    return GridRows(start, end, str(text), facts)


def rights(view: CourseView, term: TermRow, *, day: date) -> dict[str, bool]:
    """Tell what the actor may do on this page at lessons that are theirs: nothing at those of a closed period."""
    employee = view.employee()
    pupil = next(iter(view.led_pupils), None)

    def may(action: Action, pupil: int | None = None) -> bool:
        return not term.closed and view.may(action, day=day, employee=employee, pupil=pupil)

    return {
        "marks": may(Action.MARK, pupil) and view.marks_given,
        "attendance": may(Action.ATTENDANCE, pupil),
        "topic": may(Action.TOPIC),
        "homework": may(Action.HOMEWORK),
        "note": may(Action.NOTE, pupil),
        "works": may(Action.WORK) and view.marks_given,
        "term": view.may_put_results(start=term.start, today=day, pupil=pupil) and view.marks_given,
    }


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened in a journal after a number."""

    seq: int
    events: list[dict[str, Any]]


def changes_for(view: CourseView, seq: int) -> Changes:
    """Give the events after `seq` to who reads the journal whole; a substitute is told of none: they are of all days."""
    return changes_since(view.id, seq) if view.read_from() is None else Changes(seq, [])


def changes_since(course_id: int, seq: int) -> Changes:
    """Give the events after `seq`: one cheap look at the chain's head when nothing happened."""
    chain = f"course:{course_id}"
    rows = sql(_HEAD, (chain,))
    head = rows[0][0] if rows else 0
    if head <= seq:
        return Changes(head, [])
    events = [
        {
            "seq": number,
            "act": act,
            "kind": subject["kind"] if after is not None else GONE,
            "author": author or "",
            "at": at.isoformat(),
            "account": account,
            "record": {**subject, **(after or {})},
        }
        for number, act, subject, after, at, account, author in sql(_CHANGES, (chain, seq))
    ]
    return Changes(events[-1]["seq"] if len(events) == 500 else max(head, seq), events)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change of a cell: who, when, what, from what to what; `source` names file, sheet and cell of an import.

    `pupil` names whom homework is for, where it is for one; `void` is the order by which the change does not count;
    `acting_for` is who was absent, where another wrote.
    """

    at: datetime
    act: str
    kind: str
    author: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    source: dict[str, Any] | None
    pupil: str = ""
    void: dict[str, Any] | None = None
    acting_for: str = ""


def cell_history(view: CourseView, *, lesson_id: int, pupil_id: int | None, now: datetime) -> list[HistoryRow]:
    """Give the changes of a cell (a pupil at a lesson), or of all of a lesson without a pupil; newest first.

    A column that was moved here brings the changes of its marks along. Raises `NotVisible` for a lesson that is older
    than what the actor reads.
    """
    if view.read_from() is not None:
        view.refuse_older(lesson_place(lesson_id).day)
    wanted = {} if pupil_id is None else {"pupil": pupil_id}
    rows = sql(_HISTORY, {"chain": f"course:{view.id}", "wanted": json.dumps(wanted), "lesson": lesson_id})
    return [
        HistoryRow(at.astimezone(now.tzinfo), act, subject.get("kind", ""), author, before, after, *told)
        for at, act, subject, before, after, author, *told in rows
    ]


def result_history(
    view: CourseView, *, pupil_id: int, result: str, term_id: int | None, now: datetime
) -> list[HistoryRow]:
    """Give the changes of a period's mark of one pupil; newest first. Raises `NotVisible` for who only substitutes."""
    view.refuse_older(None)
    wanted = json.dumps({"kind": "term", "pupil": pupil_id, "result": result, "term": term_id})
    rows = sql(_HISTORY, {"chain": f"course:{view.id}", "wanted": wanted, "lesson": None})
    return [
        HistoryRow(at.astimezone(now.tzinfo), act, "term", author, before, after, *told)
        for at, act, _, before, after, author, *told in rows
    ]


def term_by_id(view: CourseView, term_id: int | None, *, today: date) -> TermRow:
    """Give the wanted period of the course's calendar, or the one of today; raise `NotVisible` for another's."""
    if term_id is None:
        found = view.term_of(today)
    else:
        found = next((term for term in view.terms if term.id == term_id), None)
    if found is None:
        raise NotVisible
    return found
