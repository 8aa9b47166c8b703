"""Справки-вызовы: by which an employer lets a part-time student go to a session."""

from django.db import models

from parta.people.models.persons import Person, Pupil
from parta.school.models import AcademicYear, StudySession


class CallNote(models.Model):
    """A note of one student for one session, numbered by year; it keeps the days that it was issued for."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="call_notes", db_index=False)
    number = models.PositiveIntegerField()
    session = models.ForeignKey(StudySession, on_delete=models.PROTECT, related_name="call_notes", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="call_notes")
    starts_on = models.DateField()
    ends_on = models.DateField()
    issued_on = models.DateField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="call_note_number_once"),
            models.UniqueConstraint(fields=["session", "pupil", "starts_on", "ends_on"], name="call_note_once"),
        ]
