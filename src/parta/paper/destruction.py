"""An act of destruction on paper, and after it is done the extract from the log (order of Roskomnadzor № 179)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from parta.audit.models import Event
from parta.audit.rules import DESTROYED, DESTRUCTION
from parta.destruction.access import may_see_destruction
from parta.destruction.enums import PERSONAL, Kind, Reason, State
from parta.destruction.models import ActLine, DestructionAct
from parta.kernel.decisions import Decision, NotVisible
from parta.paper.enums import Form
from parta.paper.letters import initials_first
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.queries.actors import Frame
from parta.wording.dates import full_date
from parta.wording.destruction import CATEGORIES, KINDS, REASONS, STAYS, SYSTEM, WAY, act_title, contents_text
from parta.wording.refusals import refusal_parts


@transaction.atomic
def print_destruction_act(*, frame: Frame, act_id: int) -> Printed:
    """Print an act with its list; when it is done, with the extract. Raises `NotVisible`."""
    rows = DestructionAct.objects.select_related("registration", "approved_by__employee")
    act = rows.filter(pk=act_id).first() if may_see_destruction(frame.actor) else None
    if act is None:
        raise NotVisible
    lines = list(act.lines.all())
    events = {
        event.subject["line"]: event
        for event in Event.objects.filter(chain=DESTRUCTION, act=DESTROYED, subject__destruction=act.pk)
    }
    kinds = [kind for kind in Kind if any(line.kind == kind for line in lines)]
    title = f"{act_title(act)} об уничтожении персональных данных"
    data = {
        "title": title,
        "number": str(act.registration.number),
        "day": full_date(act.registration.day),
        "draft": act.state == State.DRAFT,
        "withdrawn": act.ground,
        "operator": act.operator,
        "address": act.address,
        "order": act.commission_order,
        "approved": _approved(act),
        "commission": [
            {"name": one.name, "post": one.post, "signs": initials_first(one.name)} for one in act.commission.all()
        ],
        "system": SYSTEM,
        "way": WAY,
        "done": full_date(timezone.localtime(act.done_at).date()) if act.done_at else "",
        "categories": [{"kind": KINDS[kind], "what": CATEGORIES[kind], "stays": STAYS[kind]} for kind in kinds],
        "lines": [_line(line) for line in lines],
        "extract": [_extract(line, events[line.pk]) for line in lines if line.pk in events and act.done_at],
    }
    content = typeset("destruction", data, imprint=imprint_of(frame))
    keep(
        frame,
        Form.DESTRUCTION,
        {"destruction": act.pk, "persons": sorted({line.subject for line in lines if line.kind in PERSONAL})},
    )
    return Printed(f"{title}.pdf", content)


def _approved(act: DestructionAct) -> dict[str, str] | None:
    if act.approved_by is None or act.approved_at is None:
        return None
    employee = getattr(act.approved_by, "employee", None)
    day = full_date(timezone.localtime(act.approved_at).date())
    post = employee.post if employee else ""
    return {"post": post or "Директор", "name": initials_first(act.approved_by.full_name), "day": day}


def _line(line: ActLine) -> dict[str, Any]:
    became = ""
    if line.kept is not None:
        parts = refusal_parts(Decision(False, line.kept["code"], line.kept["params"]))
        became = f"не уничтожено: {parts.why}"
    elif line.settled_at is not None:
        became = f"уничтожено {timezone.localtime(line.settled_at):%d.%m.%Y}"
    return {
        "who": line.name,
        "kind": KINDS[Kind(line.kind)],
        "contents": contents_text(line.contents),
        "reason": f"{REASONS[Reason(line.reason)]} ({line.clause})",
        "first": f"{line.first_on:%d.%m.%Y}",
        "became": became,
    }


def _extract(line: ActLine, event: Event) -> dict[str, str]:
    return {
        "seq": str(event.seq),
        "at": f"{timezone.localtime(event.at):%d.%m.%Y %H:%M}",
        "who": line.name,
        "what": f"{KINDS[Kind(line.kind)]}: {CATEGORIES[Kind(line.kind)]}",
        "reason": REASONS[Reason(line.reason)],
        "hash": event.hash[:16],
    }
