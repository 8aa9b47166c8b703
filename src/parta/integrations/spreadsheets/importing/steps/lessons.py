"""Dated lessons from the timetable, and the substitutions upon them."""

from collections import Counter
from typing import Any

from parta.audit.bulk import rows_of
from parta.integrations.spreadsheets.resolve import DatedLink, SubstitutionLink
from parta.integrations.spreadsheets.resolve.subjects import subject_key
from parta.integrations.spreadsheets.values.classes import class_key
from parta.journal.queries.content import lessons_with_content
from parta.school.models import AcademicYear
from parta.school.rules.bells import Learners
from parta.timetable import models
from parta.timetable.queries.places import in_two_places
from parta.timetable.rules.planning import Slot
from parta.timetable.services.planning import plan_year
from parta.timetable.services.substitutions import record_substitutions

from ..compare import Wanted
from ..desk import Desk
from ..report import ReportRow
from .frame import room_of
from .study import subject_of

_SHAPING = (
    "calendar",
    "term",
    "vacation",
    "special_day",
    "bells",
    "class",
    "session",
    "course",
    "slot",
    "timetable",
    "dated",
    "practice",
)
_KINDS = {"other_teacher": "substitute", "other_subject": "other_subject", "joined": "joined", "cancelled": "cancelled"}


def plan_lessons(desk: Desk) -> None:
    """Make the dated lessons: of the whole year the first time, later from the day on which corrections hold."""
    there = models.Lesson.objects.filter(course__year=desk.year_id).exists()
    part = desk.report.of("lesson")
    singles = [slot for link in desk.files.dated if (slot := _single(desk, link))]
    shaped = any(desk.report.of(kind).created or desk.report.of(kind).changed for kind in _SHAPING)
    shaped = _dated_changed(desk, singles) or shaped or any(row.values for row in desk.report.of("slot").gone)
    if not (desk.files.lessons or singles or desk.files.activities or desk.files.practices):
        return
    if there and not shaped:
        return
    done = plan_year(
        year=AcademicYear.objects.get(pk=desk.year_id),
        start=desk.effective if there else desk.year_starts,
        actor=desk.actor,
        now=desk.now,
        with_content=lessons_with_content,
        single_days=singles,
    )
    part.created += [ReportRow("")] * done.created
    part.changed += [ReportRow("")] * (done.changed + done.cancelled)
    part.gone += [ReportRow("")] * done.deleted
    if done.without_bells:
        silent = Counter(row.course_id for row in done.without_bells)
        first = min(row.day for row in done.without_bells)
        desk.problems.add(
            "lessons_without_bells", count=len(done.without_bells), courses=len(silent), date=first.strftime("%d.%m.%Y")
        )


def _single(desk: Desk, link: DatedLink) -> Slot | None:
    course = desk.ids["course"].get(link.course)
    if course is None:
        return None
    one = link.lesson
    facts = desk.facts["class"][desk.ids["class"][class_key(one.class_name)]]
    return Slot(
        key=0,
        course_id=course,
        weekday=one.date.isoweekday(),
        number=one.number,
        learners=Learners(facts["grade_level"], facts["shift"] or 1, facts["building"], facts["building"]),
        room_id=room_of(desk, one.room),
        employee_id=desk.ids["employee"].get(link.teacher) if link.teacher else None,
        on_day=one.date,
    )


def _dated_changed(desk: Desk, singles: list[Slot]) -> bool:
    """Tell whether lessons given by date differ from those that were brought in last."""
    now = sorted(f"{s.course_id} {s.on_day} {s.number} {s.room_id} {s.employee_id}" for s in singles)
    last = desk.memory.of("dated").get(str(desk.year))
    if not now or (last and last.fields.get("lessons") == now):
        return False
    desk.memory.keep("dated", str(desk.year), desk.year_id, {"lessons": now}, desk.files.dated[0].lesson.source)
    return True


def import_substitutions(desk: Desk) -> None:
    """Write down who gave whose lessons."""
    links = desk.files.substitutions
    if not links:
        return
    lessons = _lessons(desk, links)
    fields = ("lesson_id", "kind", "absent_id", "substitute_id", "subject_id", "reason")
    stands = rows_of(models.Substitution, fields, lesson__course__year=desk.year_id)
    find = {str(row["lesson_id"]): pk for pk, row in stands.items()}
    wanted: list[Wanted] = []
    words: dict[int, str] = {}
    for link in links:
        one = link.record
        lesson = (
            lessons.get((desk.ids["course"].get(link.course), one.date.isoformat(), one.number))
            if link.course
            else None
        )
        name = f"{one.date:%d.%m.%Y}, урок {one.number}, {one.class_name}, {one.subject}"
        if lesson is None:
            desk.problems.add("substitution_not_taken", one.source, name=name)
            continue
        pk, status, employee = lesson
        kind = _KINDS[one.kind]
        substitute = desk.ids["employee"].get(link.substitute) if link.substitute else None
        if kind in ("substitute", "other_subject") and substitute is None:
            desk.problems.add("substitute_unknown", one.source, name=name, words=one.substitute)
            continue
        if kind == "cancelled" and status == "held":
            desk.problems.add("cancelled_lesson_held", one.source, name=name)
            continue
        absent = desk.ids["employee"].get(link.absent) if link.absent else employee
        values: dict[str, Any] = {
            "kind": kind,
            "absent_id": absent,
            "substitute_id": substitute if kind != "cancelled" else None,
            "subject_id": _subject(desk, link) if kind == "other_subject" else None,
            "reason": one.reason,
        }
        wanted.append(Wanted(str(pk), values, one.source, name, {"lesson_id": pk}))
        words[pk] = one.substitute
    wanted = _in_one_place(desk, wanted, words)
    desk.put(
        "substitution",
        wanted,
        write=record_substitutions,
        stands=stands,
        find=find,
        limits=(models.Substitution,),
    )


def _in_one_place(desk: Desk, wanted: list[Wanted], words: dict[int, str]) -> list[Wanted]:
    """Leave out who would be in two places at once: the database would refuse the whole file."""
    busy = in_two_places([(int(row.key), row.fields["substitute_id"], row.fields["kind"]) for row in wanted])
    for row in wanted:
        if int(row.key) in busy:
            desk.problems.add("substitute_in_two_places", row.source, name=row.name, words=words[int(row.key)])
    return [row for row in wanted if int(row.key) not in busy]


def _lessons(
    desk: Desk, links: tuple[SubstitutionLink, ...]
) -> dict[tuple[Any, str, int | None], tuple[int, str, int | None]]:
    days = {link.record.date for link in links}
    rows = models.Lesson.objects.filter(course__year=desk.year_id, date__in=days)
    return {
        (course, day.isoformat(), number): (pk, status, employee)
        for pk, course, day, number, status, employee in rows.values_list(
            "pk", "course_id", "date", "number", "status", "employee_id"
        )
    }


def _subject(desk: Desk, link: SubstitutionLink) -> int | None:
    """Give the subject that was held: by its name, in a college by the class's own index."""
    found = subject_of(desk, link.held_subject)
    if found is None:
        key = subject_key(link.held_subject)
        own = [p for p in desk.facts["plans"].values() if subject_key(p.subject_name) == key]
        near = [p for p in own if class_key(p.class_name) == class_key(link.record.class_name)] or own
        found = near[0].subject if near else None
    return found
