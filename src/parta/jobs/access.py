"""Who may see jobs, stop them, and take what they made."""

from django.db.models import QuerySet

from parta.jobs.models import Job
from parta.kernel.actor import Actor
from parta.people.rules.permissions import Action, Relation, Resource, may_do


def sees_all_jobs(actor: Actor) -> bool:
    """Tell whether the actor sees the jobs of everybody."""
    return may_do(actor, Resource.JOB, Action.VIEW, Relation.SAME_SCHOOL)


def visible_jobs(actor: Actor) -> QuerySet[Job]:
    """Jobs that the actor asked for; for those who look after the school, everybody's."""
    jobs = Job.objects.all()
    return jobs if sees_all_jobs(actor) else jobs.filter(person_id=actor.person_id or 0)


def may_stop(actor: Actor, job: Job) -> bool:
    """Tell whether stopping this job is within the actor's duties."""
    relation = Relation.OWN if job.person_id == actor.person_id else Relation.SAME_SCHOOL
    return may_do(actor, Resource.JOB, Action.STOP, relation)
