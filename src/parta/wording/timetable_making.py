"""A timetable made by the machine, in Russian: how the search goes, what is in the way, why it came to nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.timetable.enums import Fault, MakingRefusal, Obstacle
from parta.timetable.queries.making import MakingPage, Moved
from parta.timetable.rules.quality import Quality
from parta.timetable.rules.week import Place
from parta.timetable.solver.counting import Conflict
from parta.wording.dates import WEEKDAYS_SHORT, full_date
from parta.wording.plurals import counted
from parta.wording.timetable_quality import figure

HOW_TO_INSTALL = 'pip install "parta[timetable]"'

MAKING: dict[str, Callable[[Mapping[str, Any]], tuple[str, str, str]]] = {
    MakingRefusal.NO_SOLVER: lambda p: (
        "Расписание не составлено",
        "на сервере нет программы OR-Tools",
        f"Администратор ставит её командой {HOW_TO_INSTALL} и перезапускает Парту",
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
        "прошедшие и сегодняшние уроки не переставляют",
        f"Выберите день с {full_date(p['first'])} по {full_date(p['last'])}",
    ),
    MakingRefusal.OUT_OF_DATE: lambda p: (
        "Ввести это расписание нельзя",
        "с тех пор, как оно составлено, изменились нагрузка, учителя или кабинеты:"
        f" накладок {p['overlaps']}, часы не сходятся у журналов: {p['hours']}",
        "Составьте его заново",
    ),
}


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


def moved_text(moved: Moved, page: MakingPage) -> tuple[str, str, str]:
    """Say where lessons of a course go: whose it is, from where, to where."""
    known = page.standing
    names = ", ".join(known.classes[one].name for one in known.course_classes.get(moved.course, ()))
    group = known.groups.get(moved.course, "")
    subject = known.subjects.get(moved.course, "") + (f" ({group})" if group else "")
    return f"{names}, {subject}", _places(moved.before), _places(moved.after)


def made_words(*, repaired: bool, stopped: bool, seconds: int) -> str:
    """Say how a draft came to be."""
    how = "исправлено действующее с наименьшим числом перестановок" if repaired else "составлено заново"
    took = counted(max(1, round(seconds / 60)), "минуту", "минуты", "минут") if seconds >= 60 else f"{seconds} с"
    return f"{how} за {took}" + (", остановлено раньше срока: взято лучшее, что было" if stopped else "")


def _places(places: tuple[Place, ...]) -> str:
    return ", ".join(f"{WEEKDAYS_SHORT[weekday - 1]} {number}" for weekday, number in places) or "—"
