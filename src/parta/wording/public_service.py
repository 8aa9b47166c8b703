"""The service of access in Russian: states, terms, what does not match, grounds with their clauses, refusals."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.people.enums import Kinship, Role
from parta.public_service.enums import (
    AgeState,
    EndReason,
    Hand,
    LetterKind,
    Mismatch,
    PaperKind,
    RefusalCode,
    RefusalGround,
    State,
    Way,
)
from parta.regulation.enums import SupportChannel, Terminology
from parta.wording.certificates import CERTIFICATES
from parta.wording.people import KINSHIPS
from parta.wording.plurals import counted
from parta.wording.regulation.words import word
from parta.wording.roles import role_name

SERVICE = (
    "Предоставление информации о текущей успеваемости обучающегося, ведение электронного дневника и электронного"
    " журнала успеваемости"
)
AGE_STATES = {
    AgeState.ENDS: "доступ пора прекратить",
    AgeState.REVIEW: "нужно решение",
    AgeState.SOON: "скоро 18",
    AgeState.KEPT: "остаётся по согласию",
}
STATES = {
    State.WAITING: "ждёт решения",
    State.GRANTED: "разрешён, ждёт кода",
    State.GIVEN: "доступ дан",
    State.REFUSED: "отказано",
    State.ENDED: "доступ прекращён",
}
WAYS = {
    Way.IN_PERSON: "лично",
    Way.EMAIL: "по электронной почте",
    Way.HOMEROOM: "через классного руководителя",
    Way.PHONE: "по телефону",
}
HAND_STEPS = {
    Hand.DESK: "Принят",
    Hand.DECISION: "Решение",
    Hand.CODE: "Код",
    Hand.HOMEROOM: "Передать код",
    Hand.PARENT: "Первый вход",
}
ACCESS_STATES = {
    "in": "входит",
    "silent": "ещё не входил",
    "code": "есть код",
    "none": "нет входа",
    "shut": "вход закрыт",
}
PAPERS = {kind: word(kind) for kind in PaperKind}
CHANNELS = {
    SupportChannel.CONSULTATION: "попросить консультации у того, кто отвечает за журнал",
    SupportChannel.HOMEROOM: "семьям — сначала к классному руководителю",
    SupportChannel.ADMINISTRATOR: "к администратору журнала",
    SupportChannel.VENDOR: "к разработчику, через администратора",
    SupportChannel.INTERNAL_MAIL: "написать здесь",
    SupportChannel.EMAIL: "написать на электронную почту школы",
    SupportChannel.VISIT: "прийти лично",
    SupportChannel.PHONE: "позвонить в школу",
}
RELATIONS = {**KINSHIPS, Kinship.OTHER: "законный представитель"}
GROUNDS = {
    RefusalGround.NOT_AN_APPLICANT: "запрос подан лицом, не относящимся к заявителям",
    RefusalGround.NOT_A_PUPIL: "лицо, о котором запрашивается информация, не является обучающимся школы",
    RefusalGround.OF_AGE: "обучающийся достиг возраста 18 лет",
    RefusalGround.BAD_DOCUMENTS: "представленные документы не соответствуют установленным требованиям",
    RefusalGround.CONTRADICTORY_DATA: "в представленных документах содержатся противоречивые сведения",
    RefusalGround.OWN_REFUSAL: "заявитель отказался от получения услуги",
}
GROUND_PLACES = {ground: str(place) for place, ground in enumerate(GROUNDS, 1)}
"""The sub-clause of each ground under the clause that lists them (S3: П3-2.11.1–2.11.6)."""
MISMATCHES = {
    Mismatch.LAST_NAME: "другая фамилия",
    Mismatch.FIRST_NAME: "другое имя",
    Mismatch.PATRONYMIC: "другое отчество",
    Mismatch.BIRTH_DATE: "другая дата рождения",
    Mismatch.SCHOOL_CLASS: "другой класс",
    Mismatch.NOT_STUDYING: "сейчас не учится",
    Mismatch.OF_AGE: "уже 18 лет, согласия нет",
    Mismatch.NOT_GUARDIAN: "не записан законным представителем этого ребёнка",
    Mismatch.RIGHT_ENDED: "право представлять этого ребёнка прекращено",
    Mismatch.PHONE: "другой телефон",
}


REASONS = {
    EndReason.CHILD_LEFT: "обучающийся отчислен из школы",
    EndReason.OF_AGE: "обучающийся достиг возраста 18 лет",
    EndReason.OWN_WISH: "заявитель отказался от услуги",
    EndReason.RIGHT_ENDED: "право представлять обучающегося прекращено",
    EndReason.OTHER: "другая причина",
}
LETTERS = {
    LetterKind.REFUSAL: "Решение об отказе",
    LetterKind.TERMINATION: "Уведомление о прекращении",
    LetterKind.APPEAL_ANSWER: "Ответ на обращение",
}


def hand_words(issuer: str, *, deputy: bool, words: Terminology) -> dict[Hand, str]:
    """Say in whose hands a request is; `issuer` is whom the act names for families' codes, `deputy` decides too."""
    names = {role: role_name(role, words).nominative for role in Role}
    also = f" или {names[Role.DEPUTY]}" if deputy else ""
    code = names[Role.ADMINISTRATOR]
    if issuer != Role.ADMINISTRATOR:
        code = f"{names[Role.HOMEROOM_TEACHER if issuer == 'homeroom' else Role.SECRETARY]} или {code}"
    return {
        Hand.DESK: names[Role.SECRETARY] + also,
        Hand.DECISION: names[Role.DIRECTOR] + also,
        Hand.CODE: code,
        Hand.HOMEROOM: names[Role.HOMEROOM_TEACHER],
        Hand.PARENT: names[Role.PARENT],
    }


def compromise_told(case: int) -> str:
    """Tell the operator's support of an account that another used: the number of the case, and no name."""
    return (
        f"Сообщение о чужом входе, случай № {case}: учётной записью пользовался другой человек. Вход закрыт, сеансы "
        "завершены, коды отменены. Имени здесь нет: его знает администратор школы."
    )


def state_title(state: str) -> str:
    """Say where a request stands."""
    return STATES[State(state)]


def term_text(left: int, due_on: date) -> str:
    """Say how much of a term is left: «осталось 2 рабочих дня, до 04.12», «сегодня последний день»."""
    if left > 0:
        verb = "остался" if left % 10 == 1 and left % 100 != 11 else "осталось"
        return f"{verb} {counted(left, 'рабочий день', 'рабочих дня', 'рабочих дней')}, до {due_on:%d.%m}"
    return "сегодня последний день"


def overdue_text(left: int, due_on: date) -> str:
    """Say by how much a term is over: «просрочено на 1 рабочий день, срок был 04.12»."""
    by = f" на {counted(-left, 'рабочий день', 'рабочих дня', 'рабочих дней')}" if left else ""
    return f"просрочено{by}, срок был {due_on:%d.%m}"


SERVICE_REFUSALS: dict[str, Callable[[Mapping[str, Any]], tuple[str, str, str]]] = {
    **CERTIFICATES,
    RefusalCode.DECIDED: lambda p: (
        "Решить этот запрос нельзя",
        "решение по нему уже принято",
        "Обновите страницу: на ней видно, кто и что решил",
    ),
    RefusalCode.NOT_GRANTED: lambda p: (
        "Выдать код по этому запросу нельзя",
        "доступ по нему ещё не разрешён или уже дан",
        "Обновите страницу; новый код взамен потерянного выдают в карточке родителя",
    ),
    RefusalCode.NOT_STUDYING: lambda p: (
        "Дать доступ нельзя",
        "этот ребёнок сейчас не учится в школе",
        "Выберите другого или откажите в доступе на этом основании",
    ),
    RefusalCode.PUPIL_OF_AGE: lambda p: (
        "Дать доступ нельзя",
        f"обучающемуся уже {p['age']} лет",
        "Откажите в доступе на этом основании",
    ),
    RefusalCode.ADULT_SILENT: lambda p: (
        "Дать доступ нельзя",
        f"обучающемуся уже {p['age']} лет, а его согласия на то, что родители читают дневник, нет",
        "Возьмите его согласие, внесите в карточку и решите снова, или откажите",
    ),
    RefusalCode.PAPERS_MISSING: lambda p: (
        "Дать доступ нельзя",
        f"не показаны: {', '.join(PAPERS[PaperKind(one)] for one in p['papers'])}",
        "Отметьте, что документы показаны на бумаге, или откажите на основании из перечня",
    ),
    RefusalCode.PAPERS_SCANNED: lambda p: (
        "Снять отметку нельзя",
        "скан этого документа приложен к запросу",
        "Если документ не годится, откажите на этом основании",
    ),
    RefusalCode.NOT_OF_AGE: lambda p: (
        "Отказать на этом основании нельзя",
        f"по дате рождения обучающемуся ещё нет {p['age']} лет",
        "Проверьте дату рождения или выберите другое основание",
    ),
    RefusalCode.OWN_CHILD_HIMSELF: lambda p: (
        "Дать доступ нельзя",
        "родителем выбран сам ребёнок",
        "Выберите взрослого",
    ),
    RefusalCode.GROUND_NOT_IN_ACT: lambda p: (
        "Отказать на этом основании нельзя",
        "перечень оснований в положении исчерпывающий, этого в нём нет",
        "Выберите основание из перечня",
    ),
    RefusalCode.NEEDS_WORDS: lambda p: (
        "Отказать без пояснения нельзя",
        "из решения не будет видно, что не так с документами",
        "Напишите, какой документ и что в нём не так",
    ),
    RefusalCode.HAS_OTHER_ROLE: lambda p: (
        "Прекратить доступ нельзя",
        "этот родитель сам работает или учится в школе и вошёл бы уже никак",
        "Запишите в карточке ребёнка, по какой день действует право представлять его",
    ),
    RefusalCode.NO_ACCESS: lambda p: (
        "Прекращать нечего",
        "у этого родителя нет ни входа, ни действующего кода",
        "Обновите страницу: доступ могли прекратить раньше",
    ),
    RefusalCode.NO_MAILBOX: lambda p: (
        "Отправить письмо нельзя",
        "адрес электронной почты не указан",
        "Напечатайте письмо и отдайте его лично",
    ),
    RefusalCode.NO_MAIL_SERVER: lambda p: (
        "Отправить письмо нельзя",
        "почтовый сервер в Парте не указан",
        "Напечатайте письмо; сервер указывает тот, кто поставил Парту",
    ),
    RefusalCode.ON_ITS_WAY: lambda p: (
        "Отправить письмо ещё раз нельзя",
        "оно уже отправляется",
        "Подождите минуту и обновите страницу",
    ),
    RefusalCode.UNKNOWN_PLACE: lambda p: (
        "Сохранить текст нельзя",
        f"места {{{p['place']}}} в этом письме нет",
        "Выберите место из списка под текстом",
    ),
    RefusalCode.MISSING_PLACE: lambda p: (
        "Сохранить текст нельзя",
        f"в нём нет места {{{p['place']}}}, а без него письмо неполное",
        "Добавьте это место",
    ),
    RefusalCode.LOOSE_BRACE: lambda p: (
        "Сохранить текст нельзя",
        "фигурная скобка стоит без пары",
        "Скобки ставятся только вокруг названия места",
    ),
    RefusalCode.LONG_TITLE: lambda p: (
        "С таким заголовком письма не будет",
        f"первый абзац текста — это заголовок: одна строка, с заполненными местами не больше {p['most']} знаков",
        "Сократите его, а остальное напишите после пустой строки",
    ),
    RefusalCode.TEMPLATE_STALE: lambda p: (
        "Сохранить текст нельзя",
        "пока вы писали, его изменил кто-то другой",
        "Откройте страницу заново и посмотрите, что в нём теперь",
    ),
    RefusalCode.ANSWERED: lambda p: (
        "Ответить на это обращение нельзя",
        "ответ на него уже есть",
        "Обновите страницу: на ней видно письмо с ответом",
    ),
    RefusalCode.HELP_TOO_MANY: lambda p: (
        "Отправить вопрос нельзя",
        f"ответа уже ждут {p['most']} ваших вопросов",
        "Дождитесь ответа или спросите лично",
    ),
    RefusalCode.HELP_ANSWERED: lambda p: (
        "Сделать это нельзя",
        "на этот вопрос уже ответили",
        "Обновите страницу: ответ стоит на ней",
    ),
    RefusalCode.HELP_HANDED: lambda p: (
        "Передать вопрос администратору нельзя",
        "он уже у него",
        "Обновите страницу",
    ),
    RefusalCode.HELP_PASSED_ON: lambda p: (
        "Передать вопрос ещё раз нельзя",
        "он уже передан поддержке",
        "Обновите страницу: на ней видно, что передано и что ответили",
    ),
    RefusalCode.HELP_NEEDS_WORDS: lambda p: (
        "Отправить нельзя",
        "в поле нет текста",
        "Напишите несколько слов",
    ),
    RefusalCode.SUPPORT_HOURS: lambda p: (
        "Открыть доступ на столько нельзя",
        f"доступ открывают на время от часа до {p['most']} часов",
        "Выберите другое число часов; понадобится ещё — откроете снова",
    ),
    RefusalCode.SUPPORT_NEEDS_PURPOSE: lambda p: (
        "Открыть доступ нельзя",
        "не сказано, для чего",
        "Напишите, с чем поддержка должна разобраться",
    ),
    RefusalCode.SUPPORT_STANDS: lambda p: (
        "Открыть доступ ещё раз нельзя",
        "он уже открыт",
        "Дождитесь конца или закройте его, а потом откройте новый",
    ),
    RefusalCode.SUPPORT_OVER: lambda p: (
        "Закрыть доступ нельзя",
        "он уже закрыт",
        "Обновите страницу",
    ),
    RefusalCode.SUPPORT_NOT_GRANTED: lambda p: (
        "Войти нельзя",
        "школа сейчас не открывала поддержке доступа",
        "Попросите директора или администратора школы открыть его на странице «Доступ для поддержки»",
    ),
    RefusalCode.EMPTY_LETTER: lambda p: (
        "Зарегистрировать письмо нельзя",
        "в нём нет заголовка или текста под ним",
        "Проверьте текст письма",
    ),
}
"""Code → what cannot be done, why, what can be done."""
