"""Sentences for requests of the grid that have the wrong shape."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from parta.journal.rules.edit_requests import may_be_asked
from parta.kernel.decisions import Clause, Decision
from parta.regulation.enums import Terminology
from parta.wording.refusals import clause_text, refusal_text

_TEXTS = {
    "not_json": "Запрос не читается. Обновите страницу и попробуйте ещё раз.",
    "no_operations": "В запросе нет ни одного действия.",
    "too_many": "Слишком много действий в одном запросе: можно не больше {most}.",
    "same_id_twice": "Одно и то же действие стоит в запросе дважды.",
    "bad_operation": "Действие записано неверно. Обновите страницу и попробуйте ещё раз.",
    "bad_field": "Неверное значение поля «{field}». Ничего не сохранено.",
    "too_long": "Слишком длинный текст: можно не больше {most} знаков.",
    "unknown_kind": "Такое действие журналу неизвестно. Обновите страницу.",
}


_FIELDS = {
    "value": "текст или отметка",
    "reason": "причина",
    "title": "название работы",
    "kind": "вид работы",
    "kind_id": "вид работы",
    "weight": "вес",
    "criteria": "число критериев",
    "purpose": "назначение работы",
    "minutes": "минуты",
    "due": "к какому уроку",
}


def bad_operations_text(code: str, params: Mapping[str, Any]) -> str:
    """Say what is wrong with the request as a whole."""
    field = params.get("field")
    return _TEXTS[code].format(**{**params, "field": _FIELDS.get(str(field), field)})


_READ = {"day": date, "given": date, "opens": datetime, "due": datetime}


def worded(answer: dict[str, Any], terminology: Terminology) -> dict[str, Any]:
    """Give the stored answer of one operation with the words of its refusal; other answers need none.

    `may_ask`: the page may offer to ask for the cell to be opened.
    """
    if answer["status"] != "refused":
        return answer
    decision = decision_of(answer)
    return {
        **answer,
        "message": refusal_text(decision, terminology),
        "clause": clause_text(decision.clause),
        "may_ask": may_be_asked(decision),
    }


def decision_of(answer: Mapping[str, Any]) -> Decision:
    """Give a refusal as the rules said it, from the form in which it is stored."""
    clause, until = answer.get("clause"), answer.get("open_until")
    params = {
        key: _READ[key].fromisoformat(value) if key in _READ and isinstance(value, str) else value
        for key, value in answer.get("params", {}).items()
    }
    return Decision(
        allowed=False,
        code=answer["code"],
        params=params,
        clause=Clause(**clause) if clause else None,
        open_until=datetime.fromisoformat(until) if until else None,
        who_can_lift=answer.get("who_can_lift") or "",
    )
