"""The curriculum approved, and the schedule of control works of the demo: as the director and the deputy do it."""

from datetime import date, datetime

from parta.curriculum.enums import YearPart
from parta.curriculum.models import YearApproval
from parta.curriculum.services.approvals import approve_part
from parta.installation.models import School
from parta.installation.schools import inside
from parta.journal.models import PlannedWork
from parta.journal.queries.planned_works import schedule_page
from parta.journal.services.planned_works import WantedWork, plan_works
from parta.kernel.actor import Actor
from parta.people.enums import Role
from parta.people.models import Appointment
from parta.school.models import AcademicYear, SchoolClass
from parta.wording.planned_works import level_said

ORDER = "№ 118-од"


def approve_curriculum(*, school: School, now: datetime) -> None:
    """Approve the curriculum of the year that runs by the director's order of August; once."""
    with inside(school):
        year = AcademicYear.objects.filter(starts_on__lte=now.date(), ends_on__gte=now.date()).first()
        director = (
            Appointment.objects.filter(role=Role.DIRECTOR).order_by("pk").values_list("employee", flat=True).first()
        )
        if (
            year is None
            or director is None
            or YearApproval.objects.filter(year=year, part=YearPart.CURRICULUM).exists()
        ):
            return
        actor = Actor(
            account_id=None,
            person_id=director,
            school_slug=school.slug,
            roles=frozenset({Role.DIRECTOR}),
            device="demo",
        )
        day = date(year.starts_on.year, 8, 28)
        approve_part(
            actor=actor, year_id=year.pk, part=YearPart.CURRICULUM, approved_on=day, order=ORDER, now=now
        )  # fmt: skip


def plan_control_works(*, school: School, now: datetime) -> int:
    """Put the control works of every class with plans into the schedule; give how many. One that has works stays."""
    with inside(school):
        deputy = Appointment.objects.filter(role=Role.DEPUTY).order_by("pk").values_list("employee", flat=True).first()
        if deputy is None or PlannedWork.objects.exists():
            return 0
        actor = Actor(
            account_id=None, person_id=deputy, school_slug=school.slug, roles=frozenset({Role.DEPUTY}), device="demo"
        )
        planned = SchoolClass.objects.filter(courses__plan__isnull=False, year__ends_on__gte=now.date()).distinct()
        return sum(_plan(actor, class_id, now) for class_id in planned.order_by("pk").values_list("pk", flat=True))


def _plan(actor: Actor, class_id: int, now: datetime) -> int:
    proposed = schedule_page(actor=actor, class_id=class_id, now=now).proposed
    wanted = [
        WantedWork(one.course.pk, one.day, one.kind, one.title, one.line, level_said(one.kind)) for one in proposed
    ]
    return plan_works(actor=actor, class_id=class_id, wanted=wanted, now=now)
