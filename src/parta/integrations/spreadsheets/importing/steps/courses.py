"""Courses, study groups with their members, teaching loads."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from parta.audit.bulk import rows_of
from parta.curriculum import models
from parta.curriculum.enums import ALONE, CourseKind
from parta.curriculum.rules.journals import decide_journal_kind
from parta.curriculum.services import teaching as service
from parta.integrations.spreadsheets.dataset import subgroup_key
from parta.integrations.spreadsheets.problems import NOWHERE, Source
from parta.integrations.spreadsheets.resolve import CourseLink
from parta.integrations.spreadsheets.values.classes import class_key
from parta.integrations.spreadsheets.values.people import name_key
from parta.kernel.text import normal
from parta.regulation.queries import versions

from ..compare import Wanted
from ..desk import Desk, Rows
from .activities import activity_courses
from .loads import import_loads
from .study import hours, programme_of, subject_of


@dataclass(slots=True)
class Plan:
    """A course to be: `key` is what other records of the files know it by; a `standing` one is only referred to."""

    key: Any
    subject: int
    subject_name: str
    calendar: int
    kind: str
    school_class: int | None = None
    class_name: str = ""
    group: str = ""
    members: tuple[int, ...] = ()
    listed: bool = False
    teachers: tuple[str, ...] = ()
    weekly: float | None = None
    total: float | None = None
    marks: bool = True
    index: str = ""
    own_group_subject: bool = True
    source: Source = NOWHERE
    calendar_known: bool = True
    unsure: bool = False
    standing: bool = False

    @property
    def name(self) -> str:
        """How people call it."""
        return ", ".join(
            part for part in (f"{self.index} {self.subject_name}".strip(), self.class_name, self.group) if part
        )


def import_courses(desk: Desk) -> None:
    """Open the journals of lessons, practices, clubs, home schooling and extended-day groups.

    `desk.ids["course"]` knows them by the key of their link or of their activity.
    """
    plans = [*_standing(desk), *(plan for link in desk.files.courses if (plan := _plan(desk, link)))]
    plans += activity_courses(desk, Plan)
    led = _practices(desk, plans)
    plans = kept_by_act(desk, [*plans, *led.opened])
    groups = _groups(desk, plans)
    courses = _courses(desk, plans, groups)
    desk.ids["course"] = {
        plan.key: courses[key] for key, plan in _by_key(desk, plans, groups).items() if key in courses
    }
    desk.facts["plans"] = {plan.key: plan for plan in plans}
    _members(desk, plans, groups)
    import_loads(desk, [*plans, *led.joined])


def kept_by_act(desk: Desk, plans: list[Plan]) -> list[Plan]:
    """Leave out the journals of kinds that the school's act does not keep, told once a kind with its clause."""
    act = versions().on(max(desk.today, desk.year_starts))
    decisions = {kind: decide_journal_kind(CourseKind(kind), act) for kind in {plan.kind for plan in plans}}
    for kind, decision in sorted(decisions.items()):
        if not decision.allowed:
            first = next(plan for plan in plans if plan.kind == kind)
            clause = f"{decision.clause.act}, {decision.clause.number}" if decision.clause else ""
            desk.problems.add("journals_not_kept", first.source, journals=kind, clause=clause)
    return [plan for plan in plans if decisions[plan.kind].allowed]


@dataclass(slots=True)
class Led:
    """Practices by their blocks: journals to be opened, and leaders who come to journals that the load opens."""

    opened: list[Plan]
    joined: list[Plan]


def _practices(desk: Desk, plans: list[Plan]) -> Led:
    """Give every block of practice its journal, with its leader as the teacher."""
    known = {(plan.subject, plan.school_class, plan.kind): plan for plan in plans if not plan.group}
    found = Led([], [])
    for link in desk.files.practices:
        one = link.practice
        school_class = desk.ids["class"].get(class_key(link.class_name))
        subject = subject_of(desk, one.name, one.index, programme_of(desk, link.class_name))
        if school_class is None or subject is None:
            continue
        place = (subject, school_class, "practice")
        leader = (link.leader,) if link.leader else ()
        plan = known.get(place)
        if plan is None:
            calendar = desk.facts["class"][school_class]["calendar_id"]
            known[place] = plan = Plan(("practice", *place), subject, one.name, calendar, "practice", school_class)
            plan.class_name, plan.index, plan.source = link.class_name, one.index, one.source
            plan.teachers = leader
            found.opened.append(plan)
        elif leader and leader[0] not in plan.teachers:
            joined = replace(plan, teachers=leader, weekly=None, total=None, standing=False, source=one.source)
            found.joined.append(joined)
    return found


def _standing(desk: Desk) -> Iterator[Plan]:
    """Give the journals of the school that the files refer to, as they stand."""
    links = {link.standing: link for link in desk.files.courses if link.standing is not None}
    rows = models.Course.objects.filter(pk__in=links).select_related("study_group")
    for row in rows:
        link = links[row.pk]
        plan = Plan(link.key, row.subject_id, link.subject, row.calendar_id, row.kind, row.school_class_id)
        plan.class_name, plan.group, plan.index, plan.marks = (
            link.class_name,
            link.subgroup,
            link.index,
            row.marks_given,
        )
        plan.own_group_subject = bool(row.study_group and row.study_group.subject_id)
        plan.members = tuple(desk.ids["pupil"][key] for key in link.pupils or () if key in desk.ids["pupil"])
        plan.listed, plan.calendar_known, plan.standing = bool(link.pupils), False, True
        yield plan


def _plan(desk: Desk, link: CourseLink) -> Plan | None:
    if link.standing is not None:
        return None
    school_class = desk.ids["class"].get(class_key(link.class_name))
    programme = programme_of(desk, link.class_name)
    subject = subject_of(desk, link.subject, link.index, programme)
    if school_class is None or subject is None:
        return None
    pupils = tuple(desk.ids["pupil"][key] for key in link.pupils or () if key in desk.ids["pupil"])
    lesson = link.kind == "lesson"
    practice = name_key(link.index).startswith(("уп", "пп", "пдп"))
    return Plan(
        link.key,
        subject,
        link.subject,
        desk.facts["class"][school_class]["calendar_id"],
        ("practice" if practice else "lesson") if lesson else "extracurricular",
        school_class,
        link.class_name,
        link.subgroup,
        pupils,
        bool(link.pupils),
        link.teachers,
        link.weekly,
        link.term_hours,
        lesson,
        link.index,
        True,
        link.source,
        unsure=link.unsure,
    )


def _group_key(desk: Desk, plan: Plan) -> str:
    subject = plan.subject if plan.own_group_subject else None
    return f"{desk.year}/{plan.school_class}/{subject}/{normal(plan.group)}"


def _groups(desk: Desk, plans: list[Plan]) -> dict[str, int]:
    stands = rows_of(models.StudyGroup, ("school_class_id", "subject_id", "name", "name_key"), year=desk.year_id)
    find = {f"{desk.year}/{r['school_class_id']}/{r['subject_id']}/{r['name_key']}": pk for pk, r in stands.items()}
    wanted = [
        Wanted(
            _group_key(desk, plan),
            {"name": plan.group},
            plan.source,
            plan.name,
            first={
                "year_id": desk.year_id,
                "school_class_id": plan.school_class,
                "subject_id": plan.subject if plan.own_group_subject else None,
                "name_key": normal(plan.group)[:100],
            },
        )
        for plan in plans
        if plan.group
    ]
    _alike(desk, plans, stands, find)
    return desk.put(
        "study_group",
        wanted,
        write=service.keep_study_groups,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        complete=bool(desk.files.dataset.load and desk.files.dataset.timetable),
        limits=(models.StudyGroup,),
    )


def _alike(desk: Desk, plans: list[Plan], stands: Rows, find: dict[str, int]) -> None:
    """Know a group that people made under another spelling of its name: «1 гр.», «1 п/гр.», «1 подгруппа» are one."""
    spelt: dict[tuple[Any, Any, str], list[int]] = defaultdict(list)
    for pk, row in stands.items():
        spelt[row["school_class_id"], row["subject_id"], subgroup_key(row["name"])].append(pk)
    for plan in plans:
        key = _group_key(desk, plan) if plan.group else ""
        if not key or key in find or key in desk.memory.of("study_group"):
            continue
        subject = plan.subject if plan.own_group_subject else None
        found = spelt[plan.school_class, subject, subgroup_key(plan.group)]
        if len(found) == 1:
            find[key] = found[0]


def _course_key(desk: Desk, plan: Plan, groups: dict[str, int]) -> str:
    group = groups.get(_group_key(desk, plan)) if plan.group else None
    return f"{desk.year}/{plan.subject}/{plan.school_class}/{group}/{plan.kind}"


def _by_key(desk: Desk, plans: list[Plan], groups: dict[str, int]) -> dict[str, Plan]:
    return {_course_key(desk, plan, groups): plan for plan in reversed(plans)}


def _courses(desk: Desk, plans: list[Plan], groups: dict[str, int]) -> dict[str, int]:
    fields = (
        "subject_id",
        "school_class_id",
        "study_group_id",
        "calendar_id",
        "kind",
        "hours_per_week",
        "marks_given",
        "plan_id",
        "sort_key",
        "title",
    )
    stands = rows_of(models.Course, fields, year=desk.year_id)
    find = {
        f"{desk.year}/{r['subject_id']}/{r['school_class_id']}/{r['study_group_id']}/{r['kind']}": pk
        for pk, r in stands.items()
        if not r["title"]
    }
    wanted = []
    for plan in plans:
        group = groups.get(_group_key(desk, plan)) if plan.group else None
        if plan.group and group is None:
            continue
        values: dict[str, Any] = {}
        first: dict[str, Any] = {
            "year_id": desk.year_id,
            "subject_id": plan.subject,
            "school_class_id": plan.school_class,
            "study_group_id": group,
            "kind": plan.kind,
            "marks_given": plan.marks,
            "sort_key": f"{normal(plan.subject_name)}|{normal(plan.group)}"[:400],
        }
        (values if plan.calendar_known else first)["calendar_id"] = plan.calendar
        if plan.weekly is not None:
            values["hours_per_week"] = hours(plan.weekly)
        wanted.append(Wanted(_course_key(desk, plan, groups), values, plan.source, plan.name, first))
    return desk.put(
        "course",
        wanted,
        write=service.keep_courses,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        complete=bool(desk.files.dataset.load and desk.files.dataset.timetable),
        limits=(models.Course,),
    )


def _members(desk: Desk, plans: list[Plan], groups: dict[str, int]) -> None:
    stands = rows_of(
        models.StudyGroupMember, ("group_id", "pupil_id", "starts_on", "ends_on"), group__year=desk.year_id
    )
    find = {f"{desk.year}/{r['group_id']}/{r['pupil_id']}": pk for pk, r in stands.items() if r["ends_on"] is None}
    known = {desk.facts["groups"]["member"](row.fields) for row in desk.memory.of("member").values()}
    left = _left(desk)
    wanted, listed = [], False
    for plan in plans:
        group = groups.get(_group_key(desk, plan)) if plan.group else None
        if group is None:
            continue
        listed = listed or plan.listed
        for pupil in dict.fromkeys((*plan.members, *left.get(plan.key, ()))):
            since, until = desk.facts["enrolled"].get(pupil, (desk.year_starts, None))
            key = f"{desk.year}/{group}/{pupil}"
            fields = {"group_id": group, "pupil_id": pupil, "ends_on": until}
            kin = (plan.school_class, plan.subject if plan.own_group_subject else group, pupil)
            new = desk.begins_anew("member", key, stands)
            first = {"starts_on": desk.effective if new and kin in known else since}
            wanted.append(Wanted(key, fields, plan.source, plan.name, first, kin))
    if not any(plan.kind in ALONE and not plan.standing for plan in plans):
        wanted += _taught_alone(desk, {row.key for row in wanted})
    absent = desk.facts["absent_pupils"]
    desk.put(
        "member",
        wanted,
        write=service.keep_members,
        stands=stands,
        find=find,
        dated=True,
        complete=listed,
        scope=f"{desk.year}/",
        hide=lambda row: row.fields.get("ends_on") is not None or row.fields.get("pupil_id") in absent,
    )


def _taught_alone(desk: Desk, listed: set[str]) -> list[Wanted]:
    """Keep pupils in their own groups where these files have no table of them: a subgroup takes no place of those."""
    alone = set(models.StudyGroup.objects.filter(courses__kind__in=ALONE).values_list("pk", flat=True))
    return [
        Wanted(row.key, row.fields, row.source, desk.memory.name("member", row.key), {}, row.fields["group_id"])
        for row in desk.memory.of("member").values()
        if row.fields.get("group_id") in alone and row.key not in listed and row.fields.get("ends_on") is None
    ]


def _left(desk: Desk) -> dict[Any, list[int]]:
    """Tell in which subgroups departed pupils were: their rows stand on the pages of marks."""
    found: dict[Any, list[int]] = defaultdict(list)
    for link in desk.files.marks:
        for row in link.rows:
            if row.departed and row.pupil in desk.ids["pupil"] and link.course and link.course[3]:
                found[link.course].append(desk.ids["pupil"][row.pupil])
    return found


def group_functions(desk: Desk) -> dict[str, Any]:
    """Say of what a dated record is one of several that follow each other."""
    rows: dict[Any, tuple[Any, Any]] = {
        pk: (school_class, subject)
        for pk, school_class, subject in models.StudyGroup.objects.values_list("pk", "school_class_id", "subject_id")
    }

    def member(fields: Any) -> Any:
        group = fields.get("group_id")
        if group not in rows:
            found = models.StudyGroup.objects.filter(pk=group).values_list("school_class_id", "subject_id").first()
            rows[group] = found or (None, None)
        school_class, subject = rows[group]
        return (school_class, subject if subject is not None else group, fields.get("pupil_id"))

    return {
        "enrolment": lambda fields: fields.get("pupil_id"),
        "homeroom": lambda fields: fields.get("school_class_id"),
        "appointment": lambda fields: fields.get("employee_id"),
        "load": lambda fields: fields.get("course_id"),
        "member": member,
    }
