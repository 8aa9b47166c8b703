"""Scans of papers: of a consent, of the right over a child, of what parents entrust."""

from django.db import models
from django.db.models import Q

from parta.people.models.families import Consent, Guardianship, TrustedPerson
from parta.people.models.persons import Person
from parta.people.rules.scans import SCAN_KINDS


class Scan(models.Model):
    """A scan of one paper, which it goes with; removed, its content is gone and what it was stays written down."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="scans", help_text="whose card it is on")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, null=True, related_name="scans")
    guardianship = models.ForeignKey(Guardianship, on_delete=models.CASCADE, null=True, related_name="scans")
    trusted = models.ForeignKey(TrustedPerson, on_delete=models.CASCADE, null=True, related_name="scans")
    paper_on = models.DateField(null=True, help_text="the day of the paper: a later consent takes the place of its row")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in SCAN_KINDS])
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    removed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent__isnull=False, guardianship__isnull=True, trusted__isnull=True)
                | Q(consent__isnull=True, guardianship__isnull=False, trusted__isnull=True)
                | Q(consent__isnull=True, guardianship__isnull=True, trusted__isnull=False),
                name="scan_of_one_paper",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, size__gt=0) & ~Q(content=b"")
                | Q(removed_at__isnull=False, removed_by__isnull=False, content=b""),
                name="scan_removed_whole",
            ),
        ]
