"""The rules for users: the school writes its own text, people say that they have read it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.models import Person
from parta.regulation.enums import Act, UserGroup, UserRulesRefusal
from parta.regulation.models import UserRules, UserRulesAcknowledgement
from parta.regulation.queries.user_rules import rules_for
from parta.regulation.services.acquainting import CHAIN
from parta.regulation.services.documents import may_keep_acts


@transaction.atomic
def write_user_rules(
    *, actor: Actor, group: UserGroup, text: str, asks_again: bool, seen: int, now: datetime
) -> UserRules:
    """Replace the text of a group's rules; `seen` is the number of the text that was open, 0 for the shipped one.

    An empty text asks nobody of the group any more. Raises `Forbidden`; refuses `SEEN_OLD` where somebody else was
    faster, `SAME` where nothing changed.
    """
    require(may_keep_acts(actor))
    lock_chain(CHAIN)
    last = UserRules.objects.filter(group=group).order_by("-number").first()
    if (last.number if last else 0) != seen:
        raise refusal(UserRulesRefusal.SEEN_OLD)
    clean = "\n".join(filter(None, (" ".join(line.split()) for line in text.replace("\x00", "").splitlines())))
    if last is not None and last.text == clean and not asks_again:
        raise refusal(UserRulesRefusal.SAME)
    made = UserRules.objects.create(
        group=group, number=seen + 1, text=clean, asks_again=asks_again, made_by_id=actor.person_id, made_at=now
    )
    told = {"number": made.number, "asks_again": asks_again, "text": clean}
    entry = Entry(Act.USER_RULES_CHANGED, {"kind": "user_rules", "group": str(group)}, {"number": seen}, told)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return made


@transaction.atomic
def acknowledge_rules(*, actor: Actor, read: Mapping[UserGroup, int], now: datetime) -> int:
    """Note that somebody has read these texts, a number for each group; give how many were new.

    Raises `NotVisible` for a text that is not in force or is another group's.
    """
    assert actor.person_id is not None
    Person.objects.select_for_update().get(pk=actor.person_id)
    asked = {one.group: one for one in rules_for(actor) if one.shown}
    if any(group not in asked or asked[group].number != number for group, number in read.items()):
        raise NotVisible
    fresh = [asked[group] for group in sorted(read) if asked[group].waits]
    UserRulesAcknowledgement.objects.bulk_create(
        UserRulesAcknowledgement(person_id=actor.person_id, group=one.group, number=one.number, at=now) for one in fresh
    )
    about = [{"person": actor.person_id, "group": str(one.group)} for one in fresh]
    entries = [
        Entry(Act.USER_RULES_ACKNOWLEDGED, subject, None, {"number": one.number})
        for subject, one in zip(about, fresh, strict=True)
    ]
    record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return len(fresh)
