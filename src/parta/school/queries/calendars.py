"""Calendars and bells of a year as the rules take them."""

from datetime import date
from zoneinfo import ZoneInfo

from parta.school.enums import ClassDayKind, SpecialDayKind
from parta.school.models import BellSchedule, Calendar, ClassDay, Room, SchoolCard, SchoolClass, StudySession
from parta.school.rules import bells as bell_rules
from parta.school.rules.calendar import CalendarFacts, Span, SpecialDay, TermSpan


def school_zone() -> ZoneInfo:
    """Give the school's time zone."""
    name = SchoolCard.objects.values_list("time_zone", flat=True).first()
    return ZoneInfo(name or "Europe/Moscow")


def calendar_facts(year_id: int) -> dict[int, CalendarFacts]:
    """Give every calendar of the year, by id, in four queries."""
    calendars = Calendar.objects.filter(year=year_id).prefetch_related("terms", "vacations", "special_days")
    return {
        calendar.pk: CalendarFacts(
            weekdays=calendar.week_days,
            terms=tuple(
                TermSpan(term.pk, f"{term.number}", term.starts_on, term.ends_on, term.odd_week_starts_on)
                for term in calendar.terms.all()
            ),
            vacations=tuple(Span(row.starts_on, row.ends_on) for row in calendar.vacations.all()),
            special_days=tuple(
                SpecialDay(
                    row.date,
                    row.date,
                    SpecialDayKind(row.kind),
                    follows_weekday=row.follows_weekday,
                    follows_date=row.follows_date,
                )
                for row in calendar.special_days.all()
            ),
            first_odd_week=calendar.odd_week_starts_on,
        )
        for calendar in calendars
    }


def resting_classes(year_id: int) -> set[tuple[int, date]]:
    """Give the days of the year on which a class has no lessons by a day of its own: (class, day), in one query."""
    found = ClassDay.objects.filter(school_class__year=year_id, kind=ClassDayKind.DAY_OFF)
    return set(found.values_list("school_class_id", "date"))


def sessions_by_class(year_id: int) -> dict[int, list[tuple[date, date]]]:
    """Give the sessions of the groups that study by sessions, in one query."""
    found: dict[int, list[tuple[date, date]]] = {}
    for one in StudySession.objects.filter(school_class__year=year_id):
        found.setdefault(one.school_class_id, []).append((one.starts_on, one.ends_on))
    return found


def learners_of(school_class: SchoolClass | None, room: Room | None = None) -> bell_rules.Learners:
    """Give who hears the bells of a lesson: its class, in the building of its room where the room has one."""
    building = room.building if room else ""
    if school_class is None:
        return bell_rules.Learners(0, building=building)
    home = school_class.building
    return bell_rules.Learners(school_class.grade_level, school_class.shift or 1, building or home, home)


def bell_schedules(year_id: int) -> list[bell_rules.BellSchedule]:
    """Give every bell schedule of the year, in two queries."""
    return [
        bell_rules.BellSchedule(
            key=schedule.pk,
            title=schedule.title,
            lessons=tuple(
                bell_rules.LessonTime(bell.number, bell.starts_at, bell.ends_at) for bell in schedule.bells.all()
            ),
            grades=frozenset(schedule.grades),
            start=schedule.valid_from,
            end=schedule.valid_to,
            weekdays=frozenset(schedule.weekdays),
            shift=schedule.shift,
            building=schedule.building,
        )
        for schedule in BellSchedule.objects.filter(year=year_id).prefetch_related("bells")
    ]
