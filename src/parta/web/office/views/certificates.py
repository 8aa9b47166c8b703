"""Certificates about pupils: given from the card, listed in their book, printed."""

from datetime import tzinfo
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.kernel.decisions import NotVisible, Refused, require
from parta.paper.certificates import draw_up, print_certificate
from parta.people.access import may_move
from parta.people.models import Pupil
from parta.public_service.enums import CertificateKind
from parta.public_service.models import Certificate
from parta.public_service.queries.certificates import PER_PAGE, certificates_page, facts_of
from parta.public_service.rules.certificates import decide_certificate, kinds_of
from parta.public_service.services.certificates import annul_certificate
from parta.web.office.access_forms import LinesForm, choice, line
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.codes import visible_person
from parta.web.parameters import number, number_or_none, typed_search
from parta.web.ui.addresses import url
from parta.web.ui.files import pdf_file
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.certificates import ABOUT, KINDS
from parta.wording.dates import full_date
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of

_COLUMNS = (
    Column("№", 8),
    Column("Дата", 12),
    Column("Справка", 28),
    Column("О ком", 36),
    Column("Класс, группа", 14),
    Column("Куда", 40),
    Column("Кто выдал", 30),
    Column("Аннулирована", 40),
)
USUAL = "по месту требования"


class CertificateForm(LinesForm):
    """Which certificate, and where it is to be shown."""

    purpose = line("Куда предъявляется", 300)

    def __init__(self, data: Any, *, kinds: dict[str, str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["kind"] = choice("Справка", kinds)


class AnnulmentForm(LinesForm):
    """Why a certificate is void."""

    ground = line("Основание", 300)


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Show the book of certificates of a year."""
    as_file = asked_for_sheet(request)
    kind = request.GET.get("kind", "")
    page = certificates_page(
        actor=request.actor,
        year=number_or_none(request, "year"),
        kind=kind if kind in KINDS else "",
        search=typed_search(request),
        page=1 if as_file else number(request, "page", default=1),
        today=request.now.date(),
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        chosen = ", ".join(filter(None, (str(page.year), KINDS.get(page.kind, ""), page.search)))
        return sheet(
            request,
            title="Выданные справки",
            columns=_COLUMNS,
            rows=[_line(row, request.now.tzinfo) for row in page.rows],
            chosen=chosen,
            persons=[row.pupil_id for row in page.rows],
        )
    context = {
        "page": page,
        "kinds": KINDS,
        "may_annul": may_move(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/certificates.html", context)


def _line(row: Certificate, zone: tzinfo | None) -> tuple[object, ...]:
    line_of = row.registration
    name, by = row.pupil.person.full_name, row.made_by.full_name
    void = f"{full_date(row.annulled_at.astimezone(zone).date())}, {row.annul_ground}" if row.annulled_at else ""
    return line_of.number, line_of.day, row.title, name, row.school_class, row.purpose, by, void


@require_http_methods(["GET", "HEAD", "POST"])
def person_certificate(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a certificate about a pupil its number and words."""
    person = visible_person(request, person_id)
    require(may_move(request.actor))
    if not Pupil.objects.filter(pk=person.pk).exists():
        raise NotVisible
    college = request.frame.school_kind == "college"
    words = terminology_of(request.frame.school_kind)
    standing = facts_of(person, today=request.now.date()).standing
    decisions = {
        kind: decide_certificate(kind, standing=standing, college=college) for kind in kinds_of(college=college)
    }
    data = request.POST if request.method == "POST" else None
    form = CertificateForm(data, kinds={str(kind): KINDS[kind] for kind in decisions}, initial={"purpose": USUAL})
    error = ""
    if data is not None and form.is_valid():
        try:
            row = draw_up(
                frame=request.frame,
                pupil_id=person.pk,
                kind=CertificateKind(form.cleaned_data["kind"]),
                purpose=form.cleaned_data["purpose"],
            )
        except Refused as refused:
            error = refusal_html(refused.decision, words)
        else:
            messages.success(request, f"{row.title} № {row.registration.number} выдана. Напечатайте её из журнала.")
            return redirect("office:certificates")
    may = [str(kind) for kind, decision in decisions.items() if decision.allowed]
    context = {
        "person": person,
        "form": form,
        "chosen": form["kind"].value() or next(iter(may), ""),
        "choices": [
            (str(kind), KINDS[kind], ABOUT[kind], "" if decision.allowed else refusal_text(decision, words))
            for kind, decision in decisions.items()
        ],
        "any": bool(may),
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/person_certificate.html", context, status=200 if data is None else 422)


@require_POST
def certificate_annulment(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Declare a certificate void."""
    form = AnnulmentForm(request.POST)
    ground = form.cleaned_data["ground"] if form.is_valid() else ""
    row = annul_certificate(actor=request.actor, certificate_id=certificate_id, ground=ground, now=request.now)
    messages.success(request, f"{row.title} № {row.registration.number} аннулирована.")
    return redirect(f"{url('office:certificates')}?year={row.registration.year}")


@require_POST
def certificate_print(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Give a certificate as PDF."""
    printed = print_certificate(frame=request.frame, certificate_id=certificate_id)
    return pdf_file(printed.content, printed.name)
