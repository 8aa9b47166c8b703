"""Events of one school and the heads of their chains."""

from django.db import models
from django.db.models.fields.json import KeyTextTransform


class ChainHead(models.Model):
    """The last link of one chain; its row lock serialises the writers of that chain."""

    chain = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(db_default=0)
    hash = models.CharField(max_length=64, db_default="")


class Event(models.Model):
    """One act of one person: never changed, never deleted (a trigger refuses both)."""

    chain = models.CharField(max_length=40)
    seq = models.BigIntegerField()
    act = models.CharField(max_length=40)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    acting_for = models.BigIntegerField(null=True)
    subject = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField()
    request_id = models.CharField(max_length=36, db_default="")
    device = models.CharField(max_length=60, db_default="")
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_event_chain_seq")]
        indexes = [
            models.Index(fields=["at"], name="audit_event_at"),
            models.Index(fields=["account_id", "at"], name="audit_event_account_at"),
            # The diary's news: what was lately entered for one pupil.
            models.Index(KeyTextTransform("pupil", "subject"), "at", name="audit_event_pupil_at"),
            # What was entered after its moment, to be counted over any days.
            models.Index(fields=["at"], name="audit_event_overdue", condition=models.Q(after__has_key="overdue")),
        ]
