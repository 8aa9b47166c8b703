"""Dated rows of a card that who keeps it writes: attestations of staff, the family's choice of paper, checks."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import dates_overlap, same
from parta.people.models.persons import Person, Pupil
from parta.people.models.staff import Employee


class Attestation(models.Model):
    """An attestation of an employee: its day, the category that was given, the order."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="attestations", db_index=False)
    day = models.DateField()
    category = models.CharField(max_length=100, help_text="первая, высшая, соответствие должности")
    document = models.CharField(max_length=300, help_text="the order: number, date, whose")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [models.UniqueConstraint(fields=["employee", "day"], name="attestation_once")]


class PaperChoice(models.Model):
    """A family refuses the electronic diary from a day, by its paper, until a day; `Pupil.paper_only` says it of now.

    Of what an import or an old card said the first day is not known: none, or the day after the refusal before.
    """

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="paper_choices")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, help_text="the last day on paper")
    document = models.CharField(max_length=200)
    end_document = models.CharField(max_length=200, blank=True, default="", db_default="")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = [F("starts_on").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="paper_choice_ends_after_start",
            ),
            ExclusionConstraint(
                name="paper_choice_once", expressions=[same("pupil_id"), dates_overlap()], index_type="GIST"
            ),
        ]


class PupilCheck(models.Model):
    """The card of one pupil was found true on a day (S0: 8 ¶2); a class is checked by `DataCheck`."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="checks", db_index=False)
    day = models.DateField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pupil", "day"], name="pupil_check_once_a_day")]
