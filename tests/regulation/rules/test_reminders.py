"""Duties of people by date: the next day of each, on both sides of its border, whose it is, by which clause."""

from datetime import date

import pytest

from parta.people.enums import Role
from parta.regulation.enums import Preset
from parta.regulation.rules.parse import load_preset
from parta.regulation.rules.reminders import _ROLES, reminders
from parta.wording.reminders import known_duties, reminder_text

TERMS = [
    (date(2026, 9, 1), date(2026, 10, 25)),
    (date(2026, 11, 2), date(2026, 12, 30)),
    (date(2027, 1, 11), date(2027, 3, 19)),
    (date(2027, 3, 29), date(2027, 5, 26)),
]


def days(preset, today):
    return {one.duty.split(".")[1]: one.day for one in reminders(load_preset(preset), today=today, terms=TERMS)}


@pytest.mark.parametrize(
    ("preset", "today", "duty", "day"),
    [
        ("school_2", date(2026, 9, 15), "class_card_deadline", date(2026, 9, 15)),  # the day itself still counts
        ("school_2", date(2026, 9, 16), "class_card_deadline", date(2027, 9, 15)),
        ("school_2", date(2026, 11, 30), "personal_data_check_cycle", date(2026, 11, 30)),
        ("school_2", date(2026, 12, 1), "personal_data_check_cycle", date(2026, 12, 31)),
        ("school_2", date(2026, 11, 25), "print_summary_deadline", date(2027, 5, 26)),  # «year_end»
        ("lyceum_68", date(2026, 11, 25), "weekly_control_report", date(2026, 11, 27)),  # Friday
        ("lyceum_68", date(2026, 11, 28), "weekly_control_report", date(2026, 12, 4)),
        ("lyceum_68", date(2026, 12, 30), "director_control_cycle", date(2026, 12, 30)),
        ("lyceum_68", date(2026, 12, 31), "director_control_cycle", date(2027, 3, 19)),
        ("stakhanovskaya", date(2026, 11, 25), "preliminary_report_lead", date(2026, 12, 16)),  # 14 days before
        ("stakhanovskaya", date(2026, 12, 17), "preliminary_report_lead", date(2027, 3, 5)),
        ("stakhanovskaya", date(2026, 10, 25), "archive_cycle", date(2026, 11, 1)),  # a week after the period
        ("stakhanovskaya", date(2026, 11, 1), "archive_cycle", date(2026, 11, 1)),
        ("stakhanovskaya", date(2026, 11, 2), "archive_cycle", date(2027, 1, 6)),
        ("lyceum_68", date(2026, 11, 25), "archive_cycle", date(2027, 5, 26)),
        ("school_117", date(2026, 11, 25), "subgroup_split_cycle", date(2027, 1, 11)),
        ("kudymkar_college", date(2026, 8, 30), "group_check_deadline", date(2026, 8, 30)),
        ("kudymkar_college", date(2026, 11, 25), "briefing_deadline", date(2027, 9, 30)),
    ],
)
def test_the_next_day_of_a_duty(preset, today, duty, day) -> None:
    assert days(preset, today)[duty] == day


def test_what_has_no_day_is_not_reminded_of() -> None:
    assert "personal_data_check_cycle" not in days("lyceum_68", date(2026, 11, 25))  # constantly
    assert "director_control_cycle" not in days("kudymkar_college", date(2026, 11, 25))  # from time to time
    assert "weekly_control_report" not in days("lyceum_68", date(2027, 7, 1))  # the year of lessons is over
    assert "subgroup_split_cycle" not in days("kudymkar_college", date(2026, 8, 1))  # the act is silent on it
    assert "monthly_control_report" in days("school_2", date(2026, 11, 25))  # the ministry's letter is not


@pytest.mark.parametrize("preset", Preset)
def test_a_year_without_periods_has_dates_alone(preset) -> None:
    for day in (date(2028, 2, 29), date(2026, 12, 31)):
        found = reminders(load_preset(preset), today=day, terms=[])
        assert all(one.day >= day and one.duty.endswith(("_deadline", "_date")) for one in found)


def test_whose_duty_it_is_and_by_which_clause() -> None:
    found = {one.duty: one for one in reminders(load_preset("school_2"), today=date(2026, 11, 25), terms=TERMS)}
    check = found["people.personal_data_check_cycle"]
    assert (check.roles, check.clause.number) == ((Role.HOMEROOM_TEACHER,), "17(5)")
    assert found["archive.print_summary_deadline"].roles == (Role.HOMEROOM_TEACHER,)  # the act says who prints
    assert list(found.values()) == sorted(found.values(), key=lambda one: (one.day, one.duty))


def test_every_duty_has_words_of_its_own() -> None:
    assert known_duties() == set(_ROLES)
    assert len({reminder_text(duty) for duty in _ROLES}) == len(_ROLES)
