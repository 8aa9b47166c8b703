"""Scans of the papers on one card."""

from collections.abc import Iterable

from django.db.models import QuerySet

from parta.kernel.actor import Actor
from parta.people.access_scans import visible_scans
from parta.people.models import Scan


def scans_on(actor: Actor, person_id: int) -> QuerySet[Scan]:
    """Give the scans that the actor may look at; their content is not read (one query)."""
    return visible_scans(actor, person_id).select_related("uploaded_by")


def by_paper(scans: Iterable[Scan]) -> dict[tuple[str, int], list[Scan]]:
    """Sort scans by paper: «consent» and its id."""
    found: dict[tuple[str, int], list[Scan]] = {}
    for row in scans:
        for paper, ident in (
            ("consent", row.consent_id),
            ("guardianship", row.guardianship_id),
            ("trusted", row.trusted_id),
        ):
            if ident is not None:
                found.setdefault((paper, ident), []).append(row)
    return found
