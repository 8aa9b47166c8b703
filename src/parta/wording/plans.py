"""Lesson plans (КТП) in words: their states, and refusals: what cannot be done, why, what can be done."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.curriculum.enums import PlanRefusal, PlanState

Sentence = tuple[str, str, str]

STATES = {
    PlanState.DRAFT: "черновик",
    PlanState.ON_APPROVAL: "на утверждении",
    PlanState.APPROVED: "утверждён",
    PlanState.ARCHIVED: "в архиве",
    PlanState.FITTED: "план журнала",
}

PLANS: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    PlanRefusal.NOT_IN_STATE: lambda p: (
        "Сделать это с планом нельзя",
        f"сейчас он {plan_state(p['state'])}",
        "Обновите страницу: возможно, его уже послали, утвердили или вернули",
    ),
    PlanRefusal.EMPTY: lambda p: (
        "Послать план на утверждение нельзя",
        "в нём нет ни одной темы",
        "Сначала внесите темы",
    ),
    PlanRefusal.WITHOUT_WORDS: lambda p: (
        "Вернуть план нельзя",
        "не написано, что исправить",
        "Напишите это автору",
    ),
    PlanRefusal.CHANGED_SINCE: lambda p: (
        "Сохранить нельзя",
        "пока страница была открыта, план изменили",
        "Откройте его заново и повторите правку",
    ),
    PlanRefusal.TITLE_TAKEN: lambda p: (
        f"Назвать план «{p['title']}» нельзя",
        "план с таким названием для этого предмета и параллели уже есть",
        "Дополните название, например, фамилией или автором учебника",
    ),
    PlanRefusal.DRAFT_OPEN: lambda p: (
        "Начать новую редакцию нельзя",
        "черновик следующей редакции уже есть",
        "Откройте его в списке планов",
    ),
    PlanRefusal.IN_USE: lambda p: (
        "Убрать черновик нельзя",
        "по нему идёт журнал",
        "Сначала выберите журналу другой план",
    ),
    PlanRefusal.TOO_LONG: lambda p: (
        "Сохранить план нельзя",
        f"в нём больше {p['most']} строк",
        "Разделите его на два плана",
    ),
    PlanRefusal.NOT_READ: lambda p: (
        f"Прочитать план{' из «' + p['what'] + '»' if p['what'] else ''} не получилось",
        "не найдено таблицы со столбцами «Тема урока» и «Количество часов»",
        "Проверьте файл (.xlsx, .xls, .ods, .csv) или вставьте темы, по одной в строке",
    ),
}
"""Code → what cannot be done, why, what can be done."""


def plan_state(state: str) -> str:
    """Say how far a plan has come."""
    return STATES[PlanState(state)]
