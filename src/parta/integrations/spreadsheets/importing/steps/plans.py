"""Calendar-thematic plans: their lines, and the journals they are for."""

import re

from parta.audit.bulk import ChangedRow, rows_of
from parta.curriculum import models
from parta.curriculum.enums import PlanState
from parta.curriculum.rules.plans import MOST_HOURS
from parta.curriculum.services import teaching as service
from parta.integrations.spreadsheets.resolve import PlanLink

from ..compare import Wanted, told
from ..desk import Desk, place
from ..report import ReportRow
from .study import whole


def import_plans(desk: Desk) -> None:
    """Bring in the plans with their lines and give them to their journals."""
    ds = desk.files.dataset
    stands = rows_of(
        models.LessonPlan, ("subject_id", "grade_level", "title", "programme_code"), year=desk.year_id, course=None
    )
    stands = dict(sorted(stands.items()))
    find = {f"{desk.year}/{r['subject_id']}/{r['grade_level']}/{r['title']}": pk for pk, r in stands.items()}
    wanted: list[Wanted] = []
    links: list[tuple[str, PlanLink]] = []
    for link in desk.files.plans:
        own = [desk.facts["plans"][key] for key in link.courses if key in desk.facts["plans"]]
        if not own:
            continue
        level = link.plan.grade or desk.facts["class"][own[0].school_class]["grade_level"]
        title = _title(link.plan.title)
        keys = {f"{desk.year}/{one.subject}/{level}/{title}": one.subject for one in own}
        # A discipline of several programmes is several subjects: a plan is known by any of those that follow it.
        key = next((one for one in keys if one in find), next(iter(keys)))
        subject = keys[key]
        programme = desk.facts["class"][own[0].school_class]["programme_code"]
        fields = {"title": title, "programme_code": programme if len({p.class_name for p in own}) == 1 else ""}
        first = {"year_id": desk.year_id, "subject_id": subject, "grade_level": level}
        wanted.append(Wanted(key, fields, link.plan.source, title, first))
        links.append((key, link))
    plans = desk.put(
        "lesson_plan",
        wanted,
        write=service.keep_lesson_plans,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        complete=bool(ds.plans),
        limits=(models.LessonPlan,),
    )
    links = [(key, link) for key, link in links if key in plans]
    _lines(desk, [(plans[key], link) for key, link in links])
    _give(desk, [(plans[key], link) for key, link in links])


def _title(words: str) -> str:
    """Leave out what every plan is called."""
    bare = re.sub(r"^\s*(календарно|рабоч|тематич|поурочн)[^:]*:\s*", "", words, flags=re.IGNORECASE)
    bare = " ".join((bare or words).split())[:300]
    return bare[:1].upper() + bare[1:]


def _lines(desk: Desk, plans: list[tuple[int, PlanLink]]) -> None:
    fields = ("plan_id", "number", "section", "topic", "hours", "lesson_kind", "control_kind", "homework", "resources")
    shut = _shut(desk, plans)
    stands = rows_of(models.PlanLine, fields, plan__year=desk.year_id, plan__course=None)
    find = {f"{desk.year}/{r['plan_id']}/{r['number']}": pk for pk, r in stands.items()}
    wanted = [
        Wanted(
            f"{desk.year}/{plan}/{line.number}",
            {
                "section": line.section,
                "topic": line.topic,
                "hours": min(MOST_HOURS, max(1, whole(line.hours) or 1)),
                **told(
                    {
                        "lesson_kind": line.kind,
                        "control_kind": line.control,
                        "homework": line.homework,
                        "resources": line.resources,
                    },
                    line.emptied,
                ),
            },
            line.source,
            f"{link.subject}, № {line.number}",
            first={"plan_id": plan, "number": line.number},
        )
        for plan, link in plans
        if plan not in shut
        for line in link.plan.lines
        if 0 < line.number < 32_000
    ]
    desk.put(
        "plan_line",
        wanted,
        write=service.keep_plan_lines,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        complete=bool(desk.files.dataset.plans),
        hide=lambda last: last.fields.get("plan_id") in shut,
        limits=(models.PlanLine,),
    )


def _shut(desk: Desk, plans: list[tuple[int, PlanLink]]) -> set[int]:
    """Give the plans that are no drafts any more: their lines stay as they were sent or approved."""
    drafts = models.LessonPlan.objects.filter(pk__in=[plan for plan, _ in plans], state=PlanState.DRAFT)
    shut = {plan for plan, _ in plans} - set(drafts.values_list("pk", flat=True))
    stand: dict[int, list[str]] = {}
    for plan, topic in models.PlanLine.objects.filter(plan__in=shut).values_list("plan", "topic"):
        stand.setdefault(plan, []).append(topic)
    for plan, link in plans:
        if plan in shut and [line.topic for line in link.plan.lines] != stand.get(plan, []):
            row = ReportRow(_title(link.plan.title), link.plan.source, (("approved", None, None),))
            desk.report.of("plan_line").left.append(row)
    return shut


def _give(desk: Desk, plans: list[tuple[int, PlanLink]]) -> None:
    """Say which plan a journal follows; a plan that people chose by hand stays."""
    wanted: dict[int, tuple[int, PlanLink]] = {}
    for plan, link in plans:
        for key in link.courses:
            course = desk.ids["course"].get(key)
            if course is not None:
                wanted.setdefault(course, (plan, link))
    stands: dict[int, int | None] = dict(models.Course.objects.filter(pk__in=wanted).values_list("pk", "plan_id"))
    rows, part = desk.memory.of("course_plan"), desk.report.of("course_plan")
    changes: list[ChangedRow] = []
    for course, (plan, link) in wanted.items():
        last, now = rows.get(str(course)), stands[course]
        name = f"{link.subject}, {_title(link.plan.title)}"
        taken = last.fields.get("plan_id") if last else None
        if now == plan:
            part.unchanged += 1
        elif (now is None and last is None) or (now is not None and now == taken):
            changes.append(ChangedRow(course, {"plan_id": now}, {"plan_id": plan}, place(link.plan.source)))
            (part.created if now is None else part.changed).append(ReportRow(name, link.plan.source))
        elif taken == plan:
            continue
        else:
            part.left.append(ReportRow(name, link.plan.source, (("plan_id", now, plan),)))
            continue
        desk.memory.keep("course_plan", str(course), course, {"plan_id": plan}, link.plan.source)
    if changes:
        service.keep_courses(new=[], changes=changes, actor=desk.actor, now=desk.now)
