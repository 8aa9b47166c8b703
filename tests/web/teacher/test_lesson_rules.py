"""The lesson panel says by when each record is due, and shuts what the act has shut, with its words."""

import re
import uuid

import pytest

from parta.journal.models import Attendance, Homework, LessonEntry, Mark, RollCall, Work
from parta.regulation.models import RegulationVersion
from tests.journal.services.conftest import Desk, topic_operation
from tests.web.teacher.test_journal_pages import queries_of
from tests.web.teacher.test_page_rules import written


@pytest.fixture
def panel(world, browser_of, frozen):
    """Open a lesson under a preset and give the page's text."""

    def read(lesson, preset="school_2", who="teacher"):
        RegulationVersion.objects.update(preset=preset)
        return browser_of(getattr(world, who)).get(f"/alpha/lessons/{lesson.pk}/").text

    return read


def terms(page):
    """Give the terms beside records as (state, moment, clause)."""
    found = re.findall(r'<small class="due (\w+)" title="([^"]*)"[^>]*><span[^>]*>◷ </span>([^<]*)<', page)
    return [(state, moment.strip(), clause) for state, clause, moment in found]


def is_off(page, name):
    (field,) = re.findall(rf'<(?:input|textarea|select|button)(?! form=)[^>]*name="{name}"[^>]*>', page)
    return " disabled" in field


def test_today_each_record_has_its_hour(panel, world):
    work = written(world.lessons[5])
    page = panel(world.lessons[5])
    act = "Положение школы № 2, п. 17(4)"
    assert terms(page) == [
        ("near", "отсутствующие — до 21:00 сегодня", act),
        ("far", "отметки: диктант — до конца дня вт, 24 ноября", act),
        ("near", "до 21:00 сегодня", act),
        ("near", "до 21:00 сегодня", act),
    ]
    assert not is_off(page, "topic")
    RollCall.objects.create(lesson=world.lessons[5], taken_at="2026-11-20T08:00+05:00")
    LessonEntry.objects.create(lesson=world.lessons[5], topic="Степени")
    Homework.objects.create(lesson=world.lessons[5], none_set=True)
    Attendance.objects.create(lesson=world.lessons[5], pupil_id=world.pupils[2].pk, code="ill")
    for pupil in world.pupils[:2]:
        Mark.objects.create(work=work, pupil_id=pupil.pk, value="4")
    assert {state for state, *_ in terms(panel(world.lessons[5]))} == {"done"}


def test_what_is_done_says_nothing_once_its_term_is_over(panel, world, frozen):
    LessonEntry.objects.create(lesson=world.lessons[5], topic="Степени")
    frozen("11-20", "21:00")
    found = terms(panel(world.lessons[5]))
    assert ("over", "срок был до 21:00 сегодня", "Положение школы № 2, п. 17(4)") in found
    assert len(found) == 2  # absences and homework; of oral marks nobody has to have one


def test_the_homework_of_stakhanovskaya_counts_from_the_class_s_last_lesson(panel, world):
    """90 minutes after the last lesson of the class, English of a subgroup that ends at 9:30."""
    page = panel(world.lessons[5], "stakhanovskaya")
    assert [moment for _, moment, _ in terms(page)][-1] == "срок был до 11:00 сегодня"


def test_after_a_week_all_is_shut_with_the_clause_and_the_way_to_ask(panel, world):
    page = panel(world.lessons[0])
    for name in ("topic", "homework", "homework_none", "minutes", "due"):
        assert is_off(page, name), name
    assert len(re.findall(r'name="absent"[^>]* disabled', page)) == len(world.pupils)
    assert not is_off(page, f"code-{world.pupils[0].pk}")  # a certificate comes later
    assert "Записать тему уже нельзя: со дня урока прошло больше 7 дней" in page
    assert "Отметить пропуск уже нельзя: со дня урока прошло больше 7 дней (Положение школы № 2, п. 17(4))" in page
    assert "Попросить открыть урок" in page


def test_the_lyceum_shuts_marks_alone_and_nobody_is_sent_to_ask(panel, world):
    work = written(world.lessons[4])
    Mark.objects.create(work=work, pupil_id=world.pupils[0].pk, value="4")
    page = panel(world.lessons[4], "lyceum_68")
    assert not is_off(page, "topic")
    assert not is_off(page, f"mark-{world.pupils[1].pk}-0")  # a new mark of a written work lives a week
    assert 'class="shut" title="Изменить отметку уже нельзя: можно было только в день урока' in page
    assert "Попросить открыть урок" not in page
    oral = panel(world.lessons[3], "lyceum_68")
    assert is_off(oral, f"mark-{world.pupils[1].pk}-0")


def test_the_college_shuts_nothing_and_says_what_becomes_of_a_late_record(panel, world):
    page = panel(world.lessons[0], "kudymkar_college")
    assert not is_off(page, "topic")
    assert "она будет отмечена как сделанная после срока" in page
    assert 'class="shut"' not in page


def test_what_was_opened_is_open(panel, world):
    desk = Desk(world)
    asked = desk.ask(world.teacher, world.algebra, topic_operation(world.lessons[0]))
    assert is_off(panel(world.lessons[0]), "topic")
    desk.grant(world.deputy, *asked.cells.all())
    page = panel(world.lessons[0])
    assert not is_off(page, "topic")
    assert is_off(page, "homework")


def test_shut_absences_stand_as_they_are(panel, world, browser_of):
    """A browser sends no disabled field: saving the rest neither clears absences nor calls the roll."""
    Attendance.objects.create(lesson=world.lessons[0], pupil_id=world.pupils[1].pk, code="ill")
    work = Work.objects.create(id=uuid.uuid4(), lesson=world.lessons[0], kind=written(world.lessons[1]).kind)
    RegulationVersion.objects.update(
        values={"lessons": {"record_window_days": {"value": "always", "clause": "1"}}}, preset="school_2"
    )
    sent = browser_of(world.teacher).post(
        f"/alpha/lessons/{world.lessons[0].pk}/", {"action": "save", "topic": "Степени"}
    )
    assert (sent.status_code, LessonEntry.objects.get().topic) == (302, "Степени")
    assert Attendance.objects.get().code == "ill"
    assert not RollCall.objects.exists()
    assert not Mark.objects.filter(work=work).exists()


def test_the_panel_takes_the_same_queries_with_one_work_and_with_three(world, browser_of, frozen):
    browser, url = browser_of(world.teacher), f"/alpha/lessons/{world.lessons[5].pk}/"
    counts = []
    for _ in range(3):
        written(world.lessons[5])
        browser.get(url)
        counts.append(queries_of(browser, url)[0])
    assert counts == [9, 9, 9]
