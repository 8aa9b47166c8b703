"""A timetable made by the machine, in Russian: how the search goes, what is in the way, why it came to nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.timetable.enums import ClashKind, Fault, MakingRefusal, NormRefusal, Obstacle, StandsOn
from parta.timetable.queries.making import MakingPage
from parta.timetable.rules.quality import Quality
from parta.timetable.solver.counting import Conflict
from parta.wording.dates import WEEKDAYS, date_text, full_date
from parta.wording.plurals import counted
from parta.wording.timetable_changes import difference_words
from parta.wording.timetable_quality import figure

HOW_TO_INSTALL = "make timetable"
_STANDS = {
    StandsOn.GIVEN: "уже проведён или начался",
    StandsOn.SUBSTITUTED: "на нём замена",
    StandsOn.MOVED: "перенесён",
    StandsOn.CANCELLED: "отменён",
}


def _standing(p: Mapping[str, Any]) -> str:
    named = "; ".join(
        f"{date_text(day)}, {f'{number}-й урок, ' if number else ''}{title}: {_STANDS[why]}"
        for day, number, title, why in p["lessons"]
    )
    left = p["count"] - len(p["lessons"])
    return named + (f"; и ещё {left}" if left > 0 else "")


def _at(day: date | int | None, number: int | None) -> str:
    """Say when: « (среда, 3-й урок)», « (14 октября)»; nothing where it is gone."""
    when = full_date(day) if isinstance(day, date) else WEEKDAYS[day - 1] if day else ""
    said = ", ".join(part for part in (when, f"{number}-й урок" if number else "") if part)
    return f" ({said})" if said else ""


MAKING: dict[str, Callable[[Mapping[str, Any]], tuple[str, str, str]]] = {
    NormRefusal.LATER: lambda p: (
        "С этого дня записать нормы нельзя",
        f"последние действуют с {full_date(p['day'])}, а вперёд нормы пишут не больше чем на два года",
        "Выберите тот же день, чтобы исправить их, или день позже",
    ),
    NormRefusal.CHANGED: lambda p: (
        "Нормы не записаны",
        "пока вы смотрели, их уже изменили",
        "Откройте страницу снова",
    ),
    MakingRefusal.NO_SOLVER: lambda p: (
        "Расписание не составлено",
        "на сервере нет программы OR-Tools",
        f"Администратор ставит её командой {HOW_TO_INSTALL} в папке Парты и перезапускает Парту",
    ),
    MakingRefusal.NOTHING_TO_PLACE: lambda p: (
        "Расписание не составлено",
        f"на {full_date(p['day'])} нет ни нагрузки, ни учебного года",
        "Загрузите нагрузку или выберите другой день",
    ),
    MakingRefusal.IMPOSSIBLE: lambda p: (
        "Расписания нет",
        "при такой нагрузке, кабинетах и запретах учителей его не может быть, это доказано перебором",
        "Снимите часть запретов «не может», добавьте кабинеты или перераспределите нагрузку",
    ),
    MakingRefusal.NOT_FOUND: lambda p: (
        "Расписание не найдено",
        "за отведённое время не нашлось ни одного без накладок",
        "Дайте больше времени или снимите часть запретов «не может»",
    ),
    MakingRefusal.DAY_PAST: lambda p: (
        "Ввести расписание с этого дня нельзя",
        "прошедшие и сегодняшние уроки не переставляют, а черновик — на свой учебный год",
        f"Выберите день с {full_date(p['first'])} по {full_date(p['last'])}",
    ),
    MakingRefusal.OUT_OF_DATE: lambda p: (
        "Ввести это расписание нельзя",
        "с тех пор, как оно составлено, изменились нагрузка, учителя или кабинеты:"
        f" накладок {p['overlaps']}, часы не сходятся у журналов: {p['hours']}",
        "Составьте его заново",
    ),
    MakingRefusal.DRAFT_STALE: lambda p: (
        "Сделать это с черновиком нельзя",
        "тем временем его изменили или составили заново",
        "Посмотрите, что в нём теперь",
    ),
    MakingRefusal.TRAY_EMPTY: lambda p: (
        "Поставить нельзя",
        "часы по нагрузке уже все стоят в черновике",
        "Снимите другой урок этого журнала, поставьте через неделю или увеличьте часы на странице «Нагрузка»",
    ),
    MakingRefusal.HOURS_LEFT: lambda p: (
        "Ввести это расписание нельзя",
        f"часы не сходятся с нагрузкой у журналов: {p['journals']}",
        "Расставьте остаток или подтвердите, что так и задумано",
    ),
    MakingRefusal.PUBLICATION_CHANGED: lambda p: (
        "Снять это расписание нельзя",
        "после того, как оно введено, недельное расписание или нагрузку меняли ещё раз",
        "Составьте или поправьте новое и введите его с другого дня",
    ),
    MakingRefusal.PUBLICATION_STANDS: lambda p: (
        f"Снять расписание, введённое с {full_date(p['day'])}, нельзя",
        f"по нему уже есть уроки: {_standing(p)}",
        "Замены и переносы можно снять и повторить; если уроки уже прошли, введите другое расписание с нового дня",
    ),
    MakingRefusal.TIMES_CHANGED: lambda p: (
        "Записать время занятий нельзя",
        "пока вы смотрели, его уже изменили",
        "Откройте страницу снова",
    ),
    MakingRefusal.TIMES_WRONG: lambda p: (
        "Записать время занятий нельзя",
        "занятие кончается позже, чем начинается, и в один день занятия журнала не накладываются",
        "Проверьте время",
    ),
    MakingRefusal.TIMES_BUSY: lambda p: (
        "Записать время занятий нельзя",
        f"{full_date(p['day'])} в это время у того же педагога другое занятие ({p['other']})",
        "Выберите другое время",
    ),
    MakingRefusal.ROOM_OUT: lambda p: (
        "Занять этот кабинет нельзя",
        f"кабинет {p['room']} на {full_date(p['day'])} не используется",
        "Выберите другой кабинет",
    ),
    MakingRefusal.PLACE_OUTSIDE: lambda p: (
        "Поставить сюда нельзя",
        "в это время класс не учится",
        "Выберите другое место",
    ),
    MakingRefusal.PLACE_TAKEN: lambda p: (
        "Поставить сюда нельзя",
        clash_words(p["kind"], p["who"], p["what"], p["where"]),
        "Выберите другое место или кабинет",
    ),
    MakingRefusal.TAKEN: lambda p: (
        "Поставить урок на это время нельзя",
        clash_words(p["kind"], p["who"], p["what"], p["where"]) + _at(p["day"], p["number"]),
        "Выберите другое время или кабинет",
    ),
}


def clash_words(kind: str, who: str, what: str, where: str) -> str:
    """Say what stands in the way: «Осипова Н. И.: в это время алгебра, 7Б», «каб. 12 занят: алгебра, 7Б»."""
    other = ", ".join(part for part in (what, where) if part)
    return f"каб. {who} занят: {other}" if kind == ClashKind.ROOM else f"{who}: в это время {other}"


def searching_words(best: Quality | None, before: Quality) -> str:
    """Say how far the search is: «Лучшее: окон 120, баллов 1100; сейчас в школе: окон 294, баллов 2279»."""
    if best is None:
        return "Ищу первое расписание без накладок"
    return f"Лучшее пока: {_figures(best)}. Действует: {_figures(before)}."


def _figures(quality: Quality) -> str:
    windows = figure(quality.counts.get(Fault.TEACHER_WINDOW, 0))
    return f"окон {windows}, баллов замечаний {quality.cost:.0f}"


def conflict_text(conflict: Conflict, page: MakingPage) -> str:
    """Say why there can be no timetable: «Осипова Наталья Игоревна: 40 уроков в неделю, а мест 30»."""
    known = page.standing
    wanted, places = figure(conflict.wanted / 2), figure(conflict.places / 2)
    match conflict.obstacle:
        case Obstacle.TEACHER_OVERLOADED:
            return f"{known.teachers.get(conflict.whose, '')}: уроков в неделю {wanted}, а мест, когда может их вести, {places}"
        case Obstacle.CLASS_OVERLOADED:
            return f"{known.classes[conflict.whose].name}: уроков в неделю {wanted}, больше, чем вмещают дни"
        case Obstacle.ROOMS_OVERLOADED:
            return (
                f"Кабинеты как {known.rooms.get(conflict.whose, '')}: уроков в неделю {wanted}, а мест в них {places}"
            )
    names = ", ".join(known.classes[one].name for one in known.course_classes.get(conflict.whose, ()))
    return (
        f"{known.subjects.get(conflict.whose, '')}, {names}: уроков {wanted}, а мест, когда могут все учителя, {places}"
    )


def changed_by_class(page: MakingPage) -> list[tuple[str, list[str]]]:
    """Say class by class what the draft changes: «7А: Алгебра: ср, 3, каб. 305 вместо пн, 1»."""
    known = page.standing
    found: dict[int, list[str]] = {pk: [] for pk in known.classes}
    for one in page.changes:
        for pk in known.course_classes.get(one.course_id, ()):
            found[pk].append(difference_words(one))
    return [(known.classes[pk].name, said) for pk, said in found.items() if said]


def changed_by_teacher(page: MakingPage) -> list[tuple[str, list[str]]]:
    """Say teacher by teacher what the draft changes."""
    known = page.standing
    found: dict[str, list[str]] = {}
    for one in page.changes:
        names = ", ".join(known.classes[pk].name for pk in known.course_classes.get(one.course_id, ()))
        stands = one.after or one.before
        if stands is not None and stands.teacher:
            found.setdefault(stands.teacher, []).append(f"{names}. {difference_words(one)}")
    return sorted(found.items())


def made_words(*, repaired: bool, stopped: bool, seconds: int | None) -> str:
    """Say how a draft came to be."""
    if seconds is None:
        return "меняется руками"
    how = "исправлено действующее с наименьшим числом перестановок" if repaired else "составлено заново"
    took = counted(max(1, round(seconds / 60)), "минуту", "минуты", "минут") if seconds >= 60 else f"{seconds} с"
    return f"{how} за {took}" + (", остановлено раньше срока: взято лучшее, что было" if stopped else "")
