"""The schedule of control works in Russian words: refusals and what the recommendations warn of."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from parta.journal.enums import PlannedWorkRefusal, WorkLevel, WorkWarning
from parta.wording.dates import date_text

Sentence = tuple[str, str, str]
WORK_REFUSALS: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    PlannedWorkRefusal.OUTSIDE_YEAR: lambda p: (
        f"Поставить работу на {date_text(p['day'])} нельзя",
        f"учебный год идёт с {date_text(p['start'])} по {date_text(p['end'])}",
        "Проверьте день",
    ),
    PlannedWorkRefusal.WITHOUT_KIND: lambda p: (
        "Внести работу в график нельзя",
        "не сказано, какая это работа",
        "Напишите вид: контрольная работа, диктант",
    ),
    PlannedWorkRefusal.CHANGED: lambda p: (
        "Изменить работу нельзя",
        "пока вы смотрели, её уже изменили",
        "Откройте график снова",
    ),
    PlannedWorkRefusal.STANDS: lambda p: (
        f"Перенести на {date_text(p['day'])} нельзя",
        "у этого журнала в этот день уже есть работа",
        "Выберите другой день",
    ),
    PlannedWorkRefusal.NO_JOURNALS: lambda p: (
        "Внести работу для всех сразу нельзя",
        "такого предмета у них в этом году нет",
        "Выберите другой предмет",
    ),
}
"""Code → what cannot be done, why, what can be done."""
_WARNINGS = {
    WorkWarning.SECOND_A_DAY: "вторая работа за день",
    WorkWarning.TOO_OFTEN: "чаще раза в 2,5 недели",
    WorkWarning.TOO_MANY: "больше 10 % часов предмета",
    WorkWarning.FIRST_OR_LAST: "первый или последний урок",
    WorkWarning.NO_LESSON: "урока в этот день нет",
}

_LEVELS = {
    WorkLevel.SCHOOL: "школьный",
    WorkLevel.MUNICIPAL: "муниципальный",
    WorkLevel.REGIONAL: "региональный",
    WorkLevel.FEDERAL: "федеральный",
}
_SAID = (
    (WorkLevel.FEDERAL, r"\bвпр\b|всероссийск|федеральн"),
    (WorkLevel.REGIONAL, r"\bрдр\b|\bркр\b|региональн|краев(ая|ой)|областн"),
    (WorkLevel.MUNICIPAL, r"\bмдр\b|\bмкр\b|муниципальн|городск|районн"),
)
"""Words of a kind of work that say of which level it is."""


def work_level(level: str, *, college: bool = False) -> str:
    """Name a level of works, as an adjective to «уровень»."""
    return "внутренний" if college and level == WorkLevel.SCHOOL else _LEVELS[WorkLevel(level)]


def level_said(kind: str) -> WorkLevel:
    """Tell the level that the words of a kind of work say: «ВПР» is federal; without such words it is the school's."""
    return next((level for level, words in _SAID if re.search(words, kind.casefold())), WorkLevel.SCHOOL)


def work_warning(warning: WorkWarning, *, college: bool = False) -> str:
    """Say what the recommendations warn of."""
    text = _WARNINGS[warning]
    if college:
        text = text.replace("урока", "занятия").replace("первый или последний урок", "первая или последняя пара")
    return text


def beyond_kind(title: str, kind: str) -> str:
    """Give what the title of a work adds to its kind: «№ 2», not «контрольная работа № 2» once more."""
    rest = title[len(kind) :] if kind and title.lower().startswith(kind.lower()) else title
    return title if rest[:1].isalnum() else rest.lstrip(" .,:;–—")
