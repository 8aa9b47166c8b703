"""Proposals to divide a class: one with its groups, those that wait for a person, those that the office may enter."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from parta.curriculum.access import may_keep_groups, may_keep_load, may_see_load
from parta.curriculum.enums import ProposalState
from parta.curriculum.models import GroupAgreement, GroupProposal
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.models import Person

LISTED = 20


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """A proposed group: who will teach it and since when agrees, who is in it."""

    name: str
    employee_id: int
    teacher: str
    agreed_at: datetime | None
    pupils: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal, and what the reader may do with it."""

    row: GroupProposal
    parts: tuple[ProposedPart, ...]
    is_asked: bool
    may_withdraw: bool
    may_enter: bool

    @property
    def agreed(self) -> bool:
        """Whether everybody who will teach has agreed."""
        return all(one.agreed_at for one in self.parts)


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in a list."""

    id: int
    class_name: str
    course: str


def proposal_page(*, actor: Actor, proposal_id: int) -> ProposalPage:
    """Read a proposal, in at most six queries; raises `NotVisible` for who neither leads the class nor will teach."""
    rows = GroupProposal.objects.select_related("course__subject", "course__school_class", "proposed_by")
    row = rows.filter(pk=proposal_id).first()
    if row is None:
        raise NotVisible
    agreements = {one.employee_id: one.at for one in row.agreements.all()}
    keeps = may_keep_groups(actor, row.course.school_class_id or 0)
    if not (may_see_load(actor) or keeps or actor.person_id in agreements):
        raise NotVisible
    ids = {pupil for _, _, pupils in row.parts for pupil in pupils} | set(agreements)
    people = {one.pk: one for one in Person.objects.filter(pk__in=ids)}
    parts = tuple(
        ProposedPart(
            name, employee, people[employee].full_name, agreements.get(employee),
            tuple(one.list_name for one in sorted((people[pk] for pk in pupils), key=lambda one: one.sort_key)),
        )
        for name, employee, pupils in row.parts
    )  # fmt: skip
    asked = row.state == ProposalState.ASKED
    return ProposalPage(
        row,
        parts,
        asked and actor.person_id in agreements and agreements[actor.person_id] is None,
        asked and keeps,
        asked and may_keep_load(actor),
    )


def proposals_of(class_id: int) -> list[ProposalLine]:
    """List the proposals of a class that wait or were declined, the newest first (one query)."""
    states = (ProposalState.ASKED, ProposalState.DECLINED)
    return _lines(GroupProposal.objects.filter(course__school_class=class_id, state__in=states))


def proposals_asked(person_id: int) -> list[ProposalLine]:
    """List the proposals to which a teacher is asked to agree (one query)."""
    waiting = GroupAgreement.objects.filter(employee=person_id, at=None, proposal=OuterRef("pk"))
    return _lines(GroupProposal.objects.filter(Exists(waiting), state=ProposalState.ASKED))


def proposals_agreed(actor: Actor) -> list[ProposalLine]:
    """List the proposals that the office may enter: everybody has agreed (one query at most)."""
    if not may_keep_load(actor):
        return []
    waiting = GroupAgreement.objects.filter(at=None, proposal=OuterRef("pk"))
    return _lines(GroupProposal.objects.filter(~Exists(waiting), state=ProposalState.ASKED))


def _lines(rows: QuerySet[GroupProposal]) -> list[ProposalLine]:
    found = rows.select_related("course__subject", "course__school_class")[:LISTED]
    return [ProposalLine(one.pk, str(one.course.school_class or ""), one.course.name) for one in found]
