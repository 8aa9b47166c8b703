"""Every person of the school writes every kind of record in every state of a period: stored where the table says."""

import uuid
from datetime import date

import pytest

from parta.journal.services.terms import close_term, close_year
from parta.kernel.decisions import NotVisible
from parta.people.rules.permissions import Action, Leave, PeriodState, Relation, Resource, leave
from parta.regulation.models import RegulationVersion
from parta.regulation.rules.parse import load_preset
from tests.journal.services.conftest import kind_id, mark, moment, on

NEAR = {
    "teacher": ({"teacher"}, Relation.OWN),
    "english_teacher": ({"teacher"}, Relation.SAME_SCHOOL),
    "homeroom": ({"homeroom_teacher"}, Relation.SAME_CLASS),
    **{name: ({name}, Relation.SAME_SCHOOL) for name in ("director", "deputy", "secretary")},
    "admin": ({"administrator"}, Relation.SAME_SCHOOL),
    "mother": ({"parent"}, Relation.SAME_SCHOOL),
}
NOW = {PeriodState.OPEN: moment("11-20", "15:00"), PeriodState.OVER: moment("12-29", "15:00")}


def operations(world):
    """One operation of every kind of writing, all new; the mark of the period is put at its end."""
    lesson, pupil = on(world, date(2026, 11, 20)), world.pupils[0]
    work = {
        "kind": "work",
        "work": str(uuid.uuid4()),
        "lesson": lesson.pk,
        "kind_id": kind_id(),
        "purpose": "formative",
    }
    term = {"kind": "term", "pupil": pupil.pk, "result": "term", "term": world.terms[1].pk, "value": "5"}
    return {
        Action.MARK: mark(world, pupil, "4", lesson, str(uuid.uuid4())),
        Action.ATTENDANCE: {"kind": "absence", "lesson": lesson.pk, "pupil": world.pupils[1].pk, "value": "ill"},
        Action.TOPIC: {"kind": "topic", "lesson": lesson.pk, "value": "Степени", "plan_line": None},
        Action.HOMEWORK: {"kind": "homework", "lesson": lesson.pk, "id": str(uuid.uuid4()), "value": "№ 5"},
        Action.NOTE: {"kind": "note", "lesson": lesson.pk, "pupil": pupil.pk, "value": "Молодец"},
        Action.WORK: work,
        Action.TERM_RESULT: term,
    }


@pytest.mark.parametrize("state", PeriodState)
@pytest.mark.parametrize("preset", ["lyceum_68", "school_2"])
def test_what_is_stored_is_what_the_table_leaves(world, desk, preset, state):
    RegulationVersion.objects.update(preset=preset)
    conditions, closing = (
        load_preset(preset).conditions(),
        {"actor": desk.actor(world.director), "now": moment("12-31")},
    )
    if state is PeriodState.CLOSED:
        close_term(term_id=world.terms[1].pk, **closing)
    if state is PeriodState.SEALED:
        close_year(
            calendar_id=world.terms[1].calendar_id, actor=closing["actor"], now=moment("08-01").replace(year=2027)
        )
    now = NOW.get(state, moment("12-31"))
    for name, (roles, near) in NEAR.items():
        for action, operation in operations(world).items():
            if action is Action.TERM_RESULT and state in NOW:
                continue  # the days of the marks of a period are in the table of rules
            may = leave(roles, Resource.JOURNAL, action, near, state, conditions)
            try:
                (answer,) = desk.send(getattr(world, name), world.algebra, operation, now=now)
            except NotVisible:
                answer = {"status": "refused", "code": "not_visible"}
            told = (preset, state, name, action, answer)  # what the act's policy decides is in the table of rules
            if may is Leave.YES:
                assert answer["status"] in ("applied", "conflict"), told
            elif may is Leave.NO:
                assert answer["status"] == "refused", told
