"""What a version kept before the whole catalogue still says the same after the data migration."""

from importlib import import_module

from parta.regulation.enums import CredentialsIssuer
from parta.regulation.rules.parse import load_preset, parse_regulation

moved = import_module("parta.regulation.migrations.0002_settings_by_subject").moved
ACT = {"code": "ours", "title": "Положение", "short": "Наше положение"}
BEFORE = {
    "marks": {
        "edit_window_days": {"value": 3, "clause": "4.2"},
        "marks_allowed_period": {"value": ["5", "4"], "clause": "4.1"},
        "current_mark_deadline": {"value": {"anchor": "lesson", "at": "20:00"}, "clause": "4.3"},
        "written_mark_deadlines": {
            "value": [
                {"anchor": "next_lesson", "grades": [2, 3], "work_kinds": ["тест"]},
                {"anchor": "work", "offset": 5, "unit": "working_day"},
            ],
            "clause": "4.4",
        },
        "period_mark_deadline": {"value": {"anchor": "term_end", "offset": 1, "before": True}, "clause": "4.5"},
    },
    "lessons": {
        "homework_deadline": {"value": {"anchor": "class_last_lesson", "offset": 30, "unit": "minute"}, "clause": "5"},
        "record_window_days": {"value": "always", "clause": "5.1"},
    },
    "access": {"homeroom_issue_codes": {"value": False, "clause": "6"}},
}


def test_old_changes_still_parse_and_mean_the_same() -> None:
    now = parse_regulation({"act": ACT, **moved(BEFORE)}, base=load_preset("default"))
    assert now.marks.edit_window_days.value == 3
    assert now.results.marks_allowed_period.value == ("5", "4")
    assert str(now.marks.current_mark_deadline.value[0].at) == "20:00:00"
    first, second = now.marks.written_mark_deadlines.value
    assert (first.anchor, first.scope.grades, first.scope.work_kinds) == ("next_lesson_of_subject", (2, 3), ("тест",))
    assert (second.anchor, second.offset, second.unit) == ("work_date", 5, "working_day")
    assert (now.results.period_mark_rule.value[0].direction, now.results.period_mark_rule.clause.number) == (
        "before",
        "4.5",
    )
    assert now.homework.homework_entry_deadline.value[0].anchor == "class_last_lesson_end"
    assert now.lessons.record_window_days.value is None
    assert now.doors.credentials_issuer_families.value is CredentialsIssuer.ADMINISTRATOR
    assert "homeroom_issue_codes" not in now.conditions()


def test_what_stands_already_is_left_alone() -> None:
    assert moved(moved(BEFORE)) == moved(BEFORE)
    assert moved({}) == {}
