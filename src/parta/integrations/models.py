"""What was brought in and what the files said, so that the next import knows what changed and who changed it."""

from django.db import models

from parta.integrations.enums import DraftState

HISTORY = "history"
"""The act of an import that brought marks of an earlier period."""


class ImportRun(models.Model):
    """One import that was stored."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=20, default="folder", help_text="folder or history")
    ground = models.CharField(max_length=300, blank=True, default="")
    files = models.JSONField(default=list, help_text="[{name, size, sha256}]")
    counts = models.JSONField(default=dict, help_text="{kind: {created, changed, unchanged, left, gone}}")
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-at"]

    @property
    def changed_nothing(self) -> bool:
        """Tell whether everything that was brought stood there already: such an import hides no undo of one before."""
        kinds = [row for row in self.counts.values() if isinstance(row, dict)]
        made = sum(row.get("created", 0) + row.get("changed", 0) for row in kinds)
        planned = self.counts.get("lesson", {})
        return not made and not (planned and planned.get("gone")) and not (not kinds and self.counts.get("created"))


class ImportTouch(models.Model):
    """One row that the last import wrote, as it was before and as it became; written by the tables' own triggers."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="touches")
    table_name = models.CharField(max_length=63)
    row_id = models.CharField(max_length=36, help_text="its primary key")
    before = models.JSONField(null=True, help_text="null: the row was added")
    after = models.JSONField(null=True, help_text="null: the row was taken out")

    class Meta:
        indexes = [models.Index(fields=["table_name", "row_id", "id"], name="import_touch_row")]


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


class ImportDraft(models.Model):
    """Files that somebody brought and is checking; one at a time is open, a stored one is kept with its run."""

    begun_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=12, default=DraftState.GATHERING.value)
    version = models.IntegerField(default=1, help_text="grows with every change of files, columns and cells")
    checked_at = models.DateTimeField(null=True)
    report = models.JSONField(null=True, help_text="what the check found, as `spreadsheets.importing.shown` gives it")
    marks = models.JSONField(
        null=True, help_text="what the deputy's check of marks found, as `services.history` gives it"
    )
    run = models.OneToOneField(ImportRun, null=True, on_delete=models.PROTECT, related_name="draft")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=~models.Q(state=DraftState.STORED.value), name="one_open_import"
            ),
            models.CheckConstraint(
                condition=models.Q(state=DraftState.STORED.value, run__isnull=False)
                | (~models.Q(state=DraftState.STORED.value) & models.Q(run__isnull=True)),
                name="stored_import_has_run",
            ),
        ]


class ImportFile(models.Model):
    """One file of a draft."""

    draft = models.ForeignKey(ImportDraft, on_delete=models.CASCADE, related_name="files", db_index=False)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["draft", "name"], name="import_file_once")]


class CellCorrection(models.Model):
    """What stands in a cell of a draft's file instead of what the file says."""

    draft = models.ForeignKey(ImportDraft, on_delete=models.CASCADE, related_name="corrections", db_index=False)
    file = models.CharField(max_length=200)
    sheet = models.CharField(max_length=100)
    cell = models.CharField(max_length=12)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["file", "sheet", "cell"]
        constraints = [models.UniqueConstraint(fields=["draft", "file", "sheet", "cell"], name="cell_corrected_once")]


class ColumnChoice(models.Model):
    """What a column is in this school's files, remembered by its header for every later import."""

    kind = models.CharField(max_length=30)
    header = models.CharField(max_length=200, help_text="in its normal form")
    field = models.CharField(max_length=40, blank=True, help_text="empty: passed over")
    chosen_at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["kind", "header"]
        constraints = [models.UniqueConstraint(fields=["kind", "header"], name="column_chosen_once")]
