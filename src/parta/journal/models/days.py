"""The day of a class: that its absences were looked through, and what families told of beforehand."""

from django.db import models
from django.db.models import F, Q

from parta.people.models import Person, Pupil
from parta.school.models import SchoolClass


class DayCheck(models.Model):
    """The homeroom teacher looked through the absences of a class on a day; the last look stands."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="day_checks", db_index=False)
    day = models.DateField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_class", "day"], name="day_check_once")]


class AbsenceNotice(models.Model):
    """A family says beforehand that the child will not be there; what the journal says of it, the school decides."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="absence_notices", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    text = models.CharField(max_length=300, blank=True, default="")
    announced_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_notice_ends_after_start"),
        ]
        indexes = [models.Index(fields=["pupil", "starts_on"], name="absence_notice_pupil")]
