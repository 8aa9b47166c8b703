"""A lively second quarter: topics, homework, absences and marks, through the journal's own service.

Every lesson is written by its own teacher at its own moment, so deadlines, rights and the audit are the real ones.
The same spreadsheets and the same day give the same quarter.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Q

from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, PlanLine, StudyGroupMember
from parta.demo.institutions import QUARTER_STARTS, Institution
from parta.installation.models import School
from parta.installation.schools import inside
from parta.journal.enums import WorkPurpose
from parta.journal.models import LessonEntry, WorkKind
from parta.journal.rules.operations import parse_operations
from parta.journal.services.operations import carry_out
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.kernel.text import normal
from parta.people.enums import Role
from parta.people.models import Enrolment, Person
from parta.timetable.models import Lesson

NAMESPACE = uuid.UUID("6a3d7c1e-52f4-4f0f-9d0b-7d5b0f0c2b11")
ORAL, TEST, QUIZ = "ответ на уроке", "контрольная работа", "самостоятельная работа"
TOPICS = ("Изучение нового материала", "Закрепление изученного", "Решение задач и упражнений", "Обобщение и повторение")
HOMEWORK = ("Повторить записи в тетради", "Параграф учебника по теме урока, вопросы", "Упражнение по теме урока")
NOTES = ("Молодец, отличный ответ!", "Забыл тетрадь.", "Активно работал на уроке.", "Подойти после урока за заданием.")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Learner:
    """A pupil on the roster of a course."""

    pupil_id: int
    key: str
    starts_on: date
    ends_on: date | None

    def on(self, day: date) -> bool:
        """Tell whether the pupil stands on the roster on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def fill_quarter(*, school: School, institution: Institution, now: datetime, progress: Callable[[str], None]) -> int:
    """Fill the held lessons of the institution's chosen classes up to yesterday; gives how many were filled.

    A class that has topics in the quarter already is left alone.
    """
    filled = 0
    with inside(school):
        kinds = dict(WorkKind.objects.values_list("name", "pk"))
        for name in institution.classes:
            courses = list(Course.objects.filter(school_class__name_key=normal(name)).select_related("subject", "plan"))
            written = LessonEntry.objects.filter(lesson__course__in=courses, lesson__date__gte=QUARTER_STARTS)
            if not courses or written.exclude(topic="").exists():
                continue
            progress(f"Заполняю вторую четверть: {name}…")
            for course in courses:
                filled += _fill_course(school, course, kinds, now)
    return filled


def _fill_course(school: School, course: Course, kinds: dict[str, int], now: datetime) -> int:
    lessons = list(
        Lesson.objects.filter(course=course)
        .exclude(status="cancelled")
        .select_related("substitution")
        .order_by("starts_at")
    )
    learners = _learners(course)
    lines = _lines(course)
    filled, hours = 0, 0
    for number, lesson in enumerate(lessons):
        following = next((later for later in lessons[number + 1 :] if later.date > lesson.date), None)
        spent, hours = hours, hours + lesson.hours
        if not QUARTER_STARTS <= lesson.date < now.date():
            continue
        line = lines[spent] if spent < len(lines) else None
        rows = _lesson_rows(course, lesson, following, line, learners, kinds)
        filled += _write(school, course, lesson, rows, now)
    return filled


def _lesson_rows(
    course: Course,
    lesson: Lesson,
    following: Lesson | None,
    line: PlanLine | None,
    learners: Sequence[Learner],
    kinds: dict[str, int],
) -> list[Row]:
    """What the teacher wrote at one lesson."""
    luck = Random(f"{course.subject.name_key}:{lesson.date}:{lesson.number}")  # noqa: S311 - a demo, not a secret
    present, rows = [], []
    for learner in learners:
        if not learner.on(lesson.date):
            continue
        code = _absence(learner, lesson.date, luck)
        if code:
            rows.append(
                {"kind": "absence", "lesson": lesson.pk, "pupil": learner.pupil_id, "value": code, "reason": ""}
            )
        if code in ("", "late"):
            present.append(learner)
    if not rows:
        rows.append({"kind": "present_all", "lesson": lesson.pk})
    if luck.random() > 0.03:  # one lesson in thirty waits for its topic: «Мой день» has something to remind of
        topic = line.topic if line else luck.choice(TOPICS)
        rows.append({"kind": "topic", "lesson": lesson.pk, "value": topic, "plan_line": line.pk if line else None})
    if course.kind == CourseKind.LESSON:
        rows += _homework(lesson, following, line, luck)
        if course.marks_given and present:
            rows += _marks(course, lesson, line, present, kinds, luck)
            if luck.random() < 0.05:
                who = luck.choice(present).pupil_id
                rows.append({"kind": "note", "lesson": lesson.pk, "pupil": who, "value": luck.choice(NOTES)})
    return rows


def _homework(lesson: Lesson, following: Lesson | None, line: PlanLine | None, luck: Random) -> list[Row]:
    if following is None or luck.random() < 0.05:
        return []
    none = luck.random() < 0.12
    text = "" if none else (line.homework if line and line.homework else luck.choice(HOMEWORK))
    minutes = None if none else luck.choice((None, 15, 20, 30))
    ident = str(uuid.uuid5(NAMESPACE, f"homework:{lesson.pk}"))
    return [
        {"kind": "homework", "lesson": lesson.pk, "id": ident, "value": text, "none": none, "minutes": minutes,
         "due": following.pk}
    ]  # fmt: skip


def _marks(
    course: Course, lesson: Lesson, line: PlanLine | None, present: list[Learner], kinds: dict[str, int], luck: Random
) -> list[Row]:
    control = bool(line and line.control_kind) and luck.random() < 0.8
    kind = TEST if control and line and "контрол" in line.control_kind.lower() else QUIZ if control else ORAL
    chosen = present if control else luck.sample(present, min(len(present), luck.randint(2, 6)))
    work = str(uuid.uuid5(NAMESPACE, f"work:{lesson.pk}"))
    new = {"lesson": lesson.pk, "kind": kinds[kind], "weight": None, "title": "", "criteria": 1}
    new["purpose"] = WorkPurpose.SUMMATIVE if control else WorkPurpose.FORMATIVE
    return [
        {"kind": "mark", "work": work, "pupil": one.pupil_id, "criterion": 1, "value": _mark(one, course, luck),
         "new_work": new}
        for one in chosen
    ]  # fmt: skip


def _mark(learner: Learner, course: Course, luck: Random) -> str:
    """A mark around what this pupil usually gets in this subject."""
    usual = Random(f"{learner.key}:{course.subject.name_key}").uniform(3.1, 4.8)  # noqa: S311
    return str(min(5, max(2, round(luck.gauss(usual, 0.6)))))


def _absence(learner: Learner, day: date, luck: Random) -> str:
    """Why the pupil was not there, the same in every subject of a day, or nothing."""
    health = Random(f"{learner.key}:{QUARTER_STARTS}")  # noqa: S311
    if health.random() < 0.2:
        begins = QUARTER_STARTS + timedelta(days=health.randint(0, 45))
        if begins <= day < begins + timedelta(days=health.randint(3, 8)):
            return "ill"
    away = Random(f"{learner.key}:{day}").random()  # noqa: S311
    if away < 0.008:
        return "excused"
    if away < 0.014:
        return "absent"
    return "late" if luck.random() < 0.004 else ""


def _write(school: School, course: Course, lesson: Lesson, rows: Iterable[Row], now: datetime) -> int:
    """Send a lesson's rows as its teacher, five minutes before the bell."""
    substitution = getattr(lesson, "substitution", None)
    teacher = (substitution.substitute_id if substitution else None) or lesson.employee_id
    if teacher is None:
        return 0
    actor = Actor(
        account_id=0, person_id=teacher, school_slug=school.slug, roles=frozenset({Role.TEACHER}), device="demo",
        today=lesson.date,
    )  # fmt: skip
    operations = [
        {"op": str(uuid.uuid5(NAMESPACE, f"{lesson.pk}:{number}")), "base": 0, **row} for number, row in enumerate(rows)
    ]
    moment = lesson.ends_at.astimezone(now.tzinfo) - timedelta(minutes=5)
    for start in range(0, len(operations), 50):
        body = json.dumps({"operations": operations[start : start + 50]}).encode()
        try:
            carry_out(actor=actor, course_id=course.pk, operations=parse_operations(body), now=moment)
        except NotVisible:
            return 0
    return 1


def _learners(course: Course) -> list[Learner]:
    """Who stands on the roster of a course and when."""
    spans: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    if course.study_group_id is not None:
        members = StudyGroupMember.objects.filter(group_id=course.study_group_id)
        for pupil_id, starts, ends in members.values_list("pupil_id", "starts_on", "ends_on"):
            spans[pupil_id].append((starts, ends))
    else:
        places = Enrolment.objects.filter(school_class_id=course.school_class_id, individual=False)
        for pupil_id, starts, ends in places.values_list("pupil_id", "starts_on", "ends_on"):
            spans[pupil_id].append((starts, ends))
    enrolled = Q(pupil__enrolments__ends_on__isnull=True) | Q(pupil__enrolments__ends_on__gte=QUARTER_STARTS)
    keys = dict(Person.objects.filter(enrolled, pk__in=spans).values_list("pk", "sort_key"))
    found = [Learner(pk, keys[pk], *span) for pk, dates in spans.items() if pk in keys for span in dates]
    return sorted(found, key=lambda learner: learner.key)


def _lines(course: Course) -> list[PlanLine]:
    """The plan's lines, one for each hour."""
    if course.plan is None:
        return []
    return [line for line in course.plan.lines.order_by("number") for _ in range(line.hours)]
