"""Opening journals by hand: of a class, of lessons that one pupil has alone, of activities and extended-day groups."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, JOINT, MARKED, Act, CourseKind, IndividualKind, TeachingRefusal
from parta.curriculum.models import (
    Course,
    CurriculumLine,
    IndividualLine,
    IndividualPlan,
    Practice,
    StudyGroup,
    StudyGroupMember,
    Subject,
    TeachingLoad,
)
from parta.curriculum.rules.curriculum import MOST_HOURS
from parta.curriculum.rules.individual import OWN_KINDS
from parta.curriculum.rules.journals import decide_journal_kind
from parta.curriculum.services.groups import MOST_PUPILS, place_told
from parta.curriculum.services.individual import subject as plan_subject
from parta.curriculum.services.individual import told as plan_told
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.kernel.text import normal
from parta.people.enums import Role
from parta.people.models import Appointment, Enrolment
from parta.regulation.queries import versions
from parta.school.models import AcademicYear, SchoolClass


@transaction.atomic
def open_own_course(
    *, actor: Actor, plan_id: int, subject_id: int, employee_id: int, hours: Decimal, base: int, now: datetime
) -> Course:
    """Open the journal of a subject that a pupil has alone by the own plan, with its teacher; it joins the plan.

    Raises `Forbidden`, `NotVisible`. Refuses `journals_not_kept` where the act keeps no journals of teaching at
    home (S3-27), `individual_changed`, `individual_course_stands`, `curriculum_hours`, `load_not_a_teacher`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    found = IndividualPlan.objects.select_related("school_class__year", "pupil__person")
    plan = found.filter(pk=plan_id, school_class__year__ends_on__gte=now.date()).first()
    subject = Subject.objects.filter(pk=subject_id).first()
    if plan is None or subject is None:
        raise NotVisible
    if plan.version != base:
        raise refusal(TeachingRefusal.INDIVIDUAL_CHANGED)
    kind = CourseKind(OWN_KINDS[IndividualKind(plan.kind)])
    refuse_if(decide_journal_kind(kind, versions().on(max(plan.starts_on, now.date()))))
    if not 0 < hours <= MOST_HOURS:
        raise refusal(TeachingRefusal.CURRICULUM_HOURS, most=MOST_HOURS)
    _refuse_stranger(employee_id, max(plan.starts_on, now.date()))
    of_pupil = Course.objects.filter(school_class=plan.school_class_id, subject=subject, kind=kind)
    if of_pupil.filter(study_group__members__pupil=plan.pupil_id).exists():
        raise refusal(TeachingRefusal.INDIVIDUAL_COURSE_STANDS, subject=subject.name)
    before = plan_told(plan)
    year = plan.school_class.year_id
    group = StudyGroup.objects.create(
        year_id=year, school_class=plan.school_class, subject=subject, name=plan.pupil.person.list_name[:100],
        name_key=f"{kind}/{plan.pupil_id}",
    )  # fmt: skip
    member = StudyGroupMember.objects.create(
        group=group, pupil_id=plan.pupil_id, starts_on=plan.starts_on, ends_on=plan.ends_on
    )
    course = Course.objects.create(
        year_id=year, subject=subject, school_class=plan.school_class, study_group=group,
        calendar_id=plan.school_class.calendar_id, kind=kind, hours_per_week=hours,
        sort_key=f"{normal(subject.name)}|{normal(group.name)}"[:400],
    )  # fmt: skip
    load = TeachingLoad.objects.create(
        course=course, employee_id=employee_id, hours_per_week=hours, starts_on=plan.starts_on, ends_on=plan.ends_on
    )
    IndividualLine.objects.create(plan=plan, course=course, hours_per_week=hours)
    plan.version += 1
    plan.save(update_fields=["version"])
    entries = [
        *_opened(course, load),
        place_told(member),
        Entry(Act.INDIVIDUAL_PLAN_SET, plan_subject(plan), before, plan_told(plan)),
    ]
    append(head, actor=actor, entries=entries, now=now)
    return course


@dataclass(frozen=True, slots=True)
class ClassJournal:
    """A journal of a subject for a whole class: who teaches it, how many hours a week, from which day."""

    subject_id: int
    employee_id: int
    hours: Decimal
    starts_on: date


@transaction.atomic
def open_class_course(*, actor: Actor, class_id: int, wanted: ClassJournal, now: datetime) -> Course:
    """Open the journal of a subject that stands in the curriculum of a class (of its programme in a college).

    A practice of a college has its own kind of journal. Raises `Forbidden`, `NotVisible` for a class of a year that is
    over and a subject out of its curriculum. Refuses `class_journal_stands` where the class or a part of it is taught
    the subject, `group_outside_year`, `curriculum_hours`, `load_not_a_teacher`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    found = SchoolClass.objects.select_related("year").filter(pk=class_id, year__ends_on__gte=now.date())
    learners = found.first()
    if learners is None:
        raise NotVisible
    year = learners.year
    lines = CurriculumLine.objects.filter(year=year, subject=wanted.subject_id).select_related("subject")
    line = next(
        (
            one
            for one in lines
            if one.school_class_id == class_id
            or (one.school_class_id is None and learners.programme_code and _of_programme(one, learners))
        ),
        None,
    )
    if line is None:
        raise NotVisible
    if not year.starts_on <= wanted.starts_on <= year.ends_on:
        span = {"start": year.starts_on, "end": year.ends_on}
        raise refusal(TeachingRefusal.GROUP_OUTSIDE_YEAR, day=wanted.starts_on, **span)
    if not 0 < wanted.hours <= MOST_HOURS:
        raise refusal(TeachingRefusal.CURRICULUM_HOURS, most=MOST_HOURS)
    _refuse_stranger(wanted.employee_id, max(wanted.starts_on, now.date()))
    kind = _kind_of(line.subject)
    if Course.objects.filter(school_class=learners, subject=line.subject, kind__in=_OF_CLASS).exists():
        raise refusal(TeachingRefusal.CLASS_JOURNAL_STANDS, subject=line.subject.name, name=learners.name)
    course = Course.objects.create(
        year=year, subject=line.subject, school_class=learners, calendar_id=learners.calendar_id, kind=kind,
        hours_per_week=wanted.hours, sort_key=f"{normal(line.subject.name)}|"[:400],
    )  # fmt: skip
    load = TeachingLoad.objects.create(
        course=course, employee_id=wanted.employee_id, hours_per_week=wanted.hours, starts_on=wanted.starts_on
    )
    append(head, actor=actor, entries=_opened(course, load), now=now)
    return course


_OF_CLASS = (CourseKind.LESSON, CourseKind.SESSION, CourseKind.PRACTICE)


def _of_programme(line: CurriculumLine, learners: SchoolClass) -> bool:
    return line.programme_code.startswith(learners.programme_code)


def _kind_of(subject: Subject) -> CourseKind:
    """Tell a practice by its block or by other journals of it: their kind is the school's word for what it is."""
    practised = Practice.objects.filter(subject=subject).exists()
    known = Course.objects.filter(subject=subject, kind=CourseKind.PRACTICE).exists()
    return CourseKind.PRACTICE if practised or known else CourseKind.LESSON


@dataclass(frozen=True, slots=True)
class JointJournal:
    """A journal of pupils of several classes: what it is called, who leads it, from which day, with marks or without.

    `hours` a week: None for consultations, whose lessons have days of their own.
    """

    kind: CourseKind
    name: str
    employee_id: int
    hours: Decimal | None
    pupils: Collection[int]
    starts_on: date
    marks: bool = False


@transaction.atomic
def open_joint_course(*, actor: Actor, wanted: JointJournal, now: datetime) -> Course:
    """Open the journal of an activity, an elective, consultations or an extended-day group (S2-47, S3-01).

    Raises `Forbidden`, `NotVisible` for pupils who are not in a class on the day. Refuses `journals_not_kept` by the
    act, `joint_without_name`, `joint_without_marks` where its kind has none, `joint_without_pupils`, `joint_too_many`,
    `joint_journal_stands`, `group_outside_year`, `curriculum_hours`, `load_not_a_teacher`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    if wanted.kind not in JOINT:
        raise NotVisible
    refuse_if(decide_journal_kind(wanted.kind, versions().on(max(wanted.starts_on, now.date()))))
    years = list(AcademicYear.objects.filter(ends_on__gte=now.date()).order_by("starts_on"))
    year = next((one for one in years if one.starts_on <= wanted.starts_on <= one.ends_on), None)
    if not years:
        raise NotVisible
    if year is None:
        span = {"start": years[0].starts_on, "end": years[-1].ends_on}
        raise refusal(TeachingRefusal.GROUP_OUTSIDE_YEAR, day=wanted.starts_on, **span)
    if not wanted.name:
        raise refusal(TeachingRefusal.JOINT_WITHOUT_NAME)
    if wanted.marks and wanted.kind not in MARKED:
        raise refusal(TeachingRefusal.JOINT_WITHOUT_MARKS)
    if not wanted.pupils:
        raise refusal(TeachingRefusal.JOINT_WITHOUT_PUPILS)
    if len(wanted.pupils) > MOST_PUPILS:
        raise refusal(TeachingRefusal.JOINT_TOO_MANY, most=MOST_PUPILS)
    _refuse_hours(wanted)
    _refuse_stranger(wanted.employee_id, max(wanted.starts_on, now.date()))
    places = Enrolment.objects.filter(in_force(wanted.starts_on), pupil__in=wanted.pupils, school_class__year=year)
    first = places.select_related("school_class").order_by("school_class__sort_key").first()
    if first is None or places.count() != len(set(wanted.pupils)):
        raise NotVisible
    subject, told = _subject_named(wanted.name)
    key = normal(wanted.name)[:100]
    if StudyGroup.objects.filter(year=year, school_class=None, subject=subject, name_key=key).exists():
        raise refusal(TeachingRefusal.JOINT_JOURNAL_STANDS, name=wanted.name)
    group = StudyGroup.objects.create(year=year, subject=subject, name=wanted.name[:100], name_key=key)
    members = StudyGroupMember.objects.bulk_create(
        StudyGroupMember(group=group, pupil_id=pupil, starts_on=wanted.starts_on)
        for pupil in sorted(set(wanted.pupils))
    )
    course = Course.objects.create(
        year=year, subject=subject, study_group=group, calendar_id=first.school_class.calendar_id, kind=wanted.kind,
        hours_per_week=wanted.hours, marks_given=wanted.marks, sort_key=f"{normal(subject.name)}|{key}"[:400],
    )  # fmt: skip
    load = TeachingLoad.objects.create(
        course=course, employee_id=wanted.employee_id, hours_per_week=wanted.hours, starts_on=wanted.starts_on
    )
    append(head, actor=actor, entries=[*told, *_opened(course, load), *map(place_told, members)], now=now)
    return course


def _refuse_hours(wanted: JointJournal) -> None:
    if wanted.hours is None and wanted.kind == CourseKind.CONSULTATION:
        return
    if wanted.hours is None or not 0 < wanted.hours <= MOST_HOURS:
        raise refusal(TeachingRefusal.CURRICULUM_HOURS, most=MOST_HOURS)


def _subject_named(name: str) -> tuple[Subject, list[Entry]]:
    """Give what the journal is of, put on the list where nothing is called so."""
    found = Subject.objects.filter(name_key=normal(name)[:300], index="", programme_code="").first()
    if found is not None:
        return found, []
    made = Subject.objects.create(name=name[:300], name_key=normal(name)[:300])
    return made, [Entry(Act.SUBJECT_CHANGED, {"kind": "subject", "id": made.pk}, None, {"name": made.name})]


def _refuse_stranger(employee_id: int, day: date) -> None:
    if not Appointment.objects.filter(in_force(day), employee=employee_id, role=Role.TEACHER).exists():
        raise refusal(TeachingRefusal.LOAD_NOT_A_TEACHER, day=day)


def _opened(course: Course, load: TeachingLoad) -> list[Entry]:
    made: dict[str, Any] = {
        "subject_id": course.subject_id, "school_class_id": course.school_class_id,
        "study_group_id": course.study_group_id, "kind": str(course.kind), "title": course.title,
        "hours_per_week": f"{course.hours_per_week:.2f}" if course.hours_per_week is not None else None,
    }  # fmt: skip
    taught: dict[str, Any] = {
        "employee_id": load.employee_id, "starts_on": load.starts_on.isoformat(),
        "ends_on": load.ends_on.isoformat() if load.ends_on else None,
        "hours_per_week": made["hours_per_week"],
    }  # fmt: skip
    return [
        Entry(Act.COURSE_CHANGED, {"kind": "course", "id": course.pk}, None, made),
        Entry(Act.LOAD_CHANGED, {"kind": "load", "id": load.pk, "course": course.pk}, None, taught),
    ]
