"""The imported wall timetable as the page of making judges it: extended-day groups stand in nobody's way."""

import datetime as dt

from parta.kernel.sql import sql
from parta.timetable.enums import Fault
from parta.timetable.queries.weekly import standing_on
from parta.timetable.rules.quality import judge
from parta.timetable.solver.blocks import problem_of
from parta.timetable.solver.counting import conflicts

DAY = dt.date(2026, 9, 14)


def test_another_timetable_can_be_made(town):
    standing = standing_on(DAY)
    gathering = {one.id for one in standing.week.courses.values() if one.gathers}
    assert any(cell.course in gathering and cell.span for cell in standing.cells)
    problem, plan = problem_of(standing.week, standing.cells)
    assert conflicts(problem) == []
    movable = [block for block in problem.blocks if not block.fixed and block.id in plan]
    away = [block for block in movable if not {spot[:2] for spot in plan[block.id]} <= {*block.spots}]
    assert away == []


def test_the_database_finds_nobody_in_two_places(town):
    cells = "SELECT id FROM timetable_timetableslot WHERE weekday = 2"
    assert sql(f"SELECT m.* FROM ({cells}) s, timetable_slot_meets(s.id, true, true, true) m") == []
    day = "SELECT id FROM timetable_lesson WHERE date = '2026-11-17'"
    assert sql(f"SELECT m.* FROM ({day}) l, timetable_lesson_meets(l.id, true, true, true) m") == []


def test_the_wall_has_no_overlaps(town):
    standing = standing_on(DAY)
    assert judge(standing.week, standing.cells).overlaps == ()


def test_the_first_year_is_warned_by_the_months(town):
    def counts(day):
        standing = standing_on(day)
        return judge(standing.week, standing.cells).counts

    autumn, winter = counts(DAY), counts(dt.date(2027, 1, 18))
    assert autumn[Fault.STEPPED_WEEK] == 5 * 4 and Fault.STEPPED_WEEK not in winter
