"""Who appoints whom: the director deputies and administrators, an administrator the rest, nobody above oneself.

Where the act says so a deputy hands on the roles of who answers for additional education and for admission (S4: 3.1).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import APPOINTED, RefusalCode, Role
from parta.people.rules.permissions import Condition

_BY_DIRECTOR = (Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR)
GRANTS: MappingProxyType[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.DIRECTOR: frozenset(_BY_DIRECTOR),
        Role.ADMINISTRATOR: frozenset(role for role in APPOINTED if role not in _BY_DIRECTOR),
    }
)
"""Role of who appoints → roles that he or she gives. The director gives the own role for an absence only."""


BY_DEPUTY = frozenset((Role.ADDITIONAL_EDUCATION, Role.ADMISSIONS_SECRETARY, Role.ADMISSIONS_REGISTER))
"""Roles that a deputy gives under `Condition.DEPUTY_GIVES_ROLES`: neither is above a deputy."""


@dataclass(frozen=True, slots=True)
class Post:
    """A role from the first day to the last; an empty end is open."""

    role: str
    start: date
    end: date | None = None

    def meets(self, other: "Post") -> bool:
        """Tell whether the days of both overlap."""
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)


@dataclass(frozen=True, slots=True)
class Appointing:
    """What is asked: a post for somebody, for an absence of another (`acting_for`) or for good, on a ground."""

    post: Post
    ground: str = ""
    acting: bool = False
    acting_for: int | None = None


def grantable(roles: Collection[str], conditions: Collection[str] = ()) -> tuple[Role, ...]:
    """Give the roles that somebody with these roles may give and take, by `conditions` of the act."""
    found: set[Role] = set()
    for role, given in GRANTS.items():
        if role in roles:
            found |= given
    if Role.DEPUTY in roles and Condition.DEPUTY_GIVES_ROLES in conditions:
        found |= BY_DEPUTY
    return tuple(role for role in APPOINTED if role in found)


def decide_appointment(
    asked: Appointing,
    *,
    roles: Collection[str],
    oneself: bool,
    today: date,
    held: Iterable[Post],
    holders: Collection[int] = (),
    conditions: Collection[str] = (),
) -> Decision:
    """Tell whether the post may be given (issue of rights never above the giver's).

    `roles` are the giver's, `held` the posts of the one appointed, `holders` the others who hold the role by themselves
    on the first day: who acts in an absence does so for one of them, and for nobody where the post is vacant. Refuses
    `APPOINT_…`.
    """
    post = asked.post
    if post.role not in grantable(roles, conditions):
        return Decision(False, RefusalCode.APPOINT_BY_ANOTHER, {"role": post.role}, who_can_lift=giver_of(post.role))
    if oneself:
        return Decision(False, RefusalCode.APPOINT_ONESELF)
    if post.start < today or (post.end is not None and post.end < post.start):
        return Decision(False, RefusalCode.APPOINT_BACKWARDS)
    if (asked.acting or post.role == Role.DIRECTOR) and (post.end is None or not asked.ground):
        return Decision(False, RefusalCode.APPOINT_ACTING, {"role": post.role})
    if (asked.acting_for not in holders) if asked.acting and holders else asked.acting_for is not None:
        return Decision(False, RefusalCode.APPOINT_FOR_WHOM, {"role": post.role})
    if any(one.role == post.role and one.meets(post) for one in held):
        return Decision(False, RefusalCode.APPOINT_TWICE, {"role": post.role})
    return ALLOWED


def decide_end(
    post: Post,
    *,
    last: date,
    roles: Collection[str],
    oneself: bool,
    today: date,
    others: int,
    conditions: Collection[str] = (),
) -> Decision:
    """Tell whether a post of somebody else may end with the day `last`, never later than it would.

    `others` counts the posts of the same role that go on without an end: a school is not left without a director or
    an administrator. Refuses `APPOINT_…`.
    """
    if post.role not in grantable(roles, conditions):
        return Decision(False, RefusalCode.APPOINT_BY_ANOTHER, {"role": post.role}, who_can_lift=giver_of(post.role))
    if oneself:
        return Decision(False, RefusalCode.APPOINT_END_ONESELF)
    if post.end is not None and post.end < today:
        return Decision(False, RefusalCode.APPOINT_ENDED)
    if last < max(post.start, today - timedelta(days=1)):
        return Decision(False, RefusalCode.APPOINT_BACKWARDS)
    if post.end is not None and last > post.end:
        return Decision(False, RefusalCode.APPOINT_LONGER)
    if post.role in (Role.DIRECTOR, Role.ADMINISTRATOR) and post.end is None and not others:
        return Decision(False, RefusalCode.APPOINT_LAST, {"role": post.role})
    return ALLOWED


def giver_of(role: str) -> str:
    """Name the role that gives this one."""
    return next((str(giver) for giver, given in GRANTS.items() if role in given), Role.DIRECTOR)
