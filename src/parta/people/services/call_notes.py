"""Issuing справки-вызовы for a session; a number is given once."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, require
from parta.people.access import may_move
from parta.people.enums import Act
from parta.people.models import CallNote, Enrolment
from parta.people.services.persons import CHAIN
from parta.school.models import AcademicYear, StudySession


@transaction.atomic
def issue_call_notes(*, actor: Actor, session_id: int, pupil_ids: Collection[int], now: datetime) -> list[CallNote]:
    """Give the notes of students for a session: those that stand, and new ones with the year's next numbers.

    A note that was issued for other days stays, and a new one is given. Raises `Forbidden`; `NotVisible` for a session
    that is not there and for who is not in the group today (Labour Code, article 177: guarantees by a справка-вызов).
    """
    require(may_move(actor) and actor.person_id is not None)
    assert actor.person_id is not None
    session = StudySession.objects.select_related("school_class").filter(pk=session_id).first()
    if session is None:
        raise NotVisible
    here = Enrolment.objects.filter(in_force(now.date()), school_class=session.school_class, pupil__in=pupil_ids)
    order = here.order_by("pupil__person__sort_key", "pupil_id").values_list("pupil_id", flat=True)
    pupils = list(dict.fromkeys(order))
    if not pupils or len(pupils) != len(set(pupil_ids)):
        raise NotVisible
    year = AcademicYear.objects.select_for_update().get(pk=session.school_class.year_id)
    session.refresh_from_db()
    days = {"starts_on": session.starts_on, "ends_on": session.ends_on}
    found = {one.pupil_id: one for one in CallNote.objects.filter(session=session, pupil__in=pupils, **days)}
    last = CallNote.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    entries = []
    for pupil in pupils:
        if pupil not in found:
            last += 1
            found[pupil] = note = CallNote.objects.create(
                year=year,
                number=last,
                session=session,
                pupil_id=pupil,
                issued_on=now.date(),
                issued_by_id=actor.person_id,
                **days,
            )
            told = {"number": last, **{name: day.isoformat() for name, day in days.items()}}
            entries.append(Entry(Act.CALL_NOTE_ISSUED, {"pupil": pupil, "id": note.pk}, None, told))
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return [found[pupil] for pupil in pupils]
