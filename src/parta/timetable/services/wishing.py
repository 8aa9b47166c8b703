"""Teachers ask for their wishes on the days that are named for it; who makes the timetable accepts or declines them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.models import Employee
from parta.timetable.access import may_ask_wishes, may_make_timetable
from parta.timetable.enums import Act, WishState
from parta.timetable.models import WishRequest, WishWindow
from parta.timetable.queries.wishing import latest_window, places_of
from parta.timetable.rules.week import Place
from parta.timetable.rules.wishing import WORDS_LENGTH, decide_answering, decide_asking, decide_window
from parta.timetable.services.making import keep_wishes
from parta.timetable.services.weekly import CHAIN


@transaction.atomic
def set_window(*, actor: Actor, first: date, last: date, now: datetime) -> None:
    """Name the days on which teachers may ask for wishes, in place of those that are not over yet.

    Raises `Forbidden`; refuses as `decide_window`.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    refuse_if(decide_window(first, last, today=now.date()))
    going = WishWindow.objects.filter(ends_on__gte=now.date()).order_by("-pk").first()
    before = {"starts_on": going.starts_on.isoformat(), "ends_on": going.ends_on.isoformat()} if going else None
    window = going or WishWindow()
    window.starts_on, window.ends_on = first, last
    window.save()
    after = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
    entry = Entry(Act.WISH_WINDOW_SET, {"kind": "wish_window", "id": window.pk}, before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)


@transaction.atomic
def ask_wishes(*, actor: Actor, wishes: Mapping[Place, bool], words: str, now: datetime) -> WishRequest:
    """Ask for the own wishes, all at once, in place of what was asked and not decided on yet.

    Raises `Forbidden`, `NotVisible` for who is not of the staff; refuses as `decide_asking`.
    """
    require(may_ask_wishes(actor))
    lock_chain(CHAIN)
    if not Employee.objects.filter(pk=actor.person_id).exists():
        raise NotVisible
    refuse_if(decide_asking(latest_window(), today=now.date()))
    values = {
        "wishes": [[weekday, number, never] for (weekday, number), never in sorted(wishes.items())],
        "words": words.strip()[:WORDS_LENGTH],
        "asked_at": now,
    }
    asked, _ = WishRequest.objects.update_or_create(employee_id=actor.person_id, state=WishState.ASKED, defaults=values)
    after = {"wishes": values["wishes"], "words": values["words"]}
    entry = Entry(Act.WISHES_ASKED, {"kind": "wish_request", "id": asked.pk}, None, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return asked


@transaction.atomic
def decide_wishes(
    *, actor: Actor, request_id: int, asked_at: datetime, accept: bool, answer: str, now: datetime
) -> WishRequest:
    """Accept wishes as they were seen, so that the solver keeps them in place of the teacher's others, or decline them.

    Raises `Forbidden`, `NotVisible` where the teacher asked for others meanwhile; refuses as `decide_answering`.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    asked = WishRequest.objects.select_for_update().filter(pk=request_id).first()
    if asked is None or asked.asked_at != asked_at:
        raise NotVisible
    answer = answer.strip()[:WORDS_LENGTH]
    refuse_if(decide_answering(WishState(asked.state), accept=accept, answer=answer))
    asked.state = WishState.ACCEPTED if accept else WishState.DECLINED
    asked.answer, asked.decided_at, asked.decided_by = answer, now, actor.person_id
    asked.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    if accept:
        keep_wishes(actor=actor, employee_id=asked.employee_id, wishes=places_of(asked.wishes), now=now)
    entry = Entry(
        Act.WISHES_DECIDED, {"kind": "wish_request", "id": asked.pk}, None, {"state": asked.state, "answer": answer}
    )
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return asked
