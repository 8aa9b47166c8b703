"""Who may look into the closed sections of a pupil's card, and who keeps them."""

from django.db.models import QuerySet

from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access import visible_children
from parta.people.enums import CareSection
from parta.people.models import CareWard
from parta.people.rules.care import KEEPERS, RESOURCES
from parta.people.rules.permissions import Action, Relation, may_do


def may_open_section(actor: Actor, section: CareSection, pupil_id: int) -> bool:
    """Tell whether the actor may look into a section: the nurse of anybody, a family into the own of health.

    Who keeps a section of assigned pupils opens it of those who are assigned to him or her today.
    """
    resource = RESOURCES[section]
    if may_do(actor, resource, Action.VIEW, Relation.SAME_SCHOOL):
        return True
    if not may_do(actor, resource, Action.VIEW, Relation.OWN):
        return False
    if section in KEEPERS:
        return own_wards(actor, section).filter(pupil_id=pupil_id).exists()
    return visible_children(actor).filter(pk=pupil_id).exists()


def own_wards(actor: Actor, section: CareSection) -> QuerySet[CareWard]:
    """Give the assignments of a section to the actor that hold today."""
    assert actor.today is not None
    return CareWard.objects.filter(in_force(actor.today), section=section, keeper_id=actor.person_id)


def may_keep_section(actor: Actor, section: CareSection) -> bool:
    """Tell whether the actor writes and withdraws notes of a section; of which pupils, `may_open_section` says."""
    return may_do(actor, RESOURCES[section], Action.EDIT, Relation.OWN)


def may_assign(actor: Actor, section: CareSection) -> bool:
    """Tell whether the actor says which pupils are whose: leaders, and who keeps the section."""
    return section in KEEPERS and may_do(actor, RESOURCES[section], Action.DECIDE, Relation.SAME_SCHOOL)
