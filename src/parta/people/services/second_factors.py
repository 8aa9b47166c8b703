"""Resetting a lost second factor: who may; the factor itself belongs to `installation`."""

from datetime import date, datetime

from parta.installation.models import School
from parta.installation.services import second_factors
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.access_persons import visible_persons
from parta.people.models import Appointment
from parta.people.rules.letting_in import decide_reset, is_above
from parta.people.rules.permissions import Action, Relation, Resource, may_do


def reset_second_factor(*, actor: Actor, school: School, person_id: int, ground: str, now: datetime) -> None:
    """Take a person's lost second factor away on a ground; all sessions of the account end.

    Raises `Forbidden`, `NotVisible`. Refuses `SECOND_FACTOR_OWN`, `SECOND_FACTOR_ABOVE`, `SECOND_FACTOR_UNGROUNDED`,
    `ACCOUNT_SHARED`.
    """
    if not visible_persons(actor).filter(pk=person_id).exists():
        raise NotVisible
    require(may_do(actor, Resource.SIGN_IN, Action.RESET, Relation.SAME_SCHOOL))
    own, roles = person_id == actor.person_id, _posts(person_id, actor.today)
    refuse_if(decide_reset(actor_roles=actor.roles, roles=roles, own=own, ground=ground))
    second_factors.reset_second_factor(actor=actor, school=school, person_id=person_id, ground=ground.strip(), now=now)


def may_take_steps(actor: Actor, person_id: int, today: date) -> bool:
    """Tell whether a frozen account loses its second steps too: a director's only by a director's word."""
    return not is_above(actor.roles, _posts(person_id, today))


def _posts(person_id: int, today: date | None) -> set[str]:
    posts = Appointment.objects.filter(in_force(today), employee_id=person_id)
    return set(posts.values_list("role", flat=True))
