"""What is taught, by whom and when: plans, load, subgroups, the timetable."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from parta.curriculum.enums import ALONE
from parta.curriculum.models import Course, CurriculumLine, Practice, StudyGroupMember, Subject
from parta.school.models import AcademicYear
from parta.timetable.models import TimetableSlot, TimetableVersion

from .tables import Row, Table, full_name

_CLUBS = ("extracurricular", "elective", "consultation")
_LIST_KINDS = ("lesson", "practice", "extracurricular")


def curriculum_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Hours of the plan by class."""
    lines = CurriculumLine.objects.filter(year=year, school_class__isnull=False).select_related(
        "subject", "school_class"
    )
    yield Table(
        [
            {
                "class": one.school_class.name,
                "subject": one.subject.name,
                "hours": one.hours_per_week,
                "profile": one.profile,
            }
            for one in lines.order_by("school_class__sort_key", "pk")
            if one.school_class
        ]
    )


def _taught(year: AcademicYear) -> Q:
    return Q(year=year, school_class__isnull=False, kind__in=_LIST_KINDS)


def load_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Who teaches what to whom, with vacancies."""
    courses = Course.objects.filter(_taught(year)).select_related("subject", "school_class", "study_group")
    rows: list[Row] = []
    for course in courses.prefetch_related("loads__employee__person").order_by("school_class__sort_key", "sort_key"):
        loads = sorted((one for one in course.loads.all() if one.ends_on is None), key=lambda one: one.pk)
        if course.kind == "practice":  # its leader comes from the blocks of practice, without hours
            loads = [one for one in loads if one.hours_per_week is not None or one.hours_total is not None] or loads
        total = [one.hours_total for one in loads if one.hours_total is not None]
        for place, name in enumerate([full_name(one.employee.person) for one in loads] or [None]):
            # Several teachers of one journal: its hours stand once, or they would be added up.
            hours = {"hours": course.hours_per_week, "term_hours": sum(total) or None} if place == 0 else {}
            rows.append({"teacher": name or ("vacancy",), **_course(course), **hours})
    yield Table(rows)


def _course(course: Course) -> dict[str, Any]:
    return {
        "subject": course.subject.name, "index": course.subject.index,
        "class": course.school_class.name if course.school_class else "",
        "subgroup": course.study_group.name if course.study_group else "",
    }  # fmt: skip


def subgroups_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Who is in which subgroup now."""
    members = (
        StudyGroupMember.objects.filter(
            group__year=year, ends_on=None, group__school_class__isnull=False, group__subject__isnull=False
        )
        .exclude(group__courses__kind__in=ALONE)
        .select_related("group__school_class", "group__subject", "pupil__person")
    )
    rows: list[Row] = [
        {"class": one.group.school_class.name, "subject": one.group.subject.name, "subgroup": one.group.name,
         "fio": full_name(one.pupil.person), "birth": one.pupil.person.birth_date}
        for one in members.order_by(
            "group__school_class__sort_key", "group__subject__name_key", "group__name_key", "pupil__person__sort_key"
        )
        if one.group.school_class and one.group.subject
    ]  # fmt: skip
    yield Table(rows)


def _version(year: AcademicYear, today: dt.date) -> TimetableVersion | None:
    hangs = TimetableVersion.objects.filter(year=year).order_by("-starts_on")
    return hangs.filter(starts_on__lte=max(today, year.starts_on)).first() or hangs.first()


def _timed(kind: str, year: AcademicYear, today: dt.date) -> Iterable[tuple[TimetableSlot, Row]]:
    slots = TimetableSlot.objects.filter(
        timetable=_version(year, today), number=None, course__year=year, course__kind=kind
    ).select_related("course__subject", "course__school_class", "course__study_group", "employee__person", "room")
    for one in slots.order_by("course__subject__name_key", "weekday", "starts_at", "pk"):
        yield (
            one,
            {
                "day": (one.weekday,),
                "starts": one.starts_at,
                "ends": one.ends_at,
                "teacher": full_name(one.employee.person) if one.employee else "",
                "room": one.room.number if one.room else "",
            },
        )


def clubs_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Times of clubs, electives and consultations; those that have none yet stand without."""
    rows: list[Row] = []
    for kind in _CLUBS:
        for one, row in _timed(kind, year, today):
            group = one.course.study_group
            said = {"name": one.course.subject.name, "kind": (kind,), "class": group.name if group else ""}
            rows.append({**row, **said, "marks": one.course.marks_given})
    hung = TimetableSlot.objects.filter(timetable=_version(year, today), course=OuterRef("pk"))
    bare = Course.objects.filter(~Exists(hung), year=year, kind__in=_CLUBS, school_class__isnull=True)
    for course in bare.select_related("subject", "study_group").prefetch_related("loads__employee__person"):
        names = [full_name(one.employee.person) for one in course.loads.all() if one.ends_on is None]
        words = course.study_group.name if course.study_group else ""
        own: Row = {"name": course.subject.name, "kind": (course.kind,), "marks": course.marks_given, "class": words}
        rows += [{**own, "day": (), "teacher": name} for name in names or [""]]
    yield Table(rows)


def _home_pupils(year: AcademicYear) -> dict[int, str]:
    members = StudyGroupMember.objects.filter(group__courses__kind="home", group__year=year, ends_on=None)
    return {one.group_id: full_name(one.pupil.person) for one in members.select_related("pupil__person")}


def home_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Times of home schooling."""
    pupils = _home_pupils(year)
    rows: list[Row] = []
    for one, row in _timed("home", year, today):
        course = one.course
        pupil = pupils.get(course.study_group_id or 0)
        if pupil and course.school_class:
            own = {"fio": pupil, "class": course.school_class.name, "subject": course.subject.name}
            rows.append({**row, **own})
    yield Table(rows)


def extended_day_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Times of extended-day groups."""
    yield Table([{**row, "group": one.course.subject.name} for one, row in _timed("extended_day", year, today)])


def timetable_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Lessons of the weekly timetable in force."""
    slots = (
        TimetableSlot.objects.filter(
            timetable=_version(year, today), number__isnull=False, course__in=Course.objects.filter(_taught(year))
        )
        .select_related("course__subject", "course__school_class", "course__study_group", "employee__person", "room")
        .order_by("weekday", "course__school_class__sort_key", "number", "pk")
    )
    yield Table(
        [
            {
                "day": (one.weekday,),
                "number": one.number,
                **_course(one.course),
                "teacher": full_name(one.employee.person) if one.employee else "",
                "room": one.room.number if one.room else "",
                "parity": (one.parity,),
            }
            for one in slots
        ]
    )


def _apart(kind: str, year: AcademicYear) -> Iterable[tuple[Course, str]]:
    """Give the courses that have hours of their own beside the load of classes, with one who teaches there."""
    courses = Course.objects.filter(year=year, kind=kind, hours_per_week__isnull=False)
    courses = courses.select_related("subject", "school_class", "study_group").prefetch_related(
        "loads__employee__person"
    )
    for course in courses.order_by("subject__name_key", "pk"):
        names = [full_name(one.employee.person) for one in course.loads.all() if one.ends_on is None]
        yield course, next(iter(names), "")


def club_plan_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Hours of clubs, electives and consultations."""
    yield Table(
        [
            {
                "name": one.subject.name,
                "class": one.study_group.name if one.study_group else "",
                "hours": one.hours_per_week,
                "teacher": teacher,
            }
            for kind in _CLUBS
            for one, teacher in _apart(kind, year)
            if one.school_class_id is None
        ]
    )


def home_plan_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Hours of home schooling."""
    pupils = _home_pupils(year)
    yield Table(
        [
            {
                "fio": pupils.get(one.study_group_id or 0, ""),
                "class": one.school_class.name if one.school_class else "",
                "subject": one.subject.name,
                "hours": one.hours_per_week,
                "teacher": teacher,
            }
            for one, teacher in _apart("home", year)
        ]
    )


def other_load_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Hours of extended-day groups."""
    yield Table(
        [
            {"teacher": teacher, "kind": ("extended_day",), "course": one.subject.name, "hours": one.hours_per_week}
            for one, teacher in _apart("extended_day", year)
            if teacher
        ]
    )


def practice_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Blocks of practice."""
    blocks = Practice.objects.filter(school_class__year=year).select_related("school_class", "subject")
    yield Table(
        [
            {
                "class": one.school_class.name,
                "index": one.subject.index,
                "name": one.subject.name,
                "kind": one.kind,
                "starts": one.starts_on,
                "ends": one.ends_on,
                "hours": one.hours,
                "place": one.place,
                "leader": one.leader,
            }
            for one in blocks.order_by("school_class__sort_key", "starts_on", "pk")
        ]
    )


def abbreviations_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Short names of subjects."""
    subjects = Subject.objects.exclude(short_name="").order_by("name_key")
    yield Table([{"short": one.short_name, "full": one.name} for one in subjects])
