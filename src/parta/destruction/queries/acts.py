"""The acts of destruction: the list, and one with its lines."""

from dataclasses import dataclass

from django.db.models import Count, Q

from parta.destruction.access import may_see_destruction
from parta.destruction.enums import JOB, PERSONAL
from parta.destruction.models import ActLine, CommissionMember, DestructionAct
from parta.jobs.enums import OPEN
from parta.jobs.models import Job
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible

PER_PAGE = 50
LINES = 100


@dataclass(frozen=True, slots=True)
class ActsPage:
    """A page of acts, with how many subjects each has and how many of them are settled."""

    acts: tuple[DestructionAct, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act: its commission, a page of its lines, how many are settled, and the job that carries it out."""

    act: DestructionAct
    commission: tuple[CommissionMember, ...]
    lines: tuple[ActLine, ...]
    kinds: frozenset[str]
    total: int
    settled: int
    kept: int
    job: int | None
    page: int
    pages: int


def acts_page(*, actor: Actor, page: int) -> ActsPage:
    """Read a page of the acts, the newest first (two queries); none for who may not see them."""
    rows = DestructionAct.objects.select_related("registration", "drafted_by", "approved_by")
    if not may_see_destruction(actor):
        rows = rows.none()
    pages = max(1, -(-rows.count() // PER_PAGE))
    page = min(max(1, page), pages)
    counted = rows.annotate(
        total=Count("lines"),
        destroyed=Count("lines", filter=Q(lines__settled_at__isnull=False, lines__kept__isnull=True)),
    )
    return ActsPage(tuple(counted[(page - 1) * PER_PAGE : page * PER_PAGE]), page, pages)


def acts_of(person_id: int) -> list[DestructionAct]:
    """Give the acts by which data of a person were destroyed, the newest first (one query)."""
    lines = ActLine.objects.filter(subject=person_id, kind__in=PERSONAL, settled_at__isnull=False, kept__isnull=True)
    acts = DestructionAct.objects.filter(pk__in=lines.values("act")).select_related("registration")
    return list(acts.order_by("-pk"))


def act_page(*, actor: Actor, act_id: int, page: int) -> ActPage:
    """Read one act (a fixed number of queries); raises `NotVisible`."""
    rows = DestructionAct.objects.select_related("registration", "drafted_by", "approved_by", "withdrawn_by")
    act = rows.filter(pk=act_id).first() if may_see_destruction(actor) else None
    if act is None:
        raise NotVisible
    states = list(act.lines.values_list("kind", "settled_at", "kept"))
    pages = max(1, -(-len(states) // LINES))
    page = min(max(1, page), pages)
    job = Job.objects.filter(state__in=OPEN, kind=JOB, parameters={"act": act.pk}).values_list("pk", flat=True).first()
    return ActPage(
        act,
        tuple(act.commission.all()),
        tuple(act.lines.all()[(page - 1) * LINES : page * LINES]),
        frozenset(kind for kind, _, _ in states),
        len(states),
        sum(at is not None for _, at, _ in states),
        sum(kept is not None for _, _, kept in states),
        job,
        page,
        pages,
    )
