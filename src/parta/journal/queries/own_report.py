"""What journals keep of one person, for «Что о нас хранится»: of every year, the newest first, of a bounded size."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from parta.curriculum.models import IndividualPlan, StudyGroupMember, TeachingLoad
from parta.journal.models import (
    AbsenceNotice,
    AcademicDebt,
    Attendance,
    BroughtMarks,
    DebtAttempt,
    Homework,
    Mark,
    PupilNote,
    SheetSeat,
    TermResult,
)
from parta.kernel.actor import Actor
from parta.people.access import visible_diaries

MOST: Mapping[str, int] = {"marks": 9_000, "absences": 5_000}
"""Of a part that many rows at most, the newest: a sheet of the file holds twenty thousand."""
OTHERS = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """One row: of which part, on which day, in which journal, what it is by codes, and the value."""

    part: str
    day: date | None
    journal: str
    what: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class KeptInJournals:
    """All rows, and the parts of which only the newest are given."""

    rows: tuple[Kept, ...]
    cut: tuple[str, ...]


def kept_in_journals(*, actor: Actor, person_id: int) -> KeptInJournals:
    """Give a pupil's results, marks, absences and remarks, and what somebody of the staff teaches (a fixed number of queries).

    A pupil's are for whom the diary is open (152-ФЗ, art. 14), with what the diary hides from a family on paper. Who
    may ask for a report at all is the caller's business.
    """
    parts = [_loads(person_id)]
    if visible_diaries(actor).filter(pk=person_id).exists():
        parts += _of_pupil(person_id)
    rows: list[Kept] = []
    cut = []
    for part in parts:
        found = list(part)
        most = MOST.get(found[0].part, OTHERS) if found else 0
        rows += found[:most]
        cut += [found[0].part] if len(found) > most else []
    return KeptInJournals(tuple(rows), tuple(cut))


def _of_pupil(pupil: int) -> list[Iterator[Kept]]:
    return [
        _results(pupil), _debts(pupil), _retakes(pupil), _seats(pupil), _marks(pupil), _absences(pupil),
        _notes(pupil), _homework(pupil), _notices(pupil), _brought(pupil), _groups(pupil), _plans(pupil),
    ]  # fmt: skip


def _named(rows: QuerySet[Any], course: str) -> QuerySet[Any]:
    """Add what the journal is called: its own title, or the subject."""
    own = NullIf(F(f"{course}__title"), Value(""))
    named: QuerySet[Any] = rows.annotate(journal=Coalesce(own, F(f"{course}__subject__name")))
    return named


def _results(pupil: int) -> Iterator[Kept]:
    rows = _named(TermResult.objects.filter(pupil_id=pupil).exclude(value=""), "course")
    wanted = rows.order_by("-course__year__starts_on", "course__sort_key", "term__starts_on", "pk").values_list(
        "course__year__ends_on", "journal", "kind", "term__kind", "term__number", "term__ends_on", "value"
    )
    for year_ends, journal, kind, term_kind, number, ends_on, value in _most(wanted, "results"):
        yield Kept("results", ends_on or year_ends, journal, (kind, term_kind or "", str(number or "")), value)


def _marks(pupil: int) -> Iterator[Kept]:
    rows = _named(Mark.objects.filter(pupil_id=pupil).exclude(value=""), "work__lesson__course")
    wanted = rows.order_by("-work__lesson__date", "-pk").values_list(
        "work__lesson__date", "journal", "work__kind__name", "work__title", "attempts", "value"
    )
    for day, journal, kind, title, attempts, value in _most(wanted, "marks"):
        yield Kept("marks", day, journal, (kind, title), "→".join([*attempts, value]))


def _absences(pupil: int) -> Iterator[Kept]:
    rows = _named(Attendance.objects.filter(pupil_id=pupil).exclude(code=""), "lesson__course")
    wanted = rows.order_by("-lesson__date", "-pk").values_list("lesson__date", "journal", "code", "reason")
    for day, journal, code, reason in _most(wanted, "absences"):
        yield Kept("absences", day, journal, (code,), reason)


def _notes(pupil: int) -> Iterator[Kept]:
    rows = _named(PupilNote.objects.filter(pupil_id=pupil).exclude(text=""), "lesson__course")
    for day, journal, text in _most(
        rows.order_by("-lesson__date", "-pk").values_list("lesson__date", "journal", "text"), "notes"
    ):
        yield Kept("notes", day, journal, (), text)


def _homework(pupil: int) -> Iterator[Kept]:
    rows = _named(Homework.objects.filter(pupil_id=pupil).exclude(text=""), "lesson__course")
    for day, journal, text in _most(
        rows.order_by("-lesson__date", "-pk").values_list("lesson__date", "journal", "text"), "homework"
    ):
        yield Kept("homework", day, journal, (), text)


def _debts(pupil: int) -> Iterator[Kept]:
    rows = _named(AcademicDebt.objects.filter(pupil_id=pupil), "course")
    wanted = rows.order_by("-raised_on", "-pk").values_list("raised_on", "journal", "value", "cleared_on")
    for day, journal, value, cleared in _most(wanted, "debts"):
        yield Kept("debts", day, journal, (cleared.isoformat() if cleared else "",), value)


def _retakes(pupil: int) -> Iterator[Kept]:
    rows = _named(DebtAttempt.objects.filter(debt__pupil_id=pupil), "debt__course")
    for day, journal, value in _most(rows.order_by("-day", "-pk").values_list("day", "journal", "value"), "retakes"):
        yield Kept("retakes", day, journal, (), value)


def _seats(pupil: int) -> Iterator[Kept]:
    rows = _named(SheetSeat.objects.filter(pupil_id=pupil), "sheet__course").order_by("-sheet__day", "-pk")
    for day, journal, number, value in _most(
        rows.values_list("sheet__day", "journal", "sheet__number", "value"), "sheets"
    ):
        yield Kept("sheets", day, journal, (str(number),), value)


def _notices(pupil: int) -> Iterator[Kept]:
    rows = AbsenceNotice.objects.filter(pupil_id=pupil).order_by("-starts_on", "-pk")
    for day, last, text in _most(rows.values_list("starts_on", "ends_on", "text"), "notices"):
        yield Kept("notices", day, "", (last.isoformat(),), text)


def _brought(pupil: int) -> Iterator[Kept]:
    rows = BroughtMarks.objects.filter(pupil_id=pupil).order_by("-left_on", "-pk")
    for day, school, school_class in _most(rows.values_list("left_on", "school", "school_class"), "brought"):
        yield Kept("brought", day, "", (school,), school_class)


def _groups(pupil: int) -> Iterator[Kept]:
    rows = StudyGroupMember.objects.filter(pupil_id=pupil).order_by("-starts_on", "-pk")
    for day, last, subject, name in _most(
        rows.values_list("starts_on", "ends_on", "group__subject__name", "group__name"), "groups"
    ):
        yield Kept("groups", day, subject or "", (last.isoformat() if last else "",), name)


def _plans(pupil: int) -> Iterator[Kept]:
    rows = IndividualPlan.objects.filter(pupil_id=pupil).order_by("-starts_on", "-pk")
    for day, last, kind, ground in _most(rows.values_list("starts_on", "ends_on", "kind", "ground"), "plans"):
        yield Kept("plans", day, "", (kind, last.isoformat() if last else ""), ground)


def _loads(employee: int) -> Iterator[Kept]:
    rows = _named(TeachingLoad.objects.filter(employee_id=employee), "course").order_by("-starts_on", "-pk")
    for day, last, journal, name in _most(
        rows.values_list("starts_on", "ends_on", "journal", "course__school_class__name"), "loads"
    ):
        yield Kept("loads", day, journal, (last.isoformat() if last else "",), name or "")


def _most(rows: QuerySet[Any, Any], part: str) -> Iterable[Any]:
    return rows[: MOST.get(part, OTHERS) + 1]
