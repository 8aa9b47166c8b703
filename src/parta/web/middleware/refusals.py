"""Refusals become answers in one place, so views have no `try`."""

import logging
import sys
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from parta.journal.rules.operations import BadOperations
from parta.kernel.decisions import Decision, Forbidden, NotVisible, Refused
from parta.paper.typesetting import PressBroken
from parta.web.middleware.headers import Handler
from parta.web.ui.filters import clause_url
from parta.web.ui.refusals import refusal_html
from parta.wording.operations import bad_operations_text
from parta.wording.refusals import clause_text, refusal_text
from parta.wording.roles import terminology_of

log = logging.getLogger(__name__)

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
NOT_FOUND = "Такой страницы нет, или она не для вас."
FORBIDDEN = "Это не входит в ваши обязанности в Парте. Если должно входить, обратитесь к администратору."
BAD_DATA = "В запросе есть знаки или числа, которые нельзя принять. Ничего не сохранено."
BUSY = "Сервер сейчас занят. Ничего не потеряно: попробуйте ещё раз через минуту."
BROKEN = "Не получилось выполнить запрос: в программе ошибка, она записана в журнал. Ничего не сохранено наполовину."
NOT_PRINTED = (
    "Лист не получился: печать остановилась на полпути. Ничего не изменилось. Попробуйте ещё раз; "
    "если повторится, сообщите администратору: причина записана в журнал сервера."
)
NO_METHOD = "Так к этой странице обратиться нельзя: откройте её по ссылке или пошлите форму с неё."
TOO_BIG = "Слишком большой запрос. Разделите данные на части."
TOO_MANY = "Слишком много попыток подряд. Подождите несколько минут и повторите."
CSRF = "Страница устарела. Обновите её и повторите действие."


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks, not a person's browser."""
    return (
        request.content_type == "application/json"
        or request.headers.get("Accept", "").startswith("application/json")
        or request.headers.get("X-Requested-With") == "fetch"
        or (request.method == "POST" and request.content_type not in FORMS)
    )


def answer(request: HttpRequest, status: int, message: str, *, html: str = "", **more: Any) -> HttpResponse:
    """Say one sentence in the form that the asker reads, with the right status; `html` says it to a page."""
    if wants_json(request):
        return JsonResponse({"message": message, **more}, status=status)
    template = "parta/_refusal.html" if request.headers.get("HX-Request") else "parta/refusal.html"
    page = render_to_string(template, {"status": status, "message": html or message}, request)
    return HttpResponse(page, status=status)


def refused(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Explain a refusal with its clause (422)."""
    frame = getattr(request, "frame", None)
    words = terminology_of(frame.school_kind if frame else "")
    return answer(
        request,
        422,
        refusal_text(decision, words),
        code=decision.code,
        html=refusal_html(decision, words),
        clause=clause_text(decision.clause),
        clause_url=clause_url(decision.clause),
    )


class RefusalsAsAnswers:
    """404 for what does not exist for the actor, 403 for others' duties, 422 for what the regulation refuses."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse hostile bytes before any view sees them; say a wrong method in words."""
        if has_nul(request):
            return answer(request, 400, BAD_DATA)
        response = self.get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b""):
            worded = answer(request, 405, NO_METHOD)
            worded.headers["Allow"] = response.headers["Allow"]
            return worded
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn what views let through into an answer; an unknown error stays an error."""
        match exception:
            case NotVisible() | Http404():
                return answer(request, 404, NOT_FOUND)
            case Forbidden():
                return answer(request, 403, FORBIDDEN)
            case Refused():
                return refused(request, exception.decision)
            case BadOperations(code=code, params=params):
                return answer(request, 413 if code == "too_many" else 400, bad_operations_text(code, params))
            case SuspiciousOperation() | BadRequest() | MultiPartParserError() | DataError():
                return bad_request(request, exception)
            case PermissionDenied():
                return answer(request, 403, FORBIDDEN)
            case OperationalError() | InterfaceError() | IntegrityError():
                # Two requests met at one record, or the server is short of breath: sent again, each gets its answer.
                log.exception("database refused")
                return answer(request, 503, BUSY)
            case PressBroken():
                log.error("press: %s", exception)
                return answer(request, 503, NOT_PRINTED)
        return None


def has_nul(request: HttpRequest) -> bool:
    """Tell whether the address or its parameters hold a zero byte, which PostgreSQL cannot keep."""
    return "\x00" in request.path or any("\x00" in text for pair in request.GET.lists() for text in (pair[0], *pair[1]))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an unknown address."""
    return answer(request, 404, NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for a request that cannot be read, or is too big."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return answer(request, 413, TOO_BIG)
    return answer(request, 400, BAD_DATA)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for what Django itself forbids."""
    return answer(request, 403, FORBIDDEN)


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for somebody who tries too often (allauth asks for it as `handler429`)."""
    return answer(request, 429, TOO_MANY)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours, or for a database that is away; drawn without the database."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status, message = (503, BUSY) if away else (500, BROKEN)
    if wants_json(request):
        return JsonResponse({"message": message}, status=status)
    return HttpResponse(render_to_string("parta/broken.html", {"message": message}), status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without its token."""
    return answer(request, 403, CSRF)
