"""Enrolments, movement, guardianships and consents."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from parta.audit.bulk import ChangedRow, plain, rows_of
from parta.integrations.spreadsheets.dataset import Movement, Pupil
from parta.integrations.spreadsheets.values.classes import class_key
from parta.people import models
from parta.people.enums import Kinship
from parta.people.services import places as service

from ..compare import Remembered, Wanted, told
from ..desk import Desk
from .people import guardian_key

_PARENTS = (Kinship.MOTHER, Kinship.FATHER)


def import_enrolments(desk: Desk) -> None:
    """Put pupils into their classes: from the year's first day or their arrival, until their departure."""
    stands = rows_of(
        models.Enrolment,
        ("pupil_id", "school_class_id", "starts_on", "ends_on", "order_no", "individual"),
        school_class__year=desk.year_id,
    )
    find = {_key(desk, r["pupil_id"], r["school_class_id"]): pk for pk, r in stands.items() if r["ends_on"] is None}
    known = {
        row.fields.get("pupil_id")
        for row in desk.memory.of("enrolment").values()
        if row.key.startswith(f"{desk.year}/")
    }
    moves = {
        (move.name.key, class_key(move.class_name)): move
        for move in desk.files.dataset.movements
        if move.kind != "left"
    }
    wanted = []
    for one in desk.files.dataset.pupils:
        pupil, school_class = desk.ids["pupil"].get(one.key), desk.ids["class"].get(class_key(one.class_name))
        if pupil is None or school_class is None:
            continue
        move = moves.get((one.name.key, class_key(one.class_name)))
        if move and move.birth_date and one.birth_date and move.birth_date != one.birth_date:
            move = None
        key = _key(desk, pupil, school_class)
        begins = _begins(desk, one, move)
        fields: dict[str, Any] = {
            "pupil_id": pupil,
            "school_class_id": school_class,
            "ends_on": None,
            **told({"order_no": one.enrol_order}, one.emptied),
        }
        if one.notes or "notes" in one.emptied:
            fields["individual"] = one.home_schooled
        first: dict[str, Any] = {}
        if begins:
            fields["starts_on"] = begins
        else:
            moved = pupil in known and key not in desk.memory.of("enrolment")
            first["starts_on"] = desk.effective if moved else desk.year_starts
        wanted.append(Wanted(key, fields, one.source, f"{one.name.full}, {one.class_name}", first, pupil))
    for gone in desk.files.departed:
        pupil, school_class = desk.ids["pupil"].get(gone.key), desk.ids["class"].get(class_key(gone.class_name))
        if pupil is None or school_class is None:
            continue
        move = moves.get((gone.name.key, class_key(gone.class_name)))
        starts = max(desk.year_starts, move.date) if move else desk.year_starts
        fields = {"pupil_id": pupil, "school_class_id": school_class, "ends_on": max(gone.left, starts)}
        wanted.append(
            Wanted(
                _key(desk, pupil, school_class),
                fields,
                gone.source,
                f"{gone.name.full}, {gone.class_name}",
                {"starts_on": starts},
                pupil,
            )
        )
    _end_former(desk, wanted)
    desk.put(
        "enrolment",
        wanted,
        write=service.enrol_pupils,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        dated=True,
        exclusive=True,
        complete=bool(desk.files.dataset.pupils),
        hide=lambda row: _absent(desk, row),
        limits=(models.Enrolment,),
    )
    rows = models.Enrolment.objects.filter(school_class__year=desk.year_id)
    desk.facts["enrolled"] = {
        pupil: (max(start, desk.year_starts), end)
        for pupil, start, end in rows.order_by("starts_on").values_list("pupil_id", "starts_on", "ends_on")
    }


def _end_former(desk: Desk, wanted: Iterable[Wanted]) -> None:
    """End the places of years before on the eve of the new one: nobody is in two classes."""
    begins = {one.fields["pupil_id"]: {**one.first, **one.fields}["starts_on"] for one in wanted}
    rows = models.Enrolment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=desk.year_starts),
        pupil__in=begins,
        starts_on__lt=desk.year_starts,
        school_class__year__starts_on__lt=desk.year_starts,
    )
    changes = [
        ChangedRow(pk, {"ends_on": plain(ends)}, {"ends_on": plain(begins[pupil] - dt.timedelta(days=1))})
        for pk, pupil, ends in rows.order_by("pk").values_list("pk", "pupil_id", "ends_on")
        if ends is None or ends >= begins[pupil]
    ]
    if changes:
        service.enrol_pupils(new=(), changes=changes, actor=desk.actor, now=desk.now)


def _key(desk: Desk, pupil: int, school_class: int) -> str:
    return f"{desk.year}/{pupil}/{school_class}"


def _absent(desk: Desk, row: Remembered) -> bool:
    return row.fields.get("pupil_id") in desk.facts["absent_pupils"]


def _begins(desk: Desk, one: Pupil, move: Movement | None) -> dt.date | None:
    """Give the day the files name for the beginning in this class, if it is within the year."""
    said = move.date if move else one.enrolled
    return said if said and desk.year_starts < said <= desk.year_ends else None


def import_movements(desk: Desk) -> None:
    """Write down arrivals and departures."""
    stands = rows_of(models.Movement, ("pupil_id", "school_class_id", "kind", "date", "order_no", "place", "ground"))
    find = {f"{r['pupil_id']}/{r['kind']}/{r['date']}": pk for pk, r in stands.items()}
    pupils: dict[tuple[str, str], list[tuple[Any, int]]] = {}
    for one in desk.files.dataset.pupils:
        if one.key in desk.ids["pupil"]:
            pupils.setdefault((one.name.key, ""), []).append((one.birth_date, desk.ids["pupil"][one.key]))
    for gone in desk.files.departed:
        if gone.key in desk.ids["pupil"]:
            pupils.setdefault((gone.name.key, ""), []).append((gone.birth_date, desk.ids["pupil"][gone.key]))
    wanted = []
    for move in desk.files.dataset.movements:
        kind = {"arrived": "arrived", "left": "departed"}.get(move.kind)
        fits = {
            pk
            for birth, pk in pupils.get((move.name.key, ""), ())
            if not (birth and move.birth_date) or birth == move.birth_date
        }
        school_class = desk.ids["class"].get(class_key(move.class_name))
        if kind is None or len(fits) != 1 or school_class is None:
            continue
        pupil = fits.pop()
        fields = {
            "school_class_id": school_class,
            **told({"order_no": move.order_number, "place": move.place, "ground": move.ground}, move.emptied),
        }
        first = {"pupil_id": pupil, "kind": kind, "date": move.date}
        key = f"{pupil}/{kind}/{move.date.isoformat()}"
        wanted.append(Wanted(key, fields, move.source, f"{move.name.full}, {move.date:%d.%m.%Y}", first))
    desk.put(
        "movement",
        wanted,
        write=service.record_movements,
        stands=stands,
        find=find,
        complete=bool(desk.files.dataset.movements),
        limits=(models.Movement,),
    )


def import_guardianships(desk: Desk) -> None:
    """Say who stands for whom."""
    stands = rows_of(models.Guardianship, ("guardian_id", "pupil_id", "relation", "document", "starts_on", "ends_on"))
    find = {f"{r['guardian_id']}/{r['pupil_id']}": pk for pk, r in stands.items() if r["ends_on"] is None}
    wanted = []
    for link in desk.files.guardians:
        guardian = desk.ids["guardian"].get(guardian_key(link))
        for child, relation, document in link.children:
            pupil = desk.ids["pupil"].get(child)
            if guardian is None or pupil is None or guardian == pupil:
                continue
            standing = stands.get(find.get(f"{guardian}/{pupil}", 0), {}).get("relation", Kinship.OTHER)
            other = relation == "other" and standing in _PARENTS
            fields = {
                "relation": relation if relation in _PARENTS else Kinship.OTHER if other else standing,
                **told({"document": document}, link.emptied),
            }
            first = {"guardian_id": guardian, "pupil_id": pupil, "starts_on": _since(desk, pupil)}
            wanted.append(Wanted(f"{guardian}/{pupil}", fields, link.source, link.name.full, first))
    desk.put(
        "guardianship",
        wanted,
        write=service.keep_guardianships,
        stands=stands,
        find=find,
        complete=bool(desk.files.dataset.pupils),
        hide=lambda row: _absent(desk, row),
        limits=(models.Guardianship,),
    )


def _since(desk: Desk, pupil: int) -> dt.date:
    known = desk.facts["enrolled"].get(pupil)
    return known[0] if known else desk.year_starts


def import_consents(desk: Desk) -> None:
    """Write down the consents to the processing of personal data."""
    stands = rows_of(models.Consent, ("person_id", "given", "given_on"), kind="personal_data")
    find = {str(row["person_id"]): pk for pk, row in stands.items()}
    wanted = []
    for one in desk.files.dataset.pupils:
        pupil = desk.ids["pupil"].get(one.key)
        if pupil is None or one.consent is None:
            continue
        fields = {"given": one.consent, **told({"given_on": one.consent_date}, one.emptied)}
        wanted.append(Wanted(str(pupil), fields, one.source, one.name.full, {"person_id": pupil}))
    absent = desk.facts["absent_pupils"]
    desk.put(
        "consent",
        wanted,
        write=service.keep_consents,
        stands=stands,
        find=find,
        complete=bool(desk.files.dataset.pupils),
        hide=lambda row: int(row.key) in absent,
    )
