"""Who may look into the closed sections of a pupil's card, and who keeps them."""

from parta.kernel.actor import Actor
from parta.people.access import visible_children
from parta.people.enums import CareSection
from parta.people.rules.care import KEEPERS, RESOURCES
from parta.people.rules.permissions import Action, Relation, may_do


def may_open_section(actor: Actor, section: CareSection, pupil_id: int) -> bool:
    """Tell whether the actor may look into a section: who keeps it of anybody, a family into the own of health."""
    resource = RESOURCES[section]
    if may_do(actor, resource, Action.VIEW, Relation.SAME_SCHOOL):
        return True
    own = may_do(actor, resource, Action.VIEW, Relation.OWN)
    return own and visible_children(actor).filter(pk=pupil_id).exists()


def may_keep_section(actor: Actor, section: CareSection) -> bool:
    """Tell whether the actor writes and withdraws notes of a section."""
    return may_do(actor, RESOURCES[section], Action.EDIT, Relation.SAME_SCHOOL)


def may_assign(actor: Actor, section: CareSection) -> bool:
    """Tell whether the actor says which pupils are whose: leaders, and who keeps the section."""
    return section in KEEPERS and may_do(actor, RESOURCES[section], Action.DECIDE, Relation.SAME_SCHOOL)
