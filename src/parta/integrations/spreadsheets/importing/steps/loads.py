"""Teaching loads: who teaches which journal, and since when."""

from typing import TYPE_CHECKING, Any

from parta.audit.bulk import rows_of
from parta.curriculum import models
from parta.curriculum.services import teaching as service

from ..compare import Remembered, Wanted
from ..desk import Desk
from .study import hours, whole

if TYPE_CHECKING:
    from .courses import Plan


def import_loads(desk: Desk, plans: "list[Plan]") -> None:
    """Give the journals to their teachers; `desk.ids["course"]` knows the journals."""
    ds = desk.files.dataset
    fields = ("course_id", "employee_id", "hours_per_week", "hours_total", "starts_on", "ends_on")
    stands = rows_of(models.TeachingLoad, fields, course__year=desk.year_id)
    find = {f"{desk.year}/{r['course_id']}/{r['employee_id']}": pk for pk, r in stands.items() if r["ends_on"] is None}
    known = {row.fields.get("course_id") for row in desk.memory.of("load").values()}
    wanted = []
    unsure, led = set(), {desk.ids["course"].get(plan.key) for plan in plans if plan.kind == "practice"}
    for plan in plans:
        course = desk.ids["course"].get(plan.key)
        if plan.unsure:
            unsure.add(course)
        for teacher in plan.teachers if not plan.standing else ():
            employee = desk.ids["employee"].get(teacher)
            if course is None or employee is None:
                continue
            alone = len(plan.teachers) == 1 and not plan.unsure
            key = f"{desk.year}/{course}/{employee}"
            new = desk.begins_anew("load", key, stands)
            values: dict[str, Any] = {
                "course_id": course,
                "employee_id": employee,
                "ends_on": None,
            }
            if plan.weekly is not None or plan.total is not None:  # a load says the hours, a timetable does not
                values["hours_per_week"] = hours(plan.weekly) if alone else None
                values["hours_total"] = whole(plan.total) if alone else None
            first = {"starts_on": desk.effective if new and course in known else desk.year_starts}
            wanted.append(Wanted(key, values, plan.source, plan.name, first, course))
    keys = {row.key for row in wanted}
    wanted += [
        Wanted(row.key, row.fields, row.source, desk.memory.name("load", row.key), {}, row.fields["course_id"])
        for row in desk.memory.of("load").values()
        if row.key not in keys and _stays(desk, row, unsure, led)
    ]
    meant = {row.object_id for row in desk.memory.of("load").values()} | {find[key] for key in keys & find.keys()}
    by_people = {r["course_id"] for pk, r in stands.items() if r["ends_on"] is None and pk not in meant}
    desk.put(
        "load",
        wanted,
        write=service.assign_loads,
        stands=stands,
        find=find,
        dated=True,
        shut=by_people,
        complete=bool(ds.load),
        scope=f"{desk.year}/",
    )


def _stays(desk: Desk, row: Remembered, unsure: set[int | None], led: set[int | None]) -> bool:
    """Tell whether a load is no one's to end: words that name nobody may mean it; leaders come with their blocks."""
    course, hours_said = row.fields.get("course_id"), row.fields.get("hours_total") or row.fields.get("hours_per_week")
    return course in unsure or (course in led and not desk.files.dataset.practices and not hours_said)
