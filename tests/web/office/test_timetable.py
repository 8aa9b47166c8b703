"""The timetable's pages: by class, teacher, room and day; changes over the weekly plan; who sees what."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.installation.schools import inside
from parta.kernel.text import normal
from parta.school.models import ClassDay, Room, SchoolClass, SpecialDay, Vacation
from parta.timetable.models import Lesson, Substitution, TimetableSlot, TimetableVersion

PAGE = "/alpha/office/timetable/"
WEEK = {"date": "2026-11-20"}


@pytest.fixture
def planned(world, frozen):
    """Algebra of this Friday is in the weekly plan on Thursdays as lesson 3 in another room."""
    with inside(world.school):
        other = Room.objects.create(number="спортзал", number_key="спортзал")
        version = TimetableVersion.objects.create(year=world.year, starts_on=world.year.starts_on)
        slot = TimetableSlot.objects.create(timetable=version, course=world.algebra, weekday=4, number=3, room=other)
        friday = next(one for one in world.lessons if one.date.isoformat() == "2026-11-20")
        Lesson.objects.filter(pk=friday.pk).update(slot=slot)
        Substitution.objects.create(
            lesson=friday,
            kind="substitute",
            absent_id=world.teacher.pk,
            substitute_id=world.homeroom.pk,
            reason="болезнь",
        )
    return world


def text_of(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_week_of_a_class_shows_what_differs_from_the_plan(planned, browser_of):
    page = text_of(browser_of(planned.deputy).get(PAGE, {"class": planned.school_class.pk, **WEEK}))
    assert "Расписание · 7А" in page and "16–21 ноября" in page
    assert "замена: Сафонова Е. В." in page
    assert "перенесён с чт, 3" in page and "вместо каб. спортзал (болезнь)" in page
    assert "Изменений на этой неделе: <b>1</b>" in page
    assert f"?class={planned.school_class.pk}&amp;date=2026-11-13" in page
    assert f"?class={planned.school_class.pk}&amp;date=2026-11-27" in page


def test_the_reason_is_for_those_who_keep_the_timetable(planned, browser_of):
    asked = {"class": planned.school_class.pk, **WEEK}
    for human in (planned.teacher, planned.homeroom, planned.secretary):
        page = text_of(browser_of(human).get(PAGE, asked))
        assert "замена: Сафонова Е. В." in page and "болезнь" not in page


def test_the_absent_and_the_substitute_both_have_the_lesson(planned, browser_of):
    browser = browser_of(planned.deputy)
    for human, count in ((planned.teacher, 3), (planned.homeroom, 1), (planned.english_teacher, 3)):
        page = text_of(browser.get(PAGE, {"teacher": human.pk, **WEEK}))
        assert page.count('class="tt-one') == count, human


def test_a_room_and_the_day_of_the_school(planned, browser_of):
    browser = browser_of(planned.deputy)
    with inside(planned.school):
        room = Room.objects.get(number="301")
    page = text_of(browser.get(PAGE, {"room": room.pk, **WEEK}))
    assert "каб. 301" in page and page.count('class="tt-one') == 6
    page = text_of(browser.get(PAGE, WEEK))
    assert "Вся школа" in page and "пт, 20 ноября" in page and page.count('class="tt-one') == 2
    assert "уроков нет" in page  # 7Б
    assert "date=2026-11-21" in page and "date=2026-11-19" in page


def test_windows_and_days_of_rest_are_told(planned, browser_of):
    with inside(planned.school):
        lesson = planned.english_lessons[3]
        Lesson.objects.filter(pk=lesson.pk).update(number=3)
        SpecialDay.objects.create(calendar=planned.calendar, date="2026-11-17", kind="holiday", note="День школы")
        Vacation.objects.create(
            calendar=planned.calendar, title="Осенние каникулы", starts_on="2026-10-26", ends_on="2026-11-01"
        )
    browser = browser_of(planned.deputy)
    page = text_of(browser.get(PAGE, {"class": planned.school_class.pk, **WEEK}))
    assert "1 окно" in page and "День школы" in page
    page = text_of(browser.get(PAGE, {"class": planned.school_class.pk, "date": "2026-10-28"}))
    assert "Осенние каникулы" in page
    assert text_of(browser.get(PAGE, {"date": "2026-11-01"})).count("Осенние каникулы") == 1


def test_a_day_that_follows_another_weekday_is_no_move(planned, browser_of):
    with inside(planned.school):
        SpecialDay.objects.create(calendar=planned.calendar, date="2026-11-20", kind="as_weekday", follows_weekday=4)
        TimetableSlot.objects.update(number=1)
    page = text_of(browser_of(planned.deputy).get(PAGE, {"class": planned.school_class.pk, **WEEK}))
    assert "перенес" not in page and "по расписанию четверга" in page


def test_three_letters_lead_to_the_place(planned, browser_of):
    browser = browser_of(planned.deputy)
    for typed, leads in (
        ("7a", f"class={planned.school_class.pk}"),
        ("ёлк", f"teacher={planned.teacher.pk}"),
        ("Осипова Наталья Игоревна", f"teacher={planned.english_teacher.pk}"),
        ("спо", "room="),
    ):
        answer = browser.get(PAGE, {"q": typed, **WEEK})
        assert answer.status_code == 302 and leads in answer.url and "date=2026-11-20" in answer.url, typed
    page = text_of(browser.get(PAGE, {"q": "7", **WEEK}))
    assert "7А" in page and "7Б" in page
    assert "ничего не нашлось" in text_of(browser.get(PAGE, {"q": "ыыы"}))
    assert normal("Ёлк") == "елк"


def test_a_teacher_comes_to_the_own_week_and_families_to_none(planned, browser_of):
    assert "Расписание · Ёлкина Нина" in text_of(browser_of(planned.teacher).get(PAGE))
    assert "Вся школа" in text_of(browser_of(planned.secretary).get(PAGE))
    for human in (planned.mother, planned.pupils[0]):
        assert browser_of(human).get(PAGE).status_code == 403
    for asked in ({"class": 10**9}, {"teacher": planned.mother.pk}, {"room": 0}):
        assert browser_of(planned.deputy).get(PAGE, asked).status_code == 404
    assert browser_of(planned.deputy).get(PAGE, {"class": "7А"}).status_code == 400


def test_the_file_has_every_lesson_with_its_change(planned, browser_of):
    answer = browser_of(planned.deputy).get(PAGE, {"class": planned.school_class.pk, "as": "xlsx", **WEEK})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    lines = [row for row in rows if row[5] == "7А"]
    assert len(lines) == 6
    assert any("замена: Сафонова" in str(row[10]) for row in lines)


@pytest.mark.parametrize("asked", [{}, {"class": 1}])
def test_pages_cost_the_same_with_more_lessons(planned, browser_of, django_assert_num_queries, asked):
    browser = browser_of(planned.deputy)
    query = {**({"class": planned.school_class.pk} if asked else {}), **WEEK}
    browser.get(PAGE, query)
    with django_assert_num_queries(6):
        browser.get(PAGE, query)
    with inside(planned.school):
        for step in (1, 2, 3):
            for lesson in Lesson.objects.filter(course=planned.algebra, date="2026-11-20", number=1):
                lesson.pk, lesson.slot, lesson.number = None, None, 3 + step
                lesson.starts_at += timedelta(hours=2 * step)
                lesson.ends_at += timedelta(hours=2 * step)
                lesson.save()
    browser.get(PAGE, query)
    with django_assert_num_queries(6):
        browser.get(PAGE, query)


def test_families_see_the_week_of_their_child_alone(planned, browser_of):
    page = text_of(browser_of(planned.mother).get("/alpha/diary/timetable/", WEEK))
    assert "Расписание · Пётр, 7А" in page and page.count('class="tt-one') == 6
    assert "замена" in page and "болезнь" not in page
    third = text_of(browser_of(planned.pupils[2]).get("/alpha/diary/timetable/", WEEK))
    assert third.count('class="tt-one') == 3  # not of the English group
    assert browser_of(planned.mother).get("/alpha/diary/timetable/", {"child": planned.stranger.pk}).status_code == 404


def test_the_week_of_the_whole_school_names_who_has_no_lessons_yet(planned, browser_of, django_assert_num_queries):
    page, browser = f"{PAGE}week/", browser_of(planned.deputy)
    with inside(planned.school):
        ClassDay.objects.create(
            school_class=planned.school_class, date="2026-11-20", kind="distance", note="приказ № 45"
        )
        Lesson.objects.filter(course=planned.other_course).delete()
    text = text_of(browser.get(page, WEEK))
    assert "Уроки на эту неделю ещё не поставлены: <a" in text and text.count(">7Б</a>.") == 1
    days = text.split("<section")[1:]
    assert len(days) == 5 and "пт, 20 ноября" in days[4] and "сегодня" in days[4]
    assert "<small>дистанционно, приказ № 45</small>" in days[4] and "дистанционно" not in days[3]
    assert "замена: " in days[4] and "уроков нет" in days[4]
    with CaptureQueriesContext(connection) as few:
        browser.get(page, WEEK)
    with inside(planned.school):
        SchoolClass.objects.filter(pk=planned.other_class.pk).update(name="7Я")
        Vacation.objects.create(calendar=planned.calendar, title="зимние", starts_on="2026-12-28", ends_on="2027-01-03")
    with django_assert_num_queries(len(few)):
        browser.get(page, {"date": "2026-11-16"})
    free = text_of(browser.get(page, {"date": "2026-12-30"}))
    assert "не поставлены" not in free and free.count("Зимние") == 5
    table = CalamineWorkbook.from_filelike(BytesIO(browser.get(page, {**WEEK, "as": "xlsx"}).content))
    assert any("Алгебра".casefold() in str(row).casefold() for row in table.get_sheet_by_index(0).to_python())
    assert browser_of(planned.mother).get(page).status_code == 403
