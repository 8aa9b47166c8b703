"""Which journals an actor may see, and what is within their duties there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.curriculum.access import may_fit_plan
from parta.curriculum.enums import AssessmentDayKind
from parta.curriculum.models import Course, StudyGroupMember, TeachingLoad
from parta.journal.rules.facts import OrderedDays
from parta.journal.rules.windows import read_as_substitute
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.people.models import Enrolment, HomeroomTeacher
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.queries import Versions, versions_from
from parta.timetable.models import Lesson

COURSE = (Path(__file__).parent / "queries" / "course.sql").read_text()
Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A period of the course's calendar."""

    id: int
    kind: str
    number: int
    start: date
    end: date
    closed: bool


@dataclass(frozen=True, slots=True)
class CourseView:
    """One journal as one actor stands to it: facts already loaded, no settings, no clock."""

    id: int
    kind: str
    marks_given: bool
    title: str
    subject: str
    class_id: int | None
    class_name: str | None
    group_name: str | None
    calendar_id: int
    plan_id: int | None
    year_from: date
    year_to: date
    grade_level: int
    leads_class: bool
    led_pupils: frozenset[int]
    loads: tuple[Span, ...]
    gives_lessons: bool
    substituted: tuple[tuple[date, bool], ...]
    regulation: Versions
    taught_until: date
    year_closed: bool
    terms: tuple[TermRow, ...]
    actor: Actor
    assessment_days: Mapping[tuple[str, int | None], date]
    ordered: Mapping[int | None, OrderedDays]

    def may_view(self) -> bool:
        """Tell whether the actor may know of this journal."""
        return self._may_read_all() or self._as_substitute() is not None

    def may_ask(self) -> bool:
        """Tell whether the actor may write or ask here: a substitute is answered after the page is shut, too."""
        return self.may_view() or bool(self.substituted)

    def read_from(self) -> date | None:
        """Give the first day whose records the actor reads; None where there is no such limit.

        Who only substitutes reads the pages of the substituted lessons while they are open, and what was lately taught.
        """
        return None if self._may_read_all() else self._as_substitute()

    def refuse_older(self, day: date | None) -> None:
        """Raise `NotVisible` for a day before what the actor reads; for what has no day, where there is a limit."""
        first = self.read_from()
        if first is not None and (day is None or day < first):
            raise NotVisible

    def _may_read_all(self) -> bool:
        relations = self._relations(own=bool(self.loads) or self.gives_lessons)
        if self.led_pupils:
            relations.append(Relation.SAME_CLASS)
        return self._allowed(Action.VIEW, relations, None)

    def _as_substitute(self) -> date | None:
        if not self._allowed(Action.VIEW, [Relation.OWN], None):
            return None
        return read_as_substitute(
            self.substituted, regulation=self.regulation.on, today=self.actor.today or self.year_from
        )

    def may(
        self,
        action: Action,
        *,
        day: date,
        employee: int | None = None,
        substitute: int | None = None,
        pupil: int | None = None,
    ) -> bool:
        """Tell whether an act at a lesson is within the actor's duties.

        Own are the pages of the teacher who holds the load on the lesson's day, or gives this very lesson by the
        timetable or as a substitute. Of a journal of pupils of several classes, which is no class's page, a homeroom
        teacher's are the lines of the own pupils alone: an act on one of them names its `pupil`.
        """
        person = self.actor.person_id
        own = person is not None and (
            person in (employee, substitute) or any(a <= day and (b is None or day <= b) for a, b in self.loads)
        )
        return self._allowed(action, self._relations(own=own, pupil=pupil), day)

    def may_everywhere(self, action: Action, *, day: date) -> bool:
        """Tell whether the act is within the actor's duties at every lesson, whoever teaches it."""
        return self._allowed(action, self._relations(own=False), day)

    def may_put_results(self, *, start: date, today: date, pupil: int | None = None) -> bool:
        """Tell whether marks of a period (the year, an exam) are within the actor's duties.

        Of the teachers it is who holds the load now, or held it last: a former one leaves them to the next.
        """
        return self.may(Action.TERM_RESULT, day=min(max(today, start), self.taught_until), pupil=pupil)

    def graded_on(self, day: date) -> bool:
        """Tell whether marks are given here: by the nature of the course, and by the act in the class's grade."""
        return self.marks_given and self.grade_level not in self.regulation.on(day).marks.no_marks_grades.value

    def term_of(self, day: date) -> TermRow | None:
        """Give the period of a day; in the vacations the one before, before the year the first."""
        begun = [term for term in self.terms if term.start <= day]
        return begun[-1] if begun else next(iter(self.terms), None)

    def assessed_on(self, kind: AssessmentDayKind, term: int | None = None) -> date | None:
        """Give a day that the school has set for this course, where it has."""
        return self.assessment_days.get((str(kind), term))

    @property
    def last_day(self) -> date:
        """The last day of lessons of the year by this journal's calendar."""
        return max((term.end for term in self.terms), default=self.year_to)

    def only_pupils(self, *, day: date) -> frozenset[int] | None:
        """Give the pupils whose lines alone are within the actor's duties; None where there is no such limit."""
        one = next(iter(self.led_pupils), None)
        acts = (Action.ATTENDANCE, Action.MARK)
        limited = not any(self.may(act, day=day, employee=self.employee()) for act in acts)
        return self.led_pupils if limited and any(self.may(act, day=day, pupil=one) for act in acts) else None

    def employee(self) -> int | None:
        """Give the actor as one who gives lessons here, by the load, the timetable or as a substitute; else None."""
        return self.actor.person_id if self.gives_lessons or self.loads or self.substituted else None

    def _relations(self, *, own: bool, pupil: int | None = None) -> list[Relation]:
        found = [Relation.SAME_SCHOOL]
        if self.leads_class or pupil in self.led_pupils:
            found.append(Relation.SAME_CLASS)
        if own:
            found.append(Relation.OWN)
        return found

    def _allowed(self, action: Action, relations: Iterable[Relation], day: date | None) -> bool:
        regulation = self.regulation.on(day or self.actor.today or self.year_from)
        conditions = regulation.conditions()
        return any(may_do(self.actor, Resource.JOURNAL, action, relation, conditions) for relation in relations)


def course_view(actor: Actor, course_id: int, *, asking: bool = False) -> CourseView:
    """Load a journal for an actor in one query; raise `NotVisible` where it does not exist for them.

    With `asking` it exists also for a substitute whose pages are shut: to say so, and to be asked for more time.
    """
    rows = sql(COURSE, {"course": course_id, "person": actor.person_id, "today": actor.today})
    if not rows:
        raise NotVisible
    view = view_of(rows[0], actor)
    if not (view.may_ask() if asking else view.may_view()):
        raise NotVisible
    return view


def view_of(row: Sequence[Any], actor: Actor) -> CourseView:
    """Read a row of `COURSE`; whether the actor may see the journal is asked by the caller."""
    *head, led, loads, gives, covers, regulation, taught_until, year_closed, terms, days, ordered = row
    spans = tuple((date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in loads)
    periods = tuple(
        TermRow(i, k, n, date.fromisoformat(a), date.fromisoformat(b), closed or year_closed)
        for i, k, n, a, b, closed in terms
    )
    rules = versions_from(regulation)
    return CourseView(  # type: ignore[call-arg]
        *head,
        frozenset(led),
        spans,
        gives,
        tuple((date.fromisoformat(day), opened) for day, opened in covers),
        rules,
        taught_until,
        year_closed,
        periods,
        actor,
        _days(days),
        _ordered(ordered),
    )


def may_fit(view: CourseView) -> bool:
    """Tell whether the actor chooses and corrects the plan of a journal: who teaches it today, and the deputy."""
    today = view.actor.today or view.year_from
    return may_fit_plan(view.actor, teaches=any(a <= today and (b is None or today <= b) for a, b in view.loads))


def may_close_terms(actor: Actor) -> bool:
    """Tell whether the actor may close periods and years."""
    return actor.person_id is not None and _may_with_terms(actor, Action.CLOSE)


def may_reopen_terms(actor: Actor, *, year: bool = False) -> bool:
    """Tell whether the actor may open a closed period again, or a closed year."""
    return actor.person_id is not None and _may_with_terms(actor, Action.REOPEN_YEAR if year else Action.REOPEN)


def _may_with_terms(actor: Actor, action: Action) -> bool:
    return may_do(actor, Resource.TERM, action, Relation.SAME_SCHOOL)


def visible_courses(actor: Actor, conditions: frozenset[str] = frozenset()) -> QuerySet[Course]:
    """Give the journals that the actor may see whole; a substitute comes to the lessons from the own day."""

    def may(relation: Relation) -> bool:
        return may_do(actor, Resource.JOURNAL, Action.VIEW, relation, conditions)

    if may(Relation.SAME_SCHOOL):
        return Course.objects.all()
    wanted = Q(pk__in=[])
    if may(Relation.SAME_CLASS):
        today = actor.today
        led = HomeroomTeacher.objects.filter(in_force(today), employee_id=actor.person_id).values("school_class")
        members = StudyGroupMember.objects.filter(
            group=OuterRef("study_group"),
            pupil__in=Enrolment.objects.filter(in_force(today), school_class__in=led).values("pupil"),
        )
        wanted |= Q(school_class__in=led) | Q(Exists(members), school_class__isnull=True)
    if may(Relation.OWN):
        given = Lesson.objects.filter(employee_id=actor.person_id, course=OuterRef("pk"))
        loads = TeachingLoad.objects.filter(course=OuterRef("pk"), employee_id=actor.person_id)
        wanted |= Q(Exists(loads)) | Q(Exists(given))
    return Course.objects.filter(wanted)


def _days(rows: Iterable[Sequence[Any]]) -> dict[tuple[str, int | None], date]:
    return {(kind, term): date.fromisoformat(day) for kind, term, day in rows}


def _ordered(rows: Iterable[Sequence[Any]]) -> dict[int | None, OrderedDays]:
    return {
        term: OrderedDays(date.fromisoformat(opens), date.fromisoformat(closes), order)
        for term, opens, closes, order in rows
    }
