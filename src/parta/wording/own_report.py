"""«Что о нас хранится» in Russian: parts of the report, and what their codes say."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from parta.curriculum.enums import IndividualKind
from parta.wording.absences import absence_title
from parta.wording.acts import act_title
from parta.wording.diary import result_title
from parta.wording.people import field_title
from parta.wording.public_service import state_title
from parta.wording.teaching import INDIVIDUAL_KINDS

OFFICE_PARTS = {
    "requests": "Запросы о доступе",
    "letters": "Письма",
    "deliveries": "Отправка писем",
    "certificates": "Справки",
    "call_notes": "Справки-вызовы",
    "questions": "Вопросы о работе с Партой",
    "codes": "Коды для входа",
    "account": "Учётная запись",
    "sign_ins": "Входы",
    "portals": "Вход через портал",
    "account_events": "Что было с учётной записью",
    "suspensions": "Вход закрыт классным руководителем",
    "compromises": "Сообщения о чужом входе",
    "corrections": "Предложенные исправления",
    "acts_read": "Ознакомление с документами",
}
JOURNAL_PARTS = {
    "results": "Итоговые отметки",
    "debts": "Задолженности",
    "retakes": "Пересдачи",
    "sheets": "Ведомости аттестации",
    "marks": "Отметки",
    "absences": "Пропуски и опоздания",
    "notes": "Замечания и записи",
    "homework": "Личные задания",
    "notices": "Предупреждения об отсутствии",
    "brought": "Отметки из прежней школы",
    "groups": "Учебные группы",
    "plans": "Индивидуальные планы",
    "loads": "Что преподаёт",
}


def journal_words(part: str, what: Sequence[str], value: str) -> tuple[str, str]:
    """Say a row of the journals: what it is, and its value."""
    match part:
        case "results":
            result, kind, number = what
            return result_title(result, kind, int(number) if number else None), value
        case "marks":
            kind, title = what
            return (f"{kind}: {title}" if title else kind), value
        case "absences":
            return absence_title(what[0]), value
        case "sheets":
            return f"ведомость № {what[0]}", value
        case "debts":
            return (f"погашена {_day(what[0])}" if what[0] else "не погашена"), value
        case "plans":
            kind, last = what
            return f"{INDIVIDUAL_KINDS[IndividualKind(kind)]}{_until(last)}", value
        case "notices" | "groups" | "loads":
            return _until(what[0]).strip(), value
    return " ".join(what), value


def office_words(part: str, what: str, value: Sequence[Any], zone: tzinfo | None) -> tuple[str, str]:
    """Say a row of the office's papers and of the account: what it is, and its value."""
    match part:
        case "requests":
            state, words = value
            return what, ", ".join(one for one in (state_title(state), words) if one)
        case "deliveries":
            address, accepted = value
            return what, f"{address}: {'ждёт' if accepted is None else 'принято' if accepted else 'не принято'}"
        case "call_notes":
            first, last = value
            return what, f"с {_day(first)} по {_day(last)}"
        case "codes":
            used, withdrawn = value
            return (
                "выдан",
                f"использован {_day(used, zone)}" if used else f"отменён {_day(withdrawn, zone)}" if withdrawn else "",
            )
        case "account":
            email, second = value
            return what, ", ".join(one for one in (email, "второй шаг входа" if second else "") if one)
        case "sign_ins":
            return ("последний вход" if what == "last" else "открыт вход"), ", ".join(str(one) for one in value if one)
        case "account_events":
            return act_title(what), ""
        case "suspensions" | "compromises":
            (opened,) = value
            return what, f"вход возвращён {_day(opened, zone)}" if opened else "вход закрыт"
        case "corrections":
            accepted, names = value
            answer = "ждёт" if accepted is None else "принято" if accepted else "отклонено"
            return ", ".join(field_title(name) for name in names), ", ".join(one for one in (answer, what) if one)
        case "questions":
            (answer,) = value
            return what, f"ответ: {answer}" if answer else "ждёт ответа"
    return what, ", ".join(str(one) for one in value if one)


def _until(last: str) -> str:
    return f" по {_day(last)}" if last else ""


def _day(day: date | str, zone: tzinfo | None = None) -> str:
    if isinstance(day, datetime):
        day = day.astimezone(zone)
    return f"{date.fromisoformat(day) if isinstance(day, str) else day:%d.%m.%Y}"
