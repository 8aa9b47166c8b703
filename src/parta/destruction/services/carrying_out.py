"""An approved act carried out line by line, each in a transaction of its own: killed in the middle, it goes on.

Chains are locked in one order: of people, of accounts, of the service, or else of the journal; of destruction last.
What may go is decided again under the locks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from parta.audit.erasing import erase
from parta.audit.rules import DESTRUCTION as CHAIN
from parta.audit.services import Entry, lock_chain, record
from parta.destruction.access import may_approve
from parta.destruction.enums import JOURNALS, PERSONAL, Act, Kind, RefusalCode, State
from parta.destruction.models import ActLine, DestructionAct
from parta.destruction.queries.outlived import outlived_among
from parta.destruction.services.acts import decide_again, number_of
from parta.installation.models import School
from parta.installation.services.accounts import CHAIN as ACCOUNTS
from parta.installation.services.forgetting import forget_ways_in
from parta.integrations.services.erasing import destroy_files, forget
from parta.journal.services import erasing as journals
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.services import erasing
from parta.people.services.persons import CHAIN as PEOPLE
from parta.public_service.services import erasing as papers
from parta.public_service.services.letters import CHAIN as SERVICE

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """How many subjects' data an act has destroyed, and how many were kept after all."""

    destroyed: int
    kept: int


def act_to_carry_out(*, actor: Actor, act_id: int) -> DestructionAct:
    """Give an approved act; raises `NotVisible`, `Forbidden`, refuses `NOT_APPROVED`."""
    act = DestructionAct.objects.select_related("registration").filter(pk=act_id).first()
    if act is None:
        raise NotVisible
    require(may_approve(actor))
    if act.state != State.APPROVED:
        raise refusal(RefusalCode.NOT_APPROVED)
    return act


def carry_out(*, actor: Actor, school: School, act: DestructionAct, now: datetime, tell: Tell) -> None:
    """Settle the lines that are left, each whole or not at all; `tell` hears how many are settled of how many."""
    total = act.lines.count()
    waiting = list(act.lines.filter(settled_at__isnull=True).values_list("pk", flat=True))
    for number, line_id in enumerate(waiting, total - len(waiting)):
        tell(number, total)
        settle_line(actor=actor, school=school, line_id=line_id, now=now)
    tell(total, total)


@transaction.atomic
def settle_line(*, actor: Actor, school: School, line_id: int, now: datetime) -> None:
    """Destroy the data of one line, or note why they stay: the person has come back, or the data changed since.

    Nothing where the line is settled already.
    """
    kind, one = ActLine.objects.values_list("kind", "subject").get(pk=line_id)
    for chain in (chain_of(one), CHAIN) if kind in JOURNALS else (PEOPLE, ACCOUNTS, SERVICE, CHAIN):
        lock_chain(chain)
    rows = ActLine.objects.select_for_update(of=("self",)).select_related("act__registration")
    line = rows.get(pk=line_id)
    if line.settled_at is not None or line.act.state != State.APPROVED:
        return
    kind = Kind(line.kind)
    found = outlived_among([(kind, line.subject)], school=school, today=now.date()).get((kind, line.subject))
    decision = decide_again(line, found)
    line.settled_at = now
    whose = "person" if kind in PERSONAL else "course" if kind in JOURNALS else str(kind)
    subject = {"destruction": line.act_id, "line": line.pk, "kind": str(kind), whose: line.subject}
    if decision.allowed:
        _destroy(kind, line, subject, actor, school, now)
    else:
        line.kept = {"code": str(decision.code), "params": dict(decision.params)}
        record(chain=CHAIN, actor=actor, entries=[Entry(Act.KEPT, subject, None, line.kept)], now=now)
    line.save(update_fields=["settled_at", "kept"])


@transaction.atomic
def finish(*, actor: Actor, act_id: int, now: datetime) -> CarriedOut:
    """Close an act all of whose lines are settled, and count them; refuses `NOT_APPROVED`."""
    lock_chain(CHAIN)
    act = DestructionAct.objects.select_for_update(of=("self",)).get(pk=act_id)
    if act.state != State.APPROVED or act.lines.filter(settled_at__isnull=True).exists():
        raise refusal(RefusalCode.NOT_APPROVED)
    kept = act.lines.filter(kept__isnull=False).count()
    made = CarriedOut(act.lines.count() - kept, kept)
    act.state, act.done_at = State.DONE, now
    act.save(update_fields=["state", "done_at"])
    told = {"destroyed": made.destroyed, "kept": made.kept}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.DONE, {"destruction": act.pk}, None, told)], now=now)
    return made


def _destroy(
    kind: Kind, line: ActLine, subject: dict[str, object], actor: Actor, school: School, now: datetime
) -> None:
    one = line.subject
    events: list[int] = []
    match kind:
        case Kind.CARD:
            events = erasing.pupil_events(one)
            erasing.destroy_pupil_card(one)
        case Kind.FAMILY:
            events = erasing.parent_events(one)
            erasing.destroy_parent_card(one)
        case Kind.CARE:
            erasing.destroy_care_notes(one)
        case Kind.CONSENT:
            events = erasing.consent_events(one)
            erasing.destroy_consents(one)
        case Kind.REQUEST:
            events = papers.paper_events(request_id=one)
            papers.destroy_request(one)
        case Kind.APPEAL:
            events = papers.paper_events(appeal_id=one)
            papers.destroy_appeal(one)
        case Kind.FILES:
            destroy_files(one)
        case Kind.STAFF:
            events = erasing.staff_events(one)
            erasing.destroy_staff_card(one)
        case Kind.JOURNAL:
            events = journals.journal_events(one)
            journals.destroy_journal(one)
        case Kind.SUMMARY:
            events = journals.result_events(one)
            journals.destroy_results(one)
    if kind in (Kind.CARD, Kind.FAMILY, Kind.STAFF):
        forget_ways_in(actor=actor, school=school, person_id=one, now=now)
        forget(one)
    told = {"number": number_of(line.act), "contents": line.contents}
    erase(events=events, subject=subject, told=told, actor=actor, now=now)
