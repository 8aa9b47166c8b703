"""A desk to send operations from: `send(world, person, course, …)` at a chosen moment."""

import json
import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from parta.journal.access import course_view
from parta.journal.rules.edit_request_form import parse_ask
from parta.journal.rules.operations import parse_operations
from parta.journal.services.edit_decisions import grant_edits
from parta.journal.services.edit_requests import ask_to_edit
from parta.journal.services.operations import carry_out
from parta.people.queries.actors import actor_for

ZONE = ZoneInfo("Asia/Yekaterinburg")


def moment(day: str, clock: str = "12:00") -> datetime:
    """Give a moment of the school's own clock in 2026."""
    return datetime.fromisoformat(f"2026-{day}T{clock}").replace(tzinfo=ZONE)


class Desk:
    """Sends operations as a person at a moment."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.now = moment("11-20")

    def actor(self, person: Any) -> Any:
        """Give the actor of a person."""
        frame = actor_for(account_id=self.world.accounts[person.pk].pk, school=self.world.school, request_id="r1")
        return replace(frame.actor, today=self.now.date())

    def send(
        self, person: Any, course: Any, *rows: dict[str, Any], now: datetime | None = None
    ) -> list[dict[str, Any]]:
        """Carry out operations; ids are made where a test does not name them."""
        body = {"operations": [{"op": str(uuid.uuid4()), "base": 0, **row} for row in rows]}
        wanted = parse_operations(json.dumps(body).encode())
        actor = self.actor(person)
        return carry_out(actor=actor, course_id=course.pk, operations=wanted, now=now or self.now).answers

    def ask(
        self,
        person: Any,
        course: Any,
        *rows: dict[str, Any],
        now: datetime | None = None,
        **more: Any,
    ) -> Any:
        """Ask for the cells of some operations to be opened."""
        body = {"id": str(uuid.uuid4()), "ground": "не было связи", "operations": [{"base": 0, **row} for row in rows]}
        view = course_view(self.actor(person), course.pk, asking=True)
        return ask_to_edit(view=view, ask=parse_ask(json.dumps(body | more).encode()), now=now or self.now)

    def grant(self, person: Any, *cells: Any, until: datetime | None = None, now: datetime | None = None) -> Any:
        """Open cells, to the end of Monday unless said otherwise."""
        until = until or moment("11-24", "00:00")
        ids = [cell.pk for cell in cells]
        return grant_edits(actor=self.actor(person), cell_ids=ids, until=until, now=now or self.now)


def mark(world: Any, pupil: Any, value: str, lesson: Any, work: str, **more: Any) -> dict[str, Any]:
    """Build a mark that brings its own column."""
    return {
        "kind": "mark",
        "work": work,
        "pupil": pupil.pk,
        "criterion": 1,
        "value": value,
        "new_work": {
            "lesson": lesson.pk,
            "kind": kind_id(),
            "weight": None,
            "title": "",
            "criteria": 1,
            "purpose": "formative",
        },
        **more,
    }


def kind_id(name: str = "ответ на уроке") -> int:
    """Give the id of a kind of work."""
    from parta.journal.models import WorkKind

    return WorkKind.objects.get(name=name).pk


@pytest.fixture
def desk(world: Any) -> Desk:
    """A desk in the small school on Friday, 20 November 2026, noon."""
    return Desk(world)


def on(world: Any, day: date) -> Any:
    """Give the algebra lesson of a date."""
    return next(lesson for lesson in world.lessons if lesson.date == day)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> Any:
    """A school kept for real (no test transaction), so that threads see each other's work."""
    from parta.installation.models import Account
    from parta.installation.schools import enter_public, inside
    from parta.installation.services.schools import create_school, drop_school
    from parta.people.models import Appointment
    from tests.factories.small_school import build_world

    slug = request.module.__name__.rpartition(".")[2].replace("_", "-")
    with django_db_blocker.unblock():
        school = create_school(slug=slug, name="Школа гонки")
        with inside(school):
            world = build_world(school)
            Appointment.objects.create(employee_id=world.homeroom.pk, role="deputy", starts_on=date(2026, 9, 1))
        yield world
        drop_school(school=school, name=school.slug)
        Account.objects.filter(pk__in=[account.pk for account in world.accounts.values()]).delete()
        enter_public()


def topic_operation(lesson: Any, value: str = "Степени") -> dict[str, Any]:
    """Write a topic."""
    return {"kind": "topic", "lesson": lesson.pk, "value": value, "plan_line": None}


def at_desk(desk: Desk, person: Any, course: Any, *rows: dict[str, Any]) -> tuple[Any, Any]:
    """Give the journal as the person stands to it, and operations that are not sent yet."""
    body = {"operations": [{"op": str(uuid.uuid4()), "base": 0, **row} for row in rows]}
    return course_view(desk.actor(person), course.pk), parse_operations(json.dumps(body).encode())
