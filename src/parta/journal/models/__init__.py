"""Tables of the journal."""

from parta.journal.models.closures import TermClosure
from parta.journal.models.days import AbsenceNotice, DayCheck
from parta.journal.models.debts import AcademicDebt, DebtAttempt, DebtPause
from parta.journal.models.lessons import Homework, HomeworkDone, LessonEntry, PupilNote, RollCall
from parta.journal.models.marks import Attendance, Mark, TermResult, Work, WorkKind
from parta.journal.models.operations import Operation
from parta.journal.models.planned_works import PlannedWork
from parta.journal.models.projects import CourseProject
from parta.journal.models.requests import EditCell, EditRequest
from parta.journal.models.sheets import AttestationSheet, SheetSeat
from parta.journal.models.transfers import BroughtMarks
from parta.journal.models.voiding import VoidedEvent, Voiding

__all__ = [
    "AbsenceNotice",
    "AcademicDebt",
    "Attendance",
    "AttestationSheet",
    "BroughtMarks",
    "CourseProject",
    "DayCheck",
    "DebtAttempt",
    "DebtPause",
    "EditCell",
    "EditRequest",
    "Homework",
    "HomeworkDone",
    "LessonEntry",
    "Mark",
    "Operation",
    "PlannedWork",
    "PupilNote",
    "RollCall",
    "SheetSeat",
    "TermClosure",
    "TermResult",
    "VoidedEvent",
    "Voiding",
    "Work",
    "WorkKind",
]
