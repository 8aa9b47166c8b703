"""Sessions of part-time groups, and who of a group has a справка-вызов for them."""

from dataclasses import dataclass
from datetime import date

from parta.kernel.database import in_force
from parta.people.models import CallNote, Enrolment, Pupil
from parta.people.queries.movement import year_on
from parta.school.enums import ClassKind, StudyForm
from parta.school.models import SchoolClass, StudySession


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """The part-time groups of the newest year, the sessions of one, its students with the numbers of their notes."""

    groups: list[SchoolClass]
    chosen: SchoolClass | None
    sessions: list[StudySession]
    students: list[tuple[Pupil, dict[int, int]]]

    @property
    def days(self) -> int:
        """The days of all sessions of the year."""
        return sum((one.ends_on - one.starts_on).days + 1 for one in self.sessions)


def sessions_page(*, class_id: int | None, today: date | None, students: bool) -> SessionsPage:
    """Read the sessions of a group, by default the first one; its students only where asked (five queries)."""
    year = year_on(today) if today else None
    groups = list(SchoolClass.objects.filter(year=year, kind=ClassKind.GROUP, study_form=StudyForm.PART_TIME))
    chosen = next((one for one in groups if one.pk == class_id), next(iter(groups), None))
    sessions = list(StudySession.objects.filter(school_class=chosen)) if chosen else []
    if chosen is None or not students:
        return SessionsPage(groups, chosen, sessions, [])
    days = {one.pk: (one.starts_on, one.ends_on) for one in sessions}
    numbers: dict[int, dict[int, int]] = {}
    for note in CallNote.objects.filter(session__in=days):
        if days[note.session_id] == (note.starts_on, note.ends_on):
            numbers.setdefault(note.pupil_id, {})[note.session_id] = note.number
    here = Enrolment.objects.filter(in_force(today), school_class=chosen).values("pupil")
    found = Pupil.objects.filter(pk__in=here).select_related("person").order_by("person__sort_key", "pk")
    return SessionsPage(groups, chosen, sessions, [(one, numbers.get(one.pk, {})) for one in found])
