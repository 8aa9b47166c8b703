"""Kinds of absence in words."""

from parta.journal.rules.day_checks import CheckState
from parta.regulation.enums import AbsenceCode

_TITLES = {
    AbsenceCode.ABSENT: "не был (причина не названа)",
    AbsenceCode.ILL: "болеет",
    AbsenceCode.EXCUSED: "уважительная причина",
    AbsenceCode.UNEXCUSED: "без уважительной причины",
    AbsenceCode.LATE: "опоздал",
    AbsenceCode.EXEMPT: "освобождён",
    AbsenceCode.DISTANCE: "дистанционно",
}

CHECKS = {
    CheckState.NOT_ASKED: "проверка не требуется",
    CheckState.AHEAD: "ещё не проверены",
    CheckState.OVERDUE: "не проверены в срок",
    CheckState.DONE: "проверены",
    CheckState.STALE: "после проверки есть новые записи",
}

EXEMPT = "освобождение от физкультуры"
"""What the teacher of physical training is told of a pupil with the nurse's paper; no word of why."""


def absence_title(code: str) -> str:
    """Say a kind of absence."""
    return _TITLES.get(AbsenceCode(code), code) if code in set(AbsenceCode) else code
