"""Duties of people in Russian words, as the office is reminded of them."""

from parta.regulation.enums import Terminology

_TEXTS = {
    "people.personal_data_check_cycle": "Проверить данные учеников и родителей",
    "people.personal_data_full_check_date": "Выверить все данные учеников и родителей",
    "people.personal_card_deadline": "Заполнить личные карты учеников",
    "people.class_card_deadline": "Заполнить карту класса",
    "people.group_check_deadline": "Проверить состав классов",
    "people.briefing_deadline": "Рассказать семьям о возможностях журнала",
    "people.subgroup_split_cycle": "Разделить класс на подгруппы",
    "communication.parent_digest_cycle": "Сообщить родителям об успеваемости и посещаемости",
    "communication.paper_only_family_cycle": "Передать выписки семьям без электронного дневника",
    "setup.curriculum_deadline": "Учебный план утверждён и внесён",
    "setup.load_deadline": "Нагрузка учителей внесена",
    "setup.timetable_deadline": "Расписание внесено",
    "setup.timetable_cycle": "Расписание на следующий срок",
    "setup.tariff_deadline": "Тарификация внесена",
    "setup.setup_deadline": "Журнал настроен к учебному году",
    "setup.work_programme_deadline": "Рабочие программы внесены",
    "control.director_control_cycle": "Проверить, как ведут журнал",
    "control.weekly_control_report": "Недельный обзор ведения журнала",
    "control.monthly_control_report": "Месячный обзор ведения журнала",
    "control.activity_report_cycle": "Отчёт об активности пользователей",
    "control.performance_report_cycle": "Отчёт об успеваемости и качестве",
    "control.preliminary_report_lead": "Предварительный отчёт об успеваемости",
    "archive.archive_cycle": "Архивные файлы журнала",
    "archive.print_full_journal_deadline": "Напечатать журналы",
    "archive.print_summary_deadline": "Напечатать сводные ведомости",
}
_COLLEGE = (
    ("учеников", "студентов"),
    ("учителей", "преподавателей"),
    ("карту класса", "карту группы"),
    ("состав классов", "состав групп"),
    ("класс на подгруппы", "группу на подгруппы"),
)


def reminder_text(duty: str, terminology: Terminology = Terminology.SCHOOL) -> str:
    """Say what is to be done, in the words of a school or a college."""
    text = _TEXTS[duty]
    if terminology == Terminology.COLLEGE:
        for word, other in _COLLEGE:
            text = text.replace(word, other)
    return text


def known_duties() -> frozenset[str]:
    """Give the duties that have words."""
    return frozenset(_TEXTS)
