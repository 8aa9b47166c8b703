"""Acts of the audit in Russian: what somebody did, and the values before and after."""

from datetime import datetime
from typing import Any

from parta.wording.dates import moment_text

ACTS = {
    "journal.mark_recorded": "поставлена отметка",
    "journal.mark_changed": "изменена отметка",
    "journal.mark_cleared": "стёрта отметка",
    "journal.absence_recorded": "отмечено отсутствие",
    "journal.absence_changed": "изменено отсутствие",
    "journal.absence_cleared": "снято отсутствие",
    "journal.roll_called": "проверены присутствующие",
    "journal.topic_recorded": "записана тема",
    "journal.homework_recorded": "записано задание на дом",
    "journal.note_recorded": "записано замечание",
    "journal.work_added": "добавлена работа",
    "journal.work_changed": "изменена работа",
    "journal.work_removed": "убрана работа",
    "journal.term_result_recorded": "выставлена итоговая отметка",
    "journal.term_result_changed": "изменена итоговая отметка",
    "journal.term_closed": "закрыт период",
    "journal.term_reopened": "снова открыт период",
    "journal.pages_shut": "страницы журнала закрыты вместе с периодом",
    "journal.lesson_arranged": "записано, кто ведёт урок",
    "journal.lesson_cancelled": "урок отмечен как несостоявшийся",
    "journal.lesson_restored": "отменённый урок возвращён",
    "journal.pages_opened": "страницы журнала открыты вместе с периодом",
    "journal.day_checked": "проверены пропуски класса",
    "journal.absence_announced": "семья сообщила об отсутствии",
    "journal.absence_withdrawn": "семья отозвала сообщение",
    "journal.history_imported": "внесены отметки прежних периодов",
    "journal.edit_asked": "попросили открыть доступ",
    "journal.edit_withdrawn": "заявка отозвана",
    "journal.edit_granted": "разрешено исправить",
    "journal.edit_refused": "в исправлении отказано",
    "journal.operations_voided": "аннулировано сделанное чужими руками",
    "journal.record_restored": "запись восстановлена после аннулирования",
    "journal.sheet_made": "составлена ведомость аттестации",
    "journal.sheet_closed": "закрыта ведомость аттестации",
    "accounts.code_issued": "выдан одноразовый код",
    "accounts.code_withdrawn": "отменён одноразовый код",
    "accounts.code_used": "использован одноразовый код",
    "accounts.membership_changed": "учётная запись связана с человеком",
    "accounts.school_restored": "школа восстановлена из выгрузки",
    "accounts.password_changed": "сменён пароль",
    "accounts.new_device": "вход с нового устройства",
    "accounts.email_changed": "изменена почта учётной записи",
    "accounts.second_factor_added": "добавлен второй шаг входа",
    "accounts.second_factor_removed": "убран второй шаг входа",
    "accounts.second_factor_reset": "сброшен второй шаг входа",
    "regulation.preset_chosen": "выбрано положение о журнале",
    "regulation.draft_begun": "начат проект положения",
    "regulation.draft_changed": "изменён проект положения",
    "regulation.draft_discarded": "убран проект положения",
    "regulation.draft_approved": "утверждено положение о журнале",
    "integrations.files_added": "принесены таблицы для загрузки",
    "integrations.file_removed": "убрана таблица из загрузки",
    "integrations.column_chosen": "указано, что в столбце таблицы",
    "integrations.cell_corrected": "исправлена ячейка таблицы",
    "integrations.draft_discarded": "убраны таблицы, ничего не внесено",
    "integrations.tables_taken": "выгружены таблицы школы",
    "integrations.import_undone": "отменена загрузка таблиц",
    "regulation.act_uploaded": "размещён локальный акт",
    "regulation.act_replaced": "размещена новая редакция акта",
    "regulation.act_withdrawn": "акт отменён",
    "regulation.act_shown": "изменено, кому открыт акт",
    "paper.printed": "напечатаны персональные данные",
    "jobs.file_taken": "скачан готовый файл",
    "service.request_registered": "зарегистрирован запрос о доступе",
    "service.request_granted": "доступ к дневнику разрешён",
    "service.request_refused": "в доступе к дневнику отказано",
    "service.access_given": "доступ к дневнику предоставлен",
    "service.letter_made": "зарегистрировано письмо",
    "service.access_ended": "доступ к дневнику прекращён",
    "service.letter_posted": "письмо отправлено по почте",
    "service.appeal_registered": "зарегистрировано обращение",
    "service.appeal_answered": "дан ответ на обращение",
    "service.template_saved": "изменён текст письма",
    "regulation.act_linked": "документ назван текстом положения",
    "school.card_changed": "изменена карточка школы",
    "school.calendar_changed": "изменён календарь",
    "school.bells_changed": "изменены звонки",
    "school.room_changed": "изменён кабинет",
    "school.class_changed": "изменён класс",
    "people.person_changed": "изменены данные человека",
    "people.employee_changed": "изменены данные работника",
    "people.appointment_changed": "изменена роль работника",
    "people.homeroom_changed": "изменён классный руководитель",
    "people.pupil_changed": "изменены данные обучающегося",
    "people.enrolment_changed": "изменено зачисление",
    "people.movement_recorded": "внесён приказ о движении",
    "people.movement_removed": "убран приказ о движении",
    "people.report_taken": "скачано всё, что хранится о человеке",
    "people.person_renamed": "записана смена имени",
    "people.guardianship_changed": "изменены законные представители",
    "people.consent_changed": "изменено согласие",
    "people.correction_proposed": "предложено исправление карточки",
    "people.correction_accepted": "принято исправление карточки",
    "people.correction_declined": "отклонено исправление карточки",
    "people.compromise_reported": "сообщено, что учётной записью пользовался другой",
    "people.account_returned": "вход возвращён владельцу",
    "curriculum.subject_changed": "изменён предмет",
    "curriculum.curriculum_changed": "изменён учебный план",
    "curriculum.assessment_day_set": "назначен день экзамена или аттестации",
    "curriculum.control_set": "задана форма или день аттестации",
    "curriculum.mark_order_entered": "внесён приказ о сроках отметок за период",
    "curriculum.mark_order_removed": "убран приказ о сроках отметок за период",
    "curriculum.course_changed": "изменён журнал предмета",
    "curriculum.group_changed": "изменена подгруппа",
    "curriculum.load_changed": "изменена нагрузка",
    "curriculum.plan_changed": "изменено планирование",
    "curriculum.plan_begun": "начат план (КТП)",
    "curriculum.plan_discarded": "убран черновик плана (КТП)",
    "curriculum.plan_sent": "план (КТП) послан на утверждение",
    "curriculum.plan_withdrawn": "план (КТП) взят с утверждения",
    "curriculum.plan_approved": "утверждён план (КТП)",
    "curriculum.plan_returned": "план (КТП) возвращён на доработку",
    "curriculum.plan_archived": "план (КТП) убран в архив",
    "curriculum.plan_corrected": "исправлен план журнала",
    "timetable.changed": "изменено расписание",
    "timetable.wishes_changed": "изменены пожелания учителя к расписанию",
    "timetable.lessons_planned": "расставлены уроки",
    "timetable.substitution_recorded": "записана замена",
    "timetable.substitution_arranged": "назначена замена",
    "timetable.substitution_withdrawn": "замена снята",
    "timetable.absence_declared": "отмечено отсутствие учителя",
    "timetable.absence_changed": "исправлено отсутствие учителя",
    "timetable.absence_withdrawn": "снято отсутствие учителя",
    "timetable.lesson_cancelled": "отменён урок",
    "timetable.lesson_moved": "перенесён урок",
    "timetable.lesson_restored": "отменённый урок возвращён",
}
_KEYS = ("value", "text", "topic", "code", "title", "preset", "login", "ground", "words")


def act_title(act: str) -> str:
    """Say an act in Russian; an act of a newer Parta is said as it is written."""
    return ACTS.get(act, act)


def state_text(state: Any) -> str:
    """Say what was there before or after in a few words, for a line of a list."""
    if not isinstance(state, dict):
        return "" if state is None else str(state)[:200]
    if state.get("none"):
        return "без задания"
    if state.get("granted_until"):
        return f"до {moment_text(datetime.fromisoformat(state['granted_until']))}"
    for key in _KEYS:
        value = state.get(key)
        if isinstance(value, str) and value:
            earlier = state.get("attempts") or []
            return "→".join([*(str(one) for one in earlier), value])[:200]
    return ""
