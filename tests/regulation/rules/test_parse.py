from datetime import time
from decimal import Decimal
from typing import Any

import pytest

from parta.regulation.enums import Anchor, Source, Unit
from parta.regulation.rules.deadlines import Deadline, Scope
from parta.regulation.rules.parse import BadRegulation, load_preset, parse_regulation

ACT = {"code": "ours", "title": "Положение о журнале школы № 12", "short": "Положение школы № 12"}
DEFAULT = load_preset("default")


def parse(**groups: Any):
    return parse_regulation({"act": ACT, **groups}, base=DEFAULT)


def test_a_silent_act_inherits_everything_as_default() -> None:
    regulation = parse()
    assert regulation.marks.edit_window_days.value == 7
    assert regulation.marks.edit_window_days.source is Source.DEFAULT
    assert regulation.marks.edit_window_days.clause.act == "Parta"
    assert regulation.act.short == "Положение школы № 12"
    assert regulation.results.period_thresholds.value == (Decimal("2.5"), Decimal("3.5"), Decimal("4.5"))


def test_an_own_value_carries_the_act_and_the_clause() -> None:
    setting = parse(
        marks={"edit_window_days": {"value": 3, "clause": "4.2", "quote": "три дня"}}
    ).marks.edit_window_days
    assert (setting.value, setting.source) == (3, Source.OWN)
    assert (setting.clause.act, setting.clause.number, setting.clause.quote) == (ACT["short"], "4.2", "три дня")


def test_no_limit_is_a_word_of_its_own() -> None:
    assert parse(marks={"edit_window_days": {"value": "always"}}).marks.edit_window_days.value is None


def test_a_deadline_is_read_whole() -> None:
    entry = {
        "value": {"anchor": "work_date", "offset": 4, "unit": "working_day", "at": "21:00", "scope": {"grades": [5, 6]}}
    }
    assert parse(marks={"current_mark_deadline": entry}).marks.current_mark_deadline.value == (
        Deadline(Anchor.WORK_DATE, 4, Unit.WORKING_DAY, time(21), scope=Scope(grades=(5, 6))),
    )


@pytest.mark.parametrize(
    ("groups", "key"),
    [
        ({"marx": {}}, "marx"),
        ({"marks": 5}, "marks"),
        ({"marks": {"edit_widow_days": {"value": 7}}}, "marks.edit_widow_days"),
        ({"marks": {"edit_window_days": 7}}, "marks.edit_window_days"),
        ({"marks": {"edit_window_days": {"clause": "1"}}}, "marks.edit_window_days"),
        ({"marks": {"edit_window_days": {"value": "7"}}}, "marks.edit_window_days.value"),
        ({"marks": {"edit_window_days": {"value": -1}}}, "marks.edit_window_days.value"),
        ({"marks": {"edit_window_days": {"value": True}}}, "marks.edit_window_days.value"),
        ({"marks": {"edit_window_days": {"value": 7, "source": "rumour"}}}, "marks.edit_window_days.source"),
        ({"marks": {"edit_window_days": {"value": 7, "clause": 17}}}, "marks.edit_window_days.clause"),
        ({"marks": {"edit_window_days": {"value": 7, "claus": "17"}}}, "marks.edit_window_days.claus"),
        ({"marks": {"late_edit_policy": {"value": "maybe"}}}, "marks.late_edit_policy.value"),
        ({"marks": {"marks_allowed_current": {"value": []}}}, "marks.marks_allowed_current.value"),
        ({"marks": {"marks_allowed_current": {"value": ["5", "5"]}}}, "marks.marks_allowed_current.value"),
        ({"marks": {"marks_allowed_current": {"value": "5432"}}}, "marks.marks_allowed_current.value"),
        ({"marks": {"no_marks_grades": {"value": [0]}}}, "marks.no_marks_grades.value"),
        ({"marks": {"no_marks_grades": {"value": [True]}}}, "marks.no_marks_grades.value"),
        ({"results": {"period_thresholds": {"value": ["3.5", "2.5"]}}}, "results.period_thresholds.value"),
        ({"results": {"period_thresholds": {"value": ["три"]}}}, "results.period_thresholds.value"),
        ({"results": {"period_thresholds": {"value": ["2.5", "NaN"]}}}, "results.period_thresholds.value"),
        ({"marks": {"work_kind_required": {"value": 1}}}, "marks.work_kind_required.value"),
        ({"marks": {"current_mark_deadline": {"value": "soon"}}}, "marks.current_mark_deadline.value"),
        ({"marks": {"current_mark_deadline": {"value": {"anchor": "moon"}}}}, "marks.current_mark_deadline.value"),
        (
            {"marks": {"current_mark_deadline": {"value": {"anchor": "work_date", "at": "25:00"}}}},
            "marks.current_mark_deadline.value",
        ),
        (
            {"marks": {"current_mark_deadline": {"value": {"anchor": "work_date", "offset": 1.5}}}},
            "marks.current_mark_deadline.value",
        ),
        (
            {"marks": {"current_mark_deadline": {"value": {"anchor": "work_date", "days": 1}}}},
            "marks.current_mark_deadline.value",
        ),
        ({"marks": {"written_mark_deadlines": {"value": {}}}}, "marks.written_mark_deadlines.value"),
        ({"attendance": {"absence_codes": {"value": {}}}}, "attendance.absence_codes.value"),
        ({"attendance": {"absence_codes": {"value": {"lost": "п"}}}}, "attendance.absence_codes.value"),
        ({"attendance": {"absence_codes": {"value": {"ill": "б", "late": "Б"}}}}, "attendance.absence_codes.value"),
        ({"words": {"record_language": {"value": " "}}}, "words.record_language.value"),
    ],
)
def test_a_problem_is_named_by_its_key(groups: dict[str, Any], key: str) -> None:
    with pytest.raises(BadRegulation) as bad:
        parse(**groups)
    assert [problem.key for problem in bad.value.problems] == [key]


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(BadRegulation) as bad:
        parse_regulation({"act": {"code": "x"}, "marks": {"edit_window_days": {"value": -1}}}, base=DEFAULT)
    assert [problem.key for problem in bad.value.problems] == ["act.title", "act.short", "marks.edit_window_days.value"]
    assert "marks.edit_window_days.value: a whole number of days from 0 to 366 expected" in str(bad.value)


def test_without_a_base_every_setting_must_be_there() -> None:
    with pytest.raises(BadRegulation) as bad:
        parse_regulation({"act": ACT})
    assert "marks.edit_window_days" in [problem.key for problem in bad.value.problems]


@pytest.mark.parametrize("act", [None, "Положение", {}])
def test_an_act_must_have_a_name(act: Any) -> None:
    with pytest.raises(BadRegulation):
        parse_regulation({"act": act}, base=DEFAULT)
