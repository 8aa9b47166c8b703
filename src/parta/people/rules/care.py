"""Closed sections of a pupil's card: what each holds, and whether a note may be written."""

from datetime import date, timedelta
from types import MappingProxyType

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import CareKind, CareSection, RefusalCode, Role
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
KEEPERS: MappingProxyType[CareSection, Role] = MappingProxyType(
    {CareSection.PSYCHOLOGY: Role.PSYCHOLOGIST, CareSection.SOCIAL: Role.SOCIAL_PEDAGOGUE}
)
"""Sections whose keeper has pupils of the own; health is everybody's with the nurse."""
SPANNED = (CareKind.ILLNESS, CareKind.EXEMPTION)
"""A certificate names its last day."""
_LONGEST = timedelta(days=366 * 12)
_BACK = timedelta(days=366 * 20)
_AGO, _AHEAD = timedelta(days=366 * 2), timedelta(days=62)


def decide_note(section: CareSection, kind: CareKind, *, start: date, end: date | None, today: date) -> Decision:
    """Tell whether a note may stand in a section from a day to a day; refuses `CARE_KIND`, `CARE_DAYS`."""
    if kind not in KINDS[section]:
        return Decision(False, RefusalCode.CARE_KIND)
    late = end is not None and not start <= end <= start + _LONGEST
    if late or (end is None and kind in SPANNED) or not today - _BACK <= start <= today + _LONGEST:
        return Decision(False, RefusalCode.CARE_DAYS)
    return ALLOWED


def decide_ward(*, start: date, today: date, keeps: bool, ground: str) -> Decision:
    """Tell whether a pupil may be assigned from a day to somebody who keeps the section (`keeps`).

    Refuses `CARE_KEEPER`, `CARE_WARD_GROUND`, `CARE_WARD_DAYS`.
    """
    if not keeps:
        return Decision(False, RefusalCode.CARE_KEEPER)
    if not ground:
        return Decision(False, RefusalCode.CARE_WARD_GROUND)
    if not today - _AGO <= start <= today + _AHEAD:
        return Decision(False, RefusalCode.CARE_WARD_DAYS)
    return ALLOWED
