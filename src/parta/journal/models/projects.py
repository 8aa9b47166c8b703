"""Course projects of a college: who writes on what, led by whom, and what it ended with."""

from django.db import models
from django.db.models import Q

from parta.curriculum.models import Course
from parta.people.models import Employee, Pupil
from parta.school.models import Term


class CourseProject(models.Model):
    """A student's project of one course in one semester.

    Where the semester ends with the project itself, its result is the journal's; beside an exam or a credit it is kept
    here.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="projects", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="course_projects")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="course_projects")
    theme = models.CharField(max_length=300)
    supervisor = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    value = models.CharField(max_length=8, blank=True, default="", help_text="empty: none yet, or the journal's")
    valued_on = models.DateField(null=True, blank=True, help_text="the day of the defence")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "term", "pupil"], name="course_project_once"),
            models.CheckConstraint(condition=~Q(theme=""), name="course_project_has_theme"),
            models.CheckConstraint(
                condition=Q(value="", valued_on__isnull=True) | (~Q(value="") & Q(valued_on__isnull=False)),
                name="course_project_valued_on_a_day",
            ),
        ]
