"""The school of the week, built from `school.toml`: people, classes, journals, lessons of October and November 2026."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parta.curriculum.models import Course, Subject, TeachingLoad
from parta.kernel.text import normal
from parta.people.models import Enrolment, HomeroomTeacher, Person
from parta.regulation.models import RegulationVersion
from parta.school.enums import SpecialDayKind
from parta.school.models import AcademicYear, Calendar, SchoolCard, SchoolClass, SpecialDay, Term
from parta.timetable.models import Lesson
from tests.factories.small_school import account_for, employee, pupil

ZONE = ZoneInfo("Asia/Yekaterinburg")
DATA = tomllib.loads((Path(__file__).parent / "school.toml").read_text(encoding="utf-8"))
LONG_AGO = date(2020, 9, 1)
"""Since when people serve: before any day that the machine's clock may show."""
BELLS = {1: ("08:00", "08:40"), 2: ("08:50", "09:30"), 3: ("09:45", "10:25"), 4: ("10:40", "11:20")}


def day_of(text: str) -> date:
    """Read «19.10», a day of the school year 2026/27."""
    day, month = map(int, text.split("."))
    return date(2026 if month > 8 else 2027, month, day)


@dataclass
class School:
    """The parts of the school by the names that the script calls them."""

    school: Any
    preset: str
    terms: dict[str, list[Term]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    pupils: dict[str, Person] = field(default_factory=dict)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    journals: dict[str, Course] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)


def build(school: Any, preset: str) -> School:
    """Fill an empty school that works by this preset."""
    found = School(school, preset)
    SchoolCard.objects.create(full_name="Школа для проверок", short_name="Школа", time_zone=str(ZONE))
    RegulationVersion.objects.create(effective_from=date(2026, 9, 1), preset=preset)
    year = AcademicYear.objects.create(title="2026/27", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31))
    calendars = {row["title"]: _calendar(year, row) for row in DATA["calendar"]}
    for row in DATA["person"]:
        person = found.people[row["key"]] = employee(*row["name"].split(), *row["roles"], starts_on=LONG_AGO)
        found.accounts[row["key"]] = account_for(person, school).pk
    for row in DATA["class"]:
        _class(found, year, calendars[row["calendar"]], row)
    for row in DATA["person"]:
        if "leads" in row:
            HomeroomTeacher.objects.create(
                school_class=found.classes[row["leads"]], employee_id=found.people[row["key"]].pk, starts_on=LONG_AGO
            )
    for number, row in enumerate(DATA["journal"], 1):
        _journal(found, year, row, number)
    return found


def _calendar(year: AcademicYear, row: dict[str, Any]) -> Calendar:
    calendar = Calendar.objects.create(year=year, title=row["title"], week_days=row["week"])
    for number, span in enumerate(row["quarters"], 1):
        start, end = map(day_of, span.split("–"))
        Term.objects.create(calendar=calendar, kind="quarter", number=number, starts_on=start, ends_on=end)
    SpecialDay.objects.create(calendar=calendar, date=date(2026, 11, 4), kind=SpecialDayKind.HOLIDAY)
    return calendar


def _class(found: School, year: AcademicYear, calendar: Calendar, row: dict[str, Any]) -> None:
    name, grade = row["name"], row["grade"]
    found.classes[name] = SchoolClass.objects.create(
        year=year,
        calendar=calendar,
        name=name,
        name_key=normal(name),
        grade_level=grade,
        letter=name[-1],
        sort_key=f"{grade:02}{name[-1].lower()}",
    )
    found.terms[name] = list(Term.objects.filter(calendar=calendar).order_by("number"))
    for full_name in row["pupils"]:
        last, first = full_name.split()
        found.pupils[last] = pupil(last, first, found.classes[name], starts_on=date(2026, 9, 1))


def _journal(found: School, year: AcademicYear, row: dict[str, Any], number: int) -> None:
    name = row["subject"]
    subject, _ = Subject.objects.get_or_create(name=name, defaults={"short_name": name, "name_key": name})
    school_class = found.classes[row["class"]]
    course = Course.objects.create(
        year=year, calendar=school_class.calendar, subject=subject, school_class=school_class, sort_key=f"{number:02}"
    )
    teacher = found.people[row["teacher"]]
    TeachingLoad.objects.create(course=course, employee_id=teacher.pk, starts_on=date(2026, 9, 1))
    key = f"{row['class']} {name}"
    found.journals[key] = course
    start, end = (time.fromisoformat(clock) for clock in BELLS[row["number"]])
    for text in row["days"]:
        day = day_of(text)
        found.lessons[f"{key} {text}"] = Lesson.objects.create(
            course=course,
            employee_id=teacher.pk,
            date=day,
            number=row["number"],
            starts_at=datetime.combine(day, start, ZONE),
            ends_at=datetime.combine(day, end, ZONE),
        )


def enrolment_of(person: Person) -> Enrolment:
    """Give where a pupil stands last."""
    return Enrolment.objects.filter(pupil_id=person.pk).order_by("-starts_on")[0]
