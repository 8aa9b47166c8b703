"""Years, the calendars that classes follow, terms, days that differ, bells."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import choices, dates_overlap, same
from parta.school.enums import SHIFTS, SpecialDayKind, TermKind


class AcademicYear(models.Model):
    """A school year; everything dated by lessons hangs on one."""

    title = models.CharField(max_length=20, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="year_ends_after_start"),
            ExclusionConstraint(name="years_do_not_overlap", expressions=[dates_overlap()], index_type="GIST"),
        ]

    def __str__(self) -> str:
        return self.title


class Calendar(models.Model):
    """One pattern of the year: who follows it says `SchoolClass.calendar`."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="calendars", db_index=False)
    title = models.CharField(max_length=100)
    week_days = models.PositiveSmallIntegerField(default=5)
    odd_week_starts_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "title"], name="calendar_once"),
            models.CheckConstraint(condition=Q(week_days__gte=1, week_days__lte=7), name="calendar_week_days"),
        ]

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """A period that ends with marks: quarter, half-year, semester."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="terms", db_index=False)
    kind = models.CharField(max_length=12, choices=choices(TermKind))
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    odd_week_starts_on = models.DateField(null=True, blank=True, help_text="any day of the term's first odd week")
    note = models.CharField(max_length=200, blank=True, default="")
    attested_from = models.DateField(
        null=True, blank=True, help_text="the first day of its attestation, if it has days"
    )
    attested_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "kind", "number"], name="term_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="term_ends_after_start"),
            models.CheckConstraint(
                condition=Q(attested_from__isnull=True, attested_to__isnull=True)
                | Q(attested_from__isnull=False, attested_to__gte=F("attested_from")),
                name="term_attested_from_to",
            ),
            ExclusionConstraint(
                name="terms_do_not_overlap", expressions=[same("calendar_id"), dates_overlap()], index_type="GIST"
            ),
        ]


class Vacation(models.Model):
    """A span without lessons."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="vacations", db_index=False)
    title = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "starts_on"], name="vacation_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="vacation_ends_after_start"),
        ]


class SpecialDay(models.Model):
    """A date that is not what its weekday says."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="special_days", db_index=False)
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=choices(SpecialDayKind))
    follows_weekday = models.PositiveSmallIntegerField(null=True, blank=True, help_text="ISO: 1 Monday … 7 Sunday")
    follows_date = models.DateField(null=True, blank=True, help_text="the date it replaces: tells odd and even weeks")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="special_day_once")]


class BellSchedule(models.Model):
    """A list of bells and what it holds for; the most specific schedule of a day wins."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="bell_schedules", db_index=False)
    title = models.CharField(max_length=200)
    grades = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, help_text="empty: all")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, help_text="ISO; empty: all")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    shift = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: any")
    building = models.CharField(max_length=100, blank=True, default="", db_default="", help_text="empty: any")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "title"], name="bell_schedule_once"),
            models.CheckConstraint(condition=Q(shift__in=SHIFTS), name="bell_schedule_shift"),
        ]


class Bell(models.Model):
    """One lesson or pair of a bell schedule, in the school's own time; a pair may have a pause within."""

    schedule = models.ForeignKey(BellSchedule, on_delete=models.CASCADE, related_name="bells", db_index=False)
    number = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    pause_starts_at = models.TimeField(null=True, blank=True)
    pause_ends_at = models.TimeField(null=True, blank=True)
    hours = models.PositiveSmallIntegerField(default=1, help_text="academic hours")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="bell_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="bell_ends_after_start"),
        ]
