"""Which classes an actor may open."""

from django.db.models import Q, QuerySet

from parta.curriculum.enums import PlanState
from parta.curriculum.models import LessonPlan, TeachingLoad
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_persons import led_classes
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.school.models import SchoolClass


def visible_classes(actor: Actor) -> QuerySet[SchoolClass]:
    """Give the classes whose page the actor may open: all, the one led, those where the actor teaches."""

    def may(relation: Relation) -> bool:
        return allowed(actor.roles, Resource.CLASS_PAGE, Action.VIEW, relation)

    if may(Relation.SAME_SCHOOL):
        return SchoolClass.objects.all()
    wanted = Q(pk__in=[])
    if may(Relation.OWN):
        wanted |= Q(pk__in=led_classes(actor).values("pk"))
    if may(Relation.SAME_CLASS):
        taught = TeachingLoad.objects.filter(in_force(actor.today), employee_id=actor.person_id)
        wanted |= Q(pk__in=taught.values("course__school_class"))
    return SchoolClass.objects.filter(wanted)


def may_see_load(actor: Actor) -> bool:
    """Tell whether the actor sees who teaches what in the school."""
    return allowed(actor.roles, Resource.SCHOOL_SETTINGS, Action.VIEW, Relation.SAME_SCHOOL)


def may_keep_load(actor: Actor) -> bool:
    """Tell whether the actor hands courses over from one teacher to another."""
    return allowed(actor.roles, Resource.SCHOOL_SETTINGS, Action.EDIT, Relation.SAME_SCHOOL)


def may_keep_groups(actor: Actor) -> bool:
    """Tell whether the actor moves pupils between study groups."""
    return may_keep_load(actor)


def visible_plans(actor: Actor) -> QuerySet[LessonPlan]:
    """Give the lesson plans of the library that the actor may open: all or none."""
    seen = allowed(actor.roles, Resource.LESSON_PLAN, Action.VIEW, Relation.SAME_SCHOOL)
    return LessonPlan.objects.exclude(state=PlanState.FITTED) if seen else LessonPlan.objects.none()


def may_write_plans(actor: Actor) -> bool:
    """Tell whether the actor begins lesson plans."""
    return actor.person_id is not None and allowed(actor.roles, Resource.LESSON_PLAN, Action.EDIT, Relation.OWN)


def may_edit_plan(actor: Actor, plan: LessonPlan) -> bool:
    """Tell whether the plan is the actor's to write: the author's, of who teaches by it, the deputy's."""
    relation = Relation.OWN if plan.author_id == actor.person_id else Relation.SAME_SCHOOL
    if actor.person_id is None:
        return False
    if allowed(actor.roles, Resource.LESSON_PLAN, Action.EDIT, relation):
        return True
    by_it = TeachingLoad.objects.filter(in_force(actor.today), employee_id=actor.person_id, course__plan=plan)
    return allowed(actor.roles, Resource.LESSON_PLAN, Action.EDIT, Relation.OWN) and by_it.exists()


def may_decide_plan(actor: Actor, plan: LessonPlan) -> bool:
    """Tell whether the actor approves the plan or returns it: never the own one."""
    relation = Relation.OWN if plan.author_id == actor.person_id else Relation.SAME_SCHOOL
    return actor.person_id is not None and allowed(actor.roles, Resource.LESSON_PLAN, Action.DECIDE, relation)


def may_fit_plan(actor: Actor, *, teaches: bool) -> bool:
    """Tell whether the actor chooses and corrects the plan of a journal: who teaches it now, and the deputy."""
    relation = Relation.OWN if teaches else Relation.SAME_SCHOOL
    return actor.person_id is not None and allowed(actor.roles, Resource.LESSON_PLAN, Action.EDIT, relation)
