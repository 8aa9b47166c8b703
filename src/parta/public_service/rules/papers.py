"""Which papers a request needs (S3: П3-2.6), and which of them are not there."""

from collections.abc import Collection

from parta.people.enums import Kinship
from parta.public_service.enums import PaperKind

_PARENTS = (Kinship.MOTHER, Kinship.FATHER)
MOST_SCANS = 8
"""So many scans come with one request at most."""
MOST_BYTES = 20 << 20
"""So big is everything that a form sends, at most."""


def papers_wanted(relation: str, *, named: Collection[PaperKind] = ()) -> tuple[PaperKind, ...]:
    """Give the papers of a request, of those `named` by the act, or of the usual ones where it names none.

    A parent shows the certificate of birth (П3-2.6.3), another representative the paper of the right (2.6.4).
    """
    right = PaperKind.BIRTH_CERTIFICATE if relation in _PARENTS else PaperKind.GUARDIAN_DOCUMENT
    return tuple(one for one in (PaperKind.IDENTITY, right) if not named or one in named)


def papers_missing(
    *, relation: str, shown: Collection[str], named: Collection[PaperKind] = ()
) -> tuple[PaperKind, ...]:
    """Give the papers that were not shown."""
    return tuple(one for one in papers_wanted(relation, named=named) if one not in shown)
