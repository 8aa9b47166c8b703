"""Who may do what with dated lessons."""

from parta.kernel.actor import Actor
from parta.people.rules.permissions import Action, Relation, Resource, may_do


def may_cancel_lessons(actor: Actor) -> bool:
    """Tell whether the actor may mark a lesson as cancelled, and take that back."""
    return actor.person_id is not None and may_do(actor, Resource.LESSON, Action.CANCEL, Relation.SAME_SCHOOL)


def may_arrange(actor: Actor) -> bool:
    """Tell whether the actor says who is away and who gives the lessons of it."""
    found = may_do(actor, Resource.LESSON, Action.SUBSTITUTE, Relation.SAME_SCHOOL)
    return actor.person_id is not None and found


def may_move_lessons(actor: Actor) -> bool:
    """Tell whether the actor may move a lesson to another day, hour or room."""
    return actor.person_id is not None and may_do(actor, Resource.LESSON, Action.MOVE, Relation.SAME_SCHOOL)


def may_see_timetable(actor: Actor) -> bool:
    """Tell whether the actor sees the timetable of any class, teacher and room."""
    return may_do(actor, Resource.TIMETABLE, Action.VIEW, Relation.SAME_SCHOOL)


def may_see_reasons(actor: Actor) -> bool:
    """Tell whether the actor sees why a lesson was cancelled or given by another: it may tell of somebody's health."""
    return may_do(actor, Resource.LESSON, Action.VIEW, Relation.SAME_SCHOOL)


def may_judge_timetable(actor: Actor) -> bool:
    """Tell whether the actor sees how good the weekly timetable is: who has windows, which classes have hard days."""
    return may_do(actor, Resource.SCHOOL_SETTINGS, Action.VIEW, Relation.SAME_SCHOOL)


def may_make_timetable(actor: Actor) -> bool:
    """Tell whether the actor has a timetable made, keeps teachers' wishes, and puts a timetable in force."""
    return may_do(actor, Resource.SCHOOL_SETTINGS, Action.EDIT, Relation.SAME_SCHOOL)


def may_ask_wishes(actor: Actor) -> bool:
    """Tell whether the actor asks for wishes of their own to the timetable: who gives lessons."""
    return actor.person_id is not None and may_do(actor, Resource.DAY_PAGE, Action.VIEW, Relation.OWN)
