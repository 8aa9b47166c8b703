"""The roles that posts and loads give, and who leads a class."""

import re
from collections import defaultdict
from collections.abc import Iterator

from parta.audit.bulk import rows_of
from parta.curriculum.models import ContractRate
from parta.curriculum.services.rates import bring_rates
from parta.integrations.spreadsheets.dataset import Employee
from parta.integrations.spreadsheets.problems import NOWHERE
from parta.integrations.spreadsheets.values.classes import class_key
from parta.integrations.spreadsheets.values.people import name_key, person_name
from parta.kernel.text import normal
from parta.people import models
from parta.people.enums import Role
from parta.people.services import places as service
from parta.people.services.told import bring_training

from ..compare import Remembered, Wanted
from ..desk import Desk

_POSTS = (
    (Role.ADMINISTRATOR, r"администратор\w*[^,]*(журнал|дневник|асу|парт)"),
    (Role.DEPUTY, r"зам\w*\.? ?дир|^зав\w*\.? (учебн|отделен)|^завуч"),
    (Role.DIRECTOR, r"^(и\.? ?о\.? )?директор|^(и\.? ?о\.? )?заведующ\w* (школ|техникум|колледж)"),
    (Role.SECRETARY, r"секретар|делопроизвод"),
    (Role.TEACHER, r"^(учитель|преподаватель|мастер производ|воспитатель|педагог доп|тренер)"),
)
_NOT_TEACHING = re.compile(r"учитель-(логопед|дефектолог)")


def roles_of_post(post: str) -> Iterator[Role]:
    """Tell which roles a post gives; a deputy of the director for the building's upkeep has none here."""
    words = normal(post)
    for role, pattern in _POSTS:
        if not re.search(pattern, words):
            continue
        if role is Role.DEPUTY and re.search(r"ахч|ахр|хозяйств|безопасн|эконом|финанс|бухгалт", words):
            return
        if role is Role.TEACHER and _NOT_TEACHING.search(words):
            return
        yield role
        return


def _roles(desk: Desk, one: Employee, teaching: set[str]) -> set[Role]:
    card = desk.files.dataset.card
    found = {role for post in one.positions for role in roles_of_post(post)}
    if one.key in teaching:
        found.add(Role.TEACHER)
    if card and card.journal_admin:
        said = person_name(card.journal_admin)
        if said and said.fits(one.name) and name_key(said.last) == name_key(one.name.last):
            found.add(Role.ADMINISTRATOR)
    return found


def import_appointments(desk: Desk) -> None:
    """Give roles: by the posts, by the card's words on who administers the journal, and by the load."""
    ds = desk.files.dataset
    teaching = {key for course in desk.files.courses for key in course.teachers}
    teaching |= {link.teacher for link in desk.files.activities if link.teacher}
    teaching |= {link.teacher for link in desk.files.lessons if link.teacher}
    teaching |= {teacher for _, _, _, teacher in desk.files.home if teacher}
    stands = rows_of(models.Appointment, ("employee_id", "role", "starts_on", "ends_on"))
    find = {f"{r['employee_id']}/{r['role']}": pk for pk, r in stands.items() if r["ends_on"] is None}
    held: dict[int, list[Remembered]] = defaultdict(list)
    for row in desk.memory.of("appointment").values():
        held[row.fields.get("employee_id", 0)].append(row)
    wanted = []
    admins = 0
    for one in ds.staff:
        employee = desk.ids["employee"].get(one.key)
        if employee is None:
            continue
        given = sorted(_roles(desk, one, teaching))
        if not one.positions and "post" not in one.emptied:
            # a list without posts ends no role that a post has given
            wanted += [_again(desk, row) for row in held[employee] if row.fields.get("role") not in given]
        for role in given:
            admins += role is Role.ADMINISTRATOR
            fields = {"employee_id": employee, "role": str(role), "ends_on": None}
            first = {"starts_on": desk.year_starts}
            name = f"{one.name.full}, {role}"
            wanted.append(Wanted(f"{employee}/{role}", fields, one.source, name, first, employee))
    named = {key for course in desk.files.courses if course.standing is None for key in course.teachers}
    named |= {link.teacher for link in desk.files.activities if link.teacher}
    wanted += _beside(desk, named, find, {row.key for row in wanted})
    if admins > 1 and ds.card and ds.card.journal_admin:
        desk.problems.add("administrators_several", ds.card.source, name=ds.card.journal_admin, count=admins)
    if not ds.load:
        taught = [row for row in desk.memory.of("appointment").values() if row.fields.get("role") == Role.TEACHER]
        listed = {row.key for row in wanted}
        wanted += [_again(desk, row) for row in taught if row.key not in listed]
    desk.put(
        "appointment",
        wanted,
        write=service.appoint,
        stands=stands,
        find=find,
        dated=True,
        complete=bool(ds.staff),
    )


def _beside(desk: Desk, teaching: set[str], find: dict[str, int], listed: set[str]) -> list[Wanted]:
    """Give the teacher's role to those whom the load names and the files do not bring; what else they are stays."""
    people = {desk.ids["employee"][key]: one.name.full for key, one in desk.standing.staff.items() if key in teaching}
    kept = [row for row in desk.memory.of("appointment").values() if row.fields.get("employee_id") in people]
    wanted = [_again(desk, row) for row in kept if row.key not in listed]
    listed = listed | find.keys() | {row.key for row in kept}
    for pk in sorted(people):
        if (key := f"{pk}/{Role.TEACHER}") not in listed:
            fields = {"employee_id": pk, "role": str(Role.TEACHER), "ends_on": None}
            name = f"{people[pk]}, {Role.TEACHER}"
            wanted.append(Wanted(key, fields, NOWHERE, name, {"starts_on": desk.effective}, pk))
    return wanted


def _again(desk: Desk, row: Remembered) -> Wanted:
    """Keep a role where what gave it, the load or the posts, is not in these files."""
    return Wanted(
        row.key, row.fields, row.source, desk.memory.name("appointment", row.key), {}, row.fields["employee_id"]
    )


def import_rates(desk: Desk) -> None:
    """Write down how many rates employees have by their contracts in the year."""
    stands = rows_of(ContractRate, ("year_id", "employee_id", "rate"), year_id=desk.year_id)
    find = {f"{desk.year}/{r['employee_id']}": pk for pk, r in stands.items()}
    wanted = []
    for one in desk.files.dataset.staff:
        employee = desk.ids["employee"].get(one.key)
        if employee is not None and one.rate is not None:
            fields = {"year_id": desk.year_id, "employee_id": employee, "rate": one.rate}
            wanted.append(Wanted(f"{desk.year}/{employee}", fields, one.source, one.name.full))
    desk.put("contract_rate", wanted, write=bring_rates, stands=stands, find=find, complete=False)


_TRAINING = ("employee_id", "programme", "organisation", "hours", "starts_on", "ends_on", "document")


def import_trainings(desk: Desk) -> None:
    """Write down courses of further training; one that is on the card with these words and this end is known."""
    stands = rows_of(models.Training, _TRAINING, accepted=True)
    find = {_training_key(r["employee_id"], r["ends_on"], r["programme"]): pk for pk, r in stands.items()}
    wanted = []
    for one in desk.files.dataset.staff:
        employee = desk.ids["employee"].get(one.key)
        for line in one.courses if employee is not None else ():
            fields = {"employee_id": employee, **{name: getattr(line, name) for name in _TRAINING[1:]}}
            key = _training_key(employee, line.ends_on, line.programme)
            wanted.append(Wanted(key, fields, one.source, f"{one.name.full}, {line.programme}"))
    desk.put(
        "training",
        wanted,
        write=bring_training,
        stands=stands,
        find=find,
        complete=False,
        limits=(models.Training,),
    )


def _training_key(employee: object, end: object, programme: object) -> str:
    return f"{employee}/{end or ''}/{str(programme)[:500]}"


def import_homerooms(desk: Desk) -> None:
    """Say who leads which class."""
    stands = rows_of(
        models.HomeroomTeacher,
        ("school_class_id", "employee_id", "starts_on", "ends_on"),
        school_class__year=desk.year_id,
        acting=False,
    )
    find = {
        f"{desk.year}/{r['school_class_id']}/{r['employee_id']}": pk for pk, r in stands.items() if r["ends_on"] is None
    }
    led = {r["school_class_id"] for r in stands.values()}
    wanted = []
    for link in desk.files.classes:
        school_class = desk.ids["class"].get(class_key(link.name))
        employee = desk.ids["employee"].get(link.homeroom) if link.homeroom else None
        if school_class is None or employee is None:
            continue
        key = f"{desk.year}/{school_class}/{employee}"
        first = {"starts_on": desk.effective if school_class in led else desk.year_starts}
        fields = {"school_class_id": school_class, "employee_id": employee, "ends_on": None}
        wanted.append(Wanted(key, fields, link.source, link.name, first, school_class))
    desk.put(
        "homeroom",
        wanted,
        write=service.keep_homeroom_teachers,
        stands=stands,
        find=find,
        dated=True,
        exclusive=True,
        complete=bool(wanted),
        scope=f"{desk.year}/",
    )
