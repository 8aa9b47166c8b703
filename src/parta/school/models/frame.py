"""The school's card, its rooms and its classes."""

from django.db import models
from django.db.models import F, Q

from parta.kernel.database import choices
from parta.school.enums import SHIFTS, ClassDayKind, ClassKind, SchoolKind, StudyForm
from parta.school.models.calendar import AcademicYear, Calendar


class SchoolCard(models.Model):
    """What the school says of itself; one row."""

    kind = models.CharField(max_length=10, choices=choices(SchoolKind), default=SchoolKind.SCHOOL)
    full_name = models.CharField(max_length=500)
    short_name = models.CharField(max_length=200)
    founder = models.CharField(max_length=500, blank=True, default="")
    director_name = models.CharField(max_length=200, blank=True, default="")
    region = models.CharField(max_length=200, blank=True, default="")
    locality = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    phone = models.CharField(max_length=100, blank=True, default="")
    email = models.CharField(max_length=200, blank=True, default="")
    site = models.CharField(max_length=200, blank=True, default="")
    time_zone = models.CharField(max_length=50, default="Europe/Moscow")
    second_factor_from = models.DateField(null=True, blank=True, help_text="who may write signs in by two steps then")
    details = models.JSONField(default=dict, blank=True)
    version = models.IntegerField(default=1, db_default=1)

    def __str__(self) -> str:
        return self.short_name


class Room(models.Model):
    """A place where lessons are held; its number may be words."""

    number = models.CharField(max_length=60)
    number_key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200, blank=True, default="")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=60, blank=True, default="")
    keeper = models.CharField(max_length=200, blank=True, default="")
    building = models.CharField(max_length=100, blank=True, default="", db_default="", help_text="its bells ring")
    holds = models.PositiveSmallIntegerField(default=1, db_default=1, help_text="lessons at once: a gym takes several")
    out_from = models.DateField(null=True, blank=True, help_text="the first day out of use")
    out_to = models.DateField(null=True, blank=True, help_text="the last day out of use; none: until further notice")
    out_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(out_to__isnull=True) | Q(out_from__isnull=False, out_to__gte=F("out_from")),
                name="room_out_from_to",
            )
        ]

    def __str__(self) -> str:
        return self.number


class SchoolClass(models.Model):
    """A class of a school or a group of a college in one year."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="classes", db_index=False)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="classes")
    kind = models.CharField(max_length=10, choices=choices(ClassKind), default=ClassKind.CLASS)
    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=40)
    grade_level = models.PositiveSmallIntegerField(help_text="параллель; in a college the year of study")
    letter = models.CharField(max_length=20, blank=True, default="")
    programme_code = models.CharField(max_length=20, blank=True, default="")
    programme_title = models.CharField(max_length=300, blank=True, default="")
    study_form = models.CharField(max_length=12, choices=choices(StudyForm), default=StudyForm.FULL_TIME)
    sort_key = models.CharField(max_length=60, default="", db_default="")
    shift = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: the first")
    building = models.CharField(max_length=100, blank=True, default="", db_default="", help_text="where it learns")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name_key"], name="class_once"),
            models.CheckConstraint(condition=Q(shift__in=SHIFTS), name="class_shift"),
        ]

    def __str__(self) -> str:
        return self.name


class ClassDay(models.Model):
    """A day on which one class rests or learns from home; its calendar's own days are another table."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="own_days", db_index=False)
    date = models.DateField()
    kind = models.CharField(max_length=10, choices=choices(ClassDayKind))
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["school_class", "date"], name="class_day_once")]
