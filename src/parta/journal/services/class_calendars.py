"""A class or a group follows another calendar of its year: what becomes of its lessons is shown first, then stored."""

from datetime import datetime

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
from parta.school.models import Calendar, SchoolClass
from parta.school.services.frame import CHAIN, keep_classes


def follow_calendar(*, actor: Actor, class_id: int, calendar_id: int, seen: str, now: datetime) -> Outcome:
    """Give a class, with all its journals, to another calendar of its year; lessons ahead follow.

    Stored only where `seen` is the stamp of what would happen now. Raises `Forbidden`, `NotVisible` for a class of a
    year that is over and a calendar of another year; refuses `calendar_class_has_results` where results, sheets, debts
    or days of attestation stand on terms of the old one, and where records would be lost or a period is closed.
    """
    require(may_arrange(actor))
    found = SchoolClass.objects.select_related("year").filter(pk=class_id, year__ends_on__gte=now.date()).first()
    calendar = Calendar.objects.filter(pk=calendar_id, year=found.year_id).first() if found else None
    if found is None or calendar is None:
        raise NotVisible

    def put() -> bool:
        lock_chain(CHAIN)
        was = found.calendar_id
        if was == calendar.pk:
            return False
        courses = list(Course.objects.filter(school_class=found).values_list("pk", "calendar_id"))
        if _stands([pk for pk, _ in courses]):
            raise refusal(CalendarRefusal.CLASS_HAS_RESULTS, name=found.name)
        change = {"calendar_id": calendar.pk}
        keep_classes(new=(), changes=[ChangedRow(found.pk, {"calendar_id": was}, change)], actor=actor, now=now)
        rows = [ChangedRow(pk, {"calendar_id": old}, change) for pk, old in courses if old != calendar.pk]
        keep_courses(new=(), changes=rows, actor=actor, now=now)
        return True

    return stored_if_seen(put, year=found.year, start=now.date(), ground="", seen=seen, actor=actor, now=now)


def _stands(courses: list[int]) -> bool:
    return (
        TermResult.objects.filter(course__in=courses, term__isnull=False).exists()
        or CourseControl.objects.filter(course__in=courses).exists()
        or AttestationSheet.objects.filter(course__in=courses).exists()
        or AcademicDebt.objects.filter(course__in=courses).exists()
        or AssessmentDay.objects.filter(course__in=courses, term__isnull=False).exists()
    )
