"""Persons as the office registers them: employees, pupils, legal representatives."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from parta.audit.bulk import ChangedRow, NewRow, insert_rows, rows_of, tell, update_rows
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.kernel.text import normal
from parta.people.access import may_bring_in
from parta.people.enums import Act
from parta.people.models import Employee, Person, Pupil
from parta.people.rules.personal_data import EMPLOYEE, PERSON, PUPIL

CHAIN = "people"
_NAMES = ("last_name", "first_name", "patronymic")


def people_of() -> dict[int, dict[str, Any]]:
    """Give everybody the school knows as plain values, with what makes them employees or pupils."""
    found = rows_of(Person, PERSON)
    for model, fields in ((Employee, EMPLOYEE), (Pupil, PUPIL)):
        for pk, row in rows_of(model, fields).items():
            found[pk].update(row)
    return found


def register_employees(
    *, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime
) -> list[int]:
    """Put people on the staff, or correct their records; somebody known already becomes an employee too."""
    return _register(Employee, EMPLOYEE, "employee", Act.EMPLOYEE_CHANGED, new, changes, actor, now)


def register_pupils(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Put children on the list of pupils, or correct their records."""
    return _register(Pupil, PUPIL, "pupil", Act.PUPIL_CHANGED, new, changes, actor, now)


def register_guardians(
    *, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime
) -> list[int]:
    """Write down the persons who stand for children; for whom they stand is `keep_guardianships`."""
    return _register(None, (), "guardian", Act.PERSON_CHANGED, new, changes, actor, now)


def _register(
    model: type[Employee] | type[Pupil] | None,
    own: tuple[str, ...],
    kind: str,
    act: Act,
    new: Sequence[NewRow],
    changes: Sequence[ChangedRow],
    actor: Actor,
    now: datetime,
) -> list[int]:
    require(may_bring_in(actor))
    update_rows(Person, _corrected(changes))
    people = [_part(row.fields, PERSON) for row in new]
    persons = insert_rows(Person, ({**row, "sort_key": sort_key(row)} for row in people))
    ids = [person.pk for person in persons]
    if model is not None:
        rows = {row.id: _part(row.after, own) for row in changes}
        known = set(model.objects.filter(pk__in=rows).values_list("pk", flat=True))
        update_rows(model, {pk: fields for pk, fields in rows.items() if pk in known})
        joining = [{"person_id": pk, **fields} for pk, fields in rows.items() if pk not in known]
        joining += [{"person_id": pk, **_part(row.fields, own)} for pk, row in zip(ids, new, strict=True)]
        insert_rows(model, joining)
    tell(kind, ids=ids, new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)
    return ids


def _part(fields: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in names}


def _corrected(changes: Sequence[ChangedRow]) -> dict[int, dict[str, Any]]:
    """Give the persons' own changes; a new name also changes the key that lists are sorted and searched by."""
    found = {row.id: _part(row.after, PERSON) for row in changes}
    renamed = [pk for pk, row in found.items() if any(name in row for name in _NAMES)]
    for person in Person.objects.filter(pk__in=renamed):
        names = {name: getattr(person, name) for name in _NAMES}
        found[person.pk]["sort_key"] = sort_key({**names, **found[person.pk]})
    return found


def sort_key(names: Mapping[str, Any]) -> str:
    """Give the normal form of a full name."""
    return normal(" ".join(part for part in (names.get(name) or "" for name in _NAMES) if part))
