"""What changed in the weekly timetable, a line a lesson."""

from parta.timetable.enums import DifferenceKind, Parity
from parta.timetable.rules.differences import Difference, Stand
from parta.wording.dates import WEEKDAYS_SHORT

_WEEKS = {Parity.ODD: ", числитель", Parity.EVEN: ", знаменатель"}


def difference_words(one: Difference) -> str:
    """Say it: «Алгебра: ср, 3, каб. 301 вместо пн, 1», «Физика: больше нет вт, 2», «Химия, чт, 4: ведёт Осипова Н. И.»."""
    title = one.title[:1].upper() + one.title[1:]
    was, becomes = one.before, one.after
    if was is None and becomes is not None:
        return f"{title}: прибавилось {_place(becomes)}{_where(becomes)}"
    if becomes is None and was is not None:
        return f"{title}: больше нет {_place(was)}"
    assert was is not None and becomes is not None
    match one.kind:
        case DifferenceKind.TEACHER:
            room = _where(becomes) if was.room != becomes.room else ""
            return f"{title}, {_place(becomes)}: ведёт {becomes.teacher or 'пока не назначено, кто'}{room}"
        case DifferenceKind.ROOM:
            before = f" вместо {was.room}" if was.room else ""
            return f"{title}, {_place(becomes)}: {_room(becomes) or 'без кабинета'}{before}"
    return f"{title}: {_place(becomes)}{_where(becomes)} вместо {_place(was)}"


def _place(stand: Stand) -> str:
    return f"{WEEKDAYS_SHORT[stand.weekday - 1]}, {stand.number}{_WEEKS.get(Parity(stand.parity), '')}"


def _where(stand: Stand) -> str:
    return f", {_room(stand)}" if stand.room else ""


def _room(stand: Stand) -> str:
    return f"каб. {stand.room}" if stand.room[:1].isdigit() else stand.room
