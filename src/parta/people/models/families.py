"""Who stands for a child, and what they agreed to."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import dates_overlap, same
from parta.people.models.persons import Person, Pupil


class Guardianship(models.Model):
    """A legal representative of a pupil, with the dates of that right."""

    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wards")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="guardianships")
    relation = models.CharField(max_length=10, choices=[(x, x) for x in ("mother", "father", "other")])
    document = models.CharField(max_length=300, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="guardianship_ends_after_start"
            ),
            ExclusionConstraint(
                name="guardianship_once",
                expressions=[same("guardian_id"), same("pupil_id"), dates_overlap()],
                index_type="GIST",
            ),
        ]


class Consent(models.Model):
    """A consent to the processing of personal data, or its absence said aloud."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=30, default="personal_data")
    given = models.BooleanField()
    given_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True, default="", db_default="", help_text="who signed the paper")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="consent_once")]
