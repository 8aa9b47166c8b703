"""Resetting a lost second factor: who may; the factor itself belongs to `installation`."""

from datetime import datetime

from parta.installation.models import School
from parta.installation.services import second_factors
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.access_persons import visible_persons
from parta.people.models import Appointment
from parta.people.rules.letting_in import decide_reset
from parta.people.rules.permissions import Action, Relation, Resource, allowed


def reset_second_factor(*, actor: Actor, school: School, person_id: int, ground: str, now: datetime) -> None:
    """Take a person's lost second factor away on a ground; all sessions of the account end.

    Raises `Forbidden`, `NotVisible`. Refuses `SECOND_FACTOR_OWN`, `SECOND_FACTOR_ABOVE`, `SECOND_FACTOR_UNGROUNDED`,
    `ACCOUNT_SHARED`.
    """
    if not visible_persons(actor).filter(pk=person_id).exists():
        raise NotVisible
    require(allowed(actor.roles, Resource.SIGN_IN, Action.RESET, Relation.SAME_SCHOOL))
    posts = Appointment.objects.filter(in_force(actor.today), employee_id=person_id)
    roles = set(posts.values_list("role", flat=True))
    own = person_id == actor.person_id
    refuse_if(decide_reset(actor_roles=actor.roles, roles=roles, own=own, ground=ground))
    second_factors.reset_second_factor(actor=actor, school=school, person_id=person_id, ground=ground.strip(), now=now)
