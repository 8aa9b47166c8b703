"""Functions taken from categories of users: every cell of the table barred one by one; what is kept stays."""

import re
from pathlib import Path

import pytest

from parta.people.enums import Role
from parta.people.rules.permissions import ACTIONS, Action, Condition, Relation, Resource, allowed, cells, may_be_barred
from parta.web.permissions import SCHOOL, Need

EVERYTHING = frozenset((role, resource, action) for role, resource, action, _ in cells())
FUNCTIONS = sorted({cell[:3] for cell in cells()})
ON = frozenset(Condition)
SOURCES = Path(__file__).resolve().parents[3] / "src" / "parta"


def test_each_function_is_taken_from_its_role_and_from_no_other():
    given = sorted(cell for cell in cells() if allowed([cell[0]], *cell[1:], ON))
    for role, resource, action in FUNCTIONS:
        barred = frozenset({(role, resource, action)})
        for relation in Relation:
            was = allowed([role], resource, action, relation, ON)
            now = allowed([role], resource, action, relation, ON, barred)
            assert now == (was and not may_be_barred(role, resource, action)), (role, resource, action, relation)
        for other, *same in given:
            if other is not role and same[:2] == [resource, action]:
                assert allowed([other], *same, ON, barred), (role, other, same)


def test_who_is_barred_from_seeing_does_nothing_with_it():
    for role, resource, action in FUNCTIONS:
        if may_be_barred(role, resource, Action.VIEW) and Action.VIEW in ACTIONS[resource]:
            barred = frozenset({(role, resource, Action.VIEW)})
            assert not any(allowed([role], resource, action, relation, ON, barred) for relation in Relation)


def test_nothing_is_ever_widened_and_what_is_kept_stays_whatever_is_barred():
    for role, resource, action, relation in cells():
        was = allowed([role], resource, action, relation, ON)
        now = allowed([role], resource, action, relation, ON, EVERYTHING)
        assert not now or was
        kept = role in (Role.DIRECTOR, Role.ADMINISTRATOR, Role.OPERATOR)
        kept = kept or resource in (Resource.OWN_ACCOUNT, Resource.REGULATION, Resource.HELP, Resource.COMPROMISE)
        kept = kept or (resource, action) in ((Resource.DIARY, Action.VIEW), (Resource.PERSON_CARD, Action.VIEW))
        kept = kept or (role is Role.TEACHER and (resource, action) == (Resource.JOURNAL, Action.MARK))
        if kept:
            assert now == was, (role, resource, action, relation)


@pytest.mark.parametrize("name", [name for name, need in SCHOOL.items() if isinstance(need, Need)])
def test_the_page_of_a_barred_function_is_shut(name):
    need = SCHOOL[name]
    for role in Role:
        roles = frozenset({str(role)})
        if may_be_barred(role, need.resource, need.action):
            assert not need.met_by(roles, frozenset({(role, need.resource, need.action)}))
        elif need.met_by(roles):
            assert need.met_by(roles, frozenset({(role, need.resource, need.action)}))


def test_everybody_asks_by_one_check():
    asked = re.compile(r"\ballowed\(\s*(?:\w+\.)*actor\.roles")
    found = [str(file) for file in SOURCES.rglob("*.py") if asked.search(file.read_text(encoding="utf-8"))]
    assert found == [str(SOURCES / "people" / "rules" / "permissions" / "asking.py")]
