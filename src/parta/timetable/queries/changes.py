"""What lately changed in the timetable of one person: another week from a day on, days with and without lessons."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import groupby

from parta.audit.models import CALENDAR
from parta.curriculum.queries.own import MINE
from parta.kernel.sql import sql
from parta.timetable.models import ChangeSeen
from parta.timetable.rules.differences import Difference, Stand, differences

_BACK, _AHEAD, _SOON = timedelta(days=14), timedelta(days=120), timedelta(days=30)
_TEACHER = """
mine AS (
    SELECT t.course_id AS id, t.starts_on, COALESCE(t.ends_on, 'infinity'::date) AS ends_on
    FROM curriculum_teachingload t WHERE t.employee_id = %(person)s
)
"""
_CHANGES = """
, pair AS (
    SELECT v.id, p.id AS former, v.starts_on, false AS withdrawn FROM timetable_timetableversion v
    JOIN timetable_timetableversion p ON p.year_id = v.year_id AND p.ends_on = v.starts_on - 1
    WHERE v.starts_on BETWEEN %(back)s::date AND %(ahead)s::date
    UNION ALL
    SELECT v.id, -w.id, w.starts_on, true FROM timetable_timetablepublication w
    JOIN timetable_timetableversion v ON v.year_id = w.year_id AND v.starts_on < w.starts_on
        AND COALESCE(v.ends_on, 'infinity'::date) >= w.starts_on
    WHERE w.starts_on BETWEEN %(back)s::date AND %(ahead)s::date AND w.id IN (
        SELECT max(id) FROM timetable_timetablepublication WHERE withdrawn_at >= %(back)s::date GROUP BY year_id, starts_on
    )
), cell AS (
    SELECT id, timetable_id, course_id, weekday, number, parity, room_id, employee_id FROM timetable_timetableslot
    WHERE timetable_id IN (SELECT id FROM pair UNION SELECT former FROM pair) AND number IS NOT NULL
    UNION ALL
    SELECT 0, -w.id, c.course_id, c.weekday, c.number, c.parity, c.room_id, c.employee_id
    FROM timetable_timetablepublication w CROSS JOIN jsonb_to_recordset(w.cells)
        AS c(course_id bigint, weekday smallint, number smallint, parity text, room_id bigint, employee_id bigint)
    WHERE -w.id IN (SELECT former FROM pair) AND c.number IS NOT NULL
), stands AS (
    SELECT pair.starts_on, pair.withdrawn, json_build_array(s.timetable_id = pair.id, c.id,
        concat_ws(', ', NULLIF(k.name, ''), COALESCE(NULLIF(c.title, ''), j.name)) || COALESCE(' (' || g.name || ')', ''),
        s.weekday, s.number, s.parity, COALESCE(r.number, ''),
        COALESCE(t.last_name || COALESCE(' ' || LEFT(NULLIF(t.first_name, ''), 1) || '.', '')
            || COALESCE(' ' || LEFT(NULLIF(t.patronymic, ''), 1) || '.', ''), '')) AS stand,
        row_number() OVER (ORDER BY pair.starts_on, pair.withdrawn, c.sort_key, c.id, s.weekday, s.number, s.id) AS place
    FROM pair JOIN cell s ON s.timetable_id IN (pair.id, pair.former)
    JOIN curriculum_course c ON c.id = s.course_id JOIN curriculum_subject j ON j.id = c.subject_id
    LEFT JOIN school_schoolclass k ON k.id = c.school_class_id AND {of_teacher}
    LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id AND {of_teacher}
    LEFT JOIN school_room r ON r.id = s.room_id LEFT JOIN people_person t ON t.id = s.employee_id
    WHERE {whose}
), own AS (
    SELECT DISTINCT c.calendar_id, c.school_class_id FROM mine JOIN curriculum_course c ON c.id = mine.id
    WHERE %(today)s::date BETWEEN mine.starts_on AND mine.ends_on
), told AS (
    SELECT max(e.seq) AS seq, e.subject->>'kind' AS kind, (e.subject->>'id')::bigint AS id FROM audit_event e
    WHERE e.chain = 'school' AND e.act = '{act}' AND e.at >= %(back)s::date GROUP BY 2, 3
), days AS (
    SELECT d.date, d.kind, d.follows_weekday, d.follows_date, d.note, '' AS class, max(told.seq) AS seq
    FROM school_specialday d JOIN told ON told.kind = 'special_day' AND told.id = d.id
    WHERE d.date BETWEEN %(today)s::date AND %(soon)s::date AND d.calendar_id IN (SELECT calendar_id FROM own)
    GROUP BY 1, 2, 3, 4, 5
    UNION ALL
    SELECT d.date, d.kind, NULL, NULL, d.note, k.name, told.seq
    FROM school_classday d JOIN told ON told.kind = 'class_day' AND told.id = d.id
    JOIN school_schoolclass k ON k.id = d.school_class_id
    WHERE d.date BETWEEN %(today)s::date AND %(soon)s::date AND d.school_class_id IN (SELECT school_class_id FROM own)
)
SELECT COALESCE((SELECT json_agg(json_build_array(starts_on, withdrawn, stand) ORDER BY place) FROM stands), '[]'),
    COALESCE((SELECT json_agg(json_build_array(date, kind, follows_weekday, follows_date, note, class, seq)
        ORDER BY date, class, kind, note) FROM days), '[]')
"""
_OWN = "EXISTS (SELECT 1 FROM mine WHERE mine.id = s.course_id AND mine.ends_on >= pair.starts_on)"
_OF_PUPIL = f"WITH {MINE}{_CHANGES.format(act=CALENDAR, whose=_OWN, of_teacher='false')}"
_OF_TEACHER = f"WITH {_TEACHER}" + _CHANGES.format(
    act=CALENDAR,
    whose=f"s.employee_id = %(person)s OR (s.employee_id IS NULL AND {_OWN})",
    of_teacher="true",
)


@dataclass(frozen=True, slots=True)
class NewWeek:
    """The weekly timetable is another one from a day on; `withdrawn`: the one told before is not, all stays as it was."""

    starts_on: date
    withdrawn: bool
    differences: tuple[Difference, ...]
    stamp: str


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day has become special; `class_name` where it is a class's own."""

    day: date
    kind: str
    follows_weekday: int | None
    follows_date: date | None
    note: str
    class_name: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What lately changed for a person and is not said to be seen; each has a stamp that names exactly what it says."""

    pupil_id: int | None
    weeks: tuple[NewWeek, ...]
    days: tuple[NewDay, ...]

    def __bool__(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.weeks or self.days)

    @property
    def stamps(self) -> list[str]:
        """The stamps of all that is shown."""
        return [*(one.stamp for one in self.weeks), *(one.stamp for one in self.days)]


def changes_for(*, person_id: int, pupil_id: int | None, today: date) -> Changes:
    """Give what changed for a teacher, or for a pupil whom the person looks after, in two queries.

    Weekly timetables from two weeks ago on, those put in force and taken back in the last two weeks, special days of
    the next month that were entered in the last two weeks.
    """
    values = {
        "person": person_id, "pupil": pupil_id, "today": today, "back": today - _BACK, "ahead": today + _AHEAD,
        "soon": today + _SOON,
    }  # fmt: skip
    stands, special = sql(_OF_TEACHER if pupil_id is None else _OF_PUPIL, values)[0]
    weeks: list[NewWeek] = []
    for (starts_on, withdrawn), own in groupby(stands, key=lambda row: (str(row[0]), bool(row[1]))):
        sides: dict[bool, list[Stand]] = {False: [], True: []}
        for _, _, (new, *stand) in own:
            sides[new].append(Stand(*stand))
        if found := differences(sides[False], sides[True]):
            stamp = _stamp(pupil_id, starts_on, found, *(["withdrawn"] if withdrawn else []))
            weeks.append(NewWeek(date.fromisoformat(starts_on), withdrawn, found, stamp))
    days = [_day(pupil_id, *row) for row in special]
    told = Changes(pupil_id, tuple(weeks), tuple(days))
    seen = set(ChangeSeen.objects.filter(person_id=person_id, stamp__in=told.stamps).values_list("stamp", flat=True))
    return replace(
        told,
        weeks=tuple(one for one in weeks if one.stamp not in seen),
        days=tuple(one for one in days if one.stamp not in seen),
    )


def _day(
    pupil_id: int | None, day: str, kind: str, weekday: int | None, followed: str | None, note: str, of: str, seq: int
) -> NewDay:
    follows = date.fromisoformat(followed) if followed else None
    stamp = _stamp(pupil_id, day, kind, weekday, followed, note, of, seq)
    return NewDay(date.fromisoformat(day), kind, weekday, follows, note, of, stamp)


def _stamp(*what: object) -> str:
    return sha256(repr(what).encode()).hexdigest()[:32]
