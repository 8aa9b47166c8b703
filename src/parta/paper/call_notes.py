"""Справки-вызовы on paper by the ministry's order of 19.12.2013 № 1368: the note and its counterfoil."""

from collections.abc import Sequence

from django.db import transaction

from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.models import CallNote
from parta.people.queries.actors import Frame
from parta.people.services.call_notes import issue_call_notes
from parta.school.enums import SessionKind
from parta.school.models import SchoolCard
from parta.wording.dates import full_date
from parta.wording.plurals import counted

_DAYS = ("календарный день", "календарных дня", "календарных дней")
_FOR = {
    SessionKind.ORIENTATION: "участия в установочной сессии",
    SessionKind.EXAM: "прохождения промежуточной аттестации",
}


@transaction.atomic
def print_call_notes(*, frame: Frame, session_id: int, pupils: Sequence[int]) -> Printed:
    """Issue and print the notes of students for a session; refuses nothing, raises as `issue_call_notes`."""
    issued = issue_call_notes(actor=frame.actor, session_id=session_id, pupil_ids=pupils, now=frame.now)
    card = SchoolCard.objects.first()
    places = ("pupil__person", "session__school_class")
    notes = CallNote.objects.filter(pk__in=[one.pk for one in issued]).select_related(*places).order_by("number")
    group = issued[0].session.school_class.name
    title = f"Справки-вызовы, {group}"
    data = {
        "title": title,
        "head": {
            "full_name": card.full_name if card else "",
            "lines": [line for line in (card.address, card.phone, card.email) if line] if card else [],
        },
        "director": card.director_name if card else "",
        "notes": [_note(one) for one in notes],
    }
    content = typeset("call_notes", data, imprint=imprint_of(frame))
    keep(frame, Form.CALL_NOTES, {"session": session_id, "pupils": [one.pupil_id for one in issued]})
    return Printed(f"{title}.pdf", content)


def _note(one: CallNote) -> dict[str, str]:
    group = one.session.school_class
    return {
        "number": str(one.number),
        "day": full_date(one.issued_on),
        "who": one.pupil.person.full_name,
        "course": str(group.grade_level),
        "aim": _FOR[SessionKind(one.session.kind)],
        "first": full_date(one.starts_on),
        "last": full_date(one.ends_on),
        "days": counted((one.ends_on - one.starts_on).days + 1, *_DAYS),
        "programme": f"{group.programme_code} {group.programme_title}".strip(),
    }
