"""Compares what clients were promised with what the database holds; run in a process of its own."""

import json
import os
import sys
from pathlib import Path
from typing import Any


def findings(promised: dict[str, Any]) -> list[str]:
    """Give every broken promise: lost, doubled, gap, state, overwritten, unanswered, chain."""
    from parta.audit.models import Event
    from parta.audit.services import verify_chains
    from parta.journal.models import Mark, Operation

    found: list[str] = []
    stored = {str(row.pk): row.answer for row in Operation.objects.all()}
    events: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for event in Event.objects.filter(subject__kind="mark").order_by("chain", "seq"):
        events.setdefault((event.subject["work"], event.subject["pupil"]), []).append(event.after)
    for op, answer in promised["acknowledged"].items():
        kept = stored.get(op)
        cell = (answer["work"], answer["pupil"])
        history = [row for row in events.get(cell, []) if row["version"] == answer["version"]]
        if kept is None or not history or history[0]["value"] != answer["value"]:
            found.append(f"lost {op}")
    for mark in Mark.objects.all():
        cell = (str(mark.work_id), mark.pupil_id)
        history = events.get(cell, [])
        versions = [row["version"] for row in history]
        if sorted(versions) != list(range(1, len(versions) + 1)) or mark.version != len(versions):
            found.append(f"gap {cell} {mark.version} {versions[-3:]}")
        if not history or (history[-1]["value"], history[-1]["version"]) != (mark.value, mark.version):
            found.append(f"state {cell}")
        wanted = promised["intents"].get(f"{cell[0]} {cell[1]}")
        if wanted is not None and len(versions) > wanted:
            found.append(f"doubled {cell}: {len(versions)} versions of {wanted} decisions")
    found += [f"overwritten {op}" for op in promised["overwrites"]]
    found += [f"unanswered {op}" for op in promised["unanswered"]]
    found += [f"chain {finding}" for finding in verify_chains()]
    return found


def main() -> None:
    """Read the promises, print the findings."""
    sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src"), str(Path(__file__).resolve().parents[2])]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from parta.installation.models import School
    from parta.installation.schools import inside

    with inside(School.objects.get(slug="alpha")):
        print(json.dumps(findings(json.load(sys.stdin))))  # noqa: T201


if __name__ == "__main__":
    main()
