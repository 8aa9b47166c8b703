"""What the information card of a class says of people: counts, the council, the committee, the social passport."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from parta.kernel.database import in_force
from parta.people.enums import CareKind, CareSection, Programme
from parta.people.models import (
    CareNote,
    ClassCard,
    ClassMember,
    CommitteePlace,
    Enrolment,
    Guardianship,
    HomeroomTeacher,
)
from parta.people.rules.figures import share_shown
from parta.school.models import SchoolClass

SOCIAL = (CareKind.BENEFIT, CareKind.MEALS, CareKind.TRANSPORT, CareKind.SUPERVISION)
"""Kinds of the closed section that the social passport counts."""
Choice = tuple[int, str]


@dataclass(frozen=True, slots=True)
class ClassPeople:
    """The people of a class on a day; counts of the passport that point at somebody are None."""

    card: ClassCard | None
    homeroom: str
    pupils: int
    boys: int
    girls: int
    passport: tuple[tuple[str, int | None], ...]
    council: tuple[ClassMember, ...]
    committee: tuple[str, ...]
    every_pupil: tuple[Choice, ...]


def class_people(school_class: SchoolClass, today: date) -> ClassPeople:
    """Read the people of a class on a day (seven queries)."""
    leader = HomeroomTeacher.objects.filter(in_force(today), school_class=school_class)
    led_by = leader.select_related("employee__person").order_by("acting").first()
    places = list(
        Enrolment.objects.filter(in_force(today), school_class=school_class)
        .select_related("pupil__person")
        .order_by("pupil__person__sort_key", "pk")
    )
    ids = [row.pupil_id for row in places]
    ties = list(Guardianship.objects.filter(in_force(today), pupil_id__in=ids))
    parents = {tie.guardian_id for tie in ties}
    standing = ClassMember.objects.filter(in_force(today), school_class=school_class)
    council = standing.exclude(ends_on=today).select_related("person")  # who has left today may stand there anew
    places_given = CommitteePlace.objects.filter(in_force(today), school_class=school_class, ended_at__isnull=True)
    committee = places_given.select_related("person").order_by("person__sort_key", "pk")
    sexes = [row.pupil.person.sex for row in places]
    return ClassPeople(
        ClassCard.objects.filter(pk=school_class.pk).select_related("room", "filled_by").first(),
        led_by.employee.person.full_name if led_by else "",
        len(places),
        sexes.count("m"),
        sexes.count("f"),
        _passport(places, ties, today),
        tuple(row for row in council if row.person_id in ids),
        tuple(row.person.full_name for row in committee if row.person_id in parents),
        tuple((row.pupil_id, row.pupil.person.list_name) for row in places),
    )


def _passport(places: list[Enrolment], ties: list[Guardianship], today: date) -> tuple[tuple[str, int | None], ...]:
    ids = {row.pupil_id for row in places}
    of_kind: dict[str, set[int]] = {str(kind): set() for kind in SOCIAL}
    going_on = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    notes = CareNote.objects.filter(
        going_on, section=CareSection.SOCIAL, kind__in=SOCIAL, pupil_id__in=ids, withdrawn_at__isnull=True
    )
    for kind, pupil in notes.filter(starts_on__lte=today).values_list("kind", "pupil_id"):
        of_kind[kind].add(pupil)
    kin = {tie.pupil_id for tie in ties if tie.relation in ("mother", "father")}
    others = {tie.pupil_id for tie in ties} - kin
    counts = {
        "guardian": len(others),
        **{kind: len(pupils) for kind, pupils in of_kind.items()},
        "adapted": sum(row.pupil.programme == Programme.ADAPTED for row in places),
        "at_home": sum(row.individual for row in places),
    }
    return tuple((code, share_shown(count, of=len(ids))) for code, count in counts.items())
