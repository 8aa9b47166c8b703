"""The plain form of a lesson becomes the same operations that the script sends: only what differs from what stands."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from parta.journal.enums import RefusalCode
from parta.journal.queries.topics import PlanHint
from parta.journal.rules.notation import BadNotation, Cell, parse_cell
from parta.journal.rules.operations import Operation, parse_operations
from parta.kernel.decisions import refusal

Row = dict[str, Any]


def operations_from_form(
    form: QueryDict, data: Row, lesson_id: int, hints: Sequence[PlanHint], shut: Mapping[str, str]
) -> list[Operation]:
    """Compare the posted form with what stands and give the operations that make it so.

    A browser does not send fields that are `shut`: of shut absences what stands is taken as it is.
    Raises `BadOperations` for a form of the wrong shape and `Refused` for a cell that is not a mark.
    """
    row = next(item for item in data["lessons"] if item["id"] == lesson_id)
    action = form.get("action", "save")
    if action == "present_all":
        return _parsed([{"kind": "present_all", "lesson": lesson_id}])
    if action.startswith("plan-"):
        hint = next((hint for hint in hints if action == f"plan-{hint.id}"), None)
        if hint is None:
            return []
        return _parsed([_topic(row, hint.text, hint.id)])
    wanted = [*_absences(form, data, row, shut=bool(shut["attendance"])), *_marks(form, data, row)]
    topic = form.get("topic")
    if topic is not None and topic.strip() != row["topic"]["text"]:
        wanted.append(_topic(row, topic, row["topic"]["plan_line"] if topic.strip() else None))
    if "homework" in form:
        wanted += _homework(form, row)
    if not row["taken"] and not shut["attendance"]:
        wanted.append({"kind": "present_all", "lesson": lesson_id})
    found: list[Operation] = []
    for start in range(0, len(wanted), 50):
        found += _parsed(wanted[start : start + 50])
    return found


def _parsed(rows: list[Row]) -> list[Operation]:
    body = {"operations": [{"op": str(uuid.uuid4()), **row} for row in rows]}
    return parse_operations(json.dumps(body).encode())


def _topic(row: Row, text: str, line: int | None) -> Row:
    return {"kind": "topic", "lesson": row["id"], "value": text, "plan_line": line, "base": row["topic"]["v"]}


def _absences(form: QueryDict, data: Row, row: Row, *, shut: bool) -> list[Row]:
    stands = {pupil: (code, version) for lesson, pupil, code, _, version in data["absences"] if lesson == row["id"]}
    absent = {str(pupil) for pupil, (code, _) in stands.items() if code} if shut else set(form.getlist("absent"))
    found = []
    for pupil in data["pupils"]:
        ident = pupil["id"]
        code, version = stands.get(ident, ("", 0))
        wanted = (form.get(f"code-{ident}") or code or "absent") if str(ident) in absent else ""
        if wanted != code:
            found.append(
                {"kind": "absence", "lesson": row["id"], "pupil": ident, "value": wanted, "reason": "", "base": version}
            )
    return found


def _marks(form: QueryDict, data: Row, row: Row) -> list[Row]:
    stands = {
        (work, pupil, criterion): (value, version) for work, pupil, criterion, value, _, version, _ in data["marks"]
    }
    found: list[Row] = []
    fresh = str(uuid.uuid4())
    for pupil in data["pupils"]:
        for slot, work in enumerate(row["works"] or [None]):
            name = f"mark-{pupil['id']}-{slot}"
            if name not in form:
                continue
            cell = _cell(str(form[name]), data["scale"], data["letters"])
            kind = data["kinds"][0]
            new = {"lesson": row["id"], "kind": kind["id"], "weight": None, "title": "", "criteria": 1}
            new["purpose"] = kind["purpose"]
            ident, criteria = (work["id"], work["criteria"]) if work else (fresh, 1)
            marks = cell.works[0].marks if cell.works else ()
            for criterion in range(1, criteria + 1):
                value, version = stands.get((ident, pupil["id"], criterion), ("", 0))
                typed = marks[criterion - 1].value if len(marks) >= criterion else ""
                if typed != value:
                    found.append(
                        {
                            "kind": "mark",
                            "work": ident,
                            "pupil": pupil["id"],
                            "criterion": criterion,
                            "value": typed,
                            "base": version,
                            **({} if work else {"new_work": new}),
                        }
                    )
    return found


def _cell(text: str, scale: Sequence[str], letters: Mapping[str, str]) -> Cell:
    try:
        return parse_cell(text, scale, letters)
    except BadNotation as bad:
        raise refusal(RefusalCode.MARK_NOT_ON_SCALE, value=bad.part or text[:20], scale=list(scale)) from None


def whole(text: str) -> int | str | None:
    """Give a typed number, nothing for an empty field, and what is no number as it is, to be refused in words."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else text or None


def _homework(form: QueryDict, row: Row) -> list[Row]:
    stands = row["hw"]
    none = form.get("homework_none") == "on"
    text = "" if none else form.get("homework", "").strip()
    minutes = form.get("minutes", "").strip()
    due = form.get("due", "").strip()
    wanted = {
        "value": text,
        "none": none,
        "minutes": whole(minutes),
        "due": whole(due),
    }
    same = text == stands["text"] and none == stands["none"] and wanted["minutes"] == stands["minutes"]
    if same and wanted["due"] in (None, stands["due"]):
        return []
    ident = stands["id"] or str(uuid.uuid4())
    return [{"kind": "homework", "lesson": row["id"], "id": ident, "base": stands["v"], **wanted}]
