"""Dates and times in Russian words: «пт, 20 ноября», «вчера», «10 ноября, 21:00»."""

from datetime import date, datetime, time, timedelta

WEEKDAYS_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
MONTHS_OF = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
_BY_WORD = {-1: "вчера", 0: "сегодня", 1: "завтра"}


def day_month(day: date) -> str:
    """Write «20 ноября»."""
    return f"{day.day} {MONTHS_OF[day.month - 1]}"


def date_text(day: date) -> str:
    """Write «пт, 20 ноября»."""
    return f"{WEEKDAYS_SHORT[day.weekday()]}, {day_month(day)}"


def full_date(day: date) -> str:
    """Write «20 ноября 2026 г.»."""
    return f"{day_month(day)} {day.year} г."


def near_date(day: date, today: date) -> str:
    """Write «вчера», «сегодня», «завтра», otherwise «пт, 20 ноября», with the year when it is not this one."""
    word = _BY_WORD.get((day - today).days)
    if word is not None:
        return word
    return date_text(day) if day.year == today.year else f"{date_text(day)} {day.year} г."


def span_text(start: date, end: date) -> str:
    """Write «2–7 ноября», «28 октября – 3 ноября» or «20 ноября»."""
    if start == end:
        return day_month(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_month(end)}"
    return f"{day_month(start)} – {day_month(end)}"


def moment_text(moment: datetime) -> str:
    """Write «пт, 20 ноября, 21:00»; the moment has to be in the school's zone already."""
    return f"{date_text(moment.date())}, {moment:%H:%M}"


def last_day_before(moment: datetime) -> date:
    """Give the last whole day before the moment when a window shuts (midnight shuts the day before)."""
    return (moment - timedelta(microseconds=1)).date()


def moment_end(moment: datetime) -> str:
    """Write when a term ended: the last whole day, «вт, 10 ноября», or the hour, «вт, 10 ноября, 21:00»."""
    return date_text(last_day_before(moment)) if moment.time() == time() else moment_text(moment)


def until_text(moment: datetime) -> str:
    """Write by when something is due: «до конца дня пт, 20 ноября», «до 21:00 пт, 20 ноября»; in the school's zone."""
    if moment.time() == time():
        return f"до конца дня {date_text(last_day_before(moment))}"
    return f"до {moment:%H:%M} {date_text(moment.date())}"


def soon_text(moment: datetime, today: date) -> str:
    """Write by when something is due, near days short: «до 21:00», «до конца дня», «до завтра», «до пт, 4 декабря»."""
    day = last_day_before(moment)
    if moment.time() != time():
        return f"до {moment:%H:%M}" if day == today else f"до {moment:%H:%M} {near_date(day, today)}"
    if day == today:
        return "до конца дня"
    return f"по {near_date(day, today)}"
