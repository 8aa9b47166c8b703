"""Closing a period of a calendar or its year, and opening it again on a ground."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from parta.audit.services import Entry, record, record_each
from parta.curriculum.models import Course
from parta.journal.access import may_close_terms, may_reopen_terms
from parta.journal.enums import Act
from parta.journal.models import TermClosure
from parta.journal.rules.closing import GROUND_LENGTH, PeriodFacts, decide_closing, decide_reopening
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.school.models import Calendar, Term


@transaction.atomic
def close_term(*, actor: Actor, term_id: int, ground: str = "", now: datetime) -> TermClosure:
    """Close a period: its lessons and marks cannot be changed until it is opened again.

    Raises `Forbidden`, `NotVisible`, and the refusals of `decide_closing`.
    """
    require(may_close_terms(actor))
    return _close(_period_of_term(term_id), actor, ground, now)


@transaction.atomic
def close_year(*, actor: Actor, calendar_id: int, ground: str = "", now: datetime) -> TermClosure:
    """Close the year of a calendar: every period of it, and the marks of the year, of exams, and the final ones.

    Raises `Forbidden`, `NotVisible`, and the refusals of `decide_closing`.
    """
    require(may_close_terms(actor))
    return _close(_period_of_year(calendar_id), actor, ground, now)


@transaction.atomic
def reopen_term(*, actor: Actor, term_id: int, ground: str, now: datetime) -> TermClosure:
    """Open a closed period again. Raises `Forbidden`, `NotVisible`, and the refusals of `decide_reopening`."""
    require(may_reopen_terms(actor))
    return _reopen(_period_of_term(term_id), actor, ground, now)


@transaction.atomic
def reopen_year(*, actor: Actor, calendar_id: int, ground: str, now: datetime) -> TermClosure:
    """Open a closed year again. Raises `Forbidden`, `NotVisible`, and the refusals of `decide_reopening`."""
    require(may_reopen_terms(actor, year=True))
    return _reopen(_period_of_year(calendar_id), actor, ground, now)


@dataclass(frozen=True, slots=True)
class _Period:
    """A period, or the year where `term_id` is None, with what is closed now; its calendar is locked."""

    calendar_id: int
    term_id: int | None
    last_day: date
    closure: TermClosure | None
    year_closure: TermClosure | None

    @property
    def facts(self) -> PeriodFacts:
        return PeriodFacts(self.last_day, closed=self.closure is not None, year_closed=self.year_closure is not None)

    @property
    def subject(self) -> dict[str, int | str | None]:
        return {"kind": "closure", "calendar": self.calendar_id, "term": self.term_id}


def _period_of_term(term_id: int) -> _Period:
    term = Term.objects.filter(pk=term_id).first()
    if term is None:
        raise NotVisible
    _lock(term.calendar_id)
    closed = _closed()
    return _Period(
        term.calendar_id,
        term.pk,
        term.ends_on,
        closed.filter(term=term.pk).first(),
        closed.filter(calendar=term.calendar_id).first(),
    )


def _period_of_year(calendar_id: int) -> _Period:
    _lock(calendar_id)
    last = Term.objects.filter(calendar=calendar_id).aggregate(last=Max("ends_on"))["last"]
    if last is None:
        raise NotVisible
    return _Period(calendar_id, None, last, _closed().filter(calendar=calendar_id).first(), None)


def _lock(calendar_id: int) -> None:
    """Let one person at a time close or open periods of a calendar."""
    if not Calendar.objects.select_for_update().filter(pk=calendar_id).exists():
        raise NotVisible


def _closed() -> QuerySet[TermClosure]:
    return TermClosure.objects.filter(reopened_at=None)


def _close(period: _Period, actor: Actor, ground: str, now: datetime) -> TermClosure:
    refuse_if(decide_closing(period=period.facts, today=now.date()))
    assert actor.person_id is not None
    ground = ground.strip()[:GROUND_LENGTH]
    closure = TermClosure.objects.create(
        term_id=period.term_id,
        calendar_id=None if period.term_id else period.calendar_id,
        closed_by_id=actor.person_id,
        closed_at=now,
        ground=ground,
    )
    _tell(period, actor, Act.TERM_CLOSED, {"closed": True, "ground": ground}, now)
    return closure


def _reopen(period: _Period, actor: Actor, ground: str, now: datetime) -> TermClosure:
    ground = ground.strip()[:GROUND_LENGTH]
    refuse_if(decide_reopening(period=period.facts, ground=ground))
    closure = period.closure
    assert closure is not None
    closure.reopened_by_id, closure.reopened_at, closure.reopen_ground = actor.person_id, now, ground
    closure.save()
    _tell(period, actor, Act.TERM_REOPENED, {"closed": False, "ground": ground}, now)
    return closure


def _tell(period: _Period, actor: Actor, act: Act, after: dict[str, bool | str], now: datetime) -> None:
    """Write the act once for the school, and into the chain of every journal that it shuts or opens.

    A journal's chain goes on, so whoever read the journal before reads it anew before writing, and open pages hear.
    """
    record(chain="school", actor=actor, entries=[Entry(act, period.subject, None, after)], now=now)
    courses = Course.objects.filter(calendar=period.calendar_id).order_by("pk").values_list("pk", flat=True)
    pages = Act.PAGES_SHUT if act is Act.TERM_CLOSED else Act.PAGES_OPENED
    entry = Entry(pages, period.subject, None, {"closed": after["closed"]})
    record_each(chains=[chain_of(course) for course in courses], actor=actor, entry=entry, now=now)
