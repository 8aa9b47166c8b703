"""Figures of those who study today, without names, small counts hidden."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from parta.kernel.database import in_force
from parta.people.models import Enrolment
from parta.people.rules.ages import age_on
from parta.people.rules.figures import hidden_small, hidden_within, total_shown

Line = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many study on a day: by grade with its classes, by age, by sex; None for a hidden count."""

    day: date
    total: int | None
    grades: tuple[tuple[int, int | None, tuple[Line, ...]], ...]
    ages: tuple[tuple[int | None, int | None], ...]
    sexes: tuple[Line, ...]


def figures(today: date) -> Figures:
    """Count who studies today (one query)."""
    rows = list(
        Enrolment.objects.filter(in_force(today))
        .order_by("school_class__sort_key", "school_class_id")
        .values_list(
            "school_class__grade_level", "school_class__name", "pupil__person__sex", "pupil__person__birth_date"
        )
    )
    by_grade = Counter(grade for grade, *_ in rows)
    classes: dict[int, Counter[str]] = {}
    for grade, name, *_ in rows:
        classes.setdefault(grade, Counter())[name] += 1
    ages = Counter((age_on(born, today) if born else None) for *_, born in rows)
    sexes = Counter(sex for *_, sex, _ in rows)
    grades = hidden_small(by_grade)
    parts = hidden_within(grades, classes)
    return Figures(
        today,
        total_shown(by_grade),
        tuple((grade, grades[grade], tuple(parts[grade].items())) for grade in sorted(grades)),
        tuple(sorted(hidden_small(ages).items(), key=lambda one: (one[0] is None, one[0] or 0))),
        tuple(sorted(hidden_small(sexes).items())),
    )
