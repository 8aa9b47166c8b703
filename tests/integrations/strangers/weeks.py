"""A week dealt out so that no teacher is in two classes at once."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping

Week = dict[tuple[int, int], str]


def dealt(
    hours: Mapping[str, Mapping[str, int]],
    teacher: Callable[[str, str], Hashable],
    *,
    days: int,
    longest: int,
    together: Callable[[str, str], bool] = lambda one, other: False,
) -> dict[str, Week]:
    """Give (weekday, number) → subject for every class; `together` tells which classes one teacher may have at once."""
    left = {name: Counter({subject: count for subject, count in own.items() if count}) for name, own in hours.items()}
    weeks: dict[str, Week] = {name: {} for name in hours}
    for number in range(1, longest + 1):
        for day in range(days):
            busy: dict[Hashable, list[str]] = {}
            for name in sorted(hours, key=lambda one: -left[one].total()):
                for subject, count in left[name].most_common():
                    who = teacher(subject, name)
                    free = all(together(name, other) for other in busy.get(who, []))
                    if count and free:
                        left[name][subject] -= 1
                        weeks[name][day, number] = subject
                        busy.setdefault(who, []).append(name)
                        break
    return weeks
