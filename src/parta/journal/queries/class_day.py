"""The day of a class: who is absent now, since which lesson, what families told; and which classes are not checked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parta.journal.queries.class_marks import SEATS
from parta.journal.queries.illness import paper
from parta.journal.rules.day_checks import CheckDue, CheckState, check_due, check_state
from parta.kernel.sql import sql
from parta.regulation.enums import AbsenceCode
from parta.regulation.queries import versions
from parta.regulation.rules.tree import Regulation
from parta.school.models import SchoolClass

AWAY = frozenset({AbsenceCode.ABSENT, AbsenceCode.ILL, AbsenceCode.EXCUSED, AbsenceCode.UNEXCUSED})
"""Absences that the family is asked about; lateness, exemption and distance are not."""

_PLACES = (
    (Path(__file__).parent / "class_day.sql").read_text().format(seats=SEATS, paper=paper("pupil.pupil_id", "%(day)s"))
)
_LAST_CHANGE = """
SELECT max(e.at) FROM audit_event e
WHERE e.chain = ANY(%(chains)s) AND (e.act LIKE 'journal.absence%%' OR e.act = 'journal.record_restored') AND e.subject->>'lesson' = ANY(%(lessons)s)
  AND e.subject->>'pupil' = ANY(%(pupils)s) AND e.person_id IS DISTINCT FROM %(checker)s
"""
_CHECK = """
SELECT d.checked_at, d.checked_by_id, p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.'
FROM journal_daycheck d JOIN people_person p ON p.id = d.checked_by_id
WHERE d.school_class_id = %(class)s AND d.day = %(day)s
"""
_NOTICES = """
SELECT n.id, n.pupil_id, n.starts_on, n.ends_on, n.text, concat_ws(' ', p.last_name, p.first_name, p.patronymic), n.announced_at
FROM journal_absencenotice n JOIN people_person p ON p.id = n.announced_by_id
WHERE n.pupil_id = ANY(%(pupils)s) AND n.starts_on <= %(day)s AND n.ends_on >= %(day)s AND n.withdrawn_at IS NULL
ORDER BY n.announced_at
"""
_CLASSES = f"""
SELECT k.id, k.name, max(l.ends_at), d.checked_at,
       (SELECT p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.'
        FROM people_person p WHERE p.id = d.checked_by_id),
       (SELECT string_agg(p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.', ', ' ORDER BY h.acting)
        FROM people_homeroomteacher h JOIN people_person p ON p.id = h.employee_id
        WHERE h.school_class_id = k.id AND h.starts_on <= %(day)s AND (h.ends_on IS NULL OR h.ends_on >= %(day)s)),
       (SELECT count(DISTINCT a.pupil_id) FROM journal_attendance a JOIN timetable_lesson x ON x.id = a.lesson_id
        JOIN people_enrolment e ON e.pupil_id = a.pupil_id AND e.school_class_id = k.id
             AND e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)
        WHERE x.date = %(day)s AND a.code IN ('absent', 'ill', 'excused', 'unexcused')),
       (SELECT count(DISTINCT a.pupil_id) FROM journal_attendance a JOIN timetable_lesson x ON x.id = a.lesson_id
        JOIN people_enrolment e ON e.pupil_id = a.pupil_id AND e.school_class_id = k.id
             AND e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)
        WHERE x.date = %(day)s AND a.code = 'absent' AND a.reason = ''
          AND NOT {paper("a.pupil_id", "x.date")})
FROM school_schoolclass k
JOIN curriculum_course c ON c.school_class_id = k.id
JOIN timetable_lesson l ON l.course_id = c.id AND l.date = %(day)s AND l.status <> 'cancelled'
LEFT JOIN journal_daycheck d ON d.school_class_id = k.id AND d.day = %(day)s
GROUP BY k.id, k.name, k.sort_key, d.checked_at, d.checked_by_id
ORDER BY k.sort_key, k.id
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A pupil at a lesson: the absence as it stands."""

    lesson_id: int
    course_id: int
    code: str
    reason: str
    version: int

    @property
    def away(self) -> bool:
        """Whether the pupil was not there."""
        return self.code in AWAY


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of the day: its lessons (subgroups have theirs at one time), and whether each has its roll call.

    `control`: what the schedule of control works has for them, «алгебра: контрольная работа».
    """

    start: datetime
    end: datetime
    number: int | None
    titles: tuple[str, ...]
    rolled: bool
    control: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a family told beforehand."""

    id: int
    start: date
    end: date
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PupilDay:
    """A pupil's day: a cell or None for each slot; the notice of the family, if any; whether the nurse has a certificate."""

    id: int
    name: str
    cells: tuple[Cell | None, ...]
    notice: Notice | None
    away_now: bool
    since: Slot | None
    ill: bool

    @property
    def away(self) -> tuple[Cell, ...]:
        """The absences of the day."""
        return tuple(cell for cell in self.cells if cell is not None and cell.away)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Words of the reasons given, each once."""
        return tuple(dict.fromkeys(cell.reason for cell in self.away if cell.reason))


@dataclass(frozen=True, slots=True)
class Check:
    """How the look at the day's absences stands: its state, by when, who looked."""

    state: CheckState
    due: CheckDue | None
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class ClassDay:
    """The page of a class's day."""

    day: date
    slots: tuple[Slot, ...]
    absent: tuple[PupilDay, ...]
    announced: tuple[PupilDay, ...]
    present: tuple[PupilDay, ...]
    check: Check
    regulation: Regulation

    @property
    def ill(self) -> tuple[PupilDay, ...]:
        """Who is not marked absent and has a certificate of illness for the day."""
        return tuple(row for row in (*self.announced, *self.present) if row.ill)

    @property
    def pupils(self) -> int:
        """All pupils of the class."""
        return len(self.absent) + len(self.announced) + len(self.present)

    @property
    def now_away(self) -> int:
        """Pupils who are not there at this lesson, or were not at the last one."""
        return sum(row.away_now for row in self.absent)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A class with lessons on the day: how the look at its absences stands."""

    id: int
    name: str
    homeroom: str
    absent: int
    unexplained: int
    check: Check


def class_day(school_class: SchoolClass, *, day: date, now: datetime) -> ClassDay:
    """Read a class's day (five queries)."""
    zone = _zone(now)
    rules = versions().on(day)
    rows = sql(_PLACES, {"class": school_class.pk, "day": day, "start": day, "end": day})
    checked = sql(_CHECK, {"class": school_class.pk, "day": day})
    at, checker, by = checked[0] if checked else (None, None, "")
    pupils = list(dict.fromkeys(row[0] for row in rows))
    notices = {
        pupil: Notice(ident, start, end, text, who, told.astimezone(zone))
        for ident, pupil, start, end, text, who, told in sql(_NOTICES, {"pupils": pupils, "day": day})
    }
    lessons = [row for row in rows if row[2] is not None]
    changed = None
    if at is not None:
        params = {
            "chains": [f"course:{one}" for one in {row[3] for row in lessons}],
            "lessons": [str(one) for one in {row[2] for row in lessons}],
            "pupils": [str(one) for one in pupils],
            "checker": checker,
        }
        ((changed,),) = sql(_LAST_CHANGE, params)
    slots = _slots(lessons, zone)
    due = check_due(rules, day=day, last_end=max((slot.end for slot in slots), default=None), zone=zone)
    state = check_state(due, checked_at=at, changed_at=changed, now=now)
    people = [_pupil(key, [row for row in rows if row[0] == key], slots, notices.get(key), now) for key in pupils]
    return ClassDay(
        day,
        slots,
        tuple(row for row in people if row.away),
        tuple(row for row in people if row.notice and not row.away),
        tuple(row for row in people if not row.away and not row.notice),
        Check(state, due, at.astimezone(zone) if at else None, by),
        rules,
    )


def checks_page(*, day: date, now: datetime) -> tuple[CheckRow, ...]:
    """Tell of every class with lessons on a day whether its absences were looked through (two queries)."""
    zone = _zone(now)
    rules = versions().on(day)
    found = []
    for ident, name, last_end, at, by, homeroom, absent, unexplained in sql(_CLASSES, {"day": day}):
        due = check_due(rules, day=day, last_end=last_end.astimezone(zone), zone=zone)
        state = check_state(due, checked_at=at, changed_at=None, now=now)
        check = Check(state, due, at.astimezone(zone) if at else None, by or "")
        found.append(CheckRow(ident, name, homeroom or "", absent, unexplained, check))
    return tuple(found)


def absences_of(school_class: SchoolClass, *, pupil_id: int, day: date) -> list[Cell]:
    """Give the absences of a pupil on a day, as the page shows them (one query)."""
    rows = sql(_PLACES, {"class": school_class.pk, "day": day, "start": day, "end": day})
    cells = [_cell(row) for row in rows if row[0] == pupil_id and row[2] is not None]
    return [cell for cell in cells if cell.away]


def _zone(now: datetime) -> ZoneInfo:
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    return zone


def _cell(row: Sequence[Any]) -> Cell:
    return Cell(row[2], row[3], *row[10:13])


def _slots(lessons: Sequence[Sequence[Any]], zone: ZoneInfo) -> tuple[Slot, ...]:
    by_start: dict[datetime, list[Sequence[Any]]] = defaultdict(list)
    for row in lessons:
        by_start[row[5]].append(row)
    return tuple(
        Slot(
            start.astimezone(zone),
            max(row[6] for row in rows).astimezone(zone),
            rows[0][4],
            tuple(dict.fromkeys(_title(row) for row in rows)),
            all(row[9] for row in rows),
            tuple(dict.fromkeys(f"{_title(row)}: {row[14]}" for row in rows if row[14])),
        )
        for start, rows in sorted(by_start.items())
    )


def _title(row: Sequence[Any]) -> str:
    return f"{row[7]} ({row[8]})" if row[8] else str(row[7])


def _pupil(
    key: int, rows: Sequence[Sequence[Any]], slots: Sequence[Slot], notice: Notice | None, now: datetime
) -> PupilDay:
    at = {row[5]: _cell(row) for row in rows if row[2] is not None}
    cells = tuple(at.get(slot.start) for slot in slots)
    begun = [(slot, cell) for slot, cell in zip(slots, cells, strict=True) if cell is not None and slot.start <= now]
    last = [(slot, cell) for slot, cell in begun if cell is not None and (cell.code or slot.rolled)]
    since = None
    for slot, cell in reversed(last):
        if not cell.away:
            break
        since = slot
    return PupilDay(key, rows[0][1], cells, notice, since is not None, since, rows[0][13])
