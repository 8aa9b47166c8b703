"""What is done on the day of a class: reasons of absences given, the absences looked through."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.journal.access_classes import may_check_day, may_give_reasons, visible_class_lives
from parta.journal.enums import Act, RefusalCode
from parta.journal.models import DayCheck
from parta.journal.queries.class_day import AWAY, Cell, absences_of
from parta.journal.rules.operations import BadOperations, parse_operations, written
from parta.journal.services.operations import carry_out
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.regulation.queries import versions
from parta.school.models import SchoolClass

SUBJECT = "day_check"


@dataclass(frozen=True, slots=True)
class Reasons:
    """How many absences got their reason, and the answers of those that did not."""

    done: int
    left: tuple[dict[str, Any], ...]


@transaction.atomic
def check_day(*, actor: Actor, class_id: int, day: date, now: datetime) -> DayCheck:
    """Say that the absences of a class on a day were looked through; the last look stands, all are in the audit.

    Raises `NotVisible` for a class that is not the actor's, `Forbidden`, and `Refused` for a day to come.
    """
    school_class = _class(actor, class_id)
    require(may_check_day(actor, class_id))
    assert actor.person_id is not None
    if day > now.date():
        raise refusal(RefusalCode.CHECK_IN_FUTURE, day=day)
    check, _ = DayCheck.objects.update_or_create(
        school_class=school_class, day=day, defaults={"checked_by_id": actor.person_id, "checked_at": now}
    )
    subject = {"kind": SUBJECT, "class": school_class.pk, "day": day.isoformat()}
    record(chain="school", actor=actor, entries=[Entry(Act.DAY_CHECKED, subject)], now=now)
    return check


def give_reasons(
    *, actor: Actor, class_id: int, pupil_id: int, day: date, code: str, reason: str, now: datetime
) -> Reasons:
    """Give one reason to every absence of a pupil on a day, journal by journal, as the grid would.

    What a journal refuses (a window that is over, a closed period) is told of and the others stand. Raises
    `NotVisible` for a class or a pupil that is not the actor's, `Forbidden` where the act lets the actor only read,
    `BadOperations` for a code or words that no journal takes.
    """
    school_class = _class(actor, class_id)
    require(may_give_reasons(actor, school_class, regulation=versions().on(day), day=day))
    if code not in AWAY:
        raise BadOperations("bad_field", field="value")
    cells = absences_of(school_class, pupil_id=pupil_id, day=day)
    if not cells:
        raise NotVisible
    by_course: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if (cell.code, cell.reason) != (code, reason):
            by_course[cell.course_id].append(cell)
    done, left = len(cells) - sum(map(len, by_course.values())), []
    for course_id, found in sorted(by_course.items()):
        rows = [_row(cell, pupil_id, code, reason) for cell in found]
        outcome = carry_out(actor=actor, course_id=course_id, operations=parse_operations(written(rows)), now=now)
        done += sum(answer["status"] == "applied" for answer in outcome.answers)
        left += [answer for answer in outcome.answers if answer["status"] != "applied"]
    return Reasons(done, tuple(left))


def _class(actor: Actor, class_id: int) -> SchoolClass:
    found = visible_class_lives(actor).filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    return found


def _row(cell: Cell, pupil_id: int, code: str, reason: str) -> dict[str, Any]:
    return {
        "op": str(uuid.uuid4()),
        "kind": "absence",
        "lesson": cell.lesson_id,
        "pupil": pupil_id,
        "value": code,
        "reason": reason,
        "base": cell.version,
    }
