"""Letters by e-mail: asked for on a page, handed to the mail server by a job, and what the server answered."""

import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.mail import mail_is_set_up
from parta.jobs.queries import waits_in_queue
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.public_service.access import may_edit_letters, may_view_service
from parta.public_service.enums import Act, RefusalCode
from parta.public_service.models import Delivery, Letter
from parta.public_service.services.letters import CHAIN

LONGEST = 500
JOB = "letter"
"""The kind of the job that sends a letter."""


@transaction.atomic
def ask_to_post(*, actor: Actor, letter_id: int, now: datetime) -> Delivery:
    """Note that a letter is to go to its addressee's mailbox; a sending whose job came to nothing is asked for anew.

    Raises `NotVisible`, `Forbidden`. Refuses `NO_MAILBOX`, `NO_MAIL_SERVER`, `ON_ITS_WAY`.
    """
    letter = Letter.objects.select_for_update().filter(pk=letter_id).first() if may_view_service(actor) else None
    if letter is None:
        raise NotVisible
    require(may_edit_letters(actor))
    assert actor.person_id is not None
    if not letter.email:
        raise refusal(RefusalCode.NO_MAILBOX)
    if not mail_is_set_up():
        raise refusal(RefusalCode.NO_MAIL_SERVER)
    row = letter.deliveries.select_for_update().filter(tried_at__isnull=True).first()
    if row is None:
        row = Delivery(letter=letter)
    elif waits_in_queue(JOB, {"delivery": row.pk}):
        raise refusal(RefusalCode.ON_ITS_WAY)
    row.address, row.asked_by_id, row.asked_at = letter.email, actor.person_id, now
    row.save()
    told = Entry(Act.LETTER_ASKED, {"kind": "letter", "id": letter.pk}, None, {"address": row.address})
    record(chain=CHAIN, actor=actor, entries=[told], now=now)
    return row


def hand_over(*, actor: Actor, delivery: Delivery, message: EmailMessage, now: datetime) -> Delivery:
    """Hand a letter to the mail server and keep its answer: accepted, or the words with which it would not.

    A worker that dies between the server's answer and the end of its transaction sends once more, under the same
    Message-ID.
    """
    message.to = [delivery.address]
    message.extra_headers["Message-ID"] = f"<letter-{delivery.pk}.{actor.school_slug}@{_domain()}>"
    delivery.tried_at = now
    try:
        message.send()
        delivery.accepted = True
    except (smtplib.SMTPException, OSError) as problem:
        delivery.accepted, delivery.answer = False, server_answer(problem)[:LONGEST]
    delivery.save(update_fields=["tried_at", "accepted", "answer"])
    subject = {"kind": "letter", "id": delivery.letter_id}
    told = {"accepted": delivery.accepted, "answer": delivery.answer}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.LETTER_POSTED, subject, None, told)], now=now)
    return delivery


def server_answer(problem: Exception) -> str:
    """Give what a mail server said, in its own words: «550 no such user»."""
    match problem:
        case smtplib.SMTPRecipientsRefused(recipients=recipients) if recipients:
            code, words = next(iter(recipients.values()))
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=words):
            pass
        case _:
            return str(problem)
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {text}"


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
