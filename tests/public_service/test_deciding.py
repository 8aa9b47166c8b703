"""Grounds of refusal, the age limit, what differs from the register, places of letters."""

from datetime import date

import pytest

from parta.people.rules.ages import age_on
from parta.public_service.enums import LetterKind, Mismatch, PaperKind, RefusalCode, RefusalGround
from parta.public_service.queries.templates import shipped
from parta.public_service.rules.deciding import ServiceRule, decide_granting, decide_refusing
from parta.public_service.rules.letters import NEEDED, PLACES, filled
from parta.public_service.rules.matching import Named, child_differs, parent_differs
from parta.regulation.rules.parse import load_preset
from parta.web.office.views.access_requests import service_rule

TODAY = date(2026, 11, 20)
ACT = service_rule(load_preset("stakhanovskaya"))
CHILD, ADULT = date(2013, 5, 5), date(2008, 11, 20)


@pytest.mark.parametrize("rule", [ACT, ServiceRule()])
@pytest.mark.parametrize("ground", RefusalGround)
def test_each_of_the_six_grounds(ground, rule):
    words = "нет печати"
    births = [ADULT] if ground is RefusalGround.OF_AGE else [CHILD]
    assert decide_refusing(rule=rule, ground=ground, words=words, births=births, today=TODAY).allowed


@pytest.mark.parametrize(
    ("ground", "words", "births", "code"),
    [
        (RefusalGround.BAD_DOCUMENTS, "", [], RefusalCode.NEEDS_WORDS),
        (RefusalGround.CONTRADICTORY_DATA, "", [], RefusalCode.NEEDS_WORDS),
        (RefusalGround.OF_AGE, "", [CHILD], RefusalCode.NOT_OF_AGE),
        (RefusalGround.OF_AGE, "", [date(2008, 11, 21)], RefusalCode.NOT_OF_AGE),
        (RefusalGround.OF_AGE, "", [CHILD, ADULT], ""),
        (RefusalGround.OF_AGE, "", [], ""),
    ],
)
def test_a_ground_that_does_not_hold(ground, words, births, code):
    found = decide_refusing(rule=ACT, ground=ground, words=words, births=births, today=TODAY)
    assert found.code == code
    assert not code or found.clause.number.startswith("2.11")


def test_a_shorter_list_of_an_act_is_closed():
    rule = ServiceRule(grounds=(RefusalGround.NOT_A_PUPIL,))
    found = decide_refusing(rule=rule, ground=RefusalGround.OWN_REFUSAL, words="", births=[], today=TODAY)
    assert found.code == RefusalCode.GROUND_NOT_IN_ACT


@pytest.mark.parametrize(
    ("rule", "studies", "birth", "code"),
    [
        (ACT, True, CHILD, ""),
        (ACT, True, None, ""),
        (ACT, False, CHILD, RefusalCode.NOT_STUDYING),
        (ACT, True, ADULT, RefusalCode.PUPIL_OF_AGE),
        (ServiceRule(), True, ADULT, RefusalCode.ADULT_SILENT),
        (ServiceRule(), True, CHILD, ""),
        (ServiceRule(), True, None, ""),
    ],
)
def test_granting(rule, studies, birth, code):
    assert (
        decide_granting(
            rule=rule, studies=studies, birth_date=birth, today=TODAY, relation="mother", shown=list(PaperKind)
        ).code
        == code
    )


@pytest.mark.parametrize(
    ("rule", "relation", "shown", "missing"),
    [
        (ACT, "father", ["identity", "birth_certificate"], None),
        (ACT, "mother", ["identity", "guardian_document"], ["birth_certificate"]),
        (ACT, "guardian", ["identity", "guardian_document"], None),
        (ACT, "guardian", ["birth_certificate"], ["identity", "guardian_document"]),
        (ServiceRule(papers=(PaperKind.IDENTITY,)), "mother", ["identity"], None),
        (ServiceRule(), "mother", [], None),
    ],
)
def test_papers_that_the_act_names_are_shown_before_granting(rule, relation, shown, missing):
    found = decide_granting(rule=rule, studies=True, birth_date=CHILD, today=TODAY, relation=relation, shown=shown)
    assert found.params.get("papers") == missing and found.allowed == (missing is None)
    assert missing is None or found.clause.number.startswith("2.6")


def test_an_adult_who_agreed_opens_the_diary_but_not_past_the_age_of_an_act():
    known = {"studies": True, "birth_date": ADULT, "today": TODAY, "agreed": True}
    assert decide_granting(rule=ServiceRule(), **known).allowed
    assert decide_granting(rule=ACT, **known).code == RefusalCode.PUPIL_OF_AGE


@pytest.mark.parametrize(
    ("birth", "day", "years"), [("2008-02-29", "2026-02-28", 17), ("2008-02-29", "2026-03-01", 18)]
)
def test_years_of_somebody_born_on_a_leap_day(birth, day, years):
    assert age_on(date.fromisoformat(birth), date.fromisoformat(day)) == years


@pytest.mark.parametrize(
    ("known", "known_class", "differs"),
    [
        (Named("Пётр", "", CHILD), "7А", ()),
        (Named("Петр"), "7 «А»", ()),
        (Named("Павел", "", CHILD), "7А", (Mismatch.FIRST_NAME,)),
        (Named("Пётр", "", ADULT), "7Б", (Mismatch.BIRTH_DATE, Mismatch.SCHOOL_CLASS)),
        (Named("Пётр", "Ильич"), "", (Mismatch.PATRONYMIC, Mismatch.NOT_STUDYING)),
    ],
)
def test_what_differs_in_a_pupil(known, known_class, differs):
    paper = Named("Пётр", "Львович", CHILD)
    assert child_differs(paper, known, paper_class="7-a", known_class=known_class) == differs


@pytest.mark.parametrize(
    ("held", "ended", "differs"),
    [(True, False, ()), (False, False, (Mismatch.NOT_GUARDIAN,)), (False, True, (Mismatch.RIGHT_ENDED,))],
)
def test_what_differs_in_a_parent(held, ended, differs):
    assert parent_differs(Named("Ирина"), Named("Ирина", "Львовна"), held=held, ended=ended) == differs


@pytest.mark.parametrize("kind", LetterKind)
def test_the_shipped_texts_say_what_they_must(kind):
    values = {place: f"<{place}>" for place in PLACES[kind]}
    title, body = filled(shipped(kind), values)
    assert title and "{" not in title + body
    assert all(f"<{place}>" in body for place in NEEDED[kind])


def test_values_are_not_read_for_places_and_empty_paragraphs_go():
    assert filled("О {а}\r\n\r\n{б}\n\nКонец", {"а": "{б}", "б": ""}) == ("О {б}", "Конец")
    with pytest.raises(KeyError):
        filled("{нет}", {})
