"""Portals of a region: set up by the operator; their users bound to accounts and unbound, told to the schools.

A report that somebody else used an account (`memberships.freeze`) unbinds its portals too: another may have bound a
user of their own. What another does in the owner's account at the portal is the portal's business; here nothing but a
code of the school lets a frozen one in again, and then the portal is bound anew.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from parta.installation.enums import Act, Audience, BoundBy, PortalKind, ShutGround
from parta.installation.models import Account, Membership, Portal, PortalLink
from parta.installation.rules.portals import is_issuer
from parta.installation.schools import enter_public
from parta.installation.services.accounts import by_owner, end_sessions, telling_schools
from parta.kernel.decisions import NotVisible, refusal

SUBJECT_LENGTH = 255
"""OpenID Connect Core, 2: `sub` is not longer."""


@dataclass(frozen=True, slots=True)
class NewPortal:
    """What the operator says of a portal."""

    kind: PortalKind
    title: str
    issuer: str
    client_id: str
    scope: str
    audience: Collection[Audience]
    snils_claim: str = ""
    proof_claim: str = ""


def set_up_portal(*, told: NewPortal, secret: str) -> Portal:
    """Set up a portal as the operator, or anew the one with this address and client, and let people in by it.

    Refuses `portal_address`, `portal_incomplete`.
    """
    enter_public()
    if not is_issuer(told.issuer):
        raise refusal("portal_address", issuer=told.issuer)
    values = {
        "kind": told.kind,
        "title": told.title.strip(),
        "client_secret": secret.strip(),
        "scope": " ".join(dict.fromkeys(["openid", *told.scope.split()])),
        "snils_claim": told.snils_claim.strip(),
        "proof_claim": told.proof_claim.strip(),
        "audience": [one for one in Audience if one in told.audience],
        "is_on": True,
    }
    known = {"issuer": told.issuer, "client_id": told.client_id.strip()}
    full = all(values[name] for name in ("title", "client_secret", "audience")) and bool(known["client_id"])
    plain = all(
        one.isascii() and one.isprintable() for one in (known["client_id"], secret.strip())
    )  # RFC 6749, A.1, A.2
    if not full or not plain or any(_too_long(name, value) for name, value in {**values, **known}.items()):
        raise refusal("portal_incomplete")
    portal, _ = Portal.objects.update_or_create(issuer=known["issuer"], client_id=known["client_id"], defaults=values)
    return portal


def shut_portal(*, portal_id: int) -> Portal:
    """Let nobody in by a portal any more, as the operator; what it is bound to stays for when it is set up anew.

    Refuses `portal_unknown`.
    """
    enter_public()
    portal = Portal.objects.filter(pk=portal_id).first()
    if portal is None:
        raise refusal("portal_unknown", number=portal_id)
    portal.is_on = False
    portal.save(update_fields=["is_on"])
    return portal


def bind(*, account: Account, portal: Portal, subject: str, by: BoundBy, now: datetime, device: str) -> None:
    """Bind a portal's user to an account, and tell each school's audit; what is bound so already stays.

    What was bound by SNILS the owner may say to be theirs. Refuses `portal_off`, `portal_taken` (the user is bound to
    another account), `portal_bound` (another user is bound to this one), `account_frozen` or, where another school lets
    the owner in already, `account_frozen_elsewhere`.
    """
    mine = PortalLink.objects.filter(portal=portal, account=account, subject=subject)
    if mine.filter(by__in=(by, BoundBy.OWNER)).exists():
        return
    told = {"portal": portal.pk, "by": str(by)}
    with telling_schools(account, Act.PORTAL_BOUND, by_owner(account, device), now, after=told):
        Account.objects.select_for_update().get(pk=account.pk)  # a freeze waits here, or has frozen it by now
        _refuse_frozen(account)
        if not Portal.objects.filter(pk=portal.pk, is_on=True).exists():
            raise refusal("portal_off")
        if mine.update(by=by):
            return
        if PortalLink.objects.filter(portal=portal, subject=subject).exists():
            raise refusal("portal_taken")
        try:
            with transaction.atomic():
                PortalLink.objects.create(portal=portal, account=account, subject=subject, by=by, bound_at=now)
        except IntegrityError as held:
            raise refusal("portal_bound") from held


def unbind(*, account: Account, link_id: int, now: datetime, keep_session: str = "", device: str) -> None:
    """Unbind a portal from one's account, end the other sessions, and tell each school's audit. Raises `NotVisible`."""
    link = PortalLink.objects.filter(pk=link_id, account=account).first()
    if link is None:
        raise NotVisible
    told = {"portal": link.portal_id}
    with telling_schools(account, Act.PORTAL_UNBOUND, by_owner(account, device), now, after=told):
        if not PortalLink.objects.filter(pk=link_id).delete()[0]:
            raise NotVisible
        end_sessions(account_id=account.pk, keep=keep_session)


def drop_links(account: Account) -> int:
    """Unbind every portal from an account; give how many. Auditing is the caller's."""
    dropped: int = PortalLink.objects.filter(account=account).delete()[0]
    return dropped


def _refuse_frozen(account: Account) -> None:
    held = Membership.objects.filter(account=account).select_related("school")
    shut = held.filter(shut_ground=ShutGround.COMPROMISED).order_by("pk").first()
    if shut is None:
        return
    if held.filter(is_active=True).exists():
        raise refusal("account_frozen_elsewhere", school=shut.school.name)
    raise refusal("account_frozen")


def _too_long(name: str, value: object) -> bool:
    most = getattr(Portal._meta.get_field(name), "max_length", None)
    return isinstance(value, str) and most is not None and len(value) > most
