"""Who gives the lessons of absent teachers: appointed, joined, other subject, cancelled, taken back; all or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from parta.audit.models import Event
from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.models import TeachingLoad
from parta.journal.access import COURSE, CourseView, view_of
from parta.journal.enums import Act, RefusalCode
from parta.journal.queries.content import lessons_with_content
from parta.journal.rules.arranging import ArrangingFacts, decide_arranging
from parta.journal.rules.cancelling import REASON_LENGTH, CancellingFacts, decide_cancelling
from parta.journal.services.cancelling import records_of
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.kernel.sql import sql
from parta.people.enums import Role
from parta.people.models import Appointment
from parta.timetable.access import may_arrange, may_cancel_lessons
from parta.timetable.enums import ArrangingRefusal, LessonStatus, SubstitutionKind
from parta.timetable.models import Lesson, Substitution, TeacherAbsence
from parta.timetable.services.arranging import Appointed, appoint, withdraw
from parta.timetable.services.clashes import refuse_teachers_elsewhere
from parta.timetable.services.substitutions import CHAIN, cancel_lesson

_OF_WHOLE = (SubstitutionKind.SUBSTITUTE, SubstitutionKind.CANCELLED)
"""What is decided of all parts of a joint lesson at once."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is wanted of one lesson; `kind` None takes back what was arranged.

    `teacher_id`: who substitutes, or gives the course `course_id` instead; `partner_id`: the lesson of the group that
    is joined with. `base` is the arrangement (`Substitution`) that the asker saw, 0 for none.
    """

    lesson_id: int
    base: int
    kind: SubstitutionKind | None
    teacher_id: int | None = None
    course_id: int | None = None
    partner_id: int | None = None


@transaction.atomic
def arrange(*, actor: Actor, wanted: Sequence[Arrangement], reason: str, now: datetime) -> int:
    """Carry out the arrangements of one form, give how many; `reason` is for what no absence gives the reason of.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_arranging`, `decide_cancelling`, and where a substitute is
    away or has another lesson at the time. Joined groups come last, so that they may join what was just appointed.
    The journals are locked first, those of lessons given instead among them, so that nobody writes there meanwhile;
    then the timetable, under which absences are declared.
    """
    require(may_arrange(actor))
    require(may_cancel_lessons(actor) or all(one.kind is not SubstitutionKind.CANCELLED for one in wanted))
    wanted = [*wanted, *_parts(wanted)]
    lessons = Lesson.objects.select_related("course__study_group").in_bulk([one.lesson_id for one in wanted])
    if len(lessons) != len(wanted):
        raise NotVisible
    courses = {lesson.course_id for lesson in lessons.values()}
    for course in sorted(courses | _instead(lessons, wanted)):
        lock_chain(chain_of(course))
    lock_chain(CHAIN)
    views = {course: view_of(_course(course, actor), actor) for course in courses}
    reason = reason.strip()[:REASON_LENGTH]
    told: dict[int, list[Entry]] = defaultdict(list)
    for one in sorted(wanted, key=lambda asked: asked.kind is SubstitutionKind.JOINED):
        lesson = Lesson.objects.select_for_update().get(pk=one.lesson_id)
        for touched in _one(lesson, views[lesson.course_id], one, reason, actor, now):
            subject = {"kind": "lesson", "lesson": touched.pk}
            told[touched.course_id].append(Entry(Act.LESSON_ARRANGED, subject, None, {"given": one.kind}))
    refuse_teachers_elsewhere([one.lesson_id for one in wanted if one.kind is None])
    for course in sorted(told):
        record(chain=chain_of(course), actor=actor, entries=told[course], now=now)
    return len(wanted)


def _parts(wanted: Sequence[Arrangement]) -> list[Arrangement]:
    """Give the same for the other parts of joint lessons: a stream is given by one to all its classes."""
    known = {one.lesson_id: one for one in wanted if one.kind in (None, *_OF_WHOLE)}
    found: dict[int, Arrangement] = {}
    for lesson in Lesson.objects.select_related("course").filter(pk__in=known, course__joint__isnull=False):
        one = known[lesson.pk]
        beside = Lesson.objects.filter(
            course__joint=lesson.course.joint_id,
            room=lesson.room_id,
            employee=lesson.employee_id,
            starts_at__lt=lesson.ends_at,
            ends_at__gt=lesson.starts_at,
        ).exclude(pk__in=[asked.lesson_id for asked in wanted])
        for pk, stands in beside.values_list("pk", "substitution__pk"):
            if bool(stands) == bool(one.base):
                found[pk] = replace(one, lesson_id=pk, base=stands or 0)
    return list(found.values())


def _instead(lessons: Mapping[int, Lesson], wanted: Sequence[Arrangement]) -> set[int]:
    """Give the journals whose lessons are given instead of these, or may be: a foreign id is nobody's journal."""
    stand = Substitution.objects.filter(lesson__in=lessons, given__isnull=False).values_list("given__course", flat=True)
    asked = (one.course_id for one in wanted if one.course_id and _subject_instead(lessons[one.lesson_id], one))
    return {*stand, *asked}


def _one(
    lesson: Lesson, view: CourseView, one: Arrangement, reason: str, actor: Actor, now: datetime
) -> Iterable[Lesson]:
    """Carry out one arrangement and give the lessons that it touched, with those given instead."""
    stands = Substitution.objects.select_related("given").filter(lesson=lesson).first()
    touched = [lesson, stands.given if stands else None]
    if one.kind is not SubstitutionKind.CANCELLED or not reason:
        reason = _reason(lesson) or reason
    facts = _facts(lesson, view, stands)
    refuse_if(
        decide_arranging(
            ArrangingFacts(
                lesson=facts,
                number=lesson.number,
                base=one.base,
                stands=stands.pk if stands else 0,
                written=stands is not None and _written(lesson, stands),
                instead=one.kind is SubstitutionKind.OTHER_SUBJECT,
                reason=reason if one.kind else "-" * REASON_LENGTH,
            )
        )
    )
    if stands is not None:
        _refuse_taken(lesson)
        withdraw(lesson=lesson, with_content=lessons_with_content, actor=actor, now=now)
    elif one.kind is None:
        raise NotVisible
    if one.kind is SubstitutionKind.CANCELLED:
        free = CancellingFacts(facts.day, lesson.status == LessonStatus.CANCELLED, records=facts.records)
        refuse_if(decide_cancelling(regulation=view.regulation.on(lesson.date), lesson=free, reason=reason))
        cancel_lesson(lesson=lesson, reason=reason, actor=actor, now=now)
    elif one.kind is not None:
        row = appoint(lesson=lesson, wanted=_appointed(lesson, one, reason), actor=actor, now=now)
        touched.append(row.given)
    return [found for found in touched if found is not None]


def _appointed(lesson: Lesson, one: Arrangement, reason: str) -> Appointed:
    place = {"day": lesson.date, "number": lesson.number}
    if one.kind is SubstitutionKind.JOINED:
        teacher = _partner(lesson, one.partner_id or 0)
        if teacher is None or _away(teacher, lesson):
            raise refusal(ArrangingRefusal.PARTNER_AWAY, **place)
        return Appointed(SubstitutionKind.JOINED, teacher, reason)
    teacher = one.teacher_id or 0
    if one.kind is None or teacher == lesson.employee_id or not _teaches(teacher, lesson):
        raise NotVisible
    if _away(teacher, lesson):
        raise refusal(ArrangingRefusal.SUBSTITUTE_ABSENT, person=teacher, **place)
    if one.kind is SubstitutionKind.SUBSTITUTE:
        return Appointed(one.kind, teacher, reason)
    subject = _subject_instead(lesson, one)
    if subject is None or one.course_id == lesson.course_id:
        raise refusal(ArrangingRefusal.COURSE_AWAY, **place)
    return Appointed(one.kind, teacher, reason, course_id=one.course_id, subject_id=subject)


def _subject_instead(lesson: Lesson, one: Arrangement) -> int | None:
    """Give the subject of the course that the teacher has in the load for the same pupils; None where it is not so."""
    load = TeachingLoad.objects.filter(
        in_force(lesson.date),
        employee=one.teacher_id,
        course=one.course_id,
        course__school_class=lesson.course.school_class_id,
        course__study_group__name_key=lesson.course.study_group.name_key if lesson.course.study_group else None,
    )
    return load.values_list("course__subject", flat=True).first()


def _partner(lesson: Lesson, partner_id: int) -> int | None:
    """Give who gives the partner's lesson: a group of the same class at the same time."""
    beside = Lesson.objects.filter(
        pk=partner_id,
        starts_at__lt=lesson.ends_at,
        ends_at__gt=lesson.starts_at,
        course__study_group__isnull=False,
        course__school_class=lesson.course.school_class_id,
    ).exclude(status=LessonStatus.CANCELLED)
    found = beside.exclude(pk=lesson.pk).values_list("employee", "substitution__substitute").first()
    return (found[1] or found[0]) if found else None


def _teaches(person: int, lesson: Lesson) -> bool:
    return Appointment.objects.filter(in_force(lesson.date), employee=person, role=Role.TEACHER).exists()


def _absences(person: int | None, lesson: Lesson) -> Iterable[str]:
    found = TeacherAbsence.objects.filter(in_force(lesson.date), employee=person)
    if lesson.number is not None:
        found = found.exclude(starts_on=lesson.date, after_lesson__isnull=False, after_lesson__gte=lesson.number)
    return found.values_list("reason", flat=True)


def _away(person: int, lesson: Lesson) -> bool:
    return any(True for _ in _absences(person, lesson))


def _reason(lesson: Lesson) -> str:
    return next(iter(_absences(lesson.employee_id, lesson)), "")


def _refuse_taken(lesson: Lesson) -> None:
    if lesson.status != LessonStatus.CANCELLED:
        return
    others = Lesson.objects.filter(course=lesson.course_id, starts_at__lt=lesson.ends_at, ends_at__gt=lesson.starts_at)
    if others.exclude(Q(pk=lesson.pk) | Q(status=LessonStatus.CANCELLED)).exists():
        raise refusal(RefusalCode.LESSON_TIME_TAKEN, day=lesson.date)


def _written(lesson: Lesson, stands: Substitution) -> bool:
    """Tell whether the one who was appointed has written: at the lesson given instead, or at this one."""
    if stands.given_id is not None:
        return True
    chain, by = chain_of(lesson.course_id), stands.substitute_id
    return by is not None and Event.objects.filter(chain=chain, person_id=by, subject__lesson=lesson.pk).exists()


def _facts(lesson: Lesson, view: CourseView, stands: Substitution | None) -> CancellingFacts:
    term = view.term_of(lesson.date)
    return CancellingFacts(
        day=lesson.date,
        cancelled=lesson.status == LessonStatus.CANCELLED,
        term_closed=term is not None and term.closed,
        year_closed=view.year_closed,
        records=records_of(stands.given_id if stands and stands.given_id else lesson.pk),
    )


def _course(course_id: int, actor: Actor) -> tuple[object, ...]:
    return sql(COURSE, {"course": course_id, "person": actor.person_id, "today": actor.today})[0]
