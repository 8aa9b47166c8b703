"""Who changes a card takes the chain before its rows: with a second connection that does so, none waits for the other."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections, transaction

from parta.audit.services import lock_chain
from parta.installation.schools import inside
from parta.journal.models import AbsenceNotice
from parta.journal.services import absence_notices
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.people.enums import CareKind, CareSection, MoveKind
from parta.people.models import Guardianship, Pupil
from parta.people.rules.movement import Order
from parta.people.services.care import Noted, note_care
from parta.people.services.guardians import end_right, trust
from parta.people.services.movement import move_by_order
from parta.people.services.persons import CHAIN
from tests.journal.services.conftest import moment

pytestmark = pytest.mark.xdist_group("races")
NOW = moment("11-20", "12:00")
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"
DAY = date(2026, 11, 20)


def ends(actor, pupil):
    tie = Guardianship.objects.get(pupil_id=pupil).pk
    return end_right(actor=actor, tie_id=tie, last=date(2026, 12, 1), ground="решение суда", now=NOW)


def trusts(actor, pupil):
    fields = {
        "full_name": "Антонова Нина",
        "phone": "",
        "powers": "забирать",
        "document": "заявление",
        "starts_on": DAY,
        "ends_on": date(2026, 12, 31),
    }
    return trust(actor=actor, pupil_id=pupil, fields=fields, now=NOW)


def notes(actor, pupil):
    noted = Noted(CareKind.ILLNESS, DAY, DAY, "", "справка")
    return note_care(actor=actor, section=CareSection.HEALTH, pupil_id=pupil, noted=noted, now=NOW)


def moves(actor, pupil):
    order = Order(number="12", dated=DAY, day=DAY)
    return move_by_order(
        actor=actor, kind=MoveKind.DEPARTED, pupil_ids=[pupil], target=None, order=order, records={}, now=NOW
    )


@pytest.mark.parametrize("change", [ends, trusts, notes, moves])
def test_the_chain_is_taken_before_the_rows(kept, django_db_blocker, change):
    pupil = kept.pupils[0].pk
    roles = frozenset({"secretary", "nurse"})
    actor = Actor(None, kept.secretary.pk, kept.school.slug, roles, today=DAY)

    def other():
        try:
            with inside(kept.school):
                return change(actor, pupil)
        finally:
            connections.close_all()

    with django_db_blocker.unblock(), inside(kept.school), ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            lock_chain(CHAIN)
            second = threads.submit(other)
            for _ in range(100):
                if sql(WAITS)[0][0]:
                    break
                time.sleep(0.05)
            else:
                pytest.fail("the other one does not wait for the chain")
            # whoever holds the chain gets the rows: where the other had them already, both would wait for ever
            Pupil.objects.select_for_update(nowait=True).get(pk=pupil)
            list(Guardianship.objects.select_for_update(nowait=True).filter(pupil_id=pupil))
        assert second.result(30)


def test_a_second_press_finds_the_notice_of_the_first(kept, django_db_blocker):
    pupil = kept.pupils[0].pk

    def announce():
        try:
            with inside(kept.school):
                guardian = Guardianship.objects.get(pupil_id=pupil).guardian_id
                actor = Actor(None, guardian, kept.school.slug, frozenset({"parent"}), today=DAY)
                return absence_notices.announce_absence(
                    actor=actor, pupil_id=pupil, start=DAY, end=DAY, text="болен", now=NOW
                ).pk
        finally:
            connections.close_all()

    with django_db_blocker.unblock(), inside(kept.school), ThreadPoolExecutor(2) as threads:
        with transaction.atomic():
            lock_chain(absence_notices.CHAIN)
            presses = [threads.submit(announce) for _ in range(2)]
            for _ in range(100):
                if sql(WAITS)[0][0] >= 2:
                    break
                time.sleep(0.05)
            else:
                pytest.fail("the two do not wait for the chain")
        assert presses[0].result(30) == presses[1].result(30)
        assert AbsenceNotice.objects.filter(text="болен").count() == 1
