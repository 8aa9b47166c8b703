"""A parent asks for access by a form with scans: open to everybody, it answers with a number and a day alone."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from allauth.core.ratelimit import consume, respond_429
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from parta.installation.mail import mail_is_set_up, post
from parta.installation.models import School
from parta.installation.queries.accounts import database_now
from parta.installation.queries.schools import schools_with
from parta.installation.schools import inside
from parta.kernel.decisions import NotVisible, Refused
from parta.people.rules.scans import MOST_BYTES as MOST_OF_ONE
from parta.public_service.enums import PaperKind
from parta.public_service.rules.papers import MOST_BYTES, MOST_SCANS, papers_missing
from parta.public_service.services.by_form import SentScan, one_by_ticket, register_by_form
from parta.regulation.enums import Source
from parta.regulation.models import RegulationVersion
from parta.regulation.queries import versions
from parta.regulation.rules.deadlines import Deadlines
from parta.regulation.rules.tree import Regulation
from parta.school.models import SchoolCard
from parta.school.queries.calendars import school_zone
from parta.web.doors.ways import school_at
from parta.web.office.access_forms import PublicRequestForm
from parta.wording.public_service import PAPERS
from parta.wording.refusals import refusal_text
from parta.wording.service_form import consent_words, request_letter

TOO_BIG = f"Всё вместе больше {MOST_BYTES >> 20} МБ. Уменьшите снимки или приложите меньше файлов."
CROWDED = "Сегодня по форме пришло слишком много бумаг. Повторите завтра или принесите бумагу в школу."


def service_term(act: Regulation) -> Deadlines:
    """Give the term of the service by the act; empty where the act has no such service."""
    said = act.service.access_request_sla
    return said.value if said.source is not Source.DEFAULT else ()


@csrf_exempt
def access_form(request: HttpRequest) -> HttpResponseBase:
    """Show the form and take it; what is too big is not even read, and so comes before the token of the form."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES):
        return _page(request, now_here(), _form(now_here()), error=TOO_BIG, status=413)
    answer: HttpResponseBase = _taken(request)
    return answer


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _taken(request: HttpRequest) -> HttpResponseBase:
    now = now_here()
    term = service_term(versions().on(now.date()))
    if not term:
        raise NotVisible
    if request.method != "POST":
        return _page(request, now, _form(now))
    if not consume(request, action="service_form"):
        return respond_429(request)
    form = _form(now, request.POST)
    scans = [
        SentScan(kind, sent.read(MOST_OF_ONE + 1))
        for kind in PaperKind
        for sent in request.FILES.getlist(kind)[: MOST_SCANS + 1]
    ]
    if not form.is_valid():
        return _page(request, now, form, status=422, again=bool(scans))
    if is_crowded(request, "requests"):
        return _page(request, now, form, error=CROWDED, status=429, again=bool(scans))
    fields = dict(form.cleaned_data)
    ticket = fields.pop("ticket")
    del fields["consent"]
    try:
        row, new = register_by_form(
            school_slug=request.school.slug,
            ticket=ticket,
            fields=fields,
            consent=consent_words(school_name(request)),
            scans=scans,
            said=term,
            now=now,
        )
    except Refused as refused:
        return _page(request, now, form, error=refusal_text(refused.decision), status=422, again=True)
    if new and row.email:
        registration = row.registration
        subject, text = request_letter(
            number=registration.number, day=registration.day, due=row.due_on, school=school_name(request)
        )
        post(to=row.email, subject=subject, text=text)
    return redirect("access_form_sent", ticket)


@require_safe
def access_form_sent(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Tell the number, the day and the term of a request, to who holds its ticket."""
    row = one_by_ticket(ticket)
    if row is None:
        raise NotVisible
    missing = papers_missing(
        relation=row.relation, shown=row.papers, named=versions().on(now_here().date()).service.access_papers.value
    )
    context = {
        "row": row,
        "missing": [PAPERS[one] for one in missing],
        "mail": mail_is_set_up(),
        "school_name": school_name(request),
    }
    return render(request, "parta/doors/access_form_sent.html", context)


def form_at_door(where: str) -> School | None:
    """Give the school whose act has the service, of an address that the door leads to; or the only one here."""
    drawn = schools_with(RegulationVersion._meta.db_table)
    school = school_at(where) or (School.objects.first() if School.objects.count() == 1 else None)
    if school is None or not drawn.filter(pk=school.pk).exists():
        return None  # a school that is being made has no act yet
    with inside(school):
        return school if service_term(versions().on(now_here().date())) else None


def _form(now: datetime, data: Any = None) -> PublicRequestForm:
    card = SchoolCard.objects.first()
    college = card is not None and card.kind == "college"
    return PublicRequestForm(data, today=now.date(), college=college, initial={"ticket": uuid4()})


def _page(
    request: HttpRequest,
    now: datetime,
    form: PublicRequestForm,
    *,
    error: str = "",
    status: int = 200,
    again: bool = False,
) -> HttpResponse:
    if not service_term(versions().on(now.date())):
        raise NotVisible
    context = {
        "form": form,
        "error": error,
        "again": again,
        "papers": [(str(kind), title) for kind, title in PAPERS.items()],
        "consent": consent_words(school_name(request)),
        "most": MOST_SCANS,
        "most_one": MOST_OF_ONE >> 20,
        "most_whole": MOST_BYTES >> 20,
        "school_name": school_name(request),
    }
    return render(request, "parta/doors/access_form.html", context, status=status)


def is_crowded(request: HttpRequest, book: str) -> bool:
    """Count one more paper of strangers for a book of the school, and tell whether the day has had its most."""
    return not consume(request, action="service_day", key=f"{request.school.slug} {book}")


def school_name(request: HttpRequest) -> str:
    """Give the full name of the school of an address."""
    return SchoolCard.objects.values_list("full_name", flat=True).first() or str(request.school.name)


def now_here() -> datetime:
    """Give the moment by the database's clock in the school's zone."""
    return database_now().astimezone(school_zone())
