"""By when what the journal asks of a teacher is due, by the regulation of the school."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from parta.journal.rules.facts import LessonFacts, OrderedDays, TermFacts, WorkFacts
from parta.kernel.decisions import Clause
from parta.regulation.rules.deadlines import Deadline, Deadlines
from parta.regulation.rules.moments import end_of_day, moment_of
from parta.regulation.rules.tree import Regulation, Setting


class Duty(StrEnum):
    """What a teacher enters in time."""

    TOPIC = "topic"
    ATTENDANCE = "attendance"
    HOMEWORK = "homework"
    ORAL_MARK = "oral_mark"
    WRITTEN_MARK = "written_mark"
    PERIOD_MARK = "period_mark"
    YEAR_MARK = "year_mark"
    EXAM_MARK = "exam_mark"
    GIA_RESULT = "gia_result"
    FINAL_MARK = "final_mark"


@dataclass(frozen=True, slots=True)
class Due:
    """The first moments when it is too late, by the strictest and by the most lenient clause of the act.

    People are reminded of and measured by `moment`; what blocks looks at `lenient`. `order_no` is the order that
    names the day, where one does.
    """

    moment: datetime
    clause: Clause
    lenient: datetime
    lenient_clause: Clause
    order_no: str = ""

    def is_over(self, now: datetime) -> bool:
        """Tell whether it is too late by the strictest clause."""
        return now >= self.moment


_SETTINGS: dict[Duty, Callable[[Regulation], Setting[Deadlines]]] = {
    Duty.TOPIC: lambda rules: rules.lessons.topic_deadline,
    Duty.ATTENDANCE: lambda rules: rules.attendance.attendance_deadline,
    Duty.HOMEWORK: lambda rules: rules.homework.homework_entry_deadline,
    Duty.ORAL_MARK: lambda rules: rules.marks.current_mark_deadline,
    Duty.WRITTEN_MARK: lambda rules: rules.marks.written_mark_deadlines,
    Duty.PERIOD_MARK: lambda rules: rules.results.period_mark_rule,
    Duty.YEAR_MARK: lambda rules: rules.results.year_mark_rule,
    Duty.EXAM_MARK: lambda rules: rules.results.exam_mark_rule,
    Duty.GIA_RESULT: lambda rules: rules.results.gia_result_deadline,
    Duty.FINAL_MARK: lambda rules: rules.results.gia_final_mark_deadline,
}
_OTHERWISE = {Duty.WRITTEN_MARK: Duty.ORAL_MARK, Duty.FINAL_MARK: Duty.YEAR_MARK}
"""Where no term fits this grade, subject and kind of work, that of the wider duty holds."""
_UNKNOWN_KIND = WorkFacts()
_BY_ORDER = (Duty.PERIOD_MARK, Duty.YEAR_MARK)


def due_moment(
    duty: Duty, regulation: Regulation, facts: LessonFacts | TermFacts, work: WorkFacts = _UNKNOWN_KIND
) -> Due | None:
    """Tell by when the duty is due; None where the act sets no term, or its anchor has not come.

    No term of a lesson ends before the lesson does, whatever hour the act names. Where the act leaves the days of
    period and year marks to orders, the last day of an order stands instead of every other term (S3: 2.12).
    """
    if duty in _BY_ORDER and isinstance(facts, TermFacts) and (ordered := ordered_days(regulation, facts)):
        last, clause = end_of_day(ordered.closes, facts.zone), regulation.results.period_marks_by_order.clause
        return Due(last, clause, last, clause, ordered.order_no)
    terms = terms_for(regulation, duty, facts.grade_level, facts.subject, work.kind, facts.lesson_kind)
    if not terms and duty in _OTHERWISE:
        return due_moment(_OTHERWISE[duty], regulation, facts, work)
    least = facts.ends_at if isinstance(facts, LessonFacts) else None
    found = []
    for deadline, clause in terms:
        moment = moment_of(deadline, facts)
        if moment is not None:
            found.append((least if least is not None and moment < least else moment, clause))
    if len(found) == 1:
        return Due(*found[0], *found[0])
    return Due(*min(found, key=_moment), *max(found, key=_moment)) if found else None


def ordered_days(regulation: Regulation, facts: TermFacts) -> OrderedDays | None:
    """Give the days that an order names for marks of the period, where the act leaves them to orders."""
    return facts.ordered if regulation.results.period_marks_by_order.value else None


def mark_duty(work: WorkFacts) -> Duty:
    """Tell which duty a mark of this work belongs to."""
    return Duty.WRITTEN_MARK if work.written else Duty.ORAL_MARK


def _moment(term: tuple[datetime, Clause]) -> datetime:
    return term[0]


@lru_cache(maxsize=4096)
def terms_for(
    regulation: Regulation, duty: Duty, grade: int, subject: str, work_kind: str, lesson_kind: str
) -> tuple[tuple[Deadline, Clause], ...]:
    """Give what the act says of the duty here: of each clause, the first deadline whose scope fits."""
    found = []
    for reading in _SETTINGS[duty](regulation).readings():
        fits = (row for row in reading.value if row.scope.fits(grade, subject, work_kind, lesson_kind))
        deadline = next(fits, None)
        if deadline is not None:
            found.append((deadline, reading.clause))
    return tuple(found)
