"""A pupil goes from one study group of a subject to another from a day."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, record
from parta.curriculum.access import may_keep_groups
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import StudyGroup, StudyGroupMember
from parta.curriculum.rules.groups import Membership, decide_group_move
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.access import may_move
from parta.people.models import Enrolment
from parta.school.models import SchoolClass


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
    require(may_keep_groups(actor))
    school_class = SchoolClass.objects.select_related("year").filter(pk=class_id).first()
    groups = StudyGroup.objects.select_for_update().filter(school_class=class_id, subject=subject_id)
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
        made = StudyGroupMember.objects.create(group_id=group_id, pupil_id=pupil_id, starts_on=day)
        entries.append(Entry(Act.GROUP_CHANGED, _subject(made), None, _told(made)))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


@transaction.atomic
def leave_groups(*, actor: Actor, pupil_ids: Collection[int], class_id: int | None, last: date, now: datetime) -> int:
    """End the groups of pupils who leave a class (None: the school) by an order, their last day there; give how many.

    The order itself is judged by who enters it. Raises `Forbidden`.
    """
    require(may_move(actor))
    rows = StudyGroupMember.objects.select_for_update().filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=last), pupil_id__in=pupil_ids
    )
    if class_id is not None:
        rows = rows.filter(group__school_class=class_id)
    entries = []
    for one in rows.order_by("pk"):
        before = _told(one)
        if one.starts_on > last:
            entries.append(Entry(Act.GROUP_CHANGED, _subject(one), before, None))
            one.delete()
            continue
        one.ends_on = last
        one.save(update_fields=["ends_on"])
        entries.append(Entry(Act.GROUP_CHANGED, _subject(one), before, _told(one)))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return len(entries)


@transaction.atomic
def return_to_groups(*, actor: Actor, pupil_id: int, class_id: int | None, last: date, now: datetime) -> None:
    """Open again the groups that an order ended which is taken back: of a class (None: all). Raises `Forbidden`."""
    require(may_move(actor))
    rows = StudyGroupMember.objects.select_for_update().filter(pupil_id=pupil_id, ends_on=last)
    if class_id is not None:
        rows = rows.filter(group__school_class=class_id)
    entries = []
    for one in rows.order_by("pk"):
        before = _told(one)
        one.ends_on = None
        one.save(update_fields=["ends_on"])
        entries.append(Entry(Act.GROUP_CHANGED, _subject(one), before, _told(one)))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _subject(row: StudyGroupMember) -> dict[str, Any]:
    return {"kind": "member", "id": row.pk, "group": row.group_id, "pupil": row.pupil_id}


def _told(row: StudyGroupMember) -> dict[str, Any]:
    return {
        "group_id": row.group_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
    }
