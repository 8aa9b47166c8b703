"""How far the year is set up: what lacks by name, whose it is, by which day of the act."""

from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import Course, CurriculumLine, StudyGroup, TeachingLoad
from parta.installation.schools import inside
from parta.school.models import AcademicYear, SchoolClass
from parta.timetable.models import Lesson

PAGE = "/alpha/office/setup/"


def rows_of(browser):
    answer = browser.get(PAGE, {"as": "xlsx"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return [(row[0], row[5], row[8]) for row in rows[3:] if row[5]]


def test_what_lacks_is_named_and_who_waits_for_it(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    assert ("Учебный план", "срок прошёл", "7А") not in rows_of(browser)  # school № 2 names no day for it
    assert {row for row in rows_of(browser) if row[0] == "Учебный план"} == {
        ("Учебный план", "в работе", "7А"),
        ("Учебный план", "в работе", "7Б"),
    }
    with CaptureQueriesContext(connection) as seen:
        page = browser.get(PAGE).content.decode()
    assert "без учебного плана: 2 из 2" in page and "31.08.2026" in page and "п. 17(3)" in page
    with inside(world.school):
        for one in (world.school_class, world.other_class):
            CurriculumLine.objects.create(
                year=world.year, school_class=one, subject=world.algebra.subject, hours_per_week=3
            )
        TeachingLoad.objects.filter(course=world.english).delete()
    rows = rows_of(browser)
    assert ("Учебный план", "готово", "") in rows
    assert [row for row in rows if row[0] == "Нагрузка"] == [
        ("Нагрузка", "срок прошёл", "7А 1 гр. иностранный язык (английский)")
    ]
    assert {row[1] for row in rows if row[0] == "Календарно-тематические планы"} == {"ждёт"}
    assert not {"Сессии заочных групп", "Практики"} & {row[0] for row in rows}  # nothing to do there in a school
    waiting = browser.get(PAGE).content.decode()
    assert '<a href="#step-load">нагрузка</a>' in waiting and "держит: " in waiting
    assert "Опаздывают:" in waiting and 'href="#step-load"' in waiting
    with CaptureQueriesContext(connection) as later:
        assert browser.get(PAGE).status_code == 200
    assert len(seen) == len(later)
    for human in (world.teacher, world.mother):
        assert browser_of(human).get(PAGE).status_code == 403


def test_lessons_by_date_are_a_timetable_and_clubs_are_no_subgroups(world, frozen, browser_of):
    browser = browser_of(world.deputy)

    def lacking(step):
        return [row[2] for row in rows_of(browser) if row[0] == step and row[2]]

    name = "7А алгебра"
    with inside(world.school):
        group = StudyGroup.objects.create(year=world.year, name="Шахматы", name_key="шахматы")
        club = Course.objects.create(
            year=world.year, subject=world.algebra.subject, study_group=group, calendar=world.calendar,
            kind="extracurricular",
        )  # fmt: skip
        Lesson.objects.filter(course=world.algebra, slot=None).exclude(status="held").delete()
        Lesson.objects.filter(course=world.algebra).update(status="cancelled")
    assert name in lacking("Расписание") and not any("Шахматы" in one for one in lacking("Подгруппы"))
    with inside(world.school):
        Course.objects.filter(pk=club.pk).update(kind="lesson")
        Lesson.objects.create(
            course=world.algebra,
            date="2026-12-04",
            starts_at="2026-12-04T10:00+05:00",
            ends_at="2026-12-04T11:30+05:00",
        )
    assert name not in lacking("Расписание") and any("Шахматы" in one for one in lacking("Подгруппы"))


def test_a_part_time_group_without_sessions_and_a_practice_without_days_are_steps(world, frozen, browser_of):
    with inside(world.school):
        SchoolClass.objects.filter(pk=world.other_class.pk).update(kind="group", study_form="part_time")
        Course.objects.filter(pk=world.other_course.pk).update(kind="practice")
        ahead = AcademicYear.objects.create(title="2027/28", starts_on="2027-09-01", ends_on="2028-08-31")
    page = browser_of(world.deputy).get(PAGE, {"year": world.year.pk}).content.decode()
    assert "без сессий: 1 из 1" in page and "без дней практики: 1 из 1" in page and f"?year={ahead.pk}" in page
    assert "2027/28" in browser_of(world.deputy).get(PAGE).content.decode().split("<h1")[1][:400]


def test_the_director_approves_by_an_order(world, frozen, browser_of):
    browser = browser_of(world.director)
    form = {"year": world.year.pk, "part": "curriculum", "order": "№ 112", "approved_on": "2026-08-28"}
    for human in (world.deputy, world.admin, world.secretary, world.teacher):
        assert browser_of(human).post(PAGE, form).status_code == 403
    assert browser.post(PAGE, {**form, "approved_on": "2026-11-21"}).status_code == 422
    assert browser.post(PAGE, {**form, "order": " "}).status_code == 422
    assert browser.post(PAGE, {**form, "part": "weather"}).status_code == 422
    assert browser.post(PAGE, form).status_code == 302
    assert browser.post(PAGE, form).status_code == 422
    assert browser.post(PAGE, {**form, "order": "№ 140", "approved_on": "2026-10-01"}).status_code == 302
    page = browser_of(world.deputy).get(PAGE).content.decode()
    assert "№ 140 от 01.10.2026" in page and "всего приказов 2" in page
    with inside(world.school):
        assert Event.objects.filter(act="curriculum.year_approved").count() == 2
