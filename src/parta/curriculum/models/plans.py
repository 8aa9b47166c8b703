"""Hours of the curriculum, lesson plans (КТП) and practice blocks."""

from django.db import models
from django.db.models import Q

from parta.curriculum.enums import CorrectionKind, PlanState
from parta.curriculum.models.subjects import Subject
from parta.kernel.database import choices
from parta.people.models import Employee
from parta.school.models import AcademicYear, SchoolClass


class CurriculumLine(models.Model):
    """Hours of one subject for one class: a week, and a college's hours by semester and attestation."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="curriculum_lines", db_index=False)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="curriculum_lines"
    )
    programme_code = models.CharField(max_length=40, blank=True, default="", help_text="college: the whole programme")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="curriculum_lines")
    profile = models.CharField(max_length=100, blank=True, default="", help_text="holds for this profile group only")
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    hours_total = models.PositiveSmallIntegerField(null=True, blank=True)
    semesters = models.JSONField(default=dict, blank=True, help_text="{semester: hours}")
    attestation = models.JSONField(default=dict, blank=True, help_text="{exam|graded_credit|credit: [semesters]}")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "school_class", "programme_code", "subject", "profile"],
                name="curriculum_line_once",
                nulls_distinct=False,
            )
        ]


class LessonPlan(models.Model):
    """A calendar-thematic plan (КТП) of a subject for a parallel: an edition of the library, or a course's own copy."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="lesson_plans")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="lesson_plans")
    grade_level = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    programme_code = models.CharField(max_length=20, blank=True, default="")
    edition = models.PositiveSmallIntegerField(default=1, db_default=1)
    state = models.CharField(
        max_length=12, choices=choices(PlanState), default=PlanState.DRAFT, db_default=PlanState.DRAFT
    )
    author = models.ForeignKey(
        Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="lesson_plans", help_text="who wrote it"
    )
    based_on = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        help_text="what it was copied from",
    )
    course = models.ForeignKey(
        "curriculum.Course",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_plans",
        help_text="fitted: the journal whose own plan this is; empty in the library",
    )
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(
        Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="plans_approved"
    )
    words = models.CharField(
        max_length=1000, blank=True, default="", db_default="", help_text="why it was returned to its author"
    )
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "subject", "grade_level", "title", "edition"],
                condition=Q(course__isnull=True),
                name="lesson_plan_edition_once",
            ),
            models.UniqueConstraint(
                fields=["year", "subject", "grade_level", "title"],
                condition=Q(state__in=["draft", "on_approval"]),
                name="lesson_plan_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state="fitted", course__isnull=False) | (~Q(state="fitted") & Q(course__isnull=True)),
                name="lesson_plan_fitted_has_course",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_on__isnull=False), name="lesson_plan_approved_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanLine(models.Model):
    """One line of a plan: a topic with its hours."""

    plan = models.ForeignKey(LessonPlan, on_delete=models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=500, blank=True, default="")
    topic = models.CharField(max_length=1000)
    hours = models.PositiveSmallIntegerField(default=1)
    lesson_kind = models.CharField(max_length=200, blank=True, default="")
    control_kind = models.CharField(max_length=200, blank=True, default="")
    homework = models.CharField(max_length=1000, blank=True, default="")
    resources = models.CharField(max_length=1000, blank=True, default="", db_default="")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_line_once")]


class PlanCorrection(models.Model):
    """A line of the correction sheet: what was changed in a journal's own plan, who, when and why."""

    plan = models.ForeignKey(LessonPlan, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=12, choices=choices(CorrectionKind))
    before = models.JSONField(help_text="[[number, topic, hours]]")
    after = models.JSONField(help_text="[[number, topic, hours]]")
    reason = models.CharField(max_length=300)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="plan_correction_has_reason")]


class Practice(models.Model):
    """A block of practice of a college group: dates, hours, place, leader."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="practices", db_index=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="practices")
    kind = models.CharField(max_length=100, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True, default="")
    leader = models.CharField(max_length=300, blank=True, default="")
    teacher = models.ForeignKey(
        Employee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        help_text="the leader, where it is one of the staff",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_class", "subject", "starts_on"], name="practice_once")]
