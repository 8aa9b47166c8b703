"""The plain form of a request to write late becomes the same body that the script sends."""

import json
from typing import Any

from django.http import QueryDict

from parta.journal.rules.edit_request_form import Ask, parse_ask
from parta.journal.rules.operations import BadOperations


def ask_from_form(form: QueryDict) -> Ask:
    """Read a posted form; raise `BadOperations` for one of the wrong shape."""
    try:
        operations = json.loads(form.get("operations") or "[]")
    except (ValueError, RecursionError):
        raise BadOperations("not_json") from None
    lesson = form.get("lesson", "")
    columns = [{"kind": kind, "lesson": _number(lesson)} for kind in form.getlist("columns")]
    body = {"id": form.get("id"), "ground": form.get("ground", ""), "operations": operations, "columns": columns}
    return parse_ask(json.dumps(body).encode())


def _number(text: str) -> Any:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else text
