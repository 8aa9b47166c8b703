"""What a director has declared void: an order about an account used by another, and the events that it names."""

from django.db import models
from django.db.models import Q

from parta.people.models import Compromise, Person


class Voiding(models.Model):
    """An order by which operations of an account are void; it deletes nothing."""

    compromise = models.ForeignKey(Compromise, on_delete=models.PROTECT, related_name="voidings")
    ordered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    ground = models.CharField(max_length=500, help_text="the order: number, day, reason")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(ground=""), name="voiding_has_ground")]


class VoidedEvent(models.Model):
    """One event of a journal's chain that an order declares void: never twice."""

    voiding = models.ForeignKey(Voiding, on_delete=models.PROTECT, related_name="events")
    chain = models.CharField(max_length=40)
    seq = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="event_voided_once")]
