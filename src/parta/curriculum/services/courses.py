"""What is said of a journal corrected by the office: its name, its hours, a subject that was chosen wrongly."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.bulk import plain
from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act, TeachingRefusal
from parta.curriculum.models import Course, StudyGroup, Subject, TeachingLoad
from parta.curriculum.rules.curriculum import MOST_HOURS
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.kernel.text import normal


@dataclass(frozen=True, slots=True)
class CourseCard:
    """What is said of a journal; an empty title: the subject's name; no hours: not said."""

    title: str
    subject_id: int
    hours_per_week: Decimal | None


@transaction.atomic
def set_course_card(*, actor: Actor, course_id: int, card: CourseCard, written: bool, now: datetime) -> bool:
    """Correct what is said of a journal; tell whether anything changed.

    `written`: something stands in it, so that it stays of its subject. Raises `Forbidden`, `NotVisible` also for a year
    that is over; refuses `course_written`, `course_stands` where the class has such a journal, `curriculum_hours`,
    `split_name_taken`, `course_hours_of_load` where somebody teaches it.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    rows = Course.objects.select_for_update(of=("self",), no_key=True).filter(year__ends_on__gte=now.date())
    course = rows.select_related("subject", "study_group", "plan").filter(pk=course_id).first()
    subject = Subject.objects.filter(pk=card.subject_id).first()
    if course is None or subject is None:
        raise NotVisible
    if card.hours_per_week is not None and not 0 < card.hours_per_week <= MOST_HOURS:
        raise refusal(TeachingRefusal.CURRICULUM_HOURS, most=MOST_HOURS)
    wanted: dict[str, Any] = {
        "title": card.title[:300], "subject_id": card.subject_id, "hours_per_week": card.hours_per_week,
    }  # fmt: skip
    if card.hours_per_week != course.hours_per_week and _is_taught(course, now):
        raise refusal(TeachingRefusal.COURSE_HOURS_OF_LOAD)
    before = {name: getattr(course, name) for name, value in wanted.items() if getattr(course, name) != value}
    if not before:
        return False
    entries = []
    if "subject_id" in before:
        if written:
            raise refusal(TeachingRefusal.COURSE_WRITTEN)
        if course.plan is not None and course.plan.subject_id != subject.pk:
            before["plan_id"], wanted["plan_id"] = course.plan_id, None
        if course.study_group is not None:
            entries += _group_of(course.study_group, subject)
    same = {name: getattr(course, name) for name in ("year_id", "school_class_id", "study_group_id", "kind")}
    known = Course.objects.filter(**same, subject=subject, title=wanted["title"]).exclude(pk=course.pk)
    if known.exists():
        raise refusal(TeachingRefusal.COURSE_STANDS, course=wanted["title"] or subject.name)
    for name in before:
        setattr(course, name, wanted[name])
    group = course.study_group.name if course.study_group else ""
    course.sort_key = f"{normal(subject.name)}|{normal(group)}"[:400]
    course.version += 1
    course.save()
    told = (plain(before), plain({name: wanted[name] for name in before}))
    entries.append(Entry(Act.COURSE_CHANGED, {"kind": "course", "id": course.pk}, *told))
    append(head, actor=actor, entries=entries, now=now)
    return True


def _is_taught(course: Course, now: datetime) -> bool:
    """Tell whether somebody teaches it or will: then its hours are those of the load, from a day and on a ground."""
    return TeachingLoad.objects.filter(Q(ends_on=None) | Q(ends_on__gte=now.date()), course=course).exists()


def _group_of(group: StudyGroup, subject: Subject) -> list[Entry]:
    """Give the group of a journal the journal's subject, where it has no other journal."""
    if group.subject_id is None or group.courses.count() != 1:
        return []
    same: dict[str, Any] = {"year": group.year_id, "school_class": group.school_class_id, "name_key": group.name_key}
    if StudyGroup.objects.filter(**same, subject=subject).exclude(pk=group.pk).exists():
        raise refusal(TeachingRefusal.SPLIT_NAME_TAKEN, name=group.name)
    before, group.subject = {"subject_id": group.subject_id}, subject
    group.version += 1
    group.save(update_fields=["subject", "version"])
    return [Entry(Act.GROUP_CHANGED, {"kind": "study_group", "id": group.pk}, before, {"subject_id": subject.pk})]
