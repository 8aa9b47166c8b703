"""Places of the week in one cell, weekday and lesson number: written and read back the same."""

import re
from collections.abc import Iterable

from .dates import weekdays

_DAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_PART = re.compile(r"([^\d]+?)\s*:?\s*(\d[\d\s,–—-]*)")
_RANGE = re.compile(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?")
_MOST = 20

Place = tuple[int, int]
"""ISO weekday and lesson number."""


def places_text(places: Iterable[Place]) -> str:
    """Write «пн 1–3, 7; ср 2»."""
    by_day: dict[int, list[int]] = {}
    for day, number in sorted(places):
        by_day.setdefault(day, []).append(number)
    return "; ".join(f"{_DAYS[day - 1]} {_numbers(numbers)}" for day, numbers in by_day.items())


def places_in(text: str) -> frozenset[Place] | None:
    """Read «пн 1–3, 7; ср 2», «вторник–пятница 7»; None where a part is not a weekday with lesson numbers."""
    found: set[Place] = set()
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        match = _PART.fullmatch(part.strip())
        days = weekdays(match[1]) if match else frozenset()
        spans = [_span(one.strip()) for one in match[2].split(",") if one.strip()] if match else []
        if not days or not spans or not all(spans):
            return None
        found |= {(day + 1, number) for day in days for span in spans for number in span}
    return frozenset(found)


def _span(text: str) -> range:
    match = _RANGE.fullmatch(text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    return range(first, last + 1) if first >= 1 and last <= _MOST else range(0)


def _numbers(numbers: list[int]) -> str:
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
