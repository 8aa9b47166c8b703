"""The sheets of a class on paper: marks of a period, the summary of the year, what was missed."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.curriculum.models import Course, Subject
from parta.journal.models import TermResult
from parta.journal.queries.class_results import ClassResults, Missed, class_absences, class_results
from parta.paper.class_part import year_sheet
from parta.school.models import SchoolCard
from tests.factories.school_day import absent, mark, term_mark, work
from tests.factories.small_school import pupil as new_pupil
from tests.paper.reading import A4_FLIPPED, fonts, left_edges, says_archive, sizes, texts


def url(world, school_class=None):
    return f"/alpha/office/classes/{(school_class or world.school_class).pk}/marks/print/"


def printed(world, browser, **sent):
    answer = browser.post(url(world), sent)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content


@pytest.fixture
def filled(world):
    peter, maria, oleg = world.pupils
    for value in "45":
        mark(work(world.lessons[0], kind="ответ на уроке"), peter, value)
    term_mark(world.lessons[0], maria, world.terms[1], "5")
    term_mark(world.lessons[0], maria, world.terms[0], "4")
    TermResult.objects.create(course=world.algebra, pupil_id=maria.pk, kind="year", value="3")
    for lesson in (world.lessons[0], world.english_lessons[0], world.lessons[1]):
        absent(lesson, peter)
    absent(world.lessons[2], peter, code="unexcused")
    absent(world.lessons[3], peter, code="late")
    absent(world.lessons[0], oleg, code="excused")
    SchoolCard.objects.update(director_name="Герасимова Вера Васильевна")
    return world


def test_marks_averages_and_missed_days_of_a_period(filled, browser_of, frozen):
    content = printed(filled, browser_of(filled.homeroom), term=filled.terms[1].pk)
    (page,) = texts(content)
    assert "Успеваемость · 7А" in page
    assert "II четверть: 2 ноября 2026 г. – 30 декабря 2026 г." in page
    assert "Классный руководитель: Сафонова Елена Викторовна" in page
    assert "Директор / Герасимова Вера Васильевна /" in page
    # the average; one whole day of illness of one: on the 9th both lessons, on the 11th one of two; hours 4, of them ill 3
    assert "1 Антонов Пётр 4,5 4,5 1 1 4 3" in page.replace("4,50", "4,5")
    assert "2 Ёжикова Мария 5" in page
    assert "На 4 и 5, %" in page
    assert sizes(content) == {A4_FLIPPED}
    assert says_archive(content)
    assert all(fonts(content).values())


def test_missed_is_counted_by_whole_days_and_hours(filled):
    span = {"start": date(2026, 11, 2), "end": date(2026, 12, 30)}
    peter, maria, oleg = filled.pupils
    found = class_absences(filled.school_class, today=date(2026, 11, 20), **span)
    assert found[peter.pk] == Missed(days=1, days_ill=1, hours=4, hours_ill=3)
    assert found[maria.pk] == Missed()
    assert found[oleg.pk] == Missed(days=1, days_ill=0, hours=1, hours_ill=0)  # algebra was all that he had on that day


def test_the_year_has_every_period_under_each_subject(filled, browser_of, frozen):
    content = printed(filled, browser_of(filled.deputy), year="1")
    (page,) = texts(content)
    assert "Сводная ведомость · 7А" in page
    assert "2026/27 учебный год" in page
    assert "2 Ёжикова Мария 4 5 3" in page
    first, second = left_edges(content, 0, "II")[0], left_edges(content, 0, "Год")[0]
    assert first < second
    found = class_results(filled.school_class, today=date(2026, 11, 20))
    assert found.subjects == ("алгебра", "иностранный язык (английский)")
    assert found.beyond == (("year", None),)


def test_a_head_is_wide_enough_for_its_longest_word():
    term = SimpleNamespace(pk=1, kind="semester", number=1)
    page = ClassResults((term,), (("year", None),), ("обществознание",), ())
    (sheet,) = year_sheet(page, {}, college=True)
    assert sheet["heads"] == ["1", "Год"]
    assert sheet["width"] * 2 > 25
    assert sheet["sums"][2] == "Пропущено часов"


def test_many_subjects_and_pupils_go_on_over_sheets(world, browser_of, frozen):
    for number in range(30):
        new_pupil(f"Новичков-{number:02}", "Ян", world.school_class)
    for number in range(14):
        subject = Subject.objects.create(name=f"предмет с длинным названием {number}", name_key=f"п{number}")
        Course.objects.create(
            subject=subject, school_class=world.school_class, year=world.year, calendar=world.calendar,
            sort_key=f"5{number:02}",
        )  # fmt: skip
    content = printed(world, browser_of(world.deputy), year="1")
    pages = texts(content)
    assert len(pages) > 1
    assert all("Фамилия, имя" in page and "Сводная ведомость · 7А" in page for page in pages)
    assert sum(page.count("Год") for page in pages) == 16  # every subject once
    assert "Пропущено дней" in pages[-1]


def test_an_empty_class_is_printed(world, browser_of, frozen):
    answer = browser_of(world.deputy).post(url(world, world.other_class), {"term": world.terms[0].pk})
    assert "показать нечего" in texts(answer.content)[0]


@pytest.mark.parametrize(("who", "status"), [("homeroom", 200), ("director", 200), ("teacher", 403), ("admin", 403)])
def test_who_may_open_the_marks_may_print_them(world, browser_of, frozen, who, status):
    browser = browser_of(getattr(world, who))
    assert browser.post(url(world)).status_code == status
    assert [event.subject for event in Event.objects.filter(act="paper.printed").order_by("pk")] == (
        [{"form": "term_sheet", "class": world.school_class.pk, "term": world.terms[1].pk}] if status == 200 else []
    )
    assert browser_of(world.homeroom).post(url(world, world.other_class)).status_code == 404


@pytest.mark.parametrize("year", ["", "1"])
def test_queries_do_not_grow_with_the_class(world, browser_of, frozen, year):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            printed(world, browser, year=year)
        return len(captured)

    browser = browser_of(world.deputy)
    counted()
    few = counted()
    for number in range(3):
        new_pupil(f"Новый{number}", "Иван", world.school_class)
    assert counted() == few
