"""A class's curriculum beside what is given: totals by profile, streams of pupils, what differs; plain values in."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from parta.kernel.text import normal

MOST_HOURS = 40
"""Hours a week of one subject."""
_SHORTEST = 3
Lines = Iterable[tuple[int, str, Decimal]]


def totals(lines: Lines) -> dict[str, Decimal]:
    """Give the hours a week of each profile (subject, profile, hours): its own line of a subject or the common one.

    Without profiles the one total has the empty name.
    """
    found: dict[int, dict[str, Decimal]] = {}
    for subject, profile, hours in lines:
        found.setdefault(subject, {})[profile] = hours
    profiles = sorted({profile for own in found.values() for profile in own} - {""}) or [""]
    return {
        profile: sum((own.get(profile, own.get("", Decimal())) for own in found.values()), Decimal())
        for profile in profiles
    }


def own_profiles(groups: Iterable[str], profiles: Collection[str]) -> set[str]:
    """Give the profiles that names of groups mean: the same words, or «техн. гр.» for «технологический профиль».

    A name that may mean several profiles means none.
    """
    found: set[str] = set()
    for name in groups:
        said = normal(name)
        stem = said.partition(" ")[0].rstrip(".")
        short = len(stem) >= _SHORTEST and stem.isalpha()
        near = {one for one in profiles if normal(one) == said or (short and normal(one).startswith(stem))}
        found |= near if len(near) == 1 else set()
    return found


def streams(courses: Iterable[tuple[str, Decimal]]) -> set[Decimal]:
    """Give how many hours a pupil may have by the courses of a subject (group, hours): the class's and a group's."""
    whole = Decimal()
    groups: dict[str, Decimal] = {}
    for group, hours in courses:
        if group:
            groups[group] = groups.get(group, Decimal()) + hours
        else:
            whole += hours
    return {whole + hours for hours in groups.values()} or {whole}


def differs(planned: Mapping[str, Decimal], courses: Iterable[tuple[str, Decimal]]) -> bool:
    """Tell whether courses give other hours than a subject's lines (by profile) plan."""
    return streams(courses) != (set(planned.values()) or {Decimal()})


def hours_of_semester(
    loads: Iterable[tuple[Decimal | None, int | None]], weekly: Decimal | None, *, weeks: int
) -> Decimal | None:
    """Give a journal's hours in a semester by its loads (a week, in the semester), else by its week; None: unsaid."""
    said = [
        Decimal(total) if total is not None else (hours or Decimal()) * weeks
        for hours, total in loads
        if total is not None or hours is not None
    ]
    if said:
        return sum(said, Decimal())
    return weekly * weeks if weekly is not None else None
