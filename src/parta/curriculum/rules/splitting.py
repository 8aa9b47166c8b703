"""May a journal of a class be divided into groups from a day, and may a journal end? How pupils are dealt at first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parta.curriculum.enums import DealWay, TeachingRefusal
from parta.kernel.decisions import ALLOWED, Decision
from parta.kernel.text import normal
from parta.regulation.enums import GroupSplitter
from parta.regulation.rules.tree import Regulation

FEWEST, MOST = 2, 6
"""How many groups a class is divided into at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """A group that is wanted: what it is called, who teaches it, who is in it."""

    name: str
    employee_id: int
    pupils: frozenset[int]


def group_key(name: str) -> str:
    """Give the form by which groups of one subject are told apart: what an import compares, too."""
    return normal(name)[:100]


def deal(pupils: Sequence[tuple[int, str]], *, parts: int, way: DealWay) -> dict[int, int]:
    """Deal pupils (id and sex, in the order of the list) between so many parts; those who go nowhere are left out.

    By sex the first part has the boys, the second the girls.
    """
    ids = [pupil for pupil, _ in pupils]
    match way:
        case DealWay.HALVES:
            return {pupil: place * parts // len(ids) for place, pupil in enumerate(ids)}
        case DealWay.TURNS:
            return {pupil: place % parts for place, pupil in enumerate(ids)}
        case DealWay.SEX:
            return {pupil: ("m", "f").index(sex) for pupil, sex in pupils if sex in ("m", "f")}
    return {}


def decide_proposing(act: Regulation) -> Decision:
    """Tell whether who leads the class proposes how it is divided (S0: 4.2; S2: 17(5)), or the office alone (S3: 2.8).

    Gives the code `split_by_office` with the clause.
    """
    setting = act.people.subgroup_split_by
    if setting.value is GroupSplitter.OFFICE:
        return Decision(False, TeachingRefusal.SPLIT_BY_OFFICE, clause=setting.clause)
    return ALLOWED


def decide_split(
    parts: Sequence[Part],
    *,
    day: date,
    year: tuple[date, date],
    ended_on: date | None,
    taken: Collection[str],
    grouped: bool,
    enrolled: Collection[int],
    teachers: Collection[int],
    last_taught: date | None,
) -> Decision:
    """Tell whether a journal of a whole class may be divided into these groups from the day (S0: 4.2; S2: 17(5)).

    `ended_on`: the journal's last day, where it has one; `taken`: keys of the subject's groups that go on then;
    `grouped`: there are such groups; `enrolled`: who is in the class on the day; `teachers`: who may teach then;
    `last_taught`: the last day from `day` on at which the whole class was taught or something is written.
    """
    if not FEWEST <= len(parts) <= MOST:
        code = TeachingRefusal.SPLIT_TOO_FEW if len(parts) < FEWEST else TeachingRefusal.SPLIT_TOO_MANY
        return Decision(False, code, {"fewest": FEWEST, "most": MOST})
    if not year[0] <= day <= year[1]:
        return Decision(False, TeachingRefusal.GROUP_OUTSIDE_YEAR, {"day": day, "start": year[0], "end": year[1]})
    if ended_on is not None and ended_on < day:
        return Decision(False, TeachingRefusal.COURSE_ENDED, {"last": ended_on})
    if grouped:
        return Decision(False, TeachingRefusal.SPLIT_STANDS)
    known = set(taken)
    seen: set[int] = set()
    for part in parts:
        key = group_key(part.name)
        if not key:
            return Decision(False, TeachingRefusal.SPLIT_NAME_EMPTY)
        if key in known:
            return Decision(False, TeachingRefusal.SPLIT_NAME_TAKEN, {"name": part.name})
        known.add(key)
        if not part.pupils:
            return Decision(False, TeachingRefusal.SPLIT_PART_EMPTY, {"name": part.name})
        if part.pupils & seen or not part.pupils <= set(enrolled):
            return Decision(False, TeachingRefusal.SPLIT_CHANGED)
        seen |= part.pupils
        if part.employee_id not in teachers:
            return Decision(False, TeachingRefusal.LOAD_NOT_A_TEACHER, {"day": day})
    return _after(last_taught, day)


def decide_course_end(
    day: date, *, year: tuple[date, date], ended_on: date | None, last_taught: date | None
) -> Decision:
    """Tell whether a journal may have its last lesson before the day: nothing may be written from it on."""
    if not year[0] <= day <= year[1]:
        return Decision(False, TeachingRefusal.GROUP_OUTSIDE_YEAR, {"day": day, "start": year[0], "end": year[1]})
    if ended_on is not None and ended_on < day:
        return Decision(False, TeachingRefusal.COURSE_ENDED, {"last": ended_on})
    return _after(last_taught, day)


def moves_of(
    wanted: Mapping[int, int | None], *, present: Mapping[int, int | None]
) -> tuple[tuple[int, int | None], ...]:
    """Give who goes where: pupils for whom another group (None: no group) is wanted than the one of the day."""
    return tuple((pupil, group) for pupil, group in wanted.items() if present.get(pupil) != group)


def _after(last_taught: date | None, day: date) -> Decision:
    if last_taught is not None and last_taught >= day:
        return Decision(False, TeachingRefusal.COURSE_HAS_LESSONS, {"day": day, "last": last_taught})
    return ALLOWED
