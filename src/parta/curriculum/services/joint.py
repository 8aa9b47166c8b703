"""Journals that are given as one lesson: a stream of several classes, classes that one teacher teaches together."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, append, lock_chain, record
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import Course
from parta.curriculum.queries.joint import partners_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.access import may_bring_in


def keep_joint(
    *, year_id: int, before: Mapping[int, int], leads: Mapping[int, int], actor: Actor, now: datetime
) -> None:
    """Say of journals of a year which are one lesson by now; `before`, `leads`: of each the first of its set.

    What was together and still is, or was not and still is not, stays as people have set it. Raises `Forbidden`.
    """
    require(may_bring_in(actor))
    was, became = _sets(before), _sets(leads)
    wanted: dict[int, int | None] = {
        pk: leads.get(pk) for pk in {*was, *became} if was.get(pk, frozenset()) != became.get(pk, frozenset())
    }
    if not wanted:
        return
    courses = {one.pk: one for one in Course.objects.filter(year=year_id).order_by("pk")}
    left: dict[int, list[int]] = {}
    for one in courses.values():
        if one.joint_id is not None and one.pk not in wanted:
            left.setdefault(one.joint_id, []).append(one.pk)
    for lead, stay in left.items():  # those whom others leave, or whose first goes to another set
        if lead in wanted or len(stay) == 1:
            wanted |= dict.fromkeys(stay, stay[0] if len(stay) > 1 else None)
    changed = [one for one in courses.values() if one.pk in wanted and one.joint_id != wanted[one.pk]]
    entries = []
    for one in changed:
        stood, one.joint_id = one.joint_id, wanted[one.pk]
        subject = {"kind": "course", "id": one.pk}
        entries.append(Entry(Act.COURSE_CHANGED, subject, {"joint": stood}, {"joint": one.joint_id}))
    if changed:
        Course.objects.bulk_update(changed, ["joint"], batch_size=500)
        record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _sets(leads: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """Give the whole set of each journal that is in one."""
    members: dict[int, set[int]] = {}
    for pk, lead in leads.items():
        members.setdefault(lead, set()).add(pk)
    return {pk: frozenset(members[lead]) for pk, lead in leads.items()}


@transaction.atomic
def set_joint(*, actor: Actor, course_id: int, with_id: int | None, now: datetime) -> bool:
    """Say that a journal is one lesson with another of the same teacher, or with none; tell whether anything changed.

    A set of which one is left is a set no more. Raises `Forbidden`, and `NotVisible` for a journal of a year that is
    over or one that is not taught by the same teacher to others.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    course = Course.objects.filter(pk=course_id, year__ends_on__gte=now.date()).first()
    if course is None:
        raise NotVisible
    other = next((one for one in partners_of(course, today=now.date()) if one.pk == with_id), None)
    if with_id is not None and other is None:
        raise NotVisible
    lead = (other.joint_id or other.pk) if other else None
    leads: dict[int, int | None] = {course.pk: lead, **({other.pk: lead} if other else {})}
    if course.joint_id is not None and course.joint_id != lead:
        left = list(Course.objects.filter(joint=course.joint_id).exclude(pk__in=leads).order_by("pk"))
        leads |= dict.fromkeys((one.pk for one in left), left[0].pk if len(left) > 1 else None)
    entries = []
    for one in Course.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=leads).order_by("pk"):
        if one.joint_id == leads[one.pk]:
            continue
        before, one.joint_id = one.joint_id, leads[one.pk]
        one.version += 1
        one.save(update_fields=["joint", "version"])
        subject = {"kind": "course", "id": one.pk}
        entries.append(Entry(Act.COURSE_CHANGED, subject, {"joint": before}, {"joint": one.joint_id}))
    append(head, actor=actor, entries=entries, now=now)
    return bool(entries)
