"""Academic debts written as no page of ours would ask for: who acts, what is a result, which commission sat."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import TeachingLoad
from parta.journal.enums import DebtRefusal, PauseReason
from parta.journal.models import AcademicDebt, AttestationSheet, DebtAttempt, DebtPause
from parta.journal.services.debts import name_commission, note_pause, withdraw_debt, withdraw_pause, write_attempt
from parta.journal.services.sheets import close_sheet
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from tests.factories.college import as_college

RETAKEN, AGAIN = date(2026, 11, 10), date(2026, 11, 18)


@pytest.fixture
def debt(world, desk):
    as_college(world)
    return AcademicDebt.objects.create(
        course=world.algebra, term=world.terms[0], pupil_id=world.pupils[0].pk, value="2",
        raised_on=date(2026, 10, 24), raised_by=world.deputy,
    )  # fmt: skip


def refused(act, **said):
    with pytest.raises(Refused) as raised:
        act(**said)
    return raised.value.decision.code


@pytest.mark.parametrize(
    "span", [("2026-09-01", "2026-11-19"), ("2026-11-21", None)], ids=["teaches no more", "does not teach yet"]
)
def test_only_who_teaches_today_marks_a_retake_and_closes_a_sheet(debt, world, desk, span):
    sheet = AttestationSheet.objects.create(
        year=world.year, number=1, course=world.algebra, term=world.terms[0], form="exam", day="2026-11-19",
        made_by=world.deputy, made_at=desk.now,
    )  # fmt: skip
    TeachingLoad.objects.filter(course=world.algebra).update(starts_on=span[0], ends_on=span[1])
    who = desk.actor(world.teacher)
    with pytest.raises(Forbidden):
        write_attempt(actor=who, debt_id=debt.pk, day=RETAKEN, value="5", now=desk.now)
    with pytest.raises(Forbidden):
        close_sheet(actor=who, sheet_id=sheet.pk, now=desk.now)
    assert not DebtAttempt.objects.exists() and not AttestationSheet.objects.filter(closed_at__isnull=False).exists()


def test_what_is_no_result_of_the_form_clears_nothing(debt, world, desk):
    said = {"actor": desk.actor(world.teacher), "debt_id": debt.pk, "day": RETAKEN, "now": desk.now}
    for value in ("anything", "зач", ""):
        assert refused(write_attempt, value=value, **said) == DebtRefusal.VALUE_UNKNOWN
    debt.refresh_from_db()
    assert debt.cleared_on is None and not DebtAttempt.objects.exists()


def test_an_order_has_a_number_and_days_have_a_document(debt, world, desk):
    said = {"actor": desk.actor(world.deputy), "debt_id": debt.pk, "now": desk.now}
    order = {"names": ["Осипова", "Сафонова"], "order_no": "41-у", "order_date": RETAKEN}
    assert refused(name_commission, **said, **order | {"order_no": " "}) == DebtRefusal.NO_ORDER
    small = refused(name_commission, **said, **order | {"names": ["Осипова", " ", ""]})
    assert small == DebtRefusal.COMMISSION_SMALL
    days = {"reason": PauseReason.ILLNESS, "start": RETAKEN, "end": AGAIN}
    assert refused(note_pause, **said, **days, ground=" ") == DebtRefusal.NO_GROUND
    assert not DebtPause.objects.exists()


def test_what_was_written_by_mistake_is_withdrawn_with_a_ground_and_stays_in_the_audit(debt, world, desk):
    said = {"actor": desk.actor(world.deputy), "debt_id": debt.pk, "now": desk.now}
    days = {"reason": PauseReason.ILLNESS, "start": RETAKEN, "end": AGAIN, "ground": "справка № 7"}
    note_pause(**said, **days)
    note_pause(**said, **days)
    one, _ = DebtPause.objects.all()
    assert refused(withdraw_pause, **said, pause_id=one.pk, ground=" ") == DebtRefusal.NO_WITHDRAWAL_GROUND
    with pytest.raises(Forbidden):
        withdraw_pause(**said | {"actor": desk.actor(world.teacher)}, pause_id=one.pk, ground="дважды")
    withdraw_pause(**said, pause_id=one.pk, ground="дважды")
    gone = Event.objects.get(act="journal.debt_pause_withdrawn")
    assert (gone.before["ground"], gone.after) == ("справка № 7", {"ground": "дважды"})
    with pytest.raises(NotVisible):
        withdraw_pause(**said, pause_id=one.pk, ground="дважды")
    assert refused(withdraw_debt, **said, ground="") == DebtRefusal.NO_WITHDRAWAL_GROUND
    withdraw_debt(**said, ground="не тот студент")
    assert not AcademicDebt.objects.exists() and not DebtPause.objects.exists()
    gone = Event.objects.get(act="journal.debt_withdrawn")
    assert gone.before["value"] == "2" and gone.before["pauses"][0]["first"] == "2026-11-10"
    assert gone.after == {"ground": "не тот студент"}


def test_a_debt_that_was_retaken_stays(debt, world, desk):
    said = {"actor": desk.actor(world.deputy), "debt_id": debt.pk, "now": desk.now}
    write_attempt(**said, day=RETAKEN, value="2")
    assert refused(withdraw_debt, **said, ground="ошибка") == DebtRefusal.RETAKEN


def test_the_commission_that_was_and_the_one_that_sat_stay_known(debt, world, desk):
    said = {"actor": desk.actor(world.deputy), "debt_id": debt.pk, "now": desk.now}
    first = {"names": ["Осипова", "Сафонова"], "order_no": "41-у", "order_date": RETAKEN}
    second = {"names": ["Осипова", "Петров"], "order_no": "43-у", "order_date": AGAIN}
    name_commission(**said, **first)
    name_commission(**said, **second)
    was, now = Event.objects.filter(act="journal.debt_commission_named").order_by("seq")
    members = {"title": "41-у", "order_date": "2026-11-10", "members": ["Осипова", "Сафонова"]}
    assert (was.before, was.after, now.before) == (None, members, members)
    assert now.after["members"] == ["Осипова", "Петров"]
    write_attempt(**said, day=RETAKEN, value="2")
    assert refused(write_attempt, **said, day=date(2026, 11, 17), value="3") == DebtRefusal.BEFORE_ORDER
    write_attempt(**said, day=AGAIN, value="2")
    assert refused(name_commission, **said, **first) == DebtRefusal.COMMISSION_SAT
