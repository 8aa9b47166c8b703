"""Leaders are told by mail that somebody of the staff came in on a new device: a thief of a password is seen at once.

The job is a leader's own, so that whoever came in cannot stop it.
"""

import logging
import smtplib
from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction

from parta.installation.mail import mail_is_set_up
from parta.installation.models import Account, Membership, School
from parta.installation.queries.accounts import memberships_of
from parta.installation.schools import inside
from parta.installation.services.accounts import note_leaders_told
from parta.jobs.running import Later, Made, Run
from parta.jobs.services import ask_for_job
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import Refused
from parta.people.access_persons import staff_persons
from parta.people.enums import Role
from parta.people.models import Appointment, Person
from parta.people.queries.actors import actor_for
from parta.public_service.services.post import server_answer
from parta.wording.account_letters import leaders_letter

log = logging.getLogger(__name__)

KIND = "device_letter"
TITLE = "Письмо: вход с нового устройства"
_ANSWER = 300


def tell_leaders(*, account: Account, words: str, address: str, page: str, now: datetime) -> None:
    """Ask in each school where the account is of the staff for letters to the director and the deputies.

    `page` is the address of the installation. Nothing happens without a mail server, or where no leader but the one
    who came in has an account and an address. A sign-in never waits for it or fails by it.
    """
    if not mail_is_set_up():
        return
    for held in memberships_of(account):
        with inside(held.school):
            frame = actor_for(account_id=account.pk, school=held.school, request_id="")
            if frame is None or not staff_persons(frame.now.date()).filter(pk=held.person_id).exists():
                continue
            owner = _owner(held.school, _leaders(held.person_id, frame.now))
            if owner is None:
                continue
            moment = f"{now.astimezone(frame.zone):%d.%m.%Y %H:%M}"
            told = {"person": held.person_id, "words": words, "address": address, "moment": moment, "page": page}
            try:
                with transaction.atomic():
                    ask_for_job(actor=owner, kind=KIND, parameters=told, title=TITLE, now=frame.now)
            except Refused:
                log.warning("leaders of %s have too many jobs for one more letter", held.school.slug)


def _leaders(person_id: int, now: datetime) -> list[Person]:
    """Give the director, then the deputies of today, but for one person; those who can be written to."""
    posts = Appointment.objects.filter(in_force(now.date()), role__in=(Role.DIRECTOR, Role.DEPUTY))
    first = {row.employee_id: row.role != Role.DIRECTOR for row in posts.order_by("-role")}
    found = Person.objects.filter(pk__in=first).exclude(pk=person_id).exclude(email="").order_by("sort_key", "pk")
    return sorted(found, key=lambda one: first[one.pk])


def _owner(school: School, leaders: Sequence[Person]) -> Actor | None:
    """Give the first of the leaders who has an account: the letters are that one's job."""
    held = Membership.objects.filter(school=school, is_active=True, person_id__in=[one.pk for one in leaders])
    accounts = dict(held.values_list("person_id", "account_id"))
    first = next((one.pk for one in leaders if one.pk in accounts), None)
    return None if first is None else Actor(accounts[first], first, school.slug)


class _Letters:
    """One letter to each leader; what the server refuses stops none of the others."""

    def __init__(self, run: Run, leaders: Sequence[Person], subject: str, text: str) -> None:
        self.run = run
        self.leaders = leaders
        self.subject = subject
        self.text = text
        self.taken: list[Person] = []
        self.failed: list[tuple[Person, str]] = []

    def send(self) -> None:
        """Hand the letters to the mail server, no row being locked."""
        for one in self.leaders:
            try:
                EmailMessage(self.subject, self.text, to=[one.email]).send()
            except (smtplib.SMTPException, OSError) as problem:
                self.failed.append((one, server_answer(problem)[:_ANSWER]))
            else:
                self.taken.append(one)

    def note(self) -> Made:
        """Write down whom the letters reached, and what the server answered for the others."""
        note_leaders_told(
            school_slug=self.run.school.slug,
            person_id=self.run.parameters["person"],
            told=[one.pk for one in self.taken],
            failed={one.pk: answer for one, answer in self.failed},
            now=self.run.now,
        )
        return Made({"told": len(self.taken), "failed": [[one.full_name, answer] for one, answer in self.failed]})


def send(run: Run) -> Later:
    """Write to the leaders of the moment."""
    known = run.parameters
    who = Person.objects.select_related("employee").get(pk=known["person"])
    post = str(who.employee.post) if hasattr(who, "employee") else ""
    page = f"{known['page']}{run.school.slug}/office/sign-in/devices/"
    subject, text = leaders_letter(
        school=run.frame.school_name,
        who=", ".join(part for part in (who.full_name, post) if part),
        words=known["words"],
        place=known["address"],
        moment=known["moment"],
        page=page,
    )
    letters = _Letters(run, _leaders(who.pk, run.now), subject, text)
    return Later(letters.send, letters.note)
