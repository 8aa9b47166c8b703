"""One-time codes by mail: a worker makes each, so that it stands in its letter and nowhere else."""

import smtplib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage
from django.http import HttpRequest

from parta.installation.mail import mail_is_set_up
from parta.installation.services.codes import IssuedCode, note_mailed, withdraw_issued
from parta.jobs.models import Job
from parta.jobs.running import Later, Made, Run
from parta.jobs.services import ask_for_job
from parta.kernel.decisions import NotVisible, Refused, refusal
from parta.people.enums import RefusalCode
from parta.people.models import Person
from parta.people.queries.persons import names_of
from parta.people.rules.consents import ConsentRule
from parta.people.services.codes import issue_codes
from parta.public_service.models import AccessRequest
from parta.public_service.services.post import server_answer
from parta.public_service.services.requests import LettingIn, code_of_request, note_codes_given
from parta.regulation.queries import versions
from parta.web.office.issuers import issuers_by
from parta.web.ui.addresses import door
from parta.wording.account_letters import code_letter

KIND, MANY = "code_letter", "code_letters"
_ANSWER = 300


def ask_for_letter(request: HttpRequest, *, email: str, title: str, **about: int) -> Job:
    """Ask for a code by mail; who may is the caller's business first, then the job's. Refuses `CODE_NO_MAILBOX`."""
    if not (email and mail_is_set_up()):
        raise refusal(RefusalCode.CODE_NO_MAILBOX)
    return _ask(request, KIND, about, title)


def ask_for_letters(request: HttpRequest, *, person_ids: Collection[int], title: str) -> Job:
    """Ask for codes by mail for many at once; who may is the caller's business first, then the job's.

    Refuses `CODE_NO_MAILBOX` where nobody can be written to.
    """
    if not (person_ids and mail_is_set_up()):
        raise refusal(RefusalCode.CODE_NO_MAILBOX)
    return _ask(request, MANY, {"persons": sorted(person_ids)}, title)


def _ask(request: HttpRequest, kind: str, about: dict[str, Any], title: str) -> Job:
    parameters = {**about, "page": request.build_absolute_uri(door("code"))}
    return ask_for_job(actor=request.actor, kind=kind, parameters=parameters, title=title, now=request.now)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A code that is issued, and the letter that it goes out in."""

    issued: IssuedCode
    message: EmailMessage
    run: Run

    def send(self) -> None:
        """Hand the letter to the mail server, no row being locked; a code whose letter is not taken is withdrawn."""
        try:
            self.message.send()
        except (smtplib.SMTPException, OSError) as problem:
            run = self.run
            withdraw_issued(actor=run.actor, school=run.school, issued=self.issued, now=run.now)
            raise refusal(RefusalCode.CODE_MAIL_REFUSED, answer=server_answer(problem)[:_ANSWER]) from problem

    def note(self) -> None:
        """Write down that the letter is taken; requests of the person are carried out by it."""
        run = self.run
        note_codes_given(actor=run.actor, person_ids=[self.issued.person_id], now=run.now)
        note_mailed(actor=run.actor, person_id=self.issued.person_id, now=run.now)


def send(run: Run) -> Later:
    """Issue a person's code, keep that, then hand its letter to the mail server.

    The code that the person had before ends with the new one, and stays ended where the server takes no letter: the
    new code is withdrawn then, and a request that waits for it goes on waiting.

    Raises `NotVisible`, `Forbidden`. Refuses `CODE_NO_MAILBOX`, `CODE_MAIL_REFUSED`, and what issuing refuses.
    """
    letting_in = _letting_in(run)
    issued, email = _by_request(run, letting_in) if "access" in run.parameters else _by_card(run, letting_in)
    if not (email and mail_is_set_up()):
        raise refusal(RefusalCode.CODE_NO_MAILBOX)
    letter = _letter(run, issued, email)
    return Later(letter.send, letter.note)


class _Letters:
    """Letters with codes that go out one after another; what the server refuses stops none of the others."""

    def __init__(self, run: Run, letters: Sequence[_Letter]) -> None:
        self.run = run
        self.letters = letters
        self.taken: list[_Letter] = []
        self.failed: list[tuple[int, str]] = []

    def send(self) -> None:
        """Hand the letters to the mail server; a code whose letter is not taken is withdrawn."""
        for letter in self.letters:
            try:
                letter.send()
            except Refused as refused:
                self.failed.append((letter.issued.person_id, str(refused.decision.params.get("answer", ""))))
            else:
                self.taken.append(letter)

    def note(self) -> Made:
        """Write down which letters are taken, and name whom none has reached."""
        for letter in self.taken:
            letter.note()
        names = names_of([person for person, _ in self.failed])
        failed = [[names[person], answer] for person, answer in self.failed]
        return Made({"mailed": len(self.taken), "failed": failed})


def send_many(run: Run) -> Later:
    """Issue codes for many, keep that, then hand each its letter; who has no mailbox any more is left out.

    Raises and refuses as `send`, for all at once.
    """
    emails = dict(Person.objects.filter(pk__in=run.parameters["persons"]).exclude(email="").values_list("pk", "email"))
    if not (emails and mail_is_set_up()):
        raise refusal(RefusalCode.CODE_NO_MAILBOX)
    issued = _issue(run, set(emails), _letting_in(run))
    letters = _Letters(run, [_letter(run, one, emails[one.person_id]) for one in issued])
    return Later(letters.send, letters.note)


def _letting_in(run: Run) -> LettingIn:
    act = versions().on(run.now.date())
    rule = act.doors.account_requires_consent
    return LettingIn(act.conditions(), issuers_by(act), ConsentRule(rule.value, rule.clause))


def _letter(run: Run, issued: IssuedCode, email: str) -> _Letter:
    until = f"{issued.expires_at.astimezone(run.frame.zone):%d.%m.%Y}"
    subject, text = code_letter(run.frame.school_name, issued.code, run.parameters["page"], until)
    return _Letter(issued, EmailMessage(subject, text, to=[email]), run)


def _by_card(run: Run, letting_in: LettingIn) -> tuple[IssuedCode, str]:
    person = Person.objects.filter(pk=run.parameters["person"]).first()
    if person is None:
        raise NotVisible
    (issued,) = _issue(run, {person.pk}, letting_in)
    return issued, person.email


def _issue(run: Run, person_ids: set[int], letting_in: LettingIn) -> list[IssuedCode]:
    return issue_codes(
        actor=run.actor,
        school=run.school,
        person_ids=person_ids,
        conditions=letting_in.conditions,
        issuers=letting_in.issuers,
        consents=letting_in.consents,
        now=run.now,
    )


def _by_request(run: Run, letting_in: LettingIn) -> tuple[IssuedCode, str]:
    number = run.parameters["access"]
    issued = code_of_request(actor=run.actor, school=run.school, request_id=number, letting_in=letting_in, now=run.now)
    return issued, AccessRequest.objects.get(pk=number).email
