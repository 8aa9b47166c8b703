"""The book of movement with its balance, and the alphabet book."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from parta.people.enums import MoveKind
from parta.people.models import Enrolment, FormerName, Movement, Person, Pupil
from parta.people.rules.movement import ARRIVALS, Balance, Mismatch, Move, Place, balance
from parta.school.models import AcademicYear, SchoolClass


@dataclass(frozen=True, slots=True)
class Line:
    """An order in the book."""

    id: int
    pupil_id: int
    name: str
    birth_date: date | None
    kind: str
    day: date
    out_of: str
    into: str
    order_no: str
    order_date: date | None
    place: str
    ground: str


@dataclass(frozen=True, slots=True)
class ClassBalance:
    """A class in the book, with what differs and the names of whom it concerns."""

    id: int
    name: str
    balance: Balance
    concerned: tuple[tuple[str, Mismatch], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The whole school: transfers inside it neither come nor go."""

    start: int
    arrived: int
    departed: int
    transfers: int
    end: int

    @property
    def holds(self) -> bool:
        """Tell whether start + arrived − departed = end."""
        return self.start + self.arrived - self.departed == self.end


@dataclass(frozen=True, slots=True)
class MovementBook:
    """The book of a span of one school year."""

    year: AcademicYear | None
    start: date
    end: date
    lines: tuple[Line, ...]
    classes: tuple[ClassBalance, ...]
    total: Total
    every_class: tuple[tuple[int, str], ...]


def year_on(day: date) -> AcademicYear | None:
    """Give the school year of a day: the one that holds it, else the latest begun, else the first to come (one query)."""
    years = list(AcademicYear.objects.order_by("starts_on"))
    begun = [one for one in years if one.starts_on <= day]
    return begun[-1] if begun else next(iter(years), None)


def movement_book(*, start: date | None, end: date | None, class_id: int | None, today: date) -> MovementBook:
    """Read the book of the year of its last day, for one class or all (a fixed number of queries)."""
    year = year_on(end or today)
    if year is None:
        return MovementBook(None, today, today, (), (), Total(0, 0, 0, 0, 0), ())
    first = max(start or year.starts_on, year.starts_on)
    last = min(end or today, year.ends_on)
    first, last = min(first, year.ends_on), max(last, year.starts_on)
    first = min(first, last)
    classes = list(SchoolClass.objects.filter(year=year).order_by("sort_key", "pk"))
    shown = [one for one in classes if class_id in (None, one.pk)]
    names = {one.pk: one.name for one in classes}
    rows = list(_of_year(year).select_related("pupil__person").order_by("date", "pk"))
    moves = [move_of(row) for row in rows]
    places = [
        Place(*row)
        for row in Enrolment.objects.filter(school_class__year=year).values_list(
            "pupil_id", "school_class_id", "starts_on", "ends_on"
        )
    ]
    span = (year.starts_on, year.ends_on)
    balances = {one.pk: balance(one.pk, year=span, start=first, end=last, places=places, moves=moves) for one in shown}
    concerned = {one.pupil_id for found in balances.values() for one in found.mismatches}
    people = {person.pk: person.list_name for person in Person.objects.filter(pk__in=concerned)}
    inside = [
        row
        for row, move in zip(rows, moves, strict=True)
        if first <= row.date <= last and (class_id is None or class_id in (move.out_of, move.into))
    ]
    return MovementBook(
        year,
        first,
        last,
        tuple(_line(row, names) for row in inside),
        tuple(
            ClassBalance(
                one.pk,
                one.name,
                balances[one.pk],
                tuple((people[found.pupil_id], found) for found in balances[one.pk].mismatches),
            )
            for one in shown
        ),
        _total(balances, [move_of(row) for row in inside]),
        tuple(names.items()),
    )


def move_of(row: Movement) -> Move:
    """Give an order as it changes classes."""
    if row.kind == MoveKind.TRANSFERRED:
        return Move(row.pupil_id, row.date, row.school_class_id, row.into_id)
    if row.kind in ARRIVALS:
        return Move(row.pupil_id, row.date, None, row.school_class_id)
    return Move(row.pupil_id, row.date, row.school_class_id, None)


def _of_year(year: AcademicYear) -> QuerySet[Movement]:
    return Movement.objects.filter(Q(school_class__year=year) | Q(into__year=year))


def _line(row: Movement, names: dict[int, str]) -> Line:
    move, person = move_of(row), row.pupil.person
    return Line(
        row.pk,
        row.pupil_id,
        person.full_name,
        person.birth_date,
        row.kind,
        row.date,
        names.get(move.out_of or 0, ""),
        names.get(move.into or 0, ""),
        row.order_no,
        row.order_date,
        row.place,
        row.ground,
    )


def _total(balances: Mapping[int, Balance], inside: Iterable[Move]) -> Total:
    """Add classes up; a transfer between two of them is none, one over to a class of another year is."""
    found = list(balances.values())
    transfers = sum(move.out_of in balances and move.into in balances for move in inside)
    arrived, departed = sum(one.arrived for one in found), sum(one.departed for one in found)
    return Total(
        sum(one.start for one in found),
        arrived - transfers,
        departed - transfers,
        transfers,
        sum(one.end for one in found),
    )


@dataclass(frozen=True, slots=True)
class AlphabetRow:
    """A pupil in the alphabet book: who, where, how came and how left."""

    id: int
    name: str
    former: tuple[str, ...]
    birth_date: date | None
    sex: str
    personal_file_no: str
    school_class: str
    came: date | None
    came_order: str
    came_from: str
    left: date | None
    left_kind: str
    left_order: str
    left_to: str


@dataclass(frozen=True, slots=True)
class AlphabetBook:
    """The alphabet book, or one letter or class of it."""

    rows: tuple[AlphabetRow, ...]
    total: int
    letters: tuple[str, ...]
    page: int
    pages: int


def alphabet_book(
    *, letter: str, standing: str, class_id: int | None, page: int, per_page: int | None, today: date
) -> AlphabetBook:
    """Read the book by surname: everybody who ever studied here (a fixed number of queries).

    `standing`: `here` for those who study today, `left` for those who do not, empty for all. `per_page`: none for all
    of it at once.
    """
    now = Enrolment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)
    rows = Pupil.objects.filter(enrolments__isnull=False)
    letters = {key[:1].upper() for key in rows.values_list("person__sort_key", flat=True) if key}
    if letter:
        rows = rows.filter(person__sort_key__startswith=letter.lower())
    if class_id is not None:
        rows = rows.filter(enrolments__school_class=class_id)
    if standing == "here":
        rows = rows.filter(pk__in=now.values("pupil"))
    elif standing == "left":
        rows = rows.exclude(pk__in=now.values("pupil"))
    rows = rows.distinct().select_related("person").order_by("person__sort_key", "pk")
    total = rows.count()
    size = per_page or max(1, total)
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    shown = list(rows[(page - 1) * size : page * size])
    ids = [one.pk for one in shown]
    places: dict[int, list[Enrolment]] = {}
    for place in Enrolment.objects.filter(pupil_id__in=ids).select_related("school_class").order_by("starts_on"):
        places.setdefault(place.pupil_id, []).append(place)
    moves: dict[int, list[Movement]] = {}
    for move in Movement.objects.filter(pupil_id__in=ids).order_by("date", "pk"):
        moves.setdefault(move.pupil_id, []).append(move)
    former: dict[int, list[str]] = {}
    for name in FormerName.objects.filter(person_id__in=ids):
        former.setdefault(name.person_id, []).append(name.full_name)
    return AlphabetBook(
        tuple(_alphabet(one, places[one.pk], moves.get(one.pk, []), former.get(one.pk, []), today) for one in shown),
        total,
        tuple(sorted(letters)),
        page,
        pages,
    )


def _alphabet(
    pupil: Pupil, places: list[Enrolment], moves: list[Movement], former: list[str], today: date
) -> AlphabetRow:
    came = next((one for one in moves if one.kind in ARRIVALS), None)
    last = places[-1]
    gone = next((one for one in reversed(moves) if move_of(one).into is None), None)
    left = last.ends_on if last.ends_on is not None and last.ends_on < today else None
    if left is None or gone is None or gone.date != left:
        gone = None
    return AlphabetRow(
        pupil.pk,
        pupil.person.full_name,
        tuple(former),
        pupil.person.birth_date,
        pupil.person.sex,
        pupil.personal_file_no or "",
        last.school_class.name,
        came.date if came else places[0].starts_on,
        came.order_no if came else places[0].order_no,
        came.place if came else "",
        left,
        gone.kind if gone else "",
        gone.order_no if gone else "",
        gone.place if gone else "",
    )
