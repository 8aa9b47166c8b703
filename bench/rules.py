"""`python -m bench.rules`: what it costs to decide a whole journal page, 30 pupils × 60 lessons, without a database.

Time decides by lesson and column and not by cell: one page is 60 lessons with a column each, six acts on each of them.
Processor time, the least of many runs; the surroundings of the lessons are put together anew in every run.
"""

import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

from parta.journal.rules.around import Surroundings, taking_place
from parta.journal.rules.columns import mark_columns
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.facts import LessonFacts, WorkFacts
from parta.regulation.enums import Preset
from parta.regulation.rules.parse import load_preset
from parta.regulation.rules.tree import Regulation
from parta.school.enums import SpecialDayKind
from parta.school.rules.calendar import CalendarFacts, Span, SpecialDay, TermSpan

ZONE = ZoneInfo("Asia/Yekaterinburg")
ACTS = (
    EntryAct.NEW_MARK,
    EntryAct.MARK_CHANGE,
    EntryAct.TOPIC,
    EntryAct.ATTENDANCE,
    EntryAct.ABSENCE_REASON,
    EntryAct.HOMEWORK,
)
KINDS = (WorkFacts("ответ на уроке"), WorkFacts("контрольная работа", True), WorkFacts("сочинение", True))
CALENDAR = CalendarFacts(
    weekdays=6,
    terms=(
        TermSpan(1, "", date(2026, 9, 1), date(2026, 10, 24)),
        TermSpan(2, "", date(2026, 11, 2), date(2026, 12, 30)),
    ),
    vacations=(Span(date(2026, 10, 25), date(2026, 11, 1)),),
    special_days=(SpecialDay(date(2026, 11, 4), date(2026, 11, 4), SpecialDayKind.HOLIDAY),),
)
LESSONS, RUNS, LIMIT_MS = 60, 200, 2.0


def page(regulation: Regulation, days: list[date], starts: tuple[datetime, ...], now: datetime) -> int:
    """Decide a page as its query would: facts of the lessons, then every act on each of them."""
    ends = {day: datetime.combine(day, time(13, 10), ZONE) for day in days}
    around = Surroundings(CALENDAR, ZONE, starts, ends)
    allowed = 0
    for place, day in enumerate(days):
        facts = LessonFacts(day, time(8, 50), time(9, 30), ZONE, 7, subject="литература", around=around.on(day))
        work = KINDS[place % len(KINDS)]
        for act in ACTS:
            allowed += decide(act, regulation, facts, now, work=work).allowed
    return allowed


def grid(regulation: Regulation, days: list[date], starts: tuple[datetime, ...], now: datetime) -> int:
    """Judge a page's columns as the journal shows them: a term, a new mark and a changed one of each."""
    around = Surroundings(CALENDAR, ZONE, starts, {})
    owed = 0
    for place, day in enumerate(days):
        facts = LessonFacts(day, time(8, 50), time(9, 30), ZONE, 7, subject="литература", around=around.on(day))
        owed += len(mark_columns(regulation, facts, [KINDS[place % len(KINDS)]], now))
    return owed


def least(run: Callable[[], object]) -> float:
    """Give the least processor time of many runs, in milliseconds."""
    found = []
    for _ in range(RUNS):
        before = process_time()
        run()
        found.append(process_time() - before)
    return min(found) * 1000


def main() -> int:
    """Measure the page under every preset; 1 when one of them costs more than the promise."""
    days = list(CALENDAR.school_days(date(2026, 9, 1), date(2026, 12, 30)))[:LESSONS]
    starts = taking_place((datetime.combine(day, time(8, 50), ZONE), False) for day in days)
    now = datetime.combine(days[-1], time(12), ZONE) + timedelta(days=1)
    worst = 0.0
    for preset in Preset:
        regulation = load_preset(preset)
        cost = least(lambda rules=regulation: page(rules, days, starts, now))
        columns = least(lambda rules=regulation: grid(rules, days, starts, now))
        worst = max(worst, cost, columns)
        print(
            f"{preset:20} {cost:.2f} ms for {LESSONS} lessons, {LESSONS * len(ACTS)} decisions; grid {columns:.2f} ms"
        )
    print(f"limit {LIMIT_MS} ms: {'kept' if worst < LIMIT_MS else 'BROKEN'}")
    return 0 if worst < LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
