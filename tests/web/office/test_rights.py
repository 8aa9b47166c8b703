"""Functions taken from categories of users on the page of permissions: proposed, decided, obeyed, given back."""

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.models import Narrowing
from parta.regulation.models import RegulationVersion

PAGE = "/alpha/office/permissions/"
FORM = {"role": "secretary", "function": "people_list view", "since": "2026-11-20", "ground": "приказ № 7"}


@pytest.fixture(autouse=True)
def _by_director(world):
    with inside(world.school):
        RegulationVersion.objects.update(preset="lyceum_68")


def close(browser, **more):
    return browser.post(f"{PAGE}closing/", {**FORM, **more})


def test_the_administrator_proposes_the_director_decides_and_pages_obey(world, browser_of, frozen):
    admin, director, secretary = (browser_of(one) for one in (world.admin, world.director, world.secretary))
    assert secretary.get("/alpha/office/people/").status_code == 200
    assert close(admin).status_code == 302
    assert secretary.get("/alpha/office/people/").status_code == 200  # a proposal takes nothing
    with inside(world.school):
        row = Narrowing.objects.get()
    decide = f"{PAGE}closing/{row.pk}/"
    assert admin.post(decide, {"do": "accept"}).status_code == 403
    assert "предложение закрыть функцию" in director.get("/alpha/office/").text
    assert "ждёт директора" in director.get(PAGE).text
    assert director.post(decide, {"do": "accept"}).status_code == 302
    assert director.post(decide, {"do": "accept"}).status_code == 422
    assert secretary.get("/alpha/office/people/").status_code == 403
    assert 'href="/alpha/office/people/"' not in secretary.get("/alpha/office/classes/").text
    assert secretary.get("/alpha/office/classes/").status_code == 200
    assert admin.get("/alpha/office/people/").status_code == 200
    page = secretary.get(PAGE).text
    assert "<b>закрыто</b>" in page and "приказ № 7" in page and "Вернуть" not in page
    assert admin.post(f"{decide}end/").status_code == 403
    assert director.post(f"{decide}end/").status_code == 302
    assert secretary.get("/alpha/office/people/").status_code == 200
    with inside(world.school):
        acts = Event.objects.filter(act__startswith="people.rights_").order_by("seq")
        assert [event.act.removeprefix("people.rights_") for event in acts] == ["proposed", "narrowed", "given_back"]
        assert [event.person_id for event in acts] == [world.admin.pk, world.director.pk, world.director.pk]


def test_services_and_lists_obey_too(world, browser_of, frozen):
    director, deputy, mother = (browser_of(one) for one in (world.director, world.deputy, world.mother))
    course = f"/alpha/journal/{world.algebra.pk}/"
    assert deputy.get(course).status_code == 200 and "алгебра" in deputy.get("/alpha/journal/").text
    for role, function in (
        ("deputy", "journal view"),
        ("parent", "diary announce"),
        ("deputy", "school_settings edit"),
    ):
        assert close(director, role=role, function=function).status_code == 302
    assert deputy.get(course).status_code == 403
    assert deputy.get("/alpha/journal/").status_code == 403
    notice = {"pupil": world.pupils[0].pk, "start": "2026-11-20", "end": "2026-11-21", "text": "болеет"}
    assert mother.get("/alpha/diary/").status_code == 200
    assert mother.post("/alpha/diary/absences/notice/", notice).status_code in (403, 404)
    assert deputy.get("/alpha/office/rooms/").status_code == 200
    assert deputy.get("/alpha/office/timetable/making/").status_code == 403
    assert browser_of(world.teacher).get(course).status_code == 200


def test_no_link_leads_to_what_is_shut_and_nobody_comes_in_by_a_shut_door(world, browser_of, frozen):
    director, deputy = browser_of(world.director), browser_of(world.deputy)
    links = ('href="/alpha/journal/"', 'href="/alpha/office/"')
    page = deputy.get("/alpha/help/").text
    assert all(link in page for link in links)
    assert deputy.get("/alpha/").url == "/alpha/office/"
    assert close(director, role="deputy", function="timetable view").status_code == 302
    assert deputy.get("/alpha/office/").status_code == 403
    assert deputy.get("/alpha/").url == "/alpha/journal/"
    assert close(director, role="deputy", function="journal view").status_code == 302
    page = deputy.get("/alpha/help/").text
    assert not [link for link in links if link in page]
    assert deputy.get("/alpha/").url.startswith("/doors/")


@pytest.mark.parametrize("preset", ["school_2", "stakhanovskaya"])
def test_where_the_act_says_so_the_administrator_sets_them(world, browser_of, frozen, preset):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)
    admin, secretary = browser_of(world.admin), browser_of(world.secretary)
    assert close(admin, since="2026-11-23").status_code == 302
    assert secretary.get("/alpha/office/people/").status_code == 200  # from Monday on
    frozen("11-23")
    assert secretary.get("/alpha/office/people/").status_code == 403
    with inside(world.school):
        row = Narrowing.objects.get()
    assert admin.post(f"{PAGE}closing/{row.pk}/end/").status_code == 302
    assert secretary.get("/alpha/office/people/").status_code == 200


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"role": "director"}, 422),
        ({"role": "administrator"}, 422),
        ({"role": "operator"}, 422),
        ({"role": "parent", "function": "diary view"}, 422),
        ({"role": "teacher", "function": "journal mark"}, 422),
        ({"role": "secretary", "function": "own_account edit"}, 422),
        ({"role": "librarian", "function": "people_list view"}, 422),  # has none
        ({"function": "people_list"}, 422),
        ({"function": "журнал ё"}, 422),
        ({"since": "2026-11-19"}, 422),
        ({"since": "2028-01-01"}, 422),
        ({"since": "0001-01-01"}, 422),
        ({"ground": " "}, 422),
        ({"ground": "ё" * 301}, 422),
        ({}, 302),
    ],
)
def test_what_may_not_be_taken_is_refused_and_the_form_keeps_what_was_typed(world, browser_of, frozen, more, status):
    said = close(browser_of(world.director), **more)
    assert said.status_code == status
    if status == 422:
        with inside(world.school):
            assert not Narrowing.objects.exists()
        assert (more.get("ground") or "приказ № 7") in said.text or more.get("ground") == " "


def test_nobody_else_takes_functions_and_none_is_taken_twice(world, browser_of, frozen):
    for human in (world.deputy, world.secretary, world.teacher, world.homeroom, world.mother, world.pupils[0]):
        assert close(browser_of(human)).status_code == 403
        assert "Закрыть функцию" not in browser_of(human).get(PAGE).text
    admin = browser_of(world.admin)
    assert close(admin).status_code == 302 and close(admin).status_code == 422
    with inside(world.school):
        row = Narrowing.objects.get()
    others = (world.deputy, world.secretary, world.teacher, world.homeroom, world.mother, world.pupils[0])
    for human in others:
        for do in ("accept", "decline"):
            assert browser_of(human).post(f"{PAGE}closing/{row.pk}/", {"do": do}).status_code == 403
        assert browser_of(human).post(f"{PAGE}closing/{row.pk}/end/").status_code == 403
    assert browser_of(world.director).post(f"{PAGE}closing/999999/", {"do": "accept"}).status_code == 404
    assert browser_of(world.director).post(f"{PAGE}closing/999999/end/").status_code == 404
    assert admin.post(f"{PAGE}closing/{row.pk}/", {"do": "decline"}).status_code == 302  # taken back by who proposed
    assert close(admin).status_code == 302


def test_the_page_tells_what_the_act_switches_on_and_what_a_closed_period_leaves(world, browser_of, frozen):
    def shown(preset):
        with inside(world.school):
            RegulationVersion.objects.update(preset=preset)
        return " ".join(browser_of(world.teacher).get(PAGE).text.split())

    wide, narrow = shown("lyceum_68"), shown("school_2")
    written = "если по положению классный руководитель пишет на всех страницах класса: <b>"
    assert f"{written}да" in wide and f"{written}нет" in narrow
    assert 'aria-label="нельзя по положению"' in narrow
    row = '<th scope="row"><b>Журнал: ставить отметки</b></th><td>да</td><td>'
    assert row in wide and row in narrow
    after = [page.split(row)[1].split("</tr>")[0] for page in (wide, narrow)]
    assert all(rest.count('<span class="muted">нет</span>') >= 2 for rest in after)
    year = '<th scope="row">Учебный период: открывать закрытый год</th>'
    assert wide.split(year)[1].split("</tr>")[0].endswith("<td>да</td>")
    taken = browser_of(world.teacher).get(f"{PAGE}?as=xlsx")
    assert taken.status_code == 200
