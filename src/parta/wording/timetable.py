"""The timetable in Russian: what differs from the weekly plan, in a school's and in a college's words."""

import re
from dataclasses import dataclass

from parta.regulation.enums import Terminology
from parta.timetable.enums import SubstitutionKind
from parta.timetable.queries.boards import BoardLesson, Rest, Side
from parta.wording.dates import WEEKDAYS_SHORT

_OF_WEEKDAY = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
_VACATION = re.compile(r"(?:осенние|зимние|весенние|летние|дополнительные)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BoardWords:
    """Words of a board; forms of lessons go with one, two and five."""

    lesson: str
    lessons: str
    no_lessons: str
    cancelled: str
    moved: str
    classes: str
    of_class: str
    teacher: str
    teachers: str
    whole: str
    forms: str


_SCHOOL = BoardWords(
    "урок", "уроки", "уроков нет", "отменён", "перенесён", "Классы", "Класс", "Учитель", "Учителя", "Вся школа",
    "урок,урока,уроков",
)  # fmt: skip
_COLLEGE = BoardWords(
    "пара", "пары", "пар нет", "отменена", "перенесена", "Группы", "Группа", "Преподаватель", "Преподаватели",
    "Весь техникум", "пара,пары,пар",
)  # fmt: skip


def board_words(terminology: Terminology) -> BoardWords:
    """Give the words of this kind of institution."""
    return _COLLEGE if terminology == Terminology.COLLEGE else _SCHOOL


def change_words(lesson: BoardLesson, words: BoardWords) -> list[str]:
    """Say how a lesson differs from the weekly timetable: «замена: Осипова Н. И.», «отменён», «вместо каб. 301»."""
    said = []
    if lesson.cancelled and lesson.substitution == SubstitutionKind.OTHER_SUBJECT:
        said.append(f"другой предмет: {lesson.other_subject}, {lesson.substitute}")
    elif lesson.cancelled:
        said.append(words.cancelled)
    elif lesson.substitution == SubstitutionKind.JOINED:
        said.append("объединение" + (f": {lesson.substitute}" if lesson.substitute else ""))
    elif lesson.substitution:
        said.append(f"замена: {lesson.substitute}" + (f", {lesson.other_subject}" if lesson.other_subject else ""))
    if lesson.instead_of:
        said.append(f"вместо: {lesson.instead_of}")
    if lesson.moved_from is not None:
        number = f", {lesson.slot_number}" if lesson.slot_number is not None else ""
        said.append(f"{words.moved} с {WEEKDAYS_SHORT[lesson.moved_from - 1]}{number}")
    if lesson.former_room:
        said.append(f"вместо каб. {lesson.former_room}")
    if lesson.single:
        said.append("вне недельного расписания")
    if lesson.reason and said:
        said[-1] += f" ({lesson.reason})"
    return said


def rest_title(title: str) -> str:
    """Name a vacation in full where the school's table has the adjective alone: «Осенние каникулы»."""
    return f"{title} каникулы" if _VACATION.fullmatch(title) else title


def rest_words(rest: Rest | None) -> str:
    """Say why a day differs: «каникулы: осенние», «по расписанию среды»; nothing for an ordinary day."""
    if rest is None:
        return ""
    if rest.free:
        return rest_title(rest.title) or {"vacation": "каникулы", "holiday": "праздник"}.get(rest.kind, "выходной")
    if rest.follows is not None:
        return f"по расписанию {_OF_WEEKDAY[rest.follows - 1]}"
    if rest.kind == "distance":
        return "дистанционно" + (f", {rest.title}" if rest.title else "")
    return rest.title or "рабочий день"


def board_title(side: Side, name: str) -> str:
    """Head a board: «Расписание · 7А», «Расписание · каб. 301»."""
    if side is Side.ROOM and name[:1].isdigit():
        return f"Расписание · каб. {name}"
    return f"Расписание · {name}"
