"""Duties of a teacher in words."""

DUTIES = {
    "topic": "тема",
    "attendance": "отсутствующие",
    "homework": "домашнее задание",
    "oral_mark": "отметка за ответ",
    "written_mark": "отметки за работу",
    "period_mark": "отметка за период",
    "year_mark": "годовая отметка",
    "exam_mark": "экзаменационная отметка",
    "gia_result": "результат ГИА",
    "final_mark": "итоговая отметка",
}
_HEADS = {
    "topic": "Темы",
    "attendance": "Отсутствующие",
    "homework": "Задания",
    "oral_mark": "За ответы",
    "written_mark": "За работы",
    "period_mark": "За период",
    "year_mark": "За год",
}
_LACKING = {
    "topic": "нет темы",
    "attendance": "не отмечены отсутствующие",
    "homework": "нет домашнего задания",
}


def duty_title(duty: str, work: str = "") -> str:
    """Name what is due: «тема», «отметки: контрольная работа»."""
    return f"отметки: {work}" if work else DUTIES[duty]


def lacking_text(duty: str, work: str = "") -> str:
    """Say what is missing: «нет темы», «нет отметок: контрольная работа»."""
    return f"нет отметок: {work}" if work else _LACKING.get(duty, f"нет: {DUTIES[duty]}")


def duty_head(duty: str) -> str:
    """Head a column of counts: «Темы», «За работы»."""
    return _HEADS[duty]
