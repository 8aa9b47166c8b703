"""Sessions of part-time groups: the only days on which such a group has lessons of its timetable."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import choices, dates_overlap, same
from parta.school.enums import SessionKind
from parta.school.models.frame import SchoolClass


class StudySession(models.Model):
    """A session of one part-time group, from its first day to its last; several may move at once."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=12, choices=choices(SessionKind))
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="session_ends_after_start"),
            ExclusionConstraint(
                name="one_session_at_a_time",
                expressions=[same("school_class_id"), dates_overlap()],
                index_type="GIST",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
