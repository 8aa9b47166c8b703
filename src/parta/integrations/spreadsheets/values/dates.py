"""Dates, times of day, weekdays and months as offices type them."""

import datetime as dt
import re
from typing import Any

from parta.kernel.text import normal

from .text import as_text

MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_MONTH = r"(янв|фев|мар|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*"
_MONTH_NUMBERS = {
    "янв": 1,
    "фев": 2,
    "мар": 3,
    "апр": 4,
    "май": 5,
    "мая": 5,
    "мае": 5,
    "июн": 6,
    "июл": 7,
    "авг": 8,
    "сен": 9,
    "окт": 10,
    "ноя": 11,
    "дек": 12,
}
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\s*[./,\-]\s*(\d{1,2})\s*[./,\-]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}})\s*[-.]?\s*{_MONTH}\.?\s*(\d{{4}})?")
_DAYS = re.compile(rf"(?<!\d)((?:\d{{1,2}}\s*(?:,|и)\s*)*\d{{1,2}})\s+{_MONTH}\.?\s*(\d{{4}})?")
_SHORT = re.compile(r"^(\d{1,2})[./](\d{1,2})\.?$")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*(?:[:.\-]|ч\.?\s*)\s*([0-5]\d)(?::[0-5]\d)?(?:\s*мин)?(?!\d)")
_WEEKDAYS = (
    (0, r"понедельник\w*|пн|пон|пнд"),
    (1, r"вторник\w*|вт|втр"),
    (2, r"сред\w*|ср"),
    (3, r"четверг\w*|чт|чтв|чет"),
    (4, r"пятниц\w*|пт|птн|пят"),
    (5, r"суббот\w*|сб|суб"),
    (6, r"воскресень\w*|вс|воск"),
)
_WEEKDAY = re.compile("|".join(rf"(?P<d{n}>\b(?:{words})\b)" for n, words in _WEEKDAYS))


def _date(year: int, month: int, day: int) -> dt.date | None:
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not 1900 <= year <= 2100:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def in_year(month: int, day: int, year: int | None) -> dt.date | None:
    """Place a day and month into the academic year that starts in `year` (August to July)."""
    return None if year is None else _date(year if month >= 8 else year + 1, month, day)


def date(value: Any, year: int | None = None) -> dt.date | None:
    """Read one date: a real date, an Excel serial number, «01.09.2026», «1 сентября 2026 г.», ISO.

    A date without a year («01.09») is placed into the academic year that starts in `year`, if that is known.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, float):
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(value)) if 10000 <= value < 75000 else None
    if not isinstance(value, str):
        return None
    found = dates(value, year)
    if found:
        return found[0]
    text = value.strip()
    if re.fullmatch(r"[1-7]\d{4}", text):
        return date(float(text))
    return None


def dates(text: str, year: int | None = None) -> list[dt.date]:
    """Find all dates in a text, in the order they stand there."""
    words = normal(text)
    found: list[tuple[int, dt.date]] = []
    for match in _ISO.finditer(words):
        if day := _date(int(match[1]), int(match[2]), int(match[3])):
            found.append((match.start(), day))
    if not found:
        for match in _DOTTED.finditer(words):
            if day := _date(int(match[3]), int(match[2]), int(match[1])):
                found.append((match.start(), day))
    for match in _WORDS.finditer(words):
        month = _MONTH_NUMBERS[match[2]]
        day = _date(int(match[3]), month, int(match[1])) if match[3] else in_year(month, int(match[1]), year)
        if day:
            found.append((match.start(), day))
    if not found:
        short = _SHORT.match(words)
        if short and (day := in_year(int(short[2]), int(short[1]), year)):
            found.append((0, day))
    return [day for _, day in sorted(found)]


def date_range(text: str, year: int | None = None) -> tuple[dt.date, dt.date] | None:
    """Read «01.09.2026 – 23.10.2026», «с 1 сентября по 23 октября», «16–28 ноября 2026 г.»; one date is a day."""
    words = normal(text)
    match = re.search(rf"(?<!\d)(\d{{1,2}})\s*[-–—]\s*(\d{{1,2}})\s*{_MONTH}\.?\s*(\d{{4}})?", words)
    if match:
        month = _MONTH_NUMBERS[match[3]]
        pair = [
            _date(int(match[4]), month, int(day)) if match[4] else in_year(month, int(day), year)
            for day in (match[1], match[2])
        ]
        return (pair[0], pair[1]) if pair[0] and pair[1] else None
    spelled = re.sub(r"(?<!\d)(\d{1,2}\.\d{1,2})(?=\s|[-–—]|$|\.?\s*г)", _with_year(year), words) if year else words
    found = dates(spelled, year)
    if not found:
        return None
    return (found[0], found[1]) if len(found) > 1 else (found[0], found[0])


def day_list(text: str, year: int | None = None) -> list[dt.date]:
    """Find the days that a sentence lists: «4 ноября, 23 февраля, 1 и 9 мая», «01.05.2027, 09.05.2027»."""
    words = normal(text)
    found = [] if _DOTTED.search(words) is None else dates(words, year)
    for match in _DAYS.finditer(words):
        month = _MONTH_NUMBERS[match[2]]
        for day in re.findall(r"\d{1,2}", match[1]):
            placed = _date(int(match[3]), month, int(day)) if match[3] else in_year(month, int(day), year)
            if placed and placed not in found:
                found.append(placed)
    return found


def _with_year(year: int) -> Any:
    def replace(match: re.Match[str]) -> str:
        day, month = (int(part) for part in match[1].split("."))
        full = in_year(month, day, year) if 1 <= month <= 12 else None
        return full.strftime("%d.%m.%Y") if full else match[0]

    return replace


def time(value: Any) -> dt.time | None:
    """Read a time of day: datetime.time, a fraction of a day, «8:00», «08.00», «8-00»."""
    if isinstance(value, dt.datetime):
        value = value.time()
    if isinstance(value, dt.time):
        seconds = (
            value.hour * 3600 + value.minute * 60 + value.second + (30 if value.microsecond or value.second else 0)
        )
        return dt.time(seconds // 3600 % 24, seconds // 60 % 60)
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return dt.time(minutes // 60, minutes % 60) if 0 <= minutes < 1440 else None
    if isinstance(value, float):
        if 0 < value < 1:
            minutes = round(value * 1440)
            return dt.time(minutes // 60, minutes % 60) if minutes < 1440 else None
        # «8.30» turned by a spreadsheet into the number 8.3
        hours, minutes = int(value), round((value - int(value)) * 100)
        return dt.time(hours, minutes) if 6 <= hours <= 22 and minutes < 60 else None
    if not isinstance(value, str):
        return None
    found = times(value)
    return found[0] if len(found) == 1 or (found and re.fullmatch(r"[\d:.\s]+", value)) else None


def times(text: str) -> list[dt.time]:
    """Find all times of day in a text: «15:30–16:10», «8.00 - 8.40», «8-00–8-40»."""
    spaced = re.sub(r"\s*[–—]\s*", " | ", text.strip().lower())
    spaced = re.sub(r"\s+-\s*|\s*-\s+", " | ", spaced)
    spaced = re.sub(r"(\d[:.]\d\d)-(\d)", r"\1 | \2", spaced)
    return [dt.time(int(match[1]), int(match[2])) for match in _TIME.finditer(spaced)]


def weekday(value: Any) -> int | None:
    """Read one weekday, 0 is Monday; letters one under another are understood."""
    found = weekdays(as_text(value))
    return min(found) if len(found) == 1 else None


def weekdays(text: str) -> frozenset[int]:
    """Find weekdays in a text, ranges too: «Вторник–пятница» is {1, 2, 3, 4}."""
    words = normal(text)
    if re.fullmatch(r"(\w\s+){4,}\w", words):
        words = words.replace(" ", "")
    found: set[int] = set()
    last: tuple[int, int] | None = None
    for match in _WEEKDAY.finditer(words):
        day = int((match.lastgroup or "d0")[1:])
        if last and re.fullmatch(r"\s*(?:[-–—]|по|\.\.\.?)\s*", words[last[1] : match.start()].lstrip(".")):
            found.update(range(last[0], day + 1))
        found.add(day)
        last = (day, match.end())
    if "будн" in words or "ежедневн" in words:
        found.update(range(5))
    return frozenset(found)


def month(text: str) -> int | None:
    """Read the name of a month («сентябрь», «сент.»)."""
    match = re.match(rf"^{_MONTH}\b", normal(text))
    return _MONTH_NUMBERS[match[1]] if match else None


def month_span(text: str, year: int | None) -> tuple[dt.date, dt.date] | None:
    """Read «сентябрь–октябрь» as the span from the first day of the first month to the last of the last."""
    if year is None:
        return None
    found = [_MONTH_NUMBERS[match[1]] for match in re.finditer(rf"(?<![а-я\d])(?<!\d\s){_MONTH}\b", normal(text))]
    if not found:
        return None
    first, last = in_year(found[0], 1, year), in_year(found[-1], 1, year)
    if first is None or last is None or last < first:
        return None
    following = dt.date(last.year + (last.month == 12), last.month % 12 + 1, 1)
    return first, following - dt.timedelta(days=1)


def academic_year(text: str) -> int | None:
    """Find «2026/2027», «2026-27 учебный год» and give the year in which it starts."""
    match = re.search(r"(?<![\d.])(20\d\d)\s*[/\\–—-]\s*(20)?(\d\d)(?![\d.]\d|\d)", text)
    return int(match[1]) if match and (int(match[1]) + 1) % 100 == int(match[3]) else None
