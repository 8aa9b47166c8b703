"""A class follows another calendar, learns in another shift or building: what becomes of it is shown first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from parta.audit.bulk import ChangedRow
from parta.audit.services import lock_chain
from parta.curriculum.models import AssessmentDay, Course, CourseControl
from parta.curriculum.services.teaching import keep_courses
from parta.journal.models import AcademicDebt, AttestationSheet, TermResult
from parta.journal.services.calendar import Outcome, stored_if_seen
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.school.access import may_arrange
from parta.school.enums import CalendarRefusal
from parta.school.models import BellSchedule, Calendar, Room, SchoolClass
from parta.school.queries.years import running_year
from parta.school.services.frame import CHAIN, keep_classes
from parta.school.services.rooms import RoomCard, correct_room
from parta.timetable.enums import Fate


@dataclass(frozen=True, slots=True)
class ClassTimes:
    """When and where a class learns: by which calendar of its year, in which shift and building."""

    calendar_id: int
    shift: int | None = None
    building: str = ""


def arrange_class(*, actor: Actor, class_id: int, times: ClassTimes, seen: str, now: datetime) -> Outcome:
    """Give a class, with its journals, to a calendar of its year, a shift and a building; lessons ahead follow.

    Stored only where `seen` is the stamp of what would happen now. Raises `Forbidden`, `NotVisible` for a class of a
    year that is over and a calendar of another year; refuses `calendar_class_has_results` where results, sheets, debts
    or days of attestation stand on terms of the old one, and where records would be lost or a period is closed.
    """
    require(may_arrange(actor))
    found = SchoolClass.objects.select_related("year").filter(pk=class_id, year__ends_on__gte=now.date()).first()
    calendar = Calendar.objects.filter(pk=times.calendar_id, year=found.year_id).first() if found else None
    if found is None or calendar is None:
        raise NotVisible

    def put() -> bool:
        lock_chain(CHAIN)
        wanted = {"calendar_id": calendar.pk, "shift": times.shift, "building": times.building}
        before = {name: getattr(found, name) for name, value in wanted.items() if getattr(found, name) != value}
        if before:
            after = {name: wanted[name] for name in before}
            keep_classes(new=(), changes=[ChangedRow(found.pk, before, after)], actor=actor, now=now)
        if "calendar_id" not in before:
            return bool(before)
        courses = list(Course.objects.filter(school_class=found).values_list("pk", "calendar_id"))
        if _stands([pk for pk, _ in courses]):
            raise refusal(CalendarRefusal.CLASS_HAS_RESULTS, name=found.name)
        change = {"calendar_id": calendar.pk}
        rows = [ChangedRow(pk, {"calendar_id": old}, change) for pk, old in courses if old != calendar.pk]
        keep_courses(new=(), changes=rows, actor=actor, now=now)
        return True

    start = now.date() + timedelta(days=1)
    return stored_if_seen(put, year=found.year, start=start, ground="", seen=seen, actor=actor, now=now)


def _stands(courses: list[int]) -> bool:
    return (
        TermResult.objects.filter(course__in=courses, term__isnull=False).exists()
        or CourseControl.objects.filter(course__in=courses).exists()
        or AttestationSheet.objects.filter(course__in=courses).exists()
        or AcademicDebt.objects.filter(course__in=courses).exists()
        or AssessmentDay.objects.filter(course__in=courses, term__isnull=False).exists()
    )


def arrange_room(*, actor: Actor, room_id: int, card: RoomCard, now: datetime) -> tuple[bool, int]:
    """Correct a room; in another building its lessons ahead ring by that building's bells.

    Tells whether anything changed and how many lessons begin at another time. Raises and refuses as `correct_room`, and
    where a period is closed.
    """

    def put() -> bool:
        return correct_room(actor=actor, room_id=room_id, card=card, now=now)

    year = running_year(now.date())
    moves = Room.objects.filter(pk=room_id).exclude(building=card.building).exists()
    if year is None or not moves or not BellSchedule.objects.filter(year=year).exclude(building="").exists():
        return put(), 0
    start = now.date() + timedelta(days=1)
    shown = stored_if_seen(put, year=year, start=start, ground="", seen="", actor=actor, now=now)
    done = stored_if_seen(put, year=year, start=start, ground="", seen=shown.stamp, actor=actor, now=now)
    return done.changed, done.total(Fate.RETIMED)
