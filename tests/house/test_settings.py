"""Every setting of the regulation is read by the code that it is meant for, or it is said here what it waits for."""

import ast
from functools import cache
from pathlib import Path

import pytest

from parta.regulation.rules.tree import SPECS
from tests.norms.rows import rows

SOURCE = Path(__file__).resolve().parents[2] / "src" / "parta"
NAMES = [name for group in SPECS.values() for name in group]
# Where a setting is told of, not heeded: the catalogue itself, and the words of its page.
TOLD = ("regulation/", "wording/regulation/")
# Settings that govern other settings, which are read: the catalogue settles them when it is read.
SETTLED = {"daily_entry_cutoff_time", "homework_after_class_minutes"}
# What Parta does always, in every school: there is nothing to switch.
ALWAYS = {
    "substitution_in_record": "the lesson of a substitution names who gave it, and records keep their author",
    "homework_issue_mode_required": "homework belongs to the lesson where it is written",
    "final_column_placement": "the column of results stands after the last lesson, on paper right after it",
}
LATER = {
    "unexcused_absence_alert": "correspondence",
    "roster_source": "integrations",
    "parent_view_tracking": "control-and-reports",
    "pupil_messaging_allowed": "correspondence",
    "message_priority_order": "correspondence",
    "forum_enabled": "correspondence",
    "notice_board_audiences": "correspondence",
    "group_news_feed_enabled": "correspondence",
    "portfolio_enabled": "portfolio",
    "forecast_enabled": "control-and-reports",
    "archive_file_sla": "archive",
    "archive_check_sla": "archive",
    "archive_final_after_gia": "archive",
    "archive_copies": "archive",
    "print_certification": "archive",
    "print_responsible": "archive",
    "year_close_roles": "archive",
}
"""What nothing reads yet: setting → what of the roadmap it waits for. A setting that is read has no line here."""


def used(tree: ast.AST) -> set[str]:
    """Give the names that code reads as attributes, or writes as whole strings (`group.name` is a duty's key)."""
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return attributes | strings | {name for group, _, name in (one.partition(".") for one in strings) if group in SPECS}


@cache
def read() -> set[str]:
    """Give the settings that something outside the catalogue reads."""
    found: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        if not str(file.relative_to(SOURCE)).startswith(TOLD):
            found |= used(ast.parse(file.read_text(encoding="utf-8"))).intersection(NAMES)
    return found


def unread(names: list[str], known: set[str]) -> set[str]:
    """Give the settings of the catalogue that nothing reads."""
    return set(names) - known - SETTLED - ALWAYS.keys()


def test_what_nothing_reads_is_exactly_what_is_said_to_wait() -> None:
    silent = unread(NAMES, read())
    assert sorted(silent - LATER.keys()) == [], "nothing reads these, and nothing says when it will"
    assert sorted(LATER.keys() - silent) == [], "these are read by now: take them off the list"
    waited = {(name, row.later) for row in rows() for name in row.settings if row.later}
    assert sorted(LATER.items() - waited) == [], "no clause of the catalogue waits for this with this setting"


def test_what_settles_others_is_read_where_they_are_settled() -> None:
    settling = used(ast.parse((SOURCE / "regulation" / "rules" / "settle.py").read_text(encoding="utf-8")))
    assert settling >= SETTLED
    assert not (SETTLED | ALWAYS.keys()) & read(), "these are read outside by now: take them off the list"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("act.doors.idle_logout.value", True),
        ('Condition("idle_logout")', True),
        ('{"doors.idle_logout": "a duty"}', True),
        ("# idle_logout", False),
        ('"the setting idle_logout is kept"', False),
    ],
)
def test_a_setting_is_read_as_an_attribute_or_named_whole(code, found) -> None:
    assert ("idle_logout" in used(ast.parse(code))) is found
    assert ("idle_logout" in unread(["idle_logout"], used(ast.parse(code)))) is not found
