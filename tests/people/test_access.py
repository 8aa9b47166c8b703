"""Whose diary an actor may open."""

from datetime import date

import pytest

from parta.kernel.actor import Actor
from parta.people.access import visible_children, visible_diaries
from parta.people.models import Guardianship

TODAY = date(2026, 11, 20)


def actor(person, *roles):
    return Actor(account_id=1, person_id=person.pk, school_slug="alpha", roles=frozenset(roles), today=TODAY)


def ids(rows):
    return set(rows.values_list("pk", flat=True))


def test_a_pupil_sees_oneself(world):
    me = world.pupils[1]
    assert ids(visible_children(actor(me, "pupil"))) == {me.pk}


def test_a_parent_sees_wards_and_nobody_else(world):
    assert ids(visible_children(actor(world.mother, "parent"))) == {world.pupils[0].pk}


@pytest.mark.parametrize(
    ("starts", "ends", "seen"),
    [
        (date(2026, 9, 1), TODAY, True),
        (date(2026, 9, 1), date(2026, 11, 19), False),
        (date(2026, 11, 21), None, False),
        (TODAY, None, True),
    ],
)
def test_guardianship_counts_from_day_to_day(world, starts, ends, seen):
    Guardianship.objects.create(
        guardian=world.mother, pupil_id=world.stranger.pk, relation="other", starts_on=starts, ends_on=ends
    )
    assert (world.stranger.pk in ids(visible_children(actor(world.mother, "parent")))) is seen


def test_a_teacher_has_no_children_without_wards(world):
    assert ids(visible_children(actor(world.teacher, "teacher"))) == set()
    assert ids(visible_diaries(actor(world.teacher, "teacher"))) == set()


def test_a_teacher_who_is_a_mother_sees_her_child(world):
    Guardianship.objects.create(
        guardian=world.teacher, pupil_id=world.stranger.pk, relation="mother", starts_on=date(2026, 9, 1)
    )
    assert ids(visible_children(actor(world.teacher, "teacher", "parent"))) == {world.stranger.pk}


def test_a_homeroom_teacher_opens_diaries_of_the_class_and_leaders_all(world):
    of_class = {pupil.pk for pupil in world.pupils}
    assert ids(visible_diaries(actor(world.homeroom, "teacher", "homeroom_teacher"))) == of_class
    assert ids(visible_diaries(actor(world.deputy, "deputy"))) == of_class | {world.stranger.pk}
    assert ids(visible_diaries(actor(world.secretary, "secretary"))) == set()
