"""Academic debts: what made one, its terms and commission, what is not counted, the retakes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parta.curriculum.models import Course
from parta.journal.enums import PauseReason
from parta.kernel.database import choices
from parta.people.models import Person, Pupil
from parta.school.models import Term


class AcademicDebt(models.Model):
    """A student did not pass a semester of a course; `value` is the result that made the debt, and stays."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="debts", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="debts")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="debts")
    value = models.CharField(max_length=8)
    raised_on = models.DateField(help_text="the day of the attestation, from which the year is counted")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_due = models.DateField(null=True, blank=True)
    second_due = models.DateField(null=True, blank=True)
    commission = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    order_no = models.CharField(max_length=60, blank=True, default="")
    order_date = models.DateField(null=True, blank=True)
    cleared_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "term", "pupil"], name="debt_once"),
            models.CheckConstraint(
                condition=Q(second_due__isnull=True) | Q(first_due__isnull=False, second_due__gte=F("first_due")),
                name="debt_terms_in_order",
            ),
            models.CheckConstraint(
                condition=Q(cleared_on__isnull=True) | Q(cleared_on__gte=F("raised_on")), name="debt_cleared_after"
            ),
        ]


class DebtAttempt(models.Model):
    """A retake: the first with the lecturer, the second with a commission; there is no third."""

    debt = models.ForeignKey(AcademicDebt, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    value = models.CharField(max_length=8)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["debt", "number"], name="debt_attempt_once"),
            models.CheckConstraint(condition=Q(number__in=(1, 2)), name="debt_two_attempts"),
        ]


class DebtPause(models.Model):
    """Days that are not counted in the year of a debt: illness, a leave."""

    debt = models.ForeignKey(AcademicDebt, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=16, choices=choices(PauseReason))
    starts_on = models.DateField()
    ends_on = models.DateField()
    ground = models.CharField(max_length=300)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="debt_pause_ends_after_start")
        ]
