"""Control: what is overdue, what came late, who did not write; who may look, filters, files, queries."""

import uuid
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.journal.models import LessonEntry, RollCall
from parta.regulation.models import RegulationVersion
from tests.factories.school_day import first_quarter, term_mark, work
from tests.journal.services.conftest import Desk, moment, on, topic_operation

PAGE, LATE, SILENCE, RESULTS = (f"/alpha/office/control/{tab}" for tab in ("", "late/", "silence/", "results/"))
SPAN = {"from": "2026-11-01", "to": "2026-11-30"}
MONDAY = moment("11-09").date()


def rows_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_leaders_only(world, frozen, browser_of):
    for page in (PAGE, LATE, SILENCE, RESULTS):
        for human in (world.deputy, world.director):
            assert browser_of(human).get(page).status_code == 200
        for human in (world.teacher, world.homeroom, world.secretary, world.admin, world.mother):
            assert browser_of(human).get(page).status_code == 403


def test_what_is_missing_and_over_is_listed_with_its_moment_and_clause(world, frozen, browser_of):
    """School 2: topics, absences, homework up to 21:00 of the day; the tab names whose, where and since when."""
    browser = browser_of(world.deputy)
    text = browser.get(PAGE, SPAN).content.decode()
    assert "нет темы" in text
    assert "не отмечены отсутствующие" in text
    assert "до 21:00 пн, 9 ноября" in text
    assert "17(4)" in text
    with inside(world.school):
        lesson = on(world, MONDAY)
        LessonEntry.objects.create(lesson=lesson, topic="Степени")
        RollCall.objects.create(lesson=lesson, taken_by_id=world.teacher.pk, taken_at=moment("11-09"))
    only = {"from": "2026-11-09", "to": "2026-11-09", "subject": world.algebra.subject_id}
    lines = [row for row in rows_of(browser.get(PAGE, {**only, "as": "xlsx"})) if row[1] == "7А"]
    assert "нет темы" not in {row[5] for row in lines}


def test_today_is_not_overdue_before_its_hour(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    today = {"from": "2026-11-20", "to": "2026-11-20"}
    frozen("11-20", "20:59")
    assert "Всё заполнено в срок" in browser.get(PAGE, today).content.decode()
    frozen("11-20", "21:00")
    assert "нет темы" in browser.get(PAGE, today).content.decode()


def test_a_written_work_without_marks_is_overdue_after_its_term(world, frozen, browser_of):
    with inside(world.school):
        work(on(world, MONDAY))
    page = {"from": "2026-11-09", "to": "2026-11-09"}
    frozen("11-13", "23:59")
    browser = browser_of(world.deputy)
    assert "нет отметок: контрольная работа" not in browser.get(PAGE, page).content.decode()
    frozen("11-14", "00:00")
    text = browser.get(PAGE, page).content.decode()
    assert "нет отметок: контрольная работа" in text
    assert "до конца дня пт, 13 ноября" in text


def test_late_records_are_counted_as_they_were_judged(world, frozen, browser_of):
    with inside(world.school):
        desk = Desk(world)
        in_time, late = on(world, MONDAY), world.lessons[1]
        desk.send(world.teacher, world.algebra, topic_operation(in_time), now=moment("11-09", "20:59"))
        desk.send(world.teacher, world.algebra, topic_operation(late), now=moment(f"{late.date:%m-%d}", "22:10"))
        RegulationVersion.objects.update(preset="stakhanovskaya")  # the whole day now: the past stays as it was judged
        event = Event.objects.get(after__has_key="overdue")
        assert event.after["overdue"]["number"] == "17(4)"
    browser = browser_of(world.deputy)
    rows = [row for row in rows_of(browser.get(LATE, {**SPAN, "as": "xlsx"})) if row[1] == "7А"]
    assert len(rows) == 1
    assert rows[0][5] == "тема"
    text = browser.get(LATE, SPAN).content.decode()
    assert f"до 21:00 {['пн', 'вт', 'ср', 'чт', 'пт', 'сб'][late.date.weekday()]}, {late.date.day} ноября" in text
    assert "Опоздавших записей нет" in browser.get(LATE, {**SPAN, "teacher": world.homeroom.pk}).content.decode()
    history = browser_of(world.teacher).get(f"/alpha/journal/{world.algebra.pk}/history", {"lesson": late.pk})
    assert "срок был до 21:00" in history.content.decode()


@pytest.mark.parametrize(("preset", "word"), [("school_117", "неделю"), ("lyceum_68", "день")])
def test_who_had_lessons_and_wrote_nothing(world, frozen, browser_of, preset, word):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)
        Desk(world).send(world.teacher, world.algebra, topic_operation(on(world, MONDAY)), now=moment("11-09"))
    span = {"from": "2026-11-09", "to": "2026-11-13", "teacher": world.teacher.pk}
    browser = browser_of(world.deputy)
    text = browser.get(SILENCE, span).content.decode()
    assert f"не реже раза в {word}" in text
    if preset == "school_117":
        assert "Журнал вели все" in text
    else:
        rows = rows_of(browser.get(SILENCE, {**span, "as": "xlsx"}))
        line = next(row for row in rows if str(row[0]).startswith("Ёлкина"))
        assert line[1] == line[2] + 1
        assert "09.11.2026" not in line[3]


def test_nonsense_in_the_address_is_refused(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    for name, value in (("from", "вчера"), ("to", "2026-13-01"), ("class", "-1"), ("teacher", "x"), ("page", "1.5")):
        assert browser.get(PAGE, {name: value}).status_code == 400
    assert browser.get(PAGE, {"from": "2026-11-30", "to": "2026-11-01", "page": 99}).status_code == 200
    assert browser.get(LATE, {"from": "2000-01-01", "to": "2100-01-01"}).status_code == 200


@pytest.mark.parametrize("page", [PAGE, LATE, SILENCE])
def test_the_number_of_queries_does_not_grow(world, frozen, browser_of, page):
    browser = browser_of(world.deputy)
    browser.get(page, SPAN)
    counts = []
    for span in ({"from": "2026-11-09", "to": "2026-11-09"}, SPAN):
        with CaptureQueriesContext(connection) as caught:
            browser.get(page, span)
        counts.append(len(caught))
        with inside(world.school):
            for lesson in world.lessons[:3]:
                op = {**topic_operation(lesson), "op": str(uuid.uuid4())}
                Desk(world).send(world.teacher, world.algebra, op, now=moment("11-30"))
    assert counts[0] == counts[1]


def test_marks_of_a_period_that_are_not_put_are_counted_by_teacher(world, frozen, browser_of):
    """School 117: by the day before the quarter ends; the tab names journals, who puts the marks, and the moment."""
    RegulationVersion.objects.update(preset="school_117")
    first_quarter(world)
    browser = browser_of(world.deputy)
    frozen("10-16")
    assert "Сейчас ставить нечего" in browser.get(RESULTS).text
    frozen("10-23", "23:59")
    page = browser.get(RESULTS).text
    assert "2 журнала" in page and "Ёлкина" in page and "Осипова" in page
    assert "до конца дня пт, 23 октября" in page and "срок был" not in page
    term_mark(world.lessons[0], world.pupils[0], world.terms[0], "4")
    frozen("10-24", "00:00")
    assert "срок был до конца дня пт, 23 октября" in browser.get(RESULTS).text
    rows = rows_of(browser.get(RESULTS, {"as": "xlsx"}))
    assert [row[4:7] for row in rows if row[1] == "7А"] == [["I четверть", 2.0, 3.0], ["I четверть", 2.0, 2.0]]
    only = browser.get(RESULTS, {"teacher": world.english_teacher.pk}).text
    assert "1 журнал<" in only and "алгебра</a>" not in only
    assert "Сейчас ставить нечего" in browser.get(RESULTS, {"class": world.other_class.pk}).text


def test_queries_of_the_results_tab_do_not_grow(world, frozen, browser_of):
    first_quarter(world)
    frozen("10-26")
    browser, counts = browser_of(world.deputy), []
    for narrow in ({"subject": world.algebra.subject_id}, {}):
        browser.get(RESULTS, narrow)
        with CaptureQueriesContext(connection) as captured:
            browser.get(RESULTS, narrow)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 10
