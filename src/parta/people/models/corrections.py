"""Corrections of personal data that somebody proposed, and what became of them."""

from django.db import models
from django.db.models import Q

from parta.people.models.persons import Person


class Correction(models.Model):
    """What somebody says is wrong in a card: it changes nothing until one who keeps the card accepts it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    before = models.JSONField(help_text="plain values by field, as the asker saw them")
    after = models.JSONField()
    words = models.CharField(max_length=500, blank=True, default="")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["person"], condition=Q(accepted__isnull=True), name="correction_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(accepted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="correction_decided_whole",
            )
        ]
