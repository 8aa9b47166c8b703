"""Which classes an actor may open."""

from django.db.models import Q, QuerySet

from parta.curriculum.enums import PlanState
from parta.curriculum.models import LessonPlan, TeachingLoad
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_persons import led_classes
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.school.models import SchoolClass


def visible_classes(actor: Actor) -> QuerySet[SchoolClass]:
    """Give the classes whose page the actor may open: all, the one led, those where the actor teaches."""

    def may(relation: Relation) -> bool:
        return may_do(actor, Resource.CLASS_PAGE, Action.VIEW, relation)

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
    return may_do(actor, Resource.SCHOOL_SETTINGS, Action.VIEW, Relation.SAME_SCHOOL)


def may_keep_load(actor: Actor) -> bool:
    """Tell whether the actor hands courses over from one teacher to another."""
    return may_do(actor, Resource.SCHOOL_SETTINGS, Action.EDIT, Relation.SAME_SCHOOL)


def may_keep_groups(actor: Actor, class_id: int) -> bool:
    """Tell whether the actor moves pupils between study groups of a class: of any, or of the one led today."""
    if may_do(actor, Resource.CLASS_PAGE, Action.EDIT, Relation.SAME_SCHOOL):
        return True
    own = may_do(actor, Resource.CLASS_PAGE, Action.EDIT, Relation.OWN)
    return own and led_classes(actor).filter(pk=class_id).exists()


def may_approve_year(actor: Actor) -> bool:
    """Tell whether the actor approves the curriculum, the load, the timetable and the tariff list of a year."""
    decides = may_do(actor, Resource.SCHOOL_SETTINGS, Action.DECIDE, Relation.SAME_SCHOOL)
    return actor.person_id is not None and decides


def visible_plans(actor: Actor) -> QuerySet[LessonPlan]:
    """Give the lesson plans of the library that the actor may open: all or none."""
    seen = may_do(actor, Resource.LESSON_PLAN, Action.VIEW, Relation.SAME_SCHOOL)
    return LessonPlan.objects.exclude(state=PlanState.FITTED) if seen else LessonPlan.objects.none()


def readable_plans(actor: Actor) -> QuerySet[LessonPlan]:
    """Give all lesson plans with the journals' own ones, whose files are the library's, to who reads the library."""
    seen = may_do(actor, Resource.LESSON_PLAN, Action.VIEW, Relation.SAME_SCHOOL)
    return LessonPlan.objects.all() if seen else LessonPlan.objects.none()


def may_write_plans(actor: Actor) -> bool:
    """Tell whether the actor begins lesson plans."""
    return actor.person_id is not None and may_do(actor, Resource.LESSON_PLAN, Action.EDIT, Relation.OWN)


def may_edit_plan(actor: Actor, plan: LessonPlan) -> bool:
    """Tell whether the plan is the actor's to write: the author's, of who teaches by it, the deputy's."""
    relation = Relation.OWN if plan.author_id == actor.person_id else Relation.SAME_SCHOOL
    if actor.person_id is None:
        return False
    if may_do(actor, Resource.LESSON_PLAN, Action.EDIT, relation):
        return True
    by_it = TeachingLoad.objects.filter(in_force(actor.today), employee_id=actor.person_id, course__plan=plan)
    return may_do(actor, Resource.LESSON_PLAN, Action.EDIT, Relation.OWN) and by_it.exists()


def may_decide_plan(actor: Actor, plan: LessonPlan) -> bool:
    """Tell whether the actor approves the plan or returns it: never the own one."""
    relation = Relation.OWN if plan.author_id == actor.person_id else Relation.SAME_SCHOOL
    return actor.person_id is not None and may_do(actor, Resource.LESSON_PLAN, Action.DECIDE, relation)


def choosable_plans(actor: Actor) -> QuerySet[LessonPlan]:
    """Give the plans that the actor may give to a journal: approved ones, before that those that are theirs to write.

    To follow a plan is to write it (`may_edit_plan`): a colleague's draft is not had by choosing it.
    """
    found = visible_plans(actor).exclude(state=PlanState.ARCHIVED)
    writes = actor.person_id is not None
    if writes and may_do(actor, Resource.LESSON_PLAN, Action.EDIT, Relation.SAME_SCHOOL):
        return found
    wanted = Q(state=PlanState.APPROVED)
    if writes and may_do(actor, Resource.LESSON_PLAN, Action.EDIT, Relation.OWN):
        taught = TeachingLoad.objects.filter(in_force(actor.today), employee_id=actor.person_id)
        wanted |= Q(author=actor.person_id) | Q(pk__in=taught.values("course__plan"))
    return found.filter(wanted)


def may_fit_plan(actor: Actor, *, teaches: bool) -> bool:
    """Tell whether the actor chooses and corrects the plan of a journal: who teaches it now, and the deputy."""
    relation = Relation.OWN if teaches else Relation.SAME_SCHOOL
    return actor.person_id is not None and may_do(actor, Resource.LESSON_PLAN, Action.EDIT, relation)
