"""Averages, forecasts and typing mistakes in Russian words."""

from collections.abc import Sequence

from parta.journal.enums import NeededStatus, NotationCode, WorkPurpose
from parta.journal.rules.averages import Average
from parta.journal.rules.forecast import Needed
from parta.wording.plurals import feminine, number_text

PURPOSES = {WorkPurpose.FORMATIVE: "формирующее", WorkPurpose.SUMMATIVE: "констатирующее"}


def purpose_text(purpose: str) -> str:
    """Say what a work is for: «констатирующее оценивание»; nothing where it is not kept."""
    return f"{PURPOSES[WorkPurpose(purpose)]} оценивание" if purpose else ""


def average_text(average: Average) -> str:
    """Write the formula of an average: «(4·1 + 5·2) / 3 = 4,67»; without weights «(4 + 5) / 2 = 4,50»."""
    weighted = any(weight != 1 for _, weight in average.parts)
    terms = (
        f"{number_text(value)}·{number_text(weight.normalize())}" if weighted else number_text(value)
        for value, weight in average.parts
    )
    return f"({' + '.join(terms)}) / {number_text(average.divisor.normalize())} = {number_text(average.result)}"


def needed_text(needed: Needed, target: str) -> str:
    """Answer «какая отметка нужна» in one sentence."""
    if needed.status == NeededStatus.ALREADY:
        return f"Сейчас уже выходит {target}."
    if needed.status == NeededStatus.UNREACHABLE:
        return f"Даже десяти отметок не хватит, чтобы вышла {target}."
    return f"Чтобы вышла {target}, нужно: {', или '.join(map(_way, needed.ways))}."


def notation_text(code: NotationCode, part: str, scale: Sequence[str]) -> str:
    """Say what is wrong with the text typed in a cell and how to write it."""
    marks = ", ".join(scale)
    return {
        NotationCode.TOO_LONG: "Запись слишком длинная. Оставьте в клетке только отметки и причину отсутствия.",
        NotationCode.TOO_MANY: "В клетке слишком много отметок. Больше восьми в одну клетку записать нельзя.",
        NotationCode.NOT_ON_SCALE: f"«{part}» — не отметка и не отсутствие. Отметки: {marks}; отсутствие: н, б, у, о.",
        NotationCode.TWO_ABSENCES: "Отсутствие можно записать только одно. Оставьте одну букву.",
        NotationCode.BROKEN: "Запись не закончена. Две отметки за работу пишут «4/3», новую попытку — «2→3».",
    }[code]


def _way(way: Sequence[tuple[str, int]]) -> str:
    return " и ".join(f"{feminine(count)} {mark}" for mark, count in way)


def mark_text(value: str, attempts: Sequence[str]) -> str:
    """Write a mark with its earlier attempts: «2→3»."""
    return "→".join([*attempts, value])
