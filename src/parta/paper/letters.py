"""Letters of the school on its head, to be signed and given or sent."""

from typing import Any

from django.db import transaction

from parta.kernel.decisions import NotVisible
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.queries.actors import Frame
from parta.public_service.access import may_view_service
from parta.public_service.models import Letter
from parta.wording.dates import full_date


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
        "head": _head(letter.head),
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


def _head(head: dict[str, Any]) -> dict[str, Any]:
    contacts = [f"тел. {head['phone']}" if head["phone"] else "", head["email"]]
    lines = [head["address"], ", ".join(one for one in contacts if one)]
    return {
        "founder": head["founder"],
        "full_name": head["full_name"],
        "lines": [one for one in lines if one],
    }
