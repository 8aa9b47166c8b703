"""The register of acts: taken in, replaced, withdrawn, kept whole; each act stands in the audit."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.people.queries.actors import actor_for
from parta.regulation.models import ActEdition, LocalAct
from parta.regulation.queries.documents import acts_register, documents_of, edition_file
from parta.regulation.services.documents import Adoption, Document, replace_act, show_act, upload_act, withdraw_act
from tests.factories.documents import placed_act
from tests.factories.pdfs import pdf
from tests.factories.small_school import at

NOW = at(date(2026, 11, 20), "12:00")
FIRST = Adoption(date(2026, 9, 1))


def actor(world, human):
    frame = actor_for(account_id=world.accounts[human.pk].pk, school=world.school, request_id="r1")
    return replace(frame.actor, today=NOW.date())


def edition(world, act, day, content=None, human=None):
    return replace_act(
        actor=actor(world, human or world.director),
        act_id=act.pk,
        adoption=Adoption(day, "педсовет, протокол № 3", "40", day),
        document=Document("new.pdf", content or pdf(5)),
        now=NOW,
    )


def test_a_document_is_kept_whole_with_its_digest_and_its_event(world):
    content = pdf(4)
    act = placed_act(world, document=Document("акт.pdf", content), regulation_from=date(2026, 9, 1))
    kept = edition_file(act.editions.get().pk)
    assert bytes(kept.content) == content
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert (kept.pages, kept.size) == (4, len(content))
    event = Event.objects.filter(chain="regulation").latest("seq")
    assert (event.act, event.subject, event.after["sha256"]) == (
        "regulation.act_uploaded", {"act": act.pk}, kept.sha256,
    )  # fmt: skip
    assert [one.pk for one in documents_of(date(2026, 9, 1))] == [kept.pk]
    assert list(verify_chains()) == []


def test_a_new_edition_ends_the_earlier_one_which_stays(world):
    act = placed_act(world)
    edition(world, act, date(2026, 12, 1))
    (line,) = acts_register(today=date(2026, 11, 20))
    assert [(one.starts_on, one.ends_on) for one in line.editions] == [
        (date(2026, 12, 1), None),
        (date(2026, 9, 1), date(2026, 11, 30)),
    ]
    assert line.shown.starts_on == date(2026, 9, 1)
    (line,) = acts_register(today=date(2026, 12, 1))
    assert line.shown.pages == 5
    assert bytes(edition_file(line.others[0].id).content).startswith(b"%PDF-")
    assert Event.objects.filter(act="regulation.act_replaced").count() == 1


def test_an_edition_does_not_begin_before_the_one_in_force(world):
    act = placed_act(world)
    for day in (date(2026, 9, 1), date(2026, 8, 1)):
        with pytest.raises(Refused) as refused:
            edition(world, act, day)
        assert refused.value.decision.code == "act_starts_before_last"
    assert ActEdition.objects.count() == 1


def test_a_withdrawn_act_stays_readable_and_takes_no_edition(world):
    act, who = placed_act(world), actor(world, world.director)
    with pytest.raises(Refused) as early:
        withdraw_act(actor=who, act_id=act.pk, ceased_on=date(2026, 8, 1), ground="приказ № 5", now=NOW)
    assert early.value.decision.code == "act_ends_before_start"
    withdraw_act(actor=who, act_id=act.pk, ceased_on=date(2026, 11, 20), ground="приказ № 5", now=NOW)
    (line,) = acts_register(today=NOW.date())
    assert (line.current, line.editions[0].ends_on) == (None, date(2026, 11, 19))
    assert edition_file(line.shown.id).pages == 2
    for again in (lambda: edition(world, act, date(2027, 1, 11)), lambda: withdraw_act(
        actor=who, act_id=act.pk, ceased_on=date(2027, 1, 1), ground="приказ № 6", now=NOW
    )):  # fmt: skip
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.decision.code == "act_withdrawn"


def test_a_bad_file_leaves_nothing_behind(world):
    who = actor(world, world.director)
    before = Event.objects.count()
    for adoption, content in ((FIRST, pdf(script=True)), (replace(FIRST, order_no="7"), pdf())):
        with pytest.raises(Refused):
            upload_act(
                actor=who, title="Приказ", kind="order", is_public=False, adoption=adoption,
                document=Document("x.pdf", content), now=NOW,
            )  # fmt: skip
    assert (LocalAct.objects.count(), Event.objects.count()) == (0, before)


def test_only_who_approves_acts_keeps_the_register(world):
    act = placed_act(world)
    assert edition(world, act, date(2027, 1, 11), human=world.admin).pk == act.pk
    for human in (world.deputy, world.secretary, world.teacher, world.mother, world.pupils[0]):
        who = actor(world, human)
        for attempt in (
            lambda: edition(world, act, date(2027, 2, 1), human=human),  # noqa: B023
            lambda: withdraw_act(actor=who, act_id=act.pk, ceased_on=date(2027, 2, 1), ground="так", now=NOW),  # noqa: B023
            lambda: show_act(actor=who, act_id=act.pk, is_public=True, now=NOW),  # noqa: B023
        ):
            with pytest.raises(Forbidden):
                attempt()


def test_everybody_reads_only_what_the_school_opened(world):
    act = placed_act(world)
    ident = act.editions.get().pk
    assert acts_register(today=NOW.date(), public=True) == []
    with pytest.raises(NotVisible):
        edition_file(ident, public=True)
    show_act(actor=actor(world, world.director), act_id=act.pk, is_public=True, now=NOW)
    assert edition_file(ident, public=True).pk == ident
    assert [one.id for one in acts_register(today=NOW.date(), public=True)] == [act.pk]
    assert Event.objects.filter(act="regulation.act_shown").count() == 1
