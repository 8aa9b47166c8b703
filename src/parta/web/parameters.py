"""Typed reading of address parameters: nonsense is refused, not guessed."""

from datetime import date
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest

_BIGINT = 2**63 - 1


def number_or_none(request: HttpRequest, name: str) -> int | None:
    """Read a whole number of an id's size; None when absent; 400 for anything else."""
    return _id(request.GET.get(name, ""), name)


def number_in_post(request: HttpRequest, name: str) -> int:
    """Read an id that a form names; 400 where it does not."""
    found = _id(request.POST.get(name, ""), name)
    if found is None:
        raise SuspiciousOperation(f"no {name}")
    return found


def number_or_none_in_post(request: HttpRequest, name: str) -> int | None:
    """Read an id that a form may name; None when absent; 400 for anything else."""
    return _id(request.POST.get(name, ""), name)


def _id(text: str, name: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= _BIGINT):
        raise SuspiciousOperation(f"bad {name}")
    return int(text)


def number(request: HttpRequest, name: str, *, default: int) -> int:
    """Read a whole number with a default."""
    found = number_or_none(request, name)
    return default if found is None else found


def day(request: HttpRequest, name: str, *, default: date) -> date:
    """Read a date as YYYY-MM-DD with a default; 400 for anything else."""
    return day_or_none(request, name) or default


def day_or_none(request: HttpRequest, name: str) -> date | None:
    """Read a date as YYYY-MM-DD; None when absent; 400 for anything else."""
    return _day(request.GET.get(name, ""), name)


def day_in_post(request: HttpRequest, name: str, *, default: date) -> date:
    """Read a date that a form names as YYYY-MM-DD, with a default; 400 for anything else."""
    return _day(request.POST.get(name, ""), name) or default


def day_or_none_in_post(request: HttpRequest, name: str) -> date | None:
    """Read a date that a form may name as YYYY-MM-DD; None when absent; 400 for anything else."""
    return _day(request.POST.get(name, ""), name)


def text_in_post(request: HttpRequest, name: str, *, most: int = 300) -> str:
    """Read a line of text of a form: without line breaks and NUL, cut to the length of its column."""
    return " ".join(request.POST.get(name, "").replace("\x00", "").split())[:most]


def typed_search(request: HttpRequest) -> str:
    """Read what was typed into the box of a list: one line, cut to the length of the box."""
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]


def numbers_in_post(request: HttpRequest, name: str) -> list[int]:
    """Read the ids that a form names, none of them twice; 400 for anything else."""
    found = [_id(text, name) for text in request.POST.getlist(name)]
    return list(dict.fromkeys(one for one in found if one is not None))


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2100:
        raise SuspiciousOperation(f"bad {name}")
    return found


def operation_or_none(request: HttpRequest, name: str) -> UUID | None:
    """Read the id of an operation from a form; None when absent; 400 for anything else."""
    text = request.POST.get(name, "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise SuspiciousOperation(f"bad {name}") from None


class DayInAddress:
    """A date as a part of an address: `2026-11-20`; anything else is no such address."""

    regex = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Read the date; `ValueError` means 404."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Write the date."""
        return value.isoformat()
