"""Sheets for the wall as plain data: days and numbers down and classes across, or teachers down and days across."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from parta.paper.words import capital
from parta.wording.dates import WEEKDAYS

Item = TypeVar("Item")
_WEEKS = {"any": "", "odd": "чис.", "even": "зн."}


@dataclass(frozen=True, slots=True)
class WallCell:
    """A lesson of the week in words."""

    weekday: int
    number: int
    parity: str
    class_ids: tuple[int, ...]
    teacher_id: int | None
    subject: str
    group: str
    room: str
    class_names: tuple[str, ...]


def class_sheets(
    classes: Sequence[tuple[int, str]], cells: Iterable[WallCell], *, across: int, down: int
) -> list[dict[str, Any]]:
    """Lay out days and numbers down and classes across, at most so many classes and hours a sheet.

    A sheet has the days and hours that its own classes have.
    """
    found: dict[tuple[int, int, int], list[WallCell]] = defaultdict(list)
    for cell in cells:
        for class_id in cell.class_ids:
            found[class_id, cell.weekday, cell.number].append(cell)
    shown = [one for one in classes if any(key[0] == one[0] for key in found)]
    parts = [(some, _numbers(found, {pk for pk, _ in some})) for some in _parts(shown, across)]
    return [
        {
            "heads": [name for _, name in some],
            "days": [
                {
                    "name": capital(WEEKDAYS[weekday - 1]),
                    "rows": [
                        {
                            "no": str(number),
                            "cells": [_class_lines(found.get((pk, weekday, number), [])) for pk, _ in some],
                        }
                        for number in numbers[weekday]
                    ],
                }
                for weekday in week
            ],
        }
        for some, numbers in parts
        for week in _weeks(numbers, down)
    ]


def teacher_sheets(
    teachers: Sequence[tuple[int, str]], cells: Iterable[WallCell], *, across: int
) -> list[dict[str, Any]]:
    """Lay out teachers down and days with their numbers across, at most so many hours a sheet."""
    found: dict[tuple[int, int, int], list[WallCell]] = defaultdict(list)
    for cell in cells:
        if cell.teacher_id is not None:
            found[cell.teacher_id, cell.weekday, cell.number].append(cell)
    numbers = _numbers(found, {pk for pk, _ in teachers})
    shown = [one for one in teachers if any(key[0] == one[0] for key in found)]
    return [
        {
            "days": [
                {"name": capital(WEEKDAYS[day - 1]), "numbers": [str(one) for one in numbers[day]]} for day in week
            ],
            "rows": [
                {
                    "name": name,
                    "cells": [
                        {"lines": _teacher_lines(found.get((pk, day, number), [])), "first": number == numbers[day][0]}
                        for day in week
                        for number in numbers[day]
                    ],
                }
                for pk, name in shown
            ],
        }
        for week in _weeks(numbers, across)
    ]


def _numbers(found: Mapping[tuple[int, int, int], object], whose: Collection[int]) -> dict[int, list[int]]:
    """Give the numbers of every day on which somebody of these has lessons, without gaps."""
    spans: dict[int, tuple[int, int]] = {}
    for pk, weekday, number in found:
        if pk not in whose:
            continue
        low, high = spans.get(weekday, (number, number))
        spans[weekday] = (min(low, number), max(high, number))
    return {weekday: list(range(low, high + 1)) for weekday, (low, high) in spans.items()}


def _weeks(numbers: Mapping[int, Sequence[int]], most: int) -> list[Sequence[int]]:
    """Cut the week into as few parts of whole days as have no more than so many hours each, but at least one day."""
    days = sorted(numbers)
    hours = max((len(numbers[day]) for day in days), default=1)
    return _parts(days, max(1, most // hours))


def _class_lines(cells: Iterable[WallCell]) -> list[dict[str, str]]:
    """Say a class's hour: a line a subject and week, with the rooms of its groups one after another.

    What is the same in both weeks is said once.
    """
    lines: dict[tuple[str, str], list[str]] = {}
    for cell in sorted(cells, key=lambda one: (one.parity == "even", one.subject, one.group, one.room)):
        rooms = lines.setdefault((cell.parity, cell.subject), [])
        if cell.room and cell.room not in rooms:
            rooms.append(cell.room)
    return _weekly(
        {"week": _WEEKS[parity], "what": capital(subject), "where": "/".join(rooms)}
        for (parity, subject), rooms in lines.items()
    )


def _teacher_lines(cells: Iterable[WallCell]) -> list[dict[str, str]]:
    """Say a teacher's hour: to whom and where."""
    return _weekly(
        {"week": _WEEKS[cell.parity], "what": ", ".join(cell.class_names), "where": cell.room}
        for cell in sorted(cells, key=lambda one: (one.parity == "even", one.class_names, one.room))
    )


def _weekly(lines: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Join the lines that say the same of the odd and of the even week."""
    found = list(lines)
    by_week = {(one["week"], one["what"], one["where"]) for one in found}

    def both(one: dict[str, str]) -> bool:
        return all((week, one["what"], one["where"]) in by_week for week in (_WEEKS["odd"], _WEEKS["even"]))

    said = [{**one, "week": ""} if one["week"] and both(one) else one for one in found]
    return [one for place, one in enumerate(said) if one not in said[:place]]


def _parts(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """Cut into as few parts as there must be, as even as can be."""
    count = -(-len(items) // most) if items else 0
    edges = [len(items) * n // count for n in range(count + 1)] if count else []
    return [items[start:end] for start, end in pairwise(edges)]
