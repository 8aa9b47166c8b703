"""How semesters of a college's courses end, where the school says it otherwise than the programme."""

from django.db import models

from parta.curriculum.enums import ControlForm
from parta.curriculum.models.courses import Course
from parta.kernel.database import choices
from parta.school.models import Term


class CourseControl(models.Model):
    """The form of control of one course in one semester, set by hand; without a row the programme's form holds."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="controls", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="controls")
    form = models.CharField(max_length=16, choices=choices(ControlForm))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "term"], name="course_control_once")]
