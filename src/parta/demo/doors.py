"""The demo's named sign-ins: one of each role, all with one password."""

from dataclasses import dataclass
from datetime import datetime

from parta.demo import people
from parta.demo.institutions import COLLEGE, PASSWORD, SCHOOL, Institution
from parta.installation.models import Account, Membership, School
from parta.installation.rules.codes import code_hash
from parta.installation.schools import enter_public, inside
from parta.installation.services.codes import issue_codes, use_code
from parta.kernel.actor import Actor
from parta.people.enums import Role
from parta.people.models import Person
from parta.people.queries.actors import actor_for
from parta.people.services.administrators import appoint_administrator
from parta.regulation.queries.user_rules import rules_for
from parta.regulation.services.user_rules import acknowledge_rules

SECOND_JOB = "admin"


@dataclass(frozen=True, slots=True)
class Door:
    """A sign-in: its name, whose it is, how the person is found."""

    login: str
    title: str
    institution: Institution
    find: people.Find


DOORS = (
    Door("admin", "администратор журнала", SCHOOL, people.with_role(Role.ADMINISTRATOR)),
    Door("director", "директор", SCHOOL, people.with_role(Role.DIRECTOR)),
    Door("zavuch", "заместитель директора", SCHOOL, people.with_role(Role.DEPUTY, "5–11")),
    Door("secretary", "секретарь", SCHOOL, people.with_role(Role.SECRETARY)),
    Door("klassruk", "классный руководитель 7А, ведёт математику", SCHOOL, people.leading("7А")),
    Door("uchitel", "учитель-предметник, ведёт 7А", SCHOOL, people.teaching("7А", "русский")),
    Door("nachalka", "учитель начальных классов, 4Б", SCHOOL, people.leading("4Б")),
    Door("uchenik", "ученик 7А", SCHOOL, people.studying("7А")),
    Door("mama", "мама ученика 7А", SCHOOL, people.caring_for(["7А"], 1)),
    Door("semya", "родитель двоих: 7А и 9В", SCHOOL, people.caring_for(["7А", "9В"], 2)),
    Door("uchchast", "заместитель директора техникума", COLLEGE, people.with_role(Role.DEPUTY)),
    Door("prepod", "преподаватель, группа ИСП-25", COLLEGE, people.teaching("ИСП-25")),
    Door("student", "студент группы ИСП-25", COLLEGE, people.studying("ИСП-25")),
)


def open_doors(*, now: datetime) -> None:
    """Begin the named accounts by one-time codes, as the office would; those that are there stay as they are."""
    for door in DOORS:
        school = School.objects.filter(slug=door.institution.slug).first()
        if school is None or Account.objects.filter(username=door.login).exists():
            continue
        taken = set(Membership.objects.filter(school=school).values_list("person_id", flat=True))
        with inside(school):
            person = next((one for one in door.find(now.date()) if one.pk not in taken), None)
        if person is not None:
            _open(school, person.pk, now=now, username=door.login)
        enter_public()
    _open_second_job(now)
    read_rules()


def doors_text() -> str:
    """Say who can sign in, in even columns; people are named as their school names them."""
    enter_public()
    rows = []
    for door in DOORS:
        memberships = list(
            Membership.objects.filter(account__username=door.login).select_related("school").order_by("pk")
        )
        if not memberships:
            continue
        with inside(memberships[0].school):
            name = Person.objects.get(pk=memberships[0].person_id).full_name
        enter_public()
        rows.append((door.login, name, door.title, " и ".join(row.school.name for row in memberships)))
    if not rows:
        return "Людей пока нет: войти некому."
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"Войти можно так (пароль у всех один: {PASSWORD}):", *(f"  {line}" for line in lines)])


def _open_second_job(now: datetime) -> None:
    """The school's administrator also keeps the college's journal: one account, two institutions."""
    first = Membership.objects.filter(account__username=SECOND_JOB, school__slug=SCHOOL.slug).first()
    college = School.objects.filter(slug=COLLEGE.slug).first()
    if first is None or college is None or Membership.objects.filter(account=first.account, school=college).exists():
        return
    with inside(first.school):
        name = Person.objects.get(pk=first.person_id).full_name
    appoint_administrator(school=college, account=first.account, full_name=name, now=now)
    enter_public()


def read_rules() -> None:
    """The named people have read the rules: who tries the demo is not stopped at the door."""
    logins = [door.login for door in DOORS]
    for held in Membership.objects.filter(account__username__in=logins).select_related("school").order_by("pk"):
        with inside(held.school):
            frame = actor_for(account_id=held.account_id, school=held.school, request_id="", device="demo")
            if frame is not None:
                read = {one.group: one.number for one in rules_for(frame.actor) if one.waits}
                acknowledge_rules(actor=frame.actor, read=read, now=frame.now)
        enter_public()


def _open(school: School, person_id: int, *, now: datetime, username: str) -> None:
    office = Actor(account_id=None, person_id=None, school_slug=school.slug, device="demo")
    with inside(school):
        code = issue_codes(actor=office, school=school, person_ids=[person_id], now=now)[0].code
    use_code(hashed=code_hash(code), username=username, password=PASSWORD, now=now, device="demo")
