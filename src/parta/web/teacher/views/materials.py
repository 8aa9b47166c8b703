"""Files and links of a lesson plan: put to a draft, taken away, read by the teachers of the school."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parta.curriculum.enums import MaterialAudience
from parta.curriculum.queries.materials import material_file
from parta.curriculum.queries.plans import plan_page
from parta.curriculum.services.materials import SentFile, add_material, remove_material
from parta.kernel.decisions import Refused, require
from parta.kernel.files import MEBIBYTE
from parta.web.parameters import number_in_post, number_or_none_in_post, text_in_post
from parta.web.teacher.views.plans import draw_plan
from parta.web.ui.files import kept_file
from parta.wording.refusals import refusal_text


@require_POST
def add(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Put a file or a link to a draft."""
    page = plan_page(actor=request.actor, plan_id=plan_id)
    require(page.may_edit)
    sent = request.FILES.get("file")
    audience = request.POST.get("audience", "")
    if audience not in set(MaterialAudience):
        raise SuspiciousOperation("bad audience")
    file = None
    if sent is not None:
        file = SentFile(sent.name or "", sent.read(settings.DOCUMENT_MEBIBYTES * MEBIBYTE + 1))
    try:
        add_material(
            actor=request.actor, plan_id=plan_id, line_id=number_or_none_in_post(request, "line"),
            title=text_in_post(request, "title", most=200), audience=MaterialAudience(audience),
            address=request.POST.get("address", "").strip(), file=file, now=request.now,
        )  # fmt: skip
    except Refused as refused:
        return draw_plan(request, page, refusal_text(refused.decision), typed=request.POST)
    messages.success(request, "Материал приложен.")
    return redirect(f"{reverse('teacher:plan', args=[plan_id])}#materials")


@require_POST
def removal(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Take a file or a link away from a draft."""
    page = plan_page(actor=request.actor, plan_id=plan_id)
    require(page.may_edit)
    try:
        remove_material(
            actor=request.actor, plan_id=plan_id, material_id=number_in_post(request, "material"), now=request.now
        )
    except Refused as refused:
        return draw_plan(request, page, refusal_text(refused.decision))
    messages.success(request, "Материал убран.")
    return redirect(f"{reverse('teacher:plan', args=[plan_id])}#materials")


@require_safe
def plan_file(request: HttpRequest, plan_id: int, material_id: int) -> HttpResponseBase:
    """Give a file of a plan to who reads plans."""
    found = material_file(actor=request.actor, plan_id=plan_id, material_id=material_id)
    assert found.file is not None
    return kept_file(
        request, content=bytes(found.file.content), kind=found.file.kind, name=found.file_name, sha256=found.file.sha256
    )
