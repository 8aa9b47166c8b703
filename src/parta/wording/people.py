"""People's records in Russian: fields of a card, and why an act with them is refused."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import FormOfStudy, IdentityPaper, Kinship, Meals, Programme, RefusalCode, ScanOf
from parta.people.models import Pupil
from parta.people.rules.personal_data import DAYS
from parta.regulation.enums import Terminology
from parta.wording.appointments import APPOINTMENTS
from parta.wording.care import CARE
from parta.wording.checks import DATA_CHECKS
from parta.wording.families import FAMILIES
from parta.wording.movement import MOVEMENT
from parta.wording.plurals import counted
from parta.wording.roles import role_name
from parta.wording.staff_orders import STAFF_ORDERS
from parta.wording.told import TOLD

FIELDS = {
    "last_name": "Фамилия",
    "first_name": "Имя",
    "patronymic": "Отчество",
    "sex": "Пол",
    "birth_date": "Дата рождения",
    "snils": "СНИЛС",
    "phone": "Телефон",
    "email": "Электронная почта",
    "address": "Адрес проживания",
    "workplace": "Место работы",
    "staff_no": "Табельный номер",
    "post": "Должность",
    "subjects": "Предметы",
    "category": "Категория",
    "attested_on": "Аттестация",
    "courses": "Повышение квалификации",
    "education": "Образование",
    "qualification": "Квалификация по диплому",
    "hired_order_no": "Приказ о приёме",
    "hired_on": "Принят",
    "left_on": "Последний рабочий день",
    "personal_file_no": "Личное дело",
    "notes": "Примечание",
    "extended_day": "Группа продлённого дня",
    "paper_only": "Отказ от электронного дневника",
    "funding": "Бюджет или договор",
    "citizenship": "Гражданство",
    "identity_kind": "Документ",
    "identity_series": "Серия документа",
    "identity_number": "Номер документа",
    "identity_by": "Кем выдан",
    "identity_on": "Когда выдан",
    "registered_address": "Адрес регистрации",
    "programme": "Программа",
    "programme_words": "Вариант адаптированной программы",
    "language": "Язык обучения",
    "study_form": "Форма обучения",
    "meals": "Питание",
    "transport": "Подвоз",
}
SECTIONS = {
    "person": "Человек",
    "identity": "Документ",
    "contacts": "Связь и адреса",
    "study": "Обучение",
    "day": "Питание и подвоз",
    "work": "Работа",
    "more": "Ещё",
}
WORDS: dict[str, Mapping[str, str]] = {
    "sex": {"m": "мужской", "f": "женский"},
    "identity_kind": {
        IdentityPaper.BIRTH_CERTIFICATE: "свидетельство о рождении",
        IdentityPaper.PASSPORT: "паспорт",
        IdentityPaper.FOREIGN: "документ другого государства",
        IdentityPaper.OTHER: "другой документ",
    },
    "programme": {Programme.BASIC: "основная", Programme.ADAPTED: "адаптированная (АООП)"},
    "study_form": {
        FormOfStudy.FULL_TIME: "очная",
        FormOfStudy.MIXED: "очно-заочная",
        FormOfStudy.PART_TIME: "заочная",
        FormOfStudy.FAMILY: "семейное образование",
        FormOfStudy.SELF: "самообразование",
    },
    "meals": {
        Meals.BREAKFAST: "завтрак",
        Meals.LUNCH: "обед",
        Meals.BOTH: "завтрак и обед",
        Meals.NONE: "в школе не ест",
    },
}
"""What the values of a closed list are called, by field."""


def field_title(name: str) -> str:
    """Name a field of a card."""
    return FIELDS.get(name, name)


def field_text(name: str, value: Any) -> str:
    """Say a plain value of a card as people write it; «—» for nothing."""
    if value in (None, ""):
        return "—"
    if name in WORDS:
        return WORDS[name].get(value, str(value))
    if name == "snils" and len(str(value)) == 11:
        return f"{value[:3]}-{value[3:6]}-{value[6:9]} {value[9:]}"
    return f"{date.fromisoformat(value):%d.%m.%Y}" if name in DAYS else str(value)


def identity_text(pupil: Pupil) -> str:
    """Say by which paper a pupil is known: «паспорт 75 12 345678, ОВД, 01.02.2026»; "" for none."""
    number = " ".join(filter(None, (pupil.identity_series, pupil.identity_number)))
    kind = WORDS["identity_kind"].get(pupil.identity_kind, "")
    issued = field_text("identity_on", pupil.identity_on.isoformat()) if pupil.identity_on else ""
    return ", ".join(filter(None, (" ".join(filter(None, (kind, number))), pupil.identity_by, issued)))


KINSHIPS: dict[str, str] = {
    Kinship.MOTHER: "мать",
    Kinship.FATHER: "отец",
    Kinship.ADOPTER: "усыновитель",
    Kinship.GUARDIAN: "опекун, попечитель",
    Kinship.FOSTER: "приёмный родитель",
    Kinship.GRANDMOTHER: "бабушка",
    Kinship.GRANDFATHER: "дедушка",
    Kinship.OTHER: "представитель",
}
"""By what somebody stands for a child."""
CONSENTS = {
    "personal_data": "На обработку персональных данных",
    "photo": "На фото и видео",
    "publication": "На публикацию: сайт, стенд, соцсети школы",
    "third_parties": "На передачу данных другим организациям",
    "parents_read": "На чтение дневника родителями после 18 лет",
    "non_disclosure": "Обязательство о неразглашении",
    "data_keeping": "Договор об ответственности за сохранность данных",
}

SCANS = {
    ScanOf.CONSENT: "согласие",
    ScanOf.GUARDIANSHIP: "документ о праве представлять ребёнка",
    ScanOf.TRUSTED: "документ о доверенном лице",
}
Sentence = tuple[str, str, str]


def _issuer(by: str, words: Terminology) -> str:
    return role_name("homeroom_teacher" if by == "homeroom" else "administrator", words).nominative


def _keepers(roles: tuple[str, ...], words: Terminology) -> str:
    return " или ".join(role_name(role, words).nominative for role in roles)


PEOPLE: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], Sentence]] = {
    **APPOINTMENTS,
    **CARE,
    **DATA_CHECKS,
    **FAMILIES,
    **MOVEMENT,
    **STAFF_ORDERS,
    **TOLD,
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
    RefusalCode.CODE_NO_MAILBOX: lambda d, p, w: (
        "Отправить код по почте нельзя",
        "адрес почты не записан или почтовый сервер в Парте не указан",
        "Выдайте код на листке",
    ),
    RefusalCode.CODE_MAIL_REFUSED: lambda d, p, w: (
        "Код не отправлен и не выдан; прежний, если был, больше не действует",
        f"почтовый сервер ответил: {p['answer']}",
        "Проверьте адрес и отправьте ещё раз или выдайте код на листке",
    ),
    RefusalCode.RIGHTS_KEPT: lambda d, p, w: (
        "Закрыть эту функцию нельзя",
        "у этой категории её нет, или без неё нельзя: обязанности директора и администратора, свой вход, карточка и "
        "дневник, положение, помощь, ведение журнала учителем",
        "Выберите другую категорию или функцию",
    ),
    RefusalCode.RIGHTS_DAY: lambda d, p, w: (
        "Закрыть функцию с этого дня нельзя",
        "день уже прошёл, или до него больше года",
        "Укажите сегодняшний день или более поздний",
    ),
    RefusalCode.RIGHTS_UNGROUNDED: lambda d, p, w: (
        "Закрыть функцию нельзя",
        "не указано основание",
        "Напишите его: приказ или причину",
    ),
    RefusalCode.RIGHTS_TWICE: lambda d, p, w: (
        "Закрыть эту функцию нельзя",
        "она уже закрыта этой категории или её предложили закрыть",
        "Обновите страницу",
    ),
    RefusalCode.RIGHTS_DECIDED: lambda d, p, w: (
        "Сделать это нельзя",
        "решение уже принято",
        "Обновите страницу: на ней видно, кто и что решил",
    ),
    RefusalCode.SCAN_UNKNOWN: lambda d, p, w: (
        "Сохранить скан нельзя",
        "это не PDF, не JPEG и не PNG, или PDF повреждён",
        "Сохраните скан в одном из этих видов и отправьте снова",
    ),
    RefusalCode.SCAN_TOO_MANY: lambda d, p, w: (
        "Сохранить скан нельзя",
        f"у этого документа уже {p['most']} сканов",
        "Удалите лишний",
    ),
    RefusalCode.SUSPEND_UNGROUNDED: lambda d, p, w: (
        "Закрыть вход нельзя",
        "не указана причина",
        "Напишите её: причину увидят администратор и директор",
    ),
    RefusalCode.SUSPEND_TWICE: lambda d, p, w: (
        "Закрыть вход нельзя",
        "он уже закрыт",
        "Обновите страницу: на ней видно, кем и почему",
    ),
    RefusalCode.SUSPEND_NOTHING: lambda d, p, w: (
        "Закрыть вход нельзя",
        "этот человек и так не может войти",
        "Код, который ещё не введён, отменяют в карточке",
    ),
    RefusalCode.SUSPEND_REOPENED: lambda d, p, w: (
        "Открыть вход нельзя",
        "он уже открыт",
        "Обновите страницу",
    ),
    RefusalCode.COMPROMISE_LONG_AGO: lambda d, p, w: (
        "Записать сообщение нельзя",
        "названный день был больше года назад",
        "Укажите день в пределах последнего года",
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
        "Сверьте номер с документом; если человек заведён дважды, попросите администратора: на карточке у него есть"
        " «Соединить с двойником»",
    ),
    RefusalCode.JOIN_ITSELF: lambda d, p, w: (
        "Соединить нельзя",
        "это одна и та же карточка",
        "Выберите другую",
    ),
    RefusalCode.JOIN_OWN: lambda d, p, w: (
        "Соединить нельзя",
        "одна из карточек ваша",
        "Попросите другого администратора",
    ),
    RefusalCode.JOIN_WAY_IN: lambda d, p, w: (
        "Соединить нельзя",
        "у второй карточки есть вход в Парту, код или код передачи",
        "Откройте её и соединяйте оттуда, если пуста эта",
    ),
    RefusalCode.JOIN_TIES: lambda d, p, w: (
        "Соединить нельзя",
        "обе карточки записаны представителями одного ребёнка на одни и те же дни",
        "Сначала закончите право второй карточки у этого ребёнка днём раньше",
    ),
    RefusalCode.JOIN_RECORDS: lambda d, p, w: (
        "Соединить нельзя",
        "у второй карточки есть записи: учёба, работа, согласие или другая бумага",
        "Соединяют только пустую карточку; если пуста эта, откройте вторую и соединяйте оттуда",
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
    RefusalCode.CONSENT_OF_ADULT: lambda d, p, w: (
        "Выдать код родителю нельзя",
        f"тому, чей это дневник, уже {p['age']} лет, а его согласия на то, что родители читают, нет",
        "Возьмите согласие, внесите его в карточку обучающегося и выдайте код после этого",
    ),
    RefusalCode.CONSENT_UNDERAGE: lambda d, p, w: (
        "Записать это согласие нельзя",
        f"его даёт сам обучающийся, когда ему исполнилось {p['age']} лет, а в этот день ему было меньше",
        "До этого дня родители читают дневник без согласия; проверьте день подписи и день рождения",
    ),
    RefusalCode.CONSENT_STANDS: lambda d, p, w: (
        "Записать отказ нельзя",
        "согласие на это дано и не отозвано",
        "Запишите отзыв",
    ),
    RefusalCode.CONSENT_UNSIGNED: lambda d, p, w: (
        "Записать согласие нельзя",
        "не сказано, кто его подписал",
        "Напишите имя того, чья подпись стоит на бумаге",
    ),
    RefusalCode.CONSENT_FORMS: lambda d, p, w: (
        "Напечатать столько бланков сразу нельзя",
        f"за один раз не больше {p['most']}",
        "Отметьте меньше людей",
    ),
    RefusalCode.AGREEMENT_OF_STAFF: lambda d, p, w: (
        "Записать эту бумагу нельзя",
        "обязательства и договоры о данных подписывают работники, а это не работник",
        "Проверьте, чья это карточка",
    ),
    RefusalCode.AGREEMENT_UNSIGNED: lambda d, p, w: (
        "Записать отказ нельзя",
        "отказ записывают о согласии, а обязательство или договор без подписи просто не подписаны",
        "Кто их не подписал, видно в списке согласий",
    ),
    RefusalCode.AGREEMENT_BACKWARDS: lambda d, p, w: (
        "Записать эту бумагу нельзя",
        "она перестаёт действовать раньше, чем подписана",
        "Проверьте даты по бумаге",
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
