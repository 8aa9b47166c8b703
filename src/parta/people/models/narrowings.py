"""Functions that the school has taken from categories of its users."""

from django.db import models
from django.db.models import Q

from parta.kernel.database import choices
from parta.people.enums import NarrowingState
from parta.people.models.persons import Person


class Narrowing(models.Model):
    """One function taken from one role from a day on: proposed, decided, given back; nothing is ever added."""

    role = models.CharField(max_length=30)
    resource = models.CharField(max_length=30)
    action = models.CharField(max_length=30)
    starts_on = models.DateField()
    ground = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=choices(NarrowingState))
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=NarrowingState.PROPOSED, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=NarrowingState.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="narrowing_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(state=NarrowingState.SET, ended_by__isnull=False, ended_at__isnull=False),
                name="narrowing_ended_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(one) for one in NarrowingState]) & ~Q(ground=""), name="narrowing_grounded"
            ),
            models.UniqueConstraint(
                fields=["role", "resource", "action"],
                condition=Q(ended_at__isnull=True) & ~Q(state=NarrowingState.DECLINED),
                name="narrowing_once",
            ),
        ]
