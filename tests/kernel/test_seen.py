"""The SQL of an access rule: the rule's own answer, for the roles it was made for."""

from datetime import date

import pytest

from parta.journal.access import visible_courses
from parta.kernel.actor import Actor
from parta.kernel.seen import seen_by
from parta.kernel.sql import sql
from parta.people.access import visible_children, visible_diaries
from parta.people.models import Pupil

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
ROLES = [(), ("pupil",), ("parent",), ("teacher",), ("teacher", "homeroom_teacher"), ("pupil", "parent"), ("deputy",)]


@pytest.mark.parametrize("roles", ROLES)
@pytest.mark.parametrize("visible", [visible_children, visible_diaries, visible_courses])
def test_prepared_and_asked_of_the_queryset_it_is_the_same(world, visible, roles):
    people = [world.mother, world.teacher, world.homeroom, world.pupils[0]]
    for person in people:
        actor = Actor(1, getattr(person, "pk", None), "alpha", frozenset(roles), today=DAY)
        rows = sql(seen_by(visible, actor.roles), {"person": actor.person_id, "today": DAY})
        assert {row[0] for row in rows} == set(visible(actor).values_list("pk", flat=True))


def test_a_rule_with_a_value_of_its_own_is_refused():
    def named(actor):
        return Pupil.objects.filter(person__last_name="x")

    with pytest.raises(ValueError, match="named"):
        seen_by(named, frozenset())


def test_a_mother_sees_her_child(world):
    rows = sql(seen_by(visible_children, frozenset({"parent"})), {"person": world.mother.pk, "today": DAY})
    assert rows == [(world.pupils[0].pk,)]


def test_nobody_without_a_person(world):
    assert sql(seen_by(visible_children, frozenset({"parent"})), {"person": None, "today": DAY}) == []
