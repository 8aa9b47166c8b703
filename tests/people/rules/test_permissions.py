"""The permission table, cell by cell: the picture below is written by hand and compared with every row.

A cell has one letter for each relation own / same class / same school / other school: `+` allowed, `-` denied,
a letter when a setting of the regulation decides (see CONDITIONS).
"""

import pytest

from parta.people.enums import STAFF, Role
from parta.people.rules.permissions import (
    ACTIONS,
    MEANINGS,
    STATES,
    TABLE,
    Action,
    Condition,
    Leave,
    PeriodState,
    Relation,
    Resource,
    allowed,
    cells,
    conditions_of,
    leave,
    state_cells,
)
from parta.regulation.rules.tree import SPECS

CONDITIONS = {
    "a": {Condition.HOMEROOM_EDIT_ALL_PAGES},
    "t": {Condition.HOMEROOM_EDIT_ATTENDANCE, Condition.HOMEROOM_EDIT_ALL_PAGES},
    "c": {Condition.HOMEROOM_ISSUE_CODES},
    "d": {Condition.DIRECTOR_EDIT_ALL_PAGES},
    "r": {Condition.DEPUTY_READ_ALL_PAGES},
    "q": {Condition.DEPUTY_DECIDES_ACCESS},
    "s": {Condition.HOMEROOM_SHUTS_ACCESS},
    "g": {Condition.DEPUTY_GIVES_ROLES},
    "n": {Condition.ADMINISTRATOR_SETS_RIGHTS},
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
lesson_plan      view         +++-  +++-     +++-   ----      ----     +++-    ----  ----
lesson_plan      edit         ----  ----     +++-   ----      ----     +---    ----  ----
lesson_plan      decide       ----  -++-     -++-   ----      ----     ----    ----  ----
timetable        view         +++-  +++-     +++-   +++-      +++-     +++-    ----  ----
day_page         view         ----  +++-     +++-   ----      +---     +---    ----  ----
diary            view         ----  +++-     +++-   ----      ++--     ----    +---  +---
diary            tick         ----  ----     ----   ----      ----     ----    +---  +---
diary            announce     ----  ----     ----   ----      ----     ----    ----  +---
class_page       view         +++-  +++-     +++-   +++-      +---     ++--    ----  ----
class_page       check        ----  ----     ----   ----      +---     ----    ----  ----
class_page       edit         +++-  ----     +++-   ----      +---     ----    ----  ----
class_life       view         ----  +++-     +++-   ----      +---     ----    ----  ----
class_life       check        ----  +++-     +++-   ----      +---     ----    ----  ----
committee        view         ----  ----     ----   ----      ----     ----    ----  ----
committee        edit         ----  +++-     ----   ----      +---     ----    ----  ----
class_life       edit         ----  +++-     +++-   ----      +---     ----    ----  ----
people_list      view         +++-  +++-     +++-   +++-      ++--     ----    ----  ----
person_card      view         +++-  +++-     +++-   +++-      ++--     +---    +---  +---
person_card      edit         +++-  ----     ----   +++-      ++--     ----    ----  ----
person_card      propose      +++-  +++-     +++-   +++-      ++--     +---    +---  +---
person_card      rename       +++-  ----     ----   +++-      ----     ----    ----  ----
person_card      entrust      +++-  ----     ----   +++-      ----     ----    ----  ----
person_card      join         -++-  ----     ----   ----      ----     ----    ----  ----
health           view         ----  ----     ----   ----      ----     ----    +---  +---
health           edit         ----  ----     ----   ----      ----     ----    ----  ----
psychology       view         ----  ----     ----   ----      ----     ----    ----  ----
psychology       edit         ----  ----     ----   ----      ----     ----    ----  ----
psychology       decide       ----  +++-     +++-   ----      ----     ----    ----  ----
social           view         ----  ----     ----   ----      ----     ----    ----  ----
social           edit         ----  ----     ----   ----      ----     ----    ----  ----
social           decide       ----  +++-     +++-   ----      ----     ----    ----  ----
movement         view         +++-  +++-     +++-   +++-      ----     ----    ----  ----
movement         edit         +++-  ----     ----   +++-      ----     ----    ----  ----
appointment      view         +++-  +++-     +++-   +++-      ----     ----    ----  ----
appointment      edit         +++-  +++-     ggg-   ----      ----     ----    ----  ----
staff_order      view         +++-  +++-     +++-   +++-      ----     ----    ----  ----
staff_order      edit         ----  +++-     ----   +++-      ----     ----    ----  ----
invitation_code  issue        +++-  ----     ----   +++-      cc--     ----    ----  ----
invitation_code  print        +++-  ----     ----   +++-      cc--     ----    ----  ----
family_access    view         +++-  +++-     +++-   ----      ++--     ----    ----  ----
family_access    close        ----  ----     ----   ----      ss--     ----    ----  ----
family_access    reopen       +++-  +++-     ----   ----      ss--     ----    ----  ----
public_service   view         +++-  +++-     +++-   +++-      cc--     ----    ----  ----
public_service   register     ----  ----     qqq-   +++-      ----     ----    ----  ----
public_service   decide       ----  +++-     qqq-   ----      ----     ----    ----  ----
public_service   close        ----  +++-     ----   ----      ----     ----    ----  ----
public_service   edit         ----  +++-     ----   +++-      ----     ----    ----  ----
regulation       view         +++-  +++-     +++-   +++-      +++-     +++-    +++-  +++-
regulation       choose       +++-  +++-     ----   ----      ----     ----    ----  ----
rights           propose      +++-  +++-     ----   ----      ----     ----    ----  ----
rights           decide       nnn-  +++-     ----   ----      ----     ----    ----  ----
term             view         +++-  +++-     +++-   ----      ----     ----    ----  ----
term             close        +++-  +++-     +++-   ----      ----     ----    ----  ----
term             reopen       +++-  +++-     +++-   ----      ----     ----    ----  ----
term             reopen_year  ----  +++-     ----   ----      ----     ----    ----  ----
attestation      view         +++-  +++-     +++-   +++-      ++--     +---    ----  ----
attestation      edit         ----  ----     +++-   +++-      ----     ----    ----  ----
attestation      close        ----  ----     +++-   ----      ----     +---    ----  ----
debt             view         ----  +++-     +++-   +++-      ++--     +---    ----  ----
debt             register     ----  ----     +++-   ----      ++--     ----    ----  ----
debt             mark         ----  ----     +++-   ----      ----     +---    ----  ----
debt             edit         ----  ----     +++-   ----      ----     ----    ----  ----
audit            view         ----  +++-     +++-   ----      ++--     +---    ----  ----
audit            verify       +++-  +++-     ----   ----      ----     ----    ----  ----
look             view         +++-  +++-     ----   ----      ----     ----    ----  ----
destruction      view         +++-  +++-     ----   +++-      ----     ----    ----  ----
destruction      edit         +++-  ----     ----   +++-      ----     ----    ----  ----
destruction      decide       ----  +++-     ----   ----      ----     ----    ----  ----
import           run          +++-  ----     +++-   ----      ----     ----    ----  ----
import           run_history  ----  ----     +++-   ----      ----     ----    ----  ----
job              view         +++-  +++-     +++-   +---      +---     +---    ----  ----
job              stop         +++-  +++-     +++-   +---      +---     +---    ----  ----
school_settings  view         +++-  +++-     +++-   +++-      ----     ----    ----  ----
school_settings  edit         +++-  ----     +++-   ----      ----     ----    ----  ----
school_settings  decide       ----  +++-     ----   ----      ----     ----    ----  ----
sign_in          view         +++-  +++-     +++-   ----      ----     ----    ----  ----
sign_in          edit         +++-  +++-     ----   ----      ----     ----    ----  ----
sign_in          reset        +++-  +++-     ----   ----      ----     ----    ----  ----
own_account      view         +---  +---     +---   +---      +---     +---    +---  +---
own_account      edit         +---  +---     +---   +---      +---     +---    +---  +---
compromise       view         +++-  +++-     ----   ----      ----     ----    ----  ----
compromise       report       +++-  +++-     +---   +---      +---     +---    +---  +---
compromise       void         ----  -++-     ----   ----      ----     ----    ----  ----
compromise       return       -++-  -++-     ----   ----      ----     ----    ----  ----
help             view         +++-  +++-     +---   +---      ++--     +---    +---  +---
help             ask          +---  +---     +---   +---      +---     +---    +---  +---
help             decide       +++-  +++-     ----   ----      ++--     ----    ----  ----
support          view         +++-  +++-     ----   ----      ----     ----    ----  ----
support          edit         +++-  +++-     ----   ----      ----     ----    ----  ----
"""


OTHERS = {
    "hr_inspector, admissions_secretary, admissions_register": """
        class_page view +++-, people_list view +++-, person_card view +++-, person_card edit +++-, person_card rename +++-,
        person_card entrust +++-,
        person_card propose +++-, appointment view +++-, staff_order view +++-
    """,
    "hr_inspector": "staff_order edit +++-",
    "admissions_secretary, admissions_register": "movement view +++-, movement edit +++-",
    "nurse, psychologist, social_pedagogue": """
        class_page view +++-, people_list view +++-, person_card view +++-, person_card propose +++-
    """,
    "nurse": "health view +++-, health edit +++-",
    "psychologist": "psychology view +---, psychology edit +---, psychology decide +++-",
    "social_pedagogue": "class_life view +++-, social view +---, social edit +---, social decide +++-",
    "librarian": "class_page view +++-",
    "parents_committee": "committee view +---",
    "trusted_person": """
        diary view +---, diary announce +---, regulation view +++-, person_card view +---, person_card propose +---,
        compromise report +---, own_account view +---, own_account edit +---, help view +---, help ask +---
    """,
    "operator": """
        journal view +++-, lesson view +++-, lesson_plan view +++-, timetable view +++-, class_page view +++-,
        regulation view +++-, term view +++-, school_settings view +++-, job view +++-
    """,
}
"""Roles with few rights: beyond what everybody of the staff has (`OF_STAFF`), only what is written here."""
OF_STAFF = """
    timetable view +++-, person_card view +---, person_card propose +---, regulation view +++-, job view +---,
    compromise report +---, job stop +---, own_account view +---, own_account edit +---,
    help view +---, help ask +---
"""
FEW = [role for role in Role if role not in ROLES]


def picture() -> dict[tuple[Role, Resource, Action, Relation], str]:
    found = dict.fromkeys(cells(), "-")
    for line in PICTURE.strip().splitlines()[1:]:
        resource, action, *columns = line.split()
        for role, column in zip(ROLES, columns, strict=True):
            for relation, sign in zip(Relation, column, strict=True):
                found[role, Resource(resource), Action(action), relation] = sign
    lines = [(role, OF_STAFF) for role in FEW if role in STAFF]
    lines += [(Role(role), text) for roles, text in OTHERS.items() for role in roles.split(", ")]
    for role, text in lines:
        for right in text.split(","):
            resource, action, column = right.split()
            for relation, sign in zip(Relation, column, strict=True):
                found[role, Resource(resource), Action(action), relation] = sign
    return found


WANTED = picture()


def test_the_picture_has_every_line() -> None:
    drawn = {tuple(line.split()[:2]) for line in PICTURE.strip().splitlines()[1:]}
    assert drawn == {(str(resource), str(action)) for resource, actions in ACTIONS.items() for action in actions}
    assert set(WANTED) == set(cells())


def test_every_cell() -> None:
    wrong = []
    for cell in cells():
        role, *asked = cell
        sign = WANTED[cell]
        needs = CONDITIONS.get(sign, set())
        switched = {None: sign == "+", **{one: sign == "+" or one in needs for one in Condition}}
        told = {one: allowed([role], *asked, {one} if one else ()) for one in switched}
        if told != switched or conditions_of(*cell) != (None if sign == "-" else frozenset(needs)):
            wrong.append(cell)
    assert wrong == []


STATE_PICTURE = """
                              open over closed sealed
journal          mark         +    a    -      -
journal          attendance   +    a    -      -
journal          topic        +    a    -      -
journal          homework     +    a    -      -
journal          work         +    a    -      -
journal          term_result  +    a    -      -
journal          note         +    a    -      -
edit_request     ask          -    a    -      -
edit_request     decide       +    a    -      -
lesson           substitute   +    +    -      -
lesson           cancel       +    +    -      -
lesson           move         +    +    -      -
term             close        +    +    -      -
term             reopen       -    -    +      -
term             reopen_year  -    -    -      +
compromise       void         +    +    n      n
import           run_history  -    +    -      -
"""
LEAVES = {"+": Leave.YES, "a": Leave.BY_ACT, "n": Leave.NAMED, "-": Leave.NO}


def test_every_cell_in_every_state_of_a_period(record_property) -> None:
    drawn = {}
    for line in STATE_PICTURE.strip().splitlines()[1:]:
        resource, action, *signs = line.split()
        drawn |= {
            (Resource(resource), Action(action), one): LEAVES[sign]
            for one, sign in zip(PeriodState, signs, strict=True)
        }
    assert set(drawn) == {(*duty, state) for duty in STATES for state in PeriodState}
    wrong, allow, every = [], 0, list(state_cells())
    for role, resource, action, relation, state in every:
        sign = WANTED[role, resource, action, relation]
        ways = [(frozenset(), sign == "+"), *((frozenset({one}), True) for one in CONDITIONS.get(sign, ()))]
        for conditions, may in ways:
            wanted = drawn.get((resource, action, state), Leave.YES) if may else Leave.NO
            asked = PeriodState.OPEN if state is None else state
            if leave([role], resource, action, relation, asked, conditions) is not wanted:
                wrong.append((role, resource, action, relation, state, conditions))
        allow += any(may and drawn.get((resource, action, state)) is not Leave.NO for _, may in ways)
    assert wrong == []
    text = f"{len(every)} клеток таблицы прав проверены: {allow} разрешают, {len(every) - allow} запрещают"
    record_property("said", text)


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


def test_families_write_nothing_but_a_tick_a_word_a_proposal_a_question_and_their_account() -> None:
    found = {(row.resource, row.action) for row in TABLE if row.role in {Role.PUPIL, Role.PARENT}}
    assert {action for _, action in found} == {
        Action.VIEW,
        Action.TICK,
        Action.ANNOUNCE,
        Action.PROPOSE,
        Action.ASK,
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
