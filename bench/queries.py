"""Queries a page takes, with a small journal and with one three times as long and as wide."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.place import SLUG
from bench.school import fill_course
from bench.targets import Target, Visitor, visitor
from parta.curriculum.models import Course, Subject, TeachingLoad
from parta.installation.models import School
from parta.kernel.text import normal
from parta.people.models import Employee, Enrolment, Person, Pupil
from parta.school.models import SchoolClass, Term
from parta.timetable.models import Lesson

SIZES = {"small": (10, 20), "large": (30, 60)}
TITLE = "Журнал для замеров"


@dataclass(frozen=True, slots=True)
class Journals:
    """Courses with 10 pupils × 20 lessons and 30 × 60 in one term, and their teacher."""

    teacher: Visitor
    courses: dict[str, int]
    days: dict[str, date]


def two_journals(school: School, *, today: date) -> Journals:
    """Give the two journals, made when they are not there; their lessons lie around today."""
    found = {course.title: course for course in Course.objects.filter(title__startswith=TITLE)}
    if len(found) < len(SIZES):
        for name, (pupils, lessons) in SIZES.items():
            _make(f"{TITLE} {name}", pupils, lessons, today)
        found = {course.title: course for course in Course.objects.filter(title__startswith=TITLE)}
    courses = {name: found[f"{TITLE} {name}"] for name in SIZES}
    load = TeachingLoad.objects.get(course=courses["large"])
    return Journals(
        visitor(school, load.employee_id),
        {name: course.pk for name, course in courses.items()},
        {name: _last_day(course, today) for name, course in courses.items()},
    )


def _last_day(course: Course, today: date) -> date:
    return Lesson.objects.filter(course=course, date__lte=today).latest("date").date


def _make(title: str, pupils: int, lessons: int, today: date) -> None:
    term = Term.objects.filter(starts_on__lte=today, ends_on__gte=today).order_by("id").first() or Term.objects.filter(
        starts_on__lte=today
    ).latest("starts_on")
    calendar = term.calendar
    year = calendar.year
    teacher = Person.objects.filter(last_name="Замеров").first()
    if teacher is None:
        teacher = Person.objects.create(
            last_name="Замеров", first_name="Лев", patronymic="Ильич", sort_key="замеров лев"
        )
        Employee.objects.create(person=teacher).appointments.create(role="teacher", starts_on=year.starts_on)
    subject, _ = Subject.objects.get_or_create(name="Замеры", name_key="замеры")
    name = f"9{title[-1]}"
    school_class = SchoolClass.objects.create(
        year=year,
        calendar=calendar,
        name=f"{name}-{lessons}",
        name_key=normal(f"{name}-{lessons}"),
        grade_level=9,
        sort_key="09я",
    )
    for number in range(pupils):
        last = f"Замерин{number:02}"
        person = Person.objects.create(last_name=last, first_name="Пётр", patronymic="Ильич", sort_key=normal(last))
        Pupil.objects.create(person=person)
        Enrolment.objects.create(pupil_id=person.pk, school_class=school_class, starts_on=year.starts_on)
    course = Course.objects.create(
        year=year, calendar=calendar, subject=subject, school_class=school_class, title=title, sort_key="я"
    )
    TeachingLoad.objects.create(course=course, employee_id=teacher.pk, starts_on=year.starts_on)
    span = [term.starts_on + timedelta(days=n) for n in range((term.ends_on - term.starts_on).days + 1)]
    hour = 3 if lessons == 20 else 9
    zone = ZoneInfo("Europe/Moscow")
    for number in range(lessons):
        day = span[number * len(span) // lessons]
        twice = number and span[(number - 1) * len(span) // lessons] == day
        start = datetime(day.year, day.month, day.day, hour + bool(twice), 0, tzinfo=zone)
        Lesson.objects.create(
            course=course,
            employee_id=teacher.pk,
            date=day,
            number=2 if twice else 1,
            starts_at=start,
            ends_at=start + timedelta(minutes=40),
        )
    fill_course(course.pk, today)


def count(target: Target, pages: Journals) -> list[tuple[str, list[int]]]:
    """Count queries of each page at both sizes (the second request of a session: nothing is being learnt)."""
    from django.test import Client

    rows = []
    wanted = {
        "journal": "/{slug}/journal/{course}/", "grid": "/{slug}/journal/{course}/data",
        "lesson": "/{slug}/lessons/{lesson}/", "day": "/{slug}/day/?date={day}", "behind": "/{slug}/day/behind/",
        "journals": "/{slug}/journal/",
    }  # fmt: skip
    for name, pattern in wanted.items():
        counts = []
        for size in SIZES:
            lesson = day_lesson(pages, size)
            url = pattern.format(slug=SLUG, course=pages.courses[size], lesson=lesson, day=pages.days[size])
            counts.append(_counted(Client(), pages.teacher, url))
        rows.append((name, counts))
    for name in ("diary", "today"):
        rows.append((name, [_counted(Client(), target.parent, target.paths[name])]))
    return rows


def day_lesson(pages: Journals, size: str) -> int:
    """Give the last lesson of a journal that was held."""
    from parta.installation.schools import inside

    with inside(School.objects.get(slug=SLUG)):
        return Lesson.objects.filter(course=pages.courses[size], date=pages.days[size]).first().pk  # type: ignore[union-attr]


def _counted(client: Any, who: Visitor, url: str) -> int:
    for part in who.cookie.split("; "):
        key, value = part.split("=", 1)
        client.cookies[key] = value
    client.get(url, secure=True, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, secure=True, headers={"host": "127.0.0.1"})
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")
    return len(captured)
