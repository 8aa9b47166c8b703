"""Published instances of timetabling: files that are none, what solutions cost by the format, the model held to that."""

from pathlib import Path

import pytest

from bench.xhstt.__main__ import main
from bench.xhstt.archive import WrongFile, read_archive, write_solution
from bench.xhstt.cost import judge
from bench.xhstt.instance import Constraint, Demand, Event, Instance, Limit, Meet, Pair

TINY = Path(__file__).parent / "data" / "tiny.xhstt.xml"
MO, TU = (0, 1, 2), (3, 4, 5)
DAYS = (Limit(MO, 0, 1), Limit(TU, 0, 1))


def instance(*constraints):
    """Two days of three times; an hour thrice of T in a room to be found, twice and once; the last of U."""
    room = Demand("Room", None, "Room", 6)
    events = (
        Event("a", 3, None, (Demand("Teacher", "T", "Teacher", 6), room)),
        Event("b", 2, None, (Demand("Teacher", "T", "Teacher", 2),)),
        Event("c", 1, None, (Demand("Teacher", "U", "Teacher", 1), room)),
    )
    types = {"T": "Teacher", "U": "Teacher", "R": "Room", "S": "Room"}
    return Instance("x", "x", ("m1", "m2", "m3", "t1", "t2", "t3"), tuple(types), types, events, constraints)


R, S = {"Room": "R"}, {"Room": "S"}
WEEK = (Meet(0, 2, 0, R), Meet(0, 1, 4, S), Meet(1, 2, 1), Meet(2, 1, None))
"""T: Mo 1–2, Tu 2 with the first, Mo 2–3 with the second: twice at Mo 2. The third has neither time nor room."""

COSTS = {  # what it applies to, the deviations together, at how many points
    "AssignResource": ({"events": (0, 1, 2), "role": "Room"}, 1, 1),
    "AssignTime": ({"events": (0, 1, 2)}, 1, 1),
    "SplitEvents": ({"events": (0, 1), "durations": (2, 2), "amounts": (1, 1)}, 2, 1),
    "DistributeSplitEvents": ({"events": (0, 1, 2), "duration": 2, "low": 2, "high": 2}, 1 + 1 + 2, 3),
    "PreferResources": ({"events": (0, 2), "role": "Room", "preferred": frozenset({"S"})}, 2, 1),
    "PreferTimes": ({"events": (0, 1), "times": frozenset({1}), "duration": 2}, 2, 1),
    "AvoidSplitAssignments": ({"groups": ((0, 2), (1,)), "role": "Room"}, 1, 1),
    "SpreadEvents": ({"groups": ((0, 1),), "limits": (Limit(MO, 0, 1), Limit(TU, 2, 3))}, 1 + 1, 1),
    "LinkEvents": ({"groups": ((0, 1),)}, 3, 1),
    "OrderEvents": ({"pairs": (Pair(1, 0, 2, 9), Pair(2, 0, 5, 9))}, 5, 1),
    "AvoidClashes": ({"resources": ("T", "U", "R")}, 1, 1),
    "AvoidUnavailableTimes": ({"resources": ("T", "R"), "times": frozenset({1, 5})}, 2, 2),
    "LimitIdleTimes": ({"resources": ("T",), "limits": (Limit((0, 2, 4, 5), 0, 0), Limit(TU, 0, 0)), "high": 0}, 0, 0),
    "ClusterBusyTimes": ({"resources": ("T", "U"), "limits": DAYS, "low": 1, "high": 1}, 1 + 1, 2),
    "LimitBusyTimes": ({"resources": ("T", "U"), "limits": DAYS, "low": 2, "high": 2}, 1 + 1, 1),
    "LimitWorkload": ({"resources": ("T", "R", "S"), "low": 3, "high": 5}, 3 + 1, 2),
}


@pytest.mark.parametrize("kind", COSTS)
def test_each_kind_of_constraint_costs_what_the_format_says(kind):
    applies, deviation, points = COSTS[kind]
    given = {"kind": f"{kind}Constraint", "id": "one", "weight": 3, **applies}
    cost = judge(instance(Constraint(**given, required=True, curve="Linear")), WEEK)
    assert (cost.hard, cost.soft) == (3 * deviation, 0)
    cost = judge(instance(Constraint(**given, required=False, curve="Step")), WEEK)
    assert (cost.hard, cost.soft) == (0, 3 * points)


def test_idle_times_lie_between_busy_ones_of_a_group_and_are_squared_at_a_point():
    apart = (Meet(0, 1, 0, R), Meet(0, 1, 2, R), Meet(0, 1, 5, R), Meet(1, 2, 3), Meet(2, 1, 3))
    idle = {"kind": "LimitIdleTimesConstraint", "id": "idle", "required": False, "weight": 2, "limits": DAYS, "high": 0}
    assert judge(instance(Constraint(**idle, curve="Linear", resources=("T", "R", "U"))), apart).soft == 2 * 2
    whole = (Limit((*MO, *TU), 0, 0),)
    idle |= {"curve": "Quadratic", "resources": ("R",), "limits": whole}
    assert judge(instance(Constraint(**idle)), apart).soft == 2 * 3**2


def test_what_no_meet_holds_has_no_time():
    late = {"kind": "AssignTimeConstraint", "id": "late", "required": True, "weight": 1, "curve": "Linear"}
    assert judge(instance(Constraint(**late, events=(0, 1, 2))), [Meet(0, 2, 0)]).hard == 1 + 2 + 1


WRONG = {
    "not XML": ("Расписание", "это не XML или он повреждён"),
    "half": ("<HighSchoolTimetableArchive><Instances>", "это не XML или он повреждён"),
    "other": ("<timetable/>", "это не архив XHSTT, в нём <timetable>"),
    "empty": ("<HighSchoolTimetableArchive/>", "нет ни одной задачи"),
    "bomb": ('<!DOCTYPE a [<!ENTITY a "&#1;">]><a>&a;</a>', "<!DOCTYPE>, такие файлы не читаются"),
    "away": (("Course Reference=\"gr_BX\"", "Course Reference=\"gr_BZ\""), "нет группы событий «gr_BZ»"),
    "number": (("<Duration>3</Duration>", "<Duration>три</Duration>"), "Duration не число: «три»"),
    "great": (("<Weight>9</Weight>", "<Weight>99999999999</Weight>"), "не число"),
    "curve": (("<CostFunction>Linear", "<CostFunction>Cubic"), "функция цены «Cubic» неизвестна"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_in_one_sentence(name, tmp_path, capsys):
    said, words = WRONG[name]
    file = tmp_path / "задача.xml"
    file.write_text(TINY.read_text(encoding="utf-8").replace(*said) if isinstance(said, tuple) else said, "utf-8")
    with pytest.raises(WrongFile, match=r"^задача"):
        read_archive(file)
    assert main([str(file)]) == 1
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1
    assert main([str(tmp_path / "нет.xml")]) == 1 and "не открывается" in capsys.readouterr().err


def test_the_best_of_a_known_instance_is_found_proved_and_written(tmp_path):
    pytest.importorskip("ortools", reason="the extra `timetable` is not installed")
    from bench.xhstt.search import solve

    archive = read_archive(TINY)
    found = solve(archive.instances[0], seconds=30, workers=1)
    assert found.proved and (found.cost.hard, found.cost.soft) == (0, 10)
    assert found.cost.shares == {"days": 9, "lab-room": 1}
    write_solution(tmp_path / "out.xml", archive, archive.instances[0], found.meets, "a test")
    again = read_archive(tmp_path / "out.xml")
    assert again.instances == archive.instances and again.solutions[0].contributor == "Parta"
    assert judge(again.instances[0], again.solutions[0].meets) == found.cost
    worse = [meet for meet in again.solutions[0].meets if again.instances[0].events[meet.event].id != "C1"]
    assert judge(again.instances[0], worse).hard == 1
