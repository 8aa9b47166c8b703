"""The sanitary norms of a timetable corrected from a day; those before stay for the days before."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, require
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act, NormRefusal
from parta.timetable.models import NormVersion
from parta.timetable.queries.norms import last_version
from parta.timetable.rules.norms import STANDARD_FROM, Norms, differences, values_of
from parta.timetable.services.planning import CHAIN

_AHEAD = timedelta(days=2 * 366)


@transaction.atomic
def set_norms(*, actor: Actor, starts_on: date, source: str, seen: tuple[int, int], norms: Norms, now: datetime) -> int:
    """Set the norms from a day and give how many numbers differ from those that were last; none writes nothing.

    `seen` is the id and the version of what was last when the page was made, (0, 0) for the program's own. The day of
    the last ones corrects them. Raises `Forbidden`; refuses `norms_later`, `norms_changed`.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    last, before = last_version()
    if seen != ((last.pk, last.version) if last else (0, 0)):
        raise refusal(NormRefusal.CHANGED)
    earliest = last.starts_on if last else STANDARD_FROM
    if not earliest <= starts_on <= now.date() + _AHEAD:
        raise refusal(NormRefusal.LATER, day=earliest)
    changes = differences(before, norms)
    if not changes:
        return 0
    told: dict[str, Any] = {"starts_on": starts_on.isoformat(), "source": source}
    fields = {"source": source, "values": values_of(norms), "set_by_id": actor.person_id, "set_at": now}
    if last and last.starts_on == starts_on:
        NormVersion.objects.filter(pk=last.pk).update(**fields, version=last.version + 1)
        pk = last.pk
    else:
        pk = NormVersion.objects.create(starts_on=starts_on, **fields).pk
    numbers = [[one.part, one.row, one.grade, one.was, one.becomes] for one in changes]
    entry = Entry(Act.NORMS_SET, {"kind": "norms", "id": pk}, None, {**told, "changes": numbers})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return len(changes)
