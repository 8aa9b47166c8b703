"""Rows of a card that who is concerned tells of and who keeps the card accepts: achievements, further training."""

from django.db import models
from django.db.models import F, Q

from parta.kernel.database import choices
from parta.people.enums import Level
from parta.people.models.persons import Person, Pupil
from parta.people.models.staff import Employee


class Told(models.Model):
    """Who told of a row and what became of it: it waits, stands, or was declined; it is never deleted.

    Nobody told of what a file brought.
    """

    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True, default="", db_default="", help_text="why it was declined")

    class Meta:
        abstract = True


WHOLE = (~Q(accepted=False) | ~Q(answer="")) & (
    Q(accepted__isnull=False) | Q(told_by__isnull=False, told_at__isnull=False)
)
"""A declined row has words, a waiting one has who told of it."""


class Achievement(Told):
    """What a pupil achieved: where, on which level, with which result and paper."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="achievements")
    day = models.DateField()
    title = models.CharField(max_length=300)
    level = models.CharField(max_length=10, choices=choices(Level))
    result = models.CharField(max_length=100, blank=True, default="", db_default="")
    document = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=[str(one) for one in Level]), name="achievement_level_known"),
            models.CheckConstraint(condition=WHOLE, name="achievement_told_whole"),
            models.UniqueConstraint(
                fields=["pupil", "day", "title"],
                condition=Q(accepted=True) | Q(accepted__isnull=True),
                name="achievement_once",
            ),
        ]


class Training(Told):
    """A course of further training of an employee; lines of old lists have the programme's words alone."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="trainings")
    programme = models.CharField(max_length=1000)
    organisation = models.CharField(max_length=300, blank=True, default="", db_default="")
    hours = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    document = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        ordering = [F("ends_on").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="training_ends_after_start",
            ),
            models.CheckConstraint(condition=WHOLE, name="training_told_whole"),
            models.UniqueConstraint(
                fields=["employee", "programme", "ends_on"],
                condition=Q(accepted=True) | Q(accepted__isnull=True),
                nulls_distinct=False,
                name="training_once",
            ),
        ]
