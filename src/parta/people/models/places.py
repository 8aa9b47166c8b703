"""Where a pupil studies and how they came and went."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import choices, dates_overlap, same
from parta.people.enums import MoveKind
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
    """A change of a pupil's place by order: an arrival, a departure, or a transfer from one class to another."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="movements", db_index=False)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, related_name="movements", help_text="which is entered or left"
    )
    into = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="of a transfer"
    )
    kind = models.CharField(max_length=20, choices=choices(MoveKind))
    date = models.DateField(help_text="the first day in a class; of a departure the last one")
    order_no = models.CharField(max_length=60, blank=True, default="")
    order_date = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True, default="", help_text="from where or to where")
    ground = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pupil", "kind", "date"], name="movement_once"),
            models.CheckConstraint(
                condition=Q(kind=MoveKind.TRANSFERRED, into__isnull=False)
                | (~Q(kind=MoveKind.TRANSFERRED) & Q(into__isnull=True)),
                name="movement_into_of_transfer",
            ),
        ]
