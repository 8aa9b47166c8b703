"""A timetable as an iCalendar file (RFC 5545) for phones: lessons with stable names, their changes counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

_PRODUCT = "-//Parta//Timetable//RU"
_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A lesson in words; `uid` stays its own whatever becomes of it, `sequence` only grows."""

    uid: str
    start: datetime
    end: datetime
    title: str
    place: str
    about: str
    cancelled: bool
    sequence: int
    revised_at: datetime


def write_calendar(*, name: str, events: Iterable[CalendarEvent], zone: ZoneInfo) -> bytes:
    """Write a calendar whose times are the school's, with the rules of that zone for the days it holds."""
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-WR-TIMEZONE", zone.key)
    calendar.add("REFRESH-INTERVAL", _AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    events = list(events)
    if events:
        first, last = min(one.start for one in events), max(one.end for one in events)
        calendar.add_component(Timezone.from_tzinfo(zone, zone.key, first.date(), last.date() + timedelta(days=1)))
    for one in events:
        calendar.add_component(_event(one))
    return calendar.to_ical()


def _event(one: CalendarEvent) -> Event:
    event = Event()
    event.add("UID", one.uid)
    event.add("DTSTAMP", one.revised_at)
    event.add("LAST-MODIFIED", one.revised_at)
    event.add("SEQUENCE", one.sequence)
    event.add("DTSTART", one.start)
    event.add("DTEND", one.end)
    event.add("SUMMARY", one.title)
    event.add("STATUS", "CANCELLED" if one.cancelled else "CONFIRMED")
    if one.place:
        event.add("LOCATION", one.place)
    if one.about:
        event.add("DESCRIPTION", one.about)
    return event
