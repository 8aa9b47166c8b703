"""What pay is counted from: hours shared by teachers, the tariff list, hours given by the whole timetable."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import ContractRate, Course, TeachingLoad
from parta.curriculum.rules.loads import tariff_of
from parta.installation.schools import inside
from parta.journal.models import LessonEntry
from parta.people.models import Employee
from parta.timetable.models import Lesson, Substitution

LOAD = "/alpha/office/load/"


def rows_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    ("courses", "college", "week", "year", "rate"),
    [
        ([("lesson", 7, Decimal(18), None)], False, 18, 612, "1.00"),
        ([("lesson", 3, Decimal(9), None), ("extended_day", 0, Decimal(15), None)], False, 24, 816, "1.00"),
        ([("extracurricular", 0, Decimal(2), None), ("lesson", 11, None, None)], False, 2, 68, "0.11"),
        ([("lesson", 2, Decimal(10), 360), ("practice", 2, None, 360)], True, 10, 720, "1.00"),
    ],
)
def test_the_part_of_a_rate(courses, college, week, year, rate):
    hours, made = tariff_of(courses, college=college)
    assert (hours.week, hours.year, made) == (week, year, Decimal(rate))


@pytest.fixture
def shared(world, frozen):
    """Three hours of algebra are led by two teachers; the English teacher has two hours more."""
    with inside(world.school):
        Course.objects.filter(pk=world.algebra.pk).update(hours_per_week=3)
        Course.objects.filter(pk=world.english.pk).update(hours_per_week=2)
        TeachingLoad.objects.create(
            course=world.algebra, employee_id=world.english_teacher.pk, starts_on=date(2026, 9, 1)
        )
        Employee.objects.filter(pk=world.teacher.pk).update(category="высшая")
    return world


def test_teachers_of_one_journal_share_its_hours(shared, browser_of):
    browser = browser_of(shared.deputy)
    load = {row[0]: row[4] for row in rows_of(browser.get(LOAD, {"as": "xlsx"})) if row[2] == "алгебра" and row[4]}
    assert load == {"Ёлкина Нина Сергеевна": 1.5, "Осипова Наталья Игоревна": 1.5}
    listed = rows_of(browser.get(f"{LOAD}tariff/", {"as": "xlsx"}))
    totals = {row[0]: (row[2], row[6], row[8]) for row in listed if row[3] == "Итого"}
    assert totals["Ёлкина Нина Сергеевна"] == ("высшая", 1.5, 0.08)
    assert totals["Осипова Наталья Игоревна"] == ("", 3.5, 0.19)
    with inside(shared.school):
        TeachingLoad.objects.filter(employee=shared.teacher.pk).update(hours_per_week=2)
    load = {row[0]: row[4] for row in rows_of(browser.get(LOAD, {"as": "xlsx"})) if row[2] == "алгебра" and row[4]}
    assert load == {"Ёлкина Нина Сергеевна": 2, "Осипова Наталья Игоревна": 1}
    assert "Тарификационный список" in browser.get(f"{LOAD}tariff/").content.decode()
    for page in ("tariff/", "hours/"):
        assert browser_of(shared.teacher).get(f"{LOAD}{page}").status_code == 403


def test_a_joint_lesson_is_paid_once(shared, browser_of):
    page = f"{LOAD}hours/"
    hours = {"as": "xlsx", "month": "2026-11"}
    before = {row[0]: row[1:6] for row in rows_of(browser_of(shared.deputy).get(page, hours)) if row[0]}
    with inside(shared.school):
        Course.objects.filter(pk__in=[shared.algebra.pk, shared.other_course.pk]).update(joint=shared.algebra)
        one = shared.lessons[0]
        Lesson.objects.create(
            course=shared.other_course, date=one.date, starts_at=one.starts_at, ends_at=one.ends_at, number=one.number,
            employee_id=one.employee_id, room_id=one.room_id,
        )  # fmt: skip
    after = {row[0]: row[1:6] for row in rows_of(browser_of(shared.deputy).get(page, hours)) if row[0]}
    assert after == before


def test_hours_belong_to_who_gave_the_lesson(shared, browser_of):
    with inside(shared.school):
        LessonEntry.objects.create(lesson=shared.lessons[0], topic="Степени")
        first, second = shared.lessons[1], shared.lessons[2]
        common = {"kind": "substituted", "absent_id": shared.teacher.pk, "reason": "болезнь"}
        Substitution.objects.create(lesson=first, substitute_id=shared.homeroom.pk, **common)
        type(second).objects.filter(pk=second.pk).update(status="cancelled")
    browser, page = browser_of(shared.deputy), f"{LOAD}hours/"
    month = {row[0]: row[1:6] for row in rows_of(browser.get(page, {"as": "xlsx", "month": "2026-11"})) if row[0]}
    assert month["Ёлкина Нина Сергеевна"] == [4, 0, 0, 4, 3]  # 9, 16, 18, 20 November; the 23rd is to come
    assert month["Сафонова Елена Викторовна"] == [0, 1, 0, 1, 1]
    assert month["Итого"][3] == 12
    own = {"as": "xlsx", "month": "2026-11", "teacher": shared.teacher.pk}
    head, line = [row for row in rows_of(browser.get(page, own)) if row[0] in ("Журнал", "7А, алгебра")]
    assert head[1:5] == ["09.11", "16.11", "18.11", "20.11"] and line[1:6] == [1, 1, 1, 1, 4]
    year = rows_of(browser.get(page, {"as": "xlsx", "by": "year"}))
    assert next(row[:2] for row in year if row[0] == "Итого") == ["Итого", 12]
    assert browser.get(page, {"month": "2026-13"}).status_code == 400
    assert browser.get(page, own | {"as": ""}).status_code == 200
    log = 'href="/alpha/office/substitutions/log/"'
    assert log in browser.get(page).content.decode()
    assert log not in browser_of(shared.secretary).get(page).content.decode()


def test_a_teacher_reads_the_own_hours_and_nobody_elses(shared, browser_of):
    page = "/alpha/day/hours/"
    browser = browser_of(shared.teacher)
    head, line = [
        row
        for row in rows_of(browser.get(page, {"as": "xlsx", "month": "2026-11"}))
        if row[0] in ("Журнал", "7А, алгебра")
    ]
    by_day = line[1 : head.index("По расписанию")]
    assert by_day == [1, 1, 1, 1, 1, 1] and (line[head.index("Всего")], head[1]) == (6, "09.11")
    text = browser.get(page, {"month": "2026-11", "teacher": shared.english_teacher.pk}).text
    assert "алгебра" in text.lower() and "английский" not in text.lower()
    assert browser.get(page, {"by": "year"}).status_code == 200
    assert browser.get(page, {"month": "2026-13"}).status_code == 400
    for human in (shared.mother, shared.pupils[0]):
        assert browser_of(human).get(page).status_code == 403
    assert "занятий не было" in browser_of(shared.homeroom).get(page, {"month": "2026-10"}).text


def test_an_extended_day_group_is_paid_by_the_clock(shared, browser_of):
    with inside(shared.school):
        Course.objects.filter(pk=shared.english.pk).update(kind="extended_day")
        for day, ends in (("2026-11-02", "18:00"), ("2026-11-03", "14:30")):
            Lesson.objects.create(
                course=shared.english, date=day, starts_at=f"{day}T12:00+05:00", ends_at=f"{day}T{ends}+05:00",
                employee_id=shared.homeroom.pk,
            )  # fmt: skip
        given = Lesson.objects.get(date="2026-11-02", course=shared.english)
        Substitution.objects.create(
            lesson=given,
            kind="substitute",
            absent_id=shared.homeroom.pk,
            substitute_id=shared.teacher.pk,
            reason="болезнь",
        )
    browser = browser_of(shared.deputy)
    month = {
        row[0]: row[1:5] for row in rows_of(browser.get(f"{LOAD}hours/", {"as": "xlsx", "month": "2026-11"})) if row[0]
    }
    assert month["Сафонова Елена Викторовна"] == [2.5, 0, 0, 2.5]
    assert month["Ёлкина Нина Сергеевна"][1] == 6
    page = browser.get(f"{LOAD}hours/", {"month": "2026-11"}).content.decode()
    assert "2,5" in page
    log = browser.get("/alpha/office/substitutions/log/", {"from": "2026-11-01", "to": "2026-11-30"})
    assert log.status_code == 200 and 'class="num">6</td>' in log.content.decode()


def test_the_load_stands_to_the_contract(shared, browser_of, django_assert_num_queries):
    browser, page = browser_of(shared.deputy), f"{LOAD}balance/"
    with inside(shared.school):
        TeachingLoad.objects.filter(employee=shared.teacher.pk, course=shared.algebra).update(hours_per_week=27)
        TeachingLoad.objects.filter(course=shared.other_course).delete()
        Course.objects.filter(pk=shared.other_course.pk).update(hours_per_week=9)
        teacher, other, year = shared.teacher.pk, shared.english_teacher.pk, shared.year.pk
    text = browser.get(page).text
    assert "перегруз 0,5" in text and 'class="ld-over"' in text and "<b>0,5</b>ставок без учителя" in text
    rows = {row[0]: row[3:] for row in rows_of(browser.get(page, {"as": "xlsx"}))[3:]}
    assert rows["Ёлкина Нина Сергеевна"] == [1.5, 1.0, 0.5, "перегруз"]
    for wrong in ("0", "4", "сто", "1,234", "NaN", "1e-9"):
        answer = browser.post(page, {"year": year, f"rate-{teacher}": wrong})
        assert answer.status_code == 422 and "не больше 3" in answer.text and f'value="{wrong}"' in answer.text
    said = {"year": year, f"rate-{teacher}": "1,5", f"rate-{other}": ""}
    assert "Изменено: 1 ставка." in browser.post(page, said, follow=True).text
    assert "Менять было нечего." in browser.post(page, said, follow=True).text
    assert browser.post(page, {**said, "year": 10**9}).status_code == 404
    with inside(shared.school):
        assert ContractRate.objects.get().rate == Decimal("1.5")
        event = Event.objects.get(act="curriculum.rates_changed")
        assert (event.subject["id"], event.before, event.after) == (teacher, None, {"rate": "1.5"})
    names = [row[0] for row in rows_of(browser.get(page, {"as": "xlsx", "sort": "under"}))[3:] if row[0]]
    assert names.index("Ёлкина Нина Сергеевна") > names.index("Осипова Наталья Игоревна")
    assert browser.get(page, {"sort": "?"}).status_code == 400
    browser.get(page)
    with django_assert_num_queries(9):
        browser.get(page)
    assert "ставка" in browser_of(shared.director).get(page).text
    assert browser_of(shared.director).post(page, said).status_code == 403
    assert browser_of(shared.teacher).get(page).status_code == 403
