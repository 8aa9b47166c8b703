"""Kinds of absence in words."""

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


def absence_title(code: str) -> str:
    """Say a kind of absence."""
    return _TITLES.get(AbsenceCode(code), code) if code in set(AbsenceCode) else code
