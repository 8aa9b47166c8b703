"""Services of people take the chain before any row: two of them wait for each other and never deadlock."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.kernel.actor import Actor
from parta.people.enums import CheckKind
from parta.people.models import Achievement, ClassMember, CommitteePlace, Correction, Person
from parta.people.rules.checks import CheckRule
from parta.people.rules.personal_data import Keepers
from parta.people.rules.staff_orders import WorkOrder
from parta.people.services.checks import check_data
from parta.people.services.class_cards import add_class_member, end_class_member, fill_class_card
from parta.people.services.committees import end_committee_place, give_committee_place
from parta.people.services.corrections import decide_proposal
from parta.people.services.movement import register_pupil
from parta.people.services.staff_orders import hire_newcomer
from parta.people.services.told import ACHIEVEMENT, decide_told
from tests.factories.small_school import TODAY, at

NOW = at(TODAY, "12:00")
NEWCOMER = {"last_name": "Новиков", "first_name": "Павел", "patronymic": "Ильич"}
KEPT = {"keepers": Keepers(("secretary",)), "now": NOW}


def leader(world):
    return Actor(None, world.homeroom.pk, "alpha", frozenset({"homeroom_teacher"}), today=TODAY)


def secretary(world):
    return Actor(None, world.secretary.pk, "alpha", frozenset({"secretary"}), today=TODAY)


def member(world):
    return ClassMember.objects.create(
        school_class=world.school_class, person_id=world.pupils[1].pk, duty="x", starts_on=TODAY
    )


def place(world):
    return CommitteePlace.objects.create(
        person_id=world.mother.pk, school_class=world.school_class, starts_on=TODAY, ends_on=TODAY,
        given_by=world.homeroom, given_at=NOW,
    )  # fmt: skip


def proposal(world):
    return Correction.objects.create(
        person_id=world.pupils[0].pk, before={"phone": ""}, after={"phone": "+79000000001"}, asked_by=world.mother,
        asked_at=NOW,
    )  # fmt: skip


def told(world):
    return Achievement.objects.create(
        pupil_id=world.pupils[0].pk, day=TODAY, title="Олимпиада", level="school", told_by=world.mother, told_at=NOW
    )


def _check(world):
    check_data(
        actor=leader(world),
        class_id=world.school_class.pk,
        kind=CheckKind.MONTHLY,
        rule=CheckRule(monthly=True),
        now=NOW,
    )


CALLS = {
    "check": (None, lambda world, _: _check(world)),
    "card": (
        None,
        lambda world, _: fill_class_card(
            actor=leader(world), class_id=world.school_class.pk, profile="", shift=1, room_id=None, seen=0, now=NOW
        ),
    ),
    "member": (
        None,
        lambda world, _: add_class_member(
            actor=leader(world), class_id=world.school_class.pk, person_id=world.pupils[0].pk, duty="x", now=NOW
        ),
    ),
    "member's end": (member, lambda world, row: end_class_member(actor=leader(world), member_id=row.pk, now=NOW)),
    "committee": (
        None,
        lambda world, _: give_committee_place(
            actor=leader(world),
            class_id=world.school_class.pk,
            person_id=world.mother.pk,
            start=TODAY,
            end=TODAY,
            now=NOW,
        ),
    ),
    "committee's end": (place, lambda world, row: end_committee_place(actor=leader(world), place_id=row.pk, now=NOW)),
    "proposal": (
        proposal,
        lambda world, row: decide_proposal(
            actor=secretary(world), correction_id=row.pk, accept=True, answer="", **KEPT
        ),
    ),
    "row": (
        told,
        lambda world, row: decide_told(
            actor=secretary(world), kind=ACHIEVEMENT, row_id=row.pk, accept=True, words="", **KEPT
        ),
    ),
    "newcomer": (
        None,
        lambda world, _: register_pupil(actor=secretary(world), values=NEWCOMER, confirmed=False, now=NOW),
    ),
    "hiring": (
        None,
        lambda world, _: hire_newcomer(
            actor=secretary(world),
            school=world.school,
            values=NEWCOMER,
            order=WorkOrder("7-к", TODAY, TODAY, "сторож"),
            confirmed=False,
            now=NOW,
        ),
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_the_chain_is_locked_first_and_a_double_is_looked_for_after_it(world, name):
    made, call = CALLS[name]
    row = made(world) if made else None
    with CaptureQueriesContext(connection) as asked:
        call(world, row)
    told = [one["sql"] for one in asked.captured_queries]
    chain = next(place for place, text in enumerate(told) if "audit_chainhead" in text)
    rows = [place for place, text in enumerate(told) if "FOR UPDATE" in text or "FOR NO KEY UPDATE" in text]
    rows += [place for place, text in enumerate(told) if name in ("newcomer", "hiring") and "sort_key" in text]
    assert all(chain <= place for place in rows), told
    if name in ("newcomer", "hiring"):
        assert rows and Person.objects.filter(last_name="Новиков").count() == 1
