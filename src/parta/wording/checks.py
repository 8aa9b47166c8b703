"""Checks of the data of a class in Russian."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import CheckKind, RefusalCode
from parta.regulation.enums import Terminology

CHECKS = {
    CheckKind.MONTHLY: "Данные за месяц",
    CheckKind.FULL: "Все данные и личные карты",
    CheckKind.GROUPS: "Состав групп",
}
DATA_CHECKS: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], tuple[str, str, str]]] = {
    RefusalCode.CHECKED_ALREADY: lambda d, p, w: (
        "Отмечать второй раз не нужно",
        "эта проверка уже записана",
        "Следующая будет в свой срок",
    ),
    RefusalCode.CHECK_NOT_ASKED: lambda d, p, w: (
        "Отметить проверку нельзя",
        "положение её сейчас не требует",
        "Посмотрите сроки на странице класса",
    ),
}
"""Code → what cannot be done, why, what can be done."""
