"""The way in of somebody of a family, shut for a time by who leads the class."""

from django.db import models
from django.db.models import F, Q

from parta.people.models.persons import Person
from parta.school.models import SchoolClass


class Suspension(models.Model):
    """Who leads a class shut the way in of its pupil or parent on a ground; open until somebody opens the way again."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="suspensions")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=300)
    shut_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    shut_at = models.DateTimeField()
    reopened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-shut_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(ground=""), name="suspension_has_a_ground"),
            models.CheckConstraint(
                condition=Q(reopened_by__isnull=True, reopened_at__isnull=True)
                | Q(reopened_by__isnull=False, reopened_at__gte=F("shut_at")),
                name="suspension_reopened_whole",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(reopened_at__isnull=True), name="suspension_open_once"
            ),
        ]
