"""Where a pupil studies and how they came and went."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import dates_overlap, same
from parta.people.models.persons import Pupil
from parta.school.models import SchoolClass


class Enrolment(models.Model):
    """A pupil stands in a class from one day to another; in one class at a time."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="enrolments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="the last day in the class")
    order_no = models.CharField(max_length=60, blank=True, default="")
    individual = models.BooleanField(default=False, help_text="home schooling: own timetable, not the class's lessons")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="enrolment_ends_after_start"
            ),
            ExclusionConstraint(
                name="one_class_at_a_time", expressions=[same("pupil_id"), dates_overlap()], index_type="GIST"
            ),
        ]


class Movement(models.Model):
    """An arrival or a departure by order."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="movements")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=10, choices=[("arrived", "arrived"), ("departed", "departed")])
    date = models.DateField()
    order_no = models.CharField(max_length=60, blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="", help_text="from where or to where")
    ground = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pupil", "kind", "date"], name="movement_once")]
