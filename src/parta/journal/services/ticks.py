"""The family's own tick at homework: «сделано»."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parta.audit.services import Entry, record
from parta.curriculum.queries.own import MINE
from parta.journal.enums import Act
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.kernel.sql import sql
from parta.people.access import visible_children
from parta.people.rules.permissions import Action, Relation, Resource, may_do

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
_OPERATION = """
INSERT INTO journal_operation (id, account_id, digest, answer, at)
VALUES (%(op)s, %(account)s, %(digest)s, %(answer)s::jsonb, %(now)s) ON CONFLICT (id) DO NOTHING RETURNING 1
"""
_STORED = "SELECT 1 FROM journal_operation WHERE id = %(op)s AND account_id = %(account)s AND digest = %(digest)s"


class OtherOperation(Exception):
    """An operation's id came before with other content, or from another account."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What this act said, and whether it changed anything."""

    done: bool
    changed: bool


@transaction.atomic
def tick_homework(
    *, actor: Actor, pupil_id: int, homework_id: UUID, done: bool, now: datetime, op: UUID | None = None
) -> Ticked:
    """Say that homework is done, or that it is not; the same word twice changes nothing.

    The pupil says it, or the parent for a child (the smallest have no sign-in of their own); who said it is in the
    audit. An operation `op` counts once: sent again after its answer was lost, it does not undo what was said since.
    Raises `NotVisible` for a foreign child and for homework that was not set for this pupil, `OtherOperation`.
    """
    if not visible_children(actor).filter(pk=pupil_id).exists():
        raise NotVisible
    require(may_do(actor, Resource.DIARY, Action.TICK, Relation.OWN))
    params = {"homework": homework_id, "pupil": pupil_id, "now": now}
    if not sql(_SET_FOR, params):
        raise NotVisible
    if op is not None and not _first_time(op, actor, params, done):
        return Ticked(done=done, changed=False)
    changed = bool(sql(_TICK if done else _UNTICK, params))
    if changed:
        subject = {"kind": "tick", "homework": str(homework_id), "pupil": pupil_id}
        entry = Entry(Act.HOMEWORK_TICKED, subject, {"done": not done}, {"done": done})
        record(chain=f"pupil:{pupil_id}", actor=actor, entries=[entry], now=now)
    return Ticked(done=done, changed=changed)


def _first_time(op: UUID, actor: Actor, params: dict[str, Any], done: bool) -> bool:
    said = f"tick {params['homework']} {params['pupil']} {done}"
    row = {
        "op": op,
        "account": actor.account_id,
        "digest": hashlib.sha256(said.encode()).hexdigest(),
        "answer": json.dumps({"done": done}),
        "now": params["now"],
    }
    if sql(_OPERATION, row):
        return True
    if not sql(_STORED, row):
        raise OtherOperation
    return False
