"""A journal of an earlier period brought from another system: an act of its own, on a deputy's ground."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.models import Course
from parta.journal.enums import Act, OperationKind, RefusalCode
from parta.journal.models import (
    Attendance,
    Homework,
    LessonEntry,
    Mark,
    RollCall,
    TermClosure,
    TermResult,
    Work,
    WorkKind,
)
from parta.journal.rules.windows import refuse
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden, Refused, refusal
from parta.people.enums import Role
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.school.models import Term
from parta.timetable.models import Lesson
from parta.timetable.services.held import note_held

NAMESPACE = uuid.UUID("5f0c1d9e-7f4e-4b8a-9a55-6f8f2a6f5d10")
Place = dict[str, str]
CriterionMark = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class HistoryLesson:
    """What the other journal says of a lesson. `source` names file, sheet and cell."""

    lesson_id: int
    topic: str = ""
    homework: str = ""
    work_kind: str = ""
    source: Place = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HistoryCell:
    """A pupil at a lesson: an absence code or none, and works, each with its marks by criterion and attempts."""

    lesson_id: int
    pupil_id: int
    absence: str = ""
    works: tuple[tuple[CriterionMark, ...], ...] = ()
    source: Place = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HistoryResult:
    """The period's mark of a pupil."""

    pupil_id: int
    value: str
    source: Place = field(default_factory=dict)


@dataclass(slots=True)
class HistoryDone:
    """Counts of new records, of those that stood already, and places where something else stands."""

    created: int = 0
    same: int = 0
    conflicts: list[tuple[Place, str, str]] = field(default_factory=list)


@transaction.atomic
def import_history(
    *,
    course: Course,
    term: Term,
    lessons: Sequence[HistoryLesson],
    cells: Sequence[HistoryCell],
    results: Sequence[HistoryResult],
    actor: Actor,
    ground: str,
    now: datetime,
) -> HistoryDone:
    """Write the marks, absences, topics and results of a period that is over.

    Whatever stands in Parta already is left as it is: the same is counted, something else is a conflict. Every
    record's event holds the ground and the file, sheet and cell it came from. Raises `Forbidden` for anybody but a
    deputy, and the refusals `history_needs_ground`, `history_term_not_over`, `term_closed`.
    """
    if not may_do(actor, Resource.IMPORT, Action.RUN_HISTORY, Relation.SAME_SCHOOL):
        raise Forbidden
    if not ground.strip():
        raise refusal(RefusalCode.HISTORY_NEEDS_GROUND)
    if term.ends_on >= now.date():
        raise refusal(RefusalCode.HISTORY_TERM_NOT_OVER, day=term.ends_on)
    head = lock_chain(chain_of(course.pk))
    if TermClosure.objects.filter(Q(term=term) | Q(calendar=term.calendar_id), reopened_at=None).exists():
        raise Refused(refuse(RefusalCode.TERM_CLOSED, who_can_lift=Role.DEPUTY, day=term.ends_on))
    within = set(
        Lesson.objects.filter(course=course, date__range=(term.starts_on, term.ends_on)).values_list("id", flat=True)
    )
    lessons = [row for row in lessons if row.lesson_id in within]
    cells = [row for row in cells if row.lesson_id in within]
    done, entries = HistoryDone(), _Entries(ground)
    _topics(lessons, within, done, entries)
    _homework(course, lessons, within, done, entries)
    _absences(cells, within, done, entries)
    works = _works(lessons, cells, within, entries)
    _marks(cells, works, done, entries)
    _results(course, term, results, done, entries)
    touched = {row.lesson_id for row in cells} | {row.lesson_id for row in lessons if row.topic}
    RollCall.objects.bulk_create(
        [RollCall(lesson_id=pk, taken_by_id=actor.person_id, taken_at=now) for pk in sorted(touched)],
        ignore_conflicts=True,
    )
    note_held(touched)
    append(head, actor=actor, entries=entries.rows, now=now)
    return done


class _Entries:
    """Collects events, each with the ground and the place it came from."""

    def __init__(self, ground: str) -> None:
        self.ground = ground
        self.rows: list[Entry] = []

    def add(self, act: Act, subject: dict[str, Any], after: dict[str, Any], source: Place) -> None:
        self.rows.append(Entry(act, {**subject, "ground": self.ground, "source": source}, None, after))


def _topics(lessons: Sequence[HistoryLesson], within: set[int], done: HistoryDone, entries: _Entries) -> None:
    stands = dict(LessonEntry.objects.filter(lesson__in=within).values_list("lesson_id", "topic"))
    new = []
    for row in lessons:
        if not row.topic:
            continue
        if row.lesson_id in stands:
            _compare(done, row.source, stands[row.lesson_id], row.topic)
            continue
        new.append(LessonEntry(lesson_id=row.lesson_id, topic=row.topic[:1000], version=1))
        after = {"value": row.topic[:1000], "plan_line": None, "version": 1}
        entries.add(Act.TOPIC_RECORDED, {"kind": OperationKind.TOPIC, "lesson": row.lesson_id}, after, row.source)
    LessonEntry.objects.bulk_create(new)
    done.created += len(new)


def _homework(
    course: Course, lessons: Sequence[HistoryLesson], within: set[int], done: HistoryDone, entries: _Entries
) -> None:
    stands = dict(Homework.objects.filter(lesson__in=within, pupil=None).values_list("lesson_id", "text"))
    order = list(
        Lesson.objects.filter(course=course).exclude(status="cancelled").order_by("starts_at").values_list("id", "date")
    )
    following: dict[int, int | None] = {}
    for index, (pk, day) in enumerate(order):
        following[pk] = next((other for other, later in order[index + 1 :] if later > day), None)
    new = []
    for row in lessons:
        if not row.homework:
            continue
        if row.lesson_id in stands:
            _compare(done, row.source, stands[row.lesson_id], row.homework)
            continue
        due = following.get(row.lesson_id)
        ident = uuid.uuid5(NAMESPACE, f"homework:{row.lesson_id}")
        new.append(Homework(id=ident, lesson_id=row.lesson_id, due_lesson_id=due, text=row.homework[:4000], version=1))
        after = {
            "id": str(ident),
            "value": row.homework[:4000],
            "none": False,
            "minutes": None,
            "due": due,
            "version": 1,
        }
        entries.add(Act.HOMEWORK_RECORDED, {"kind": OperationKind.HOMEWORK, "lesson": row.lesson_id}, after, row.source)
    Homework.objects.bulk_create(new)
    done.created += len(new)


def _absences(cells: Sequence[HistoryCell], within: set[int], done: HistoryDone, entries: _Entries) -> None:
    stands = {
        (lesson, pupil): code
        for lesson, pupil, code in Attendance.objects.filter(lesson__in=within).values_list(
            "lesson_id", "pupil_id", "code"
        )
    }
    new = []
    for row in cells:
        if not row.absence:
            continue
        key = (row.lesson_id, row.pupil_id)
        if key in stands:
            _compare(done, row.source, stands[key], row.absence)
            continue
        new.append(Attendance(lesson_id=row.lesson_id, pupil_id=row.pupil_id, code=row.absence, version=1))
        subject = {"kind": OperationKind.ABSENCE, "lesson": row.lesson_id, "pupil": row.pupil_id}
        entries.add(Act.ABSENCE_RECORDED, subject, {"value": row.absence, "reason": "", "version": 1}, row.source)
    Attendance.objects.bulk_create(new)
    done.created += len(new)


def _works(
    lessons: Sequence[HistoryLesson], cells: Sequence[HistoryCell], within: set[int], entries: _Entries
) -> dict[tuple[int, int], uuid.UUID]:
    """Make the columns that the cells need: as many a lesson as its fullest cell has works."""
    kinds = {kind.name: kind for kind in WorkKind.objects.all()}
    default = next(iter(kinds.values()))
    told = {row.lesson_id: kinds.get(row.work_kind, default) for row in lessons}
    needed: dict[tuple[int, int], int] = {}
    for cell in cells:
        for index, marks in enumerate(cell.works):
            place = (cell.lesson_id, index)
            needed[place] = max(needed.get(place, 1), len(marks))
    idents = {place: uuid.uuid5(NAMESPACE, f"work:{place[0]}:{place[1]}") for place in needed}
    stands = set(Work.objects.filter(pk__in=idents.values()).values_list("pk", flat=True))
    new = []
    for (lesson_id, index), criteria in sorted(needed.items()):
        ident = idents[lesson_id, index]
        if ident in stands:
            continue
        kind = told.get(lesson_id, default) if index == 0 else default
        new.append(
            Work(
                id=ident,
                lesson_id=lesson_id,
                kind=kind,
                weight=kind.weight,
                criteria=min(criteria, 4),
                position=index,
                version=1,
            )
        )
        after = {
            "lesson": lesson_id,
            "kind_id": kind.pk,
            "weight": str(kind.weight),
            "title": "",
            "criteria": min(criteria, 4),
            "deleted": False,
            "version": 1,
        }
        entries.add(Act.WORK_ADDED, {"kind": OperationKind.WORK, "work": str(ident)}, after, {})
    Work.objects.bulk_create(new)
    return idents


def _marks(
    cells: Sequence[HistoryCell], works: dict[tuple[int, int], uuid.UUID], done: HistoryDone, entries: _Entries
) -> None:
    rows = Mark.objects.filter(work__in=works.values()).values_list("work_id", "pupil_id", "criterion", "value")
    stands = {(work, pupil, criterion): value for work, pupil, criterion, value in rows}
    new = []
    for cell in cells:
        for index, marks in enumerate(cell.works):
            work = works[cell.lesson_id, index]
            for criterion, (value, attempts) in enumerate(marks[:4], 1):
                key = (work, cell.pupil_id, criterion)
                if key in stands:
                    _compare(done, cell.source, stands[key], value)
                    continue
                new.append(
                    Mark(
                        work_id=work,
                        pupil_id=cell.pupil_id,
                        criterion=criterion,
                        value=value,
                        attempts=list(attempts),
                        version=1,
                    )
                )
                subject = {
                    "kind": OperationKind.MARK,
                    "work": str(work),
                    "lesson": cell.lesson_id,
                    "pupil": cell.pupil_id,
                    "criterion": criterion,
                }
                after = {"value": value, "attempts": list(attempts), "late": False, "version": 1}
                entries.add(Act.MARK_RECORDED, subject, after, cell.source)
    Mark.objects.bulk_create(new, batch_size=2000)
    done.created += len(new)


def _results(
    course: Course, term: Term, results: Sequence[HistoryResult], done: HistoryDone, entries: _Entries
) -> None:
    rows = TermResult.objects.filter(course=course, term=term, kind="term").values_list("pupil_id", "value")
    stands = dict(rows)
    new = []
    for row in results:
        if row.pupil_id in stands:
            _compare(done, row.source, stands[row.pupil_id], row.value)
            continue
        new.append(TermResult(course=course, pupil_id=row.pupil_id, kind="term", term=term, value=row.value, version=1))
        subject = {"kind": OperationKind.TERM, "pupil": row.pupil_id, "result": "term", "term": term.pk}
        entries.add(Act.TERM_RESULT_RECORDED, subject, {"value": row.value, "version": 1}, row.source)
    TermResult.objects.bulk_create(new)
    done.created += len(new)


def _compare(done: HistoryDone, source: Place, stands: str, wanted: str) -> None:
    if stands == wanted:
        done.same += 1
    else:
        done.conflicts.append((source, stands, wanted))
