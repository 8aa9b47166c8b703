"""What a weekly timetable is warned of, in Russian, each with its norm."""

from dataclasses import dataclass

from parta.timetable.enums import ClashKind, Fault
from parta.timetable.queries.quality import QualityPage
from parta.timetable.rules.quality import Overlap
from parta.timetable.rules.week import Warned
from parta.wording.dates import WEEKDAYS, WEEKDAYS_SHORT
from parta.wording.plurals import counted

_SCALE = "СанПиН 1.2.3685-21, таблицы 6.9–6.11"
_LOAD = "СанПиН 1.2.3685-21, таблица 6.6"
_DAY = "СП 2.4.3648-20, п. 3.4.16"
_ON = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")


@dataclass(frozen=True, slots=True)
class FaultWords:
    """How a kind of fault is called, in a few words for a table and where its norm stands; empty: the school's own."""

    title: str
    norm: str


_WORDS: dict[Fault, FaultWords] = {
    Fault.OVERLAP: FaultWords("Накладки", ""),
    Fault.CLASS_WINDOW: FaultWords("Окна у классов", _DAY),
    Fault.TEACHER_WINDOW: FaultWords("Окна у учителей", ""),
    Fault.LESSONS_A_DAY: FaultWords("Уроков в день больше нормы", _DAY),
    Fault.LOAD_A_WEEK: FaultWords("Уроков в неделю больше нормы", _LOAD),
    Fault.PEAK: FaultWords("Самый трудный день не вторник и не среда", _SCALE),
    Fault.NO_LIGHT_DAY: FaultWords("Нет облегчённого дня в четверг или пятницу", _SCALE),
    Fault.HARD_AT_EDGE: FaultWords("Трудный предмет первым или в конце дня", _SCALE),
    Fault.TWICE_A_DAY: FaultWords("Предмет дважды в один день", ""),
    Fault.BUNCHED: FaultWords("Оба урока недели подряд, день за днём", ""),
    Fault.TRAINING_FIRST: FaultWords("Физкультура первым уроком", ""),
    Fault.ROOM_UNFIT: FaultWords("Кабинет не для этого предмета", ""),
    Fault.ROOM_SMALL: FaultWords("Мест в кабинете меньше, чем учеников", ""),
    Fault.ROOM_OUT: FaultWords("Кабинет не используется", ""),
    Fault.ROOM_SHUT: FaultWords("Кабинет в это время не даётся", ""),
    Fault.ROOM_UNWANTED: FaultWords("Кабинет в это время лучше не занимать", ""),
    Fault.AGAINST_WISH: FaultWords("Против пожеланий учителей", ""),
    Fault.STEPPED_DAY: FaultWords("Ступенчатый режим: уроков в день больше", _LOAD),
    Fault.STEPPED_WEEK: FaultWords("Ступенчатый режим: уроков в неделю больше", _LOAD),
    Fault.SHORT_BREAK: FaultWords("Перемена короче 10 минут", _LOAD),
    Fault.NO_BIG_BREAK: FaultWords("Нет большой перемены после 2-го или 3-го урока", _LOAD),
    Fault.LONG_LESSON: FaultWords("Урок длиннее нормы", _LOAD),
    Fault.TOO_EARLY: FaultWords("Уроки начинаются раньше 8:00", _DAY),
    Fault.TOO_LATE: FaultWords("Уроки кончаются позже 19:00", _DAY),
    Fault.SECOND_SHIFT: FaultWords("Вторая смена в 1, 5, 9–11 классах", _DAY),
    Fault.HOURS_DIFFER: FaultWords("Часы не сходятся с нагрузкой", ""),
}


def fault_words(fault: Fault, *, college: bool) -> FaultWords:
    """Give the words of a kind of fault."""
    words = _WORDS[fault]
    if not college:
        return words
    title = words.title
    for school, other in (
        ("учителей", "преподавателей"), ("классов", "групп"), ("учеников", "студентов"), ("Уроков", "Пар"),
        ("Оба урока", "Обе пары"),
    ):  # fmt: skip
        title = title.replace(school, other)
    return FaultWords(title, words.norm)


def warned_text(warned: Warned, page: QualityPage) -> str:
    """Say one warning: «7А, среда: 2-й урок пуст»."""
    who = page.classes[warned.class_id].name if warned.class_id is not None else ""
    if warned.teacher is not None:
        who = page.teachers.get(warned.teacher, "")
    day = WEEKDAYS[warned.weekday - 1] if warned.weekday else ""
    head = ", ".join(part for part in (who, day) if part)
    subject = _course(warned.course, page)
    number = warned.number
    said = {
        Fault.CLASS_WINDOW: f"{number}-й пуст",
        Fault.TEACHER_WINDOW: counted(warned.count, "окно", "окна", "окон"),
        Fault.LESSONS_A_DAY: counted(number or 0, "урок", "урока", "уроков"),
        Fault.LOAD_A_WEEK: f"в норме не больше {number}",
        Fault.PEAK: "здесь сумма баллов наибольшая",
        Fault.NO_LIGHT_DAY: "оба дня не легче среднего",
        Fault.HARD_AT_EDGE: f"{subject}, {number}-й",
        Fault.TWICE_A_DAY: f"{subject}, лишних: {warned.count}",
        Fault.BUNCHED: subject,
        Fault.TRAINING_FIRST: subject,
        Fault.ROOM_UNFIT: f"{subject}, каб. {page.rooms.get(number or 0, '')}",
        Fault.ROOM_SMALL: f"{subject}, каб. {page.rooms.get(number or 0, '')}",
        Fault.ROOM_OUT: f"{subject}, каб. {page.rooms.get(number or 0, '')}",
        Fault.ROOM_SHUT: f"{subject}, каб. {page.rooms.get(number or 0, '')}",
        Fault.ROOM_UNWANTED: f"{subject}, каб. {page.rooms.get(number or 0, '')}",
        Fault.AGAINST_WISH: f"{number}-й",
        Fault.STEPPED_DAY: counted(number or 0, "урок", "урока", "уроков"),
        Fault.STEPPED_WEEK: f"в эти месяцы не больше {number}, лишних: {warned.count}",
        Fault.SHORT_BREAK: f"после {number}-го",
        Fault.NO_BIG_BREAK: "20–30 минут или две по 20",
        Fault.LONG_LESSON: f"{number} мин",
        Fault.TOO_EARLY: f"{number}-й",
        Fault.TOO_LATE: f"{number}-й",
        Fault.SECOND_SHIFT: "учатся только в первую",
        Fault.HOURS_DIFFER: f"{subject}, в расписании {figure((number or 0) / 2)} в неделю",
    }[warned.fault]
    return f"{head}: {said}" if head else said


def overlap_text(overlap: Overlap, page: QualityPage) -> str:
    """Say who or what is in two places: «Осипова Наталья, среда, 3-й: алгебра (7А) и алгебра (7Б)»."""
    names: dict[ClashKind, str] = {
        ClashKind.TEACHER: page.teachers.get(overlap.whose, ""),
        ClashKind.ROOM: f"каб. {page.rooms.get(overlap.whose, '')}",
        ClashKind.PUPILS: page.classes[overlap.whose].name if overlap.whose in page.classes else "",
    }
    at = f", {overlap.first.number}-й" if overlap.first.number else ""
    both = " и ".join(_with_class(cell.course, page) for cell in (overlap.first, overlap.second))
    return f"{names[overlap.kind]}, {WEEKDAYS[overlap.first.weekday - 1]}{at}: {both}"


def figure(count: float) -> str:
    """Write how many there are in a week, on the average: «7», «6,5»."""
    return f"{count:.1f}".removesuffix(".0").replace(".", ",")


def points_text(name: str, points: dict[int, float]) -> str:
    """Say a class's curve of difficulty: «7А: пн 30, вт 38, …»."""
    return f"{name}: " + ", ".join(f"{WEEKDAYS_SHORT[day - 1]} {figure(points[day])}" for day in sorted(points))


def _course(course: int | None, page: QualityPage) -> str:
    if course is None:
        return ""
    group = page.groups.get(course, "")
    return page.subjects.get(course, "") + (f" ({group})" if group else "")


def _with_class(course: int, page: QualityPage) -> str:
    names = ", ".join(page.classes[one].name for one in page.course_classes.get(course, ()) if one in page.classes)
    return f"{_course(course, page)}, {names}"
