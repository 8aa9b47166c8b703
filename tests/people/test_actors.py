"""Who acts: roles in force, and nobody without a membership."""

from datetime import date

from parta.people.models import Appointment, HomeroomTeacher
from parta.people.queries.actors import actor_for


def test_a_teacher_is_known_by_appointment(world):
    frame = actor_for(account_id=world.accounts[world.teacher.pk].pk, school=world.school, request_id="x")
    assert frame.actor.roles == {"teacher"}
    assert frame.actor.person_id == world.teacher.pk
    assert str(frame.zone) == "Asia/Yekaterinburg"


def test_homeroom_pupil_and_parent_come_from_relations(world):
    def roles(human):
        return actor_for(account_id=world.accounts[human.pk].pk, school=world.school, request_id="x").actor.roles

    assert roles(world.homeroom) == {"teacher", "homeroom_teacher"}
    assert roles(world.pupils[0]) == {"pupil"}
    assert roles(world.mother) == {"parent"}


def test_nobody_without_membership(world):
    from parta.installation.models import Account

    outsider = Account.objects.create(username="outsider")
    assert actor_for(account_id=outsider.pk, school=world.school, request_id="x") is None


def test_a_role_held_in_anothers_place_says_whose_and_an_own_one_does_not(world):
    def stands_for():
        known = actor_for(account_id=world.accounts[world.english_teacher.pk].pk, school=world.school, request_id="x")
        return known.actor.stands_for

    led = world.school_class.homeroom_teachers.get()
    today = actor_for(account_id=world.accounts[world.teacher.pk].pk, school=world.school, request_id="x").now.date()
    days = {"starts_on": today, "ends_on": today, "acting": True, "ground": "приказ № 5"}
    HomeroomTeacher.objects.create(school_class=world.school_class, employee_id=world.english_teacher.pk, **days)
    if led.starts_on <= today and (led.ends_on is None or led.ends_on >= today):
        assert stands_for() == {("homeroom_teacher", world.homeroom.pk)}
    deputy = {"employee_id": world.english_teacher.pk, "role": "deputy"}
    Appointment.objects.create(**deputy, **days, acting_for_id=world.deputy.pk)
    assert ("deputy", world.deputy.pk) in stands_for()
    Appointment.objects.create(**deputy, starts_on=date(2026, 9, 1))
    assert "deputy" not in {role for role, _ in stands_for()}
