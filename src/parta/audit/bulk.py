"""Many rows of one table written at once, each with its event of the audit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor

M = TypeVar("M", bound=Model)
Place = Mapping[str, str]
CREATE, UPDATE = 2000, 500


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be added: plain values by field, and the place they came from (file, sheet, cell)."""

    fields: Mapping[str, Any]
    source: Place = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row to be changed: only the fields that differ."""

    id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    source: Place = field(default_factory=dict)


def plain(value: Any) -> Any:
    """Give a value in the one form that is compared, remembered and hashed: numbers with fractions as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case date() | time():
            return value.isoformat()
        case Decimal():
            return f"{value:.2f}"
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


def rows_of(model: type[Model], fields: Sequence[str], **conditions: Any) -> dict[int, dict[str, Any]]:
    """Give the plain values of fields of a table's rows, by id."""
    rows = model._default_manager.filter(**conditions).values_list("pk", *fields)
    return {row[0]: dict(zip(fields, map(plain, row[1:]), strict=True)) for row in rows}


def insert_rows(model: type[M], rows: Iterable[Mapping[str, Any]]) -> list[M]:
    """Add rows of plain values without an event: for tables that belong to a row which has one."""
    return list(model._default_manager.bulk_create((model(**row) for row in rows), batch_size=CREATE))


def update_rows(model: type[Model], changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of rows without an event, raising their versions where they have one."""
    changes = {pk: fields for pk, fields in changes.items() if fields}
    if not changes:
        return
    versioned = any(one.name == "version" for one in model._meta.concrete_fields)
    found = model._default_manager.select_for_update().in_bulk(list(changes))
    names: set[str] = {"version"} if versioned else set()
    for pk, row in found.items():
        for name, value in changes[pk].items():
            setattr(row, name, value)
            names.add(name)
        if versioned:
            row.version += 1  # type: ignore[attr-defined]
    columns = [model._meta.get_field(name).name for name in sorted(names)]
    model._default_manager.bulk_update(list(found.values()), columns, batch_size=UPDATE)


def tell(
    kind: str,
    *,
    ids: Sequence[int],
    new: Sequence[NewRow],
    changes: Sequence[ChangedRow],
    chain: str,
    act: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write the events of new and changed rows; personal words stay in the values, the subject has ids."""
    entries = [
        Entry(act, {"kind": kind, "id": pk, "source": dict(row.source)}, None, plain(row.fields))
        for pk, row in zip(ids, new, strict=True)
    ]
    entries += [
        Entry(act, {"kind": kind, "id": row.id, "source": dict(row.source)}, plain(row.before), plain(row.after))
        for row in changes
    ]
    if entries:
        record(chain=chain, actor=actor, entries=entries, now=now)


def write_rows(
    model: type[Model],
    *,
    kind: str,
    new: Sequence[NewRow],
    changes: Sequence[ChangedRow],
    chain: str,
    act: str,
    actor: Actor,
    now: datetime,
) -> list[int]:
    """Change rows, then add rows, with an event each; give the ids of the added ones in their order."""
    update_rows(model, {row.id: row.after for row in changes})
    ids = [row.pk for row in insert_rows(model, (row.fields for row in new))]
    tell(kind, ids=ids, new=new, changes=changes, chain=chain, act=act, actor=actor, now=now)
    return ids
