"""Codes by which one school of the installation opens a pupil's file to the next one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.enums import Act, CodeState
from parta.installation.models import School, TransferCode
from parta.installation.rules.codes import LIFETIME, code_hash, new_code
from parta.installation.schools import inside
from parta.installation.services.codes import CHAIN, IssuedCode, state_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal


def issue_transfer_code(*, actor: Actor, school: School, person_id: int, now: datetime) -> IssuedCode:
    """Issue a code for the file of a pupil of the entered school; an open one that there was ends with it.

    Who may do this is the caller's business.
    """
    code = IssuedCode(person_id, new_code(), now + LIFETIME)
    with transaction.atomic():
        School.objects.select_for_update(no_key=True).get(pk=school.pk)
        held = TransferCode.objects.filter(school=school, person_id=person_id, used_at=None, withdrawn_at=None)
        held.update(withdrawn_at=now)
        TransferCode.objects.create(
            school=school,
            person_id=person_id,
            code_hash=code_hash(code.code),
            issued_at=now,
            expires_at=code.expires_at,
        )
        entry = Entry(Act.TRANSFER_CODE_ISSUED, {"person": person_id})
        record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return code


@contextmanager
def opened_file(*, code: str, now: datetime, lock: bool = False) -> Iterator[TransferCode]:
    """Enter the school that issued a code, and come back; its row is locked where the code is to be used.

    Refuses `transfer_code_unknown`, `transfer_code_used`, `transfer_code_withdrawn`, `transfer_code_expired`.
    """
    rows = TransferCode.objects.select_related("school").filter(code_hash=code_hash(code))
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    state = state_of(row, now)
    if row is None or state is not CodeState.OPEN:
        raise refusal(f"transfer_code_{state}")
    with inside(row.school):
        yield row


def use_transfer_code(*, actor: Actor, row: TransferCode, school: School, now: datetime) -> None:
    """Write down in the school that issued a code, which is entered, who took the file; inside a transaction."""
    row.used_at = now
    row.save(update_fields=["used_at"])
    _tell(Act.TRANSFER_CODE_USED, actor, row, school, now)


def note_file_opened(*, actor: Actor, row: TransferCode, school: School, now: datetime) -> None:
    """Write down in the school that issued a code, which is entered, who looked into the file; inside a transaction."""
    _tell(Act.TRANSFER_FILE_OPENED, actor, row, school, now)


def _tell(act: Act, actor: Actor, row: TransferCode, school: School, now: datetime) -> None:
    elsewhere = Actor(account_id=actor.account_id, person_id=None, school_slug=row.school.slug)
    told = {"school": school.name, "slug": school.slug}
    record(chain=CHAIN, actor=elsewhere, entries=[Entry(act, {"person": row.person_id}, None, told)], now=now)
