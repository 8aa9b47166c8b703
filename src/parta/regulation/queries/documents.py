"""The register of local acts as pages show it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import QuerySet

from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.regulation.models import ActEdition

_ACTS = """
SELECT a.id, a.title, a.kind, a.is_public, a.known_by, a.ceased_on, a.ceased_ground,
       e.id, e.starts_on, e.adopted_by, e.order_no, e.order_date, e.size, e.pages, e.sha256, v.effective_from
FROM regulation_localact a JOIN regulation_actedition e ON e.act_id = a.id
LEFT JOIN regulation_regulationversion v ON v.id = e.regulation_id
WHERE (%(act)s::bigint IS NULL OR a.id = %(act)s) AND (NOT %(public)s OR a.is_public)
ORDER BY a.title, a.id, e.starts_on DESC
"""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition without its bytes; `ends_on` is its last day, None while nothing ends it."""

    id: int
    starts_on: date
    ends_on: date | None
    adopted_by: str
    order_no: str
    order_date: date | None
    size: int
    pages: int
    sha256: str
    regulation_from: date | None


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act with its editions, the newest first; `current` is the one in force on the day of the list."""

    id: int
    title: str
    kind: str
    is_public: bool
    known_by: str
    ceased_on: date | None
    ceased_ground: str
    editions: tuple[EditionLine, ...]
    current: EditionLine | None

    @property
    def shown(self) -> EditionLine:
        """Give the edition to open first: the one in force, else the newest."""
        return self.current or self.editions[0]

    @property
    def others(self) -> tuple[EditionLine, ...]:
        """Give the other editions."""
        return tuple(edition for edition in self.editions if edition is not self.shown)


def acts_register(*, today: date, public: bool = False) -> list[ActLine]:
    """List the acts of the school, those in force first; `public`: only what people without an account may read."""
    acts = _acts(today, None, public=public)
    return sorted(acts, key=lambda act: act.ceased_on is not None and act.ceased_on <= today)


def act_line(act_id: int, *, today: date) -> ActLine:
    """Give one act; raise `NotVisible` where there is none."""
    found = _acts(today, act_id, public=False)
    if not found:
        raise NotVisible
    return found[0]


def edition_file(edition_id: int, *, public: bool = False) -> ActEdition:
    """Give an edition, its bytes read when they are asked for; raise `NotVisible` where there is none, or it is not open to everybody."""
    rows = _without_bytes().filter(pk=edition_id)
    found = (rows.filter(act__is_public=True) if public else rows).first()
    if found is None:
        raise NotVisible
    return found


def documents_by_version() -> dict[date, list[ActEdition]]:
    """Give the documents of every version of the regulation that has one."""
    found: dict[date, list[ActEdition]] = {}
    for row in _without_bytes().select_related("regulation"):
        if row.regulation is not None:
            found.setdefault(row.regulation.effective_from, []).append(row)
    return found


def editions_to_choose() -> list[ActEdition]:
    """Give the editions that are no regulation's text yet, of acts that are not withdrawn."""
    return list(_without_bytes().filter(regulation=None, act__ceased_on=None).order_by("act__title", "-starts_on"))


def documents_of(effective_from: date) -> list[ActEdition]:
    """Give the documents that are the text of a version of the regulation."""
    return list(_without_bytes().filter(regulation__effective_from=effective_from))


def _without_bytes() -> QuerySet[ActEdition]:
    return ActEdition.objects.select_related("act").defer("content")


def _acts(today: date, act_id: int | None, *, public: bool) -> list[ActLine]:
    found: dict[int, list[tuple[object, ...]]] = {}
    for row in sql(_ACTS, {"act": act_id, "public": public}):
        found.setdefault(row[0], []).append(row)
    return [_act(rows, today) for rows in found.values()]


def _act(rows: list[tuple[object, ...]], today: date) -> ActLine:
    ident, title, kind, is_public, known_by, ceased_on, ground = rows[0][:7]
    starts = [row[8] for row in rows]
    ends = [ceased_on - timedelta(days=1) if ceased_on else None]  # type: ignore[operator]
    ends += [later - timedelta(days=1) for later, _ in pairwise(starts)]  # type: ignore[operator]
    editions = tuple(
        EditionLine(row[7], row[8], end, *row[9:])  # type: ignore[arg-type]
        for row, end in zip(rows, ends, strict=True)
    )
    current = next((one for one in editions if one.starts_on <= today and (one.ends_on or today) >= today), None)
    return ActLine(ident, title, kind, is_public, known_by, ceased_on, ground, editions, current)  # type: ignore[arg-type]
