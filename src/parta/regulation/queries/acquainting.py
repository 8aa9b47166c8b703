"""Which acts people are asked to know, and who has not said so yet."""

from dataclasses import dataclass
from datetime import date, datetime

from parta.installation.models import School
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.people.enums import STAFF
from parta.regulation.queries import Versions, versions_from
from parta.regulation.rules.user_groups import groups_of

ASKED = """
asked AS (
    SELECT DISTINCT ON (a.id) e.id AS edition, a.id AS act, a.title, a.kind, a.known_by, e.starts_on, e.adopted_by,
           e.order_no, e.order_date
    FROM regulation_localact a JOIN regulation_actedition e ON e.act_id = a.id AND e.starts_on <= %(today)s::date
    WHERE a.known_by <> '' AND (a.ceased_on IS NULL OR a.ceased_on > %(today)s::date)
    ORDER BY a.id, e.starts_on DESC
)
"""
_HEARD = f"""
WITH {ASKED}
SELECT (SELECT json_agg(json_build_array(effective_from, preset, values) ORDER BY effective_from)
        FROM regulation_regulationversion),
       EXISTS (SELECT 1 FROM asked WHERE (known_by = 'everybody' OR %(staff)s::boolean) AND NOT EXISTS (
           SELECT 1 FROM regulation_acknowledgement k
           WHERE k.edition_id = asked.edition AND k.person_id = %(person)s::bigint)),
       EXISTS (SELECT 1 FROM unnest(%(groups)s::text[]) AS told (name)
               LEFT JOIN LATERAL (SELECT u.text FROM regulation_userrules u WHERE u."group" = told.name
                                  ORDER BY u.number DESC LIMIT 1) own ON true
               WHERE (own.text <> '') IS NOT FALSE AND (own.text IS NOT NULL OR NOT EXISTS (
                   SELECT 1 FROM asked WHERE kind = 'rules' AND (known_by = 'everybody' OR told.name = 'staff')))
               AND NOT EXISTS (
                   SELECT 1 FROM regulation_userrulesacknowledgement k
                   WHERE k.person_id = %(person)s::bigint AND k."group" = told.name AND k.number >= COALESCE((
                       SELECT max(f.number) FROM regulation_userrules f
                       WHERE f."group" = told.name AND f.asks_again), 0)))
"""
_OF = f"""
WITH {ASKED}
SELECT asked.edition, asked.act, asked.title, asked.starts_on, asked.adopted_by, asked.order_no, asked.order_date, k.at
FROM asked LEFT JOIN regulation_acknowledgement k ON k.edition_id = asked.edition AND k.person_id = %(person)s::bigint
WHERE known_by = 'everybody' OR %(staff)s::boolean ORDER BY asked.title, asked.act
"""
HERE = """
here AS (
    SELECT p.id, p.last_name, p.first_name, p.patronymic, p.sort_key, works.post, c.name AS class_name, cares.wards
    FROM public.installation_membership m JOIN people_person p ON p.id = m.person_id
    LEFT JOIN LATERAL (SELECT y.post FROM people_employee y WHERE y.person_id = p.id AND EXISTS (
        SELECT 1 FROM people_appointment a WHERE a.employee_id = p.id AND a.starts_on <= %(today)s::date
        AND (a.ends_on IS NULL OR a.ends_on >= %(today)s::date)
        UNION ALL SELECT 1 FROM people_homeroomteacher l WHERE l.employee_id = p.id AND l.starts_on <= %(today)s::date
        AND (l.ends_on IS NULL OR l.ends_on >= %(today)s::date))) works ON true
    LEFT JOIN LATERAL (SELECT s.name FROM people_enrolment e JOIN school_schoolclass s ON s.id = e.school_class_id
                       WHERE e.pupil_id = p.id AND e.starts_on <= %(today)s::date
                       AND (e.ends_on IS NULL OR e.ends_on >= %(today)s::date) LIMIT 1) c ON true
    LEFT JOIN LATERAL (SELECT count(*) AS wards FROM people_guardianship g WHERE g.guardian_id = p.id
                       AND g.starts_on <= %(today)s::date AND (g.ends_on IS NULL OR g.ends_on >= %(today)s::date)
                       HAVING count(*) > 0) cares ON true
    WHERE m.school_id = %(school)s::bigint AND m.is_active
      AND (works.post IS NOT NULL OR c.name IS NOT NULL OR cares.wards IS NOT NULL)
)
"""
_COUNTS = f"""
WITH {ASKED}, {HERE}
SELECT asked.edition, asked.act, asked.title, asked.known_by, asked.starts_on, count(here.id), count(k.id)
FROM asked LEFT JOIN here ON asked.known_by = 'everybody' OR here.post IS NOT NULL
LEFT JOIN regulation_acknowledgement k ON k.edition_id = asked.edition AND k.person_id = here.id
GROUP BY asked.edition, asked.act, asked.title, asked.known_by, asked.starts_on ORDER BY asked.title, asked.act
"""
_MISSING = f"""
WITH {ASKED}, {HERE}
SELECT here.id, here.last_name, here.first_name, here.patronymic, here.post, here.class_name
FROM asked JOIN here ON asked.known_by = 'everybody' OR here.post IS NOT NULL
WHERE asked.act = %(act)s::bigint AND NOT EXISTS (
    SELECT 1 FROM regulation_acknowledgement k WHERE k.edition_id = asked.edition AND k.person_id = here.id)
ORDER BY here.post IS NULL, here.class_name NULLS LAST, here.sort_key, here.id LIMIT %(most)s::int
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """An edition in force that somebody is asked to know; `acknowledged_at` where it is said already."""

    edition_id: int
    act_id: int
    title: str
    starts_on: date
    adopted_by: str
    order_no: str
    order_date: date | None
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """How far an act is known: of how many people with a way in, how many have said so."""

    edition_id: int
    act_id: int
    title: str
    known_by: str
    starts_on: date
    wanted: int
    said: int


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who has not said so: whoever works here has a post, a pupil a class, a parent neither."""

    person_id: int
    name: str
    post: str | None
    class_name: str | None


def act_and_asked(actor: Actor, today: date) -> tuple[Versions, bool]:
    """Read the versions of the regulation and whether the person is asked to know any act or rules (one query)."""
    about = {"today": today, "staff": _works(actor), "person": actor.person_id, "groups": groups_of(actor.roles)}
    rows, act_waits, rules_wait = sql(_HEARD, about)[0]
    return versions_from(rows), act_waits or rules_wait


def asked_of(actor: Actor) -> list[Asked]:
    """Give the acts in force that the person is asked to know, said or not (one query)."""
    return [Asked(*row) for row in sql(_OF, {"today": actor.today, "staff": _works(actor), "person": actor.person_id})]


def known_acts(*, school: School, today: date) -> list[Known]:
    """Tell of each act that people are asked to know how many have said so (one query)."""
    return [Known(*row) for row in sql(_COUNTS, {"today": today, "school": school.pk})]


def silent_about(act_id: int, *, school: School, today: date, most: int) -> list[Silent]:
    """Give who has a way in and has not said to know the act: the staff, then pupils by class, then parents."""
    rows = sql(_MISSING, {"today": today, "school": school.pk, "act": act_id, "most": most})
    return [Silent(row[0], " ".join(part for part in row[1:4] if part), row[4], row[5]) for row in rows]


def _works(actor: Actor) -> bool:
    return not actor.roles.isdisjoint(STAFF)
