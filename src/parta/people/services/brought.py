"""What a pupil brings in the file of another school of the installation, beside the card's first lines."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from parta.audit.bulk import ChangedRow, insert_rows, plain, tell, update_rows
from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.people.enums import Act
from parta.people.models import Achievement, FormerName, Person, Pupil
from parta.people.rules.personal_data import PERSON, PUPIL
from parta.people.services.persons import CHAIN, sort_key

_NAMES = ("last_name", "first_name", "patronymic")


def fill_card(*, actor: Actor, pupil_id: int, values: Mapping[str, Any], now: datetime) -> None:
    """Fill what a card that is here already lacks; what it says stays. Who may do this is the caller's business."""
    for model, names in ((Person, PERSON), (Pupil, PUPIL)):
        row = model._default_manager.get(pk=pupil_id)
        after = {
            name: value
            for name, value in values.items()
            if name in names and name != "snils" and value and not getattr(row, name)
        }
        if after:
            update_rows(model, {pupil_id: after})
            change = ChangedRow(pupil_id, {name: plain(getattr(row, name)) for name in after}, after)
            act = Act.PUPIL_CHANGED
            tell("pupil", ids=[], new=[], changes=[change], chain=CHAIN, act=act, actor=actor, now=now)
    names = Person.objects.values(*_NAMES).get(pk=pupil_id)
    Person.objects.filter(pk=pupil_id).update(sort_key=sort_key(names))  # a patronymic may be among what was lacking


def bring_along(
    *,
    actor: Actor,
    pupil_id: int,
    former: Iterable[Mapping[str, Any]],
    achievements: Iterable[Mapping[str, Any]],
    now: datetime,
) -> None:
    """Write down former names and achievements of a file, each once. Who may do this is the caller's business."""
    known = set(FormerName.objects.filter(person_id=pupil_id).values_list("until", flat=True))
    names = [{"person_id": pupil_id, **one} for one in former if one["until"] not in known]
    made = insert_rows(FormerName, [{**one, "sort_key": sort_key(one)} for one in names])
    entries = [
        Entry(Act.PERSON_RENAMED, {"kind": "former_name", "id": row.pk, "pupil": pupil_id}, None, plain(one))
        for row, one in zip(made, names, strict=True)
    ]
    held = set(Achievement.objects.filter(pupil_id=pupil_id).exclude(accepted=False).values_list("day", "title"))
    rows = [
        {"pupil_id": pupil_id, **one, "accepted": True}
        for one in achievements
        if (one["day"], one["title"]) not in held
    ]
    entries += [
        Entry(Act.ACHIEVEMENT_ACCEPTED, {"kind": "achievement", "id": row.pk, "pupil": pupil_id}, None, plain(one))
        for row, one in zip(insert_rows(Achievement, rows), rows, strict=True)
    ]
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
