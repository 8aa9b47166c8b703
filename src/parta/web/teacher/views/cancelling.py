"""A lesson that nobody can give is cancelled on its page, and given back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.journal.services.cancelling import cancel, restore


@require_POST
def cancelling(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Mark the lesson as cancelled."""
    reason = "".join(sign if sign.isprintable() else " " for sign in request.POST.get("reason", ""))
    cancel(actor=request.actor, lesson_id=lesson_id, reason=reason, now=request.now)
    messages.success(request, "Отмена записана. Семьи увидят её в дневнике.")
    return redirect("teacher:lesson", lesson_id)


@require_POST
def restoring(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Give the lesson back."""
    restore(actor=request.actor, lesson_id=lesson_id, now=request.now)
    messages.success(request, "Отмена снята. В журнал снова можно писать.")
    return redirect("teacher:lesson", lesson_id)
