"""Questions about the programme: asked by anybody, answered in the school, passed on to the operator's support."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor, operator
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.models import Person
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.public_service.access import may_answer_help, may_keep_help, visible_help
from parta.public_service.enums import Act, Book, RefusalCode
from parta.public_service.models import HelpRequest
from parta.public_service.queries.help import first_helper
from parta.public_service.services.registering import register

CHAIN = "help"
LENGTH = 3000
MOST_OPEN = 10


@transaction.atomic
def ask_for_help(*, actor: Actor, text: str, now: datetime) -> HelpRequest:
    """Take a question and give it a number; asked again in the same words, it is the same one (S3: П5).

    Raises `Forbidden`. Refuses `HELP_NEEDS_WORDS`, and `HELP_TOO_MANY` while many of one's own wait for an answer.
    """
    require(may_do(actor, Resource.HELP, Action.ASK, Relation.OWN))
    assert actor.person_id is not None
    text = _words(text)
    Person.objects.select_for_update().get(pk=actor.person_id)
    waiting = HelpRequest.objects.select_related("registration").filter(author_id=actor.person_id, answered_at=None)
    if same := waiting.filter(text=text).first():
        return same
    if waiting.count() >= MOST_OPEN:
        raise refusal(RefusalCode.HELP_TOO_MANY, most=MOST_OPEN)
    row = HelpRequest.objects.create(
        registration=register(Book.HELP, now.date()),
        author_id=actor.person_id,
        text=text,
        asked_at=now,
        school_class_id=first_helper(actor, now.date()),
    )
    after = {"number": row.registration.number, "class": row.school_class_id}
    _tell(Act.HELP_ASKED, row, actor, after, now)
    return row


@transaction.atomic
def answer_help(*, actor: Actor, help_id: int, answer: str, now: datetime) -> HelpRequest:
    """Answer a question; the answer stays.

    Raises `NotVisible`, `Forbidden`; refuses `HELP_ANSWERED`, `HELP_NEEDS_WORDS`.
    """
    row = _open(actor, help_id)
    row.answer, row.answered_by_id, row.answered_at = _words(answer), actor.person_id, now
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    _tell(Act.HELP_ANSWERED, row, actor, {"answer": row.answer}, now)
    return row


@transaction.atomic
def hand_help_over(*, actor: Actor, help_id: int, now: datetime) -> HelpRequest:
    """Hand a question of a family over to the administrator, as the homeroom teacher who was asked first.

    Raises `NotVisible`, `Forbidden`; refuses `HELP_ANSWERED`, `HELP_HANDED`.
    """
    row = _open(actor, help_id)
    if row.handed_at is not None or row.school_class_id is None:
        raise refusal(RefusalCode.HELP_HANDED)
    row.handed_at = now
    row.save(update_fields=["handed_at"])
    _tell(Act.HELP_HANDED, row, actor, {}, now)
    return row


@transaction.atomic
def pass_help_on(*, actor: Actor, help_id: int, words: str, now: datetime) -> HelpRequest:
    """Pass a question on to the operator in words of one's own: nothing else of it, and nobody's name, goes along.

    Raises `NotVisible`, `Forbidden`; refuses `HELP_ANSWERED`, `HELP_PASSED_ON`, `HELP_NEEDS_WORDS`.
    """
    row = _open(actor, help_id)
    require(may_keep_help(actor))
    if row.passed_at is not None:
        raise refusal(RefusalCode.HELP_PASSED_ON)
    row.passed_text, row.passed_at = _words(words), now
    row.save(update_fields=["passed_text", "passed_at"])
    _tell(Act.HELP_PASSED_ON, row, actor, {"words": row.passed_text}, now)
    return row


@transaction.atomic
def tell_support(*, actor: Actor, words: str, now: datetime) -> HelpRequest | None:
    """Tell the operator's support of something that the act wants told, as a question that is passed on at once.

    `words` name nobody. Told again in the same words before an answer, it is the same one (S3: П2-4.3). None for who is
    nobody of the school. Who may tell it is the caller's business.
    """
    if actor.person_id is None:
        return None
    Person.objects.select_for_update().get(pk=actor.person_id)
    if same := HelpRequest.objects.filter(text=words, answered_at=None).first():
        return same
    row = HelpRequest.objects.create(
        registration=register(Book.HELP, now.date()),
        author_id=actor.person_id,
        text=words,
        asked_at=now,
        passed_text=words,
        passed_at=now,
    )
    _tell(Act.HELP_ASKED, row, actor, {"number": row.registration.number, "class": None}, now)
    _tell(Act.HELP_PASSED_ON, row, actor, {"words": words}, now)
    return row


@transaction.atomic
def reply_as_support(*, school_slug: str, year: int, number: int, reply: str, now: datetime) -> HelpRequest:
    """Reply as the operator's support to what the entered school passed on; its administrator answers who asked.

    Raises `NotVisible` where nothing of that number was passed on. Refuses `HELP_ANSWERED`, `HELP_NEEDS_WORDS`.
    """
    rows = HelpRequest.objects.select_for_update(of=("self",)).select_related("registration")
    row = rows.filter(registration__year=year, registration__number=number, passed_at__isnull=False).first()
    if row is None:
        raise NotVisible
    if row.answered_at is not None:
        raise refusal(RefusalCode.HELP_ANSWERED)
    before = {"reply": row.support_reply} if row.support_at else None
    row.support_reply, row.support_at = _words(reply), now
    row.save(update_fields=["support_reply", "support_at"])
    entry = Entry(Act.SUPPORT_REPLIED, _subject(row), before, {"reply": row.support_reply})
    record(chain=CHAIN, actor=operator(school_slug), entries=[entry], now=now)
    return row


def _open(actor: Actor, help_id: int) -> HelpRequest:
    row = visible_help(actor).select_for_update(of=("self",)).filter(pk=help_id).first()
    if row is None:
        raise NotVisible
    require(may_answer_help(actor, row))
    if row.answered_at is not None:
        raise refusal(RefusalCode.HELP_ANSWERED)
    return row


def _words(text: str) -> str:
    lines = ("".join(sign if sign.isprintable() else " " for sign in line).rstrip() for line in text.splitlines())
    kept = "\n".join(lines).strip()[:LENGTH].rstrip()
    if not kept:
        raise refusal(RefusalCode.HELP_NEEDS_WORDS)
    return kept


def _subject(row: HelpRequest) -> dict[str, object]:
    return {"kind": "help", "id": row.pk, "person": row.author_id}


def _tell(act: Act, row: HelpRequest, actor: Actor, after: Mapping[str, object], now: datetime) -> None:
    record(chain=CHAIN, actor=actor, entries=[Entry(act, _subject(row), None, dict(after))], now=now)
