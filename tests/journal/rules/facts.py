"""Lessons of November 2026 in a school of Yekaterinburg time, for the tables of decisions."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from parta.journal.rules.facts import LessonFacts, TermFacts
from parta.regulation.rules.parse import load_preset, parse_regulation

ZONE = ZoneInfo("Asia/Yekaterinburg")
REGULATIONS = {
    name: load_preset(name)
    for name in ("default", "school_117", "lyceum_68", "school_2", "stakhanovskaya", "kudymkar_college")
}


def lesson(day: date, **facts) -> LessonFacts:
    base = LessonFacts(day=day, start=time(8, 50), end=time(9, 30), zone=ZONE, grade_level=7, number=2)
    return replace(base, **facts)


def term(**facts) -> TermFacts:
    base = TermFacts(start=date(2026, 11, 2), end=date(2026, 12, 30), zone=ZONE, grade_level=7)
    return replace(base, **facts)


def at(text: str) -> datetime:
    """«2026-11-20 21:00» by the school's clock, given in UTC as a database may give it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def ours(**groups):
    act = {"code": "ours", "title": "Положение о журнале", "short": "Наше положение"}
    return parse_regulation({"act": act, **groups}, base=REGULATIONS["default"])
