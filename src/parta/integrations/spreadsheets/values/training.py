"""A course of further training in one line of a cell: written and read back the same."""

import datetime as dt
import re
from dataclasses import dataclass

from .dates import date

_BAR = " | "
_HOURS = re.compile(r"(\d{1,4}) ч")
_DAYS = re.compile(r"(\d{2}\.\d{2}\.\d{4}) – (\d{2}\.\d{2}\.\d{4})")


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """What a line says: the programme alone, or with where, how long, from when to when, by which paper."""

    programme: str
    organisation: str = ""
    hours: int | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    document: str = ""

    @property
    def text(self) -> str:
        """Write «программа | организация | 72 ч | 01.02.2026 – 10.02.2026 | документ»; a lone programme as it is."""
        hours = f"{self.hours} ч" if self.hours else ""
        days = f"{self.starts_on:%d.%m.%Y} – {self.ends_on:%d.%m.%Y}" if self.starts_on and self.ends_on else ""
        more = (self.organisation, hours, days, self.document)
        return _BAR.join((self.programme, *more)) if any(more) else self.programme


def training_lines(text: str) -> tuple[TrainingLine, ...]:
    """Read the lines of a cell; a line that is not in the form of `text` is a programme as it stands."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(_read(line) for line in lines if line))


def _read(line: str) -> TrainingLine:
    parts = [part.strip() for part in line.rsplit("|", 4)]
    if len(parts) != 5 or not parts[0]:
        return TrainingLine(line)
    programme, organisation, hours, days, document = parts
    long, span = _HOURS.fullmatch(hours), _DAYS.fullmatch(days)
    if (hours and not long) or (days and not span):
        return TrainingLine(line)
    start, end = (date(span[1]), date(span[2])) if span else (None, None)
    return TrainingLine(programme, organisation, int(long[1]) if long else None, start, end, document)
