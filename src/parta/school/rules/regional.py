"""Days off that a region adds to those of the country (`regional.toml`)."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

_REGIONS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "regional.toml").read_text())["region"]
_DAY = timedelta(days=1)
_SUNDAY = 7


@lru_cache(maxsize=64)
def regional_days(region: str, year: int) -> Mapping[date, str]:
    """Give the days off of a region in a calendar year with their names; nothing for a region without such days."""
    found = {}
    for one in _days_of(region):
        day = _day_in(one, year)
        if day is not None:
            found[day + _DAY if day.isoweekday() == _SUNDAY else day] = str(one["name"])
    return found


def days_not_known(region: str, year: int) -> list[str]:
    """Name the days off of a region whose date of a calendar year its decree is to tell."""
    return [str(one["name"]) for one in _days_of(region) if _day_in(one, year) is None]


def orthodox_easter(year: int) -> date:
    """Give the day of Orthodox Easter by the Gregorian calendar, for the years 1900 to 2099 (Meeus)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    month, day = divmod(d + (2 * a + 4 * b - d + 34) % 7 + 114, 31)
    return date(year, month, day + 1) + 13 * _DAY


def _days_of(region: str) -> list[dict[str, Any]]:
    name = region.casefold()
    return [day for one in _REGIONS if any(word in name for word in one["words"]) for day in one["day"]]


def _day_in(one: Mapping[str, Any], year: int) -> date | None:
    if "on" in one:
        return date.fromisoformat(f"{year}-{one['on']}")
    if "easter" in one:
        return orthodox_easter(year) + int(one["easter"]) * _DAY
    return next((day for day in map(date.fromisoformat, one["dates"]) if day.year == year), None)
