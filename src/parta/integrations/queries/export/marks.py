"""Pages of marks to fill in for the latest period that is over: who, on which days, and the results that stand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from parta.curriculum.models import Course, StudyGroupMember
from parta.curriculum.queries.individual import releases_of
from parta.journal.enums import ResultKind
from parta.journal.models import TermResult
from parta.people.models import Enrolment
from parta.school.models import AcademicYear, Term
from parta.timetable.enums import LessonStatus
from parta.timetable.models import Lesson

from .tables import Row, Table, full_name

_KINDS = ("lesson", "practice", "extracurricular")


def marks_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """A page a journal, of its calendar's latest period that is over: names, dates of lessons, results (eight queries).

    Marks stay out: a page that is brought adds its marks beside those of Parta, and the same would stand twice.
    """
    terms: dict[int, Term] = {}
    for term in Term.objects.filter(calendar__year=year, ends_on__lt=today).order_by("ends_on"):
        terms[term.calendar_id] = term
    courses = Course.objects.filter(
        year=year, calendar__in=terms, marks_given=True, school_class__isnull=False, kind__in=_KINDS
    )
    days: dict[int, list[dt.date]] = defaultdict(list)
    within = Q(pk__in=[])
    for calendar, term in terms.items():
        within |= Q(course__calendar=calendar, date__range=(term.starts_on, term.ends_on))
    lessons = Lesson.objects.filter(within, course__in=courses).exclude(status=LessonStatus.CANCELLED)
    for course_id, day in lessons.order_by("starts_at", "pk").values_list("course_id", "date"):
        days[course_id].append(day)
    given = {
        (course, pupil): value
        for course, pupil, value in TermResult.objects.filter(
            course__in=courses, kind=ResultKind.TERM, term__in=[term.pk for term in terms.values()]
        ).values_list("course_id", "pupil_id", "value")
    }
    places = list(
        Enrolment.objects.filter(school_class__year=year, individual=False)
        .select_related("pupil__person")
        .order_by("pupil__person__sort_key", "pupil_id")
    )
    members = defaultdict(list)
    for member in StudyGroupMember.objects.filter(group__year=year):
        members[member.group_id, member.pupil_id].append(member)
    released = releases_of(pupils=[one.pupil_id for one in places])
    for course in courses.select_related("subject", "school_class", "study_group").order_by(
        "school_class__sort_key", "sort_key", "pk"
    ):
        term = terms[course.calendar_id]
        here = {
            one.pupil_id: one.pupil.person
            for one in places
            if one.school_class_id == course.school_class_id and _meets(one, term)
        }
        group = course.study_group_id
        if group is not None:
            here = {
                pupil: person
                for pupil, person in here.items()
                if any(_meets(one, term) for one in members.get((group, pupil), ()))
            }
        freed = {
            pupil
            for pupil in here
            if (course.pk, pupil) not in given
            and any(
                start <= term.starts_on and (end is None or end >= term.ends_on)
                for start, end in released.get((pupil, course.pk), ())
            )
        }
        columns = {f"{number} {day:%d.%m}": "" for number, day in enumerate(days[course.pk])}
        rows: list[Row] = [
            {"no": number, "fio": full_name(person), **columns, "term": given.get((course.pk, pupil), "")}
            for number, (pupil, person) in enumerate(((pk, one) for pk, one in here.items() if pk not in freed), 1)
        ]
        if rows and columns:
            yield Table(rows, _title(course), above=_above(course, term))


def _meets(one: Enrolment | StudyGroupMember, term: Term) -> bool:
    return one.starts_on <= term.ends_on and (one.ends_on is None or one.ends_on >= term.starts_on)


def _above(course: Course, term: Term) -> dict[str, str]:
    assert course.school_class is not None
    named = {"class": course.school_class.name, "subject": course.subject.name}
    if course.study_group:
        named["subgroup"] = course.study_group.name
    return {**named, "term": f"{term.kind} {term.number}"}


def _title(course: Course) -> str:
    parts = (course.school_class, course.study_group, course.name)
    return ", ".join(str(part) for part in parts if part)
