"""The calendar of a town school for 2026/27, as the tests of several domains need it."""

from datetime import date, time

from parta.school.enums import SpecialDayKind
from parta.school.rules.bells import BellSchedule, LessonTime
from parta.school.rules.calendar import CalendarFacts, Span, SpecialDay, TermSpan

HOLIDAY, OFF = SpecialDayKind.HOLIDAY, SpecialDayKind.DAY_OFF


def special(day: date, kind: SpecialDayKind, follows: int | None = None, instead_of: date | None = None) -> SpecialDay:
    return SpecialDay(day, day, kind, follows_weekday=follows, follows_date=instead_of)


COMMON = (
    special(date(2026, 11, 4), HOLIDAY),
    special(date(2027, 2, 23), HOLIDAY),
    special(date(2027, 3, 8), HOLIDAY),
    special(date(2027, 5, 10), OFF),
)
WINTER = Span(date(2026, 12, 31), date(2027, 1, 10))

GRADES_2_4 = CalendarFacts(
    weekdays=5,
    terms=(
        TermSpan(1, "I четверть", date(2026, 9, 1), date(2026, 10, 23)),
        TermSpan(2, "II четверть", date(2026, 11, 2), date(2026, 12, 30)),
        TermSpan(3, "III четверть", date(2027, 1, 11), date(2027, 3, 26)),
        TermSpan(4, "IV четверть", date(2027, 4, 5), date(2027, 5, 26)),
    ),
    vacations=(Span(date(2026, 10, 24), date(2026, 11, 1)), WINTER, Span(date(2027, 3, 27), date(2027, 4, 4))),
    special_days=(
        *COMMON,
        special(date(2027, 2, 20), SpecialDayKind.WORKING, 1),
        special(date(2027, 2, 22), OFF),
        special(date(2027, 5, 3), OFF),
    ),
)
GRADE_1 = CalendarFacts(
    weekdays=5,
    terms=GRADES_2_4.terms,
    vacations=(*GRADES_2_4.vacations, Span(date(2027, 2, 15), date(2027, 2, 21))),
    special_days=GRADES_2_4.special_days,
)
GRADES_5_9 = CalendarFacts(
    weekdays=6,
    terms=(
        TermSpan(1, "I четверть", date(2026, 9, 1), date(2026, 10, 24)),
        TermSpan(2, "II четверть", date(2026, 11, 2), date(2026, 12, 30)),
        TermSpan(3, "III четверть", date(2027, 1, 11), date(2027, 3, 27)),
        TermSpan(4, "IV четверть", date(2027, 4, 5), date(2027, 5, 26)),
    ),
    vacations=(Span(date(2026, 10, 25), date(2026, 11, 1)), WINTER, Span(date(2027, 3, 28), date(2027, 4, 4))),
    special_days=(
        *COMMON,
        special(date(2027, 5, 1), HOLIDAY),
        special(date(2027, 5, 11), SpecialDayKind.AS_WEEKDAY, 1),
    ),
)
GRADES_10_11 = CalendarFacts(
    weekdays=6,
    terms=(
        TermSpan(1, "1 полугодие", date(2026, 9, 1), date(2026, 12, 30)),
        TermSpan(2, "2 полугодие", date(2027, 1, 11), date(2027, 5, 26)),
    ),
    vacations=GRADES_5_9.vacations,
    special_days=GRADES_5_9.special_days,
)
COLLEGE = CalendarFacts(
    weekdays=5,
    terms=(
        TermSpan(1, "1 семестр", date(2026, 9, 1), date(2026, 12, 29), first_odd_week=date(2026, 8, 31)),
        TermSpan(2, "2 семестр", date(2027, 1, 12), date(2027, 6, 12), first_odd_week=date(2027, 1, 12)),
    ),
    vacations=(Span(date(2026, 12, 30), date(2027, 1, 11)),),
    special_days=(
        special(date(2026, 11, 4), HOLIDAY),
        special(date(2027, 2, 20), SpecialDayKind.WORKING, instead_of=date(2027, 2, 22)),
        SpecialDay(date(2027, 2, 22), date(2027, 2, 23), OFF),
        special(date(2027, 3, 8), HOLIDAY),
        special(date(2027, 5, 3), OFF),
        special(date(2027, 5, 10), OFF),
    ),
)


def rings(*pairs: str) -> tuple[LessonTime, ...]:
    spans = (pair.split("-") for pair in pairs)
    return tuple(
        LessonTime(number, time.fromisoformat(start), time.fromisoformat(end))
        for number, (start, end) in enumerate(spans, 1)
    )


UPPER = frozenset(range(2, 12))
BELLS = (
    BellSchedule(
        1, "вт–пт", rings("08:00-08:40", "08:50-09:30", "09:45-10:25"), UPPER, weekdays=frozenset({2, 3, 4, 5})
    ),
    BellSchedule(2, "пн", rings("08:00-08:30", "08:40-09:20", "09:35-10:15"), UPPER, weekdays=frozenset({1})),
    BellSchedule(
        3, "сб", rings("08:00-08:40", "08:50-09:30", "09:40-10:20"), frozenset(range(5, 12)), weekdays=frozenset({6})
    ),
    BellSchedule(
        4,
        "1 кл., I четв.",
        rings("08:00-08:35", "08:50-09:25", "10:05-10:40"),
        frozenset({1}),
        date(2026, 9, 1),
        date(2026, 10, 31),
    ),
    BellSchedule(
        5,
        "1 кл., январь–май",
        rings("08:00-08:40", "08:50-09:30", "10:10-10:50"),
        frozenset({1}),
        date(2027, 1, 1),
        date(2027, 5, 31),
    ),
)
