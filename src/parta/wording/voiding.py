"""Operations declared void, in Russian: what was done, and why an order cannot reach it."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.journal.enums import OperationKind, RefusalCode
from parta.wording.plurals import counted

Sentence = tuple[str, str, str]
KINDS = {
    OperationKind.MARK: "отметки",
    OperationKind.ABSENCE: "посещаемость",
    OperationKind.PRESENT_ALL: "переклички",
    OperationKind.TOPIC: "темы",
    OperationKind.HOMEWORK: "задания на дом",
    OperationKind.NOTE: "замечания",
    OperationKind.WORK: "столбцы работ",
    OperationKind.TERM: "итоговые отметки",
}
VOIDING: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    RefusalCode.VOID_OWN_ACCOUNT: lambda p: (
        "Аннулировать сделанное со своей учётной записью нельзя",
        "распоряжается тот, кого дело не касается",
        "Это сделает исполняющий обязанности директора",
    ),
    RefusalCode.VOID_NOTHING_CHOSEN: lambda p: (
        "Аннулировать нечего",
        "ничего не отмечено или всё найденное уже аннулировано",
        "Отметьте записи в списке",
    ),
    RefusalCode.VOID_NEEDS_GROUND: lambda p: (
        "Аннулировать без основания нельзя",
        "в истории клетки останется, каким распоряжением это сделано",
        "Укажите номер и дату распоряжения",
    ),
    RefusalCode.VOID_ALREADY: lambda p: (
        "Аннулировать дважды нельзя",
        f"{counted(p['count'], 'запись', 'записи', 'записей')} из отмеченных уже без силы",
        "Обновите страницу: на ней видно, что аннулировано и кем",
    ),
    RefusalCode.VOID_IN_CLOSED_PERIOD: lambda p: (
        "Аннулировать отмеченное целиком нельзя",
        f"{counted(p['count'], 'запись', 'записи', 'записей')} относятся к закрытому периоду",
        "Отметьте «и в закрытых периодах», если распоряжение о них тоже, или уберите эти записи",
    ),
}
