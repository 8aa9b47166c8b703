"""«Что будет, если»: the answers on the page, the draft beside them, who sees what; nothing is written."""

import pytest

from parta.installation.schools import inside
from parta.regulation.models import RegulationDraft
from parta.web.office.trial_picture import moments_of, picture_of
from tests.journal.services.conftest import moment
from tests.web.test_permissions import fingerprint

PAGE = "/alpha/office/regulation/trial/"


@pytest.fixture
def director(world, browser_of):
    return browser_of(world.director)


def asked(world, **more):
    lesson = world.lessons[3]  # Monday, 16 November, 8:00–8:40
    return {
        "journal": world.algebra.pk,
        "lesson": lesson.pk,
        "who": "teacher",
        "date": "2026-11-18",
        "time": "12:00",
    } | more


def begun(director, **values):
    """Begin a draft and shorten the week of records."""
    assert director.post("/alpha/office/regulation/draft/begin/").status_code == 302
    for seen, (name, value) in enumerate(values.items(), 1):
        group = {"record_window_days": "lessons", "edit_window_days": "marks"}[name]
        sent = {"seen": seen, "value": value, "clause": "4.2", "quote": "в течение трёх дней"}
        assert director.post(f"/alpha/office/regulation/draft/{group}/{name}/", sent).status_code == 302


def test_the_page_answers_with_clauses_and_who_can_lift(world, director):
    early = director.get(PAGE, asked(world, date="2026-11-16", time="12:00")).text
    assert "Срок — до 21:00 пн, 16 ноября" in early
    assert "п. 17(4)" in early
    assert "Можно, но запишется как поздняя" not in early
    late = director.get(PAGE, asked(world)).text
    assert "Можно, но запишется как поздняя" in late
    assert "Срок вышел пн, 16 ноября, 21:00" in late
    gone = director.get(PAGE, asked(world, date="2026-12-12")).text
    assert "Нельзя" in gone
    assert "Открыть доступ может заместитель директора" in gone
    assert "по прошествии 7 дней" in gone
    assert "/regulation/text/school_2/#" in gone


def test_what_the_draft_changes_stands_out(world, director):
    begun(director, record_window_days=0)
    page = director.get(PAGE, asked(world)).text
    assert page.count("было → станет") == 2  # topic and homework
    assert "то же" in page
    assert "п. 4.2" in page
    assert "tl-draft" in page


def test_only_who_writes_the_draft_sees_it(world, director, browser_of):
    begun(director, record_window_days=0)
    page = browser_of(world.teacher).get(PAGE, asked(world))
    assert page.status_code == 200
    assert "Проект" not in page.text
    assert "п. 4.2" not in page.text


def test_who_sees_no_journal_learns_nothing(world, browser_of, frozen):
    for human in (world.secretary, world.mother, world.pupils[0]):
        page = browser_of(human).get(PAGE)
        assert page.status_code == 200
        assert "Таких журналов пока нет" in page.text
        assert "алгебра" not in page.text
        assert browser_of(human).get(PAGE, {"journal": world.algebra.pk}).status_code == 404
    foreign = browser_of(world.teacher).get(PAGE, {"journal": world.other_course.pk})
    assert foreign.status_code == 404
    other = browser_of(world.teacher).get(PAGE, asked(world, lesson=world.other_course.lessons.get().pk))
    assert f'<option value="{world.lessons[5].pk}" selected>' in other.text  # the latest of the own journal
    assert browser_of(world.mother).get("/alpha/office/regulation/").text.count("trial/") == 0


def test_defaults_are_the_latest_lesson_and_this_moment(world, director, frozen):
    page = director.get(PAGE)
    assert 'value="2026-11-20"' in page.text
    assert 'value="12:00"' in page.text
    assert f'<option value="{world.lessons[5].pk}" selected>' in page.text
    assert "time=13%3A00" in page.text


def test_nonsense_is_told_and_a_wrong_pair_falls_back(world, director):
    page = director.get(PAGE, asked(world, date="завтра", time="25:99", who="кто-то"))
    assert page.status_code == 422
    for said in ("Укажите день:", "Укажите время:", "Выберите из списка, кто пишет."):
        assert said in page.text
    assert director.get(PAGE, {"class": world.other_class.pk, "journal": world.algebra.pk}).status_code == 200
    assert director.get(PAGE, {"journal": "x"}).status_code == 400


def test_trying_writes_nothing(world, director):
    begun(director, record_window_days=0)
    before = fingerprint(world.school.schema_name)
    for who in ("teacher", "substitute", "homeroom", "director", "deputy"):
        for day in ("2026-11-15", "2026-11-16", "2026-11-18", "2026-12-28"):
            assert director.get(PAGE, asked(world, who=who, date=day)).status_code == 200
    assert fingerprint(world.school.schema_name) == before


def test_the_page_costs_the_same_whatever_is_answered(world, director, django_assert_num_queries):
    begun(director, record_window_days=0)
    director.get(PAGE, asked(world))
    for more in ({}, {"date": "2026-12-28"}, {"who": "director"}, {"journal": world.other_course.pk}):
        with django_assert_num_queries(12):
            director.get(PAGE, asked(world, **more))


def test_pages_of_the_regulation_lead_here(world, director):
    assert PAGE in director.get("/alpha/office/regulation/").text
    begun(director)
    with inside(world.school):
        assert RegulationDraft.objects.exists()
    assert PAGE in director.get("/alpha/office/regulation/draft/").text


@pytest.mark.django_db
def test_the_picture_and_the_list_tell_the_same(world):
    from tests.journal.services.test_lesson_trials import told

    trial = told(world, world.lessons[3], moment("11-18"))
    lines = moments_of(trial)
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert (lines[0].when, lines[0].whose) == ("пн, 16 ноября, 21:00", "now")
    picture = picture_of(trial, moment("11-18"))
    assert all(0 <= bar.x <= 100 and bar.x + bar.width <= 100.01 for lane in picture.lanes for bar in lane.bars)
    assert picture_of(trial, moment("11-15")).now is None
