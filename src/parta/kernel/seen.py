"""What an actor may see, as prepared SQL: each rule stays in one queryset and is put into SQL once a set of roles."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from parta.kernel.actor import Actor

_PERSON = 8_070_605_040_302_010_001
_TODAY = date(9876, 5, 4)
_NAMES = {_PERSON: "%(person)s::bigint", _TODAY: "%(today)s::date"}


@lru_cache(maxsize=500)
def seen_by(
    visible: Callable[..., QuerySet[Any]],
    roles: frozenset[str],
    *more: Any,
    barred: frozenset[tuple[str, str, str]] = frozenset(),
) -> str:
    """Give the SQL of the keys (`pk`) that `visible(actor, *more)` shows to these roles, but for what is `barred`.

    Its only parameters are `%(person)s` and `%(today)s`, the actor's own; raises `ValueError` for a queryset that
    needs another value.
    """
    somebody = Actor(account_id=None, person_id=_PERSON, school_slug="", roles=roles, today=_TODAY, barred=barred)
    try:
        text, values = visible(somebody, *more).values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL::bigint AS pk WHERE false"
    left = list(values)

    def named(found: re.Match[str]) -> str:
        value = left.pop(0)
        if value in _NAMES:
            return _NAMES[value]
        if isinstance(value, int):
            return str(value)
        raise ValueError(f"{visible.__name__} holds a value that is neither the person nor the day: {value!r}")

    return re.sub("%s", named, text)
