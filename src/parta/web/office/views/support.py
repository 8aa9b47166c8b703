"""«Доступ для поддержки»: the school lets the operator's support in to look, for a time, and shuts it out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.kernel.decisions import Refused
from parta.public_service.access import may_grant_support
from parta.public_service.queries.support import grants_page
from parta.public_service.rules.support import MOST_HOURS, PURPOSE_LENGTH, USUAL_HOURS
from parta.public_service.services.support import end_support, grant_support
from parta.web.office.sections import sections
from parta.web.parameters import number_in_post, number_or_none, number_or_none_in_post, text_in_post
from parta.web.ui.refusals import refusal_html
from parta.wording.roles import terminology_of


@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest) -> HttpResponse:
    """Show when support was let in, and let it in."""
    error, purpose = "", text_in_post(request, "purpose", most=PURPOSE_LENGTH)
    if request.method == "POST":
        try:
            grant_support(
                actor=request.actor,
                hours=number_in_post(request, "hours"),
                purpose=purpose,
                question_id=number_or_none_in_post(request, "question"),
                now=request.now,
            )
        except Refused as refused:
            error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, "Доступ открыт. Закрыть его можно здесь в любой момент.")
            return redirect("office:support")
    context = {
        "page": grants_page(request.actor, now=request.now),
        "now": request.now,
        "may_grant": may_grant_support(request.actor),
        "asked": number_or_none(request, "question"),
        "purpose": purpose,
        "hours": USUAL_HOURS,
        "most": MOST_HOURS,
        "length": PURPOSE_LENGTH,
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/support.html", context, status=422 if error else 200)


@require_POST
def support_end(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Shut support out at once."""
    end_support(actor=request.actor, grant_id=grant_id, now=request.now)
    messages.success(request, "Доступ закрыт. Открытые поддержкой страницы больше не отвечают.")
    return redirect("office:support")
