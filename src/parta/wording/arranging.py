"""Absences of teachers and who gives their lessons: refusals, kinds, what can be said of a candidate."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parta.regulation.enums import Terminology
from parta.timetable.enums import ArrangingRefusal, SubstitutionKind
from parta.timetable.rules.substitutes import Candidate
from parta.wording.dates import date_text, full_date
from parta.wording.plurals import counted

Sentence = tuple[str, str, str]
KINDS = {
    SubstitutionKind.SUBSTITUTE: "замена",
    SubstitutionKind.JOINED: "объединение",
    SubstitutionKind.OTHER_SUBJECT: "другой предмет",
    SubstitutionKind.CANCELLED: "отмена",
}
REASONS = (
    "листок нетрудоспособности",
    "командировка",
    "курсы повышения квалификации",
    "отпуск без сохранения заработной платы",
    "медицинский осмотр",
)
_RECORDS = {
    "topic": "тема",
    "homework": "задание на дом",
    "roll": "перекличка",
    "absences": "пропуски",
    "notes": "замечания",
    "works": "работы",
}


def kind_word(kind: str) -> str:
    """Name a kind of substitution as the journal of substitutions does."""
    return KINDS[SubstitutionKind(kind)]


def records_text(records: Iterable[tuple[str, int]]) -> str:
    """List what stands in a lesson: «тема (1), пропуски (2)»."""
    return ", ".join(f"{_RECORDS[kind]} ({number})" for kind, number in records)


def candidate_text(one: Candidate, terminology: Terminology) -> str:
    """Say what the lesson makes of a teacher's day: «Осипова Н. И. · 3 урока, окно закроется»."""
    forms = ("пара", "пары", "пар") if terminology == Terminology.COLLEGE else ("урок", "урока", "уроков")
    if one.comes_for_it:
        return f"{one.name} · в этот день без {forms[2]}"
    said = [counted(one.load, *forms)]
    if one.windows < 0:
        said.append("закроет окно")
    elif one.windows:
        said.append("+" + counted(one.windows, "окно", "окна", "окон"))
    return f"{one.name} · {', '.join(said)}"


def place_text(params: Mapping[str, Any], terminology: Terminology) -> str:
    """Name a lesson: «3-й урок пт, 20 ноября»."""
    number, college = params.get("number"), terminology == Terminology.COLLEGE
    word = "пару" if college else "урок"
    order = "" if number is None else f"{number}-ю " if college else f"{number}-й "
    return f"{order}{word} {date_text(params['day'])}"


def _busy(p: Mapping[str, Any], t: Terminology) -> Sentence:
    there = ", ".join(part for part in (p["where"], p["title"]) if part)
    return (
        f"Поручить {place_text(p, t)} нельзя: {p['name']}",
        "в это время уже ведёт другое занятие" + (f" ({there})" if there else ""),
        "Выберите другого или объедините подгруппы",
    )


ARRANGING: dict[str, Callable[[Mapping[str, Any], Terminology], Sentence]] = {
    ArrangingRefusal.ABSENCE_BACKWARDS: lambda p, t: (
        "Отметить отсутствие нельзя",
        f"последний день, {date_text(p['end'])}, раньше первого, {date_text(p['start'])}",
        "Проверьте даты",
    ),
    ArrangingRefusal.ABSENCE_TOO_LONG: lambda p, t: (
        "Отметить такое отсутствие нельзя",
        "оно длиннее года",
        "Проверьте даты; журнал надолго передают на странице «Нагрузка»",
    ),
    ArrangingRefusal.ABSENCE_WITHOUT_REASON: lambda p, t: (
        "Отметить отсутствие нельзя",
        "не сказано, почему",
        "Напишите причину в нескольких словах",
    ),
    ArrangingRefusal.ABSENCE_OVERLAPS: lambda p, t: (
        "Отметить отсутствие на эти дни нельзя",
        f"уже отмечено с {full_date(p['start'])} по {full_date(p['end'])}",
        "Исправьте прежнее",
    ),
    ArrangingRefusal.ABSENCE_IS_COVERED: lambda p, t: (
        "Убрать эти дни нельзя",
        f"{date_text(p['day'])} уже решено, кто ведёт",
        "Сначала снимите замены этого дня",
    ),
    ArrangingRefusal.ABSENCE_STALE: lambda p, t: (
        "Исправить это отсутствие нельзя",
        "пока вы смотрели, его исправил кто-то другой",
        "Посмотрите, что там теперь, и повторите, если нужно",
    ),
    ArrangingRefusal.LESSON_STALE: lambda p, t: (
        f"Записать, кто ведёт {place_text(p, t)}, нельзя",
        "пока вы выбирали, это решил кто-то другой",
        "Обновите страницу и посмотрите, что там теперь",
    ),
    ArrangingRefusal.LESSON_AWAY: lambda p, t: (
        f"Записать, кто ведёт {place_text(p, t)}, нельзя",
        "это занятие уже отменено",
        "Обновите страницу и посмотрите, что там теперь",
    ),
    ArrangingRefusal.LESSON_HAS_RECORDS: lambda p, t: (
        f"Изменить, кто ведёт {place_text(p, t)}, нельзя",
        f"в журнале уже есть записи: {records_text(p['records'])}",
        "Если записи ошибочны, их сначала убирает тот, кто их сделал",
    ),
    ArrangingRefusal.WITHOUT_REASON: lambda p, t: (
        f"Записать, кто ведёт {place_text(p, t)}, нельзя",
        "не сказано, почему",
        "Напишите причину в нескольких словах",
    ),
    ArrangingRefusal.SUBSTITUTE_BUSY: _busy,
    ArrangingRefusal.SUBSTITUTE_ABSENT: lambda p, t: (
        f"Поручить {place_text(p, t)} нельзя",
        "этого человека самого в этот день нет",
        "Выберите другого",
    ),
    ArrangingRefusal.PARTNER_AWAY: lambda p, t: (
        f"Объединить {place_text(p, t)} нельзя",
        "у второй подгруппы в это время нет занятия, или его некому вести",
        "Обновите страницу и выберите другое",
    ),
    ArrangingRefusal.COURSE_AWAY: lambda p, t: (
        f"Дать вместо этого другой предмет на {place_text(p, t)} нельзя",
        "в это время он уже стоит в расписании, или его ведёт не этот человек",
        "Обновите страницу и выберите другое",
    ),
    ArrangingRefusal.HOUR_IS_GIVEN: lambda p, t: (
        f"Вернуть {place_text(p, t)} здесь нельзя",
        "этот час отдан другому предмету",
        "Снимите замену на странице «Замены»",
    ),
    ArrangingRefusal.GIVEN_IS_ARRANGED: lambda p, t: (
        f"Изменить, кто ведёт {place_text(p, t)}, нельзя",
        "занятие, которому отдан этот час, само отменено или поручено другому",
        "Сначала снимите замену с него",
    ),
}
