"""What was brought in and what the files said, so that the next import knows what changed and who changed it."""

from django.db import models


class ImportRun(models.Model):
    """One import that was stored."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=20, default="folder", help_text="folder or history")
    ground = models.CharField(max_length=300, blank=True, default="")
    files = models.JSONField(default=list, help_text="[{name, size, sha256}]")
    counts = models.JSONField(default=dict, help_text="{kind: {created, changed, unchanged, left, gone}}")

    class Meta:
        ordering = ["-at"]


class ImportedRecord(models.Model):
    """One record of the files as it was taken last, and the row that it became."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=600)
    object_id = models.BigIntegerField()
    fields = models.JSONField(default=dict)
    file = models.CharField(max_length=300, blank=True, default="")
    sheet = models.CharField(max_length=100, blank=True, default="")
    cell = models.CharField(max_length=20, blank=True, default="")
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="records")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="imported_once")]
