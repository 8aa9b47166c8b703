"""Who acts: roles in force, and nobody without a membership."""

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
