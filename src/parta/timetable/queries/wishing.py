"""Wishes that teachers ask for: one's own with what is kept, all of them for who makes the timetable."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.models import Employee
from parta.people.queries.persons import names_of
from parta.school.models import Bell, Calendar
from parta.timetable.access import may_ask_wishes, may_make_timetable
from parta.timetable.enums import WishState
from parta.timetable.models import TeacherWish, WishRequest, WishWindow
from parta.timetable.rules.week import Place
from parta.timetable.rules.wishing import Window

PER_PAGE = 50


def places_of(rows: Iterable[Sequence[Any]]) -> dict[Place, bool]:
    """Read wishes as a request keeps them."""
    return {(weekday, number): never for weekday, number, never in rows}


def latest_window() -> Window | None:
    """Give the days on which wishes are, were or will be taken, the last that were named (one query)."""
    return WishWindow.objects.order_by("-pk").values_list("starts_on", "ends_on").first()


def week_size() -> tuple[int, int]:
    """Give how many days and numbers a week of the school has at most (two queries)."""
    days = Calendar.objects.aggregate(most=Max("week_days"))["most"] or 5
    return days, Bell.objects.aggregate(most=Max("number"))["most"] or 8


@dataclass(frozen=True)
class OwnWishes:
    """What a teacher has asked for last and what is kept: `wishes` fill the grid."""

    days: int
    numbers: int
    window: Window | None
    kept: Mapping[Place, bool]
    last: WishRequest | None

    @property
    def wishes(self) -> Mapping[Place, bool]:
        """What stands in the grid: what waits for a decision, else what is kept."""
        return places_of(self.last.wishes) if self.last and self.last.state == WishState.ASKED else self.kept


def own_wishes(*, actor: Actor) -> OwnWishes:
    """Read the own wishes in six queries; raises `Forbidden`, `NotVisible` for who is not of the staff."""
    require(may_ask_wishes(actor))
    if not Employee.objects.filter(pk=actor.person_id).exists():
        raise NotVisible
    kept = {(one.weekday, one.number): one.never for one in TeacherWish.objects.filter(employee=actor.person_id)}
    last = WishRequest.objects.filter(employee=actor.person_id).order_by("-pk").first()
    days, numbers = week_size()
    return OwnWishes(days, numbers, latest_window(), kept, last)


@dataclass(frozen=True, slots=True)
class WishLine:
    """A teacher's request, what is kept of the teacher's wishes now, who decided."""

    id: int
    employee_id: int
    name: str
    wishes: Mapping[Place, bool]
    kept: Mapping[Place, bool]
    words: str
    asked_at: datetime
    state: WishState
    answer: str
    decided_by: str


@dataclass(frozen=True)
class WishRequests:
    """A page of requests: those that wait, or those decided on, the latest first."""

    window: Window | None
    numbers: int
    lines: tuple[WishLine, ...]
    page: int
    pages: int


def wish_requests(*, actor: Actor, decided: bool, page: int, most: int = PER_PAGE) -> WishRequests:
    """Read a page of requests in seven queries; raises `Forbidden`."""
    require(may_make_timetable(actor))
    found = _waiting().order_by("asked_at", "pk")
    if decided:
        found = WishRequest.objects.exclude(state=WishState.ASKED).order_by("-decided_at", "-pk")
    pages = max(1, -(-found.count() // most))
    page = min(max(page, 1), pages)
    rows = list(found[(page - 1) * most : page * most])
    kept: dict[int, dict[Place, bool]] = defaultdict(dict)
    for one in TeacherWish.objects.filter(employee__in={row.employee_id for row in rows}):
        kept[one.employee_id][one.weekday, one.number] = one.never
    names = names_of({row.employee_id for row in rows} | {row.decided_by for row in rows if row.decided_by})
    lines = tuple(
        WishLine(
            row.pk, row.employee_id, names.get(row.employee_id, ""), places_of(row.wishes), kept[row.employee_id],
            row.words, row.asked_at, WishState(row.state), row.answer, names.get(row.decided_by or 0, ""),
        )
        for row in rows
    )  # fmt: skip
    return WishRequests(latest_window(), week_size()[1], lines, page, pages)


def wishes_waiting(actor: Actor) -> int:
    """Count the requests that wait for this person (one query); none where they are not this person's to decide."""
    return _waiting().count() if may_make_timetable(actor) else 0


def _waiting() -> QuerySet[WishRequest]:
    return WishRequest.objects.filter(state=WishState.ASKED)
