"""Scans of papers on a card: sent, looked at, removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.kernel.decisions import NotVisible
from parta.kernel.enums import FileKind
from parta.people.enums import ScanOf
from parta.people.rules.scans import MOST_BYTES
from parta.people.services.scans import keep_scan, open_scan, paper_of, remove_scan
from parta.web.office.views.codes import visible_person
from parta.web.parameters import number_in_post
from parta.web.ui.files import scan_file
from parta.wording.people import SCANS


@require_POST
def scan_new(request: HttpRequest, person_id: int) -> HttpResponse:
    """Keep a scan of a paper of this card."""
    person = visible_person(request, person_id)
    of = request.POST.get("of", "")
    if of not in set(ScanOf):
        raise NotVisible
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        messages.error(request, "Выберите файл: PDF, JPEG или PNG.")
        return redirect("office:person", person.pk)
    content = sent.read(MOST_BYTES + 1)
    row = keep_scan(
        actor=request.actor, of=ScanOf(of), paper_id=number_in_post(request, "paper"), content=content, now=request.now
    )
    messages.success(request, f"Скан сохранён: {SCANS[ScanOf(of)]}.")
    return redirect("office:person", row.person_id)


@require_POST
def scan(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Give a scan to who may look at it; that is written down."""
    row = open_scan(actor=request.actor, scan_id=scan_id, now=request.now)
    return scan_file(bytes(row.content), FileKind(row.kind), f"{SCANS[paper_of(row)]} {row.pk}.{row.kind}")


@require_POST
def scan_removal(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Remove a scan."""
    row = remove_scan(actor=request.actor, scan_id=scan_id, now=request.now)
    messages.success(request, "Скан удалён: сам файл стёрт, запись о нём осталась.")
    return redirect("office:person", row.person_id)
