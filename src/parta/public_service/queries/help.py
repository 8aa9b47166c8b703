"""Questions about the programme: one's own, the school's, and what was passed on to the operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.people.access import visible_children
from parta.people.enums import STAFF, Role
from parta.people.models import Appointment, Enrolment, HomeroomTeacher
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.public_service.access import may_keep_help, visible_help
from parta.public_service.models import HelpRequest
from parta.public_service.queries.calendar import office_days
from parta.public_service.queries.requests import OpenCount
from parta.public_service.rules.terms import help_due
from parta.regulation.enums import SupportChannel
from parta.regulation.queries import versions
from parta.school.rules.working_days import WorkingDays

PER_PAGE = 50
MOST_COUNTED = 500


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A question and the last day of its term."""

    asked: HelpRequest
    due: date
    late: bool


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of the school's questions: those that wait first come first, answered ones the newest first."""

    rows: tuple[HelpRow, ...]
    total: int
    page: int
    pages: int
    waiting: bool


def help_page(*, actor: Actor, waiting: bool, page: int, now: datetime, per_page: int = PER_PAGE) -> HelpPage:
    """Read a page of the questions that are the actor's to answer (a fixed number of queries)."""
    rows = _answered_by(actor).filter(answered_at__isnull=waiting)
    total = rows.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    ordered = rows.order_by("pk" if waiting else "-answered_at")
    shown = list(ordered[(page - 1) * per_page : page * per_page])
    return HelpPage(tuple(dues_of(shown, now=now)), total, page, pages, waiting)


def help_running(*, actor: Actor, now: datetime) -> OpenCount:
    """Count the questions that are the actor's to answer, with the clock (a fixed number of queries)."""
    asked = list(_answered_by(actor).filter(answered_at__isnull=True).order_by("pk")[:MOST_COUNTED])
    rows = dues_of(asked, now=now)
    nearest = min((one.due for one in rows if not one.late), default=None)
    return OpenCount(len(rows), sum(one.late for one in rows), nearest)


def first_helper(actor: Actor, day: date) -> int | None:
    """Give the class whose homeroom teacher helps a family first, where the act in force says so (S1: 3.5.9).

    None for who works here, and where nobody leads the class; of several children's classes the first.
    """
    if actor.has(*STAFF) or SupportChannel.HOMEROOM not in versions().on(day).service.support_channels.value:
        return None
    places = Enrolment.objects.filter(in_force(day), pupil__in=visible_children(actor))
    led = HomeroomTeacher.objects.filter(in_force(day), school_class=OuterRef("school_class"))
    ordered = places.filter(Exists(led)).order_by("school_class__sort_key", "pk")
    return ordered.values_list("school_class", flat=True).first()


def dues_of(rows: Sequence[HelpRequest], *, now: datetime) -> list[HelpRow]:
    """Give questions with the last days of their terms, by the calendars of their years (a fixed number of queries)."""
    if not rows:
        return []
    working = office_days(min(row.registration.day for row in rows), now.date())
    return [_row(row, working, now) for row in rows]


def _answered_by(actor: Actor) -> QuerySet[HelpRequest]:
    rows = visible_help(actor)
    if may_keep_help(actor):
        return rows
    return rows.filter(school_class__isnull=False, handed_at__isnull=True).exclude(author_id=actor.person_id)


def _row(row: HelpRequest, working: WorkingDays, now: datetime) -> HelpRow:
    due = help_due(asked_on=row.registration.day, working=working)
    end = row.answered_at.astimezone(now.tzinfo).date() if row.answered_at else now.date()
    return HelpRow(row, due, end > due)


def own_help(actor: Actor) -> list[HelpRequest]:
    """Give the last questions that the person asked (one query)."""
    return list(visible_help(actor).filter(author_id=actor.person_id).order_by("-pk")[:PER_PAGE])


def who_answers(today: date) -> list[Appointment]:
    """Give who answers for the programme and for advice today, with the ground of each (S3: Пр-6, Пр-7; one query)."""
    roles = [role for role in Role if allowed([role], Resource.HELP, Action.DECIDE, Relation.SAME_SCHOOL)]
    rows = Appointment.objects.filter(in_force(today), role__in=roles).select_related("employee__person")
    return list(rows.order_by("role", "employee__person__sort_key", "pk"))


def one_help(*, actor: Actor, help_id: int) -> HelpRequest:
    """Read one question (one query); raises `NotVisible`."""
    found = visible_help(actor).filter(pk=help_id).first()
    if found is None:
        raise NotVisible
    return found


def passed_on() -> list[HelpRequest]:
    """Give what the entered school passed on and has not answered; only number, moment and passed words are read."""
    rows = HelpRequest.objects.filter(passed_at__isnull=False, answered_at__isnull=True).select_related("registration")
    return list(
        rows.only("passed_text", "passed_at", "support_reply", "registration__number", "registration__year").order_by(
            "passed_at"
        )
    )
