"""The list of what to look at by hand is of the whole catalogue of acts: each one is classified and has words."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import parta
from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.models import Compromise
from parta.web.office.checking import BY_ORDER, CHECKED_ON, NOTHING
from parta.web.permissions import SCHOOL
from parta.wording.acts import ACTS


def catalogue():
    enums = [f"parta.{one.name}.enums" for one in iter_modules(parta.__path__) if one.ispkg]
    modules = [import_module(name) for name in enums if find_spec(name)]
    return {str(act) for module in modules for act in getattr(module, "Act", ())}


def test_each_act_is_taken_back_by_an_order_or_looked_at_on_a_page_or_leaves_nothing():
    parts = (BY_ORDER, NOTHING, frozenset(CHECKED_ON))
    assert frozenset().union(*parts) == catalogue()
    assert sum(len(part) for part in parts) == len(catalogue())  # none of them twice
    assert set(CHECKED_ON.values()) <= set(SCHOOL)


def test_each_act_has_words():
    assert set(ACTS) == catalogue()


def test_what_a_thief_did_outside_journals_is_listed_with_where_to_look(world, browser_of, frozen):
    account, at = world.accounts[world.secretary.pk], frozen.now
    with inside(world.school):
        case = Compromise.objects.create(
            person=world.secretary, account_id=account.pk, since=at.replace(hour=1), noticed_on=at.date(), told_at=at
        )
        for seq, (chain, act, subject) in enumerate(
            (
                ("service", "service.request_granted", {"request": 5, "pupil": world.pupils[0].pk}),
                ("destruction", "destruction.act_drafted", {"act": 3}),
                ("people", "people.committee_given", {"person": world.mother.pk}),
                (f"course:{world.algebra.pk}", "journal.lesson_arranged", {"lesson": world.lessons[0].pk}),
                ("looks", "people.list_taken", {"what": "office:people"}),
                ("acquainting", "regulation.user_rules_acknowledged", {"person": world.secretary.pk}),
            ),
            1,
        ):
            Event.objects.create(
                chain=chain, seq=seq, act=act, account_id=account.pk, person_id=world.secretary.pk, subject=subject,
                at=at.replace(hour=2), prev_hash="", hash=f"{seq}",
            )  # fmt: skip
    page = browser_of(world.director).get(f"/alpha/office/people/compromises/{case.pk}/").text
    listed = page.partition("Проверьте вручную")[2]
    for address in (
        "/alpha/office/access/", "/alpha/office/people/destruction/acts/", "/alpha/office/classes/",
        f"/alpha/journal/{world.algebra.pk}/",
    ):  # fmt: skip
        assert f'href="{address}"' in listed
    assert "Антонов Пётр" in listed and listed.count("<li>") == 4
