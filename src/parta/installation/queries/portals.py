"""Portals that people come in by, and who is bound to which of their users."""

from django.db.models import QuerySet

from parta.installation.models import Account, Portal, PortalLink


def portals_on() -> list[Portal]:
    """Give the portals that let people in, in the order in which they were set up (one query)."""
    return list(Portal.objects.filter(is_on=True).order_by("pk"))


def portal_on(portal_id: int) -> Portal | None:
    """Give a portal that lets people in."""
    return Portal.objects.filter(pk=portal_id, is_on=True).first()


def bond_of(*, portal: Portal, subject: str) -> PortalLink | None:
    """Give what binds a portal's user to an account."""
    return PortalLink.objects.select_related("account").filter(portal=portal, subject=subject).first()


def links_of(account: Account) -> QuerySet[PortalLink]:
    """Give the portals by which an account may be opened."""
    return PortalLink.objects.select_related("portal").filter(account=account).order_by("pk")
