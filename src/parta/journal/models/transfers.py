"""What came with a pupil from another school."""

from django.db import models

from parta.people.models import Pupil


class BroughtMarks(models.Model):
    """Marks that a pupil had in another school of the installation when leaving it; never changed."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="brought_marks", db_index=False)
    school = models.CharField(max_length=200, help_text="the name of the school that was left")
    school_class = models.CharField(max_length=60)
    left_on = models.DateField()
    subjects = models.JSONField(help_text="[{subject, marks: [[date, value, weight]], average, results: [[…]]}]")
    absences = models.JSONField(
        default=dict, db_default={}, help_text="{lessons, days, late, reasons: [[code, lessons]]}; of old rows empty"
    )
    brought_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pupil", "left_on"], name="brought_marks_once")]
