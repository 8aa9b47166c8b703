"""Requests for access, appeals and brought tables go by an act too; their numbers and decisions stay."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from parta.audit.models import Event
from parta.audit.services import Entry, record, verify_chains
from parta.destruction.enums import Kind
from parta.destruction.queries.outlived import outlived_page
from parta.destruction.services.acts import Commission, approve_act, draw_up
from parta.destruction.services.carrying_out import carry_out, finish
from parta.integrations.models import CellCorrection, ImportDraft, ImportFile, ImportRun
from parta.kernel.actor import Actor
from parta.public_service.enums import Act, Book
from parta.public_service.models import AccessRequest, Appeal, Delivery, Letter
from parta.public_service.services.registering import register
from parta.school.models import SchoolCard
from tests.factories.gone import ADDRESS
from tests.factories.small_school import at

TODAY = date(2026, 11, 20)
NOW = at(TODAY, "12:00")
THEN = datetime(2020, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def papers(world):
    """A refused request of 2020 with its letter, an answered appeal of 2020, tables that were brought in 2024."""
    SchoolCard.objects.update(address=ADDRESS)
    by = {"registered_by": world.secretary, "registered_at": THEN, "due_on": THEN.date()}
    with transaction.atomic():
        request = AccessRequest.objects.create(
            registration=register(Book.REQUESTS, THEN.date()), last_name="Белова", first_name="Анна", relation="mother",
            phone="+79000000077", email="anna@example.org", child_last_name="Белов", child_first_name="Иван",
            search_key="белова анна белов иван", state="refused", ground="bad_documents", words="нет паспорта",
            decided_by=world.director, decided_at=THEN, **by,
        )  # fmt: skip
        letters = [
            Letter.objects.create(
                registration=register(Book.LETTERS, THEN.date()), kind=kind, request=of, recipient="Белова Анна",
                email="anna@example.org", title="Решение", body="Уважаемая Анна!", head={}, signer="Герасимова В. В.",
                signer_post="Директор", made_by=world.secretary, made_at=THEN,
            )
            for kind, of in (("refusal", request), ("appeal_answer", None))
        ]  # fmt: skip
        appeal = Appeal.objects.create(
            registration=register(Book.APPEALS, THEN.date()), author="Белова Анна", text="Не открывается дневник",
            answer=letters[1], **by,
        )  # fmt: skip
        Delivery.objects.create(
            letter=letters[0], address="anna@example.org", asked_by=world.secretary, asked_at=THEN, tried_at=THEN,
            accepted=True,
        )  # fmt: skip
        asked = Entry(Act.LETTER_ASKED, {"kind": "letter", "id": letters[0].pk}, None, {"address": "anna@example.org"})
        told = Entry(Act.REQUEST_REGISTERED, {"kind": "access_request", "id": request.pk}, None, {"number": 1})
        actor = Actor(None, world.secretary.pk, "alpha")
        record(chain="service", actor=actor, entries=[told, asked], now=THEN)
    run = ImportRun.objects.create(at=datetime(2024, 9, 2, 9, tzinfo=UTC))
    draft = ImportDraft.objects.create(begun_at=run.at, state="stored", run=run, report={"rows": ["Белов"]})
    ImportFile.objects.create(draft=draft, name="ученики.xlsx", size=3, sha256="x", content=b"abc")
    CellCorrection.objects.create(draft=draft, file="ученики.xlsx", sheet="1", cell="A1", text="Белов")
    return {Kind.REQUEST: request.pk, Kind.APPEAL: appeal.pk, Kind.FILES: draft.pk}


def test_papers_and_tables_go_and_their_numbers_stay(world, papers):
    page = outlived_page(kind=None, ready=True, page=1, school=world.school, today=TODAY)
    assert [(line.kind, line.subject, line.name) for line in page.lines] == [
        (Kind.REQUEST, papers[Kind.REQUEST], "Белова Анна"),
        (Kind.APPEAL, papers[Kind.APPEAL], "Белова Анна"),
        (Kind.FILES, papers[Kind.FILES], "ученики.xlsx"),
    ]
    assert [line.due.first for line in page.lines] == [date(2026, 1, 1)] * 3
    assert page.lines[0].contents == {"fields": 7, "letters": 1} and page.lines[2].contents == {"cells": 1, "files": 1}
    draws, approves = (
        Actor(1, human.pk, "alpha", frozenset({role}), today=TODAY)
        for human, role in ((world.secretary, "secretary"), (world.director, "director"))
    )
    commission = Commission((world.deputy.pk, world.secretary.pk, world.teacher.pk), "")
    common = {"school": world.school, "now": NOW}
    act = draw_up(actor=draws, wanted=list(papers.items()), commission=commission, **common)
    approve_act(actor=approves, act_id=act.pk, title="Акт", **common)
    act.refresh_from_db()
    carry_out(actor=approves, act=act, tell=lambda done, total: None, **common)
    assert finish(actor=approves, act_id=act.pk, now=NOW).destroyed == 3
    request = AccessRequest.objects.get()
    assert (request.registration.number, request.state, request.ground, request.applicant) == (
        1, "refused", "bad_documents", "—",
    )  # fmt: skip
    appeal = Appeal.objects.get()
    assert (appeal.registration.number, appeal.author, appeal.text) == (1, "—", "—")
    assert set(Letter.objects.values_list("recipient", "body", "email")) == {("—", "—", "")}
    assert Delivery.objects.get().address == "—"
    assert not ImportFile.objects.exists() and not CellCorrection.objects.exists()
    assert ImportDraft.objects.get().report is None
    said = Event.objects.filter(chain="service").order_by("seq").values_list("after", flat=True)
    assert list(said) == [{"number": 1}, None]
    assert list(verify_chains()) == []
    assert outlived_page(kind=None, ready=True, page=1, school=world.school, today=TODAY).lines == ()


def test_an_open_request_is_not_listed(world, papers):
    with transaction.atomic():
        AccessRequest.objects.update(state="waiting", ground="", decided_by=None, decided_at=None)
    Appeal.objects.update(answer=None)
    for ready in (True, False):
        page = outlived_page(kind=None, ready=ready, page=1, school=world.school, today=TODAY)
        assert [line.kind for line in page.lines] == ([Kind.FILES] if ready else [])
