"""What every operation of a request needs, and the one way to put a record where its version is the seen one."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from parta.audit.services import Entry
from parta.journal.access import CourseView
from parta.journal.enums import Act, RefusalCode
from parta.journal.queries.lesson_facts import lesson_facts
from parta.journal.rules.decide import EntryAct
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.facts import LessonFacts, TermFacts, WorkFacts
from parta.journal.rules.lateness import Late, lateness
from parta.journal.rules.windows import decide_substitute_access
from parta.journal.services.records.ledger import Ledger, LessonRow, Row, chain_of
from parta.kernel.decisions import ALLOWED, Decision, refusal, refuse_if
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
    late: Late | None = None
    acting_for: int | None = None
    decision: Decision = ALLOWED

    def begin(self) -> None:
        """Forget what was noted of the operation before."""
        self.permissions.clear()
        self.late = self.acting_for = None
        self.decision = ALLOWED

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
            known = self.facts[lesson.id] = lesson_facts(
                self.view,
                lesson.date,
                lesson.starts_at.astimezone(self.zone).time(),
                lesson.ends_at.astimezone(self.zone).time(),
                zone=self.zone,
                status=lesson.status,
                working=self.ledger.working,
                following=lesson.following,
                last_end=lesson.last_end,
                number=lesson.number,
            )
        return known

    def work_facts(self, work: Row) -> WorkFacts:
        """Give what terms ask of a column: its kind by name, and whether it is written."""
        kind = self.ledger.kinds.get(work["kind"])
        return kind.facts if kind else WorkFacts(work["kind_name"], work["written"])

    def require(self, action: Action, lesson: LessonRow, *cells: Cell) -> None:
        """Refuse an act at a lesson that is not within the actor's duties; `cells` are those that it writes in."""
        pupil = cells[0].pupil if len(cells) == 1 else None
        may = partial(CourseView.may, action=action, day=lesson.date, employee=lesson.employee, pupil=pupil)
        if self.trial or may(self.view):
            self.stand_in(may)
            return
        if not self.view.may(action, day=lesson.date, substitute=lesson.substitute):
            raise refusal(RefusalCode.NOT_YOUR_DUTY)
        self.acting_for = lesson.employee
        regulation, facts = self.rules_for(lesson)
        self.allow(partial(decide_substitute_access, regulation=regulation, lesson=facts, now=self.now), *cells)

    def stand_in(self, may: Callable[[CourseView], bool]) -> None:
        """Note in whose place the act is done: where only roles held for one who is absent allow it."""
        actor = self.view.actor
        own = actor.roles - {role for role, _ in actor.stands_for}
        if self.trial or not actor.stands_for or may(_seen_with(self.view, own)):
            return
        whose = {person for role, person in actor.stands_for if may(_seen_with(self.view, frozenset({role})))}
        self.acting_for = whose.pop() if len(whose) == 1 else None

    def allow(self, decide: Callable[..., Decision], *cells: Cell) -> Decision:
        """Ask a rule; where it refuses, ask again with the permission that opens one of the cells, if one is held."""
        self.decision = decision = decide()
        if decision.allowed:
            return decision
        opened = self.ledger.opened_for(*cells)
        until = self.now + timedelta(days=1) if self.trial else opened.until if opened else None
        if until is not None:
            self.decision = decision = decide(opened_until=until)
        refuse_if(decision)
        if opened is not None:
            self.permissions.append(opened.id)
        return decision

    def measure(
        self,
        act: EntryAct,
        regulation: Regulation,
        facts: LessonFacts | TermFacts,
        work: WorkFacts | None = None,
    ) -> None:
        """Remember whether the entry comes after its moment: its event will say so, if it fulfils a duty."""
        self.late = lateness(act, regulation, facts, self.now, work=work)

    def entered_at(self, mark: Row) -> datetime | None:
        """Tell when a mark was last written, by its events; the mark is named as they name it."""
        found: datetime | None = sql(_LAST_ENTRY, (chain_of(self.view.id), json.dumps(mark)))[0][0]
        return found

    def require_marks(self) -> None:
        """Refuse marks in a course that has none by its nature."""
        if not self.view.marks_given:
            raise refusal(RefusalCode.COURSE_WITHOUT_MARKS)

    def note_held(self, lesson: LessonRow) -> None:
        """Remember that a planned lesson of today or the past has its first record."""
        if lesson.status == LessonStatus.PLANNED and lesson.date <= self.now.date():
            self.ledger.held.add(lesson.id)


def _seen_with(view: CourseView, roles: frozenset[str]) -> CourseView:
    return replace(view, actor=replace(view.actor, roles=roles))


def put(
    desk: Desk, table: str, key: tuple[Any, ...], subject: Row, state: Row, base: int, acts: tuple[Act, Act, Act]
) -> Applied | Conflict:
    """Write a record where its version is the seen one. `acts`: recorded, changed, cleared."""
    before: Row | None = getattr(desk.ledger, table).get(key)
    version = before["version"] if before else 0
    if version != base:
        return Conflict(version, {**subject, **(before or {"value": "", "version": 0})}, subject)
    after = {**state, "version": version + 1}
    desk.ledger.put(table, key, after)
    empty_before = before is None or not has_content(before)
    act = acts[2] if not has_content(after) and not empty_before else acts[0] if empty_before else acts[1]
    return Applied(version + 1, {**subject, **after}, [Entry(act, subject, before, after)])


def has_content(row: Row) -> bool:
    """Tell whether something stands in a record."""
    return bool(row.get("value") or row.get("none"))
