"""Days from which the terms of marks are counted: attestation, examination, the state's final examination."""

from django.db import models
from django.db.models import Q

from parta.curriculum.enums import AssessmentDayKind
from parta.curriculum.models.courses import Course
from parta.kernel.database import choices
from parta.school.models import Term


class AssessmentDay(models.Model):
    """A day of one course: its attestation in a period, its examination, its results of the state examination."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="assessment_days")
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
