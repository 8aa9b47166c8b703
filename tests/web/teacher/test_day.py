"""«Мой день»: today, what is behind, what closes soon; by the acts of several schools."""

from datetime import date

import pytest

from parta.curriculum.models import Course, TeachingLoad
from parta.journal.models import TermClosure
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Lesson
from parta.wording.college import as_college
from tests.factories.school_day import absent, first_quarter, mark, term_mark, work
from tests.factories.small_school import at
from tests.web.teacher.test_journal_pages import queries_of


def test_past_days_come_after_the_page_and_stand_alone(world, browser_of, frozen):
    """One lesson owed or three: the same queries, the same list as a part of «Мой день» and as a page of its own."""
    browser, part = browser_of(world.teacher), {"HX-Request": "true"}
    url, days = "/alpha/day/behind/", [lesson.date for lesson in world.lessons]
    day = browser.get("/alpha/day/").text
    assert f'data-later="{url}"' in day and f'<a href="{url}">' in day
    assert "Не заполнено за прошлые дни" not in day
    counts = []
    for today, owed in ((days[1], 1), (days[3], 3)):
        frozen(f"{today:%m-%d}", "12:00")
        browser.get(url)
        count, page = queries_of(browser, url)
        counts.append(count)
        fragment = browser.get(url, headers=part)
        assert "<html" in page.text and "<html" not in fragment.text
        assert "HX-Request" in fragment.headers["Vary"]
        for text in (page.text, fragment.text):
            assert "Не заполнено за прошлые дни" in text
            assert text.count("?date=") == owed
            assert f"?date={today.isoformat()}" not in text
            assert "нет темы, срок был до 21:00" in text
    assert counts[0] == counts[1] <= 8, counts
    frozen("11-09", "07:00")
    assert "За прошлые дни всё заполнено." in browser.get(url).text


@pytest.mark.parametrize("who", ["teacher", "homeroom"])
def test_the_day_is_as_quick_for_who_has_more_to_do_than_lessons(world, browser_of, who):
    """What waits for a homeroom teacher comes after the page, with the past days."""
    browser = browser_of(getattr(world, who))
    browser.get("/alpha/day/")
    count, _ = queries_of(browser, "/alpha/day/")
    assert count <= 8


def test_work_that_is_still_in_time_is_named_with_its_day(world, browser_of, frozen):
    """School 2, a control work of Monday: within four days; the fifth day it is overdue."""
    work(world.lessons[0], "контрольная работа")
    browser, url = browser_of(world.teacher), "/alpha/day/behind/"
    frozen("11-13", "23:59")
    text = browser.get(url).text
    assert "отметки: контрольная работа" in text and "до конца дня" in text
    frozen("11-14", "00:00")
    assert "нет отметок: контрольная работа, срок был до конца дня пт, 13 ноября" in browser.get(url).text


def test_past_days_are_a_teachers_own(world, browser_of, frozen):
    assert browser_of(world.mother).get("/alpha/day/behind/").status_code == 403


@pytest.mark.parametrize(
    ("preset", "silent", "asked", "last", "over", "until", "clause"),
    [
        ("school_117", "10-16", "10-17", "10-23", "10-24", "пт, 23 октября", "5.2"),
        ("school_2", "10-19", "10-20", "10-26", "10-27", "пн, 26 октября", "17(4)"),
        ("lyceum_68", "10-17", "10-18", "10-24", "10-25", "сб, 24 октября", "3.6.5"),
    ],
)
def test_marks_of_a_period_are_asked_for_in_time(
    world, browser_of, frozen, preset, silent, asked, last, over, until, clause
):
    """From the day that the act names, else a week before the end of the term, until all are put or it is closed."""
    RegulationVersion.objects.update(preset=preset)
    first_quarter(world)
    browser, url, head = browser_of(world.teacher), "/alpha/day/behind/", "<h3>Отметки за I четверть</h3>"
    frozen(silent, "23:59")
    assert head not in browser.get(url).text
    frozen(asked, "00:00")
    page = browser.get(url).text
    assert head in page and f"по {until}" in page and f"п. {clause}</p>" in page
    assert f'/journal/{world.algebra.pk}/?term={world.terms[0].pk}">7А алгебра</a> — не выставлено 3 из 3' in page
    assert "иностранный" not in page
    frozen(last, "23:59")
    assert f"срок был до конца дня {until}" not in browser.get(url).text
    frozen(over, "00:00")
    assert f"срок был до конца дня {until}" in browser.get(url).text
    for who in world.pupils:
        assert head in browser.get(url).text
        term_mark(world.lessons[0], who, world.terms[0], "4")
    assert head not in browser.get(url).text


def test_marks_of_a_closed_period_are_not_asked_for(world, browser_of, frozen):
    first_quarter(world)
    browser = browser_of(world.teacher)
    frozen("10-26")
    assert "Отметки за I четверть" in browser.get("/alpha/day/behind/").text
    TermClosure.objects.create(term=world.terms[0], closed_at=frozen.now, closed_by_id=world.deputy.pk)
    assert "Отметки за I четверть" not in browser.get("/alpha/day/behind/").text


def test_marks_of_a_period_are_asked_of_who_teaches_now(world, browser_of, frozen):
    """A former teacher leaves them to the next; one journal or three, the queries are the same."""
    first_quarter(world)
    frozen("10-26")
    browser, url = browser_of(world.english_teacher), "/alpha/day/behind/"
    browser.get(url)
    few, page = queries_of(browser, url)
    assert page.text.count("не выставлено") == 1
    TeachingLoad.objects.filter(course=world.algebra).update(ends_on=date(2026, 10, 25))
    for course in (world.algebra, Course.objects.create(
        subject=world.algebra.subject, title="Избранные главы", school_class=world.school_class, sort_key="4",
        year=world.year, calendar=world.calendar,
    )):  # fmt: skip
        TeachingLoad.objects.create(course=course, employee_id=world.english_teacher.pk, starts_on=date(2026, 10, 26))
        hour = "08" if course == world.algebra else "09"
        Lesson.objects.create(
            course=course, date=date(2026, 10, 2), starts_at=at(date(2026, 10, 2), f"{hour}:00"),
            ends_at=at(date(2026, 10, 2), f"{hour}:40"),
        )  # fmt: skip
    many, page = queries_of(browser, url)
    assert page.text.count("не выставлено") == 3
    assert few == many <= 9, (few, many)
    assert "не выставлено" not in browser_of(world.teacher).get(url).text


@pytest.mark.parametrize(
    ("preset", "last", "over", "until", "clause", "tonight"),
    [
        ("school_117", "11-14 23:59", "11-15 00:00", "до конца дня", "5.2", False),
        ("school_2", "11-09 20:59", "11-09 21:00", "до 21:00", "17(4)", True),
        ("lyceum_68", "11-09 23:59", "11-10 00:00", "до конца дня", "5.3", True),
        ("stakhanovskaya", "11-09 23:59", "11-10 00:00", "до конца дня", "2.10", True),
        ("kudymkar_college", "11-10 23:59", "11-11 00:00", "до конца дня", "3.2.2", False),
    ],
)
def test_marks_for_answers_are_reminded_of_quietly(
    world, browser_of, frozen, preset, last, over, until, clause, tonight
):
    """By when, of how many, until the moment is over; a lesson may pass without marks, so nothing is said after it."""
    RegulationVersion.objects.update(preset=preset)
    lesson = world.lessons[0]
    browser, url = browser_of(world.teacher), f"/alpha/day/?date={lesson.date.isoformat()}"
    named = as_college("отметки за урок") if preset == "kudymkar_college" else "отметки за урок"
    soft, line = f'<span class="muted">{named}: 0 из 3</span>', "Без отметок: 1 урок. Если спрашивали, отметки"
    frozen("11-09", "07:59")
    assert named not in browser.get(url).text
    frozen("11-09", "08:00")
    page = browser.get(url).text
    assert soft in page and f"п. {clause}" in page
    assert (line in page) is tonight
    frozen(*last.split())
    page = browser.get(url).text
    assert soft in page and f"</span> {until}" in page
    frozen(*over.split())
    page = browser.get(url).text
    assert named not in page and line not in page


def test_who_is_absent_or_marked_is_not_waited_for(world, browser_of, frozen):
    lesson, column = world.lessons[5], work(world.lessons[5], "ответ на уроке")
    browser, url = browser_of(world.teacher), "/alpha/day/"
    absent(lesson, world.pupils[0])
    mark(column, world.pupils[1], "4")
    page = browser.get(url).text
    assert "отметки за урок: 1 из 2</span>" in page and "Без отметок" not in page
    mark(column, world.pupils[2], "5")
    page = browser.get(url).text
    assert "отметки за урок" not in page


def test_a_written_work_is_reminded_of_by_itself(world, browser_of, frozen):
    work(world.lessons[5], "контрольная работа")
    page = browser_of(world.teacher).get("/alpha/day/").text
    assert "отметки: контрольная работа" in page and "отметки за урок" not in page


def test_marks_are_not_asked_for_where_none_are_given(world, browser_of, frozen):
    Course.objects.update(marks_given=False)
    assert "отметки за урок" not in browser_of(world.teacher).get("/alpha/day/").text


def test_queries_of_my_day_do_not_grow(world, browser_of, frozen):
    browser, url = browser_of(world.teacher), "/alpha/day/"
    browser.get(url)
    few, page = queries_of(browser, url)
    assert page.text.count("отметки за урок") == 1
    for hour in ("10", "11"):
        Lesson.objects.create(
            course=world.english, employee_id=world.teacher.pk, date=frozen.now.date(),
            starts_at=at(frozen.now.date(), f"{hour}:00"), ends_at=at(frozen.now.date(), f"{hour}:40"),
        )  # fmt: skip
    browser.get(url)
    many, page = queries_of(browser, url)
    assert page.text.count("отметки за урок") == 3 and "0 из 2</span>" in page.text
    assert few == many <= 8, (few, many)


def test_marks_of_the_year_are_asked_for_with_those_of_its_last_period(world, browser_of, frozen):
    """School 117: a day before lessons of the year end, here with the second quarter."""
    RegulationVersion.objects.update(preset="school_117")
    browser, url = browser_of(world.teacher), "/alpha/day/behind/"
    frozen("12-22", "23:59")
    assert "Отметки за" not in browser.get(url).text
    frozen("12-23", "00:00")
    page = browser.get(url).text
    assert "<h3>Отметки за II четверть</h3>" in page and "<h3>Отметки за учебный год</h3>" in page
    assert page.count("по вт, 29 декабря") == 2
