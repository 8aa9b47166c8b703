"""Blank forms of consent to the processing of personal data (152-ФЗ, art. 9), signed by families and by the staff."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.access_persons import listed_persons
from parta.people.enums import RefusalCode
from parta.people.models import Enrolment, Person
from parta.people.queries.actors import Frame
from parta.people.rules.ages import is_adult
from parta.school.models import SchoolCard

MOST_FORMS = 60
"""How many forms are set at once: a class with its staff, in a second or two."""


@transaction.atomic
def print_consent_forms(*, frame: Frame, persons: Collection[int]) -> Printed:
    """Print a form a person: a parent signs for a child, an adult pupil and the staff for themselves.

    Refuses `CONSENT_FORMS` over `MOST_FORMS`. Raises `NotVisible` for a person whom the actor's lists do not show, and
    for who is neither pupil nor staff.
    """
    if len(set(persons)) > MOST_FORMS:
        raise refusal(RefusalCode.CONSENT_FORMS, most=MOST_FORMS)
    signing = Q(pupil__isnull=False) | Q(employee__isnull=False)
    listed = listed_persons(frame.actor).filter(signing, pk__in=persons).select_related("pupil")
    found = list(listed.order_by("sort_key", "pk"))
    if not found or len(found) != len(set(persons)):
        raise NotVisible
    today = frame.now.date()
    placed = Enrolment.objects.filter(in_force(today), pupil_id__in=[one.pk for one in found])
    classes = dict(placed.values_list("pupil_id", "school_class__name"))
    card, imprint = SchoolCard.objects.first(), imprint_of(frame)
    title = "Согласие на обработку персональных данных"
    data = {
        "title": title,
        "operator": imprint.school,
        "address": card.address if card else "",
        "forms": [{"who": one.full_name, "place": classes.get(one.pk, ""), "kind": _kind(one, frame)} for one in found],
    }
    content = typeset("consents", data, imprint=imprint)
    keep(frame, Form.CONSENTS, {"persons": [one.pk for one in found]})
    return Printed(f"{title}.pdf", content)


def _kind(person: Person, frame: Frame) -> str:
    if not hasattr(person, "pupil"):
        return "staff"
    return "adult" if is_adult(person.birth_date, frame.now.date()) else "child"
