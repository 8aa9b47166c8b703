"""Russian header words of every kind of table an office keeps."""

from .lessons import (
    ABBREVIATIONS,
    DATED,
    EXTRA_TIMES,
    HOME_TIMES,
    MARKS,
    PLAN,
    SINGLES,
    SUBSTITUTIONS,
    TIMETABLE_LIST,
    TOPICS,
    WALL,
    WALL_DAYS,
    WALL_ROWS,
)
from .people import PEOPLE
from .plan import CURRICULUM, CURRICULUM_LIST, EXTRA, HOME_PLAN, LOAD, OTHER_LOAD, PRACTICE, PROGRAMME, SUBGROUPS
from .year import BELLS, BELLS_COLUMNS, CALENDAR, CALENDAR_COLUMNS, CARD, ROOMS

SPECS = (
    *PEOPLE,
    CARD,
    CALENDAR,
    CALENDAR_COLUMNS,
    BELLS,
    BELLS_COLUMNS,
    ROOMS,
    CURRICULUM,
    CURRICULUM_LIST,
    PROGRAMME,
    EXTRA,
    HOME_PLAN,
    LOAD,
    SUBGROUPS,
    OTHER_LOAD,
    PRACTICE,
    WALL,
    WALL_DAYS,
    WALL_ROWS,
    TIMETABLE_LIST,
    EXTRA_TIMES,
    HOME_TIMES,
    DATED,
    SINGLES,
    ABBREVIATIONS,
    PLAN,
    SUBSTITUTIONS,
    MARKS,
    TOPICS,
)
SPEC_BY_KIND = {spec.kind: spec for spec in SPECS}


__all__ = ["SPECS", "SPEC_BY_KIND"]
