"""`python -m tests.norms` writes the table of docs/norms.md from the presets; a test keeps them together."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "norms.md"
PRESETS = ROOT / "src" / "parta" / "regulation" / "presets"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
JOURNAL, TESTS = "journal/rules", "tests/journal/rules"
MARKS, OTHER = f"{TESTS}/test_mark_entry.py", f"{TESTS}/test_other_entries.py"
ENFORCED = {
    "marks_allowed_current": (f"{JOURNAL}/mark_entry.py", MARKS),
    "marks_allowed_period": (f"{JOURNAL}/term_entry.py", OTHER),
    "no_marks_grades": (f"{JOURNAL}/mark_entry.py", MARKS),
    "period_thresholds": (f"{JOURNAL}/averages.py", f"{TESTS}/test_averages.py"),
    "edit_window_days": (f"{JOURNAL}/mark_entry.py", MARKS),
    "late_edit_policy": (f"{JOURNAL}/mark_entry.py", MARKS),
    "new_mark_window_days": (f"{JOURNAL}/mark_entry.py", MARKS),
    "late_mark_policy": (f"{JOURNAL}/mark_entry.py", MARKS),
    "work_kind_required": (f"{JOURNAL}/mark_entry.py", MARKS),
    "absence_codes": (f"{JOURNAL}/attendance_entry.py", OTHER),
    "attendance_window_days": (f"{JOURNAL}/attendance_entry.py", OTHER),
    "absence_reason_window_days": (f"{JOURNAL}/attendance_entry.py", OTHER),
    "late_attendance_policy": (f"{JOURNAL}/attendance_entry.py", OTHER),
    "record_window_days": (f"{JOURNAL}/topic_entry.py", OTHER),
    "late_record_policy": (f"{JOURNAL}/topic_entry.py", OTHER),
    "homework_due_rule": (f"{JOURNAL}/homework_entry.py", OTHER),
    "homework_none_entry_required": (f"{JOURNAL}/homework_entry.py", OTHER),
    "homeroom_edit_all_pages": ("people/rules/permissions.py", "tests/people"),
    "homeroom_edit_attendance": ("people/rules/permissions.py", "tests/people"),
    "credentials_issuer_families": ("people/rules/permissions.py", "tests/people"),
    "director_edit_all_pages": ("people/rules/permissions.py", "tests/people"),
    "deputy_read_all_pages": ("people/rules/permissions.py", "tests/people"),
    "substitute_access_before_days": (f"{JOURNAL}/windows.py", OTHER),
    "substitute_access_after_days": (f"{JOURNAL}/windows.py", OTHER),
}


def table() -> str:
    """Give the table: one row for each setting that a document speaks of."""
    head = ["| act | clause | setting | value | its words | rule | test |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*head, *_rows()])


def _rows() -> Iterator[str]:
    for file in sorted(PRESETS.glob("*.toml"), key=lambda path: (path.stem == "default", path.stem)):
        preset = tomllib.loads(file.read_text(encoding="utf-8"))
        for group, settings in preset.items():
            if group == "act":
                continue
            for name, setting in settings.items():
                yield _row(file.stem, preset["act"]["short"], name, setting)


def _row(preset: str, short: str, name: str, setting: dict[str, Any]) -> str:
    rule, test = ENFORCED.get(name, ("—", "—"))
    source = {"inferred": " (inferred)"}.get(setting.get("source", ""), "")
    quote = f"«{setting['quote']}»" if setting.get("quote") else ""
    act = setting.get("act", short)
    cells = (f"{act} (`{preset}`)", setting.get("clause", "—") + source, f"`{name}`", f"`{_plain(setting['value'])}`",
             quote, rule, test)  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(value: Any) -> str:
    match value:
        case dict():
            return ", ".join(f"{key} {_plain(item)}" for key, item in value.items())
        case list():
            return "; ".join(_plain(item) for item in value)
        case bool():
            return "yes" if value else "no"
    return str(value)


def page_with(rows: str) -> str:
    """Give the page with the table put in its place."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{rows}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(page_with(table()), encoding="utf-8")
