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
