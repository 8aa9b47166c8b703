"""Changed settings of kept versions move to the groups and names of the whole catalogue."""

from django.db import migrations

MOVED = {
    ("lessons", "homework_deadline"): ("homework", "homework_entry_deadline"),
    ("lessons", "homework_due_rule"): ("homework", "homework_due_rule"),
    ("lessons", "homework_none_entry_required"): ("homework", "homework_none_entry_required"),
    ("lessons", "homework_none_text"): ("homework", "homework_none_text"),
    ("marks", "marks_allowed_period"): ("results", "marks_allowed_period"),
    ("marks", "period_thresholds"): ("results", "period_thresholds"),
    ("marks", "final_column_placement"): ("results", "final_column_placement"),
    ("marks", "period_mark_deadline"): ("results", "period_mark_rule"),
    ("access", "homeroom_issue_codes"): ("doors", "credentials_issuer_families"),
}
ANCHORS = {
    "lesson": "lesson_end",
    "class_last_lesson": "class_last_lesson_end",
    "next_lesson": "next_lesson_of_subject",
    "work": "work_date",
    "term_end": "period_end",
    "attestation": "attestation_date",
}
SCOPE = ("grades", "subjects", "work_kinds")


def moved(values):
    """Give the same changes under the new names."""
    found = {}
    for group, settings in values.items():
        if not isinstance(settings, dict):
            found[group] = settings
            continue
        for name, entry in settings.items():
            new_group, new_name = MOVED.get((group, name), (group, name))
            found.setdefault(new_group, {})[new_name] = _entry(new_name, entry)
    return found


def _entry(name, entry):
    if not isinstance(entry, dict) or "value" not in entry:
        return entry
    value = entry["value"]
    if name == "credentials_issuer_families" and isinstance(value, bool):
        return {**entry, "value": "homeroom" if value else "administrator"}
    if isinstance(value, list):
        return {**entry, "value": [_deadline(item) for item in value]}
    return {**entry, "value": _deadline(value)}


def _deadline(value):
    if not isinstance(value, dict) or "anchor" not in value:
        return value
    row = {key: part for key, part in value.items() if key not in {*SCOPE, "before"}}
    row["anchor"] = ANCHORS.get(row["anchor"], row["anchor"])
    if value.get("before"):
        row["direction"] = "before"
    if scope := {key: value[key] for key in SCOPE if value.get(key)}:
        row["scope"] = scope
    return row


def forwards(apps, schema_editor):
    for version in apps.get_model("regulation", "RegulationVersion").objects.exclude(values={}):
        version.values = moved(version.values)
        version.save(update_fields=["values"])


class Migration(migrations.Migration):

    dependencies = [("regulation", "0001_initial")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
