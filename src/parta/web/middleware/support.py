"""The operator's support in a school: by the school's grant alone, to look, every page written down."""

import uuid
from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from parta.installation.sessions import SUPPORT
from parta.people.enums import Role
from parta.public_service.queries.support import support_frame
from parta.public_service.services.support import note_support_look
from parta.web.middleware.refusals import answer
from parta.web.middleware.schools import require_school
from parta.web.permissions import Need, need_of
from parta.web.ui.sheets import asked_for_sheet
from parta.wording.roles import role_name

LEAVING = "support_leaving"
OVER = "Доступ поддержки в эту школу закончился. Новый открывает школа."
READS_ONLY = "Поддержка только смотрит: ничего не меняет, не печатает и не выгружает."
_UNLOGGED = frozenset({LEAVING, "teacher:journal_changes"})


def comes_as_support(request: HttpRequest) -> bool:
    """Tell whether the session came by a grant of this school."""
    held = request.session.get(SUPPORT)
    return isinstance(held, list) and held[0] == require_school(request).slug


def let_support_look(request: HttpRequest) -> HttpResponseBase | None:
    """Set who acts by the grant, where it is alive; refuse all but looking; write down what is looked at."""
    school = require_school(request)
    _, grant_id = request.session[SUPPORT]
    found = support_frame(grant_id=grant_id, school=school, request_id=str(uuid.uuid4()))
    if found is None:
        request.session.flush()
        return answer(request, 403, OVER)
    frame, request.support_until = found
    request.frame = replace(frame, person_name=role_name(Role.OPERATOR).nominative)
    request.actor, request.now = frame.actor, frame.now
    timezone.activate(frame.zone)
    match = request.resolver_match
    name = match.view_name if match else ""
    if name != LEAVING and (request.method not in ("GET", "HEAD") or _takes_out(request, name)):
        return answer(request, 403, READS_ONLY)
    need = need_of(name, in_school=True)
    if isinstance(need, Need) and need.met_by(frame.actor.roles) and name not in _UNLOGGED:
        named = match.kwargs if match else {}
        about = {key.removesuffix("_id"): value for key, value in named.items() if isinstance(value, int)}
        note_support_look(actor=frame.actor, grant_id=grant_id, page=name, about=about, now=frame.now)
    return None


def _takes_out(request: HttpRequest, name: str) -> bool:
    return name.endswith(("_print", "_file")) or asked_for_sheet(request)
