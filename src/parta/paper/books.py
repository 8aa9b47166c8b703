"""Journals to be stitched: all courses of a class in the periods of the year that have begun, as one file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from parta.curriculum.models import Course
from parta.journal.access import course_view, visible_courses
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.paper.courses import part_of
from parta.paper.queries import class_signers, imprint_of, teachers_of
from parta.paper.typesetting import typeset
from parta.paper.words import capital
from parta.people.queries.actors import Frame
from parta.people.queries.traces import Past, past
from parta.regulation.queries import versions
from parta.school.models import AcademicYear, SchoolCard, SchoolClass


@dataclass(frozen=True, slots=True)
class Book:
    """What one file will hold: the journals of a class, or those of pupils of several classes (no class)."""

    school_class: SchoolClass | None
    year: AcademicYear
    courses: tuple[int, ...]


def may_print_class(actor: Actor, class_id: int, *, conditions: frozenset[str]) -> bool:
    """Tell whether the actor may open every journal of a class, and so print them as one (one query)."""
    seen = visible_courses(actor, conditions).values("pk")
    found = Course.objects.filter(school_class_id=class_id).aggregate(
        all=Count("pk"), seen=Count("pk", filter=Q(pk__in=seen))
    )
    return bool(found["all"] == found["seen"] > 0)


def books_of(frame: Frame, class_id: int | None) -> list[Book]:
    """Plan the files of a class, or of all classes of the year of today (two queries).

    Raises `NotVisible` for a class of which the actor may not open every journal, and where there are none.
    """
    today = frame.now.date()
    conditions = versions().on(today).conditions()
    courses = visible_courses(frame.actor, conditions).filter(year__starts_on__lte=today, year__ends_on__gte=today)
    if class_id is not None:
        if not may_print_class(frame.actor, class_id, conditions=conditions):
            raise NotVisible
        courses = courses.filter(school_class_id=class_id)
    found: dict[int | None, list[Course]] = {}
    for course in courses.select_related("school_class", "year").order_by(
        "school_class__sort_key", "school_class_id", "sort_key", "pk"
    ):
        found.setdefault(course.school_class_id, []).append(course)
    if not found:
        raise NotVisible
    return [Book(own[0].school_class, own[0].year, tuple(course.pk for course in own)) for own in found.values()]


def made_book(frame: Frame, book: Book, *, college: bool, read: Callable[[int], None]) -> bytes:
    """Read every course of a book and set it; a course without periods that have begun is left out.

    `read` is told after each course how many are read; it may raise to stop.
    """
    today = frame.now.date()
    courses = []
    seen = past(book.year.starts_on, book.year.ends_on)
    for number, course in enumerate(book.courses, 1):
        one = _course(frame, course, past=seen, college=college)
        if one is not None:
            courses.append(one)
        read(number)
    leader, _ = class_signers(book.school_class, today) if book.school_class else ("", "")
    leads = "Куратор группы" if college else "Классный руководитель"
    whose = whose_title(book, college=college)
    data = {
        "title": f"Журнал, {whose}, {book.year}",
        "book": {
            "whose": whose,
            "year": str(book.year),
            "leader": f"{leads}: {leader}" if leader else "",
            "director": SchoolCard.objects.values_list("director_name", flat=True).first() or "",
            "inscription": versions().on(today).archive.print_certification_text.value,
            "courses": courses,
        },
    }
    return typeset("journal", data, imprint=imprint_of(frame))


def whose_title(book: Book, *, college: bool) -> str:
    """Say whose journals a book holds: «7А класс», «группа ИСП-25», «группы из разных классов»."""
    if book.school_class is None:
        return "сборные группы"
    return f"группа {book.school_class.name}" if college else f"{book.school_class.name} класс"


def _course(frame: Frame, course_id: int, *, past: Past, college: bool) -> dict[str, Any] | None:
    view = course_view(frame.actor, course_id)
    terms = [term for term in view.terms if term.start <= frame.now.date()]
    if not terms:
        return None
    teachers = teachers_of([course_id], start=terms[0].start, end=terms[-1].end).get(course_id, [])
    parts = [part_of(view, term, teachers, frame=frame, past=past, college=college) for term in terms]
    return {"title": _titled(view.title, view.group_name), "teachers": ", ".join(teachers), "parts": parts}


def _titled(*parts: Sequence[str] | str | None) -> str:
    return " · ".join(capital(str(part)) for part in parts if part)
