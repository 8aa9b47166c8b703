"""Who lets people in, as the act in force says it to the services."""

from parta.people.rules.letting_in import Issuer, Issuers
from parta.regulation.enums import CredentialsIssuer, Source
from parta.regulation.rules.tree import Regulation, Setting


def issuers_by(act: Regulation) -> Issuers:
    """Give who lets people in by the act."""
    return Issuers(_issuer(act.doors.credentials_issuer_staff), _issuer(act.doors.credentials_issuer_families))


def _issuer(said: Setting[CredentialsIssuer]) -> Issuer:
    return Issuer() if said.source is Source.DEFAULT else Issuer(str(said.value), said.clause)
