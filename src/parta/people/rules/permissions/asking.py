"""Questions to the permission table: is an act allowed, may the school take it away, which cells are there."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from parta.kernel.actor import Actor
from parta.people.enums import Role
from parta.people.rules.permissions.duties import ACTIONS, Action, Condition, Relation, Resource
from parta.people.rules.permissions.table import NEAR_TO_FAR, TABLE, Permission

_CONDITIONS: dict[tuple[Role, Resource, Action, Relation], set[Condition | None]] = {}
for _row in TABLE:
    _CONDITIONS.setdefault((_row.role, _row.resource, _row.action, _row.relation), set()).add(_row.condition)


KEPT_ROLES = (Role.DIRECTOR, Role.ADMINISTRATOR, Role.OPERATOR)
"""Whose functions no school takes away: who answers for all, who lets people in, who is let in by a grant alone."""
_KEPT = frozenset(
    (
        Resource.OWN_ACCOUNT,
        Resource.COMPROMISE,
        Resource.HELP,
        Resource.REGULATION,
        Resource.RIGHTS,
        Resource.JOB,
    )
)
_KEPT_ACTS = frozenset({(Resource.PERSON_CARD, Action.VIEW), (Resource.DIARY, Action.VIEW)})
_KEPT_DUTIES = frozenset(
    (Role.TEACHER, resource, action)
    for resource in (Resource.JOURNAL, Resource.LESSON, Resource.DAY_PAGE)
    for action in ACTIONS[resource]
    if action is not Action.NOTE
)


def may_be_barred(role: Role, resource: Resource, action: Action) -> bool:
    """Tell whether a school may take a function from a category of its users (S3: П2-2.8): only what the table gives.

    Kept are the duties of the director and of the administrator, the own account and card, the diary of the own child
    (273-ФЗ, art. 44), the acts and help, and that a teacher keeps the journal.
    """
    if role in KEPT_ROLES or resource in _KEPT or (resource, action) in _KEPT_ACTS:
        return False
    return (role, resource, action) not in _KEPT_DUTIES and any(
        (role, resource, action, relation) in _CONDITIONS for relation in NEAR_TO_FAR
    )


def may_do(
    actor: Actor, resource: Resource, action: Action, relation: Relation, conditions: Iterable[str] = frozenset()
) -> bool:
    """Tell whether the act is within the actor's duties: by the table, less what the school has barred."""
    return allowed(actor.roles, resource, action, relation, conditions, actor.barred)


def allowed(
    roles: Iterable[str],
    resource: Resource,
    action: Action,
    relation: Relation,
    conditions: Iterable[str] = frozenset(),
    barred: frozenset[tuple[str, str, str]] = frozenset(),
) -> bool:
    """Tell whether one of the roles allows the act, given the settings of the regulation that are on.

    Who is barred from seeing something does nothing with it either. What may not be barred stays, whatever stands in
    `barred`. Unknown roles allow nothing; an action that the resource does not have is an error of the caller
    (`ValueError`).
    """
    return _allowed(frozenset(roles), resource, action, relation, frozenset(conditions), barred)


@lru_cache(maxsize=10_000)
def _allowed(
    roles: frozenset[str],
    resource: Resource,
    action: Action,
    relation: Relation,
    conditions: frozenset[str],
    barred: frozenset[tuple[str, str, str]],
) -> bool:
    if action not in ACTIONS[resource]:
        raise ValueError(f"{resource} has no action {action}")
    known = {Role(role) for role in roles if role in set(Role)}
    if barred:
        known = {role for role in known if not _is_barred(role, resource, action, barred)}
    switched_on = (None, *(Condition(name) for name in conditions if name in set(Condition)))
    return any(
        Permission(role, resource, action, relation, condition) in TABLE for role in known for condition in switched_on
    )


def _is_barred(role: Role, resource: Resource, action: Action, barred: frozenset[tuple[str, str, str]]) -> bool:
    taken = (one for one in (action, Action.VIEW) if (role, resource, one) in barred)
    return any(may_be_barred(role, resource, one) for one in taken)


def cells() -> Iterator[tuple[Role, Resource, Action, Relation]]:
    """Go through every cell of the table, allowed or not: for tests and for the readable page."""
    for role in Role:
        for resource, actions in ACTIONS.items():
            for action in actions:
                for relation in Relation:
                    yield role, resource, action, relation


def conditions_of(role: Role, resource: Resource, action: Action, relation: Relation) -> frozenset[Condition] | None:
    """Tell under which settings a cell allows: an empty set without any, None when it never does."""
    found = _CONDITIONS.get((role, resource, action, relation))
    if found is None or None in found:
        return None if found is None else frozenset()
    return frozenset(one for one in found if one is not None)
