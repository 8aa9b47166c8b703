"""The journal of a class is divided into groups from a day; groups are joined again; a group is called otherwise."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from parta.audit.bulk import plain
from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_keep_groups, may_keep_load
from parta.curriculum.enums import ALONE, CHAIN, Act, CourseKind, PlanState, TeachingRefusal
from parta.curriculum.models import (
    Course,
    IndividualLine,
    StudyGroup,
    StudyGroupMember,
    TeachingLoad,
)
from parta.curriculum.rules.splitting import Part, decide_course_end, decide_split, group_key
from parta.curriculum.services.groups import place_told, put_last_day
from parta.curriculum.services.individual import subject as plan_subject
from parta.curriculum.services.individual import told as plan_told
from parta.curriculum.services.loads import load_entry, load_told
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import Decision, NotVisible, refusal, refuse_if, require
from parta.kernel.text import normal
from parta.people.enums import Role
from parta.people.models import Appointment, Enrolment

_TAKEN_UP = ("ends_on", "hours_per_week", "plan_id")
"""What changes of a closed journal when it is taken up again."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The journal of the whole class that goes on, and the journals of the groups that ended, by size."""

    course: Course
    ended: tuple[Course, ...]


def group_courses(class_id: int | None, subject_id: int | None, *, day: date) -> QuerySet[Course]:
    """Give the journals of lessons of a class's groups in a subject that go on on a day or begin later."""
    found = Course.objects.filter(school_class=class_id, subject=subject_id, kind=CourseKind.LESSON)
    return found.filter(Q(ends_on=None) | Q(ends_on__gte=day), study_group__isnull=False)


@transaction.atomic
def split_course(
    *,
    actor: Actor,
    course_id: int,
    parts: Sequence[Part],
    day: date,
    ground: str,
    last_taught: date | None,
    now: datetime,
) -> list[Course]:
    """Divide the journal of a whole class into groups from a day and give their journals, in the order of the parts.

    What the class's journal holds stays in it; it ends on the day before. A group that ended is taken up again by its
    name. Raises `Forbidden`, `NotVisible` for another kind of journal; refuses as `decide_split`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    course = course_to_split(course_id, now)
    refuse_if(decided(course, parts, day=day, last_taught=last_taught))
    entries: list[Entry] = []
    made = [_opened(course, part, day, ground, entries) for part in parts]
    entries += _ended(course, day, ground)
    append(head, actor=actor, entries=entries, now=now)
    return made


def course_to_split(course_id: int, now: datetime) -> Course:
    """Lock the journal of a whole class; raises `NotVisible` for another kind of journal and a year that is over."""
    found = _of_years(now).select_related("plan")
    course = found.filter(pk=course_id, kind=CourseKind.LESSON, study_group=None, school_class__isnull=False).first()
    if course is None:
        raise NotVisible
    return course


def decided(course: Course, parts: Sequence[Part], *, day: date, last_taught: date | None) -> Decision:
    """Ask `decide_split` of what stands on the day."""
    enrolled = Enrolment.objects.filter(in_force(day), school_class=course.school_class_id, individual=False)
    working = Appointment.objects.filter(in_force(day), role=Role.TEACHER)
    standing = group_courses(course.school_class_id, course.subject_id, day=day)
    going_on = Q(courses__ends_on=None) | Q(courses__ends_on__gte=day)
    named = StudyGroup.objects.filter(
        going_on,
        courses__isnull=False,
        year=course.year_id,
        school_class=course.school_class_id,
        subject=course.subject,
    )
    return decide_split(
        parts,
        day=day,
        year=(course.year.starts_on, course.year.ends_on),
        ended_on=course.ends_on,
        taken=set(named.values_list("name_key", flat=True)),
        grouped=standing.exists(),
        enrolled=set(enrolled.values_list("pupil_id", flat=True)),
        teachers=set(working.values_list("employee_id", flat=True)),
        last_taught=last_taught,
    )


@transaction.atomic
def join_groups(
    *,
    actor: Actor,
    class_id: int,
    subject_id: int,
    employee_id: int,
    day: date,
    ground: str,
    last_taught: date | None,
    now: datetime,
) -> Joined:
    """Join the groups of a subject again from a day: their journals end on the eve, the whole class's goes on.

    Raises `Forbidden`, `NotVisible` where the class has no groups of the subject then; refuses `load_not_a_teacher`,
    `course_stands` where a journal of the whole class goes on beside them, and as `decide_course_end`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    rows = group_courses(class_id, subject_id, day=day).select_for_update(of=("self",), no_key=True)
    groups = list(rows.select_related("year", "subject", "study_group").order_by("pk"))
    if not groups or groups[0].year.ends_on < now.date():
        raise NotVisible
    first = groups[0]
    for one in groups:
        year = (one.year.starts_on, one.year.ends_on)
        refuse_if(decide_course_end(day, year=year, ended_on=one.ends_on, last_taught=last_taught))
    if not Appointment.objects.filter(in_force(day), employee=employee_id, role=Role.TEACHER).exists():
        raise refusal(TeachingRefusal.LOAD_NOT_A_TEACHER, day=day)
    same: dict[str, Any] = {"year": first.year_id, "school_class": class_id, "subject": subject_id}
    whole = Course.objects.filter(**same, study_group=None, kind=CourseKind.LESSON, title=first.title).first()
    if whole is not None and (whole.ends_on is None or whole.ends_on >= day):
        raise refusal(TeachingRefusal.COURSE_STANDS, course=whole.name)
    sizes = {one.pk: _members(one, day).count() for one in groups}
    entries: list[Entry] = []
    for one in groups:
        entries += _ended(one, day, ground)
        held = StudyGroupMember.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), group=one.study_group_id)
        entries += [put_last_day(place, day - timedelta(days=1)) for place in held.order_by("pk")]
    if whole is None:
        whole = Course(
            year_id=first.year_id, subject_id=subject_id, school_class_id=class_id, calendar_id=first.calendar_id,
            hours_per_week=first.hours_per_week, marks_given=first.marks_given, title=first.title,
            plan_id=_shared_plan(first), sort_key=f"{normal(first.subject.name)}|"[:400],
        )  # fmt: skip
    entries += _begun(whole, employee_id, day, ground)
    for one in groups:
        entries += _individual(one, whole, day)
    append(head, actor=actor, entries=entries, now=now)
    return Joined(whole, tuple(sorted(groups, key=lambda one: -sizes[one.pk])))


@transaction.atomic
def end_course(
    *, actor: Actor, course_id: int, day: date, ground: str, last_taught: date | None, now: datetime
) -> Course:
    """Close a journal of lessons: the day before is its last one; what it holds stays, its group has nobody then.

    Raises `Forbidden`, `NotVisible` for journals of one pupil, of several classes, of practice; refuses as
    `decide_course_end`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    course = _lesson_course(course_id, now)
    year = (course.year.starts_on, course.year.ends_on)
    refuse_if(decide_course_end(day, year=year, ended_on=course.ends_on, last_taught=last_taught))
    entries = _ended(course, day, ground)
    others = Course.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), study_group=course.study_group_id)
    if course.study_group_id and not others.exclude(pk=course.pk).exists():
        held = StudyGroupMember.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), group=course.study_group_id)
        entries += [put_last_day(place, day - timedelta(days=1)) for place in held.order_by("pk")]
    append(head, actor=actor, entries=entries, now=now)
    return course


@transaction.atomic
def reopen_course(*, actor: Actor, course_id: int, now: datetime) -> Course:
    """Open a journal that was closed again, without a teacher: the load is given anew, from a day.

    Raises `Forbidden`, `NotVisible`; refuses `course_divided` for the journal of a class whose groups go on,
    `course_stands` for that of a group whose class has a journal again.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    course = _lesson_course(course_id, now)
    if course.ends_on is None:
        return course
    if (
        course.study_group_id is None
        and group_courses(course.school_class_id, course.subject_id, day=now.date()).exists()
    ):
        raise refusal(TeachingRefusal.COURSE_DIVIDED)
    whole = Course.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=now.date()), year=course.year_id, subject=course.subject_id,
        school_class=course.school_class_id, study_group=None, kind=CourseKind.LESSON,
    )  # fmt: skip
    if course.study_group_id is not None and whole.exists():
        raise refusal(TeachingRefusal.COURSE_STANDS, course=course.name)
    before = {"ends_on": course.ends_on.isoformat()}
    course.ends_on = None
    course.version += 1
    course.save(update_fields=["ends_on", "version"])
    append(head, actor=actor, entries=[_told_of(course, before, {"ends_on": None})], now=now)
    return course


@transaction.atomic
def rename_group(*, actor: Actor, class_id: int, group_id: int, name: str, now: datetime) -> bool:
    """Call a group of a class otherwise; tell whether anything changed.

    Raises `Forbidden`, `NotVisible`; refuses `split_name_empty`, `split_name_taken`.
    """
    require(may_keep_groups(actor, class_id))
    head = lock_chain(CHAIN)
    found = StudyGroup.objects.exclude(courses__kind__in=ALONE).filter(year__ends_on__gte=now.date())
    group = found.filter(pk=group_id, school_class=class_id).first()
    if group is None:
        raise NotVisible
    name, key = name[:100], group_key(name)
    if not key:
        raise refusal(TeachingRefusal.SPLIT_NAME_EMPTY)
    same: dict[str, Any] = {"year": group.year_id, "school_class": group.school_class_id, "subject": group.subject_id}
    if StudyGroup.objects.filter(**same, name_key=key).exclude(pk=group.pk).exists():
        raise refusal(TeachingRefusal.SPLIT_NAME_TAKEN, name=name)
    if name == group.name:
        return False
    before = {"name": group.name, "name_key": group.name_key}
    group.name, group.name_key = name, key
    group.version += 1
    group.save(update_fields=["name", "name_key", "version"])
    for course in group.courses.select_related("subject"):
        course.sort_key = f"{normal(course.subject.name)}|{normal(name)}"[:400]
        course.save(update_fields=["sort_key"])
    entry = Entry(Act.GROUP_CHANGED, {"kind": "study_group", "id": group.pk}, before, {"name": name, "name_key": key})
    append(head, actor=actor, entries=[entry], now=now)
    return True


def _of_years(now: datetime) -> QuerySet[Course]:
    """Give the journals of years that are not over, to be locked."""
    rows = Course.objects.select_for_update(of=("self",), no_key=True).filter(year__ends_on__gte=now.date())
    return rows.select_related("year", "subject")


def _lesson_course(course_id: int, now: datetime) -> Course:
    course = _of_years(now).filter(pk=course_id, kind=CourseKind.LESSON, school_class__isnull=False).first()
    if course is None:
        raise NotVisible
    return course


def _opened(course: Course, part: Part, day: date, ground: str, entries: list[Entry]) -> Course:
    key = group_key(part.name)
    same: dict[str, Any] = {"year_id": course.year_id, "school_class_id": course.school_class_id}
    group = StudyGroup.objects.filter(**same, subject=course.subject_id, name_key=key).first()
    if group is None:
        group = StudyGroup.objects.create(
            **same, subject_id=course.subject_id, name=part.name.strip()[:100], name_key=key
        )
        made = {"school_class_id": group.school_class_id, "subject_id": group.subject_id, "name": group.name}
        entries.append(Entry(Act.GROUP_CHANGED, {"kind": "study_group", "id": group.pk}, None, made))
    own = Course.objects.filter(**same, subject=course.subject_id, study_group=group, kind=CourseKind.LESSON)
    opened = own.filter(title=course.title).first() or Course(
        **same, subject_id=course.subject_id, study_group=group, calendar_id=course.calendar_id,
        kind=course.kind, title=course.title, marks_given=course.marks_given,
        sort_key=f"{normal(course.subject.name)}|{key}"[:400],
    )  # fmt: skip
    opened.hours_per_week = course.hours_per_week
    opened.plan_id = opened.plan_id or _shared_plan(course)
    entries += _begun(opened, part.employee_id, day, ground)
    held = StudyGroupMember.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), group=group)
    entries += [put_last_day(place, day - timedelta(days=1)) for place in held.order_by("pk")]
    places = StudyGroupMember.objects.bulk_create(
        StudyGroupMember(group=group, pupil_id=pupil, starts_on=day) for pupil in sorted(part.pupils)
    )
    entries += map(place_told, places)
    entries += _individual(course, opened, day, part.pupils)
    return opened


def _shared_plan(course: Course) -> int | None:
    """Give the plan that another journal may follow too: not the journal's own corrected copy."""
    return course.plan_id if course.plan is not None and course.plan.state != PlanState.FITTED else None


def _begun(course: Course, employee_id: int, day: date, ground: str) -> list[Entry]:
    """Open a journal, or a closed one again, and give it a teacher from the day."""
    if course._state.adding:
        course.save()
        made = {
            "subject_id": course.subject_id, "school_class_id": course.school_class_id,
            "study_group_id": course.study_group_id, "kind": str(course.kind), "title": course.title,
            "hours_per_week": f"{course.hours_per_week:.2f}" if course.hours_per_week is not None else None,
        }  # fmt: skip
        entries = [_told_of(course, None, made)]
    else:
        before = Course.objects.values(*_TAKEN_UP).get(pk=course.pk)
        course.ends_on = None
        course.version += 1
        course.save()
        entries = [_told_of(course, plain(before), plain({name: getattr(course, name) for name in _TAKEN_UP}))]
    for load in TeachingLoad.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), course=course).order_by("pk"):
        entries += _load_ended(load, day, ground)
    load = TeachingLoad.objects.create(
        course=course, employee_id=employee_id, hours_per_week=course.hours_per_week, starts_on=day
    )
    return [*entries, load_entry(course.pk, load.pk, None, load_told(load), ground)]


def _ended(course: Course, day: date, ground: str) -> list[Entry]:
    before = {"ends_on": course.ends_on.isoformat() if course.ends_on else None}
    course.ends_on = day - timedelta(days=1)
    course.version += 1
    course.save(update_fields=["ends_on", "version"])
    entries = [_told_of(course, before, {"ends_on": course.ends_on.isoformat()})]
    for load in TeachingLoad.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), course=course).order_by("pk"):
        entries += _load_ended(load, day, ground)
    return entries


def _load_ended(load: TeachingLoad, day: date, ground: str) -> list[Entry]:
    before, pk = load_told(load), load.pk
    if load.starts_on < day:
        load.ends_on = day - timedelta(days=1)
        load.save(update_fields=["ends_on"])
        return [load_entry(load.course_id, pk, before, load_told(load), ground)]
    load.delete()
    return [load_entry(load.course_id, pk, before, None, ground)]


def _individual(course: Course, opened: Course, day: date, pupils: Collection[int] | None = None) -> list[Entry]:
    """Who studies a journal by an own plan studies by it the one that comes in its place."""
    lines = IndividualLine.objects.select_related("plan").filter(
        Q(plan__ends_on=None) | Q(plan__ends_on__gte=day), course=course
    )
    if pupils is not None:
        lines = lines.filter(plan__pupil__in=pupils)
    entries = []
    for line in lines.order_by("pk"):
        before = plan_told(line.plan)
        _, new = IndividualLine.objects.get_or_create(
            plan=line.plan, course=opened, defaults={"hours_per_week": line.hours_per_week}
        )
        if new:
            entries.append(Entry(Act.INDIVIDUAL_PLAN_SET, plan_subject(line.plan), before, plan_told(line.plan)))
    return entries


def _members(course: Course, day: date) -> QuerySet[StudyGroupMember]:
    return StudyGroupMember.objects.filter(in_force(day), group=course.study_group_id)


def _told_of(course: Course, before: Any, after: Any) -> Entry:
    return Entry(Act.COURSE_CHANGED, {"kind": "course", "id": course.pk}, before, after)
