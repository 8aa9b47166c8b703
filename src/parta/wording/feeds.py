"""A timetable in a phone's calendar, in words: no names of people, no reasons of changes, no marks."""

from parta.timetable.enums import FeedKind, SubstitutionKind
from parta.timetable.queries.boards import BoardLesson
from parta.timetable.queries.feeds import Followable
from parta.wording.dates import WEEKDAYS_SHORT
from parta.wording.timetable import BoardWords

_AT_HOME = "Индивидуальное занятие"


def feed_name(feed: Followable) -> str:
    """Name a calendar as the phone lists it: «Расписание 7А», «Мои уроки», «Кабинет 301»."""
    if feed.kind is FeedKind.OWN:
        return "Моё расписание"
    if feed.kind is FeedKind.ROOM:
        return f"Кабинет {feed.name}" if feed.name[:1].isdigit() else feed.name
    return f"Расписание {feed.name}".rstrip()


def feed_title(feed: Followable) -> str:
    """Name a calendar on the page of its owner, where the child's name may stand."""
    about = f", {feed.name}" if feed.name else ""
    return f"{feed.child}{about}" if feed.kind is FeedKind.PUPIL else feed_name(feed)


def event_title(lesson: BoardLesson, kind: FeedKind) -> str:
    """Say what the lesson is: «Алгебра»; to who gives it and in a room's calendar also to whom: «7А Алгебра (1 гр.)»."""
    if lesson.at_home:
        return _AT_HOME
    said = lesson.subject[:1].upper() + lesson.subject[1:]
    if lesson.group and kind is not FeedKind.PUPIL:
        said += f" ({lesson.group})"
    if lesson.class_name and kind in (FeedKind.OWN, FeedKind.ROOM):
        said = f"{lesson.class_name} {said}"
    return said


def event_about(lesson: BoardLesson, words: BoardWords, *, given: bool) -> str:
    """Say how the lesson differs from the weekly timetable, a line each; `given`: by the calendar's owner."""
    said = []
    if lesson.cancelled and lesson.substitution == SubstitutionKind.OTHER_SUBJECT:
        said.append(f"Другой предмет: {lesson.other_subject}")
    elif lesson.cancelled:
        said.append(f"{words.lesson.capitalize()} {words.cancelled}")
    elif not given:
        said.append(f"{words.lesson.capitalize()} по замене: ведёт другой {words.teacher.lower()}")
    elif lesson.substitution == SubstitutionKind.JOINED:
        said.append("Объединение")
    elif lesson.substitution:
        said.append("Замена" + (f": {lesson.other_subject}" if lesson.other_subject else ""))
    if lesson.instead_of:
        said.append(f"Вместо: {lesson.instead_of}")
    if lesson.moved_from is not None:
        number = f", № {lesson.slot_number}" if lesson.slot_number is not None else ""
        said.append(f"По обычному расписанию: {WEEKDAYS_SHORT[lesson.moved_from - 1]}{number}")
    if lesson.former_room:
        said.append(f"Вместо каб. {lesson.former_room}")
    return "\n".join(said)


def event_place(lesson: BoardLesson) -> str:
    """Say where the lesson is: «каб. 301», «Спортзал»."""
    return f"каб. {lesson.room}" if lesson.room[:1].isdigit() else lesson.room
