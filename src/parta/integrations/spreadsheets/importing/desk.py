"""The desk of one import: puts records of a kind into the school, remembers them, and reports."""

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import CharField, Model

from parta.audit.bulk import ChangedRow, NewRow, plain
from parta.kernel.actor import Actor

from ..problems import Problems, Source
from ..resolve import NOTHING, Resolved, Standing
from .compare import Remembered, Wanted, judge
from .memory import Memory
from .report import ImportReport, ReportRow

Rows = Mapping[int, Mapping[str, Any]]


class Service(Protocol):
    """A clerk's act on many rows."""

    def __call__(
        self, *, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: dt.datetime
    ) -> list[int]: ...


def place(source: Source) -> dict[str, str]:
    """Give a place as the audit keeps it."""
    return {"file": source.file, "sheet": source.sheet, "cell": source.cell}


@dataclass
class Desk:
    """Everything a step needs: the files, who imports and when, what was taken before, what is known by now."""

    files: Resolved
    problems: Problems
    actor: Actor
    now: dt.datetime
    memory: Memory
    report: ImportReport
    standing: Standing = NOTHING
    year: int = 0
    year_id: int = 0
    year_starts: dt.date = dt.date.min
    year_ends: dt.date = dt.date.max
    ids: dict[str, dict[Any, int]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    tell: Callable[[str, int], None] = lambda kind, rows: None

    @property
    def today(self) -> dt.date:
        """The day of the import."""
        return self.now.date()

    @property
    def effective(self) -> dt.date:
        """The first day that a correction of something in force holds from."""
        return max(self.year_starts, self.today + dt.timedelta(days=1))

    def begins_anew(self, kind: str, key: str, stands: Rows) -> bool:
        """Tell whether a row is to be made for a record: the first, or the next one after a row that has ended."""
        last = self.memory.of(kind).get(key)
        return last is None or stands.get(last.object_id, {}).get("ends_on") is not None

    def put(
        self,
        kind: str,
        wanted: Iterable[Wanted],
        *,
        write: Service,
        stands: Rows,
        find: Mapping[str, int] | None = None,
        complete: bool = True,
        dated: bool = False,
        exclusive: bool = False,
        shut: Collection[Hashable] = (),
        scope: str = "",
        hide: Callable[[Remembered], bool] | None = None,
        limits: Sequence[type[Model]] = (),
    ) -> dict[str, int]:
        """Create, correct and leave records of a kind; give the row of every record by its key.

        `find` are rows that nobody imported but that are meant by a key. With `dated`, a record that is not in the
        files any more while its group is, gets its last day, or gives its row to the successor if it has not begun;
        `exclusive` groups hold one row at a time, so a row that people made there stands in the way; into groups
        that are `shut` nothing new is brought.
        `scope` bounds by the key's beginning which remembered records may be missed; `hide` whose absence follows
        from another one.
        """
        rows = self._once(wanted, limits)
        self.tell(kind, len(rows))
        known = self.memory.of(kind)
        part = self.report.of(kind)
        missing = {k: m for k, m in known.items() if k not in rows and k.startswith(scope)} if complete else {}
        ended: list[tuple[Remembered, dict[str, Any]]] = []
        if dated:
            ended = self._succeed(kind, rows, missing, stands)
            known = self.memory.of(kind)
        new: list[Wanted] = []
        changes: list[ChangedRow] = []
        ids: dict[str, int] = {}
        claimed: set[int] = set()
        taken = self._taken(kind, stands, {one.object_id for one, _ in ended}) if exclusive else set()
        for key, row in rows.items():
            last = known.get(key)
            pk = last.object_id if last else (find or {}).get(key)
            if last and pk not in stands:
                part.left.append(ReportRow(row.name, row.source, (("removed", None, None),)))
                continue
            if (
                pk is not None
                and dated
                and last
                and row.fields.get("ends_on") is None
                and self._returns(last, stands[pk])
            ):
                pk, last = None, None
            if pk is None or (last is None and pk in claimed):
                if row.group in shut or row.group in taken:
                    part.left.append(ReportRow(row.name, row.source, (("taken", None, None),)))
                else:
                    new.append(row)
                continue
            claimed.add(pk)
            ids[key] = pk
            verdict = judge(row.fields, stands[pk], last.fields if last else None)
            if last is None:
                verdict.remember |= {name: stands[pk].get(name) for name in row.first}
            kept = {**(last.fields if last else {}), **verdict.remember}
            self.memory.keep(kind, key, pk, kept, row.source)
            if verdict.conflicts:
                part.left.append(ReportRow(row.name, row.source, tuple(verdict.conflicts)))
            if verdict.after:
                changes.append(ChangedRow(pk, verdict.before, verdict.after, place(row.source)))
                values = tuple((name, verdict.before[name], value) for name, value in verdict.after.items())
                part.changed.append(ReportRow(row.name, row.source, values))
            elif not verdict.conflicts:
                part.unchanged += 1
        for last, after in ended:
            before = {name: stands[last.object_id].get(name) for name in after}
            changes.append(ChangedRow(last.object_id, before, after, place(last.source)))
            values = tuple((name, before[name], value) for name, value in after.items())
            part.changed.append(ReportRow(self.memory.name(kind, last.key), last.source, values))
            self.memory.keep(kind, last.key, last.object_id, {**last.fields, **after}, last.source)
        fresh = [NewRow({**row.first, **row.fields}, place(row.source)) for row in new]
        if fresh or changes:
            made = write(new=fresh, changes=changes, actor=self.actor, now=self.now)
            for row, pk in zip(new, made, strict=True):
                ids[row.key] = pk
                self.memory.keep(kind, row.key, pk, {**row.first, **row.fields}, row.source)
        part.created += [ReportRow(row.name, row.source) for row in new]
        for key, last in missing.items():
            if not (hide and hide(last)):
                part.gone.append(ReportRow(self.memory.name(kind, key), last.source))
        self.memory.names(kind, {key: row.name for key, row in rows.items()})
        self.ids.setdefault(kind, {}).update(ids)
        return ids

    def _once(self, wanted: Iterable[Wanted], limits: Sequence[type[Model]]) -> dict[str, Wanted]:
        rows: dict[str, Wanted] = {}
        widths = _widths(limits)
        for row in wanted:
            if row.key not in rows:
                fields = {name: self._cut(name, plain(value), widths, row) for name, value in row.fields.items()}
                first = {name: plain(value) for name, value in row.first.items()}
                rows[row.key] = Wanted(row.key, fields, row.source, row.name, first, row.group)
        return rows

    def _cut(self, name: str, value: Any, widths: Mapping[str, int], row: Wanted) -> Any:
        limit = widths.get(name)
        if limit and isinstance(value, str) and len(value) > limit:
            self.problems.add("text_too_long", row.source, length=len(value), limit=limit)
            return value[:limit]
        return value

    def _succeed(
        self, kind: str, rows: dict[str, Wanted], missing: dict[str, Remembered], stands: Rows
    ) -> list[tuple[Remembered, dict[str, Any]]]:
        known = self.memory.of(kind)
        heirs: dict[Hashable, list[Wanted]] = {}
        groups = {row.group for row in rows.values()}
        for row in rows.values():
            if row.key not in known:
                heirs.setdefault(row.group, []).append(row)
        ended = []
        for key, last in list(missing.items()):
            stood = stands.get(last.object_id)
            group = self.facts["groups"][kind](last.fields)
            if stood is None or group not in groups:
                continue
            del missing[key]
            if stood.get("ends_on") is not None:
                continue
            if str(stood["starts_on"]) >= self.effective.isoformat() and heirs.get(group):
                heir = heirs[group].pop(0)
                self.memory.rename(kind, key, heir.key)
            elif str(stood["starts_on"]) < self.effective.isoformat():
                ended.append((last, {"ends_on": (self.effective - dt.timedelta(days=1)).isoformat()}))
            else:
                missing[key] = last
        return ended

    def _taken(self, kind: str, stands: Rows, ended: set[int]) -> set[Hashable]:
        group = self.facts["groups"][kind]
        return {group(row) for pk, row in stands.items() if row.get("ends_on") is None and pk not in ended}

    def _returns(self, last: Remembered, row: Mapping[str, Any]) -> bool:
        """Tell whether a record that an import ended is in the files again: a new row, the old one is history."""
        end = row.get("ends_on")
        return end is not None and last.fields.get("ends_on") == end and end < self.effective.isoformat()


def _widths(models: Sequence[type[Model]]) -> dict[str, int]:
    columns = [one for model in models for one in model._meta.concrete_fields]
    return {one.name: one.max_length for one in columns if isinstance(one, CharField) and one.max_length}
