"""The page of documents: everybody of the school reads, the director places, the world reads what is opened."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parta.installation.schools import inside
from parta.regulation.models import ActEdition, LocalAct
from tests.factories.documents import placed_act
from tests.factories.pdfs import pdf

LIST = "/alpha/office/documents/"


def form(content=None, **more):
    return {
        "title": "Регламент ведения журнала",
        "kind": "rules",
        "starts_on": "2026-11-01",
        "adopted_by": "педагогический совет, протокол № 4",
        "order_no": "31",
        "order_date": "2026-10-30",
        "file": SimpleUploadedFile("акт.pdf", pdf(3) if content is None else content, "application/pdf"),
        **more,
    }


def test_a_director_places_an_act_and_everybody_of_the_school_reads_it(world, frozen, browser_of):
    text = browser_of(world.director).post(f"{LIST}new/", form(), follow=True).content.decode()
    assert "Документ размещён." in text
    with inside(world.school):
        edition = ActEdition.objects.get()
    for human in (world.teacher, world.mother, world.pupils[0], world.secretary):
        browser = browser_of(human)
        page = browser.get(LIST).content.decode()
        assert "Регламент ведения журнала" in page
        assert "Приказ № 31 от 30.10.2026; принят: педагогический совет, протокол № 4" in " ".join(page.split())
        assert "Разместить документ" not in page
        answer = browser.get(f"{LIST}{edition.pk}/")
        assert answer.content.startswith(b"%PDF-")


def test_the_file_comes_as_a_document_and_never_as_a_page(world, frozen, browser_of):
    ident = placed_act(world).editions.get().pk
    browser = browser_of(world.mother)
    answer = browser.get(f"{LIST}{ident}/")
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'none'" in headers["Content-Security-Policy"]
    name = quote("Положение об электронном журнале (01.09.2026).pdf")
    assert headers["Content-Disposition"] == f"inline; filename*=utf-8''{name}"
    assert headers["Cache-Control"] == "private, no-cache"
    assert browser.get(f"{LIST}{ident}/?download=1").headers["Content-Disposition"].startswith("attachment")
    again = browser.get(f"{LIST}{ident}/", headers={"If-None-Match": headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert browser.get(f"{LIST}{ident + 1}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"content": b"MZ not a pdf"}, "Это не PDF"),
        ({"content": pdf(script=True)}, "есть скрипты"),
        ({"content": pdf(locked=True)}, "закрыт паролем"),
        ({"content": b""}, "Файл пуст."),
        ({"file": ""}, "Выберите файл."),
        ({"title": " "}, "Напишите название."),
        ({"starts_on": "завтра"}, "Укажите дату: день, месяц и год."),
        ({"order_no": ""}, "и номер, и дату приказа"),
        ({"regulation_from": "2020-01-01"}, ""),
    ],
)
def test_a_bad_form_is_answered_in_words_and_stores_nothing(world, frozen, browser_of, sent, said):
    answer = browser_of(world.director).post(f"{LIST}new/", form(**sent))
    assert answer.status_code == (422 if said else 404)
    assert said in answer.content.decode()
    assert not LocalAct.objects.exists()


def test_a_file_over_the_limit_is_refused(world, frozen, browser_of, settings):
    settings.DOCUMENT_MEBIBYTES = 1
    answer = browser_of(world.director).post(f"{LIST}new/", form(pdf() + b" " * (1 << 20) + b"%%EOF"))
    assert answer.status_code == 422
    assert "Файл больше 1 МБ" in answer.content.decode()
    assert not LocalAct.objects.exists()


def test_editions_withdrawal_and_openness_by_the_page(world, frozen, browser_of):
    act, browser = placed_act(world), browser_of(world.director)
    text = browser.post(f"{LIST}{act.pk}/edition/", form(starts_on="2026-09-01")).content.decode()
    assert "должна начинать действовать позже" in text
    text = browser.post(f"{LIST}{act.pk}/edition/", form(starts_on="2026-12-01"), follow=True).content.decode()
    assert "Новая редакция размещена." in text
    assert "Другие редакции: 1" in text
    assert Client().get("/alpha/documents/").content.decode().count("Положение об электронном журнале") == 0
    browser.post(f"{LIST}{act.pk}/openness/", {"is_public": "1"})
    world_reads = Client().get("/alpha/documents/")
    assert world_reads.status_code == 200
    assert "Положение об электронном журнале" in world_reads.content.decode()
    ident = act.editions.earliest("starts_on").pk
    assert Client().get(f"/alpha/documents/{ident}/").content.startswith(b"%PDF-")
    answer = browser.post(
        f"{LIST}{act.pk}/withdrawal/", {"ceased_on": "2027-01-01", "ground": "приказ № 1"}, follow=True
    )
    assert "Акт отменён" in answer.content.decode()


def test_a_closed_document_is_not_there_for_strangers(world):
    ident = placed_act(world).editions.get().pk
    assert Client().get(f"/alpha/documents/{ident}/").status_code == 404
    assert Client().get(f"{LIST}{ident}/").status_code == 302


def test_a_stranger_of_another_school_reads_the_open_page(world, browser_of):
    placed_act(world, is_public=True)
    text = browser_of(world.mother).get("/alpha/documents/").content.decode()
    assert "Положение об электронном журнале" in text
    assert browser_of(world.mother).get("/beta/documents/").status_code == 200


def test_pages_cost_the_same_at_one_act_and_at_many(world, frozen, browser_of, django_assert_num_queries):
    placed_act(world)
    browser = browser_of(world.mother)
    browser.get(LIST)
    with django_assert_num_queries(5) as one:
        browser.get(LIST)
    for number in range(5):
        placed_act(world, title=f"Приказ {number}", kind="order")
    with django_assert_num_queries(len(one)):
        browser.get(LIST)


def test_the_words_of_the_act_stand_clause_by_clause_and_settings_lead_to_them(world, frozen, browser_of):
    browser = browser_of(world.mother)
    text = browser.get("/alpha/office/regulation/text/school_2/").content.decode()
    assert 'id="p.17(4)"' in text
    assert "Положение\nоб электронном журнале" not in text
    page = browser.get("/alpha/office/regulation/").content.decode()
    assert 'href="/alpha/office/regulation/text/school_2/#p.17%284%29"' in page
    assert browser.get("/alpha/office/regulation/text/default/").status_code == 404
    assert browser.get("/alpha/office/regulation/text/nobody/").status_code == 404
