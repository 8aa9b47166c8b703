"""Services that divide classes and close journals ask by themselves whose duty it is, whatever page calls them."""

from datetime import date

import pytest

from parta.curriculum.rules.splitting import Part
from parta.curriculum.services.courses import CourseCard
from parta.curriculum.services.proposals import answer_split, withdraw_split
from parta.curriculum.services.splitting import rename_group, reopen_course
from parta.installation.schools import inside
from parta.journal.services.courses import correct_course
from parta.journal.services.splitting import (
    close_course,
    deal_pupils,
    divide_class,
    enter_proposal,
    join_class,
    propose_division,
)
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden, NotVisible
from tests.journal.services.conftest import moment

DAY = date(2026, 11, 23)
NOW = moment("11-20", "12:00")


def acts(world, who):
    """Give what each service would do for an actor."""
    parts = [
        Part("1 гр.", world.teacher.pk, frozenset({world.pupils[0].pk})),
        Part("2 гр.", world.english_teacher.pk, frozenset({world.pupils[1].pk})),
    ]
    common = {"actor": who, "now": NOW}
    whole = {"course_id": world.algebra.pk, "parts": parts, "day": DAY}
    of_class = {"class_id": world.school_class.pk, "subject_id": world.english.subject_id, "day": DAY}
    card = CourseCard("", world.algebra.subject_id, None)
    return {
        "divide": lambda: divide_class(**whole, ground="", **common),
        "propose": lambda: propose_division(**whole, **common),
        "enter": lambda: enter_proposal(proposal_id=1, day=DAY, ground="", **common),
        "join": lambda: join_class(**of_class, employee_id=world.teacher.pk, ground="", **common),
        "close": lambda: close_course(course_id=world.english.pk, day=DAY, ground="", **common),
        "reopen": lambda: reopen_course(course_id=world.english.pk, **common),
        "deal": lambda: deal_pupils(**of_class, wanted={world.pupils[0].pk: None}, **common),
        "rename": lambda: rename_group(
            class_id=world.school_class.pk, group_id=world.english.study_group_id, name="x", **common
        ),
        "correct": lambda: correct_course(course_id=world.algebra.pk, card=card, **common),
    }


@pytest.mark.parametrize("act", ["divide", "propose", "enter", "join", "close", "reopen", "deal", "rename", "correct"])
@pytest.mark.parametrize("role", ["director", "secretary", "teacher", "pupil", "parent"])
def test_whose_duty_it_is_not_is_refused_by_the_service(world, act, role):
    who = Actor(1, world.teacher.pk, "alpha", roles=frozenset({role}), today=NOW.date())
    with inside(world.school), pytest.raises(Forbidden):
        acts(world, who)[act]()


@pytest.mark.parametrize("act", ["divide", "join", "close", "enter", "correct"])
def test_who_leads_the_class_neither_enters_nor_closes(world, act):
    roles = frozenset({"teacher", "homeroom_teacher"})
    who = Actor(1, world.homeroom.pk, "alpha", roles=roles, today=NOW.date())
    with inside(world.school), pytest.raises(Forbidden):
        acts(world, who)[act]()


def test_a_homeroom_teacher_of_before_does_not_propose(world):
    from parta.people.models import HomeroomTeacher

    roles = frozenset({"teacher", "homeroom_teacher"})
    who = Actor(1, world.homeroom.pk, "alpha", roles=roles, today=NOW.date())
    with inside(world.school):
        HomeroomTeacher.objects.update(ends_on="2026-11-19")
        for act in ("propose", "deal", "rename"):
            with pytest.raises(Forbidden):
                acts(world, who)[act]()


def test_a_year_that_is_over_and_what_nobody_proposed(world):
    who = Actor(1, world.deputy.pk, "alpha", roles=frozenset({"deputy"}), today=NOW.date())
    with inside(world.school):
        for call in (
            lambda: answer_split(actor=who, proposal_id=1, agrees=True, words="", now=NOW),
            lambda: withdraw_split(actor=who, proposal_id=1, now=NOW),
            acts(world, who)["enter"],
        ):
            with pytest.raises(NotVisible):
                call()
        world.year.ends_on = "2026-11-19"
        world.year.save()
        for act in ("divide", "join", "close", "rename", "reopen", "correct"):
            with pytest.raises(NotVisible):
                acts(world, who)[act]()
