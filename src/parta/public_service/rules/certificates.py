"""Which certificate may be given about a pupil."""

from dataclasses import dataclass

from parta.kernel.decisions import ALLOWED, Decision
from parta.public_service.enums import CertificateKind, RefusalCode


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a pupil stands: studies here today, was enrolled by an order, has left by one, was ever in a list."""

    here: bool
    enrolled_by_order: bool
    left: bool
    placed: bool


def kinds_of(*, college: bool) -> tuple[CertificateKind, ...]:
    """Give the certificates that this kind of institution gives: on a period of study, a college."""
    return tuple(kind for kind in CertificateKind if college or kind is not CertificateKind.PERIOD)


def decide_certificate(kind: CertificateKind, *, standing: Standing, college: bool) -> Decision:
    """Tell whether a certificate may be given (273-ФЗ: 60(12); the order of transfer of Минобрнауки № 177: 9).

    Refuses `CERTIFICATE_KIND`, `CERTIFICATE_NOT_HERE`, `CERTIFICATE_NO_ORDER`, `CERTIFICATE_STILL_HERE`.
    """
    if kind not in kinds_of(college=college):
        return Decision(False, RefusalCode.CERTIFICATE_KIND)
    if kind in (CertificateKind.STUDY, CertificateKind.PROGRESS) and not standing.here:
        return Decision(False, RefusalCode.CERTIFICATE_NOT_HERE)
    if kind is CertificateKind.ENROLLED and not standing.enrolled_by_order:
        return Decision(False, RefusalCode.CERTIFICATE_NO_ORDER)
    if kind is CertificateKind.LEFT and not standing.left:
        return Decision(False, RefusalCode.CERTIFICATE_STILL_HERE)
    if kind is CertificateKind.PERIOD and not standing.placed:
        return Decision(False, RefusalCode.CERTIFICATE_NOT_HERE)
    return ALLOWED


SHORTEST_GROUND = 5


def decide_annulment(*, annulled: bool, ground: str) -> Decision:
    """Tell whether a certificate may be declared void: once, on a ground.

    Refuses `CERTIFICATE_ANNULLED`, `CERTIFICATE_UNGROUNDED`.
    """
    if annulled:
        return Decision(False, RefusalCode.CERTIFICATE_ANNULLED)
    if len(ground) < SHORTEST_GROUND:
        return Decision(False, RefusalCode.CERTIFICATE_UNGROUNDED)
    return ALLOWED
