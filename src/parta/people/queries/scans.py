"""Scans of the papers on one card."""

from parta.kernel.actor import Actor
from parta.people.access_scans import visible_scans
from parta.people.models import Scan


def scans_on(actor: Actor, person_id: int) -> dict[tuple[str, int], list[Scan]]:
    """Give the scans that the actor may look at by paper, «consent» and its id; their content is not read."""
    found: dict[tuple[str, int], list[Scan]] = {}
    for row in visible_scans(actor, person_id).select_related("uploaded_by"):
        for paper, ident in (
            ("consent", row.consent_id),
            ("guardianship", row.guardianship_id),
            ("trusted", row.trusted_id),
        ):
            if ident is not None:
                found.setdefault((paper, ident), []).append(row)
    return found
