"""Rooms in Russian: on which days one is out of use, what is wrong with the room of a lesson."""

from datetime import date

from parta.timetable.enums import Fault
from parta.wording.dates import full_date

DOUBTS = {
    Fault.ROOM_OUT: "кабинет не используется",
    Fault.ROOM_SHUT: "кабинет тогда не даётся",
    Fault.ROOM_UNWANTED: "кабинет тогда лучше не занимать",
    Fault.ROOM_UNFIT: "кабинет не для этого",
    Fault.ROOM_SMALL: "мест меньше, чем людей",
}
"""What is wrong with the room of a lesson on the wall."""


def out_words(first: date, last: date | None, why: str) -> str:
    """Say on which days a room is out of use: «не используется с 10 марта 2027 г. по 20 марта 2027 г. (ремонт)»."""
    until = f" по {full_date(last)}" if last else ""
    reason = f" ({why})" if why else ""
    return f"не используется с {full_date(first)}{until}{reason}"
