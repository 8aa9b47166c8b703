"""Whose account it is when a portal vouches for a SNILS."""

from parta.installation.models import Account, Membership
from parta.installation.queries.accounts import memberships_of
from parta.installation.queries.schools import schools_with
from parta.installation.schools import inside
from parta.people.access_persons import staff_among
from parta.people.enums import STAFF
from parta.people.models import Person
from parta.people.queries.actors import actor_for


def account_by_snils(snils: str) -> Account | None:
    """Give the one account whose owner every school that it opens knows by this SNILS (eleven digits, checked).

    None where two accounts answer to it; where a school that the account opens, or has opened, does not say the same: one
    school's card does not open another's journal; and where the person works in a school or is to work there: a card is written by people
    who may not come in as its owner, so who writes marks is known by a password or a code. Asks every school.
    """
    known = {}
    for school in schools_with(Person._meta.db_table):
        with inside(school):
            person_id = Person.objects.filter(snils=snils).values_list("pk", flat=True).first()
        if person_id is not None:
            known[school.pk] = person_id
    here = Membership.objects.filter(school_id__in=known, person_id__in=known.values())
    accounts = {held.account_id for held in here if known[held.school_id] == held.person_id}
    if len(accounts) != 1:
        return None
    mine = list(Membership.objects.filter(account_id__in=accounts).select_related("account", "school"))
    if all(held.is_active and known.get(held.school_id) == held.person_id and not _works(held) for held in mine):
        return mine[0].account
    return None


def works_somewhere(account: Account) -> bool:
    """Tell whether any school that an account opens has its owner among the staff, now or later."""
    return any(_works(held) for held in memberships_of(account))


def _works(held: Membership) -> bool:
    with inside(held.school):
        frame = actor_for(account_id=held.account_id, school=held.school, request_id="")
        return (
            frame is None
            or not frame.actor.roles.isdisjoint(STAFF)
            or bool(staff_among([held.person_id], today=frame.actor.today))
        )
