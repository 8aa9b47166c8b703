"""Every setting of every preset goes through its form and comes back as it was."""

from typing import Any

import pytest

from parta.regulation.enums import Preset
from parta.regulation.rules.deadlines import deadlines
from parta.regulation.rules.drafting import raw_entry
from parta.regulation.rules.tree import SPECS
from parta.web.office.deadline_forms import deadline_rows
from parta.web.office.setting_forms import value_form

SETTINGS = [(group, name) for group, specs in SPECS.items() for name in specs]


def sent(form: Any) -> dict[str, Any]:
    """What a browser sends of a form that nobody touched."""
    found = {}
    for field in form:
        value = field.value()
        if hasattr(value, "strftime"):
            value = f"{value:%H:%M}"
        if value is not None and value is not False:
            found[field.html_name] = value
    return found


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize(("group", "name"), SETTINGS)
def test_an_untouched_form_says_what_stood_there(preset: Preset, group: str, name: str) -> None:
    read = SPECS[group][name].read
    raw = raw_entry(preset, {}, group, name)["value"]
    if read is deadlines:
        shown = deadline_rows(raw, None)
        data = sent(shown.management_form)
        for form in shown.forms:
            data |= sent(form)
        form = deadline_rows(raw, data)
    else:
        form = value_form(group, name, raw, sent(value_form(group, name, raw, None)))
    assert form.is_valid(), form.errors
    assert read(form.raw()) == read(raw)


@pytest.mark.parametrize(
    ("group", "name", "said", "raw"),
    [
        ("marks", "edit_window_days", "", "always"),
        ("marks", "error_fix_sla", "", "none"),
        ("marks", "edit_window_days", "14", 14),
        ("lessons", "daily_entry_cutoff_time", "20:30", "20:30"),
        ("marks", "no_marks_grades", "1–3, 5", [1, 2, 3, 5]),
        ("marks", "mark_min_by_weekly_hours", "1 — 3, 2 - 5", {"1": 3, "2": 5}),
        ("results", "period_thresholds", "2,6; 3,6; 4,6", ["2.6", "3.6", "4.6"]),
        ("setup", "load_deadline", "5.09", "09-05"),
        ("archive", "print_full_journal_deadline", "конец учебного года", "year_end"),
        (
            "service",
            "reception_hours",
            "8:00-16:00 пн–пт",
            {"start": "08:00", "end": "16:00", "weekdays": [1, 2, 3, 4, 5]},
        ),
    ],
)
def test_what_people_write_is_understood(group: str, name: str, said: str, raw: Any) -> None:
    form = value_form(group, name, raw_entry("default", {}, group, name)["value"], {"value": said})
    assert form.is_valid(), form.errors
    assert form.raw() == raw


@pytest.mark.parametrize(
    ("group", "name", "said"),
    [
        ("marks", "edit_window_days", "сто"),
        ("marks", "edit_window_days", "-1"),
        ("lessons", "daily_entry_cutoff_time", "25:00"),
        ("marks", "mark_min_by_weekly_hours", "много"),
        ("results", "period_thresholds", "пять"),
        ("setup", "load_deadline", "осенью"),
        ("service", "reception_hours", "всегда"),
        ("service", "reception_hours", "8:00-16:00 завтра"),
        ("marks", "late_edit_policy", "иногда"),
        ("marks", "no_marks_grades", "первый"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(group: str, name: str, said: str) -> None:
    form = value_form(group, name, raw_entry("default", {}, group, name)["value"], {"value": said})
    assert not form.is_valid()
    assert form.errors["value"]
