"""A pupil goes from one study group of a subject to another from a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from parta.audit.models import Event
from parta.audit.services import Entry, append, lock_chain, record
from parta.curriculum.access import may_keep_groups, may_keep_load
from parta.curriculum.enums import ALONE, CHAIN, JOINT, Act, TeachingRefusal
from parta.curriculum.models import Course, StudyGroup, StudyGroupMember
from parta.curriculum.rules.groups import Membership, decide_group_move
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access import may_move
from parta.people.enums import Act as PeopleAct
from parta.people.models import Enrolment
from parta.school.models import SchoolClass

MOST_PUPILS = 400
"""How many may be in a journal of several classes at once."""


@transaction.atomic
def move_pupil(
    *,
    actor: Actor,
    class_id: int,
    subject_id: int | None,
    pupil_id: int,
    group_id: int | None,
    day: date,
    last_record: date | None,
    now: datetime,
) -> None:
    """Put a pupil into a study group of the class's subject from a day (None: into none), out of the one before.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_group_move`. What was before the day stays as it was.
    """
    require(may_keep_groups(actor, class_id))
    school_class = SchoolClass.objects.select_related("year").filter(pk=class_id).first()
    groups = StudyGroup.objects.select_for_update().filter(school_class=class_id, subject=subject_id)
    groups = groups.exclude(courses__kind__in=ALONE)
    ids = {one.pk for one in groups}
    if school_class is None or not ids or (group_id is not None and group_id not in ids):
        raise NotVisible
    rows = list(StudyGroupMember.objects.filter(group__in=ids, pupil=pupil_id).order_by("starts_on"))
    enrolled = Enrolment.objects.filter(in_force(day), school_class=class_id, pupil=pupil_id)
    refuse_if(
        decide_group_move(
            group_id,
            day=day,
            year=(school_class.year.starts_on, school_class.year.ends_on),
            in_class=enrolled.exists(),
            memberships=[Membership(one.group_id, one.starts_on, one.ends_on) for one in rows],
            last_record=last_record,
        )
    )
    entries = []
    for one in rows:
        if not (one.starts_on <= day and (one.ends_on is None or one.ends_on >= day)):
            continue
        before = _told(one)
        if one.starts_on < day:
            one.ends_on = day - timedelta(days=1)
            one.save(update_fields=["ends_on"])
            entries.append(Entry(Act.GROUP_CHANGED, _subject(one), before, _told(one)))
        else:
            entries.append(Entry(Act.GROUP_CHANGED, _subject(one), before, None))
            one.delete()
    if group_id is not None:
        entries.append(place_told(StudyGroupMember.objects.create(group_id=group_id, pupil_id=pupil_id, starts_on=day)))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


@transaction.atomic
def place_in_joint(
    *,
    actor: Actor,
    course_id: int,
    pupils: Collection[int],
    joins: bool,
    day: date,
    last_records: Mapping[int, date],
    now: datetime,
) -> int:
    """Put pupils of any classes into a journal of several classes from a day, or out of it; give how many.

    Of several pupils who are put in, those who are there already stay as they are. Raises `Forbidden`, `NotVisible`;
    refuses as `decide_group_move`, `joint_without_pupils`, `joint_too_many`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    course = Course.objects.select_related("year").filter(pk=course_id, kind__in=JOINT, school_class=None).first()
    if course is None:
        raise NotVisible
    if not pupils:
        raise refusal(TeachingRefusal.JOINT_WITHOUT_PUPILS)
    group = StudyGroupMember.objects.filter(group=course.study_group_id)
    if joins and group.filter(in_force(day)).count() + len(pupils) > MOST_PUPILS:
        raise refusal(TeachingRefusal.JOINT_TOO_MANY, most=MOST_PUPILS)
    rows: dict[int, list[StudyGroupMember]] = defaultdict(list)
    for one in group.filter(pupil__in=pupils).order_by("starts_on"):
        rows[one.pupil_id].append(one)
    placed = Enrolment.objects.filter(in_force(day), school_class__year=course.year_id, pupil__in=pupils)
    enrolled = set(placed.values_list("pupil_id", flat=True))
    decisions = {
        pupil: decide_group_move(
            course.study_group_id if joins else None,
            day=day,
            year=(course.year.starts_on, course.year.ends_on),
            in_class=pupil in enrolled or not joins,
            memberships=[Membership(one.group_id, one.starts_on, one.ends_on) for one in rows[pupil]],
            last_record=None if joins else last_records.get(pupil),
        )
        for pupil in dict.fromkeys(pupils)
    }
    going = [pupil for pupil, one in decisions.items() if one.code != TeachingRefusal.GROUP_CHANGES_NOTHING]
    for pupil in going or decisions:
        refuse_if(decisions[pupil])
    if joins and course.study_group:
        made = [StudyGroupMember(group=course.study_group, pupil_id=pupil, starts_on=day) for pupil in going]
        entries = [place_told(one) for one in StudyGroupMember.objects.bulk_create(made)]
    else:
        held = [one for pupil in going for one in rows[pupil] if one.ends_on is None or one.ends_on >= day]
        entries = [put_last_day(one, day - timedelta(days=1)) for one in held]
    append(head, actor=actor, entries=entries, now=now)
    return len(going)


@transaction.atomic
def leave_groups(*, actor: Actor, orders: Mapping[int, int], class_id: int | None, last: date, now: datetime) -> int:
    """End the groups of pupils who leave a class (None: the school), their last day there; give how many.

    `orders` are pupils with the order of each, which is judged by who enters it. Raises `Forbidden`.
    """
    require(may_move(actor))
    rows = StudyGroupMember.objects.select_for_update().filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=last), pupil_id__in=orders
    )
    if class_id is not None:
        rows = rows.filter(group__school_class=class_id)
    entries = []
    for one in rows.order_by("pk"):
        entries.append(put_last_day(one, last, movement=orders[one.pupil_id]))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return len(entries)


def place_told(row: StudyGroupMember) -> Entry:
    """Give what is told of a place that has just been made."""
    return Entry(Act.GROUP_CHANGED, _subject(row), None, _told(row))


def put_last_day(row: StudyGroupMember, last: date | None, **of: int) -> Entry:
    """Set the last day of a place in a group, and give what is told of it; one that would not begin is taken away."""
    before, subject = _told(row), {**_subject(row), **of}
    if last is not None and row.starts_on > last:
        row.delete()
        return Entry(Act.GROUP_CHANGED, subject, before, None)
    row.ends_on = last
    row.save(update_fields=["ends_on"])
    return Entry(Act.GROUP_CHANGED, subject, before, _told(row))


@transaction.atomic
def return_to_groups(*, actor: Actor, pupil_id: int, order: int, now: datetime) -> None:
    """Give a pupil back the groups that an order took which is taken out, as they stood before it.

    What was changed after the order stays as it is. Raises `Forbidden`. The events of older orders do not name them:
    they are of the same moment.
    """
    require(may_move(actor))
    rows = {one.pk: one for one in StudyGroupMember.objects.select_for_update().filter(pupil_id=pupil_id)}
    of_pupil = Event.objects.annotate(of=KeyTextTransform("pupil", "subject")).filter(of=str(pupil_id))
    entered = of_pupil.filter(act=PeopleAct.MOVEMENT_RECORDED, subject__id=order).values("at")
    own = Q(subject__movement=order) | Q(subject__movement__isnull=True, at__in=entered)
    entries = []
    for event in of_pupil.filter(own, act=Act.GROUP_CHANGED).order_by("seq"):
        row = rows.get(event.subject["id"])
        if event.before is None or (_told(row) if row else None) != event.after:
            continue
        if row is None and not StudyGroup.objects.filter(pk=event.before["group_id"]).exists():
            continue
        back = row or StudyGroupMember(group_id=event.before["group_id"], pupil_id=pupil_id)
        back.starts_on = date.fromisoformat(event.before["starts_on"])
        back.ends_on = date.fromisoformat(event.before["ends_on"]) if event.before["ends_on"] else None
        if any(one.pk != back.pk and one.group_id == back.group_id and _meet(one, back) for one in rows.values()):
            continue
        back.save()
        entries.append(Entry(Act.GROUP_CHANGED, _subject(back), event.after, _told(back)))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _meet(one: StudyGroupMember, other: StudyGroupMember) -> bool:
    return (one.ends_on is None or one.ends_on >= other.starts_on) and (
        other.ends_on is None or other.ends_on >= one.starts_on
    )


def _subject(row: StudyGroupMember) -> dict[str, Any]:
    return {"kind": "member", "id": row.pk, "group": row.group_id, "pupil": row.pupil_id}


def _told(row: StudyGroupMember) -> dict[str, Any]:
    return {
        "group_id": row.group_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
    }
