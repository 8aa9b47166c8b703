"""Sentences for requests of the grid that have the wrong shape."""

from collections.abc import Mapping
from typing import Any

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


def bad_operations_text(code: str, params: Mapping[str, Any]) -> str:
    """Say what is wrong with the request as a whole."""
    return _TEXTS[code].format(**params)
