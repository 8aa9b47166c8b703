"""Acts of destruction: what is listed, who draws up and approves, what goes and what stays, and that it can go on."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.audit.rules import DESTRUCTION as CHAIN
from parta.audit.services import verify_chains
from parta.destruction.enums import Kind, State
from parta.destruction.models import ActLine, DestructionAct
from parta.destruction.queries.outlived import outlived_page
from parta.destruction.services.acts import Commission, approve_act, draw_up, go_on, set_term, withdraw_act
from parta.destruction.services.carrying_out import carry_out, finish, settle_line
from parta.installation.models import Account, Membership
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.people.models import (
    Achievement,
    Appointment,
    CareNote,
    Compromise,
    Consent,
    Correction,
    Employee,
    Enrolment,
    Guardianship,
    Person,
    Pupil,
    TrustedPerson,
)
from parta.people.queries.movement import alphabet_book
from parta.public_service.models import Registration
from tests.factories.gone import THEN, family_gone
from tests.factories.small_school import at, person

TODAY = date(2026, 11, 20)
NOW = at(TODAY, "12:00")


def actor_of(human, *roles):
    return Actor(1, human.pk, "alpha", frozenset(roles), today=TODAY)


@pytest.fixture
def school(world):
    return world.school


@pytest.fixture
def gone(world):
    return family_gone(world)


@pytest.fixture
def hands(world):
    class Hands:
        secretary = actor_of(world.secretary, "secretary")
        director = actor_of(world.director, "director")
        commission = Commission((world.deputy.pk, world.secretary.pk, world.teacher.pk), "приказ № 1")

    return Hands


def drawn(gone, hands, school, kinds=(Kind.CARD,), now=NOW):
    wanted = [(kind, gone.mother.pk if kind is Kind.FAMILY else gone.pupil.pk) for kind in kinds]
    return draw_up(actor=hands.secretary, school=school, wanted=wanted, commission=hands.commission, now=now)


def approve(act, hands, school, now=NOW):
    return approve_act(actor=hands.director, school=school, act_id=act.pk, title="Акт", now=now)


def refused(call):
    with pytest.raises(Refused) as found:
        call()
    return found.value.decision


def carried(act, hands, school, tell=lambda done, total: None):
    act.refresh_from_db()
    carry_out(actor=hands.director, school=school, act=act, now=NOW, tell=tell)
    return finish(actor=hands.director, act_id=act.pk, now=NOW)


def test_the_list_names_who_has_left_long_ago_and_nobody_else(world, gone, school):
    page = outlived_page(kind=None, ready=True, page=1, school=school, today=TODAY)
    assert [(line.kind, line.subject) for line in page.lines] == [
        (Kind.CARD, gone.pupil.pk), (Kind.CARE, gone.pupil.pk), (Kind.CONSENT, gone.pupil.pk),
        (Kind.FAMILY, gone.mother.pk),
    ]  # fmt: skip
    card, care, paper, mother = page.lines
    assert card.contents == {"achievements": 1, "events": 1, "fields": 6, "trusted": 1, "ways_in": 1}
    assert care.contents == {"care": 1} and paper.contents == {"consents": 1}
    assert mother.contents == {"events": 1, "fields": 4, "guardianships": 1, "ways_in": 1}
    assert (card.due.first, card.due.by) == (date(2026, 1, 1), date(2026, 1, 31))
    before = outlived_page(kind=None, ready=True, page=1, school=school, today=date(2025, 12, 31))
    assert before.lines == () and before.later == 4


def test_an_act_goes_from_its_draft_to_its_end(world, gone, hands, school):
    act = drawn(gone, hands, school, (Kind.CARD, Kind.FAMILY, Kind.CARE, Kind.CONSENT))
    assert (act.state, act.registration.number, act.registration.book) == (State.DRAFT, 1, "destroyed")
    assert (act.operator, act.address) == ("Школа для проверок", "454000, г. Энск, ул. Школьная, 1")
    assert [one.place for one in act.commission.all()] == [1, 2, 3]
    assert Person.objects.get(pk=gone.pupil.pk).phone == "+79000000078"
    approve(act, hands, school)
    made = carried(act, hands, school)
    assert (made.destroyed, made.kept) == (4, 0)
    child, mother = Person.objects.get(pk=gone.pupil.pk), Person.objects.get(pk=gone.mother.pk)
    assert (child.full_name, child.birth_date) == ("Белов Иван", date(2010, 3, 4))
    assert (child.phone, child.address, child.snils) == ("", "", None)
    row = Pupil.objects.get(pk=child.pk)
    assert (row.personal_file_no, row.identity_number, row.citizenship) == ("Б-7", "", "")
    assert (mother.full_name, mother.phone, mother.email, mother.version) == (f"№ {mother.pk}", "", "", 2)
    for model in (TrustedPerson, Achievement, CareNote):
        assert not model.objects.filter(pupil_id=child.pk).exists()
    assert not Guardianship.objects.filter(guardian_id=mother.pk).exists()
    assert not Consent.objects.filter(person_id=child.pk).exists()
    assert not Membership.objects.filter(person_id__in=[child.pk, mother.pk], school=school).exists()
    assert not Account.objects.filter(username__in=[f"alpha-{child.pk}", f"alpha-{mother.pk}"]).exists()
    book = alphabet_book(letter="б", standing="left", class_id=None, page=1, per_page=9, today=TODAY)
    assert [(one.name, one.birth_date, one.personal_file_no, one.left) for one in book.rows] == [
        ("Белов Иван", date(2010, 3, 4), "Б-7", date(2022, 5, 31))
    ]
    said = Event.objects.filter(chain="people", at=THEN).order_by("seq")
    assert [(one.act, one.after is None) for one in said] == [
        ("people.pupil_changed", True), ("people.person_changed", True), ("people.movement_recorded", False),
    ]  # fmt: skip
    acts = Event.objects.filter(chain=CHAIN).order_by("seq").values_list("act", flat=True)
    assert [one.partition(".")[2] for one in acts] == [
        "act_drafted", "act_approved", *["destroyed"] * 4, "act_done",
    ]  # fmt: skip
    for event in Event.objects.filter(chain=CHAIN):
        assert "Белов" not in str([event.before, event.after, event.subject])
    assert list(verify_chains()) == []
    act.refresh_from_db()
    assert act.state == State.DONE and act.lines.get(kind="family").name == "Белова Анна Олеговна"
    assert outlived_page(kind=None, ready=True, page=1, school=school, today=TODAY).ready == 0
    assert refused(lambda: go_on(actor=hands.director, act_id=act.pk, title="Акт", now=NOW)).code == (
        "destruction_not_approved"
    )


def test_whom_the_parents_let_in_by_a_paper_goes_as_a_parent_does(world, gone, hands, school):
    paper = TrustedPerson.objects.get(pupil_id=gone.pupil.pk)
    aunt = person("Белова", "Ольга", phone="+79000000079")
    TrustedPerson.objects.filter(pk=paper.pk).update(person=aunt, opens="diary")
    page = outlived_page(kind=None, ready=True, page=1, school=school, today=TODAY)
    line = next(line for line in page.lines if line.subject == aunt.pk)
    assert (line.kind, line.contents["trusted"]) == (Kind.FAMILY, 1)
    assert "trusted" not in next(line for line in page.lines if line.kind is Kind.CARD).contents
    wanted = [(Kind.CARD, gone.pupil.pk), (Kind.FAMILY, aunt.pk)]
    act = draw_up(actor=hands.secretary, school=school, wanted=wanted, commission=hands.commission, now=NOW)
    approve(act, hands, school)
    assert carried(act, hands, school).destroyed == 2
    aunt.refresh_from_db()
    assert (aunt.full_name, aunt.phone) == (f"№ {aunt.pk}", "") and not TrustedPerson.objects.exists()


def test_what_was_brought_in_again_is_listed_again(world, gone, hands, school):
    def listed():
        page = outlived_page(kind=Kind.CARD, ready=True, page=1, school=school, today=TODAY)
        return [(line.subject, line.contents) for line in page.lines]

    act = drawn(gone, hands, school)
    approve(act, hands, school)
    carried(act, hands, school)
    assert listed() == []
    Person.objects.filter(pk=gone.pupil.pk).update(phone="+79000000079")
    assert listed() == [(gone.pupil.pk, {"fields": 1})]
    again = drawn(gone, hands, school)
    approve(again, hands, school)
    assert carried(again, hands, school).destroyed == 1 and listed() == []


def test_who_has_not_left_is_not_named(world, gone, school):
    Enrolment.objects.create(pupil_id=gone.pupil.pk, school_class=world.school_class, starts_on=TODAY)
    for ready in (True, False):
        assert outlived_page(kind=None, ready=ready, page=1, school=school, today=TODAY).lines == ()
    Enrolment.objects.filter(pupil_id=gone.pupil.pk, starts_on=TODAY).delete()
    Compromise.objects.create(person=gone.pupil, account_id=1, since=NOW, noticed_on=TODAY, told_at=NOW)
    later = outlived_page(kind=Kind.CARD, ready=False, page=1, school=school, today=TODAY)
    assert [line.decision.params for line in later.lines] == [{"hold": "compromise"}]


def test_rights_are_asked_by_the_services(world, gone, hands, school):
    with pytest.raises(Forbidden):
        draw_up(
            actor=hands.director, school=school, wanted=[(Kind.CARD, gone.pupil.pk)], commission=hands.commission,
            now=NOW,
        )  # fmt: skip
    act = drawn(gone, hands, school)
    with pytest.raises(Forbidden):
        approve_act(actor=hands.secretary, school=school, act_id=act.pk, title="Акт", now=NOW)
    for human, role in ((world.deputy, "deputy"), (world.homeroom, "homeroom_teacher"), (world.mother, "parent")):
        with pytest.raises(NotVisible):
            approve_act(actor=actor_of(human, role), school=school, act_id=act.pk, title="Акт", now=NOW)
        with pytest.raises(NotVisible):
            withdraw_act(actor=actor_of(human, role), act_id=act.pk, ground="ошибка", now=NOW)
    with pytest.raises(NotVisible):
        withdraw_act(actor=hands.secretary, act_id=10**12, ground="ошибка", now=NOW)
    with pytest.raises(Forbidden):
        set_term(actor=hands.secretary, kind=Kind.CARD, years=5, paper="номенклатура", now=NOW)


def test_who_drew_an_act_up_approves_it_only_where_nobody_else_can(world, gone, hands, school):
    both = actor_of(world.director, "director", "administrator")
    act = draw_up(actor=both, school=school, wanted=[(Kind.CARD, gone.pupil.pk)], commission=hands.commission, now=NOW)
    second = Appointment.objects.create(employee_id=world.deputy.pk, role="director", starts_on=TODAY)
    call = lambda: approve_act(actor=both, school=school, act_id=act.pk, title="Акт", now=NOW)  # noqa: E731
    assert refused(call).code == "destruction_own_act"
    second.delete()
    call()
    assert refused(call).code == "destruction_not_draft"


@pytest.mark.parametrize(
    ("kind", "change", "hold"),
    [
        (Kind.CARD, lambda w, g: Enrolment.objects.create(pupil_id=g.pupil.pk, school_class=w.school_class, starts_on=TODAY), "studies"),
        (Kind.CARD, lambda w, g: Correction.objects.create(person=g.pupil, before={}, after={}, asked_by=g.mother, asked_at=NOW), "correction"),
        (Kind.CARD, lambda w, g: Compromise.objects.create(person=g.pupil, account_id=1, since=NOW, noticed_on=TODAY, told_at=NOW), "compromise"),
        (Kind.FAMILY, lambda w, g: Guardianship.objects.create(guardian=g.mother, pupil_id=w.pupils[0].pk, relation="other", starts_on=TODAY), "cares"),
    ],
)  # fmt: skip
def test_what_is_still_needed_is_kept_at_every_step(world, gone, hands, school, kind, change, hold):
    act = drawn(gone, hands, school, (kind,))
    approve(act, hands, school)
    change(world, gone)
    made = carried(act, hands, school)
    assert (made.destroyed, made.kept) == (0, 1)
    line = act.lines.get()
    assert line.kept == {"code": "destruction_held", "params": {"hold": hold}}
    assert Person.objects.get(pk=gone.pupil.pk).phone == "+79000000078"
    decision = refused(lambda: drawn(gone, hands, school, (kind,)))
    assert (decision.code, decision.params["hold"]) == ("destruction_held", hold)
    assert list(verify_chains()) == []


def test_what_was_shown_is_what_goes(world, gone, hands, school):
    act = drawn(gone, hands, school)
    Person.objects.filter(pk=gone.pupil.pk).update(email="new@example.org")
    decision = refused(lambda: approve(act, hands, school))
    assert (decision.code, decision.params) == ("destruction_stale", {"names": ["Белов Иван"], "count": 1})
    Person.objects.filter(pk=gone.pupil.pk).update(email="")
    approve(act, hands, school)
    Person.objects.filter(pk=gone.pupil.pk).update(email="new@example.org")
    assert carried(act, hands, school).kept == 1
    assert act.lines.get().kept["code"] == "destruction_changed"
    assert Person.objects.get(pk=gone.pupil.pk).email == "new@example.org"


def test_stopped_in_the_middle_it_goes_on(world, gone, hands, school):
    other = family_gone(world, last="Власов")
    wanted = [(Kind.CARD, gone.pupil.pk), (Kind.CARD, other.pupil.pk)]
    act = draw_up(actor=hands.secretary, school=school, wanted=wanted, commission=hands.commission, now=NOW)
    approve(act, hands, school)

    def dies(done, total):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carried(act, hands, school, dies)
    assert [line.settled_at is not None for line in act.lines.all()] == [True, False]
    assert refused(lambda: finish(actor=hands.director, act_id=act.pk, now=NOW)).code == "destruction_not_approved"
    assert list(verify_chains()) == []
    settle_line(actor=hands.director, school=school, line_id=act.lines.first().pk, now=NOW)
    assert carried(act, hands, school).destroyed == 2
    assert Event.objects.filter(chain=CHAIN, act="destruction.destroyed").count() == 2


def test_numbers_are_never_given_twice(world, gone, hands, school):
    act = drawn(gone, hands, school)
    decision = refused(lambda: drawn(gone, hands, school))
    assert (decision.code, decision.params) == ("destruction_in_act", {"number": "1/2026"})
    assert refused(lambda: withdraw_act(actor=hands.secretary, act_id=act.pk, ground="", now=NOW)).code == (
        "destruction_ungrounded"
    )
    withdraw_act(actor=hands.secretary, act_id=act.pk, ground="ошибка", now=NOW)
    assert drawn(gone, hands, school).registration.number == 2
    later = drawn(family_gone(world, last="Власов"), hands, school, now=at(date(2027, 1, 11), "12:00"))
    assert (later.registration.year, later.registration.number) == (2027, 1)
    assert Registration.objects.filter(book="destroyed").count() == 3


@pytest.mark.parametrize(
    ("wanted", "members", "code"),
    [
        (lambda g: [], 3, "destruction_no_lines"),
        (lambda g: [(Kind.CARD, g.pupil.pk)], 2, "destruction_commission"),
        (lambda g: [(Kind.CARD, 10**12)], 3, "destruction_not_over"),
        (lambda g: [(Kind.CARD, g.mother.pk)], 3, "destruction_not_over"),
        (lambda g: [(Kind.CARD, n) for n in range(501)], 3, "destruction_too_many"),
        (lambda g: [(Kind.CONSENT, g.mother.pk)], 3, "destruction_not_over"),
    ],
)
def test_what_cannot_be_an_act_is_refused_and_nothing_is_stored(world, gone, hands, school, wanted, members, code):
    commission = Commission(hands.commission.members[:members], "")
    call = lambda: draw_up(  # noqa: E731
        actor=hands.secretary, school=school, wanted=wanted(gone), commission=commission, now=NOW
    )
    assert refused(call).code == code
    assert not DestructionAct.objects.exists() and not Registration.objects.filter(book="destroyed").exists()


def test_the_schools_own_term_is_the_one_that_holds(world, gone, hands, school):
    set_term(actor=hands.director, kind=Kind.CARD, years=5, paper="номенклатура дел, 03-12", now=NOW)
    decision = refused(lambda: drawn(gone, hands, school))
    assert (decision.code, decision.params) == ("destruction_term_runs", {"first": "2028-01-01"})
    assert decision.clause.act == "номенклатура дел, 03-12"
    for years, paper in ((-1, "x"), (76, "x"), (3, "")):
        call = lambda years=years, paper=paper: set_term(  # noqa: E731
            actor=hands.director, kind=Kind.CARD, years=years, paper=paper, now=NOW
        )
        assert refused(call).code == "destruction_term_years"


def test_a_withdrawn_consent_lets_a_parents_data_go_earlier(world, hands, school):
    gone = family_gone(world, left=date(2026, 5, 26))
    assert refused(lambda: drawn(gone, hands, school, (Kind.FAMILY,))).code == "destruction_term_runs"
    Consent.objects.filter(person=gone.pupil).update(withdrawn_on=date(2026, 11, 1))
    act = drawn(gone, hands, school, (Kind.FAMILY,))
    line = act.lines.get()
    assert (line.reason, line.first_on, line.clause) == ("withdrawn", date(2026, 11, 1), "152-ФЗ, ст. 21, ч. 5")
    assert refused(lambda: drawn(gone, hands, school, (Kind.CARD,))).code == "destruction_term_runs"


def test_a_consent_that_stands_for_another_child_keeps_the_parents_data(world, hands, school):
    gone = family_gone(world, left=date(2026, 5, 26))
    other = family_gone(world, left=date(2026, 6, 30), last="Власов")
    Guardianship.objects.create(guardian=gone.mother, pupil_id=other.pupil.pk, relation="mother", starts_on=THEN.date())
    Consent.objects.filter(person=gone.pupil).update(withdrawn_on=date(2026, 11, 1))
    assert refused(lambda: drawn(gone, hands, school, (Kind.FAMILY,))).code == "destruction_term_runs"
    Consent.objects.filter(person=other.pupil).update(withdrawn_on=date(2026, 11, 2))
    assert drawn(gone, hands, school, (Kind.FAMILY,)).lines.get().first_on == date(2026, 11, 2)


def test_a_pupil_who_came_to_work_here_has_the_card_of_the_staff(world, gone, hands, school):
    Employee.objects.create(person=gone.pupil, hired_on=date(2024, 9, 1), left_on=date(2025, 8, 31))
    kinds = [line.kind for line in outlived_page(kind=None, ready=True, page=1, school=school, today=TODAY).lines]
    assert kinds == [Kind.CARE, Kind.FAMILY]
    for kind in (Kind.CARD, Kind.CONSENT):
        assert refused(lambda kind=kind: drawn(gone, hands, school, (kind,))).code == "destruction_not_over"


def test_the_list_costs_the_same_with_more_people(world, gone, school, django_assert_num_queries):
    def read():
        return outlived_page(kind=None, ready=True, page=1, school=school, today=TODAY)

    read()
    with CaptureQueriesContext(connection) as few:
        read()
    for last in ("Власов", "Гусев"):
        family_gone(world, last=last)
    with django_assert_num_queries(len(few)):
        assert len(read().lines) == 12


def test_acts_are_never_deleted(world, gone, hands, school):
    from django.db import DatabaseError, transaction

    act = drawn(gone, hands, school)
    for rows in (ActLine.objects.filter(act=act), act.commission.all()):
        with pytest.raises(DatabaseError, match="never taken out"), transaction.atomic():
            rows.delete()
