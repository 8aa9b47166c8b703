"""Letters of the school on its head, to be signed and given or sent."""

from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction

from parta.jobs.running import Made, Run
from parta.jobs.services import ask_for_job
from parta.kernel.decisions import NotVisible
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.queries.actors import Frame
from parta.public_service.access import may_edit_letters, may_view_service
from parta.public_service.models import Delivery, Letter
from parta.public_service.services.post import JOB, ask_to_post, hand_over
from parta.wording.dates import full_date


@transaction.atomic
def post_letter(*, frame: Frame, letter_id: int) -> None:
    """Ask for a letter to be sent by e-mail; a worker sends it. Refuses what `ask_to_post` refuses."""
    delivery = ask_to_post(actor=frame.actor, letter_id=letter_id, now=frame.now)
    title = f"Письмо № {delivery.letter.registration.number} по почте"
    ask_for_job(actor=frame.actor, kind=JOB, parameters={"delivery": delivery.pk}, title=title, now=frame.now)


def send_letter(run: Run) -> Made:
    """Send a letter that was asked for as PDF, by the job's worker, and keep what the mail server answered."""
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("letter__registration", "letter__made_by")
    delivery = rows.filter(pk=run.parameters["delivery"], tried_at__isnull=True).first()
    if delivery is None or not may_edit_letters(run.actor):
        raise NotVisible
    letter = delivery.letter
    printed = letter_file(run.frame, letter)
    message = EmailMessage(
        subject=f"{letter.title}: {letter.head['full_name']}"[:200],
        body=f"{letter.recipient}, письмо школы во вложении.\n\n{letter.head['full_name']}\n{letter.head['address']}\n",
    )
    message.attach(printed.name, printed.content, "application/pdf")
    keep(run.frame, Form.LETTER, {"letter": letter.pk})
    done = hand_over(actor=run.actor, delivery=delivery, message=message, now=run.now)
    return Made(report={"accepted": done.accepted, "answer": done.answer})


@transaction.atomic
def print_letter(*, frame: Frame, letter_id: int) -> Printed:
    """Print a letter as it was made; raises `NotVisible` for who may not read the service's books."""
    rows = Letter.objects.select_related("registration", "made_by")
    letter = rows.filter(pk=letter_id).first() if may_view_service(frame.actor) else None
    if letter is None:
        raise NotVisible
    printed = letter_file(frame, letter)
    keep(frame, Form.LETTER, {"letter": letter.pk})
    return printed


def letter_file(frame: Frame, letter: Letter) -> Printed:
    """Set a letter as PDF/A."""
    line = letter.registration
    title = f"{letter.title}, № {line.number} от {line.day:%d.%m.%Y}"
    data = {
        "title": title,
        "heading": letter.title,
        "head": head_lines(letter.head),
        "day": full_date(line.day),
        "number": str(line.number),
        "recipient": letter.recipient,
        "address": [part for part in (letter.address, letter.email) if part],
        "paragraphs": letter.body.split("\n\n"),
        "signer_post": letter.signer_post,
        "signer": initials_first(letter.signer),
        "made_by": initials_first(letter.made_by.full_name),
    }
    return Printed(f"{title}.pdf", typeset("letter", data, imprint=imprint_of(frame)))


def initials_first(full_name: str) -> str:
    """Write «В. В. Герасимова», as signatures are deciphered."""
    last, *names = full_name.split() or [""]
    return " ".join([*(f"{name[0]}." for name in names), last])


def head_lines(head: dict[str, Any]) -> dict[str, Any]:
    """Give the school's head as a sheet has it: founder, name, lines beneath."""
    contacts = [f"тел. {head['phone']}" if head["phone"] else "", head["email"]]
    lines = [head["address"], ", ".join(one for one in contacts if one)]
    return {
        "founder": head["founder"],
        "full_name": head["full_name"],
        "lines": [one for one in lines if one],
    }
