"""Who may arrange the school's own frame."""

from parta.kernel.actor import Actor


def may_arrange(actor: Actor) -> bool:
    """Tell whether the actor keeps the school's card, year, bells, rooms and classes."""
    taken = {role for role, resource, act in actor.barred if resource == "school_settings" and act in ("view", "edit")}
    return any(actor.has(role) and role not in taken for role in ("administrator", "deputy"))


def may_rule_doors(actor: Actor) -> bool:
    """Tell whether the actor decides how people come into the school."""
    return actor.has("director", "administrator")
