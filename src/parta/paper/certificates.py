"""Certificates about pupils: drawn up from orders, lists and journals, numbered, printed on the school's head."""

from datetime import datetime, time
from typing import Any

from django.db import transaction

from parta.journal.queries.record_books import record_books
from parta.journal.queries.transfers import marks_to_take
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.paper.enums import Form
from parta.paper.letters import head_lines, initials_first
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.paper.words import capital
from parta.people.access import may_move, may_see_movement
from parta.people.models import Person
from parta.people.queries.actors import Frame
from parta.public_service.enums import CertificateKind, RefusalCode
from parta.public_service.models import Certificate
from parta.public_service.queries.certificates import Facts, facts_of
from parta.public_service.rules.certificates import decide_certificate
from parta.public_service.services.certificates import CertificateDraft, issue_certificate
from parta.public_service.services.letters import head_of_school
from parta.school.models import SchoolClass
from parta.wording.attestation import form_title, result_words
from parta.wording.certificates import KINDS, certificate_text
from parta.wording.dates import full_date
from parta.wording.letters import SIGNER
from parta.wording.transfers import brought_lines

_MARKS = [["Предмет", 30], ["Текущие отметки", 50], ["Средняя", 12], ["За периоды", 34]]
_RESULTS = [["Дисциплина, МДК, практика", 60], ["Часов", 12], ["Форма контроля", 30], ["Отметка", 26]]


def draw_up(*, frame: Frame, pupil_id: int, kind: CertificateKind, purpose: str) -> Certificate:
    """Draw up a certificate by what is known today and give it a number; raises and refuses as `issue_certificate`."""
    require(may_move(frame.actor))
    person = Person.objects.filter(pk=pupil_id, pupil__isnull=False).select_related("pupil").first()
    if person is None:
        raise NotVisible
    college, today = frame.school_kind == "college", frame.now.date()
    facts = facts_of(person, today=today)
    refuse_if(decide_certificate(kind, standing=facts.standing, college=college))
    place = _place(kind, facts)
    draft = CertificateDraft(
        kind=kind,
        school_class=place.name if place else "",
        purpose=purpose,
        title=KINDS[kind],
        body=certificate_text(
            kind, facts, school=head_of_school()["full_name"] or frame.school_name, college=college, today=today
        ),
        signer_post=SIGNER,
        tables=_tables(kind, facts, frame),
    )
    return issue_certificate(actor=frame.actor, pupil_id=pupil_id, draft=draft, college=college, now=frame.now)


@transaction.atomic
def print_certificate(*, frame: Frame, certificate_id: int) -> Printed:
    """Print a certificate as it was drawn up; raises `NotVisible` for who does not see the movement of pupils.

    Refuses `CERTIFICATE_ANNULLED`.
    """
    rows = Certificate.objects.select_related("registration", "made_by", "pupil__person")
    row = rows.filter(pk=certificate_id).first() if may_see_movement(frame.actor) else None
    if row is None:
        raise NotVisible
    if row.annulled_at is not None:
        raise refusal(RefusalCode.CERTIFICATE_ANNULLED)
    line = row.registration
    title = f"{row.title} № {line.number} от {line.day:%d.%m.%Y}, {row.pupil.person.list_name}"
    data = {
        "title": title,
        "heading": row.title,
        "head": head_lines(row.head),
        "day": full_date(line.day),
        "number": str(line.number),
        "paragraphs": row.body.split("\n\n"),
        "tables": row.tables,
        "purpose": row.purpose,
        "signer_post": row.signer_post,
        "signer": initials_first(row.signer),
        "made_by": initials_first(row.made_by.full_name),
    }
    content = typeset("certificate", data, imprint=imprint_of(frame))
    keep(frame, Form.CERTIFICATE, {"certificate": row.pk, "pupil": row.pupil_id})
    return Printed(f"{title}.pdf", content)


def _place(kind: CertificateKind, facts: Facts) -> SchoolClass | None:
    if kind is CertificateKind.LEFT and facts.left is not None:
        return facts.left.school_class
    if kind is CertificateKind.ENROLLED and facts.arrived is not None:
        return facts.arrived.school_class
    return facts.last_place.school_class if facts.last_place else None


def _tables(kind: CertificateKind, facts: Facts, frame: Frame) -> list[dict[str, Any]]:
    if kind is CertificateKind.PERIOD:
        return _semesters(facts, frame)
    if kind not in (CertificateKind.LEFT, CertificateKind.PROGRESS):
        return []
    place, moment = _place(kind, facts), frame.now
    if place is None:
        return []
    if facts.left is not None and kind is CertificateKind.LEFT:
        moment = datetime.combine(facts.left.date, time(23, 59), tzinfo=frame.zone)
    lines = brought_lines(marks_to_take(person=facts.person, school_class=place, now=moment.astimezone(frame.zone)))
    if not lines:
        return []
    rows = [[capital(one.subject), ", ".join(one.marks), one.average, ", ".join(one.results)] for one in lines]
    return [{"title": "", "columns": _MARKS, "rows": rows}]


def _semesters(facts: Facts, frame: Frame) -> list[dict[str, Any]]:
    book = record_books([facts.person.pk], today=frame.now.date())[facts.person.pk]
    tables = []
    for one in book.semesters:
        rows = [
            [capital(row.name), str(row.hours or ""), form_title(row.form), result_words(row.value)]
            for row in (*one.lines, *one.projects)
            if row.value
        ]
        rows += [
            [capital(row.name), str(row.hours or ""), "практика", result_words(row.value)]
            for row in one.practices
            if row.value
        ]
        if rows:
            tables.append({"title": f"{one.number} семестр, {one.year}", "columns": _RESULTS, "rows": rows})
    return tables
