"""Steps of setting a year up in Russian words."""

from parta.journal.enums import SetupStand, SetupStep
from parta.regulation.enums import Terminology

_STEPS = {
    SetupStep.CALENDAR: ("Календарь и учебные периоды", "без периодов"),
    SetupStep.BELLS: ("Звонки", "без звонков"),
    SetupStep.ROOMS: ("Справочник кабинетов", ""),
    SetupStep.SUBJECTS: ("Справочник предметов", ""),
    SetupStep.CLASSES: ("Классы и ученики", "без учеников"),
    SetupStep.HOMEROOM: ("Классные руководители", "без классного руководителя"),
    SetupStep.CURRICULUM: ("Учебный план", "без учебного плана"),
    SetupStep.LOAD: ("Нагрузка", "без учителя"),
    SetupStep.GROUPS: ("Подгруппы", "без учеников"),
    SetupStep.SESSIONS: ("Сессии заочных групп", "без сессий"),
    SetupStep.PRACTICES: ("Практики", "без дней практики"),
    SetupStep.TIMETABLE: ("Расписание", "нет в расписании"),
    SetupStep.PROGRAMMES: ("Календарно-тематические планы", "без утверждённого плана"),
}
_COLLEGE = (
    ("Классы и ученики", "Группы и студенты"),
    ("Справочник кабинетов", "Аудиторный фонд"),
    ("Справочник предметов", "Справочник дисциплин"),
    ("Классные руководители", "Кураторы"),
    ("классного руководителя", "куратора"),
    ("без учителя", "без преподавателя"),
    ("без учеников", "без студентов"),
)
_STANDS = {
    SetupStand.DONE: "готово",
    SetupStand.OPEN: "в работе",
    SetupStand.LATE: "срок прошёл",
    SetupStand.WAITS: "ждёт",
}


def step_title(step: SetupStep, terminology: Terminology = Terminology.SCHOOL) -> str:
    """Name a step."""
    return _said(_STEPS[step][0], terminology)


def step_lacks(step: SetupStep, terminology: Terminology = Terminology.SCHOOL) -> str:
    """Say what is wrong with what is listed at a step."""
    return _said(_STEPS[step][1], terminology)


def stand_title(stand: SetupStand) -> str:
    """Say how a step stands."""
    return _STANDS[stand]


def _said(text: str, terminology: Terminology) -> str:
    if terminology == Terminology.COLLEGE:
        for word, other in _COLLEGE:
            text = text.replace(word, other)
    return text
