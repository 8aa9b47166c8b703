"""People's records in Russian: fields of a card, and why an act with them is refused."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import RefusalCode
from parta.regulation.enums import Terminology
from parta.wording.appointments import APPOINTMENTS
from parta.wording.movement import MOVEMENT
from parta.wording.plurals import counted
from parta.wording.roles import role_name

FIELDS = {
    "last_name": "Фамилия",
    "first_name": "Имя",
    "patronymic": "Отчество",
    "sex": "Пол",
    "birth_date": "Дата рождения",
    "snils": "СНИЛС",
    "phone": "Телефон",
    "email": "Электронная почта",
    "address": "Адрес",
    "staff_no": "Табельный номер",
    "post": "Должность",
    "subjects": "Предметы",
    "category": "Категория",
    "attested_on": "Аттестация",
    "courses": "Повышение квалификации",
    "hired_order_no": "Приказ о приёме",
    "hired_on": "Принят",
    "left_on": "Последний рабочий день",
    "personal_file_no": "Личное дело",
    "notes": "Примечание",
    "extended_day": "Группа продлённого дня",
    "paper_only": "Отказ от электронного дневника",
    "funding": "Бюджет или договор",
}
_SEX = {"m": "мужской", "f": "женский"}


def field_title(name: str) -> str:
    """Name a field of a card."""
    return FIELDS.get(name, name)


def field_text(name: str, value: Any) -> str:
    """Say a plain value of a card as people write it; «—» for nothing."""
    if value in (None, ""):
        return "—"
    if name == "sex":
        return _SEX.get(value, str(value))
    if name == "snils" and len(str(value)) == 11:
        return f"{value[:3]}-{value[3:6]}-{value[6:9]} {value[9:]}"
    try:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    except (TypeError, ValueError):
        return str(value)


CONSENTS = {"personal_data": "На обработку персональных данных", "photo": "На фото и видео"}

Sentence = tuple[str, str, str]


def _issuer(by: str, words: Terminology) -> str:
    return role_name("homeroom_teacher" if by == "homeroom" else "administrator", words).nominative


def _keepers(roles: tuple[str, ...], words: Terminology) -> str:
    return " или ".join(role_name(role, words).nominative for role in roles)


PEOPLE: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], Sentence]] = {
    **APPOINTMENTS,
    **MOVEMENT,
    RefusalCode.EDITED_BY_OTHERS: lambda d, p, w: (
        "Исправить карточку самому нельзя",
        f"сведения об учащихся и родителях правит {_keepers(p['roles'], w)}",
        "Предложите исправление: его увидит тот, кто ведёт карточку",
    ),
    RefusalCode.KEPT_ELSEWHERE: lambda d, p, w: (
        "Исправить карточку в Парте нельзя",
        "эти сведения приходят из другой системы",
        "Исправьте их там или предложите исправление: его передадут",
    ),
    RefusalCode.PERSON_STALE: lambda d, p, w: (
        "Сохранить исправление нельзя",
        "пока вы писали, карточку изменил кто-то другой",
        "Откройте карточку заново и посмотрите, что в ней теперь",
    ),
    RefusalCode.COMPROMISE_IN_FUTURE: lambda d, p, w: (
        "Записать сообщение нельзя",
        "названный момент ещё не наступил",
        "Укажите, с какого момента действовал другой человек и когда это заметили",
    ),
    RefusalCode.COMPROMISE_WITHOUT_ACCOUNT: lambda d, p, w: (
        "Заморозить вход нельзя",
        "учётной записи у этого человека нет",
        "Если у него украли листок с кодом, отмените код на его карточке",
    ),
    RefusalCode.ACCOUNT_ALREADY_RETURNED: lambda d, p, w: (
        "Вернуть вход ещё раз нельзя",
        "он уже возвращён",
        "Новый код, если нужен, выдают на карточке человека",
    ),
    RefusalCode.NOTHING_CHANGED: lambda d, p, w: (
        "Сохранять нечего",
        "в карточке всё уже так",
        "Измените хотя бы одно поле",
    ),
    RefusalCode.SNILS_TAKEN: lambda d, p, w: (
        "Записать этот СНИЛС нельзя",
        "он записан у другого человека",
        "Сверьте номер с документом; если человек заведён дважды, сообщите администратору",
    ),
    RefusalCode.FILE_NO_TAKEN: lambda d, p, w: (
        "Записать этот номер личного дела нельзя",
        "он уже есть в другой карточке",
        "Сверьте номер с алфавитной книгой",
    ),
    RefusalCode.STAFF_NO_TAKEN: lambda d, p, w: (
        "Записать этот табельный номер нельзя",
        "он уже есть у другого работника",
        "Сверьте номер",
    ),
    RefusalCode.CORRECTION_DECIDED: lambda d, p, w: (
        "Решить это предложение нельзя",
        "по нему уже есть ответ",
        "Обновите страницу: на ней видно, кто и что решил",
    ),
    RefusalCode.CORRECTION_STALE: lambda d, p, w: (
        "Принять исправление нельзя",
        "после предложения эти поля карточки уже изменили",
        "Откройте карточку, сравните и исправьте сами или отклоните предложение",
    ),
    RefusalCode.ISSUER_IS_ANOTHER: lambda d, p, w: (
        "Выдать код нельзя",
        f"по положению это делает {_issuer(p['issuer'], w)}",
        f"Попросите {role_name(d.who_can_lift, w).accusative}",
    ),
    RefusalCode.SECOND_FACTOR_ABOVE: lambda d, p, w: (
        "Сбросить второй шаг директору нельзя",
        "он выше вас: иначе его учётную запись можно было бы занять",
        "Директору второй шаг сбрасывает тот, кто ведёт сервер Парты",
    ),
    RefusalCode.SECOND_FACTOR_OWN: lambda d, p, w: (
        "Сбросить второй шаг самому себе нельзя",
        "свой меняют с паролем в учётной записи",
        "Откройте «Моя учётная запись»",
    ),
    RefusalCode.SECOND_FACTOR_UNGROUNDED: lambda d, p, w: (
        "Сбросить второй шаг без основания нельзя",
        "по нему потом проверят, что просил именно этот человек",
        "Напишите, как вы в этом убедились",
    ),
    RefusalCode.ACCOUNT_SHARED: lambda d, p, w: (
        "Сбросить второй шаг этой учётной записи нельзя",
        "она открывает и другие школы",
        "Обратитесь к тому, кто ведёт сервер Парты",
    ),
    RefusalCode.CONSENT_MISSING: lambda d, p, w: (
        "Выдать код нельзя",
        "учётную запись дают, когда есть согласие на обработку персональных данных, а "
        + ("его нет" if p["count"] == 1 else f"без него {counted(p['count'], 'человек', 'человека', 'человек')}"),
        "Запишите подписанное согласие в карточке и выдайте код после этого",
    ),
    RefusalCode.CONSENT_IN_FUTURE: lambda d, p, w: (
        "Записать такой день нельзя",
        "согласие подписывают и отзывают не раньше, чем дали, и не в будущем",
        "Проверьте день",
    ),
    RefusalCode.CONSENT_UNSIGNED: lambda d, p, w: (
        "Записать согласие нельзя",
        "не сказано, кто его подписал",
        "Напишите имя того, чья подпись стоит на бумаге",
    ),
    RefusalCode.CONSENT_NOT_GIVEN: lambda d, p, w: (
        "Записать отзыв нельзя",
        "действующего согласия в карточке нет",
        "Обновите карточку: на ней видно, что записано",
    ),
    RefusalCode.CORRECTION_NEEDS_WORDS: lambda d, p, w: (
        "Отклонить исправление без объяснения нельзя",
        "тот, кто его предложил, не узнает почему",
        "Напишите причину в нескольких словах",
    ),
}
"""Code → what cannot be done, why, what can be done."""
