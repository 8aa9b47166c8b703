"""What was taught and set at a lesson, and what the teacher wrote of a pupil."""

import uuid

from django.db import models
from django.db.models import Q

from parta.curriculum.models import PlanLine
from parta.people.models import Person, Pupil
from parta.timetable.models import Lesson


class LessonEntry(models.Model):
    """The topic of a lesson."""

    lesson = models.OneToOneField(Lesson, on_delete=models.PROTECT, primary_key=True, related_name="entry")
    topic = models.CharField(max_length=1000, blank=True, default="", db_default="")
    plan_line = models.ForeignKey(PlanLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries")
    version = models.IntegerField(default=1, db_default=1)


class RollCall(models.Model):
    """The teacher looked who is there: everyone not marked absent was present."""

    lesson = models.OneToOneField(Lesson, on_delete=models.PROTECT, primary_key=True, related_name="roll_call")
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    taken_at = models.DateTimeField()


class Homework(models.Model):
    """What is set at a lesson: shown in the journal where it was given, in the diary where it is due."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="homework", db_index=False)
    due_lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, null=True, blank=True, related_name="homework_due")
    pupil = models.ForeignKey(
        Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="homework", help_text="empty: everyone"
    )
    text = models.TextField(blank=True, default="", db_default="", max_length=4000)
    none_set = models.BooleanField(default=False, db_default=False, help_text="«без задания»")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="estimated time")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "pupil"], name="homework_once", nulls_distinct=False),
            models.CheckConstraint(condition=~Q(none_set=True) | Q(text=""), name="homework_none_has_no_text"),
        ]


class HomeworkDone(models.Model):
    """The pupil's own tick."""

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="done", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="homework_done")
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["homework", "pupil"], name="homework_done_once")]


class PupilNote(models.Model):
    """The teacher's words to one pupil at one lesson; the family reads them."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="pupil_notes", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="lesson_notes")
    text = models.CharField(max_length=1000, blank=True, default="", db_default="")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "pupil"], name="pupil_note_once")]
