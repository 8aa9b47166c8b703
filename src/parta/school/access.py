"""Who may arrange the school's own frame."""

from parta.kernel.actor import Actor


def may_arrange(actor: Actor) -> bool:
    """Tell whether the actor keeps the school's card, year, bells, rooms and classes."""
    return actor.has("administrator", "deputy")


def may_rule_doors(actor: Actor) -> bool:
    """Tell whether the actor decides how people come into the school."""
    return actor.has("director", "administrator")
