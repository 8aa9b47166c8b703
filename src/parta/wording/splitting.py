"""Dividing a class into groups: how pupils are dealt, what groups are called at first, which lessons have no place."""

from collections.abc import Iterable, Mapping

from parta.curriculum.enums import DealWay
from parta.regulation.enums import Terminology
from parta.wording.dates import WEEKDAYS_SHORT

_WAYS = {
    DealWay.HALVES: "по алфавиту подряд",
    DealWay.TURNS: "по алфавиту через одного",
    DealWay.SEX: "мальчики и девочки",
}


def deal_ways(terminology: Terminology) -> Mapping[DealWay, str]:
    """Say how the list is dealt at first; the rest is done by hand."""
    return {**_WAYS, DealWay.SEX: "юноши и девушки"} if terminology is Terminology.COLLEGE else _WAYS


def part_name(place: int, way: DealWay | None, terminology: Terminology) -> str:
    """Say what a group is called until somebody calls it otherwise: «1 гр.», «мал.»."""
    if way is DealWay.SEX and place < 2:
        return ("юн." if terminology is Terminology.COLLEGE else "мал.", "дев.")[place]
    return f"{place + 1} гр."


def unplaced_text(unplaced: Iterable[tuple[str, int, int]]) -> str:
    """Say which cells of the week found no place, by group, weekday and number; nothing where all have one."""
    said = [
        f"{group}: {WEEKDAYS_SHORT[weekday - 1]}{f', № {number}' if number else ''}"
        for group, weekday, number in unplaced
    ]
    if not said:
        return ""
    return f"Нет места в расписании (кто ведёт, в это время занят): {'; '.join(said)}. Поставьте их в «Правке»."
