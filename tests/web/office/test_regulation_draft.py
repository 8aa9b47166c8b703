"""Pages of the school's own act: begun, changed, compared, approved; by whom and how it is refused."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.regulation.models import ActEdition, RegulationDraft, RegulationVersion
from tests.factories.documents import placed_act
from tests.factories.pdfs import pdf

DRAFT = "/alpha/office/regulation/draft/"
SETTING = f"{DRAFT}marks/edit_window_days/"


@pytest.fixture
def director(world, browser_of):
    return browser_of(world.director)


@pytest.fixture
def draft(world, director):
    assert director.post(f"{DRAFT}begin/").status_code == 302

    def now():
        with inside(world.school):
            return RegulationDraft.objects.get()

    return now


def test_a_director_writes_the_school_s_own_act_and_approves_it(world, director, draft):
    page = director.get(SETTING)
    assert "Отметку можно изменить" in page.text
    assert "7 дней после урока" in page.text
    sent = {"seen": 1, "value": 3, "clause": "4.2", "quote": "в течение трёх дней"}
    assert director.post(SETTING, sent).url == f"{DRAFT}#edit_window_days"
    page = director.get(DRAFT)
    assert "изменено" in page.text
    assert "3 дня после урока" in page.text
    assert "в течение трёх дней" in page.text
    named = {"seen": 2, "title": "Положение о журнале гимназии", "short": "Положение гимназии"}
    assert director.post(f"{DRAFT}name/", named).status_code == 302
    day = world.lessons[-1].date + timedelta(days=30)
    order = {"seen": 3, "effective_from": day, "order_no": "41-од", "order_date": day - timedelta(days=3)}
    assert director.post(f"{DRAFT}approval/", order).url == "/alpha/office/regulation/"
    page = director.get("/alpha/office/regulation/")
    assert "Положение гимназии" in page.text
    version = director.get(f"/alpha/office/regulation/{day}/")
    assert "Приказ № 41-од" in version.text
    assert "7 дней после урока" in version.text  # before
    assert "п. 4.2" in version.text
    with inside(world.school):
        assert RegulationVersion.objects.get(effective_from=day).order_no == "41-од"


def test_a_wrong_value_is_said_at_its_field_and_nothing_is_stored(director, draft):
    page = director.post(SETTING, {"seen": 1, "value": "сто", "clause": "", "quote": ""})
    assert page.status_code == 422
    assert "Это значение не подходит." in page.text
    assert "Укажите пункт." in page.text
    assert (draft().values, draft().version) == ({}, 1)


def test_a_second_tab_is_told_that_the_draft_has_changed(director, draft):
    sent = {"seen": 1, "value": 3, "clause": "4.2", "quote": ""}
    director.post(SETTING, sent)
    page = director.post(SETTING, {**sent, "value": 9})
    assert page.status_code == 422
    assert "тем временем изменили" in page.text
    assert draft().values["marks"]["edit_window_days"]["value"] == 3


def test_a_deadline_is_changed_by_rows_and_its_other_clauses_are_kept_on_request(director, draft):
    address = f"{DRAFT}homework/homework_entry_deadline/"
    page = director.get(address)
    assert 'name="rule-0-anchor"' in page.text
    sent = {
        "seen": 1, "clause": "3", "quote": "", "rule-TOTAL_FORMS": 2, "rule-INITIAL_FORMS": 1,
        "rule-0-offset": 90, "rule-0-unit": "minute", "rule-0-direction": "after", "rule-0-count_from": "next_day",
        "rule-0-anchor": "class_last_lesson_end", "rule-1-offset": 0, "rule-1-unit": "calendar_day",
        "rule-1-direction": "after", "rule-1-count_from": "next_day", "rule-1-anchor": "",
    }  # fmt: skip
    assert director.post(address, sent).status_code == 302
    (rule,) = draft().values["homework"]["homework_entry_deadline"]["value"]
    assert (rule["anchor"], rule["offset"], rule["unit"]) == ("class_last_lesson_end", 90, "minute")
    assert "90 минут после последнего урока класса" in director.get(DRAFT).text
    bad = director.post(address, {**sent, "seen": 2, "rule-0-offset": "много", "rule-0-grades": "все"})
    assert bad.status_code == 422
    assert "Напишите классы так" in bad.text


def test_a_decision_is_taken_back_to_the_sample(director, draft):
    director.post(SETTING, {"seen": 1, "value": 3, "clause": "4.2", "quote": ""})
    assert "Вернуть как в образце" in director.get(SETTING).text
    assert director.post(SETTING, {"seen": 2, "return": 1}).status_code == 302
    assert draft().values == {}


def test_approval_is_refused_behind_held_lessons_and_without_an_order(world, director, draft):
    with inside(world.school):
        type(world.lessons[5]).objects.filter(pk=world.lessons[5].pk).update(status="held")
    held = world.lessons[5].date
    page = director.post(f"{DRAFT}approval/", {"seen": 1, "effective_from": held, "order_no": "1", "order_date": held})
    assert page.status_code == 422
    assert "уже проведены" in page.text
    page = director.post(f"{DRAFT}approval/", {"seen": 1, "effective_from": "0001-01-01", "order_no": ""})
    assert page.status_code == 422
    for said in ("Проверьте год.", "Укажите номер приказа.", "Укажите дату."):
        assert said in page.text
    late = {
        "seen": 1,
        "effective_from": held + timedelta(days=9),
        "order_no": "1",
        "order_date": held + timedelta(days=10),
    }
    assert "Приказ не может быть позже" in director.post(f"{DRAFT}approval/", late).text
    assert draft().version == 1


def test_the_draft_is_discarded_and_another_preset_may_be_taken(director, draft):
    assert director.post(f"{DRAFT}begin/", {"preset": "lyceum_68"}).status_code == 422
    assert director.post(f"{DRAFT}discard/").status_code == 302
    assert director.get(DRAFT).url == "/alpha/office/regulation/"
    assert director.get(SETTING).url == "/alpha/office/regulation/"
    assert director.post(f"{DRAFT}begin/", {"preset": "../x"}).status_code == 404
    assert director.post(f"{DRAFT}begin/", {"preset": "lyceum_68"}).status_code == 302
    assert draft().preset == "lyceum_68"


def test_pages_of_other_roles_and_of_nothing(world, browser_of, director, draft):
    deputy = browser_of(world.deputy)
    for path in ("", "marks/edit_window_days/"):
        assert deputy.get(DRAFT + path).status_code == 403
    for path in ("begin/", "name/", "approval/", "discard/"):
        assert deputy.post(DRAFT + path).status_code == 403
    assert deputy.get("/alpha/office/regulation/2026-09-01/").status_code == 200
    for path in ("2026-09-02/", "2026-13-01/", "1026-09-01/", "draft/marks/no_such_thing/", "draft/act/title/"):
        assert director.get(f"/alpha/office/regulation/{path}").status_code == 404


def test_every_setting_has_a_page(director, draft):
    from parta.regulation.rules.tree import SPECS

    for group, specs in SPECS.items():
        for name in specs:
            page = director.get(f"{DRAFT}{group}/{name}/")
            assert page.status_code == 200, name
            assert "Записать в проект" in page.text


def test_pages_ask_a_fixed_number_of_queries(world, director, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        director.get(DRAFT)
    with django_assert_max_num_queries(9):
        director.get(SETTING)


@pytest.fixture
def order(world):
    day = world.lessons[-1].date + timedelta(days=30)
    return {"seen": 1, "effective_from": day, "order_no": "41-од", "order_date": day - timedelta(days=3)}


def test_the_order_comes_with_its_document_and_the_version_leads_to_it(world, director, draft, order):
    day = order["effective_from"]
    sent = {**order, "file": SimpleUploadedFile("акт.pdf", pdf(3), "application/pdf")}
    assert director.post(f"{DRAFT}approval/", sent).status_code == 302
    with inside(world.school):
        edition = ActEdition.objects.select_related("act", "regulation").get()
    assert (edition.regulation.effective_from, edition.starts_on, edition.order_no) == (day, day, "41-од")
    assert (edition.act.kind, edition.act.is_public) == ("statute", False)
    for address in ("/alpha/office/regulation/", f"/alpha/office/regulation/{day}/"):
        assert f'href="/alpha/office/documents/{edition.pk}/"' in director.get(address).text
    # The next order of the same act brings its next edition.
    director.post(f"{DRAFT}begin/")
    later = {"effective_from": day + timedelta(days=10), "order_date": day}
    again = {**order, **later, "file": SimpleUploadedFile("акт.pdf", pdf(4), "application/pdf")}
    assert director.post(f"{DRAFT}approval/", again).status_code == 302
    with inside(world.school):
        assert [one.act_id for one in ActEdition.objects.all()] == [edition.act_id] * 2


def test_a_bad_document_approves_nothing(world, director, draft, order):
    edition = placed_act(world).editions.get().pk
    good = SimpleUploadedFile("акт.pdf", pdf(), "application/pdf")
    for sent, status, said in (
        ({"file": SimpleUploadedFile("акт.pdf", b"MZ", "application/pdf")}, 422, "Это не PDF"),
        ({"file": good, "edition": edition}, 422, "Выберите одно"),
        ({"edition": edition + 100}, 404, ""),
        ({"edition": "десять"}, 422, ""),
    ):
        answer = director.post(f"{DRAFT}approval/", {**order, **sent})
        assert (answer.status_code, said in answer.text) == (status, True)
        assert draft().version == 1
    with inside(world.school):
        assert (ActEdition.objects.count(), RegulationVersion.objects.count()) == (1, 1)


def test_a_placed_document_is_chosen_at_the_approval_or_afterwards(world, director, draft, order, browser_of):
    first, second = (placed_act(world, title=title).editions.get().pk for title in ("Прежнее", "Новое"))
    assert "Прежнее, с 01.09.2026" in director.get(DRAFT).text
    assert director.post(f"{DRAFT}approval/", {**order, "edition": second}).status_code == 302
    place = "/alpha/office/regulation/2026-09-01/"
    page = director.get(place).text
    assert "Прежнее, с 01.09.2026" in page
    assert "Новое" not in page
    assert "Указать документ" not in browser_of(world.mother).get(place).text
    assert browser_of(world.deputy).post(f"{place}document/", {"edition": first}).status_code == 403
    assert director.post(f"{place}document/", {"edition": first}).url == place
    assert f'href="/alpha/office/documents/{first}/"' in browser_of(world.mother).get(place).text
    for edition in (first, second, 10**6):
        assert director.post(f"{place}document/", {"edition": edition}).status_code == 404
    assert director.post("/alpha/office/regulation/2020-09-01/document/", {"edition": first}).status_code == 404
    with inside(world.school):
        assert Event.objects.filter(act="regulation.act_linked").count() == 2
