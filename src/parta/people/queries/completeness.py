"""How full the cards of those are who study today."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from parta.kernel.database import in_force
from parta.people.models import Consent, Enrolment, Guardianship, Movement, Person, Pupil
from parta.people.queries.consents import PERSONAL_DATA
from parta.people.rules.ages import is_adult
from parta.people.rules.completeness import asked, missing, percent
from parta.people.rules.consents import in_force as consent_in_force
from parta.people.rules.movement import ARRIVALS
from parta.people.rules.personal_data import PERSON, PUPIL


@dataclass(frozen=True, slots=True)
class CardFullness:
    """One card: whose, of which class, what it lacks, and how full it is in percent."""

    id: int
    name: str
    class_id: int
    school_class: str
    lacks: tuple[str, ...]
    percent: int


@dataclass(frozen=True, slots=True)
class ClassFullness:
    """The cards of a class: how many are full, and what most of them lack."""

    id: int
    name: str
    pupils: int
    full: int
    percent: int
    lacks: tuple[tuple[str, int], ...]


def cards_fullness(*, persons: QuerySet[Person], college: bool, today: date) -> list[CardFullness]:
    """Give the cards of those of the persons who study today, by class and name (four queries)."""
    places = list(
        Enrolment.objects.filter(in_force(today), pupil__person__in=persons)
        .select_related("pupil__person", "school_class")
        .order_by("school_class__sort_key", "school_class_id", "pupil__person__sort_key", "pk")
    )
    ids = [row.pupil_id for row in places]
    phones: dict[int, list[str]] = {}
    for pupil, phone in Guardianship.objects.filter(in_force(today), pupil_id__in=ids).values_list(
        "pupil_id", "guardian__phone"
    ):
        phones.setdefault(pupil, []).append(phone)
    agreed = {
        row.person_id for row in Consent.objects.filter(person_id__in=ids, kind=PERSONAL_DATA) if holds(row, today)
    }
    came = set(
        Movement.objects.filter(pupil_id__in=ids, kind__in=ARRIVALS)
        .exclude(order_no="")
        .values_list("pupil", flat=True)
    )
    return [
        card_fullness(
            pupil=row.pupil,
            place=row,
            phones=phones.get(row.pupil_id, ()),
            agreed=row.pupil_id in agreed,
            came=row.pupil_id in came,
            college=college,
            today=today,
        )
        for row in places
    ]


def holds(row: Consent, today: date) -> bool:
    """Tell whether a consent counts today."""
    return consent_in_force(given=row.given, given_on=row.given_on, withdrawn_on=row.withdrawn_on, today=today)


def card_fullness(
    *, pupil: Pupil, place: Enrolment, phones: Collection[str], agreed: bool, came: bool, college: bool, today: date
) -> CardFullness:
    """Tell how full one card is, read beforehand.

    `phones` has one for each guardian of today, empty or not; `agreed`: to the use of the data; `came`: by an order.
    """
    person = pupil.person
    said = {name: getattr(person, name) for name in PERSON} | {name: getattr(pupil, name) for name in PUPIL}
    said |= {
        "order": bool(place.order_no) or came,
        "guardian": bool(phones),
        "guardian_phone": any(phones),
        "consent": agreed,
    }
    adult = is_adult(person.birth_date, today)
    lacks = missing(said, college=college, adult=adult)
    share = percent(lacking=len(lacks), of=len(asked(said, college=college, adult=adult)))
    group = place.school_class
    return CardFullness(pupil.pk, person.list_name, group.pk, group.name, lacks, share)


def by_class(cards: Iterable[CardFullness]) -> list[ClassFullness]:
    """Sum cards up by class, in their order."""
    groups: dict[int, list[CardFullness]] = {}
    for card in cards:
        groups.setdefault(card.class_id, []).append(card)
    return [
        ClassFullness(
            pk,
            own[0].school_class,
            len(own),
            sum(not card.lacks for card in own),
            sum(card.percent for card in own) // len(own),
            tuple(Counter(name for card in own for name in card.lacks).most_common(3)),
        )
        for pk, own in groups.items()
    ]
