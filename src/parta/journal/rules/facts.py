"""What the decisions of the journal need to know about a lesson and a term, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from parta.regulation.enums import Anchor
from parta.regulation.rules.moments import MIDNIGHT, ORDINARY_WEEK
from parta.school.rules.working_days import WorkingDays
from parta.timetable.enums import LessonStatus


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What stands around a lesson: working days, the class's last lesson, the subgroup's next lessons, the period.

    `next_lessons` are the beginnings of lessons of the same journal on later days, without the cancelled ones;
    `class_last_lesson_end` is None where it is not known.
    """

    working: WorkingDays = ORDINARY_WEEK
    class_last_lesson_end: datetime | None = None
    next_lessons: tuple[datetime, ...] = ()
    period_start: date | None = None
    period_end: date | None = None
    year_end: date | None = None


NOTHING_KNOWN = DayFacts()
_OF_THE_DAY = (Anchor.LESSON_END, Anchor.WORK_DATE, Anchor.CLASS_LAST_LESSON_END)


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What is assessed in a column: the kind of work by its name, and whether it is written."""

    kind: str = ""
    written: bool = False


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A dated lesson: `zone` is the school's time zone, `start` and `end` are its clock times.

    `subject` is the full name in the curriculum; `lesson_kind` the kind of lesson, where the school names kinds.
    """

    day: date
    start: time
    end: time
    zone: tzinfo
    grade_level: int
    status: LessonStatus = LessonStatus.PLANNED
    number: int = 0
    term_closed: bool = False
    year_closed: bool = False
    subject: str = ""
    lesson_kind: str = ""
    around: DayFacts = NOTHING_KNOWN

    @property
    def working(self) -> WorkingDays:
        """The working days of the class."""
        return self.around.working

    @property
    def next_lessons(self) -> tuple[datetime, ...]:
        """When the next lessons of this journal begin, on later days."""
        return self.around.next_lessons

    @property
    def ends_at(self) -> datetime:
        """The moment when the lesson ends."""
        return datetime.combine(self.day, self.end, self.zone)

    def day_of(self, anchor: Anchor) -> date | None:
        """Give the day that a deadline is counted from."""
        if anchor in _OF_THE_DAY:
            return self.day
        match anchor:
            case Anchor.PERIOD_START:
                return self.around.period_start
            case Anchor.PERIOD_END:
                return self.around.period_end
            case Anchor.YEAR_END:
                return self.around.year_end
        return None

    def moment_at(self, anchor: Anchor) -> datetime | None:
        """Give the moment that minutes are counted from, where it is known."""
        if anchor is Anchor.LESSON_END:
            return self.ends_at
        return self.around.class_last_lesson_end if anchor is Anchor.CLASS_LAST_LESSON_END else None

    def local_day(self, now: datetime) -> date:
        """Tell the date in the school at this moment."""
        return now.astimezone(self.zone).date()

    def has_come(self, now: datetime) -> bool:
        """Tell whether the lesson's day has come in the school.

        The day and not the bell: lessons swap their hours, and a teacher prepares the list before the bell.
        """
        return now >= datetime.combine(self.day, MIDNIGHT, self.zone)

    def end_of_day(self, days_later: int = 0) -> datetime:
        """Give the first moment after the lesson's day, or after the day that is `days_later`."""
        return datetime.combine(self.day + timedelta(days=days_later + 1), MIDNIGHT, self.zone)


@dataclass(frozen=True, slots=True)
class OrderedDays:
    """The first and the last day of the marks of a period, as an order of the director names them."""

    opens: date
    closes: date
    order_no: str


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term, or a year when `kind` of the result is not a term's: its days and whether it is closed.

    `attestation` is the day of the examination or the attestation; the results of the state examination are known
    from `gia_announced` on and stand in the journal from `gia_entered` on. `ordered` are the days of an order about
    this period and grade, where one is entered; they hold where the act leaves the days to orders.
    """

    start: date
    end: date
    zone: tzinfo
    grade_level: int
    term_closed: bool = False
    year_closed: bool = False
    subject: str = ""
    year_end: date | None = None
    attestation: date | None = None
    gia_announced: date | None = None
    gia_entered: date | None = None
    working: WorkingDays = ORDINARY_WEEK
    lesson_kind: str = ""
    next_lessons: tuple[datetime, ...] = ()
    ordered: OrderedDays | None = None

    def day_of(self, anchor: Anchor) -> date | None:
        """Give the day that a deadline is counted from; an attestation without a date of its own ends the term."""
        match anchor:
            case Anchor.PERIOD_START:
                return self.start
            case Anchor.PERIOD_END:
                return self.end
            case Anchor.YEAR_END:
                return self.year_end or self.end
            case Anchor.ATTESTATION:
                return self.attestation or self.end
            case Anchor.GIA_ANNOUNCED:
                return self.gia_announced
            case Anchor.GIA_ENTERED:
                return self.gia_entered
        return None

    def moment_at(self, _anchor: Anchor) -> datetime | None:
        """Give nothing: only days are known of a term."""
        return None
