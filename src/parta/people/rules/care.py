"""Closed sections of a pupil's card: what each holds, and whether a note may be written."""

from datetime import date, timedelta
from types import MappingProxyType

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import CareKind, CareSection, RefusalCode
from parta.people.rules.permissions import Resource

KINDS: MappingProxyType[CareSection, tuple[CareKind, ...]] = MappingProxyType(
    {
        CareSection.HEALTH: (
            CareKind.ILLNESS,
            CareKind.EXEMPTION,
            CareKind.HEALTH_GROUP,
            CareKind.SPORTS_GROUP,
            CareKind.NOTE,
        ),
        CareSection.PSYCHOLOGY: (CareKind.COMMISSION, CareKind.SUPPORT, CareKind.NOTE),
        CareSection.SOCIAL: (
            CareKind.BENEFIT,
            CareKind.MEALS,
            CareKind.TRANSPORT,
            CareKind.SUPERVISION,
            CareKind.NOTE,
        ),
    }
)
RESOURCES: MappingProxyType[CareSection, Resource] = MappingProxyType(
    {
        CareSection.HEALTH: Resource.HEALTH,
        CareSection.PSYCHOLOGY: Resource.PSYCHOLOGY,
        CareSection.SOCIAL: Resource.SOCIAL,
    }
)
SPANNED = (CareKind.ILLNESS, CareKind.EXEMPTION)
"""A certificate names its last day."""
_LONGEST = timedelta(days=366 * 12)
_BACK = timedelta(days=366 * 20)


def decide_note(section: CareSection, kind: CareKind, *, start: date, end: date | None, today: date) -> Decision:
    """Tell whether a note may stand in a section from a day to a day; refuses `CARE_KIND`, `CARE_DAYS`."""
    if kind not in KINDS[section]:
        return Decision(False, RefusalCode.CARE_KIND)
    late = end is not None and not start <= end <= start + _LONGEST
    if late or (end is None and kind in SPANNED) or not today - _BACK <= start <= today + _LONGEST:
        return Decision(False, RefusalCode.CARE_DAYS)
    return ALLOWED
