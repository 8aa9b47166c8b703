"""The leaflet for families: what the diary is, how to come in for the first time; for the stand and the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parta.paper.qr import qr_path
from parta.regulation.queries import versions
from parta.school.models import SchoolCard
from parta.school.queries.calendars import school_zone
from parta.web.doors.access_form import service_term
from parta.web.ui.addresses import door, url
from parta.wording.regulation.values import setting_value


@require_safe
def leaflet(request: HttpRequest) -> HttpResponse:
    """Tell families of the diary in the words of the act in force (S2: 9; S3: П2-2.14, П3-2.16); a page of one sheet.

    It is open to everybody and names nobody.
    """
    card = SchoolCard.objects.first()
    act = versions().on(timezone.now().astimezone(school_zone()).date())
    service, code = act.service, request.build_absolute_uri(door("code"))
    term, hours = service.access_request_sla.value, service.reception_hours.value
    context = {
        "card": card,
        "school_name": card.full_name if card else request.school.name,
        "college": card is not None and card.kind == "college",
        "issuer": str(act.doors.credentials_issuer_families.value),
        "consent": act.doors.account_requires_consent.value,
        "term": setting_value("access_request_sla", term) if term else "",
        "complains": act.service.appeal_answer_days.value is not None,
        "asks": bool(service_term(act)),
        "hours": setting_value("reception_hours", hours) if hours else "",
        "code_address": code.partition("://")[2],
        "square": qr_path(code),
        "home_address": request.build_absolute_uri(url("school_home")).partition("://")[2],
    }
    return render(request, "parta/doors/leaflet.html", context)
