"""Words of the school's calendar."""

from enum import StrEnum


class SpecialDayKind(StrEnum):
    """What makes one day differ from its weekday."""

    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    WORKING = "working"
    AS_WEEKDAY = "as_weekday"


class WeekParity(StrEnum):
    """Which of two alternating weeks: odd («числитель») or even («знаменатель»)."""

    ODD = "odd"
    EVEN = "even"
