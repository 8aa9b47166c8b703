"""Rows of cards that wait for somebody who keeps the card."""

from django.db.models import QuerySet

from parta.kernel.actor import Actor
from parta.people.access_persons import persons_to_edit
from parta.people.models import Achievement, Training

MOST = 200


def achievements_to_decide(actor: Actor) -> QuerySet[Achievement]:
    """Give the achievements that wait for somebody with the actor's duties."""
    rows = Achievement.objects.filter(accepted__isnull=True, pupil__person__in=persons_to_edit(actor))
    return rows.select_related("pupil__person", "told_by").order_by("told_at", "pk")


def trainings_to_decide(actor: Actor) -> QuerySet[Training]:
    """Give the courses of further training that wait for somebody with the actor's duties."""
    rows = Training.objects.filter(accepted__isnull=True, employee__person__in=persons_to_edit(actor))
    return rows.select_related("employee__person", "told_by").order_by("told_at", "pk")


def count_to_decide(actor: Actor) -> int:
    """Count them (two queries)."""
    return achievements_to_decide(actor).count() + trainings_to_decide(actor).count()
