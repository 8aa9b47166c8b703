"""Sheets of attestation: whom a lecturer examines on a day, and what stood in the journal when the sheet was closed."""

from django.db import models
from django.db.models import Q

from parta.curriculum.enums import ControlForm
from parta.curriculum.models import Course
from parta.kernel.database import choices
from parta.people.models import Person, Pupil
from parta.school.models import AcademicYear, Term


class AttestationSheet(models.Model):
    """A sheet of one course in one semester, numbered by year. Open, it reads the journal; closed, it keeps."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="attestation_sheets", db_index=False)
    number = models.PositiveIntegerField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="attestation_sheets", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="attestation_sheets")
    form = models.CharField(max_length=16, choices=choices(ControlForm))
    day = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="sheet_number_once"),
            models.UniqueConstraint(fields=["course", "term"], name="sheet_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="sheet_closed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(form="none"), name="sheet_has_form"),
        ]


class SheetSeat(models.Model):
    """A student of a sheet; `value` is empty until the sheet is closed."""

    sheet = models.ForeignKey(AttestationSheet, on_delete=models.CASCADE, related_name="seats", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="sheet_seats")
    value = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "pupil"], name="sheet_seat_once")]
