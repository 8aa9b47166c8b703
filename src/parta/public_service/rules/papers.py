"""Which papers a request needs (S3: П3-2.6), and which of them are not there."""

from collections.abc import Collection

from parta.people.enums import Kinship
from parta.public_service.enums import PaperKind

_PARENTS = (Kinship.MOTHER, Kinship.FATHER)
MOST_SCANS = 8
"""So many scans come with one request at most."""
MOST_BYTES = 20 << 20
"""So big is everything that a form sends, at most."""


def papers_wanted(relation: str) -> tuple[PaperKind, ...]:
    """Give the papers of a request: who is no parent shows the right to stand for the child, too."""
    if relation in _PARENTS:
        return PaperKind.IDENTITY, PaperKind.BIRTH_CERTIFICATE
    return tuple(PaperKind)


def papers_missing(*, relation: str, shown: Collection[str], by_act: bool) -> tuple[PaperKind, ...]:
    """Give the papers that were not shown; none where the act has no such list."""
    return tuple(one for one in papers_wanted(relation) if one not in shown) if by_act else ()
