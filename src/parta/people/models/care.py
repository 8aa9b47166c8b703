"""Notes of the closed sections of a pupil's card, in a table of their own."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import dates_overlap, same
from parta.people.enums import CareKind, CareSection
from parta.people.models.persons import Person, Pupil


class CareNote(models.Model):
    """What the nurse, the psychologist or the social pedagogue keeps of a pupil; never changed, only withdrawn."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="care_notes", db_index=False)
    section = models.CharField(max_length=12, choices=[(str(one), str(one)) for one in CareSection])
    kind = models.CharField(max_length=15, choices=[(str(one), str(one)) for one in CareKind])
    text = models.CharField(max_length=2000, blank=True, default="")
    document = models.CharField(max_length=300, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=300, blank=True, default="", help_text="why it was withdrawn")

    class Meta:
        indexes = [models.Index(fields=["pupil", "section"], name="care_note_of_pupil")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="care_note_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, ground="")
                | (Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(ground="")),
                name="care_note_withdrawn_whole",
            ),
        ]


class CareWard(models.Model):
    """A pupil is assigned to a psychologist or a social pedagogue on a ground; what is written, the notes say."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="care_wards")
    section = models.CharField(max_length=12, choices=[(str(one), str(one)) for one in CareSection])
    keeper = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_wards")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ground = models.CharField(max_length=300, help_text="the order, the family's request")
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, ended_by__isnull=True)
                | Q(ends_on__gte=F("starts_on"), ended_by__isnull=False),
                name="care_ward_ends_whole",
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="care_ward_has_ground"),
            *(
                ExclusionConstraint(
                    name=f"care_ward_once_{section}",
                    expressions=[same("pupil_id"), same("keeper_id"), dates_overlap()],
                    index_type="GIST",
                    condition=Q(section=section),
                )
                for section in ("psychology", "social")
            ),
        ]
