"""Accounts that somebody else used: who told it, since when, and when the owner got the account back."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import F, Q

from parta.people.models.persons import Person


class Compromise(models.Model):
    """Somebody else used a person's account since a moment; while it is open, the account is frozen.

    `told_by` is empty where the word came from another school of the same account.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="compromises")
    account_id = models.BigIntegerField()
    since = models.DateTimeField(help_text="from when on what the account did is in doubt")
    noticed_on = models.DateField(help_text="when it became known to who told it")
    words = models.CharField(max_length=500, blank=True, default="")
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()
    returned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-told_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(since__lte=F("told_at")), name="compromise_since_before_told"),
            models.CheckConstraint(
                condition=Q(since__gte=datetime(2000, 1, 1, tzinfo=UTC)), name="compromise_since_in_our_time"
            ),
            models.CheckConstraint(
                condition=Q(returned_by__isnull=True, returned_at__isnull=True)
                | Q(returned_by__isnull=False, returned_at__gte=F("told_at")),
                name="compromise_returned_whole",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(returned_at__isnull=True), name="compromise_open_once"
            ),
        ]
