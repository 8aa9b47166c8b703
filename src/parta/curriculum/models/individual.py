"""Curricula of single pupils: from one day to another, only the journals named in them are the pupil's."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.curriculum.enums import IndividualKind
from parta.curriculum.models.courses import Course
from parta.kernel.database import choices, dates_overlap, same
from parta.people.models import Pupil
from parta.school.models import SchoolClass


class IndividualPlan(models.Model):
    """A pupil of a class studies by an own curriculum; the class's journals without a line are not asked of them.

    Which they are says the view `curriculum_release`; what is left of a stay says the function `curriculum_attended`.
    """

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="individual_plans")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="individual_plans")
    kind = models.CharField(max_length=8, choices=choices(IndividualKind), default=IndividualKind.OWN)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=300, help_text="the order")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="individual_plan_dates"
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="individual_plan_has_ground"),
            ExclusionConstraint(
                name="individual_plan_once", expressions=[same("pupil_id"), dates_overlap()], index_type="GIST"
            ),
        ]


class IndividualLine(models.Model):
    """A journal that the pupil studies by the plan, with hours a week: the class's, or an own one."""

    plan = models.ForeignKey(IndividualPlan, on_delete=models.CASCADE, related_name="lines", db_index=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="individual_lines")
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "course"], name="individual_line_once")]
