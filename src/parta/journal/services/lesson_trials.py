"""What would be allowed at a lesson at a moment, by the regulation in force and by a draft: tried, never written.

Every record is tried as its first one, for a pupil of the list: what stands in the journal already is left aside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from parta.journal.access import CourseView
from parta.journal.enums import ENTERED_LATE, ResultKind, Standing, TrialAct, WorkPurpose
from parta.journal.rules.decide import EntryAct, EntryTerms, entry_terms
from parta.journal.rules.facts import WorkFacts
from parta.journal.rules.lateness import Late
from parta.journal.rules.operations import (
    CallRoll,
    Content,
    NewWork,
    Operation,
    SetAbsence,
    SetHomework,
    SetMark,
    SetResult,
    SetTopic,
)
from parta.journal.services.edit_trials import try_operation
from parta.journal.services.records.desk import Desk
from parta.journal.services.records.ledger import Kind, Ledger, Row
from parta.journal.services.records.reading import open_journal
from parta.journal.services.records.results import facts_of_result
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision
from parta.people.enums import Role
from parta.regulation.queries import Versions
from parta.regulation.rules.tree import Regulation

_NOBODY = 0
"""Stands for a pupil of the list, and for a person whom the lesson does not name: no row has this id."""
_ALWAYS = (date.min, None)
_COLUMN = UUID(int=0)
_ROLES = {
    Standing.TEACHER: Role.TEACHER,
    Standing.SUBSTITUTE: Role.TEACHER,
    Standing.HOMEROOM: Role.HOMEROOM_TEACHER,
    Standing.DIRECTOR: Role.DIRECTOR,
    Standing.DEPUTY: Role.DEPUTY,
}
_ENTRIES = {
    TrialAct.TOPIC: EntryAct.TOPIC,
    TrialAct.ATTENDANCE: EntryAct.ATTENDANCE,
    TrialAct.ABSENCE_REASON: EntryAct.ABSENCE_REASON,
    TrialAct.HOMEWORK: EntryAct.HOMEWORK,
    TrialAct.NEW_MARK: EntryAct.NEW_MARK,
    TrialAct.MARK_CHANGE: EntryAct.MARK_CHANGE,
    TrialAct.MARK_REMOVAL: EntryAct.MARK_CHANGE,
    TrialAct.PERIOD_MARK: EntryAct.PERIOD_MARK,
}
_ABOUT_MARKS = (TrialAct.NEW_MARK, TrialAct.MARK_CHANGE, TrialAct.MARK_REMOVAL)


@dataclass(frozen=True, slots=True)
class TriedLesson:
    """The lesson of a trial: its journal, who gives it and who stands in for them."""

    id: int
    course_id: int
    teacher: int | None
    substitute: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one act: the decision, what the entry is late for, and the terms that it is judged by.

    `noted`: the mark will show that it was changed after the lesson's day.
    """

    decision: Decision
    late: Late | None
    noted: bool
    terms: EntryTerms

    @property
    def is_late(self) -> bool:
        """Tell whether the entry is allowed and will be kept as a late one."""
        return self.decision.allowed and (self.late is not None or self.decision.code == ENTERED_LATE)


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One act with its verdicts; `kinds` are the kinds of work that it is the same for."""

    act: TrialAct
    kinds: tuple[WorkFacts, ...]
    now: Verdict
    draft: Verdict | None


@dataclass(frozen=True, slots=True)
class LessonTrial:
    """Everything that would be allowed at a lesson, or not, at a moment."""

    starts_at: datetime
    ends_at: datetime
    regulation: Regulation
    rows: tuple[TrialRow, ...]


def try_lesson(
    *,
    lesson: TriedLesson,
    standing: Standing,
    kinds: Sequence[tuple[int, WorkFacts]],
    draft: Regulation | None,
    school_slug: str,
    moment: datetime,
    barred: frozenset[tuple[str, str, str]] = frozenset(),
) -> LessonTrial:
    """Try every act at a lesson as somebody in this standing at a moment, in one query, and write nothing.

    The rules are asked by the same hands that carry out operations, so the answers are those of real ones. Whether
    the journal may be seen is asked by the caller; raises `NotVisible` where there is none.
    """
    person = _person(lesson, standing)
    actor = Actor(None, person, school_slug, roles=frozenset({_ROLES[standing]}), today=moment.date(), barred=barred)
    asked = [_operation(content) for content in _to_read(lesson.id, kinds)]
    view, ledger = open_journal(asked, actor=actor, course_id=lesson.course_id, now=moment)
    _suppose(ledger, lesson, standing)
    view = _related(view, standing, person)
    drafted = replace(view, regulation=Versions(((date.min, draft),))) if draft is not None else None
    row = ledger.lessons[lesson.id]
    tried = (
        TrialRow(
            act,
            (kind[1],) if kind else (),
            _verdict(view, ledger, lesson.id, act, kind, moment),
            _verdict(drafted, ledger, lesson.id, act, kind, moment) if drafted is not None else None,
        )
        for act, kind in _acts(view, row.date, kinds)
    )
    return LessonTrial(
        row.starts_at.astimezone(moment.tzinfo),
        row.ends_at.astimezone(moment.tzinfo),
        view.regulation.on(row.date),
        tuple(_joined(tried)),
    )


def _person(lesson: TriedLesson, standing: Standing) -> int:
    named = {Standing.TEACHER: lesson.teacher, Standing.SUBSTITUTE: lesson.substitute}
    return named.get(standing) or _NOBODY


def _related(view: CourseView, standing: Standing, person: int) -> CourseView:
    """Give the journal as it stands to somebody whom no row names."""
    if standing is Standing.HOMEROOM:
        return replace(view, leads_class=view.class_id is not None, led_pupils=frozenset({_NOBODY}))
    return replace(view, loads=(_ALWAYS,)) if standing is Standing.TEACHER and person == _NOBODY else view


def _suppose(ledger: Ledger, lesson: TriedLesson, standing: Standing) -> None:
    """Leave nothing written at the lesson, and a pupil in the list whatever the day."""
    row = ledger.lessons[lesson.id]
    row.rolled = False
    if standing is Standing.TEACHER:
        row.employee = lesson.teacher or _NOBODY
    if standing is Standing.SUBSTITUTE:
        row.substitute = lesson.substitute or _NOBODY
    ledger.places[_NOBODY] = [_ALWAYS]
    for table in (ledger.topics, ledger.homework, ledger.absences, ledger.marks, ledger.results):
        table.clear()


def _to_read(lesson: int, kinds: Sequence[tuple[int, WorkFacts]]) -> Iterator[Content]:
    """Give operations that name all that is needed."""
    yield SetTopic(lesson, "", None)
    yield CallRoll(lesson)
    yield SetHomework(lesson, uuid4(), "", none=True, minutes=None, due=None)
    for ident, _ in kinds:
        yield SetMark(_COLUMN, _NOBODY, 1, "", False, _new_work(lesson, ident))


def _acts(
    view: CourseView, day: date, kinds: Sequence[tuple[int, WorkFacts]]
) -> Iterator[tuple[TrialAct, tuple[int, WorkFacts] | None]]:
    for act in TrialAct:
        if act in _ABOUT_MARKS:
            yield from ((act, kind) for kind in kinds)
        elif act is not TrialAct.PERIOD_MARK or view.term_of(day) is not None:
            yield act, None


def _joined(rows: Iterator[TrialRow]) -> list[TrialRow]:
    """Put together kinds of work that have the same answers, the first of them in front."""
    found: dict[Any, TrialRow] = {}
    for row in rows:
        key = (row.act, _key(row.now), _key(row.draft))
        known = found.get(key)
        found[key] = row if known is None else replace(known, kinds=known.kinds + row.kinds)
    return list(found.values())


def _key(verdict: Verdict | None) -> Any:
    """Give what makes two answers the same for who reads them."""
    return repr((verdict.decision, verdict.late, verdict.terms)) if verdict else None


class _TrialDesk(Desk):
    """A desk for records that are only supposed: no event tells when they were entered."""

    __slots__ = ()

    def entered_at(self, mark: Row) -> datetime | None:
        """Tell nothing: the mark is taken for an earlier day's."""
        return None


def _verdict(
    view: CourseView,
    ledger: Ledger,
    lesson_id: int,
    act: TrialAct,
    kind: tuple[int, WorkFacts] | None,
    moment: datetime,
) -> Verdict:
    desk = _TrialDesk(view=view, ledger=_sheet(ledger), now=moment)
    row = desk.lesson(lesson_id)
    regulation, facts = desk.rules_for(row)
    work = kind[1] if kind else None
    terms = entry_terms(_ENTRIES[act], regulation, facts, work=work)
    term = view.term_of(row.date)
    if act is TrialAct.PERIOD_MARK and term is not None:
        facts_of_term = facts_of_result(desk, ResultKind.TERM, term.id)
        regulation = view.regulation.on(facts_of_term.end)
        terms = entry_terms(EntryAct.PERIOD_MARK, regulation, facts_of_term)
    content, base = _content(act, desk, regulation, lesson_id, kind, term.id if term else None)
    tried = try_operation(desk, _operation(content, base))
    after = tried.entry.after if tried.entry else None
    noted = act is TrialAct.MARK_CHANGE and bool((after or {}).get("late"))
    return Verdict(tried.decision, tried.late, noted, terms)


def _sheet(ledger: Ledger) -> Ledger:
    """Give a copy of the supposed journal for one act: what the act changes there no other act sees."""
    tables = ("works", "marks", "absences", "topics", "homework", "homework_ids", "results")
    fresh: dict[str, Any] = {name: {} for name in tables}
    lessons = {ident: replace(row) for ident, row in ledger.lessons.items()}
    return replace(ledger, lessons=lessons, changed={}, entered=set(), rolled=set(), held=set(), **fresh)


def _content(
    act: TrialAct,
    desk: Desk,
    rules: Regulation,
    lesson: int,
    kind: tuple[int, WorkFacts] | None,
    term: int | None,
) -> tuple[Content, int]:
    """Give the operation that stands for an act, and the version it goes on from; what must stand before is put."""
    marks = rules.marks.marks_allowed_current.value
    codes = [row.code for row in rules.attendance.absence_codes.value]
    match act:
        case TrialAct.TOPIC:
            return SetTopic(lesson, act, None), 0
        case TrialAct.HOMEWORK:
            return SetHomework(lesson, uuid4(), act, none=False, minutes=None, due=None), 0
        case TrialAct.ATTENDANCE:
            return SetAbsence(lesson, _NOBODY, codes[0], ""), 0
        case TrialAct.ABSENCE_REASON:
            desk.ledger.absences[lesson, _NOBODY] = {"value": codes[0], "reason": "", "version": 1}
            return SetAbsence(lesson, _NOBODY, codes[-1], act), 1
        case TrialAct.PERIOD_MARK:
            return SetResult(_NOBODY, ResultKind.TERM, term, rules.results.marks_allowed_period.value[0]), 0
    assert kind is not None
    ident, facts = kind
    if act is TrialAct.NEW_MARK:
        return SetMark(_COLUMN, _NOBODY, 1, marks[0], False, _new_work(lesson, ident)), 0
    weight = desk.ledger.kinds.get(ident, Kind(Decimal(1), facts)).weight
    desk.ledger.works[str(_COLUMN)] = {
        "id": str(_COLUMN), "lesson": lesson, "kind": ident, "weight": str(weight), "title": "", "criteria": 1,
        "deleted": False, "version": 1, "kind_name": facts.kind, "written": facts.written, "marked": 1,
        "marked_by": [_NOBODY], "purpose": WorkPurpose.FORMATIVE,
    }  # fmt: skip
    desk.ledger.marks[str(_COLUMN), _NOBODY, 1] = {"value": marks[0], "attempts": [], "late": False, "version": 1}
    value = "" if act is TrialAct.MARK_REMOVAL else marks[-1]
    return SetMark(_COLUMN, _NOBODY, 1, value, False, None), 1


def _new_work(lesson: int, kind: int) -> NewWork:
    return NewWork(lesson, kind, None, "", 1, WorkPurpose.FORMATIVE)


def _operation(content: Content, base: int = 0) -> Operation:
    return Operation(uuid4(), content, base, "", {})
