"""Journals of clubs, of home schooling and of extended-day groups."""

from collections.abc import Callable
from typing import Any

from parta.integrations.spreadsheets.resolve import ActivityLink
from parta.integrations.spreadsheets.resolve.subjects import subject_key
from parta.integrations.spreadsheets.values.classes import class_key
from parta.integrations.spreadsheets.values.people import name_key, person_name

from ..desk import Desk
from .study import subject_of

CLUBS = ("extracurricular", "elective", "consultation")
"""Kinds whose lists say no pupils."""


def activity_key(link: ActivityLink) -> tuple[Any, ...]:
    """Give what the times of one club, pupil or group have in common."""
    one = link.activity
    return (one.kind, subject_key(one.name), name_key(one.scope.words) if one.kind in CLUBS else link.pupil)


def activity_courses(desk: Desk, plan: Callable[..., Any]) -> list[Any]:
    """Give the journals of everything that stands in lists by day and time, one for all its times."""
    found: dict[Any, Any] = {}
    for link in desk.files.activities:
        key = activity_key(link)
        made = _MAKERS[link.activity.kind](desk, link, plan)
        if made is None:
            continue
        old = found.setdefault(key, made)
        if link.teacher and link.teacher not in old.teachers:
            old.teachers = (*old.teachers, link.teacher)
    for made in found.values():
        if made.kind in CLUBS:
            desk.problems.add("club_without_list", made.source, name=made.name)
    return list(found.values())


def _club(desk: Desk, link: ActivityLink, plan: Callable[..., Any]) -> Any:
    subject = subject_of(desk, link.activity.name)
    classes = [desk.ids["class"][class_key(name)] for name in link.classes if class_key(name) in desk.ids["class"]]
    calendar = desk.facts["class"][classes[0]]["calendar_id"] if classes else _any_calendar(desk)
    if subject is None or calendar is None:
        return None
    extra = next(
        (x for x in desk.files.dataset.extra_courses if subject_key(x.name) == subject_key(link.activity.name)), None
    )
    words = link.activity.scope.words or "все классы"
    made = plan(
        activity_key(link),
        subject,
        link.activity.name,
        calendar,
        link.activity.kind,
        None,
        "",
        words[:100],
        (),
        False,
        (link.teacher,) if link.teacher else (),
        extra.weekly if extra else None,
        None,
        link.activity.marks,
        "",
        True,
        link.activity.source,
    )
    made.calendar_known = bool(classes)
    return made


def _home(desk: Desk, link: ActivityLink, plan: Callable[..., Any]) -> Any:
    pupil = desk.ids["pupil"].get(link.pupil) if link.pupil else None
    class_id = desk.ids["class"].get(class_key(link.classes[0])) if link.classes else None
    own = next((line for line in desk.files.home if line[0] == link.pupil and _same(line[1], link.activity.name)), None)
    name = own[1] if own else link.activity.name
    subject = subject_of(desk, name)
    if pupil is None or class_id is None or subject is None:
        desk.problems.add(
            "home_lesson_skipped", link.activity.source, name=link.activity.name, pupil=link.activity.pupil
        )
        return None
    said = person_name(link.activity.pupil)
    teachers = tuple(dict.fromkeys(one for one in (own[3] if own else None, link.teacher) if one))
    return plan(
        activity_key(link),
        subject,
        name,
        desk.facts["class"][class_id]["calendar_id"],
        "home",
        class_id,
        link.classes[0],
        f"надомное обучение, {said.short if said else link.activity.pupil}"[:100],
        (pupil,),
        True,
        teachers,
        own[2] if own else None,
        None,
        True,
        "",
        True,
        link.activity.source,
    )


def _same(one: str, other: str) -> bool:
    return subject_key(one) == subject_key(other)


def _extended_day(desk: Desk, link: ActivityLink, plan: Callable[..., Any]) -> Any:
    name = link.activity.name
    key = name_key(name)
    subject = subject_of(desk, name)
    listed = [one for one in desk.files.dataset.pupils if name_key(one.extended_day) == key]
    members = tuple(desk.ids["pupil"][one.key] for one in listed if one.key in desk.ids["pupil"])
    classes = [desk.ids["class"].get(class_key(one.class_name)) for one in listed]
    known = [one for one in classes if one]
    calendar = desk.facts["class"][known[0]]["calendar_id"] if known else _any_calendar(desk)
    if subject is None or calendar is None:
        return None
    other = next((one for one in desk.files.dataset.other_load if name_key(one.course) == key), None)
    made = plan(
        activity_key(link),
        subject,
        name,
        calendar,
        "extended_day",
        None,
        "",
        name[:100],
        members,
        bool(members),
        (link.teacher,) if link.teacher else (),
        other.hours if other else None,
        None,
        False,
        "",
        True,
        link.activity.source,
    )
    made.calendar_known = bool(known)
    return made


_MAKERS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(CLUBS, _club),
    "home": _home,
    "extended_day": _extended_day,
}


def _any_calendar(desk: Desk) -> int | None:
    return next((row["calendar_id"] for row in desk.facts["class"].values()), None)
