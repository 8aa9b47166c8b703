"""The schedule of control works: what is to be written on which day, before there is a column for it."""

from django.db import models
from django.db.models import Q

from parta.curriculum.models import Course, PlanLine
from parta.journal.enums import WorkLevel
from parta.kernel.database import choices
from parta.people.models import Person


class PlannedWork(models.Model):
    """A control work of one journal on a day; taken from a line of its plan, or put by hand."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="planned_works", db_index=False)
    day = models.DateField()
    kind = models.CharField(max_length=200, help_text="контрольная работа, диктант, ВПР")
    title = models.CharField(max_length=300, blank=True, default="")
    level = models.CharField(
        max_length=9, choices=choices(WorkLevel), default=WorkLevel.SCHOOL, db_default=WorkLevel.SCHOOL
    )
    plan_line = models.ForeignKey(
        PlanLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="empty: by hand"
    )
    fitted_on = models.DateField(
        null=True, blank=True, help_text="where the plan's line fell when the day was chosen; empty: on the day itself"
    )
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "day"], name="planned_work_once_a_day"),
            models.CheckConstraint(condition=~Q(kind=""), name="planned_work_has_kind"),
            models.CheckConstraint(condition=Q(level__in=[*WorkLevel]), name="planned_work_of_a_known_level"),
        ]
