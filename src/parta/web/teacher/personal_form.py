"""The form of homework for single pupils becomes operations; it works without a script."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from parta.journal.queries.lesson import PersonalHomework
from parta.journal.rules.operations import MOST, Operation, parse_operations, written
from parta.web.teacher.lesson_form import whole

GIVE, SAVE, CLEAR = "own-give", "own-save", "own-clear"
ACTIONS = frozenset((GIVE, SAVE, CLEAR))
Row = dict[str, Any]


def personal_operations(
    form: QueryDict, lesson_id: int, stands: Sequence[PersonalHomework]
) -> tuple[list[Operation], str]:
    """Give the operations that the form asks for, or the code of what it lacks: `no_pupils`, `no_text`.

    What is given to a pupil who has something meanwhile, and what is changed by somebody else, is a conflict: the
    version that the form saw goes along. Raises `BadOperations` for a form of the wrong shape.
    """
    action, text = form.get("action"), form.get("text", "").strip()
    pupils = list(dict.fromkeys(form.getlist("pupil")))
    if not pupils:
        return [], "no_pupils"
    if not text and action != CLEAR:
        return [], "no_text"
    known = {str(row.pupil_id): row for row in stands}
    rows: list[Row] = []
    for pupil in pupils:
        row = known.get(pupil)
        seen = row.version if row and action == GIVE and not row.text else whole(form.get("base", "0"))
        rows.append(
            {
                "op": str(uuid.uuid4()),
                "kind": "homework",
                "lesson": lesson_id,
                "pupil": whole(pupil),
                "id": str(row.id if row else uuid.uuid4()),
                "value": "" if action == CLEAR else text,
                "minutes": row.minutes if row else None,
                "due": whole(form.get("due", "")),
                "base": seen,
            }
        )
    found: list[Operation] = []
    for start in range(0, len(rows), MOST):
        found += parse_operations(written(rows[start : start + MOST]))
    return found, ""


def personal_context(form: QueryDict | None, pupils: Sequence[Row], stands: Sequence[PersonalHomework]) -> Row:
    """Give what is set already, whom something may be set for, and what was typed into a form that was not accepted."""
    given = [row for row in stands if row.text]
    has = {row.pupil_id for row in given}
    typed = form if form is not None and form.get("action") == GIVE else QueryDict()
    chosen = set(typed.getlist("pupil"))
    return {
        "given": given,
        "free": [
            {"id": pupil["id"], "name": pupil["name"], "chosen": str(pupil["id"]) in chosen}
            for pupil in pupils
            if pupil["id"] not in has
        ],
        "text": typed.get("text", ""),
        "due": typed.get("due", ""),
    }
