"""Dated rows of a card as the card shows them."""

from dataclasses import dataclass
from datetime import date

from parta.kernel.sql import sql

_LAST = """
SELECT c.day, concat_ws(' ', p.last_name, p.first_name, NULLIF(p.patronymic, '')), c.with_class
FROM (
    SELECT day, checked_by_id, checked_at, false AS with_class FROM people_pupilcheck WHERE pupil_id = %(pupil)s
    UNION ALL
    SELECT d.day, d.checked_by_id, d.checked_at, true FROM people_datacheck d
    JOIN people_enrolment e ON e.school_class_id = d.school_class_id AND e.pupil_id = %(pupil)s
        AND e.starts_on <= d.day AND (e.ends_on IS NULL OR e.ends_on >= d.day)
) c JOIN people_person p ON p.id = c.checked_by_id
ORDER BY c.day DESC, c.with_class, c.checked_at DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Currency:
    """When the data of a pupil were last found true and by whom; with the class or alone."""

    day: date
    by: str
    with_class: bool


def currency_of(pupil_id: int) -> Currency | None:
    """Give when a pupil's data were last checked, alone or with the class of that day (one query)."""
    rows = sql(_LAST, {"pupil": pupil_id})
    return Currency(*rows[0]) if rows else None
