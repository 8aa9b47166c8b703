"""The weekly timetable with all that it is made of, as the rules take it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from parta.curriculum.enums import ALONE, JOINT, CourseKind
from parta.curriculum.models import IndividualPlan, StudyGroupMember
from parta.curriculum.queries.norms import load_norms
from parta.kernel.database import in_force
from parta.kernel.sql import sql
from parta.people.models import Enrolment
from parta.people.queries.persons import names_of
from parta.school.enums import SchoolKind
from parta.school.models import AcademicYear, Room, SchoolCard, SchoolClass
from parta.school.queries.calendars import bell_schedules, learners_of
from parta.school.rules.bells import BellSchedule, lesson_time
from parta.school.rules.rooms import is_out
from parta.timetable.enums import Parity
from parta.timetable.models import RoomHour, TeacherWish, TimetableSlot, TimetableVersion
from parta.timetable.queries.norms import norms_on
from parta.timetable.rules.norms import Norms, stepped
from parta.timetable.rules.rooms import SaidRooms, suitable
from parta.timetable.rules.week import Cell, Place, Span, Week, WeekClass, WeekCourse, WeekRoom, Wish, streams_from

_COURSES = (Path(__file__).parent / "courses_of_week.sql").read_text()
_SAID = """
SELECT c.id, s.room_id, s.only FROM timetable_subjectroom s JOIN curriculum_course c ON c.subject_id = s.subject_id
WHERE c.year_id = %s
"""
_STAYING = {*JOINT, *ALONE, CourseKind.SESSION}
_DATED = {CourseKind.PRACTICE, CourseKind.SESSION}
"""What has days of its own, and a week only where somebody has given it one."""
_FEW_DAYS = 7


@dataclass(frozen=True)
class Standing:
    """A version of the weekly timetable (none: nothing hangs), what it is made of, its cells and its rows."""

    year: AcademicYear | None
    version: TimetableVersion | None
    week: Week
    cells: tuple[Cell, ...]
    subjects: Mapping[int, str]


def standing_on(day: date, *, version_id: int | None = None) -> Standing:
    """Read the version in force on a day, or another one, with the load of the day, in eighteen queries."""
    year = AcademicYear.objects.filter(starts_on__lte=day).order_by("-starts_on").first()
    if year is None:
        return Standing(None, None, Week({}, {}), (), {})
    versions = TimetableVersion.objects.filter(year=year)
    version = (
        versions.filter(pk=version_id).first()
        if version_id
        else versions.filter(in_force(day)).order_by("-starts_on").first()
    )
    rows = list(TimetableSlot.objects.filter(timetable=version).order_by("pk")) if version else []
    college = SchoolCard.objects.values_list("kind", flat=True).first() == SchoolKind.COLLEGE
    schedules = [one for one in bell_schedules(year.pk) if one.lessons]
    norms = norms_on(day)
    classes = _classes(year, rows, schedules, day, norms, college=college)
    cells = tuple(_cell(row) for row in rows)
    courses, groups, subjects = _courses(year, day, rows, classes, norms, _pair(year))
    rooms = {room.pk: room for room in Room.objects.all()}
    sorts = {pk: f"{room.title}|{room.kind}".casefold() for pk, room in rooms.items()}
    grades = {pk: one.grade for pk, one in classes.items()}
    out = {pk for pk, room in rooms.items() if is_out(day, first=room.out_from, last=room.out_to)}
    courses = suitable(courses, cells, sorts=sorts, grades=grades, out=out, said=_said_rooms(year))
    halls = _halls(rooms, out)
    known = {one.id for one in courses}
    rosters, pupils = _rosters(groups, day)
    courses = [replace(one, size=len(rosters.get(one.id, ()))) for one in courses]
    names = names_of({one.teacher for one in courses if one.teacher is not None})
    week = Week(
        classes,
        {one.id: one for one in courses},
        halls,
        streams_from(courses, {key: own for key, own in rosters.items() if key in known}, pupils),
        _bells(classes, schedules, year, day),
        wishes=tuple(
            Wish(one.employee_id, one.weekday, one.number, one.never) for one in TeacherWish.objects.order_by("pk")
        ),
        teachers=names,
        norms=norms,
    )
    return Standing(year, version, week, tuple(cell for cell in cells if cell.course in known), subjects)


def first_day(tomorrow: date) -> date:
    """Give the first day from which a timetable may hold: tomorrow, or the first day of the year to come."""
    if AcademicYear.objects.filter(starts_on__lte=tomorrow, ends_on__gte=tomorrow).exists():
        return tomorrow
    found = AcademicYear.objects.filter(starts_on__gt=tomorrow).order_by("starts_on").first()
    return found.starts_on if found else tomorrow


def _said_rooms(year: AcademicYear) -> dict[int, SaidRooms]:
    """Give the rooms that the school names for the subjects of the year's courses, by course."""
    found: dict[int, set[int]] = defaultdict(set)
    only: dict[int, bool] = {}
    for course, room, strict in sql(_SAID, (year.pk,)):
        found[course].add(room)
        only[course] = strict
    return {course: SaidRooms(frozenset(rooms), only[course]) for course, rooms in found.items()}


def _halls(rooms: Mapping[int, Room], out: Collection[int]) -> dict[int, WeekRoom]:
    hours: dict[tuple[int, bool], set[Place]] = defaultdict(set)
    for one in RoomHour.objects.all():
        hours[one.room_id, one.never].add((one.weekday, one.number))
    return {
        pk: WeekRoom(
            pk, room.number, room.capacity, room.holds, out=pk in out, shut=frozenset(hours[pk, True]),
            unwanted=frozenset(hours[pk, False]),
        )
        for pk, room in rooms.items()
    }  # fmt: skip


def _pair(year: AcademicYear) -> int:
    """Give how many academic hours a number of the bells has: two in a college."""
    rows = sql(
        "SELECT COALESCE(max(b.hours), 1) FROM school_bell b JOIN school_bellschedule s ON s.id = b.schedule_id"
        " WHERE s.year_id = %s",
        (year.pk,),
    )
    return int(rows[0][0])


def _classes(
    year: AcademicYear,
    rows: Iterable[TimetableSlot],
    schedules: list[BellSchedule],
    day: date,
    norms: Norms,
    *,
    college: bool,
) -> dict[int, WeekClass]:
    at_once = Q(enrolments__starts_on__lte=day) & (
        Q(enrolments__ends_on__isnull=True) | Q(enrolments__ends_on__gte=day)
    )
    found = SchoolClass.objects.filter(year=year).select_related("calendar").annotate(size=Count("enrolments", at_once))
    bands = {level: at for at, level in enumerate(sorted({_band(one, schedules) for one in found}))}
    rings = max((lesson.number for one in schedules for lesson in one.lessons), default=8)
    highest = max((row.number or 0 for row in rows), default=0)
    load = {} if college else load_norms(day)
    classes = {}
    for one in found.order_by("sort_key"):
        grade = 0 if college else one.grade_level
        norm = norms.day_norm(grade)
        last = min(rings, max(norm.most + 1, 2) if norm else highest or rings)
        weekly = load.get(grade)
        classes[one.pk] = WeekClass(
            one.pk, one.name, grade, tuple(range(1, one.calendar.week_days + 1)), last,
            band=bands[_band(one, schedules)], size=one.size,
            most=(weekly.most(one.calendar.week_days) or 0) if weekly else 0, stepped=stepped(grade, day), shift=one.shift or 1,
        )  # fmt: skip
    return classes


def _band(school_class: SchoolClass, schedules: Iterable[BellSchedule]) -> tuple[int, ...]:
    """Give what tells classes apart that hear other bells: the schedules that speak of them."""
    learners = learners_of(school_class)
    return (learners.shift, *sorted(one.key for one in schedules if one.rings_for(learners)))


def _bells(
    classes: Mapping[int, WeekClass], schedules: list[BellSchedule], year: AcademicYear, day: date
) -> dict[tuple[int, int, int], tuple[Span, ...]]:
    lasting = [one for one in schedules if not (one.start and one.end and (one.end - one.start).days < _FEW_DAYS)]
    changes = {one.start for one in lasting if one.start} | {one.end for one in lasting if one.end}
    dates = sorted({day, *(change for change in changes if day < change <= year.ends_on)})
    grades = {one.band: pk for pk, one in classes.items()}
    hearing = {one.pk: learners_of(one) for one in SchoolClass.objects.filter(pk__in=grades.values())}
    found: dict[tuple[int, int, int], tuple[Span, ...]] = {}
    highest = max((lesson.number for one in lasting for lesson in one.lessons), default=0)
    for band, class_id in grades.items():
        for weekday in range(1, 8):
            for number in range(1, highest + 1):
                times = [
                    lesson_time(lasting, learners=hearing[class_id], day=at, weekday=weekday, number=number)
                    for at in dates
                ]
                spans = [(_minutes(one.start), _minutes(one.end)) for one in times if one]
                if spans:
                    found[band, weekday, number] = tuple(dict.fromkeys(spans)) if len(set(spans)) == 1 else tuple(spans)
    return found


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _cell(row: TimetableSlot) -> Cell:
    span = (_minutes(row.starts_at), _minutes(row.ends_at)) if row.starts_at and row.ends_at else None
    return Cell(row.course_id, row.weekday, row.number or 0, Parity(row.parity), row.room_id, span)


def _courses(
    year: AcademicYear,
    day: date,
    rows: Iterable[TimetableSlot],
    classes: Mapping[int, WeekClass],
    norms: Norms,
    pair: int,
) -> tuple[list[WeekCourse], dict[int, list[int]], dict[int, str]]:
    stands: Counter[int] = Counter()
    by_number: set[int] = set()
    given: dict[int, Counter[int]] = defaultdict(Counter)
    for row in rows:
        stands[row.course_id] += 2 if row.parity == Parity.ANY else 1
        if row.number is not None:
            by_number.add(row.course_id)
        if row.employee_id:
            given[row.course_id][row.employee_id] += 1
    courses: list[WeekCourse] = []
    groups: dict[int, list[int]] = defaultdict(list)
    subjects: dict[int, str] = {}
    for pk, title, subject, kind, group, group_id, class_ids, teacher, hours, joint in sql(
        _COURSES, {"day": day, "year": year.pk}
    ):
        halves = round(float(hours) * 2 / pair) if hours else 0
        staying = kind in _STAYING or not halves
        if (kind in _DATED and not stands[pk]) or not class_ids or any(one not in classes for one in class_ids):
            continue
        if teacher is None and given[pk]:
            teacher = given[pk].most_common(1)[0][0]
        points = norms.points_of(subject, classes[class_ids[0]].grade)
        course = WeekCourse(pk, subject, tuple(class_ids), group, teacher, halves, fixed=staying, points=points)
        course = replace(course, gathers=kind == CourseKind.EXTENDED_DAY, joint=joint, asked=halves)
        courses.append(replace(course, halves=stands[pk]) if staying else course)
        subjects[pk] = title
        if group_id is not None:
            groups[group_id].append(pk)
    return courses, groups, subjects


def _rosters(groups: Mapping[int, list[int]], day: date) -> tuple[dict[int, frozenset[int]], dict[int, set[int]]]:
    """Give who is in each course of a part, and the pupils of every class that are in some part.

    Who studies by an individual plan goes with no stream: their own lessons stand beside the class's.
    """
    alone = IndividualPlan.objects.filter(in_force(day), pupil=OuterRef("pupil"), school_class=OuterRef("school_class"))
    members = StudyGroupMember.objects.filter(in_force(day), group_id__in=groups).values_list("group_id", "pupil_id")
    by_group: dict[int, set[int]] = defaultdict(set)
    for group, pupil in members:
        by_group[group].add(pupil)
    rosters = {pk: frozenset(by_group[group]) for group, courses in groups.items() for pk in courses if by_group[group]}
    some = {pupil for own in by_group.values() for pupil in own}
    pupils: dict[int, set[int]] = defaultdict(set)
    places: Any = Enrolment.objects.filter(in_force(day), ~Exists(alone), pupil_id__in=some, individual=False)
    for class_id, pupil in places.values_list("school_class_id", "pupil_id"):
        pupils[class_id].add(pupil)
    return rosters, pupils
