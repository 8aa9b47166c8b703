"""Courses (one course is one journal), the groups they are taught to, and who teaches them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.curriculum.enums import CourseKind
from parta.curriculum.models.plans import LessonPlan
from parta.curriculum.models.subjects import Subject
from parta.kernel.database import choices, dates_overlap, same
from parta.people.models import Employee, Pupil
from parta.school.models import AcademicYear, Calendar, SchoolClass


class StudyGroup(models.Model):
    """A part of a class, or pupils of several classes, or one pupil, who study something together."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="study_groups", db_index=False)
    school_class = models.ForeignKey(
        SchoolClass,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="study_groups",
        help_text="empty: pupils of several classes",
    )
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="study_groups")
    name = models.CharField(max_length=100, help_text="«1 гр.», «дев.», «техн. гр.»")
    name_key = models.CharField(max_length=100)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "school_class", "subject", "name_key"], name="study_group_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


class StudyGroupMember(models.Model):
    """A pupil belongs to a study group from one day to another."""

    group = models.ForeignKey(StudyGroup, on_delete=models.PROTECT, related_name="members")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="group_memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="member_ends_after_start"
            ),
            ExclusionConstraint(
                name="member_once",
                expressions=[same("group_id"), same("pupil_id"), dates_overlap()],
                index_type="GIST",
            ),
        ]


class Course(models.Model):
    """One journal: a subject taught to a class or to a study group in one year."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="courses", db_index=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="courses")
    school_class = models.ForeignKey(
        SchoolClass,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        help_text="the class whose page this is; empty for joined groups",
    )
    study_group = models.ForeignKey(
        StudyGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        help_text="empty: the whole class",
    )
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="courses")
    kind = models.CharField(max_length=16, choices=choices(CourseKind), default=CourseKind.LESSON)
    title = models.CharField(max_length=300, blank=True, default="", help_text="empty: the subject's name")
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    marks_given = models.BooleanField(default=True, help_text="false for courses without marks by their nature")
    plan = models.ForeignKey(LessonPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="courses")
    sort_key = models.CharField(max_length=400, default="", db_default="")
    ends_on = models.DateField(null=True, blank=True, help_text="the last day of its lessons; empty: open")
    joint = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="journals with the same one are given as one lesson where they stand together",
    )
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "subject", "school_class", "study_group", "kind", "title"],
                name="course_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(school_class__isnull=False) | Q(study_group__isnull=False), name="course_has_learners"
            ),
        ]

    @property
    def name(self) -> str:
        """What the journal is called: its own title or the subject's name."""
        return self.title or self.subject.name


class TeachingLoad(models.Model):
    """Who teaches a course, how much and when; several teachers may share one."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="loads")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="loads")
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    hours_total = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="load_ends_after_start"
            ),
            ExclusionConstraint(
                name="load_once",
                expressions=[same("course_id"), same("employee_id"), dates_overlap()],
                index_type="GIST",
            ),
        ]
