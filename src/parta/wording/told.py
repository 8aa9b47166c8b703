"""Rows of a card that somebody tells of, in Russian."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import Level, RefusalCode
from parta.regulation.enums import Terminology

LEVELS = {
    Level.SCHOOL: "школьный",
    Level.TOWN: "муниципальный",
    Level.REGION: "региональный",
    Level.COUNTRY: "всероссийский",
    Level.WORLD: "международный",
}
TOLD: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], tuple[str, str, str]]] = {
    RefusalCode.ROW_DAYS: lambda d, p, w: (
        "Записать с такими днями нельзя",
        "записывают то, что уже прошло, и последний день не раньше первого",
        "Проверьте дни по документу",
    ),
    RefusalCode.ROW_TWICE: lambda d, p, w: (
        "Второй раз записывать не нужно",
        "точно такая запись в карточке уже есть",
        "Посмотрите в списке",
    ),
    RefusalCode.ROW_DECIDED: lambda d, p, w: (
        "Решить эту запись нельзя",
        "по ней уже есть ответ",
        "Обновите страницу: на ней видно, кто и что решил",
    ),
    RefusalCode.ROW_NEEDS_WORDS: lambda d, p, w: (
        "Отклонить или убрать запись без объяснения нельзя",
        "тот, кто её сделал, не узнает почему",
        "Напишите причину в нескольких словах",
    ),
}
"""Code → what cannot be done, why, what can be done."""
