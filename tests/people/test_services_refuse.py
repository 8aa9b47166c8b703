"""Services of cards and of rights refuse by themselves, whatever a page has asked before them."""

from collections.abc import Callable
from typing import Any

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden
from parta.people.enums import Role, ScanOf
from parta.people.models import Attestation, Guardianship, HomeroomTeacher, Narrowing, Scan, Suspension
from parta.people.rules.consents import ConsentRule
from parta.people.rules.homerooms import Leading
from parta.people.rules.permissions import Action, Resource
from parta.people.rules.personal_data import Keepers
from parta.people.services.guardians import add_guardian, correct_right
from parta.people.services.homerooms import appoint_leader, end_leader
from parta.people.services.joining import join_cards
from parta.people.services.papers import (
    check_pupil,
    choose_paper,
    record_attestation,
    remove_attestation,
    take_diary_again,
)
from parta.people.services.rights import Function, decide_narrowing, give_back_rights, narrow_rights
from parta.people.services.scans import keep_scan, remove_scan
from parta.people.services.suspensions import reopen_access, suspend_access
from tests.factories.small_school import TODAY, at
from tests.people.rules.test_scans import PNG

NOW = at(TODAY, "12:00")
TIE = {"relation": "mother", "document": "", "starts_on": TODAY, "ends_on": None}
ACT = {"keepers": Keepers(("homeroom_teacher", "secretary")), "now": NOW}
FUNCTION = Function(Role.SECRETARY, Resource.PEOPLE_LIST, Action.VIEW)
SAID = {"ground": "x", "conditions": (), "now": NOW}


def _scan(world: Any) -> int:
    tie = Guardianship.objects.get(guardian=world.mother)
    row = Scan.objects.create(
        person_id=tie.pupil_id, guardianship=tie, kind="png", content=PNG, sha256="0" * 64, size=len(PNG),
        uploaded_by=world.secretary, uploaded_at=NOW,
    )  # fmt: skip
    return row.pk


def _narrowing(world: Any, state: str) -> int:
    by = {} if state == "proposed" else {"decided_by": world.director, "decided_at": NOW}
    row = Narrowing.objects.create(
        role="secretary", resource="people_list", action="view", starts_on=TODAY, ground="x", state=state,
        proposed_by=world.director, proposed_at=NOW, **by,
    )  # fmt: skip
    return row.pk


def _shut(world: Any) -> int:
    said = {"school_class": world.school_class, "ground": "x", "shut_by": world.director, "shut_at": NOW}
    return Suspension.objects.create(person=world.mother, **said).pk


def _attestation(world: Any) -> int:
    said = {"day": TODAY, "category": "x", "document": "x", "entered_by": world.secretary, "entered_at": NOW}
    return Attestation.objects.create(employee_id=world.teacher.pk, **said).pk


def _tie(human: Any) -> int:
    return Guardianship.objects.get(guardian=human).pk


ATTEMPTS: dict[str, tuple[str, str, Callable[[Actor, Any], object]]] = {
    "a leader adds a parent in another class": ("homeroom", "homeroom_teacher", lambda a, w: add_guardian(
        actor=a, pupil_id=w.stranger.pk, guardian_id=w.mother.pk, card={}, tie=TIE, confirmed=True, **ACT)),
    "a leader corrects a right in another class": ("homeroom", "homeroom_teacher", lambda a, w: correct_right(
        actor=a, tie_id=_tie(w.other_mother), tie=TIE, seen=1, **ACT)),
    "a deputy corrects a right": ("deputy", "deputy", lambda a, w: correct_right(
        actor=a, tie_id=_tie(w.mother), tie=TIE, seen=1, **ACT)),
    "a leader writes down a refusal in another class": ("homeroom", "homeroom_teacher", lambda a, w: choose_paper(
        actor=a, pupil_id=w.stranger.pk, since=TODAY, document="x", **ACT)),
    "a leader gives the diary back in another class": ("homeroom", "homeroom_teacher", lambda a, w: take_diary_again(
        actor=a, pupil_id=w.stranger.pk, since=TODAY, document="x", **ACT)),
    "a leader checks a card of another class": ("homeroom", "homeroom_teacher", lambda a, w: check_pupil(
        actor=a, pupil_id=w.stranger.pk, now=NOW)),
    "a leader writes down an attestation": ("homeroom", "homeroom_teacher", lambda a, w: record_attestation(
        actor=a, employee_id=w.teacher.pk, day=TODAY, category="x", document="x", now=NOW)),
    "a leader removes an attestation": ("homeroom", "homeroom_teacher", lambda a, w: remove_attestation(
        actor=a, attestation_id=_attestation(w), now=NOW)),
    "a secretary joins cards": ("secretary", "secretary", lambda a, w: join_cards(
        actor=a, school=w.school, person_id=w.mother.pk, double_id=w.other_mother.pk, now=NOW)),
    "a leader keeps a scan of a right": ("homeroom", "homeroom_teacher", lambda a, w: keep_scan(
        actor=a, of=ScanOf.GUARDIANSHIP, paper_id=_tie(w.mother), content=PNG, now=NOW)),
    "a parent removes the scan that she sees": ("mother", "parent", lambda a, w: remove_scan(
        actor=a, scan_id=_scan(w), now=NOW)),
    "a leader shuts a way in where no act gives that": ("homeroom", "homeroom_teacher", lambda a, w: suspend_access(
        actor=a, school=w.school, person_id=w.mother.pk, **SAID)),
    "a leader opens a way in where no act gives that": ("homeroom", "homeroom_teacher", lambda a, w: reopen_access(
        actor=a, school=w.school, suspension_id=_shut(w), conditions=(), consents=ConsentRule(required=False),
        now=NOW)),
    "a deputy takes a function": ("deputy", "deputy", lambda a, w: narrow_rights(
        actor=a, function=FUNCTION, start=TODAY, **SAID)),
    "a deputy declines a proposal": ("deputy", "deputy", lambda a, w: decide_narrowing(
        actor=a, narrowing_id=_narrowing(w, "proposed"), accept=False, conditions=(), now=NOW)),
    "an administrator accepts a proposal": ("admin", "administrator", lambda a, w: decide_narrowing(
        actor=a, narrowing_id=_narrowing(w, "proposed"), accept=True, conditions=(), now=NOW)),
    "an administrator gives a function back": ("admin", "administrator", lambda a, w: give_back_rights(
        actor=a, narrowing_id=_narrowing(w, "set"), conditions=(), now=NOW)),
    "a deputy appoints who leads a class": ("deputy", "deputy", lambda a, w: appoint_leader(
        actor=a, class_id=w.other_class.pk, asked=Leading(w.teacher.pk, TODAY), replace=False, now=NOW)),
    "a deputy ends who leads a class": ("deputy", "deputy", lambda a, w: end_leader(
        actor=a, leader_id=HomeroomTeacher.objects.get(school_class=w.school_class).pk, last=TODAY, ground="", now=NOW)),
}  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_whose_duty_it_is_not_is_refused_and_nothing_is_told(world, attempt):
    who, role, call = ATTEMPTS[attempt]
    with inside(world.school):
        actor = Actor(
            account_id=None,
            person_id=getattr(world, who).pk,
            school_slug="alpha",
            roles=frozenset({role}),
            today=TODAY,
        )
        with pytest.raises(Forbidden):
            call(actor, world)
        assert not Event.objects.filter(act__startswith="people.").exists()
