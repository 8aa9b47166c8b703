"""A next academic year prepared at once: calendars, bells, classes a grade higher, subjects, a draft of the load."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, plain
from parta.curriculum.enums import CourseKind
from parta.curriculum.models import StudyGroup, StudyGroupMember, Subject
from parta.curriculum.queries.next_year import classes_of, subjects_of, taught_of
from parta.curriculum.rules.next_year import NextCourse, OpenClass, Taught, keeps_leader, model_of, next_courses
from parta.curriculum.services import teaching
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, require
from parta.kernel.text import cyrillic, normal
from parta.people.access import may_bring_in
from parta.people.enums import Role
from parta.people.models import Appointment, HomeroomTeacher
from parta.people.rules.movement import Order
from parta.people.services.places import keep_homeroom_teachers
from parta.people.services.promotion import promote_classes
from parta.school.access import may_arrange
from parta.school.enums import CalendarRefusal
from parta.school.models import AcademicYear, SchoolClass
from parta.school.rules.patterns import year_days
from parta.school.services.frame import keep_classes
from parta.school.services.years import CalendarDraft, open_year, year_title


@dataclass(frozen=True, slots=True)
class YearDraft:
    """A year to be. `carried`: names that classes of the year before have then, by id; `order` moves their pupils."""

    begins: int
    calendars: tuple[CalendarDraft, ...]
    carried: Mapping[int, str]
    bells: bool = True
    teaching: bool = True
    leaders: bool = True
    order: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True)
class CarriedClass:
    """What a class becomes: in which calendar, with how many pupils, subjects, journals and teachers, led by whom."""

    was: str
    becomes: str
    calendar: str
    pupils: int
    subjects: int
    journals: int
    vacant: int
    led: bool


@dataclass(frozen=True, slots=True)
class YearOutcome:
    """What the beginning of a year makes, or made; `left` are the classes that do not go on."""

    title: str
    calendars: tuple[CalendarDraft, ...]
    bells: int
    classes: tuple[CarriedClass, ...]
    left: tuple[str, ...]
    stored: bool

    @property
    def stamp(self) -> str:
        """Tell one outcome from another, so that what is stored is what was shown."""
        told = repr((self.title, self.calendars, self.bells, self.classes, self.left))
        return sha256(told.encode()).hexdigest()[:16]


class _ShownOnly(Exception):
    """Everything is rolled back: it was only to be shown."""


def begin_year(*, actor: Actor, draft: YearDraft, seen: str, now: datetime) -> YearOutcome:
    """Begin the academic year of a draft after the newest year before it.

    Stored only where `seen` is the stamp of what would be made now; otherwise shown and rolled back. Raises
    `Forbidden`; refuses as `open_year`, as `promote_classes`, `year_grade_without_calendar`, `year_class_twice`.
    """
    require(may_arrange(actor))
    require(may_bring_in(actor))
    shown = YearOutcome("", (), 0, (), (), stored=False)
    try:
        with transaction.atomic():
            shown = _begun(actor, draft, now)
            if seen != shown.stamp:
                raise _ShownOnly
    except _ShownOnly:
        return shown
    return replace(shown, stored=True)


def _begun(actor: Actor, draft: YearDraft, now: datetime) -> YearOutcome:
    first, _ = year_days(draft.begins)
    like = AcademicYear.objects.filter(starts_on__lt=first).order_by("-starts_on").first()
    year_id, calendars, bells = open_year(
        actor=actor, begins=draft.begins, calendars=draft.calendars, like=like if draft.bells else None, now=now
    )
    classes = classes_of(like.pk) if like else []
    going = [one for one in classes if one.id in draft.carried]
    whose = {one.id: _calendar_for(one.grade + 1, draft.calendars, draft.carried[one.id]) for one in going}
    opened = _opened(actor, going, draft.carried, year_id, {pk: calendars[at] for pk, at in whose.items()}, now)
    moved: dict[int, list[int]] = {}
    if draft.order and opened:
        number, dated = draft.order
        moved = promote_classes(actor=actor, into=opened, order=Order(number, dated, first), now=now)
    led = _leaders(actor, going, opened, first, now) if draft.leaders else set()
    carried: dict[int, tuple[int, int, int]] = {}
    if draft.teaching and like and opened:
        carried = _Teaching(actor, like, classes, opened, moved, first, now).carry()
    return YearOutcome(
        year_title(draft.begins),
        draft.calendars,
        bells,
        tuple(
            CarriedClass(
                one.name, draft.carried[one.id], draft.calendars[whose[one.id]].title, len(moved.get(one.id, ())),
                *carried.get(one.id, (0, 0, 0)), one.id in led,
            )
            for one in going
        ),
        tuple(one.name for one in classes if one.id not in draft.carried),
        stored=False,
    )  # fmt: skip


def _calendar_for(grade: int, calendars: Sequence[CalendarDraft], name: str) -> int:
    found = next((at for at, one in enumerate(calendars) if one.grades[0] <= grade <= one.grades[1]), None)
    if found is None:
        raise refusal(CalendarRefusal.YEAR_GRADE_WITHOUT_CALENDAR, name=name, grade=grade)
    return found


def _opened(
    actor: Actor,
    going: Sequence[OpenClass],
    names: Mapping[int, str],
    year_id: int,
    calendars: Mapping[int, int],
    now: datetime,
) -> dict[int, SchoolClass]:
    rows, keys = [], set()
    known = SchoolClass.objects.in_bulk([one.id for one in going])
    for one in going:
        name = names[one.id]
        key = normal(cyrillic(name))
        if key in keys:
            raise refusal(CalendarRefusal.YEAR_CLASS_TWICE, name=name)
        keys.add(key)
        grade = one.grade + 1
        letter = name[len(str(grade)) :] if one.letter and name.startswith(str(grade)) else ""
        was = known[one.id]
        rows.append(
            NewRow({
                "year_id": year_id, "calendar_id": calendars[one.id], "kind": str(one.kind), "grade_level": grade,
                "name": name, "name_key": key, "letter": letter, "programme_code": was.programme_code,
                "programme_title": was.programme_title, "study_form": was.study_form, "shift": was.shift,
                "building": was.building,
                "sort_key": f"{grade:02d}{normal(letter or name)}",
            })
        )  # fmt: skip
    made = keep_classes(new=rows, changes=(), actor=actor, now=now)
    found = SchoolClass.objects.select_related("year").in_bulk(made)
    return {one.id: found[pk] for one, pk in zip(going, made, strict=True)}


def _leaders(
    actor: Actor, going: Sequence[OpenClass], opened: Mapping[int, SchoolClass], first: date, now: datetime
) -> set[int]:
    """Let who leads a class to its last day lead it on; give the classes that have a leader."""
    follow = [one.id for one in going if keeps_leader(one)]
    rows = HomeroomTeacher.objects.filter(school_class__in=follow, acting=False).exclude(ends_on__lt=first)
    rows = rows.filter(starts_on__lt=first).order_by("pk")
    last = first - timedelta(days=1)
    changes = [ChangedRow(one.pk, {"ends_on": plain(one.ends_on)}, {"ends_on": last}) for one in rows]
    new = [
        NewRow({"school_class_id": opened[one.school_class_id].pk, "employee_id": one.employee_id, "starts_on": first})
        for one in rows
    ]
    if new:
        keep_homeroom_teachers(new=new, changes=changes, actor=actor, now=now)
    return {one.school_class_id for one in rows}


class _Teaching:
    """Subjects, journals, subgroups and loads of the classes that go on, written a table at a time."""

    def __init__(
        self,
        actor: Actor,
        like: AcademicYear,
        classes: Sequence[OpenClass],
        opened: Mapping[int, SchoolClass],
        moved: Mapping[int, Collection[int]],
        first: date,
        now: datetime,
    ) -> None:
        self.actor, self.like, self.opened, self.moved, self.first, self.now = actor, like, opened, moved, first, now
        self.classes = classes
        self.year_id = next(iter(opened.values())).year_id
        self.by_id = {one.id: one for one in classes}
        posts = Appointment.objects.filter(role=Role.TEACHER).exclude(ends_on__lt=first)
        self.teachers = set(posts.values_list("employee_id", flat=True))

    def carry(self) -> dict[int, tuple[int, int, int]]:
        """Write everything; give subjects, journals and vacant journals of each class of the year before."""
        taught = taught_of(self.like, self.first - timedelta(days=1))
        wanted: dict[int, list[NextCourse]] = {}
        lines: list[NewRow] = []
        for pk, becomes in self.opened.items():
            model = model_of(self.by_id[pk], becomes.name, self.classes)
            subjects, rows = subjects_of(self.like, becomes, model.id if model else None)
            lines += rows
            if not subjects and model:
                subjects = {one.subject: one.hours for one in taught.get(model.id, ())}
            # Out of grade 4 a class goes to the teachers of its new grade.
            own = taught.get(pk, ()) if keeps_leader(self.by_id[pk]) else ()
            ahead = taught.get(model.id, ()) if model else ()
            wanted[pk] = next_courses(subjects, own=own, model=ahead)
        if lines:
            teaching.keep_curriculum(new=_once(lines, self.year_id), changes=(), actor=self.actor, now=self.now)
        groups = self._groups(wanted)
        self._courses(wanted, groups)
        return {
            pk: (
                len({one.subject for one in courses}),
                len(courses),
                sum(not self.teachers.intersection(one.teachers) for one in courses),
            )
            for pk, courses in wanted.items()
        }

    def _groups(self, wanted: Mapping[int, Sequence[NextCourse]]) -> dict[tuple[int, int], int]:
        """Make the subgroups anew, with their pupils where these go on together."""
        ids = {one.like.group for rows in wanted.values() for one in rows if one.like and one.like.group}
        known = StudyGroup.objects.in_bulk(ids)
        places = [
            (pk, group)
            for pk, rows in wanted.items()
            for group in sorted({one.like.group for one in rows if one.like and one.like.group})
        ]
        rows = [
            NewRow({
                "year_id": self.year_id, "school_class_id": self.opened[pk].pk, "subject_id": known[group].subject_id,
                "name": known[group].name, "name_key": known[group].name_key,
            })
            for pk, group in places
        ]  # fmt: skip
        made = teaching.keep_study_groups(new=rows, changes=(), actor=self.actor, now=self.now) if rows else []
        found = dict(zip(places, made, strict=True))
        members = StudyGroupMember.objects.filter(group__in=ids).exclude(ends_on__lt=self.first - timedelta(days=1))
        going = {pk: set(pupils) for pk, pupils in self.moved.items()}
        in_groups = [
            NewRow({"group_id": found[pk, group], "pupil_id": pupil, "starts_on": self.first})
            for group, pupil in members.order_by("pk").values_list("group_id", "pupil_id").distinct()
            for pk in going
            if (pk, group) in found and pupil in going[pk]
        ]
        if in_groups:
            teaching.keep_members(new=in_groups, changes=(), actor=self.actor, now=self.now)
        return found

    def _courses(self, wanted: Mapping[int, Sequence[NextCourse]], groups: Mapping[tuple[int, int], int]) -> None:
        rows, loads = [], []
        names = self._subject_names(wanted)
        titles = dict(StudyGroup.objects.filter(pk__in=groups.values()).values_list("pk", "name"))
        for pk, courses in wanted.items():
            learners = self.opened[pk]
            for one in courses:
                like: Taught | None = one.like
                group = groups.get((pk, like.group)) if like and like.group else None
                rows.append(
                    NewRow({
                        "year_id": self.year_id, "subject_id": one.subject, "school_class_id": learners.pk,
                        "study_group_id": group, "calendar_id": learners.calendar_id, "kind": str(CourseKind.LESSON),
                        "hours_per_week": one.hours, "marks_given": like.marks if like else True,
                        "title": like.title if like else "",
                        "sort_key": f"{names[one.subject]}|{normal(titles.get(group, '')) if group else ''}"[:400],
                    })
                )  # fmt: skip
                loads.append([who for who in one.teachers if who in self.teachers])
        made = teaching.keep_courses(new=rows, changes=(), actor=self.actor, now=self.now) if rows else []
        assigned = [
            NewRow({
                "course_id": course, "employee_id": who, "starts_on": self.first,
                "hours_per_week": row.fields["hours_per_week"] if len(teachers) == 1 else None,
            })
            for course, row, teachers in zip(made, rows, loads, strict=True)
            for who in teachers
        ]  # fmt: skip
        if assigned:
            teaching.assign_loads(new=assigned, changes=(), actor=self.actor, now=self.now)

    def _subject_names(self, wanted: Mapping[int, Sequence[NextCourse]]) -> dict[int, str]:
        ids = {one.subject for rows in wanted.values() for one in rows}
        return {pk: normal(name) for pk, name in Subject.objects.filter(pk__in=ids).values_list("pk", "name")}


def _once(lines: Sequence[NewRow], year_id: int) -> list[NewRow]:
    """Put lines of the curriculum into the year, those of a programme once for all its groups."""
    found: dict[tuple[Any, ...], NewRow] = {}
    for one in lines:
        fields = {**one.fields, "year_id": year_id}
        key = tuple(fields.get(name) for name in ("school_class_id", "programme_code", "subject_id", "profile"))
        found.setdefault(key, NewRow(fields))
    return list(found.values())
