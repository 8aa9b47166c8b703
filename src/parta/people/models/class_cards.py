"""What the information card of a class holds besides what the school knows already."""

from django.db import models
from django.db.models import F, Q

from parta.people.models.persons import Person
from parta.school.models import Room, SchoolClass


class ClassCard(models.Model):
    """The profile, the shift and the room of a class, as who leads it filled them in."""

    school_class = models.OneToOneField(
        SchoolClass, on_delete=models.PROTECT, primary_key=True, related_name="information_card"
    )
    profile = models.CharField(max_length=200, blank=True, default="", db_default="")
    shift = models.PositiveSmallIntegerField(null=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="+")
    filled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    filled_at = models.DateTimeField()
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(shift__in=[1, 2, 3]), name="class_card_shift")]


class ClassMember(models.Model):
    """A pupil of the class's council, with a duty and days."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="council")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="class_duties")
    duty = models.CharField(max_length=100, blank=True, default="", db_default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["person__sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="class_member_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["school_class", "person"], condition=Q(ends_on__isnull=True), name="class_member_once"
            ),
        ]
