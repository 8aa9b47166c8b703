"""Versions of the school's regulation by the date they take effect."""

from django.db import models


class RegulationVersion(models.Model):
    """The whole regulation from one date on: a preset and what the school changed in it."""

    effective_from = models.DateField(unique=True)
    preset = models.CharField(max_length=40)
    values = models.JSONField(default=dict, blank=True, help_text="changed settings over the preset")
    order_no = models.CharField(max_length=60, blank=True, default="")
    order_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["effective_from"]


class RegulationDraft(models.Model):
    """The school's own act while it is being written: at most one, and nothing is judged by it."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    preset = models.CharField(max_length=40)
    values = models.JSONField(default=dict, blank=True, help_text="changed settings over the preset")
    version = models.PositiveIntegerField(default=1)
    begun_by_id = models.BigIntegerField(null=True)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="regulation_one_draft")]
