"""The calendar and the bells in Russian: why they cannot be corrected so, what becomes of lessons, who changed what."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.school.enums import CalendarRefusal, SessionKind, TermKind, VacationKind
from parta.timetable.enums import ClashKind, Fate, MoveRefusal
from parta.timetable.queries.meetings import Meeting
from parta.wording.dates import WEEKDAYS_SHORT, date_text, full_date, span_text
from parta.wording.rooms import out_words
from parta.wording.terms import period_title

Sentence = tuple[str, str, str]
_NOT_MOVED = "Перенести урок нельзя"
_NOTHING = "Изменить так нельзя"


def met_text(one: Meeting) -> str:
    """Say by whom or what a lesson that stands in the way is met."""
    match one.kind:
        case ClashKind.TEACHER:
            return f"{one.teacher} ведёт {one.course}"
        case ClashKind.ROOM:
            return f"кабинет {one.room} занят: {one.course}"
    return f"у этих учеников {one.course}"


def _lessons(p: Mapping[str, Any]) -> str:
    named = "; ".join(
        f"{date_text(day)}, {f'{number}-й урок, ' if number else ''}{course}" for _, day, number, course in p["lessons"]
    )
    left = p["count"] - len(p["lessons"])
    return named + (f" и ещё {left}" if left > 0 else "")


CALENDAR: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    CalendarRefusal.DAYS_BACKWARDS: lambda p: (_NOTHING, "последний день раньше первого", "Проверьте даты"),
    CalendarRefusal.OUTSIDE_YEAR: lambda p: (
        _NOTHING,
        f"учебный год идёт с {full_date(p['start'])} по {full_date(p['end'])}",
        "Проверьте даты",
    ),
    CalendarRefusal.TOO_MANY_DAYS: lambda p: (
        _NOTHING,
        f"сразу можно назвать не больше {p['most']} дней",
        "Для долгого перерыва впишите каникулы",
    ),
    CalendarRefusal.NEEDS_WEEKDAY: lambda p: (
        _NOTHING,
        "не сказано, по расписанию какого дня занятия",
        "Выберите день недели или дату",
    ),
    CalendarRefusal.NOT_FOR_ONE_CLASS: lambda p: (
        _NOTHING,
        "праздники и переносы общие для всего календаря",
        "Для отдельных классов выберите «занятий нет» или «дистанционно»",
    ),
    CalendarRefusal.DAY_PAST: lambda p: (
        f"Изменить {full_date(p['day'])} нельзя",
        "этот день уже прошёл, его уроки стоят в журналах",
        "Несостоявшийся урок отметьте на странице урока",
    ),
    CalendarRefusal.PERIODS_OVERLAP: lambda p: (
        _NOTHING,
        f"«{p['first']}» и «{p['second']}» накладываются друг на друга",
        "Проверьте даты",
    ),
    CalendarRefusal.SESSIONS_OVERLAP: lambda p: (
        _NOTHING,
        f"{full_date(p['day'])} начинается одна сессия, а другая ещё идёт",
        "Проверьте даты",
    ),
    CalendarRefusal.SESSIONS_CHANGED: lambda p: (
        _NOTHING,
        "пока вы смотрели, сессии группы уже изменили",
        "Откройте страницу снова",
    ),
    CalendarRefusal.SESSION_HAS_NOTES: lambda p: (
        f"Убрать сессию, которая начинается {full_date(p['day'])}, нельзя",
        f"на неё выписаны справки-вызовы, например № {p['number']}",
        "Если дни изменились, исправьте их: новые справки получат новые номера",
    ),
    CalendarRefusal.ATTESTED_OUTSIDE: lambda p: (
        _NOTHING,
        f"аттестация периода «{p['title']}» начинается раньше него или кончается позже учебного года",
        "Исправьте её дни",
    ),
    CalendarRefusal.TERM_LEAPS: lambda p: (
        _NOTHING,
        f"у периода «{p['title']}» не осталось бы ни одного прежнего дня, а в нём могут стоять отметки",
        "Сдвиньте его границы понемногу",
    ),
    CalendarRefusal.HAS_RECORDS: lambda p: (
        "Сохранить нельзя",
        f"в уроках, которых не станет, уже есть записи: {_lessons(p)}",
        "Перенесите эти уроки или уберите записи из журнала, потом повторите",
    ),
    CalendarRefusal.PERIOD_CLOSED: lambda p: (
        f"Изменить {full_date(p['day'])} нельзя",
        "этот учебный период закрыт",
        "Сначала откройте период",
    ),
    CalendarRefusal.BELLS_EMPTY: lambda p: (_NOTHING, "нет ни одного звонка", "Впишите начало и конец уроков"),
    CalendarRefusal.BELLS_CROSS: lambda p: (
        _NOTHING,
        f"{p['number']}-й урок кончается раньше, чем начинается, или накладывается на соседний",
        "Проверьте время",
    ),
    CalendarRefusal.SUBSTITUTE_BUSY: lambda p: (
        "Сохранить нельзя",
        f"{date_text(p['day'])} {p['number']}-й урок, который по замене ведёт {p['name']}, "
        "совпал бы по времени с другим уроком этого учителя",
        "Сначала снимите или измените замену",
    ),
    CalendarRefusal.BELLS_TITLE_TAKEN: lambda p: (
        _NOTHING,
        f"звонки «{p['title']}» уже есть",
        "Назовите иначе",
    ),
    CalendarRefusal.PERIOD_STANDS: lambda p: (
        f"Убрать период «{period_title(p['kind'], p['number'])}» нельзя",
        "на нём уже что-то стоит: отметки за период, закрытие, приказ о сроках, аттестация или задолженность",
        "Исправьте его дни, а не убирайте",
    ),
    CalendarRefusal.PERIOD_TWICE: lambda p: (
        _NOTHING,
        f"период «{p['title']}» назван дважды",
        "Дайте новому периоду другой номер",
    ),
    CalendarRefusal.CALENDAR_TITLE_TAKEN: lambda p: (
        _NOTHING,
        f"календарь «{p['title']}» в этом году уже есть",
        "Назовите иначе",
    ),
    CalendarRefusal.CLASS_HAS_RESULTS: lambda p: (
        f"Сменить календарь у {p['name']} нельзя",
        "за периоды прежнего календаря уже что-то выставлено, закрыто или назначено",
        "Исправьте дни самого календаря",
    ),
    CalendarRefusal.YEAR_STANDS: lambda p: (
        "Начать этот год нельзя",
        f"на его дни уже приходится учебный год {p['title']}",
        "Откройте тот год или выберите другой",
    ),
    CalendarRefusal.YEAR_WITHOUT_CALENDARS: lambda p: (
        "Начать год нельзя",
        "не описан ни один календарь",
        "Заполните хотя бы одну строку: название, с какого класса по какой, периоды",
    ),
    CalendarRefusal.YEAR_CALENDAR_TWICE: lambda p: (
        "Начать год нельзя",
        f"календарь «{p['title']}» назван дважды",
        "Назовите календари по-разному",
    ),
    CalendarRefusal.YEAR_GRADE_WITHOUT_CALENDAR: lambda p: (
        "Начать год нельзя",
        f"для {p['name']} ({p['grade']}) нет календаря",
        "Пусть один из календарей начинается и кончается так, чтобы её захватить, или не переводите",
    ),
    CalendarRefusal.YEAR_CLASS_TWICE: lambda p: (
        "Начать год нельзя",
        f"{p['name']} получается дважды",
        "Назовите по-разному или переведите только один",
    ),
    MoveRefusal.PERIOD_CLOSED: lambda p: (
        _NOT_MOVED,
        f"учебный период, где {date_text(p['day'])}, закрыт",
        "Сначала откройте период",
    ),
    MoveRefusal.LESSON_CANCELLED: lambda p: (_NOT_MOVED, "он отменён", "Сначала верните его в расписание"),
    MoveRefusal.LESSON_GIVEN: lambda p: (
        _NOT_MOVED,
        f"он уже проведён {date_text(p['day'])}: в журнале есть отметки, пропуски или замечания",
        "Если они ошибочны, их сначала убирает учитель",
    ),
    MoveRefusal.SUBSTITUTED: lambda p: (
        _NOT_MOVED,
        f"{date_text(p['day'])} вместо него даётся другой предмет",
        "Сначала снимите замену",
    ),
    MoveRefusal.SAME_PLACE: lambda p: ("Менять нечего", "урок там и стоит", "Выберите другое время или кабинет"),
    MoveRefusal.NO_LESSONS_THEN: lambda p: (
        _NOT_MOVED,
        f"{date_text(p['day'])} занятий нет",
        "Выберите учебный день",
    ),
    MoveRefusal.NO_BELL: lambda p: (
        _NOT_MOVED,
        f"{date_text(p['day'])} в звонках нет номера {p['number']}",
        "Выберите другой номер или дополните звонки",
    ),
    MoveRefusal.TIME_PAST: lambda p: (_NOT_MOVED, "это время уже прошло", "Выберите время впереди"),
    MoveRefusal.TEACHER_AWAY: lambda p: (
        _NOT_MOVED,
        f"{p['teacher']} отсутствует: {span_text(p['first'], p['last'])}",
        "Выберите другой день или сначала назначьте замену",
    ),
    MoveRefusal.ROOM_OUT: lambda p: (
        _NOT_MOVED,
        f"кабинет {p['room']} {out_words(p['first'], p['last'], p['why'])}",
        "Выберите другой кабинет или другой день",
    ),
    MoveRefusal.CLASH: lambda p: (
        _NOT_MOVED,
        f"{date_text(p['day'])}, {p['number']}-й урок: {'; '.join(map(met_text, p['met']))}",
        "Выберите другое время или кабинет",
    ),
    MoveRefusal.NEEDS_GROUND: lambda p: (_NOT_MOVED, "не сказано почему", "Напишите причину"),
}
"""Code → what cannot be done, why, what can be done."""

FATES: dict[str, str] = {
    Fate.CANCELLED: "Останутся отменёнными (на них есть ссылки из журнала или замена)",
    Fate.REMOVED: "Уйдут из расписания (записей в них нет)",
    Fate.MOVED: "Перейдут на другой день вместе со всем, что к ним относится",
    Fate.RESTORED: "Вернутся (были отменены прежним изменением)",
    Fate.CREATED: "Появятся",
    Fate.RETIMED: "Начнутся в другое время",
    Fate.STAYS: "Не изменятся (уже начались)",
}
VACATIONS: dict[str, str] = {
    VacationKind.AUTUMN: "осенние",
    VacationKind.WINTER: "зимние",
    VacationKind.SPRING: "весенние",
    VacationKind.SUMMER: "летние",
    VacationKind.EXTRA: "дополнительные для 1 классов",
    VacationKind.BREAK: "неделя отдыха",
}
PATTERNS: dict[str, str] = {
    TermKind.QUARTER: "четверти",
    TermKind.TRIMESTER: "триместры",
    TermKind.HALF_YEAR: "полугодия",
    TermKind.SEMESTER: "семестры",
    TermKind.MODULE: "модули",
}
DAY_KINDS = {
    "holiday": "праздник",
    "day_off": "занятий нет (карантин, морозы, приказ)",
    "working": "учебный день вместо выходного",
    "as_weekday": "занятия по расписанию другого дня",
    "distance": "дистанционно",
    "": "обычный день: снять отметку",
}
_SHORT_KINDS = {
    "holiday": "праздник",
    "day_off": "занятий нет",
    "working": "учебный день",
    "as_weekday": "по расписанию другого дня",
    "distance": "дистанционно",
    "orientation": "установочная сессия",
    "exam": "экзаменационная сессия",
}
SESSIONS = {SessionKind.ORIENTATION: "установочная", SessionKind.EXAM: "экзаменационная"}
_OF_WEEKDAY = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")


def day_words(kind: str, follows_weekday: int | None, follows_date: date | None, note: str) -> str:
    """Say what a special day is: «по расписанию понедельника, приказ № 12», «занятия вместо пн, 23 ноября»."""
    said = _SHORT_KINDS.get(kind, kind)
    if follows_date is not None:
        said = f"занятия за {date_text(follows_date)}"
    elif follows_weekday is not None:
        said = f"по расписанию {_OF_WEEKDAY[follows_weekday - 1]}"
    return ", ".join(part for part in (said, note) if part)


def correction_words(kind: str, state: Mapping[str, Any] | None) -> str:
    """Say what stood in the calendar or the bells before or after a correction; nothing for no such row."""
    if not state:
        return ""
    if kind == "bells":
        return "; ".join(_bell_parts(state))
    parts = []
    if state.get("title"):
        parts.append(str(state["title"]))
    if "number" in state and state.get("kind"):
        parts.append(period_title(state["kind"], state["number"]))
    elif state.get("kind"):
        parts.append(_SHORT_KINDS.get(state["kind"], str(state["kind"])))
    if state.get("follows_weekday"):
        parts.append(f"по расписанию {_OF_WEEKDAY[state['follows_weekday'] - 1]}")
    if state.get("follows_date"):
        parts.append(f"за {_dotted(state['follows_date'])}")
    words = (
        ("date", ""), ("starts_on", "с "), ("ends_on", "по "),
        ("attested_from", "аттестация с "), ("attested_to", "аттестация по "),
    )  # fmt: skip
    parts += [f"{word}{_dotted(state[name])}" for name, word in words if state.get(name)]
    if state.get("note"):
        parts.append(str(state["note"]))
    return ", ".join(parts)


def _bell_parts(state: Mapping[str, Any]) -> list[str]:
    parts = [str(state["title"])] if state.get("title") else []
    if state.get("grades"):
        parts.append(f"классы {', '.join(map(str, state['grades']))}")
    if state.get("shift"):
        parts.append(f"{state['shift']} смена")
    if state.get("building"):
        parts.append(str(state["building"]))
    if state.get("weekdays"):
        parts.append(", ".join(WEEKDAYS_SHORT[number - 1] for number in state["weekdays"]))
    parts += [
        f"{word} {_dotted(state[name])}" for name, word in (("valid_from", "с"), ("valid_to", "по")) if state.get(name)
    ]
    if state.get("bells"):
        parts.append(", ".join(f"{bell[0]}: {bell[1][:5]}–{bell[2][:5]}" for bell in state["bells"]))
    return parts


def _dotted(text: str) -> str:
    return date.fromisoformat(text).strftime("%d.%m.%Y")
