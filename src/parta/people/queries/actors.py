"""Who acts: one query for the membership, the person, the roles in force and the moment."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from parta.installation.models import Membership, School
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.people.models import Employee

_ACTOR = """
WITH card AS (SELECT time_zone, kind, short_name, second_factor_from FROM school_schoolcard LIMIT 1),
     me AS (SELECT person_id FROM public.installation_membership
            WHERE account_id = %(account)s AND school_id = %(school)s AND is_active),
     today AS (SELECT (now() AT TIME ZONE COALESCE((SELECT time_zone FROM card), 'Europe/Moscow'))::date AS d)
SELECT now(), COALESCE(card.time_zone, 'Europe/Moscow'), COALESCE(card.kind, 'school'), card.short_name,
       p.id, p.last_name, p.first_name, p.patronymic,
       ARRAY(SELECT role FROM people_appointment a
             WHERE a.employee_id = p.id AND a.starts_on <= today.d AND (a.ends_on IS NULL OR a.ends_on >= today.d)),
       EXISTS (SELECT 1 FROM people_homeroomteacher h
               WHERE h.employee_id = p.id AND h.starts_on <= today.d AND (h.ends_on IS NULL OR h.ends_on >= today.d)),
       EXISTS (SELECT 1 FROM people_enrolment e
               WHERE e.pupil_id = p.id AND e.starts_on <= today.d AND (e.ends_on IS NULL OR e.ends_on >= today.d)),
       EXISTS (SELECT 1 FROM people_guardianship g
               WHERE g.guardian_id = p.id AND g.starts_on <= today.d AND (g.ends_on IS NULL OR g.ends_on >= today.d)),
       EXISTS (SELECT 1 FROM people_trustedperson t
               WHERE t.person_id = p.id AND t.opens IS NOT NULL AND today.d BETWEEN t.starts_on AND t.ends_on),
       EXISTS (SELECT 1 FROM people_committeeplace c
               JOIN people_enrolment e ON e.school_class_id = c.school_class_id AND e.starts_on <= today.d
                    AND (e.ends_on IS NULL OR e.ends_on >= today.d)
               JOIN people_guardianship g ON g.pupil_id = e.pupil_id AND g.guardian_id = p.id
                    AND g.starts_on <= today.d AND (g.ends_on IS NULL OR g.ends_on >= today.d)
               WHERE c.person_id = p.id AND c.ended_at IS NULL AND today.d BETWEEN c.starts_on AND c.ends_on),
       EXISTS (SELECT 1 FROM people_employee w WHERE w.person_id = p.id AND w.left_on < today.d),
       ARRAY(SELECT n.role || ' ' || n.resource || ' ' || n.action FROM people_narrowing n
             WHERE n.state = 'set' AND n.ended_at IS NULL AND n.starts_on <= today.d),
       ARRAY(SELECT a.role || ' ' || a.acting_for_id FROM people_appointment a
             WHERE a.employee_id = p.id AND a.acting_for_id IS NOT NULL AND today.d BETWEEN a.starts_on AND a.ends_on
             AND NOT EXISTS (SELECT 1 FROM people_appointment o
                             WHERE o.employee_id = p.id AND o.role = a.role AND o.acting_for_id IS NULL
                             AND o.starts_on <= today.d AND (o.ends_on IS NULL OR o.ends_on >= today.d))
             UNION SELECT 'homeroom_teacher ' || l.employee_id FROM people_homeroomteacher h
             JOIN people_homeroomteacher l ON l.school_class_id = h.school_class_id AND NOT l.acting
                  AND l.starts_on <= today.d AND (l.ends_on IS NULL OR l.ends_on >= today.d)
             WHERE h.employee_id = p.id AND h.acting AND today.d BETWEEN h.starts_on AND h.ends_on
             AND NOT EXISTS (SELECT 1 FROM people_homeroomteacher o
                             WHERE o.employee_id = p.id AND NOT o.acting
                             AND o.starts_on <= today.d AND (o.ends_on IS NULL OR o.ends_on >= today.d))),
       card.second_factor_from,
       EXISTS (SELECT 1 FROM public.mfa_authenticator f
               WHERE f.user_id = %(account)s AND f.type <> 'recovery_codes'),
       (SELECT count(*) FROM public.installation_membership
        WHERE account_id = %(account)s AND is_active)
FROM today LEFT JOIN card ON true JOIN me ON true JOIN people_person p ON p.id = me.person_id
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything a request knows before its view: who, when, in what school."""

    actor: Actor
    now: datetime
    zone: ZoneInfo
    school_kind: str
    school_name: str
    person_name: str
    memberships: int
    second_factor_from: date | None = None
    second_factor: bool = False


def has_left(*, account_id: int, school: School) -> bool:
    """Tell whether an account that nobody acts by is of somebody whose last day at work is written down."""
    held = Membership.objects.filter(school=school, account_id=account_id, is_active=True)
    person = held.values_list("person_id", flat=True).first()
    return person is not None and Employee.objects.filter(pk=person, left_on__isnull=False).exists()


def actor_for(*, account_id: int, school: School, request_id: str, device: str = "") -> Frame | None:
    """Build the actor of a request from the account's membership, or None where there is none, or who was dismissed.

    The moment is the database's clock in the school's zone; roles are those in force on that day.
    """
    rows = sql(_ACTOR, {"account": account_id, "school": school.pk})
    if not rows:
        return None
    (
        moment,
        zone_name,
        kind,
        short_name,
        person_id,
        *names,
        roles,
        leads,
        studies,
        cares,
        trusted,
        sits,
        left,
        barred,
        stands,
        since,
        secured,
        count,
    ) = rows[0]
    zone = ZoneInfo(zone_name)
    now = moment.astimezone(zone)
    extra = [
        ("homeroom_teacher", leads),
        ("pupil", studies),
        ("parent", cares),
        ("trusted_person", trusted),
        ("parents_committee", sits),
    ]
    held = frozenset(roles) | frozenset(role for role, one in extra if one)
    if left and not held:
        return None
    actor = Actor(
        account_id=account_id,
        person_id=person_id,
        school_slug=school.slug,
        roles=held,
        request_id=request_id,
        device=device,
        today=now.date(),
        barred=frozenset((role, resource, action) for role, resource, action in map(str.split, barred)),
        stands_for=frozenset((role, int(whose)) for role, whose in map(str.split, stands)),
    )
    return Frame(
        actor=actor,
        now=now,
        zone=zone,
        school_kind=kind,
        school_name=short_name or school.name,
        person_name=" ".join(part for part in names if part),
        memberships=count,
        second_factor_from=since,
        second_factor=secured,
    )
