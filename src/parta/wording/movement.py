"""Movement of pupils in Russian: kinds of orders, and why one is refused."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import MoveKind, RefusalCode
from parta.regulation.enums import Terminology
from parta.wording.dates import full_date
from parta.wording.plurals import counted

Sentence = tuple[str, str, str]

KINDS = {
    MoveKind.ARRIVED: "зачисление",
    MoveKind.RETURNED: "восстановление",
    MoveKind.TRANSFERRED: "перевод в другой класс",
    MoveKind.DEPARTED: "выбытие",
    MoveKind.EXPELLED: "отчисление",
    MoveKind.ACADEMIC_LEAVE: "академический отпуск",
    MoveKind.GRADUATED: "выпуск",
}
TITLES = {
    MoveKind.ARRIVED: "Зачислить",
    MoveKind.RETURNED: "Восстановить",
    MoveKind.TRANSFERRED: "Перевести в другой класс",
    MoveKind.DEPARTED: "Выбытие в другую организацию",
    MoveKind.EXPELLED: "Отчислить",
    MoveKind.ACADEMIC_LEAVE: "Предоставить академический отпуск",
    MoveKind.GRADUATED: "Выпустить",
}


def kind_text(kind: str, *, college: bool = False) -> str:
    """Name what an order did, as the book of movement writes it."""
    if kind == MoveKind.TRANSFERRED and college:
        return "перевод в другую группу"
    return KINDS.get(MoveKind(kind), kind)


def order_text(number: str, dated: Any = None) -> str:
    """Write «№ 47-у от 20.11.2026»; «—» where there is none."""
    if not number:
        return "—"
    return f"№ {number} от {dated:%d.%m.%Y}" if dated else f"№ {number}"


def left_text(kind: str, day: date, order_no: str, into: str) -> str:
    """Say beneath a sheet how somebody left: «выбытие 16.11, приказ № 47-у»."""
    said = f"перевод в {into}" if into else kind_text(kind)
    return f"{said} {day:%d.%m}" + (f", приказ № {order_no}" if order_no else "")


def _who(p: Mapping[str, Any]) -> str:
    return f" ({p['name']})" if p.get("name") else ""


def _listed(p: Mapping[str, Any]) -> str:
    shown = ", ".join(f"{day:%d.%m} — {course}" for day, course in p["records"])
    more = p["count"] - len(p["records"])
    return shown + (f" и ещё {more}" if more > 0 else "")


MOVEMENT: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], Sentence]] = {
    RefusalCode.MOVE_ORDER_IN_FUTURE: lambda d, p, w: (
        f"Внести приказ нельзя{_who(p)}",
        f"его дата, {full_date(p['date'])}, ещё не наступила",
        "Проверьте дату приказа; день, с которого он действует, может быть и впереди",
    ),
    RefusalCode.MOVE_OUTSIDE_YEAR: lambda d, p, w: (
        f"Внести приказ с {full_date(p['day'])} нельзя{_who(p)}",
        f"учебный год идёт с {full_date(p['start'])} по {full_date(p['end'])}",
        "Проверьте день, с которого действует приказ",
    ),
    RefusalCode.MOVE_ALREADY_PLACED: lambda d, p, w: (
        f"Зачислить с {full_date(p['day'])} нельзя{_who(p)}",
        f"в этот день имя уже в списке {p['class']}, а в двух списках сразу быть нельзя",
        "Если это перевод, внесите приказ о переводе",
    ),
    RefusalCode.MOVE_NOT_PLACED: lambda d, p, w: (
        f"Внести приказ с {full_date(p['day'])} нельзя{_who(p)}",
        f"зачисление только {full_date(p['first'])}, выбыть раньше нельзя"
        if p["first"] and p["first"] > p["day"]
        else "в этот день имени нет ни в одном списке",
        "Проверьте день и карточку: на ней видно, когда и где человек учился",
    ),
    RefusalCode.MOVE_FOLLOWED: lambda d, p, w: (
        f"Внести этот приказ нельзя{_who(p)}",
        f"с {full_date(p['day'])} уже записано другое место учёбы",
        "Сначала уберите приказ, который внесён следующим",
    ),
    RefusalCode.MOVE_SAME_CLASS: lambda d, p, w: (
        f"Перевести нельзя{_who(p)}",
        "имя уже в этом списке",
        "Выберите другой класс или группу",
    ),
    RefusalCode.MOVE_CAME_THAT_DAY: lambda d, p, w: (
        f"Перевести с {full_date(p['day'])} нельзя{_who(p)}",
        "в этот же день записано и зачисление в прежний список",
        "Если зачислили не туда, уберите приказ о зачислении и внесите верный; иначе укажите следующий день",
    ),
    RefusalCode.MOVE_HAS_RECORDS: lambda d, p, w: (
        f"Внести приказ с {full_date(p['day'])} нельзя{_who(p)}",
        f"в журналах после этого дня уже есть {counted(p['count'], 'запись', 'записи', 'записей')}: {_listed(p)}",
        "Проверьте день по приказу; если он верен, сначала исправьте журнал",
    ),
    RefusalCode.MOVE_FOLLOWED_BY_ORDER: lambda d, p, w: (
        "Убрать этот приказ нельзя",
        "после него записано другое, или список уже изменён без него",
        "Внесите новый приказ, который всё исправит",
    ),
    RefusalCode.MOVE_STANDS: lambda d, p, w: (
        "Убрать этот приказ нельзя",
        f"по нему в журналах уже есть {counted(p['count'], 'запись', 'записи', 'записей')}: {_listed(p)}",
        "Внесите новый приказ, который всё исправит",
    ),
    RefusalCode.MOVE_NOBODY: lambda d, p, w: (
        "Внести приказ нельзя",
        "никто не отмечен",
        "Отметьте, о ком приказ",
    ),
    "transfer_code_unknown": lambda d, p, w: (
        "Показать карточку нельзя",
        "такого кода нет",
        "Сверьте код с листком, знак за знаком",
    ),
    "transfer_code_used": lambda d, p, w: (
        "Показать карточку нельзя",
        "этот код уже использован",
        "Найдите человека в списке: возможно, карточка уже принята",
    ),
    "transfer_code_withdrawn": lambda d, p, w: (
        "Показать карточку нельзя",
        "вместо этого кода выдан новый",
        "Возьмите последний листок",
    ),
    "transfer_code_expired": lambda d, p, w: (
        "Показать карточку нельзя",
        "срок этого кода истёк",
        "Попросите у прежней школы новый",
    ),
    RefusalCode.TRANSFER_STILL_HERE: lambda d, p, w: (
        "Передать карточку в другую школу пока нельзя",
        "нет приказа о выбытии, его день ещё не наступил, или после него был другой приказ",
        "Сначала внесите приказ о выбытии",
    ),
    RefusalCode.TRANSFER_OWN_SCHOOL: lambda d, p, w: (
        "Принять карточку по этому коду нельзя",
        "она из этой же школы",
        "Зачислите с карточки: найдите человека и внесите приказ",
    ),
    RefusalCode.PERSON_KNOWN: lambda d, p, w: (
        "Завести новую карточку пока нельзя",
        f"с таким именем и днём рождения уже {'есть человек' if p['count'] == 1 else 'есть люди'}",
        "Посмотрите ниже: если это тот же человек, откройте его карточку; если другой, подтвердите это",
    ),
    RefusalCode.RENAMED_IN_FUTURE: lambda d, p, w: (
        "Записать смену имени с этого дня нельзя",
        "этот день ещё не наступил или раньше прежней смены имени",
        "Проверьте день по документу",
    ),
}
"""Code → what cannot be done, why, what can be done."""
