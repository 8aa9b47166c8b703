"""Letters of the school in Russian: values for the places of their texts."""

from collections.abc import Sequence
from datetime import date

from parta.kernel.decisions import Clause
from parta.public_service.enums import EndReason, RefusalGround
from parta.public_service.models import AccessRequest, Appeal
from parta.public_service.rules.letters import filled
from parta.wording.dates import full_date
from parta.wording.public_service import GROUND_PLACES, GROUNDS, REASONS, SERVICE
from parta.wording.refusals import PARTA, clause_text

SIGNER = "Директор"
DEPUTY_SIGNER = "Заместитель директора"


def refusal_letter(
    template: str, row: AccessRequest, *, ground: RefusalGround, words: str, clause: Clause | None, school: str
) -> tuple[str, str]:
    """Write the decision on a refusal: its title and its text."""
    values = {
        "услуга": SERVICE,
        "основание": ground_text(ground, clause),
        "пояснение": sentence(words),
        "заявитель": row.applicant,
        "обучающийся": child_text(row),
        "номер запроса": str(row.registration.number),
        "дата запроса": full_date(row.registration.day),
        "школа": school,
    }
    return filled(template, values)


def termination_letter(
    template: str, *, person: str, children: Sequence[str], reason: EndReason, words: str, day: date, school: str
) -> tuple[str, str]:
    """Write the notice of the end of the service: its title and its text."""
    if reason is EndReason.OTHER:
        said, more = words.strip().rstrip("."), ""
    else:
        said, more = REASONS[reason], sentence(words)
    values = {
        "услуга": SERVICE,
        "причина": said,
        "пояснение": more,
        "заявитель": person,
        "дети": ", ".join(children),
        "дата": full_date(day),
        "школа": school,
    }
    return filled(template, values)


def appeal_answer(template: str, row: Appeal, *, answer: str, school: str) -> tuple[str, str]:
    """Write the answer to an appeal: its title and its text."""
    values = {
        "ответ": answer,
        "заявитель": row.author,
        "номер обращения": str(row.registration.number),
        "дата обращения": full_date(row.registration.day),
        "школа": school,
    }
    return filled(template, values)


def child_text(row: AccessRequest) -> str:
    """Name the child of a request: «Антонов Пётр, 7А»."""
    return f"{row.child}, {row.child_class}" if row.child_class else row.child


def ground_text(ground: RefusalGround, clause: Clause | None) -> str:
    """Say a ground with its clause, where the act lists the grounds."""
    words = GROUNDS[ground]
    if clause is None or not clause.number or clause.act == PARTA:
        return words
    return f"{words} ({clause_text(clause)}.{GROUND_PLACES[ground]})"


def sentence(words: str) -> str:
    """Make a whole sentence of what somebody typed: a capital at its beginning, a stop at its end."""
    text = words.strip()
    if not text:
        return ""
    return text[:1].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")
