"""Days from which the terms of marks are counted: attestation, examinations, those of the director's orders."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parta.curriculum.enums import AssessmentDayKind
from parta.curriculum.models.courses import Course
from parta.kernel.database import choices
from parta.school.models import Calendar, Term


class AssessmentDay(models.Model):
    """A day of one course: its attestation in a period, its examination, its results of the state examination."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="assessment_days", db_index=False)
    kind = models.CharField(max_length=14, choices=choices(AssessmentDayKind))
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="assessment_days", help_text="attestation"
    )
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "kind", "term"], name="assessment_day_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(kind="attestation", term__isnull=False) | (~Q(kind="attestation") & Q(term__isnull=True)),
                name="attestation_has_its_term",
            ),
        ]


class PeriodMarkOrder(models.Model):
    """An order of the director: on which days marks of a period (of the year) are put, in all grades or in some."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="mark_orders", db_index=False)
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="mark_orders", help_text="empty: the year"
    )
    grades = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, help_text="empty: all")
    order_no = models.CharField(max_length=60)
    order_date = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "term", "grades"], name="period_mark_order_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="period_mark_order_days"),
            models.CheckConstraint(condition=~Q(order_no=""), name="period_mark_order_named"),
        ]
