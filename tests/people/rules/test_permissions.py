"""The permission table, cell by cell: the picture below is written by hand and compared with every row.

A cell has one letter for each relation own / same class / same school / other school: `+` allowed, `-` denied,
a letter when a setting of the regulation decides (see CONDITIONS).
"""

import pytest

from parta.people.enums import Role
from parta.people.rules.permissions import (
    ACTIONS,
    MEANINGS,
    TABLE,
    Action,
    Condition,
    Relation,
    Resource,
    allowed,
    cells,
    conditions_of,
)
from parta.regulation.rules.tree import SPECS

CONDITIONS = {
    "a": {Condition.HOMEROOM_EDIT_ALL_PAGES},
    "t": {Condition.HOMEROOM_EDIT_ATTENDANCE, Condition.HOMEROOM_EDIT_ALL_PAGES},
    "c": {Condition.HOMEROOM_ISSUE_CODES},
    "d": {Condition.DIRECTOR_EDIT_ALL_PAGES},
    "r": {Condition.DEPUTY_READ_ALL_PAGES},
}
ROLES = (
    Role.ADMINISTRATOR,
    Role.DIRECTOR,
    Role.DEPUTY,
    Role.SECRETARY,
    Role.HOMEROOM_TEACHER,
    Role.TEACHER,
    Role.PUPIL,
    Role.PARENT,
)
PICTURE = """
                              admin director deputy secretary homeroom teacher pupil parent
journal          view         +++-  +++-     rrr-   ----      ++--     +---    ----  ----
journal          mark         ----  ddd-     ----   ----      aa--     +---    ----  ----
journal          attendance   ----  ddd-     ----   ----      tt--     +---    ----  ----
journal          topic        ----  ddd-     ----   ----      aa--     +---    ----  ----
journal          homework     ----  ddd-     ----   ----      aa--     +---    ----  ----
journal          work         ----  ddd-     ----   ----      aa--     +---    ----  ----
journal          term_result  ----  ddd-     ----   ----      aa--     +---    ----  ----
journal          note         ----  ddd-     ----   ----      aa--     +---    ----  ----
edit_request     view         ----  +++-     +++-   ----      +---     +---    ----  ----
edit_request     ask          ----  d---     ----   ----      +---     +---    ----  ----
edit_request     decide       ----  -++-     -++-   ----      ----     ----    ----  ----
lesson           view         +++-  +++-     +++-   ----      ++--     +---    ----  ----
lesson           hold         ----  ----     ----   ----      ----     +---    ----  ----
lesson           substitute   +++-  ----     +++-   ----      ----     ----    ----  ----
lesson           cancel       +++-  ----     +++-   ----      ----     ----    ----  ----
lesson           move         +++-  ----     +++-   ----      ----     ----    ----  ----
timetable        view         +++-  +++-     +++-   +++-      +++-     +++-    ----  ----
day_page         view         ----  +++-     +++-   ----      +---     +---    ----  ----
diary            view         ----  +++-     +++-   ----      ++--     ----    +---  +---
diary            tick         ----  ----     ----   ----      ----     ----    +---  +---
diary            announce     ----  ----     ----   ----      ----     ----    ----  +---
class_page       view         +++-  +++-     +++-   +++-      +---     ++--    ----  ----
class_life       view         ----  +++-     +++-   ----      +---     ----    ----  ----
class_life       check        ----  +++-     +++-   ----      +---     ----    ----  ----
people_list      view         +++-  +++-     +++-   +++-      ++--     ----    ----  ----
person_card      view         +++-  +++-     +++-   +++-      ++--     +---    +---  +---
person_card      edit         +++-  ----     ----   +++-      ++--     ----    ----  ----
person_card      propose      +++-  +++-     +++-   +++-      ++--     +---    +---  +---
person_card      rename       +++-  ----     ----   +++-      ----     ----    ----  ----
movement         view         +++-  +++-     +++-   +++-      ----     ----    ----  ----
movement         edit         +++-  ----     ----   +++-      ----     ----    ----  ----
invitation_code  issue        +++-  ----     ----   +++-      cc--     ----    ----  ----
invitation_code  print        +++-  ----     ----   +++-      cc--     ----    ----  ----
public_service   view         +++-  +++-     +++-   +++-      ----     ----    ----  ----
public_service   register     ----  ----     ----   +++-      ----     ----    ----  ----
public_service   decide       ----  +++-     ----   ----      ----     ----    ----  ----
public_service   edit         ----  +++-     ----   +++-      ----     ----    ----  ----
regulation       view         +++-  +++-     +++-   +++-      +++-     +++-    +++-  +++-
regulation       choose       +++-  +++-     ----   ----      ----     ----    ----  ----
term             view         +++-  +++-     +++-   ----      ----     ----    ----  ----
term             close        +++-  +++-     +++-   ----      ----     ----    ----  ----
term             reopen       +++-  +++-     +++-   ----      ----     ----    ----  ----
term             reopen_year  ----  +++-     ----   ----      ----     ----    ----  ----
audit            view         ----  +++-     +++-   ----      ++--     +---    ----  ----
audit            verify       +++-  +++-     ----   ----      ----     ----    ----  ----
import           run          +++-  ----     +++-   ----      ----     ----    ----  ----
import           run_history  ----  ----     +++-   ----      ----     ----    ----  ----
job              view         +++-  +++-     +++-   +---      +---     +---    ----  ----
job              stop         +++-  +++-     +++-   +---      +---     +---    ----  ----
school_settings  view         +++-  +++-     +++-   +++-      ----     ----    ----  ----
school_settings  edit         +++-  ----     +++-   ----      ----     ----    ----  ----
own_account      view         +---  +---     +---   +---      +---     +---    +---  +---
own_account      edit         +---  +---     +---   +---      +---     +---    +---  +---
compromise       view         +++-  +++-     ----   ----      ----     ----    ----  ----
compromise       report       +++-  +++-     +---   +---      +---     +---    +---  +---
compromise       void         ----  -++-     ----   ----      ----     ----    ----  ----
compromise       return       -++-  -++-     ----   ----      ----     ----    ----  ----
"""


def picture() -> dict[tuple[Role, Resource, Action, Relation], str]:
    found = {}
    for line in PICTURE.strip().splitlines()[1:]:
        resource, action, *columns = line.split()
        for role, column in zip(ROLES, columns, strict=True):
            for relation, sign in zip(Relation, column, strict=True):
                found[role, Resource(resource), Action(action), relation] = sign
    return found


WANTED = picture()


def test_the_picture_has_every_cell() -> None:
    assert set(WANTED) == set(cells())


@pytest.mark.parametrize(("role", "resource", "action", "relation"), [pytest.param(*cell) for cell in cells()])
def test_cell(role: Role, resource: Resource, action: Action, relation: Relation) -> None:
    sign = WANTED[role, resource, action, relation]
    needs = CONDITIONS.get(sign, set())
    asked = (resource, action, relation)
    assert allowed([role], *asked) == (sign == "+")
    for condition in Condition:
        assert allowed([role], *asked, {condition}) == (sign == "+" or condition in needs)
    expected = None if sign == "-" else frozenset(needs)
    assert conditions_of(role, *asked) == expected


def test_roles_add_up_and_strangers_have_none() -> None:
    asked = (Resource.JOURNAL, Action.MARK, Relation.OWN)
    assert allowed([Role.PARENT, Role.TEACHER], *asked)
    assert not allowed([], *asked)
    assert not allowed(["caretaker"], *asked, {"homeroom_edit_all_pages", "caretaker_edit_all_pages"})


def test_the_account_administrator_never_writes_in_a_journal() -> None:
    for action in ACTIONS[Resource.JOURNAL]:
        for relation in Relation:
            may = allowed([Role.ADMINISTRATOR], Resource.JOURNAL, action, relation, set(Condition))
            assert may == (action is Action.VIEW and relation is not Relation.OTHER_SCHOOL)


def test_families_write_nothing_but_a_tick_a_word_a_proposal_and_their_account() -> None:
    found = {(row.resource, row.action) for row in TABLE if row.role in {Role.PUPIL, Role.PARENT}}
    assert {action for _, action in found} == {
        Action.VIEW,
        Action.TICK,
        Action.ANNOUNCE,
        Action.PROPOSE,
        Action.EDIT,
        Action.REPORT,
    }
    assert [resource for resource, action in found if action is Action.EDIT] == [Resource.OWN_ACCOUNT]


def test_nothing_reaches_another_school() -> None:
    assert not [row for row in TABLE if row.relation is Relation.OTHER_SCHOOL]


def test_an_unknown_action_is_an_error_and_not_a_denial() -> None:
    with pytest.raises(ValueError, match="diary has no action mark"):
        allowed([Role.TEACHER], Resource.DIARY, Action.MARK, Relation.OWN)


def test_conditions_are_settings_of_the_regulation() -> None:
    named = {"homeroom_issue_codes"}  # who lets families in is more than yes or no
    assert set(Condition) - named <= set(SPECS["access"])


def test_every_relation_of_every_resource_is_explained() -> None:
    assert set(MEANINGS) == set(Resource) == set(ACTIONS)
    assert all(set(meaning) == set(Relation) and all(meaning.values()) for meaning in MEANINGS.values())
