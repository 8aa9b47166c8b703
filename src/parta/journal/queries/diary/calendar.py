"""The year as the child's class lives it, and the stamp by which a page knows that something was entered."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from parta.curriculum.queries.own import MINE
from parta.journal.queries.diary.children import Child
from parta.journal.queries.diary.sql import parsed
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.regulation.queries import Versions, versions_from
from parta.school.enums import ClassDayKind

_CALENDAR = f"""
WITH {MINE}
SELECT
    (SELECT json_agg(json_build_array(id, kind, number, starts_on, ends_on) ORDER BY starts_on)
     FROM school_term WHERE calendar_id = %(calendar)s),
    (SELECT json_agg(json_build_array(starts_on, ends_on, title) ORDER BY starts_on)
     FROM school_vacation WHERE calendar_id = %(calendar)s),
    (SELECT json_agg(json_build_array(d.date, d.kind, d.note) ORDER BY d.date) FROM (
        SELECT date, kind, note FROM school_specialday WHERE calendar_id = %(calendar)s
        UNION ALL SELECT date, kind, note FROM school_classday WHERE school_class_id = %(class)s) d),
    (SELECT week_days FROM school_calendar WHERE id = %(calendar)s),
    (SELECT COALESCE(sum(h.seq), 0) FROM audit_chainhead h
     WHERE h.chain IN (SELECT 'course:' || id FROM mine) OR h.chain IN ('pupil:' || %(pupil)s, 'timetable', 'school')),
    (SELECT count(*) FROM journal_homeworkdone WHERE pupil_id = %(pupil)s),
    (SELECT json_agg(json_build_array(effective_from, preset, values) ORDER BY effective_from)
     FROM regulation_regulationversion)
"""


@dataclass(frozen=True, slots=True)
class Period:
    """A term of the child's calendar."""

    id: int
    kind: str
    number: int
    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Rest:
    """A vacation or one day without lessons; `title` is the school's own word and may be empty.

    `ordered`: lessons are off by the school's decision, and the title is its ground.
    """

    starts_on: date
    ends_on: date
    title: str
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class DiaryCalendar:
    """Terms and rest of the year, days at a distance with their grounds, the school's regulation, and the stamp.

    The stamp changes with everything that is entered for the child.
    """

    terms: tuple[Period, ...]
    rests: tuple[Rest, ...]
    distant: Mapping[date, str]
    week_days: int
    regulation: Versions
    stamp: str

    def term_on(self, day: date) -> Period | None:
        """Give the term of a day; in vacations the one before, before the year the first."""
        past = [term for term in self.terms if term.starts_on <= day]
        return past[-1] if past else next(iter(self.terms), None)

    def term_by_id(self, term_id: int | None, today: date) -> Period | None:
        """Give the chosen term, or the current one without a choice; raise `NotVisible` for an unknown one."""
        if term_id is None:
            return self.term_on(today)
        for term in self.terms:
            if term.id == term_id:
                return term
        raise NotVisible

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day of lessons of the year."""
        return (self.terms[0].starts_on, self.terms[-1].ends_on) if self.terms else None

    def rest_on(self, day: date) -> Rest | None:
        """Give the vacation or the holiday of a day."""
        return next((rest for rest in self.rests if rest.starts_on <= day <= rest.ends_on), None)


def diary_calendar(child: Child, today: date) -> DiaryCalendar:
    """Read the child's calendar and the stamp (one query)."""
    params = {"pupil": child.id, "calendar": child.calendar_id, "class": child.class_id}
    terms, vacations, special, week_days, seq, ticks, acts = sql(_CALENDAR, params)[0]
    days = parsed(special) or ()
    off = [(day, day, note, kind == "day_off") for day, kind, note in days if kind in ("holiday", "day_off")]
    spans = [*off, *((*span, False) for span in parsed(vacations) or ())]
    return DiaryCalendar(
        terms=tuple(
            Period(id_, kind, number, date.fromisoformat(start), date.fromisoformat(end))
            for id_, kind, number, start, end in parsed(terms) or ()
        ),
        rests=tuple(
            Rest(date.fromisoformat(start), date.fromisoformat(end), title, ordered)
            for start, end, title, ordered in spans
        ),
        distant={date.fromisoformat(day): note for day, kind, note in days if kind == ClassDayKind.DISTANCE},
        week_days=week_days or 6,
        regulation=versions_from(parsed(acts)),
        stamp=hashlib.sha256(f"{child.id} {today} {seq} {ticks}".encode()).hexdigest()[:20],
    )
