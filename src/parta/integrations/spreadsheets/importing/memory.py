"""What earlier imports took, kept so that only differences are written."""

from typing import Any

from parta.integrations.models import ImportedRecord, ImportRun

from ..problems import Source
from .compare import Remembered


class Memory:
    """Everything that was imported before, by kind and key; written back in one go."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, Remembered]] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._touched: dict[tuple[str, str], Remembered] = {}
        self._renamed: set[int] = set()
        self._by_object: dict[str, dict[int, str]] = {}
        for row in ImportedRecord.objects.all().iterator(chunk_size=5000):
            fields = dict(row.fields)
            name = fields.pop("_name", "")
            found = Remembered(row.key, row.object_id, fields, Source(row.file, row.sheet, row.cell), row.pk)
            self._kinds.setdefault(row.kind, {})[row.key] = found
            self._names.setdefault(row.kind, {})[row.key] = name

    def of(self, kind: str) -> dict[str, Remembered]:
        """Give what is remembered of a kind, by key."""
        return self._kinds.setdefault(kind, {})

    def name(self, kind: str, key: str) -> str:
        """Give how a record is called in reports."""
        return self._names.get(kind, {}).get(key, key)

    def names(self, kind: str, names: dict[str, str]) -> None:
        """Learn how records are called."""
        self._names.setdefault(kind, {}).update(names)

    def key_of(self, kind: str, object_id: int) -> str | None:
        """Give the key by which a row is remembered."""
        if kind not in self._by_object:
            self._by_object[kind] = {row.object_id: key for key, row in reversed(self.of(kind).items())}
        return self._by_object[kind].get(object_id)

    def keep(self, kind: str, key: str, object_id: int, fields: dict[str, Any], source: Source) -> None:
        """Remember a record as the files have it now."""
        known = self.of(kind)
        old = known.get(key)
        if old is not None and old.object_id == object_id and old.fields == fields and old.pk not in self._renamed:
            return
        row = Remembered(key, object_id, fields, source, old.pk if old else None)
        self._by_object.pop(kind, None)
        known[key] = row
        self._touched[kind, key] = row

    def rename(self, kind: str, old: str, new: str) -> None:
        """Know a record under another key from now on."""
        row = self.of(kind).pop(old)
        row.key = new
        self.of(kind)[new] = row
        if kind in self._by_object:
            self._by_object[kind][row.object_id] = new
        self._touched.pop((kind, old), None)
        self._touched[kind, new] = row
        if row.pk is not None:
            self._renamed.add(row.pk)

    def forget(self, kind: str, key: str) -> None:
        """Remember a record no more: its row was taken out on purpose."""
        row = self.of(kind).pop(key)
        self._by_object.pop(kind, None)
        self._touched.pop((kind, key), None)
        if row.pk is not None:
            ImportedRecord.objects.filter(pk=row.pk).delete()

    def store(self, run: ImportRun) -> None:
        """Write everything new back."""
        rows = [self._row(kind, row, run) for (kind, _), row in self._touched.items()]
        # Keys may have changed hands: rows that are known go aside before they get their new keys.
        ImportedRecord.objects.filter(pk__in=[row.pk for row in rows if row.pk in self._renamed]).delete()
        changed = [row for row in rows if row.pk is not None and row.pk not in self._renamed]
        fields = ["object_id", "fields", "file", "sheet", "cell", "run"]
        ImportedRecord.objects.bulk_update(changed, fields, batch_size=500)
        fresh = [row for row in rows if row.pk is None or row.pk in self._renamed]
        for row in fresh:
            row.pk = None
        ImportedRecord.objects.bulk_create(fresh, batch_size=2000)

    def _row(self, kind: str, row: Remembered, run: ImportRun) -> ImportedRecord:
        name = self._names.get(kind, {}).get(row.key, "")
        return ImportedRecord(
            pk=row.pk,
            kind=kind,
            key=row.key[:600],
            object_id=row.object_id,
            fields={**row.fields, "_name": name} if name else row.fields,
            file=row.source.file[:300],
            sheet=row.source.sheet[:100],
            cell=row.source.cell[:20],
            run=run,
        )
