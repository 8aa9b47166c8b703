"""Academic debts: those that arose, those that are raised, one of them, a student's own."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.curriculum.enums import AssessmentDayKind, ControlForm
from parta.curriculum.models import AssessmentDay, Course, StudyGroupMember
from parta.curriculum.queries.control import Control, controls_of
from parta.curriculum.queries.individual import releases_of
from parta.journal.access_sheets import indebted_courses
from parta.journal.enums import DebtState, Outcome, ResultKind
from parta.journal.models import AcademicDebt, TermResult
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.sheets import teachers_by_course
from parta.journal.rules.debts import DebtFacts, Retake, state_of
from parta.journal.rules.notation import NOT_ATTESTED, NOT_CREDITED
from parta.journal.rules.sheets import outcome_of, values_for
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.rules.permissions import Action
from parta.regulation.queries import versions

_PLACES = ("course__subject", "course__school_class", "course__study_group", "term", "pupil__person")
NOT_PASSED = ("1", "2", NOT_CREDITED, NOT_ATTESTED)


@dataclass(frozen=True, slots=True)
class DebtRow:
    """A raised debt as it stands today."""

    debt: AcademicDebt
    facts: DebtFacts
    state: DebtState


@dataclass(frozen=True, slots=True)
class Arisen:
    """A result that makes a debt, not raised yet; one who did not come may have had a good reason."""

    result: TermResult
    day: date
    absent: bool
    may_raise: bool


@dataclass(frozen=True, slots=True)
class DebtsWanted:
    """Which debts: of a group, of a state, of a student by a part of the name."""

    class_id: int | None = None
    state: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class DebtsPage:
    """Debts that the actor may see, and results that are debts not raised yet."""

    groups: list[tuple[int, str]]
    rows: list[DebtRow]
    arisen: list[Arisen]


def facts_of(debt: AcademicDebt) -> DebtFacts:
    """Give what rules ask of a stored debt; its retakes and pauses are prefetched by lists."""
    return DebtFacts(
        debt.raised_on,
        debt.first_due,
        debt.second_due,
        len(debt.commission),
        tuple((one.starts_on, one.ends_on) for one in debt.pauses.all()),
        tuple(Retake(one.day, one.value) for one in debt.attempts.all()),
        debt.cleared_on is not None,
        debt.order_date,
    )


def values_of(debt: AcademicDebt, today: date) -> tuple[str, ...]:
    """Give the results that a retake may end with: those of the semester's form of control."""
    control = controls_of(Course.objects.filter(pk=debt.course_id), terms=[debt.term_id])
    form = control[0].form if control else ControlForm.NONE
    scale = versions().on(today).results.marks_allowed_period.value
    return scale if form is ControlForm.NONE else values_for(form, scale)


def debts_page(*, actor: Actor, wanted: DebtsWanted, today: date) -> DebtsPage:
    """Read the debts in the actor's sight, the overdue first, in seven queries."""
    courses = indebted_courses(actor)
    asked = Q()
    if wanted.class_id is not None:
        asked &= Q(course__school_class=wanted.class_id)
    if wanted.name:
        asked &= Q(pupil__person__last_name__istartswith=wanted.name)
    found = visible_debts(actor).filter(asked).select_related(*_PLACES).prefetch_related("pauses", "attempts")
    rows = [
        debt_row(one, today) for one in found.order_by("pupil__person__sort_key", "course__sort_key", "term__number")
    ]
    rows = [one for one in rows if wanted.state in ("", one.state)]
    order = [DebtState.OVERDUE, DebtState.EXPIRED, DebtState.OPEN, DebtState.CLEARED]
    rows.sort(key=lambda one: order.index(one.state))
    groups = courses.filter(school_class__isnull=False).order_by("school_class__sort_key")
    named = groups.values_list("school_class", "school_class__name").distinct()
    arisen = [] if wanted.state else arisen_of(actor, asked)
    return DebtsPage([(pk, name) for pk, name in named if pk is not None], rows, arisen)


def arisen_of(actor: Actor, asked: Q) -> list[Arisen]:
    """Give the results of semesters that are debts nobody raised yet (S4-40): unsatisfactory ones, and н/а."""
    raised = AcademicDebt.objects.filter(course=OuterRef("course"), term=OuterRef("term"), pupil=OuterRef("pupil"))
    results = TermResult.objects.filter(
        asked, ~Exists(raised), course__in=indebted_courses(actor), kind=ResultKind.TERM, value__in=NOT_PASSED
    )
    found = list(results.select_related(*_PLACES).order_by("pupil__person__sort_key", "course__sort_key"))
    attested = AssessmentDay.objects.filter(
        course__in={one.course_id for one in found}, kind=AssessmentDayKind.ATTESTATION
    )
    days = {(one.course_id, one.term_id): one.day for one in attested}
    may = set(indebted_courses(actor, Action.REGISTER).values_list("pk", flat=True))
    rows = []
    for one in found:
        assert one.term is not None
        day = days.get((one.course_id, one.term_id), one.term.ends_on)
        rows.append(Arisen(one, day, outcome_of(one.value) is Outcome.ABSENT, one.course_id in may))
    return rows


def visible_debts(actor: Actor, action: Action = Action.VIEW) -> QuerySet[AcademicDebt]:
    """Give the debts in courses that are the actor's matter."""
    return AcademicDebt.objects.filter(course__in=indebted_courses(actor, action))


def debt_row(debt: AcademicDebt, today: date) -> DebtRow:
    """Give a debt as it stands on a day; its retakes and pauses are prefetched by lists."""
    facts = facts_of(debt)
    return DebtRow(debt, facts, state_of(facts, today=today))


@dataclass(frozen=True, slots=True)
class DebtPage:
    """One debt with what the actor may do with it."""

    row: DebtRow
    teachers: list[str]
    values: tuple[str, ...]
    may_edit: bool
    may_mark: bool


def debt_page(*, actor: Actor, debt_id: int, today: date) -> DebtPage:
    """Read one debt; raises `NotVisible`."""
    found = visible_debts(actor).select_related(*_PLACES).prefetch_related("pauses", "attempts__written_by")
    debt = found.filter(pk=debt_id).first()
    if debt is None:
        raise NotVisible
    row = debt_row(debt, today)
    may_edit = visible_debts(actor, Action.EDIT).filter(pk=debt.pk).exists()
    may_mark = visible_debts(actor, Action.MARK).filter(pk=debt.pk).exists() and (may_edit or not row.facts.retakes)
    teachers = teachers_by_course({debt.course_id}, today).get(debt.course_id, [])
    done = row.state in (DebtState.CLEARED, DebtState.EXPIRED)
    return DebtPage(
        row, teachers, values_of(debt, today), may_edit and row.state is not DebtState.CLEARED, may_mark and not done
    )


@dataclass(frozen=True, slots=True)
class OwnAttestation:
    """What a student's semesters end with this year, the results there are, and the own debts of all years."""

    diary: Diary
    rows: list[tuple[Control, str]]
    debts: list[DebtRow]


def own_attestation(diary: Diary) -> OwnAttestation:
    """Read a student's own schedule of attestation and debts; nothing for a family that chose paper.

    A subgroup's semester is the student's who is in the subgroup on its day, as on the sheet, or has its result.
    """
    child = diary.child
    if child.paper_only:
        return OwnAttestation(diary, [], [])
    memberships: dict[int, list[tuple[date, date | None]]] = {}
    released = releases_of(pupils=[child.id])
    for member in StudyGroupMember.objects.filter(pupil=child.id):
        memberships.setdefault(member.group_id, []).append((member.starts_on, member.ends_on))
    courses = Course.objects.filter(
        Q(study_group__isnull=True) | Q(study_group__in=memberships), year=child.year_id, school_class=child.class_id
    )
    found = TermResult.objects.filter(pupil=child.id, kind=ResultKind.TERM).exclude(value="")
    given = {(course, term): value for course, term, value in found.values_list("course", "term", "value")}
    debts = AcademicDebt.objects.filter(pupil=child.id).select_related(*_PLACES)
    own = list(debts.prefetch_related("pauses", "attempts").order_by("raised_on", "course__sort_key"))
    for debt in own:
        for attempt in debt.attempts.all():
            if attempt.day == debt.cleared_on and given.get((debt.course_id, debt.term_id)) == debt.value:
                given[debt.course_id, debt.term_id] += f"→{attempt.value}"

    def concerns(one: Control) -> bool:
        spans, day = memberships.get(one.course.study_group_id or 0, ()), one.day or one.term.ends_on
        there = one.course.study_group_id is None or any(
            start <= day and (end is None or day <= end) for start, end in spans
        )
        freed = released.get((child.id, one.course.pk), ())
        there = there and not any(start <= day and (end is None or day <= end) for start, end in freed)
        return one.form is not ControlForm.NONE and (there or (one.course.pk, one.term.pk) in given)

    rows = [(one, given.get((one.course.pk, one.term.pk), "")) for one in controls_of(courses) if concerns(one)]
    return OwnAttestation(diary, rows, [debt_row(one, diary.today) for one in own])
