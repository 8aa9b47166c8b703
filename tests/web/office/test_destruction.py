"""The page of what has outlived its term, an act from draft to end on pages, its paper."""

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.destruction.models import DestructionAct
from parta.installation.schools import inside
from parta.jobs.models import Job
from parta.people.models import Person
from parta.school.models import SchoolCard
from tests.factories.gone import family_gone
from tests.factories.jobs import work
from tests.paper.reading import texts

PAGE = "/alpha/office/people/destruction/"


@pytest.fixture
def gone(world):
    with inside(world.school):
        return family_gone(world)


def form(world, gone, **more):
    members = {f"member{n}": one.pk for n, one in enumerate((world.deputy, world.secretary, world.teacher))}
    return {"line": gone.wanted(), "order": "приказ от 01.09.2026 № 101", **members, **more}


def test_only_those_whose_duty_it_is_see_the_page(world, browser_of, frozen, gone):
    for human in (world.secretary, world.director, world.admin):
        assert browser_of(human).get(PAGE).status_code == 200
    for human in (world.deputy, world.teacher, world.homeroom, world.mother, world.pupils[0]):
        assert browser_of(human).get(PAGE).status_code == 403
    page = browser_of(world.secretary).get(PAGE).text
    assert "Белов Иван" in page and "Белова Анна Олеговна" in page and "01.01.2026" in page
    assert "6 полей" in page and "Составить проект акта" in page
    assert "Составить проект акта" not in browser_of(world.director).get(PAGE).text
    later = browser_of(world.secretary).get(PAGE, {"when": "later"}).text
    assert "Белов" not in later and 'name="line"' not in later


def test_an_act_on_pages(world, browser_of, frozen, gone):
    secretary, director = browser_of(world.secretary), browser_of(world.director)
    answer = secretary.post(PAGE, form(world, gone), follow=True)
    assert "Акт № 1 от 20.11.2026" in answer.text and "Проект" in answer.text
    with inside(world.school):
        act = DestructionAct.objects.get()
    address = f"{PAGE}acts/{act.pk}/"
    assert "Утвердить и уничтожить" not in secretary.get(address).text
    assert secretary.post(f"{address}approval/").status_code == 403
    for human in (world.deputy, world.teacher, world.homeroom, world.mother):
        other = browser_of(human)
        assert other.get(address).status_code == 403
        asked = [other.post(f"{address}{step}/", {"ground": "x"}) for step in ("print", "approval", "withdrawal")]
        assert [one.status_code for one in asked] == [403, 403, 403]
    draft = " ".join(texts(secretary.post(f"{address}print/").content))
    assert "проект: до утверждения ничего не уничтожается" in draft and "Выгрузка" not in draft
    assert director.post(f"{address}approval/").status_code == 302
    with inside(world.school):
        assert Person.objects.get(pk=gone.pupil.pk).phone
        assert work() == 1
        assert not Person.objects.get(pk=gone.pupil.pk).phone
        assert list(verify_chains()) == []
    acts = secretary.get(f"{PAGE}acts/").text
    assert "№ 1 от 20.11.2026" in acts and 'data-label="Уничтожено">2<' in acts
    page = director.get(address).text
    assert "Исполнен" in page and "уничтожено 2 из 2" in page and "Продолжить" not in page
    assert "стёрто по акту" in director.get("/alpha/office/audit/", {"since": "2021-08-30", "until": "2021-09-02"}).text
    for human in (gone.pupil, gone.mother):
        assert "акт № 1 от 20.11.2026" in secretary.get(f"/alpha/office/people/{human.pk}/").text
    assert "Данные уничтожены" not in secretary.get(f"/alpha/office/people/{world.pupils[0].pk}/").text
    paper = " ".join(" ".join(texts(director.post(f"{address}print/").content)).split())
    for words in (
        "Акт № 1", "об уничтожении персональных данных", "Школа для проверок", "454000, г. Энск, ул. Школьная, 1",
        "Белов Иван", "Белова Анна Олеговна", "СНИЛС", "электронный журнал «Парта»", "Способ уничтожения",
        "цель обработки достигнута", "Королёва Алевтина Романовна", "приказ от 01.09.2026 № 101", "20 ноября 2026",
        "Выгрузка из журнала регистрации событий", "УТВЕРЖДАЮ",
    ):  # fmt: skip
        assert words in paper, words
    assert "председатель — Королёва Алевтина Романовна; члены комиссии — Зимина" in paper
    assert "else" not in paper and "г.." not in paper and "else" not in draft
    with inside(world.school):
        printed = Event.objects.filter(act="paper.printed").order_by("pk").last()
    assert printed.subject["persons"] == sorted([gone.pupil.pk, gone.mother.pk])


def test_a_stopped_act_goes_on(world, browser_of, frozen, gone):
    secretary, director = browser_of(world.secretary), browser_of(world.director)
    secretary.post(PAGE, form(world, gone))
    with inside(world.school):
        act = DestructionAct.objects.get()
    address = f"{PAGE}acts/{act.pk}/"
    assert secretary.post(f"{address}approval/", {"do": "go_on"}).status_code == 403
    assert director.post(f"{address}approval/", {"do": "go_on"}).status_code == 422
    job = director.post(f"{address}approval/")["Location"]
    assert "как далеко" in director.get(address).text and "Продолжить" not in director.get(address).text
    assert "К акту" in director.get(job).text
    with inside(world.school):
        work(lambda words: Job.objects.update(stop_asked_at=frozen.now))
        assert Job.objects.get().state == "stopped"
        assert Person.objects.get(pk=gone.pupil.pk).phone
    assert "Продолжить уничтожение" in director.get(address).text
    director.post(f"{address}approval/", {"do": "go_on"})
    with inside(world.school):
        work()
        assert not Person.objects.get(pk=gone.pupil.pk).phone
    assert "уничтожено 2 из 2" in director.get(address).text


def test_what_was_chosen_stays_after_a_refusal(world, browser_of, frozen, gone):
    secretary = browser_of(world.secretary)
    answer = secretary.post(PAGE, form(world, gone, member2="", line=[gone.wanted()[0]]))
    assert answer.status_code == 422 and "не меньше 3" in answer.text
    assert f'value="{world.deputy.pk}" selected' in answer.text and "приказ от 01.09.2026 № 101" in answer.text
    first, second = (answer.text.split(f'value="{key}"')[1].split(">")[0] for key in gone.wanted())
    assert "checked" in first and "checked" not in second
    with inside(world.school):
        SchoolCard.objects.update(address="")
    assert "нет адреса" in secretary.post(PAGE, form(world, gone)).text
    for odd in ("x", "card-", "card-ё", "card-99999999999999999999", "card-\x00", "nothing-1"):
        assert secretary.post(PAGE, form(world, gone, line=[odd])).status_code == 422
    assert secretary.post(PAGE, form(world, gone, member0="ё")).status_code == 400
    with inside(world.school):
        assert not DestructionAct.objects.exists()


def test_a_draft_is_withdrawn_with_a_ground(world, browser_of, frozen, gone):
    secretary = browser_of(world.secretary)
    secretary.post(PAGE, form(world, gone))
    with inside(world.school):
        act = DestructionAct.objects.get()
    address = f"{PAGE}acts/{act.pk}/"
    assert "в акте" in secretary.get(PAGE).text
    assert secretary.post(f"{address}withdrawal/", {"ground": " "}).status_code == 422
    assert "Отозвал" in secretary.post(f"{address}withdrawal/", {"ground": "не те люди"}, follow=True).text
    assert browser_of(world.director).post(f"{address}approval/").status_code == 422
    for other in ("0", "999999"):
        assert secretary.get(f"{PAGE}acts/{other}/").status_code == 404
        assert browser_of(world.director).post(f"{PAGE}acts/{other}/approval/").status_code == 404


def test_terms_are_set_by_the_director(world, browser_of, frozen, gone):
    values = {"kind": "card", "years": "5", "paper": "номенклатура дел, 03-12"}
    assert browser_of(world.secretary).post(f"{PAGE}terms/", values).status_code == 403
    director = browser_of(world.director)
    for odd in ("", "-1", "76", "1000", "ё", "٣"):
        assert director.post(f"{PAGE}terms/", {**values, "years": odd}).status_code == 422
    assert "номенклатура дел, 03-12" in director.post(f"{PAGE}terms/", values, follow=True).text
    assert "01.01.2028" in director.get(PAGE, {"when": "later"}).text


def test_the_list_is_taken_as_a_sheet_and_that_is_told(world, browser_of, frozen, gone):
    assert browser_of(world.secretary).get(PAGE, {"as": "xlsx"}).content.startswith(b"PK")
    with inside(world.school):
        event = Event.objects.get(act="people.list_taken")
    assert event.subject == {"list": "office:destruction", "persons": sorted([gone.pupil.pk, gone.mother.pk])}
