"""Employees, pupils and their representatives as persons."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q

from parta.curriculum.rules.next_year import OpenClass, goes_on, next_name
from parta.integrations.spreadsheets.dataset import Employee, Pupil
from parta.integrations.spreadsheets.resolve import Departed, GuardianLink
from parta.integrations.spreadsheets.values.classes import class_key
from parta.integrations.spreadsheets.values.people import PersonName, name_key
from parta.people import models
from parta.people.rules.personal_data import FAMILY_KNOWS
from parta.people.services import persons as service
from parta.school.enums import ClassKind
from parta.school.models import SchoolClass

from ..compare import Wanted, told
from ..desk import Desk, Rows
from ..identity import Known, digits, only

_LIMITS = (models.Person, models.Employee, models.Pupil)
_SUMMER = timedelta(days=123)
"""Who left earlier before the new year had left the class."""
_CARD = (*FAMILY_KNOWS, "programme", "programme_words")


def _names(name: PersonName) -> dict[str, Any]:
    return {"last_name": name.last, "first_name": name.first, "patronymic": name.middle}


def _whole(name: PersonName) -> dict[str, Any]:
    return {"last_name": name.last, "first_name": name.first}


def _near(people: Rows, places: Iterable[tuple[Hashable, int]]) -> dict[Hashable, list[int]]:
    """Gather those among whom a name alone says enough, by what they have in common."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for key, pk in places:
        if pk in people and pk not in found[key]:
            found[key].append(pk)
    return found


def import_employees(desk: Desk) -> None:
    """Put the staff on the list; `desk.ids["employee"]` knows them by the key of the files."""
    people = service.people_of()
    known = Known(people, desk.problems, ((one.number, one.snils) for one in desk.files.dataset.staff))
    memory = desk.memory.of("employee")
    working = models.Employee.objects.filter(Q(left_on=None) | Q(left_on__gte=desk.today)).values_list("pk", flat=True)
    near = _near(people, ((name_key(people[pk]["last_name"]), pk) for pk in working if pk in people))
    parents = {link.employee: link for link in desk.files.guardians if link.employee}
    wanted, find = [], {}
    for one in desk.files.dataset.staff:
        pk = known.by_records(
            field="staff_no",
            number=one.number,
            snils=one.snils,
            name=one.name,
            birth=_iso(one.birth_date),
            source=one.source,
            near=near.get(name_key(one.name.last), ()),
        )
        if pk is None and one.key in parents:
            link = parents[one.key]
            pk = known.by_phone(link.name, link.phone, link.email)
        _follow(desk, "employee", one.key, pk)
        if pk is not None and one.key not in memory:
            find[one.key] = pk
        wanted.append(Wanted(one.key, _employee(one), one.source, one.name.full))
    desk.put(
        "employee",
        wanted,
        write=service.register_employees,
        stands=people,
        find=find,
        complete=bool(wanted),
        limits=_LIMITS,
    )


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def _follow(desk: Desk, kind: str, key: str, pk: int | None) -> None:
    """Know a person by a new key when the number that made up the old one was corrected."""
    memory = desk.memory.of(kind)
    if pk is None or key in memory:
        return
    old = desk.memory.key_of(kind, pk)
    if old is not None:
        desk.memory.rename(kind, old, key)


def _employee(one: Employee) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "patronymic": one.name.middle,
        "birth_date": one.birth_date,
        "snils": digits(one.snils) or None,
        "phone": one.phone,
        "email": one.email,
        "sex": one.sex,
        "staff_no": one.number or None,
        "post": ", ".join(one.positions),
        "subjects": ", ".join(one.subjects),
        "category": one.category,
        "attested_on": one.attested,
        "hired_order_no": one.order_number,
        "hired_on": one.order_date,
        "education": one.education,
        "qualification": one.qualification,
    }
    return {**_whole(one.name), **told(fields, one.emptied)}


def import_pupils(desk: Desk) -> None:
    """Put the pupils on the list, the departed ones too; `desk.ids["pupil"]` knows them by the key of the files."""
    people = service.people_of()
    known = Known(people, desk.problems, ((one.file_number, one.snils) for one in desk.files.dataset.pupils))
    places = models.Enrolment.objects.filter(school_class__year=desk.year_id)
    places = places.filter(Q(ends_on=None) | Q(ends_on__gte=desk.today)).order_by("pk")
    rows = places.values_list("school_class__name", "pupil_id")
    near = _near(people, [*((class_key(name), pk) for name, pk in rows), *_risen(desk)])
    wanted, find = [], {}
    for one in desk.files.dataset.pupils:
        pk = known.by_records(
            field="personal_file_no",
            number=one.file_number,
            snils=one.snils,
            name=one.name,
            birth=_iso(one.birth_date),
            source=one.source,
            near=near.get(class_key(one.class_name), ()),
        )
        _follow(desk, "pupil", one.key, pk)
        if pk is not None:
            find[one.key] = pk
        wanted.append(Wanted(one.key, _pupil(one), one.source, one.name.full))
    here = {row.key for row in wanted}
    for gone in desk.files.departed:
        pk = _known_departed(desk, known, gone)
        if pk is not None and gone.key not in desk.memory.of("pupil"):
            # On the list the pupil had a number; the movement names him by name and birth date.
            _follow(desk, "pupil", gone.key, pk)
        if pk is not None:
            find[gone.key] = pk
        if gone.key not in here:
            fields = {**_names(gone.name), "birth_date": gone.birth_date} if gone.birth_date else _names(gone.name)
            wanted.append(Wanted(gone.key, fields, gone.source, gone.name.full))
    memory = dict(desk.memory.of("pupil"))
    keys = {row.key for row in wanted}
    desk.facts["absent_pupils"] = (
        {row.object_id for key, row in memory.items() if key not in keys} if desk.files.dataset.pupils else set()
    )
    desk.put(
        "pupil",
        wanted,
        write=service.register_pupils,
        stands=people,
        find=find,
        complete=bool(desk.files.dataset.pupils),
        limits=_LIMITS,
    )


def _risen(desk: Desk) -> Iterable[tuple[str, int]]:
    """Give who ended the year before, by what their class is called in the year of the files.

    Out of a class whose pupils are gathered anew they may be in any of the next grade.
    """
    ended = models.Enrolment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=desk.year_starts - _SUMMER), school_class__year__starts_on__year=desk.year - 1
    )
    now = SchoolClass.objects.filter(year=desk.year_id).values_list("kind", "grade_level", "name")
    anew: dict[tuple[str, int], list[str]] = defaultdict(list)
    for kind, grade, name in now:
        anew[kind, grade - 1].append(name)
    for place in ended.select_related("school_class").order_by("pk"):
        own = place.school_class
        was = OpenClass(own.pk, ClassKind(own.kind), own.name, own.grade_level, own.letter)
        for name in [next_name(was)] if goes_on(was) else anew[own.kind, own.grade_level]:
            yield class_key(name), place.pupil_id


def _known_departed(desk: Desk, known: Known, gone: Departed) -> int | None:
    last = desk.memory.of("pupil").get(gone.key)
    if last:
        return last.object_id
    same = [pk for pk in known.named(gone.name) if "personal_file_no" in known.people[pk]]
    if gone.birth_date:
        same = [pk for pk in same if known.people[pk]["birth_date"] == gone.birth_date.isoformat()]
    return only(same)


def _pupil(one: Pupil) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "patronymic": one.name.middle,
        "birth_date": one.birth_date,
        "snils": digits(one.snils) or None,
        "phone": one.phone,
        "email": one.email,
        "sex": one.sex,
        "address": one.address,
        "personal_file_no": one.file_number or None,
        "notes": one.notes,
        "extended_day": one.extended_day,
        "paper_only": one.diary_refused_words or ("да" if one.diary_refused else ""),
        "funding": one.basis,
    }
    fields |= {name: getattr(one, name) for name in _CARD}
    return {**_whole(one.name), **told(fields, one.emptied)}


def import_guardians(desk: Desk) -> None:
    """Write down the representatives; `desk.ids["guardian"]` knows them by the key of their link."""
    people = service.people_of()
    known = Known(people, desk.problems)
    wards: dict[int, list[int]] = defaultdict(list)
    pairs = models.Guardianship.objects.values_list("pupil_id", "guardian_id")
    for pupil, guardian in pairs:
        wards[pupil].append(guardian)
    wanted, find, same_as = [], {}, {}
    claimed: dict[int, str] = {}
    exact = {guardian_key(link): _found(desk, known, link) for link in desk.files.guardians}
    claimed = {pk: key for key, pk in exact.items() if pk is not None}
    for link in desk.files.guardians:
        key = guardian_key(link)
        if link.employee and link.employee in desk.ids["employee"]:
            desk.ids.setdefault("guardian", {})[key] = desk.ids["employee"][link.employee]
            continue
        pk = exact[key]
        if pk is None:
            pk = _by_child(desk, known, link, wards)
            if pk is not None and pk in claimed:
                desk.problems.add("guardian_phone_other", link.source, name=link.name.full)
                same_as[key] = claimed[pk]
                continue
        if pk is not None and "staff_no" in people[pk] and key not in desk.memory.of("guardian"):
            # The staff list says more of an employee than a child's card does.
            desk.ids["guardian"][key] = pk
            continue
        if pk is not None:
            claimed[pk] = key
            _follow(desk, "guardian", key, pk)
            find[key] = pk
        fields = {**told(_names(link.name)), **told({"phone": link.phone, "email": link.email}, link.emptied)}
        relations = {relation for _, relation, _ in link.children}
        sex = {"mother": "f", "father": "m"}.get(next(iter(relations)), "") if len(relations) == 1 else ""
        if sex:
            fields["sex"] = sex
        wanted.append(Wanted(key, fields, link.source, link.name.full))
    absent = desk.facts["absent_pupils"]
    alone = {g for pupil in absent for g in wards.get(pupil, ())}
    desk.put(
        "guardian",
        wanted,
        write=service.register_guardians,
        stands=people,
        find=find,
        complete=bool(desk.files.dataset.pupils),
        limits=_LIMITS,
        hide=lambda row: row.object_id in alone,
    )
    for key, other in same_as.items():
        if other in desk.ids["guardian"]:
            desk.ids["guardian"][key] = desk.ids["guardian"][other]


def guardian_key(link: GuardianLink) -> str:
    """Give the key of a representative: name and phone; without a phone, name and child."""
    return " | ".join(link.key)


def _found(desk: Desk, known: Known, link: GuardianLink) -> int | None:
    last = desk.memory.of("guardian").get(guardian_key(link))
    return last.object_id if last else known.by_phone(link.name, link.phone, link.email)


def _by_child(desk: Desk, known: Known, link: GuardianLink, wards: dict[int, list[int]]) -> int | None:
    """Find the parent of that name of one of the children: the phone was corrected."""
    children = [desk.ids["pupil"].get(child) for child, _, _ in link.children]
    named = set(known.named(link.name))
    return only(pk for child in children if child for pk in wards.get(child, ()) if pk in named)
