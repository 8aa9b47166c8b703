"""What is kept of people by kind, as it is shown before it goes and counted again when it goes."""

from collections import Counter
from collections.abc import Callable, Collection

from parta.destruction.enums import Kind
from parta.installation.models import School
from parta.installation.services.forgetting import ways_in
from parta.integrations.services.erasing import brought_files, remembered
from parta.journal.services import erasing as journals
from parta.people.services import erasing
from parta.public_service.services import erasing as papers

Contents = dict[int, dict[str, int]]


def contents(kind: Kind, ids: Collection[int], *, school: School) -> Contents:
    """Count what is kept of subjects of a kind, by part (a fixed number of queries); nothing of who has nothing."""
    counts = _COUNTS[kind](ids)
    if kind in (Kind.CARD, Kind.FAMILY, Kind.STAFF):
        for part, found in (("ways_in", ways_in(school=school, person_ids=ids)), ("imports", remembered(ids))):
            for one, count in found.items():
                counts[one][part] += count
    return {one: {part: count for part, count in sorted(found.items()) if count} for one, found in counts.items()}


_COUNTS: dict[Kind, Callable[[Collection[int]], dict[int, Counter[str]]]] = {
    Kind.CARD: erasing.pupil_cards,
    Kind.FAMILY: erasing.parent_cards,
    Kind.CARE: erasing.care_notes,
    Kind.CONSENT: erasing.consents,
    Kind.REQUEST: papers.requests,
    Kind.APPEAL: papers.appeals,
    Kind.FILES: brought_files,
    Kind.STAFF: erasing.staff_cards,
    Kind.JOURNAL: journals.journals,
    Kind.SUMMARY: journals.results,
}
