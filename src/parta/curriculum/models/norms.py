"""The most hours a week that the norms allow a parallel: reference data with dates, which a school corrects."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import dates_overlap, same


class LoadNorm(models.Model):
    """Hours a week of one parallel from one day to another: lessons in a week of five and of six days, activities."""

    grade_level = models.PositiveSmallIntegerField()
    five_days = models.PositiveSmallIntegerField()
    six_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: no six-day week")
    extracurricular = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["grade_level", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="load_norm_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="load_norm_has_source"),
            ExclusionConstraint(
                name="load_norm_once", expressions=[same("grade_level"), dates_overlap()], index_type="GIST"
            ),
        ]

    def most(self, week_days: int) -> int | None:
        """Give the most lessons in a week of so many days; None where a parallel has no such week."""
        return self.six_days if week_days > 5 else self.five_days
