"""Works, marks, absences and results of periods. A cleared record stays, empty, with its next version."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parta.curriculum.models import Course
from parta.journal.enums import WorkPurpose
from parta.people.models import Pupil
from parta.school.models import Term
from parta.timetable.models import Lesson


class WorkKind(models.Model):
    """A kind of work with the weight that new works get."""

    name = models.CharField(max_length=100, unique=True)
    short_name = models.CharField(max_length=12)
    weight = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    is_control = models.BooleanField(default=False)
    is_written = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class Work(models.Model):
    """What was assessed at a lesson: a column of the journal. The id is made by the client."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="works")
    kind = models.ForeignKey(WorkKind, on_delete=models.PROTECT, related_name="works")
    weight = models.DecimalField(max_digits=4, decimal_places=2, default=1, db_default=1)
    title = models.CharField(max_length=200, blank=True, default="", db_default="")
    purpose = models.CharField(max_length=9, blank=True, default="", db_default="", help_text="empty: not tracked")
    criteria = models.PositiveSmallIntegerField(default=1, db_default=1, help_text="marks for one work: «4/3» is two")
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    deleted = models.BooleanField(default=False, db_default=False, help_text="an empty column taken away")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(criteria__gte=1, criteria__lte=4), name="work_criteria"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=10), name="work_weight"),
            models.CheckConstraint(condition=Q(purpose__in=["", *WorkPurpose]), name="work_purpose"),
        ]


class Mark(models.Model):
    """A mark of one pupil for one criterion of one work; earlier attempts stay beside it («2→3»)."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="marks", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="marks", db_index=False)
    criterion = models.PositiveSmallIntegerField(default=1, db_default=1)
    value = models.CharField(max_length=8, blank=True, default="", db_default="", help_text="empty: cleared")
    attempts = ArrayField(models.CharField(max_length=8), default=list, db_default=[], help_text="earlier values")
    late = models.BooleanField(default=False, db_default=False, help_text="entered or changed after the lesson's day")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "pupil", "criterion"], name="mark_once")]
        indexes = [models.Index(fields=["pupil"], name="mark_pupil")]


class Attendance(models.Model):
    """A pupil was not there, or not in time; no row and an empty code mean present."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="attendance", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="attendance", db_index=False)
    code = models.CharField(max_length=12, blank=True, default="", db_default="")
    reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "pupil"], name="attendance_once")]
        indexes = [models.Index(fields=["pupil"], name="attendance_pupil")]


class TermResult(models.Model):
    """The mark of a period, of the year, of an exam, of the state examination, or the final one."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="results", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="results", db_index=False)
    kind = models.CharField(max_length=6, choices=[(x, x) for x in ("term", "year", "exam", "gia", "final")])
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="results")
    value = models.CharField(max_length=8, blank=True, default="", db_default="")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "pupil", "kind", "term"], name="term_result_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(kind="term", term__isnull=False) | (~Q(kind="term") & Q(term__isnull=True)),
                name="term_result_has_its_term",
            ),
        ]
        indexes = [models.Index(fields=["pupil"], name="result_pupil")]
