"""The end of the service for a parent: the account annulled, the way shut, a notice on the school's head."""

from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.enums import ShutGround
from parta.installation.models import School
from parta.installation.services.memberships import annul_access
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.access_persons import staff_among
from parta.people.models import Enrolment, Guardianship
from parta.public_service.access import may_close
from parta.public_service.enums import Act, EndReason, LetterKind, RefusalCode, State
from parta.public_service.models import AccessRequest, Letter
from parta.public_service.services.letters import CHAIN, Draft, make_letter


@transaction.atomic
def end_access(
    *, actor: Actor, school: School, person_id: int, reason: EndReason, words: str, letter: Draft, now: datetime
) -> Letter:
    """End the service for a parent (S0: 10.1, 10.2): codes and password annulled, sessions ended, a numbered notice.

    Requests that were granted and wait for a code end with it: only a new decision lets this parent in again.

    Raises `Forbidden` for who does not decide, `NotVisible` for somebody who stands for no child. Refuses `NO_ACCESS`,
    `HAS_OTHER_ROLE` for one who also works or studies here, `NEEDS_WORDS` for a reason that says nothing by itself.
    """
    require(may_close(actor))
    if not Guardianship.objects.filter(guardian_id=person_id).exists():
        raise NotVisible
    today = now.date()
    studies = Enrolment.objects.filter(in_force(today), pupil_id=person_id).exists()
    if studies or staff_among([person_id], today=today):
        raise refusal(RefusalCode.HAS_OTHER_ROLE)
    if reason is EndReason.OTHER and not words:
        raise refusal(RefusalCode.NEEDS_WORDS)
    if not annul_access(actor=actor, school=school, person_id=person_id, ground=ShutGround.SERVICE_ENDED, now=now):
        raise refusal(RefusalCode.NO_ACCESS)
    waiting = AccessRequest.objects.select_for_update().filter(guardian_id=person_id, state=State.GRANTED)
    for row in waiting:
        row.state = State.ENDED
        row.save(update_fields=["state"])
    told = {"requests": [row.pk for row in waiting], "reason": str(reason), "words": words}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.ACCESS_ENDED, {"person": person_id}, None, told)], now=now)
    return make_letter(actor=actor, kind=LetterKind.TERMINATION, draft=letter, person_id=person_id, now=now)
