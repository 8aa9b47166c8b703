"""May one dated lesson be moved to another day, number and room?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parta.kernel.decisions import ALLOWED, Decision, refusal
from parta.timetable.enums import LessonStatus, MoveRefusal

REASON_LENGTH, SHORTEST_REASON = 300, 3


@dataclass(frozen=True, slots=True)
class Move:
    """A lesson as it stands and where it is to go.

    `begins`: None without a bell there; `away`: the teacher and the days of the absence; `room_out`: a room
    out of use then, its days and the reason; `met`: what is in the way.
    """

    day: date
    status: LessonStatus
    happened: bool
    to_day: date
    number: int
    study_day: bool
    begins: datetime | None
    same: bool
    closed: date | None
    ground: str
    other_subject: bool = False
    away: tuple[str, date, date] | None = None
    room_out: tuple[str, date, date | None, str] | None = None
    met: Sequence[Any] = ()


def decide_moving(move: Move, *, now: datetime) -> Decision:
    """Tell whether the lesson may be moved: not given yet, to a time ahead that is free, with bells and its teacher."""
    if move.closed is not None:
        return refusal(MoveRefusal.PERIOD_CLOSED, day=move.closed).decision
    if move.status is LessonStatus.CANCELLED:
        return refusal(MoveRefusal.LESSON_CANCELLED, day=move.day).decision
    if move.happened:
        return refusal(MoveRefusal.LESSON_GIVEN, day=move.day).decision
    if move.other_subject:
        return refusal(MoveRefusal.SUBSTITUTED, day=move.day).decision
    if move.same:
        return refusal(MoveRefusal.SAME_PLACE).decision
    if not move.study_day:
        return refusal(MoveRefusal.NO_LESSONS_THEN, day=move.to_day).decision
    if move.begins is None:
        return refusal(MoveRefusal.NO_BELL, day=move.to_day, number=move.number).decision
    if move.begins <= now:
        return refusal(MoveRefusal.TIME_PAST, day=move.to_day).decision
    if move.away is not None:
        teacher, first, last = move.away
        return refusal(MoveRefusal.TEACHER_AWAY, teacher=teacher, first=first, last=last).decision
    if move.room_out is not None:
        room, first, until, why = move.room_out
        return refusal(MoveRefusal.ROOM_OUT, room=room, first=first, last=until, why=why).decision
    if move.met:
        return refusal(MoveRefusal.CLASH, day=move.to_day, number=move.number, met=tuple(move.met)).decision
    if len(move.ground) < SHORTEST_REASON:
        return refusal(MoveRefusal.NEEDS_GROUND).decision
    return ALLOWED
