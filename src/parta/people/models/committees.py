"""The parents' committee of a class."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import dates_overlap, same
from parta.people.models.persons import Person
from parta.school.models import SchoolClass


class CommitteePlace(models.Model):
    """A parent in the committee of a class, from a day to a day; ended at once by whoever gives it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="committee_places")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="committee_places")
    starts_on = models.DateField()
    ends_on = models.DateField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="committee_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="committee_ended_whole",
            ),
            ExclusionConstraint(
                name="committee_once",
                expressions=[same("person_id"), same("school_class_id"), dates_overlap()],
                index_type="GIST",
                condition=Q(ended_at__isnull=True),
            ),
        ]
