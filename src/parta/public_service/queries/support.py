"""Grants of the school to the operator's support, and who acts by one."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from parta.installation.models import School
from parta.kernel.actor import OPERATOR, Actor
from parta.kernel.sql import sql
from parta.people.enums import Role
from parta.people.queries.actors import Frame
from parta.public_service.access import visible_help
from parta.public_service.models import HelpRequest, SupportGrant
from parta.public_service.rules.support import door_hash

MOST = 50
_FRAME = """
SELECT now(), COALESCE(c.time_zone, 'Europe/Moscow'), COALESCE(c.kind, 'school'), c.short_name, g.until
FROM public_service_supportgrant g LEFT JOIN (SELECT time_zone, kind, short_name FROM school_schoolcard LIMIT 1) c ON true
WHERE g.id = %(grant)s AND g.ended_at IS NULL AND g.until > now()
"""


@dataclass(frozen=True, slots=True)
class GrantsPage:
    """Grants, the latest first; the one in force; questions that one may be about."""

    rows: tuple[SupportGrant, ...]
    standing: SupportGrant | None
    questions: tuple[HelpRequest, ...]


def grants_page(actor: Actor, *, now: datetime) -> GrantsPage:
    """Read the grants of the school (two queries)."""
    found = SupportGrant.objects.select_related("granted_by", "ended_by", "question__registration")
    rows = tuple(found.order_by("-granted_at", "-pk")[:MOST])
    standing = next((row for row in rows if row.ended_at is None and row.until > now), None)
    questions = visible_help(actor).filter(answered_at__isnull=True).order_by("-pk")[:MOST]
    return GrantsPage(rows, standing, tuple(questions))


def grant_in_force(*, now: datetime) -> SupportGrant | None:
    """Give the grant of the entered school that is in force (one query)."""
    return SupportGrant.objects.filter(ended_at__isnull=True, until__gt=now).first()


def grant_behind_door(*, secret: str, now: datetime) -> SupportGrant | None:
    """Give the grant that a one-time address opens now (one query)."""
    alive = Q(ended_at__isnull=True, until__gt=now, door_until__gt=now)
    return SupportGrant.objects.filter(alive, door_hash=door_hash(secret)).first()


def support_frame(*, grant_id: int, school: School, request_id: str) -> tuple[Frame, datetime] | None:
    """Build the actor of a request that comes by a grant, and the moment of its end; None once it is over.

    By the database's clock, anew for every request (one query).
    """
    rows = sql(_FRAME, {"grant": grant_id})
    if not rows:
        return None
    moment, zone_name, kind, short_name, until = rows[0]
    zone = ZoneInfo(zone_name)
    now = moment.astimezone(zone)
    actor = Actor(
        account_id=None,
        person_id=None,
        school_slug=school.slug,
        roles=frozenset({str(Role.OPERATOR)}),
        request_id=request_id,
        device=OPERATOR,
        today=now.date(),
    )
    frame = Frame(
        actor=actor,
        now=now,
        zone=zone,
        school_kind=kind,
        school_name=short_name or school.name,
        person_name="",
        memberships=1,
    )
    return frame, until.astimezone(zone)
