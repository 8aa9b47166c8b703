"""The family's own tick at homework: «сделано»."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from parta.audit.services import Entry, record
from parta.journal.enums import Act
from parta.journal.queries.diary.sql import MINE
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.kernel.sql import sql
from parta.people.access import visible_children
from parta.people.rules.permissions import Action, Relation, Resource, allowed

_SET_FOR = f"""
WITH {MINE}
SELECT h.id FROM journal_homework h JOIN timetable_lesson l ON l.id = h.lesson_id
JOIN mine ON mine.id = l.course_id AND l.date BETWEEN mine.starts_on AND mine.ends_on
WHERE h.id = %(homework)s AND h.text <> '' AND (h.pupil_id IS NULL OR h.pupil_id = %(pupil)s)
"""  # noqa: S608 - composed of our own constants
_TICK = """
INSERT INTO journal_homeworkdone (homework_id, pupil_id, done_at) VALUES (%(homework)s, %(pupil)s, %(now)s)
ON CONFLICT (homework_id, pupil_id) DO NOTHING RETURNING 1
"""
_UNTICK = "DELETE FROM journal_homeworkdone WHERE homework_id = %(homework)s AND pupil_id = %(pupil)s RETURNING 1"


@dataclass(frozen=True, slots=True)
class Ticked:
    """What stands now, and whether this act changed it."""

    done: bool
    changed: bool


@transaction.atomic
def tick_homework(*, actor: Actor, pupil_id: int, homework_id: UUID, done: bool, now: datetime) -> Ticked:
    """Say that homework is done, or that it is not; the same word twice changes nothing.

    The pupil says it, or the parent for a child (the smallest have no sign-in of their own); who said it is in the
    audit. Raises `NotVisible` for a foreign child and for homework that was not set for this pupil.
    """
    if not visible_children(actor).filter(pk=pupil_id).exists():
        raise NotVisible
    require(allowed(actor.roles, Resource.DIARY, Action.TICK, Relation.OWN))
    params = {"homework": homework_id, "pupil": pupil_id, "now": now}
    if not sql(_SET_FOR, params):
        raise NotVisible
    changed = bool(sql(_TICK if done else _UNTICK, params))
    if changed:
        subject = {"kind": "tick", "homework": str(homework_id), "pupil": pupil_id}
        entry = Entry(Act.HOMEWORK_TICKED, subject, {"done": not done}, {"done": done})
        record(chain=f"pupil:{pupil_id}", actor=actor, entries=[entry], now=now)
    return Ticked(done=done, changed=changed)
