"""What an account did since a moment: what can be declared void, what is so already, what is looked at by hand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, Window

from parta.audit.models import Event
from parta.curriculum.models import Course
from parta.journal.enums import Act, OperationKind
from parta.journal.models import Voiding
from parta.journal.rules.voiding import KEYS, Place, Row, Version, place_of
from parta.kernel.sql import sql
from parta.people.models import Compromise, Person

PER_PAGE, MOST, MOST_BY_HAND = 100, 20_000, 200
_DONE = (Path(__file__).parent / "voiding.sql").read_text()
_HISTORIES = """
SELECT e.subject::json, e.before::json, e.after::json, e.act, v.id IS NOT NULL
FROM audit_event e LEFT JOIN journal_voidedevent v ON v.chain = e.chain AND v.seq = e.seq
WHERE e.chain = %(chain)s AND e.subject->>'kind' = ANY(%(kinds)s)
  AND (e.subject->>'work' = ANY(%(works)s) OR e.subject->>'lesson' = ANY(%(lessons)s)
       OR e.subject->>'kind' = 'term' AND e.subject->>'pupil' = ANY(%(pupils)s))
ORDER BY e.seq
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of what the account did: of what kinds, in which journal, on which days (both included)."""

    kinds: tuple[str, ...] = ()
    course_id: int | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """One operation of the account in a journal, with names instead of ids."""

    id: int
    chain: str
    seq: int
    at: datetime
    act: str
    subject: Row
    before: Row | None
    after: Row | None
    course_id: int
    course: str
    pupil: str
    lesson_id: int | None
    day: date | None
    number: int | None
    voiding_id: int | None
    closed: bool

    @property
    def kind(self) -> OperationKind:
        """Tell what was written."""
        return OperationKind(self.subject["kind"])


@dataclass(frozen=True, slots=True)
class DonePage:
    """A page of what the account did in journals, the newest first; `void` of all that fits are so already."""

    rows: tuple[Done, ...]
    page: int
    total: int
    void: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PER_PAGE))


@dataclass(frozen=True, slots=True)
class ByHand:
    """What is looked at by hand, the newest first, with whom it is about; `left`: how many more there are."""

    rows: tuple[tuple[Event, str], ...]
    left: int


def done_page(case: Compromise, wanted: Wanted, *, page: int, now: datetime) -> DonePage:
    """Give a page of what the account did in journals (one query)."""
    page = min(max(1, page), 1000)
    rows, total, void = _done(case, wanted, None, now, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    return DonePage(tuple(rows), page, total, void)


def done_of(case: Compromise, *, wanted: Wanted | None, ids: Collection[int] | None, now: datetime) -> list[Done]:
    """Give the newest of what fits a filter and is not void yet, or what has one of the ids (one query)."""
    only = None if ids is None else sorted(ids)
    rows, _, _ = _done(case, wanted or Wanted(), only, now, limit=MOST, offset=0, void_too=ids is not None)
    return rows


def _done(
    case: Compromise,
    wanted: Wanted,
    ids: Sequence[int] | None,
    now: datetime,
    *,
    limit: int,
    offset: int,
    void_too: bool = True,
) -> tuple[list[Done], int, int]:
    values = {
        "account": case.account_id,
        "since": case.since,
        "until": case.returned_at,
        "kinds": list(wanted.kinds) or list(KEYS),
        "derived": Act.RECORD_RESTORED,
        "course": wanted.course_id,
        "from": datetime.combine(wanted.start, time(), now.tzinfo) if wanted.start else None,
        "before": datetime.combine(wanted.end + timedelta(days=1), time(), now.tzinfo) if wanted.end else None,
        "ids": ids,
        "void_too": void_too,
        "limit": limit,
        "offset": offset,
    }
    found = sql(_DONE, values)
    rows = [
        Done(*row[:3], row[3].astimezone(now.tzinfo), *row[4:-2])  # type: ignore[call-arg]
        for row in found
    ]
    return rows, *(found[0][-2:] if found else (0, 0))


def courses_of(case: Compromise) -> list[tuple[int, str]]:
    """Give the journals where the account wrote, for the choice of one (two queries)."""
    chains = set(_events(case).filter(chain__startswith="course:").values_list("chain", flat=True))
    ids = [int(chain.partition(":")[2]) for chain in chains]
    courses = Course.objects.filter(pk__in=ids).select_related("subject", "school_class")
    named = [(row.pk, " · ".join(filter(None, (str(row.school_class or ""), row.name)))) for row in courses]
    return sorted(named, key=lambda row: row[1])


def by_hand(case: Compromise, *, apart: Collection[str] = ()) -> ByHand:
    """Give what the account did that no order takes back, but for acts that leave nothing to correct (two queries)."""
    told = Q(at=case.told_at) & ~Q(chain__startswith="course:")
    elsewhere = ~Q(chain__startswith="course:") | Q(act=Act.RECORD_RESTORED)
    other = Q(subject__kind__isnull=True) | ~Q(subject__kind__in=list(KEYS))
    found = _events(case).exclude(told).exclude(act__in=apart).filter(elsewhere | other).order_by("-at", "-pk")
    rows = list(found.annotate(total=Window(Count("pk")))[:MOST_BY_HAND])
    people = Person.objects.in_bulk({_person(event) for event in rows})
    named = tuple((event, people[ident].full_name if (ident := _person(event)) in people else "") for event in rows)
    return ByHand(named, rows[0].total - len(rows) if rows else 0)


def voidings_of(case: Compromise) -> list[Voiding]:
    """Give the orders about a case with the count of what each declared void (one query)."""
    rows = Voiding.objects.filter(compromise=case).select_related("ordered_by").annotate(count=Count("events"))
    return list(rows.order_by("-ordered_at", "-pk"))


def histories(chain: str, places: Collection[Place]) -> dict[Place, tuple[Row, list[Version]]]:
    """Give each record's latest subject and all that its events made of it, in their order (one query)."""
    subjects = [dict(zip(KEYS[place[0]], place[1:], strict=True)) for place in places]
    values: dict[str, Any] = {
        f"{name}s": sorted({str(row[name]) for row in subjects if row.get(name) is not None})
        for name in ("work", "lesson", "pupil")
    }
    values |= {"chain": chain, "kinds": sorted({place[0] for place in places})}
    found: dict[Place, tuple[Row, list[Version]]] = {}
    for subject, before, after, act, void in sql(_HISTORIES, values):
        place = place_of(subject)
        if place is None or place not in places:
            continue
        version = Version(before, after, void=void, derived=act == Act.RECORD_RESTORED)
        named = {
            name: subject[name]
            for name in ("kind", "work", "lesson", "pupil", "criterion", "result", "term")
            if name in subject
        }
        found[place] = (named, [*(found[place][1] if place in found else ()), version])
    return found


def _events(case: Compromise) -> Any:
    events = Event.objects.filter(account_id=case.account_id, at__gte=case.since)
    return events if case.returned_at is None else events.filter(at__lt=case.returned_at)


def _person(event: Event) -> int:
    subject = event.subject if isinstance(event.subject, dict) else {}
    found = (subject.get(name) for name in ("pupil", "person"))
    return next((one for one in found if isinstance(one, int) and not isinstance(one, bool)), 0)
