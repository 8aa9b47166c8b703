"""Slips with one-time codes, to be cut apart and handed out: what is typed, where, until when, and a square code of it.

The square holds the address with the code after `#`: what stands there no browser sends to a server, so that the code
gets into no log.
"""

from collections.abc import Collection, Sequence

from django.db import transaction

from parta.installation.models import School
from parta.installation.queries.accounts import open_codes
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.paper.enums import Form
from parta.paper.qr import qr_path
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.access_persons import persons_for_codes
from parta.people.models import Enrolment, Guardianship
from parta.people.queries.actors import Frame
from parta.people.queries.persons import names_of
from parta.wording.dates import full_date


@transaction.atomic
def print_code_slips(
    *, frame: Frame, school: School, codes: Sequence[str], conditions: Collection[str], address: str
) -> Printed:
    """Print slips for codes that were just issued, in the given order; `address` is where a code is entered.

    Raises `NotVisible` for what is no open code of this school, or one that the actor could not have issued.
    """
    found = open_codes(school=school, codes=codes, now=frame.now)
    persons = [one.person_id for one in found.values()]
    mine = persons_for_codes(frame.actor, conditions).filter(pk__in=persons).count()
    if not codes or len(found) != len(set(codes)) or mine != len(persons):
        raise NotVisible
    names, abouts = names_of(persons), _abouts(frame, persons)
    slips = [
        {
            "name": names[one.person_id],
            "about": abouts.get(one.person_id, ""),
            "code": code,
            "until": full_date(one.expires_at.astimezone(frame.zone).date()),
            "square": qr_path(f"{address}#{code}").svg,
        }
        for code, one in found.items()
    ]
    title = "Коды для входа"
    data = {"title": title, "address": address.partition("://")[2], "slips": slips}
    content = typeset("code_slips", data, imprint=imprint_of(frame))
    keep(frame, Form.CODE_SLIPS, {"persons": persons})
    return Printed(f"{title}.pdf", content)


def _abouts(frame: Frame, persons: Sequence[int]) -> dict[int, str]:
    """Say of each person their class, or whose parent they are (two queries)."""
    today = frame.now.date()
    cares = Guardianship.objects.filter(in_force(today), guardian_id__in=persons).select_related("pupil__person")
    ties = list(cares.order_by("pupil__person__sort_key"))
    pupils = {*persons, *(tie.pupil_id for tie in ties)}
    placed = Enrolment.objects.filter(in_force(today), pupil_id__in=pupils).select_related("school_class")
    classes = {row.pupil_id: row.school_class.name for row in placed}
    abouts: dict[int, list[str]] = {}
    for tie in ties:
        ward = f"{tie.pupil.person.last_name} {tie.pupil.person.first_name} {classes.get(tie.pupil_id, '')}"
        abouts.setdefault(tie.guardian_id, []).append(ward.strip())
    return {**{pk: f"родитель: {', '.join(wards)}" for pk, wards in abouts.items()}, **classes}
