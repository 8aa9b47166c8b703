"""Figures without names: small counts are hidden, and so is what would give them away by subtraction."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

LEAST = 5
"""A count of fewer people may point at one of them (S1: 3.3.9; trust: averages of tiny groups)."""


def hidden_small(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Hide counts from 1 to 4 of a whole whose total is known; None stands for a hidden one.

    A single hidden count, or several that make fewer than five together, would be known by subtraction: the next
    smallest is hidden too.
    """
    order = sorted((key for key in counts if counts[key]), key=lambda key: counts[key])
    hidden = [key for key in order if counts[key] < LEAST]
    if hidden:
        for key in order[len(hidden) :]:
            if len(hidden) > 1 and sum(counts[one] for one in hidden) >= LEAST:
                break
            hidden.append(key)
    return {key: None if key in hidden else count for key, count in counts.items()}


def hidden_within(
    groups: Mapping[Key, int | None], parts: Mapping[Key, Mapping[str, int]]
) -> dict[Key, dict[str, int | None]]:
    """Hide small parts of groups; of a hidden group all parts are, for their sum is the group."""
    return {key: dict.fromkeys(own) if groups[key] is None else hidden_small(own) for key, own in parts.items()}


def total_shown(counts: Mapping[Key, int]) -> int | None:
    """Give the total, hidden where it is small itself."""
    total = sum(counts.values())
    return None if 0 < total < LEAST else total


def share_shown(count: int, *, of: int) -> int | None:
    """Give a count of a known whole, hidden where they, or those who are not, are few; nobody is no secret."""
    return count if count == 0 or min(count, of - count) >= LEAST else None
