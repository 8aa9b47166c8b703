"""The diary on paper: a family's week and marks, and slips for families without the electronic diary."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.paper import typesetting
from parta.people.models import Pupil
from tests.factories.school_day import absent, homework, mark, note, term_mark, work
from tests.paper.reading import A4_FLIPPED, fonts, says_archive, sizes, texts

WEEK = "/alpha/diary/week/print/"
TERM = "/alpha/diary/marks/print/"


@pytest.fixture
def filled(world):
    peter, maria, _ = world.pupils
    mark(work(world.lessons[3]), peter, "4", attempts=("2",))
    mark(work(world.lessons[3]), maria, "5")
    absent(world.lessons[4], peter, reason="справка")
    note(world.lessons[5], peter, "Не было тетради #1 *")
    homework(world.lessons[3], world.lessons[4], "п. 7, № 3")
    term_mark(world.lessons[0], peter, world.terms[0], "5")
    return world


def slips_url(world, school_class=None):
    return f"/alpha/office/classes/{(school_class or world.school_class).pk}/slips/print/"


def test_a_family_prints_its_week(filled, browser_of, frozen):
    peter = filled.pupils[0]
    answer = browser_of(filled.mother).post(f"{WEEK}?child={peter.pk}&date=2026-11-18")
    (page,) = texts(answer.content)
    assert "Антонов Пётр, 7А" in page
    assert "Неделя 16 ноября – 21 ноября 2026 г." in page
    assert "Понедельник, 16 ноября 1 Алгебра 2→4" in page
    assert "п. 7, № 3" in page
    assert "Не было тетради #1 *" in page
    assert "Уроков нет" in page
    assert sizes(answer.content) == {A4_FLIPPED}
    assert says_archive(answer.content)
    assert all(fonts(answer.content).values())
    event = Event.objects.get(act="paper.printed")
    assert event.subject == {"form": "week", "pupil": peter.pk, "day": "2026-11-16"}
    assert event.person_id == filled.mother.pk


def test_a_family_prints_marks_and_results(filled, browser_of, frozen):
    peter = filled.pupils[0]
    content = browser_of(filled.mother).post(f"{TERM}?child={peter.pk}").content
    (page,) = texts(content)
    assert "Антонов Пётр, 7А" in page
    assert "II четверть: 2 ноября 2026 г. – 30 декабря 2026 г." in page
    assert "Предмет Отметки Средняя Пропущено уроков I четв. II четв. Год" in page.replace("  ", " ")
    assert "Алгебра 2→4 4 1 5" in page.replace("4,00", "4")
    assert says_archive(content)


@pytest.mark.parametrize(
    ("who", "status"),
    [("mother", 200), ("homeroom", 200), ("director", 200), ("other_mother", 404), ("teacher", 403), ("admin", 403)],
)
@pytest.mark.parametrize("address", [WEEK, TERM])
def test_who_may_open_a_diary_may_print_it(world, browser_of, frozen, who, status, address):
    child = world.pupils[0].pk
    assert browser_of(getattr(world, who)).post(f"{address}?child={child}").status_code == status
    assert Event.objects.filter(act="paper.printed").count() == (status == 200)


def test_slips_are_for_families_without_the_diary(filled, browser_of, frozen):
    peter = filled.pupils[0]
    Pupil.objects.filter(pk=peter.pk).update(paper_only="заявление от 01.09.2026")
    browser = browser_of(filled.homeroom)
    page = browser.get(f"/alpha/office/classes/{filled.school_class.pk}/").content.decode()
    assert f'name="pupil" value="{peter.pk}" checked' in page
    assert f'name="pupil" value="{filled.pupils[1].pk}">' in page
    content = browser.post(slips_url(filled), {"date": "2026-11-18"}).content
    (sheet,) = texts(content)
    assert "Антонов Пётр, 7А" in sheet
    assert "Ёжикова" not in sheet
    # the screen shows such a family nothing; the slip is where its records are
    assert "Понедельник, 16 ноября Алгебра 2→4 контрольная работа" in sheet
    assert "Среда, 18 ноября Алгебра Б болеет; справка" in sheet
    assert "Не было тетради #1 *" in sheet
    assert "Пропущено: 1 урок." in sheet
    assert says_archive(content)
    event = Event.objects.get(act="paper.printed")
    assert event.subject == {
        "form": "slips", "class": filled.school_class.pk, "pupils": [peter.pk], "day": "2026-11-16",
    }  # fmt: skip


def test_slips_for_chosen_pupils_stand_together(filled, browser_of, frozen):
    chosen = [pupil.pk for pupil in reversed(filled.pupils)]
    (sheet,) = texts(
        browser_of(filled.director).post(slips_url(filled), {"pupil": chosen, "date": "2026-11-18"}).content
    )
    names = ["Антонов Пётр", "Ёжикова Мария", "Яковлев Олег"]
    assert sorted(names, key=sheet.index) == names
    assert "За неделю отметок и замечаний нет. Пропусков нет." in sheet


def test_slips_of_a_class_cost_as_much_as_of_one(filled, browser_of, frozen):
    browser, costs = browser_of(filled.director), []
    for count in (1, 1, 3):
        with CaptureQueriesContext(connection) as seen:
            browser.post(slips_url(filled), {"pupil": [one.pk for one in filled.pupils[:count]], "date": "2026-11-18"})
        costs.append(len(seen))
    assert costs[1] == costs[2]  # the first one signs in


def test_a_press_that_gives_no_file_is_said_in_words(filled, browser_of, frozen, monkeypatch):
    monkeypatch.setattr(typesetting, "LONGEST", 0.001)
    answer = browser_of(filled.director).post(slips_url(filled), {"pupil": filled.pupils[0].pk, "date": "2026-11-18"})
    assert answer.status_code == 503
    assert "Лист не получился" in answer.content.decode()
    assert not Event.objects.filter(act="paper.printed").exists()


def test_slips_of_nobody_and_of_others_are_not_printed(world, browser_of, frozen):
    browser = browser_of(world.homeroom)
    answer = browser.post(slips_url(world), follow=True)
    assert "Отметьте, для кого напечатать листки" in answer.content.decode()
    assert browser.post(slips_url(world), {"pupil": world.stranger.pk}).status_code == 404
    assert browser.post(slips_url(world, world.other_class)).status_code == 404
    assert browser.post(slips_url(world), {"pupil": "x"}).status_code == 400
    assert browser.post(slips_url(world), {"date": "вчера"}).status_code == 400
    assert browser_of(world.teacher).post(slips_url(world)).status_code == 403
    assert not Event.objects.filter(act="paper.printed").exists()


def test_the_buttons_stand_on_the_pages(filled, browser_of, frozen):
    browser = browser_of(filled.mother)
    assert "/alpha/diary/week/print/?date=2026-11-16" in browser.get("/alpha/diary/week/").content.decode()
    marks = browser.get(f"/alpha/diary/marks/?term={filled.terms[0].pk}").content.decode()
    assert f"{TERM}?term={filled.terms[0].pk}" in marks
    first = browser.post(f"{TERM}?term={filled.terms[0].pk}").content
    assert "I четверть: 1 сентября 2026 г. – 24 октября 2026 г." in texts(first)[0]
    assert browser.post(f"{TERM}?term={10**9}").status_code == 404
    assert TERM in browser.get("/alpha/diary/results/").content.decode()
