"""Duties of people that the act sets by date or by cycle: whose, by when next, by which clause; never a block."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parta.kernel.decisions import Clause
from parta.people.enums import Role
from parta.regulation.enums import Cycle, Milestone, PrintResponsible, Source
from parta.regulation.rules.tree import Regulation
from parta.regulation.rules.values import MonthDay

Spans = Sequence[tuple[date, date]]
_FRIDAY = 4
_NOBODYS = "Parta"
"""The source of what neither the act nor the ministry says."""
_DAY = timedelta(days=1)
_PRINTS = {
    PrintResponsible.ADMINISTRATOR: Role.ADMINISTRATOR,
    PrintResponsible.DEPUTY: Role.DEPUTY,
    PrintResponsible.HOMEROOM: Role.HOMEROOM_TEACHER,
    PrintResponsible.SECRETARY: Role.SECRETARY,
}
_ROLES: dict[str, tuple[Role, ...]] = {
    "people.personal_data_check_cycle": (Role.HOMEROOM_TEACHER,),
    "people.personal_data_full_check_date": (Role.HOMEROOM_TEACHER,),
    "people.personal_card_deadline": (Role.HOMEROOM_TEACHER,),
    "people.class_card_deadline": (Role.HOMEROOM_TEACHER,),
    "people.group_check_deadline": (Role.HOMEROOM_TEACHER,),
    "people.briefing_deadline": (Role.HOMEROOM_TEACHER,),
    "people.subgroup_split_cycle": (Role.HOMEROOM_TEACHER,),
    "communication.parent_digest_cycle": (Role.HOMEROOM_TEACHER,),
    "communication.paper_only_family_cycle": (Role.HOMEROOM_TEACHER,),
    "setup.curriculum_deadline": (Role.DEPUTY, Role.DIRECTOR),
    "setup.load_deadline": (Role.DEPUTY, Role.DIRECTOR),
    "setup.timetable_deadline": (Role.DEPUTY, Role.DIRECTOR),
    "setup.timetable_cycle": (Role.DEPUTY,),
    "setup.tariff_deadline": (Role.DEPUTY, Role.DIRECTOR),
    "setup.setup_deadline": (Role.ADMINISTRATOR,),
    "setup.work_programme_deadline": (Role.DEPUTY,),
    "control.director_control_cycle": (Role.DIRECTOR,),
    "control.weekly_control_report": (Role.ADMINISTRATOR, Role.DEPUTY),
    "control.monthly_control_report": (Role.ADMINISTRATOR, Role.DEPUTY),
    "control.activity_report_cycle": (Role.ADMINISTRATOR, Role.DEPUTY),
    "control.performance_report_cycle": (Role.DEPUTY,),
    "control.preliminary_report_lead": (Role.HOMEROOM_TEACHER,),
    "archive.archive_cycle": (Role.ADMINISTRATOR,),
    "archive.print_full_journal_deadline": (),
    "archive.print_summary_deadline": (),
}
"""Whose duty each setting speaks of; of printing, the act says it itself."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A duty of people: the setting that speaks of it, by which day it is next due, whose it is, by which clause."""

    duty: str
    day: date
    roles: tuple[Role, ...]
    clause: Clause


def reminders(regulation: Regulation, *, today: date, terms: Spans) -> tuple[Reminder, ...]:
    """Give the duties of people with the next day of each, today's among them, the nearest first.

    `terms` are the first and last days of the periods of the year, of every calendar. A duty without a day (what is
    done «constantly» or «in time») and one that comes no more this year are left out, and so is what the act itself is
    silent on, except what the recommendations of the ministry ask for.
    """
    return tuple(sorted(_found(regulation, today, sorted(terms)), key=lambda one: (one.day, one.duty)))


def _found(regulation: Regulation, today: date, terms: Spans) -> Iterator[Reminder]:
    put_off = (regulation.archive.archive_file_sla.value or 0) * _DAY
    files = [(start, end + put_off) for start, end in terms]
    for duty, roles in _ROLES.items():
        group, name = duty.split(".")
        setting = getattr(getattr(regulation, group), name)
        if setting.source is Source.DEFAULT and setting.clause.act == _NOBODYS:
            continue
        day = _next(name, setting.value, today, files if name == "archive_cycle" else terms)
        if day is not None:
            yield Reminder(duty, day, roles or (_PRINTS[regulation.archive.print_responsible.value],), setting.clause)


def _next(name: str, value: object, today: date, terms: Spans) -> date | None:
    if name == "preliminary_report_lead" and isinstance(value, int):
        return _first((end - value * _DAY for _, end in terms), today)
    if name == "subgroup_split_cycle":
        starts = [start for start, _ in terms]
        wanted = {Cycle.PERIOD: starts, Cycle.YEAR: starts[:1]}.get(value, [])  # type: ignore[call-overload]
        return _first(wanted, today)
    match value:
        case MonthDay():
            return _first((date(year, value.month, _held(value, year)) for year in (today.year, today.year + 1)), today)
        case Milestone():
            return _year_end(today, terms)
        case True:
            return _friday(today, terms) if name == "weekly_control_report" else _month_end(today, terms)
        case Cycle():
            return _CYCLES[value](today, terms) if value in _CYCLES else None
    return None


def _held(value: MonthDay, year: int) -> int:
    """Give the day of the month: 29 February is the 28th in most years."""
    return min(value.day, monthrange(year, value.month)[1])


def _first(days: Iterable[date], today: date) -> date | None:
    return min((day for day in days if day >= today), default=None)


def _friday(today: date, terms: Spans) -> date | None:
    return _within(today + timedelta(days=(_FRIDAY - today.weekday()) % 7), terms)


def _month_end(today: date, terms: Spans) -> date | None:
    return _within(today.replace(day=monthrange(today.year, today.month)[1]), terms)


def _period_end(today: date, terms: Spans) -> date | None:
    return _first((end for _, end in terms), today)


def _year_end(today: date, terms: Spans) -> date | None:
    return _first([max(end for _, end in terms)], today) if terms else None


def _within(day: date, terms: Spans) -> date | None:
    """Give the day where the year of lessons goes on: nothing is reported weekly in the summer."""
    year = terms and terms[0][0] <= day <= max(end for _, end in terms)
    return day if year else None


_CYCLES: dict[Cycle, Callable[[date, Spans], date | None]] = {
    Cycle.WEEK: _friday,
    Cycle.MONTH: _month_end,
    Cycle.PERIOD: _period_end,
    Cycle.PERIOD_AND_YEAR: _period_end,
    Cycle.YEAR: _year_end,
}
