"""The rules for users: the text of each group in force, who has acknowledged which, and who has not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parta.installation.models import School
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.regulation.enums import UserGroup
from parta.regulation.models import UserRules
from parta.regulation.queries.acquainting import ASKED, HERE
from parta.regulation.rules.user_groups import groups_of

PER_PAGE = 50

_OF = f"""
WITH {ASKED}, told AS (
    SELECT g.name, r.number, r.text,
           COALESCE((SELECT max(f.number) FROM regulation_userrules f WHERE f."group" = g.name AND f.asks_again), 0)
               AS least
    FROM unnest(%(groups)s::text[]) WITH ORDINALITY g (name, place) LEFT JOIN LATERAL (
        SELECT u.number, u.text FROM regulation_userrules u WHERE u."group" = g.name
        ORDER BY u.number DESC LIMIT 1) r ON true ORDER BY g.place
)
SELECT told.name, COALESCE(told.number, 0), told.text,
       (SELECT max(k.at) FROM regulation_userrulesacknowledgement k WHERE k.person_id = %(person)s::bigint
        AND k."group" = told.name AND k.number >= told.least),
       told.number IS NULL AND EXISTS (SELECT 1 FROM asked WHERE kind = 'rules'
                                       AND (known_by = 'everybody' OR told.name = 'staff'))
FROM told
"""
_LIST = f"""
WITH {HERE}, floor AS (
    SELECT COALESCE(max(number) FILTER (WHERE asks_again), 0) AS least FROM regulation_userrules
    WHERE "group" = %(group)s
), listed AS (
    SELECT here.*, k.number, k.at, COALESCE(k.number >= floor.least, false) AS said
    FROM here CROSS JOIN floor LEFT JOIN LATERAL (
        SELECT a.number, a.at FROM regulation_userrulesacknowledgement a
        WHERE a.person_id = here.id AND a."group" = %(group)s ORDER BY a.number DESC LIMIT 1) k ON true
    WHERE CASE %(group)s::text WHEN 'staff' THEN here.post IS NOT NULL WHEN 'pupils' THEN here.class_name IS NOT NULL
          ELSE here.wards IS NOT NULL END
), chosen AS (
    SELECT * FROM listed WHERE %(state)s::text = '' OR said = (%(state)s::text = 'said')
)
SELECT c.id, concat_ws(' ', c.last_name, NULLIF(c.first_name, ''), NULLIF(c.patronymic, '')), c.post, c.class_name,
       c.number, c.at, c.said, totals.wanted, totals.said, (SELECT count(*) FROM chosen)
FROM (SELECT count(*) AS wanted, count(*) FILTER (WHERE said) AS said FROM listed) totals
LEFT JOIN LATERAL (SELECT * FROM chosen ORDER BY sort_key, id LIMIT %(most)s::int OFFSET %(skip)s::int) c ON true
ORDER BY c.sort_key, c.id
"""


class Said(StrEnum):
    """Whom a list of acknowledgements names."""

    ALL = ""
    SAID = "said"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class RulesFor:
    """What a group is told today: the number 0 has no text here, it is the one that Parta comes with."""

    group: UserGroup
    number: int
    text: str | None
    acknowledged_at: datetime | None
    by_document: bool
    """The school asks the group to know its own document of rules instead of the text that Parta comes with."""

    @property
    def shown(self) -> bool:
        """Tell whether there is anything to read."""
        return self.text != "" and not self.by_document

    @property
    def waits(self) -> bool:
        """Tell whether the person is asked to acknowledge it."""
        return self.shown and self.acknowledged_at is None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with a way in, and the last text of a group's rules that they acknowledged."""

    person_id: int
    name: str
    post: str | None
    class_name: str | None
    number: int | None
    at: datetime | None
    said: bool


@dataclass(frozen=True, slots=True)
class ReadersPage:
    """A page of those who are to know a group's rules, with how many have said so."""

    rows: tuple[Reader, ...]
    wanted: int
    said: int
    page: int
    pages: int


def rules_for(actor: Actor) -> list[RulesFor]:
    """Give the rules that concern somebody, acknowledged or not (one query)."""
    return _rules(groups_of(actor.roles), actor)


def rules_of_groups(actor: Actor) -> list[RulesFor]:
    """Give the rules of all groups (one query)."""
    return _rules(list(UserGroup), actor)


def earlier_texts(group: UserGroup) -> list[UserRules]:
    """Give the school's own texts of a group, the newest first (one query)."""
    return list(UserRules.objects.filter(group=group).order_by("-number"))


def readers_page(
    group: UserGroup, *, school: School, actor: Actor, state: Said, page: int, per_page: int = PER_PAGE
) -> ReadersPage:
    """List who is to know a group's rules, and which text each has acknowledged (one query)."""
    page = min(max(1, page), 10_000)
    about = {
        "group": group, "school": school.pk, "today": actor.today, "state": state, "most": per_page,
        "skip": (page - 1) * per_page,
    }  # fmt: skip
    rows = sql(_LIST, about)
    wanted, said, found = rows[0][7:]
    people = tuple(Reader(*row[:7]) for row in rows if row[0] is not None)
    return ReadersPage(people, wanted, said, page, max(1, -(-found // per_page)))


def _rules(groups: Collection[UserGroup], actor: Actor) -> list[RulesFor]:
    about = {"groups": list(groups), "person": actor.person_id, "today": actor.today}
    return [RulesFor(UserGroup(row[0]), *row[1:]) for row in sql(_OF, about)]
