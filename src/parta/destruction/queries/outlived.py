"""What has outlived its term: whose, since when, by which clause, what it consists of and what stops it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from parta.destruction.enums import HERE, Kind, State
from parta.destruction.models import ActLine, DestructionAct, OwnTerm
from parta.destruction.queries.contents import contents
from parta.destruction.queries.subjects import Subject, subjects
from parta.destruction.rules.deciding import Due, decide_destruction, due
from parta.destruction.rules.terms import SHIPPED, KeepingTerm
from parta.installation.models import School
from parta.kernel.decisions import Decision
from parta.regulation.queries import versions

PER_PAGE = 50
_Row = tuple[Subject, Due, Decision]


@dataclass(frozen=True, slots=True)
class Outlived:
    """Data of one subject and kind, and whether they may go today; `act` is the open act that has them already."""

    kind: Kind
    subject: int
    name: str
    due: Due
    decision: Decision
    contents: dict[str, int]
    act: DestructionAct | None

    @property
    def may_go(self) -> bool:
        """Tell whether they may be put into a new act."""
        return self.decision.allowed and self.act is None and bool(self.contents)


@dataclass(frozen=True, slots=True)
class OutlivedPage:
    """A page of the list: what may go today, or what may later or is still needed, with how many there are of each."""

    lines: tuple[Outlived, ...]
    ready: int
    later: int
    page: int
    pages: int


def keeping_terms(today: date) -> dict[Kind, KeepingTerm]:
    """Give the terms of the school: its own, those of the act in force for journals, or the shipped ones (two queries)."""
    own = {row.kind: row for row in OwnTerm.objects.all()}
    archive = versions().on(today).archive
    shipped = {
        **SHIPPED,
        Kind.JOURNAL: SHIPPED[Kind.JOURNAL].with_act(archive.journal_retention_years),
        Kind.SUMMARY: SHIPPED[Kind.SUMMARY].with_act(archive.summary_retention_years),
    }
    return {
        kind: term.with_own(own[kind].years, own[kind].paper) if kind in own else term for kind, term in shipped.items()
    }


def outlived_page(
    *, kind: Kind | None, ready: bool, page: int, school: School, today: date, per_page: int = PER_PAGE
) -> OutlivedPage:
    """Read whose data may go today, or may not yet, a page with what they consist of (a fixed number of queries).

    Who has not left is not named. Whose data an act has destroyed is not listed again, unless something was written down
    since: an import brought it in anew, or they came back and left.
    """
    terms, gone = keeping_terms(today), _still_empty(school)
    may: list[_Row] = []
    not_yet: list[_Row] = []
    for one in subjects(today=today, kinds=(kind,) if kind else tuple(Kind)):
        when = due(terms[one.kind], one.standing)
        if when is None or (one.kind, one.id) in gone or not HERE.isdisjoint(one.standing.holds):
            continue
        decision = decide_destruction(terms[one.kind], one.standing, today=today)
        (may if decision.allowed else not_yet).append((one, when, decision))
    not_yet.sort(key=lambda row: row[1].first)
    chosen = may if ready else not_yet
    pages = max(1, -(-len(chosen) // per_page))
    page = min(max(1, page), pages)
    lines = _lines(chosen[(page - 1) * per_page : page * per_page], school)
    return OutlivedPage(tuple(lines), len(may), len(not_yet), page, pages)


def _lines(rows: list[_Row], school: School) -> Iterator[Outlived]:
    ids = {of: [one.id for one, _, _ in rows if one.kind is of] for of in Kind}
    parts = {of: contents(of, ids[of], school=school) for of in Kind if ids[of]}
    acts = open_acts([(one.kind, one.id) for one, _, _ in rows])
    for one, when, decision in rows:
        act = acts.get((one.kind, one.id))
        yield Outlived(one.kind, one.id, one.name, when, decision, parts[one.kind][one.id], act)


def outlived_among(
    wanted: Iterable[tuple[Kind, int]], *, school: School, today: date
) -> dict[tuple[Kind, int], Outlived]:
    """Read these data by kind; who is not known or has no such data is left out (a few queries a kind)."""
    ids: dict[Kind, set[int]] = {}
    for kind, one in wanted:
        ids.setdefault(kind, set()).add(one)
    terms, rows = keeping_terms(today), []
    for found in subjects(today=today, kinds=tuple(ids), ids=ids):
        when = due(terms[found.kind], found.standing)
        if when:
            rows.append((found, when, decide_destruction(terms[found.kind], found.standing, today=today)))
    return {(line.kind, line.subject): line for line in _lines(rows, school)}


def open_acts(wanted: Collection[tuple[Kind, int]]) -> dict[tuple[Kind, int], DestructionAct]:
    """Give the acts drawn up or approved that have these data and have not settled them (one query)."""
    lines = ActLine.objects.filter(
        subject__in={one for _, one in wanted},
        settled_at__isnull=True,
        act__state__in=(State.DRAFT, State.APPROVED),
    )
    return {(Kind(line.kind), line.subject): line.act for line in lines.select_related("act__registration")}


def _still_empty(school: School) -> set[tuple[Kind, int]]:
    """Give what acts have destroyed and nobody has written down again (a few queries a kind)."""
    ids: dict[Kind, set[int]] = {}
    lines = ActLine.objects.filter(settled_at__isnull=False, kept__isnull=True)
    for kind, one in lines.values_list("kind", "subject"):
        ids.setdefault(Kind(kind), set()).add(one)
    return {
        (kind, one)
        for kind, own in ids.items()
        for one, parts in contents(kind, own, school=school).items()
        if not parts
    }
