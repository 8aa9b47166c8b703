"""Whose rules of use concern somebody."""

from collections.abc import Collection

from parta.people.enums import STAFF, Role
from parta.regulation.enums import UserGroup


def groups_of(roles: Collection[str]) -> list[UserGroup]:
    """Give the groups of somebody with these roles: who works here and has a child here is of two."""
    ours = {
        UserGroup.STAFF: any(role in STAFF for role in roles),
        UserGroup.FAMILIES: Role.PARENT in roles,
        UserGroup.PUPILS: Role.PUPIL in roles,
    }
    return [group for group, concerns in ours.items() if concerns]
