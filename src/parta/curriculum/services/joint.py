"""Journals that are given as one lesson: a stream of several classes, classes that one teacher teaches together."""

from collections.abc import Mapping
from datetime import datetime

from parta.audit.services import Entry, record
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import Course
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.people.access import may_bring_in


def keep_joint(*, year_id: int, leads: Mapping[int, int], actor: Actor, now: datetime) -> None:
    """Say of all journals of a year which are one lesson; `leads`: of each the first of its set. Raises `Forbidden`."""
    require(may_bring_in(actor))
    courses = {one.pk: one for one in Course.objects.filter(year=year_id)}
    changed = [one for one in courses.values() if one.joint_id != leads.get(one.pk)]
    entries = []
    for one in changed:
        before, one.joint_id = one.joint_id, leads.get(one.pk)
        subject = {"kind": "course", "id": one.pk}
        entries.append(Entry(Act.COURSE_CHANGED, subject, {"joint": before}, {"joint": one.joint_id}))
    if changed:
        Course.objects.bulk_update(changed, ["joint"], batch_size=500)
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
