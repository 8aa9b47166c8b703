"""One box finds anything: people, classes, journals, rooms and timetables, each by the access of the person."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from parta.curriculum.access import may_see_load, visible_classes
from parta.curriculum.models import Course, StudyGroup, TeachingLoad
from parta.journal.access import visible_courses
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.text import cyrillic, normal
from parta.people.access_persons import listed_persons
from parta.people.models import Employee, Enrolment, Guardianship, Person
from parta.timetable.access import may_see_timetable
from parta.timetable.queries.boards import Place, Side, found_places, places_of

SHORTEST = 2
MOST = 12
"""How many of a kind are shown; a longer list says so."""
_WORDS = 4


@dataclass(frozen=True, slots=True)
class FoundHuman:
    """A person; `card` where the reader may open the card, `class_id` where the class is as far as it goes."""

    id: int
    name: str
    about: str
    class_id: int | None
    card: bool
    ward: str = ""


@dataclass(frozen=True, slots=True)
class FoundThing:
    """A class, a group or a journal; `opens`: whether the journal itself may be opened, or only who teaches it.

    The id of a group is that of its class.
    """

    id: int
    name: str
    about: str
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; one more than `MOST` of a kind was looked for, so that `more` is known."""

    text: str
    people: tuple[FoundHuman, ...] = ()
    classes: tuple[FoundThing, ...] = ()
    groups: tuple[FoundThing, ...] = ()
    courses: tuple[FoundThing, ...] = ()
    rooms: tuple[Place, ...] = ()
    timetables: tuple[Place, ...] = ()
    more: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How many lines are shown."""
        return sum(map(len, (self.people, self.classes, self.groups, self.courses, self.rooms, self.timetables)))


def find(*, actor: Actor, conditions: Collection[str], text: str, today: date) -> Found:
    """Find people, classes, groups, journals, rooms and timetables of the year; «ё» is «е», Latin letters are read.

    Six queries at most.
    """
    words = normal(cyrillic(text)).split()[:_WORDS]
    if len("".join(words)) < SHORTEST:
        return Found(text)
    people = _people(actor, words, today)
    classes = _classes(actor, words, today)
    groups = _groups(actor, words, today)
    courses = _courses(actor, frozenset(conditions), words, today)
    places = found_places(places_of(today), text) if may_see_timetable(actor) else []
    rooms = [place for place in places if place.side is Side.ROOM]
    timetables = [place for place in places if place.side is not Side.ROOM]
    kinds: tuple[tuple[str, Sequence[object]], ...] = (
        ("people", people), ("classes", classes), ("groups", groups), ("courses", courses), ("rooms", rooms), ("timetables", timetables),
    )  # fmt: skip
    return Found(
        text,
        tuple(people[:MOST]),
        tuple(classes[:MOST]),
        tuple(groups[:MOST]),
        tuple(courses[:MOST]),
        tuple(rooms[:MOST]),
        tuple(timetables[:MOST]),
        frozenset(name for name, rows in kinds if len(rows) > MOST),
    )


def _people(actor: Actor, words: list[str], today: date) -> list[FoundHuman]:
    placed = Enrolment.objects.filter(in_force(today), pupil=OuterRef("pk"))
    listed = listed_persons(actor).filter(pk=OuterRef("pk"))
    near = placed.filter(school_class__in=visible_classes(actor).values("pk"))
    wards = (
        Guardianship.objects.filter(in_force(today), guardian=OuterRef("pk"))
        .order_by("pupil__person__sort_key")
        .values_list(Concat("pupil__person__last_name", Value(" "), "pupil__person__first_name"))
    )
    rows: QuerySet[Person] = Person.objects.annotate(
        card=Exists(listed),
        class_id=Subquery(placed.values("school_class")[:1]),
        class_name=Subquery(placed.values("school_class__name")[:1]),
        class_key=Subquery(placed.values("school_class__name_key")[:1]),
        ward=Subquery(wards[:1]),
        post=Subquery(Employee.objects.filter(pk=OuterRef("pk")).values("post")[:1]),
    )
    by_name = Q()
    for word in words:
        # The patronymic is for those who may open the card: others see surname and name, and find by them alone.
        named = Q(sort_key__regex=rf"^(\S+ )?{re.escape(word)}") | (Q(card=True) & _begins("sort_key", word))
        rows = rows.filter(named | Q(class_key__startswith=word))
        by_name |= named
    rows = rows.filter(by_name)  # a class alone is found as a class
    # Whose class the reader may open is known to the reader by name already; the card is another question.
    rows = rows.filter(Q(card=True) | Exists(near)).order_by(
        Case(
            When(sort_key__startswith=words[0], then=0),
            When(sort_key__regex=rf"^\S+ {re.escape(words[0])}", then=1),
            default=2,
        ),
        "sort_key",
        "pk",
    )
    return [
        FoundHuman(
            row.pk,
            row.full_name if row.card else row.list_name,  # type: ignore[attr-defined]
            row.class_name or row.post or "",  # type: ignore[attr-defined]
            row.class_id,  # type: ignore[attr-defined]
            row.card,  # type: ignore[attr-defined]
            (row.ward or "") if row.card and not row.class_name else "",  # type: ignore[attr-defined]
        )
        for row in rows[: MOST + 1]
    ]


def _classes(actor: Actor, words: list[str], today: date) -> list[FoundThing]:
    rows = visible_classes(actor).filter(year__starts_on__lte=today, year__ends_on__gte=today)
    rows = rows.filter(name_key__startswith="".join(words)) | rows.filter(name_key__startswith=" ".join(words))
    return [
        FoundThing(row.pk, row.name, row.programme_title)
        for row in rows.order_by("sort_key", "pk").distinct()[: MOST + 1]
    ]


def _groups(actor: Actor, words: list[str], today: date) -> list[FoundThing]:
    """Find groups by their own names; other words are of the class or of the subject."""
    within = visible_classes(actor).filter(year__starts_on__lte=today, year__ends_on__gte=today)
    rows = StudyGroup.objects.filter(school_class__in=within.values("pk"))
    by_name = Q()
    for word in words:
        named = _begins("name_key", word)
        rows = rows.filter(named | Q(school_class__name_key__startswith=word) | _begins("subject__name_key", word))
        by_name |= named
    rows = rows.filter(by_name).select_related("school_class", "subject")
    return [
        FoundThing(
            row.school_class_id or 0, f"{row.name} · {row.school_class}", row.subject.name if row.subject else ""
        )
        for row in rows.order_by("school_class__sort_key", "name_key", "pk")[: MOST + 1]
    ]


def _courses(actor: Actor, conditions: frozenset[str], words: list[str], today: date) -> list[FoundThing]:
    teaching = TeachingLoad.objects.filter(in_force(today), course=OuterRef("pk"))
    own = visible_courses(actor, conditions)
    # Who reads the load of the school finds every journal, and comes to who teaches it.
    rows = Course.objects.all() if may_see_load(actor) else own
    rows = rows.filter(year__starts_on__lte=today, year__ends_on__gte=today)
    for word in words:
        taught = teaching.filter(_begins("employee__person__sort_key", word))
        rows = rows.filter(
            _begins("subject__name_key", word)
            | Q(title__istartswith=word)
            | Q(school_class__name_key__startswith=word)
            | _begins("study_group__name_key", word)
            | Exists(taught)
        )
    names = (
        teaching.order_by()
        .values("course")
        .annotate(names=StringAgg("employee__person__last_name", ", ", distinct=True))
    )
    rows = (
        rows.annotate(teachers=Subquery(names.values("names")), opens=Exists(own.filter(pk=OuterRef("pk")).order_by()))
        .select_related("subject", "school_class", "study_group")
        .order_by(F("school_class__sort_key").asc(nulls_last=True), "sort_key", "pk")
    )
    return [FoundThing(row.pk, _titled(row), row.teachers or "", row.opens) for row in rows[: MOST + 1]]


def _titled(course: Course) -> str:
    names = (course.name, course.school_class, course.study_group)
    return " · ".join(str(name) for name in names if name)


def _begins(field: str, word: str) -> Q:
    """Ask for a word that begins so, also within brackets: «иностранный язык (английский)»."""
    within = (Q(**{f"{field}__contains": f"{before}{word}"}) for before in (" ", "("))
    return reduce(or_, within, Q(**{f"{field}__startswith": word}))
