"""The school's regulation in Russian: what each setting means and what its value says."""

from decimal import Decimal
from typing import Any

from parta.kernel.decisions import Decision
from parta.regulation.enums import Anchor, HomeworkDueRule, LatePolicy, Source, Terminology, Unit
from parta.regulation.rules.values import AbsenceLetter, Deadline
from parta.wording.absences import absence_title
from parta.wording.dates import date_text
from parta.wording.plurals import counted, number_text

GROUP_TITLES = {
    "marks": "Отметки",
    "attendance": "Посещаемость",
    "lessons": "Темы и задания на дом",
    "access": "Кто ещё пишет и читает",
    "words": "Слова",
}
SETTING_TITLES = {
    "marks_allowed_current": "Текущие отметки",
    "marks_allowed_period": "Отметки за период",
    "no_marks_grades": "Без отметок",
    "period_thresholds": "Округление среднего балла вверх с",
    "edit_window_days": "Отметку можно изменить",
    "late_edit_policy": "Изменение позже срока",
    "new_mark_window_days": "Новую отметку можно поставить",
    "late_mark_policy": "Новая отметка позже срока",
    "work_kind_required": "Вид работы обязателен",
    "final_column_placement": "Итоговая отметка сразу после последнего урока",
    "current_mark_deadline": "Срок текущих отметок",
    "written_mark_deadlines": "Срок отметок за письменные работы",
    "period_mark_deadline": "Срок отметок за период",
    "absence_codes": "Обозначения отсутствия",
    "attendance_window_days": "Посещаемость можно изменить",
    "absence_reason_window_days": "Причину пропуска можно уточнить",
    "late_attendance_policy": "Посещаемость позже срока",
    "attendance_deadline": "Срок отметки отсутствующих",
    "record_window_days": "Тему и задание можно изменить",
    "late_record_policy": "Тема и задание позже срока",
    "topic_deadline": "Срок записи темы",
    "homework_deadline": "Срок записи задания",
    "homework_due_rule": "Задание на дом можно задать",
    "homework_none_entry_required": "Без задания нужно так и записать",
    "homework_none_text": "Слова, когда ничего не задано",
    "homeroom_edit_all_pages": "Классный руководитель пишет на всех страницах класса",
    "homeroom_edit_attendance": "Классный руководитель отмечает посещаемость",
    "homeroom_issue_codes": "Классный руководитель выдаёт коды для входа",
    "director_edit_all_pages": "Директор пишет на всех страницах",
    "deputy_read_all_pages": "Заместитель читает все страницы",
    "substitute_access_before_days": "Заменяющему страница открыта до урока",
    "substitute_access_after_days": "Заменяющему страница открыта после урока",
    "terminology": "Слова учреждения",
    "record_language": "Язык записей",
}
SOURCES = {
    Source.OWN: "",
    Source.INFERRED: "по смыслу",
    Source.DEFAULT: "документ молчит: общее правило",
}
_LATE = {
    LatePolicy.DENY: "нельзя",
    LatePolicy.APPROVE: "с согласия завуча",
    LatePolicy.LOG_ONLY: "можно, с записью в журнале действий",
}
_WORDS: dict[Any, str] = {
    **_LATE,
    HomeworkDueRule.ANY: "на любой урок",
    HomeworkDueRule.FUTURE_ONLY: "только на будущие уроки",
    Terminology.SCHOOL: "школьные",
    Terminology.COLLEGE: "техникума",
    "ru": "русский",
}
_ANCHORS = {
    Anchor.LESSON: "урока",
    Anchor.CLASS_LAST_LESSON: "последнего урока класса",
    Anchor.NEXT_LESSON: "следующего урока",
    Anchor.WORK: "работы",
    Anchor.TERM_END: "конца периода",
    Anchor.ATTESTATION: "аттестации",
}


def setting_title(name: str) -> str:
    """Name a setting."""
    return SETTING_TITLES.get(name, name)


def setting_value(name: str, value: Any) -> str:
    """Say the value of a setting."""
    match value:
        case bool():
            return "да" if value else "нет"
        case None:
            return "всегда"
        case int() if name.endswith("window_days"):
            return f"{counted(value, 'день', 'дня', 'дней')} после урока" if value else "только в день урока"
        case int() if name.endswith("_days"):
            return counted(value, "день", "дня", "дней")
        case Deadline():
            return deadline_text(value)
        case tuple() if not value:
            return "нигде" if name == "no_marks_grades" else "не назван"
        case tuple():
            separator = "; " if isinstance(value[0], Deadline) else ", "
            said = separator.join(_item(item) for item in value)
            return f"{said} класс" if name == "no_marks_grades" else said
    return _WORDS.get(value, str(value))


def _item(item: Any) -> str:
    match item:
        case Deadline():
            return deadline_text(item)
        case AbsenceLetter():
            return f"{item.letter} — {absence_title(item.code)}"
        case Decimal():
            return number_text(item)
    return str(item)


def deadline_text(deadline: Deadline) -> str:
    """Say by when: «в день урока до 21:00», «4 дня от работы: 5–11 классы»."""
    anchor = _ANCHORS[deadline.anchor]
    clock = f" до {deadline.at:%H:%M}" if deadline.at else ""
    if deadline.anchor is Anchor.NEXT_LESSON and not deadline.offset:
        when = "к следующему уроку"
    elif not deadline.offset:
        when = f"в день {anchor}{clock}"
    else:
        side = "до" if deadline.before else "после"
        when = f"{_amount(deadline)} {side} {anchor}{clock}"
    scope = []
    if deadline.grades:
        first, last = min(deadline.grades), max(deadline.grades)
        scope.append(f"{first}–{last} классы" if first != last else f"{first} класс")
    scope += [", ".join(names) for names in (deadline.subjects, deadline.work_kinds) if names]
    return f"{when} ({'; '.join(scope)})" if scope else when


def _amount(deadline: Deadline) -> str:
    number = deadline.offset
    match deadline.unit:
        case Unit.MINUTE:
            return counted(number, "минута", "минуты", "минут")
        case Unit.WORKING_DAY:
            return counted(number, "рабочий день", "рабочих дня", "рабочих дней")
    return counted(number, "день", "дня", "дней")


def choice_refusal(decision: Decision) -> str:
    """Say why a regulation may not begin on that day."""
    held = decision.params["last_held"]
    return (
        f"Поменять положение с этого дня нельзя: уроки по {date_text(held)} уже проведены по прежнему. "
        "Выберите более позднюю дату."
    )
