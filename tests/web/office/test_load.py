"""The load's pages: totals, vacancies, who may see and change; a course handed over with its lessons and its history."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import Course, TeachingLoad
from parta.installation.schools import inside
from parta.journal.access import course_view
from parta.kernel.actor import Actor
from parta.people.rules.permissions import Action
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion

PAGE = "/alpha/office/load/"
ON = {"date": "2026-11-20"}


@pytest.fixture
def planned(world, frozen):
    """Algebra has hours and cells of a weekly timetable; lessons before Friday are held."""
    with inside(world.school):
        TeachingLoad.objects.filter(course=world.algebra).update(hours_per_week="3.50")
        version = TimetableVersion.objects.create(year=world.year, starts_on=world.year.starts_on)
        slots = [
            TimetableSlot.objects.create(
                timetable=version, course=world.algebra, weekday=day, number=1, employee_id=world.teacher.pk
            )
            for day in (1, 3, 5)
        ]
        for slot in slots:
            Lesson.objects.filter(course=world.algebra, date__iso_week_day=slot.weekday).update(slot=slot)
        Lesson.objects.filter(course=world.algebra, date__lt="2026-11-20").update(status="held")
    return world


@pytest.fixture
def fields(planned):
    with inside(planned.school):
        load = TeachingLoad.objects.get(course=planned.algebra)
    return {
        "load": load.pk,
        "employee": planned.english_teacher.pk,
        "starts_on": "2026-11-20",
        "ground": "приказ № 45 от 19.11.2026",
    }


def address(world):
    return f"{PAGE}{world.algebra.pk}/"


def text_of(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_totals_of_teachers_and_courses_by_filter(planned, browser_of):
    browser = browser_of(planned.deputy)
    page = text_of(browser.get(PAGE, ON))
    assert "<b>3,5</b>часов в неделю" in page and "<b>0</b>журналов без учителя" in page
    assert "Ёлкина Нина Сергеевна" in page and "и 2 без часов" in page
    page = text_of(browser.get(PAGE, {"teacher": planned.english_teacher.pk, **ON}))
    assert page.count("Передать<") == 2
    page = text_of(browser.get(PAGE, {"class": planned.other_class.pk, **ON}))
    assert page.count("Передать<") == 1
    with inside(planned.school):
        TeachingLoad.objects.filter(course=planned.other_course).update(ends_on="2026-11-19")
    page = text_of(browser.get(PAGE, ON))
    assert "<b>1</b>журнал без учителя" in page and "vacant=1" in page
    page = text_of(browser.get(PAGE, {"vacant": "1", **ON}))
    assert "не назначен" in page and page.count("Назначить<") == 1
    assert "<b>0</b>журналов без учителя" in text_of(browser.get(PAGE, {"date": "2026-11-19"}))


def test_a_course_goes_over_with_its_lessons_its_cells_and_its_history(planned, browser_of, fields):
    page = text_of(browser_of(planned.deputy).post(address(planned), fields, follow=True))
    assert "Журнал передан с 20 ноября 2026 г." in page and "3 урока расписания" in page
    assert "по 19.11.2026" in page and "приказ № 45 от 19.11.2026" in page
    with inside(planned.school):
        loads = TeachingLoad.objects.filter(course=planned.algebra).order_by("starts_on")
        spans = [(one.employee_id, one.starts_on, one.ends_on, str(one.hours_per_week)) for one in loads]
        assert spans == [
            (planned.teacher.pk, date(2026, 9, 1), date(2026, 11, 19), "3.50"),
            (planned.english_teacher.pk, date(2026, 11, 20), None, "3.50"),
        ]
        lessons = Lesson.objects.filter(course=planned.algebra).order_by("date")
        assert [one.employee_id == planned.english_teacher.pk for one in lessons] == [False] * 5 + [True] * 3
        versions = TimetableVersion.objects.order_by("starts_on")
        assert [str(one.starts_on) for one in versions] == ["2026-09-01", "2026-11-20"]
        assert {
            (one.timetable_id == versions[0].pk, one.employee_id == planned.teacher.pk)
            for one in TimetableSlot.objects.all()
        } == {(True, True), (False, False)}
        told = Event.objects.filter(act="curriculum.load_changed").order_by("seq")
        assert [one.after["ground"] for one in told] == [fields["ground"]] * 2
        assert told[0].before["ends_on"] is None and told[0].after["ends_on"] == "2026-11-19"


def test_rights_in_the_journal_go_over_on_the_day(planned, browser_of, fields):
    browser_of(planned.admin).post(address(planned), fields)
    with inside(planned.school):
        for human, before, after in ((planned.teacher, True, False), (planned.english_teacher, False, True)):
            actor = Actor(1, human.pk, "alpha", roles=frozenset({"teacher"}), today=date(2026, 11, 20))
            view = course_view(actor, planned.algebra.pk)
            days = (date(2026, 11, 18), date(2026, 11, 20))
            assert [view.may(Action.MARK, day=one) for one in days] == [before, after]


def test_a_vacancy_is_made_and_filled(planned, browser_of, fields):
    browser = browser_of(planned.deputy)
    text_of(browser.post(address(planned), {**fields, "employee": "nobody"}, follow=True))
    with inside(planned.school):
        assert Lesson.objects.filter(course=planned.algebra, employee=None).count() == 3
    text_of(browser.post(address(planned), {**fields, "load": "", "starts_on": "2026-11-23"}, follow=True))
    with inside(planned.school):
        assert Lesson.objects.filter(course=planned.algebra, employee=planned.english_teacher.pk).count() == 2
        assert TeachingLoad.objects.filter(course=planned.algebra).count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ground": " "}, "не названо основание"),
        ({"starts_on": "2026-11-18"}, "уже провёл в нём занятие ср, 18 ноября"),
        ({"starts_on": "2026-08-18"}, "учебный год идёт"),
        ({"starts_on": "вчера"}, "Укажите дату"),
        ({"employee": "999999"}, "Выберите, кто будет вести."),
        ({"load": "999999"}, "Выберите, кого заменяют."),
        ({"employee": ""}, "Выберите, кто будет вести."),
        ({"load": "", "employee": "nobody"}, "Менять нечего"),
    ],
)
def test_a_wrong_handover_is_told_of_and_nothing_changes(planned, browser_of, fields, wrong, said):
    answer = browser_of(planned.deputy).post(address(planned), {**fields, **wrong})
    assert answer.status_code == 422 and said in answer.content.decode()
    with inside(planned.school):
        assert TeachingLoad.objects.filter(course=planned.algebra).count() == 1
        assert not Event.objects.filter(act="curriculum.load_changed").exists()


def test_the_director_and_the_secretary_read_and_a_teacher_does_neither(planned, browser_of, fields):
    for human in (planned.director, planned.secretary):
        browser = browser_of(human)
        assert "История" in text_of(browser.get(PAGE, {"class": planned.school_class.pk, **ON}))
        assert "Передать журнал" not in text_of(browser.get(address(planned)))
        assert browser.post(address(planned), fields).status_code == 403
    for human in (planned.teacher, planned.homeroom, planned.mother):
        assert browser_of(human).get(PAGE).status_code == 403
        assert browser_of(human).post(address(planned), fields).status_code == 403
    assert browser_of(planned.deputy).get(f"{PAGE}999999/").status_code == 404


def test_the_file_has_every_course(planned, browser_of):
    answer = browser_of(planned.deputy).get(PAGE, {"as": "xlsx", **ON})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [(row[0], row[1], row[4]) for row in rows if row[1] == "7А" and row[2] == "алгебра"] == [
        ("Ёлкина Нина Сергеевна", "7А", 3.5)
    ]


def test_pages_cost_the_same_with_more_loads(planned, browser_of, django_assert_num_queries):
    browser = browser_of(planned.deputy)
    for page, cost in ((PAGE, 4), (address(planned), 10)):
        browser.get(page)
        with django_assert_num_queries(cost):
            browser.get(page)
    with inside(planned.school):
        for human in (planned.english_teacher, planned.homeroom):
            TeachingLoad.objects.create(course=planned.algebra, employee_id=human.pk, starts_on="2026-09-01")
    for page, cost in ((PAGE, 4), (address(planned), 10)):
        browser.get(page)
        with django_assert_num_queries(cost):
            browser.get(page)


def hours_of(world):
    with inside(world.school):
        rows = TeachingLoad.objects.filter(course=world.algebra).order_by("starts_on")
        return [(one.starts_on, one.ends_on, one.hours_per_week) for one in rows], Course.objects.get(
            pk=world.algebra.pk
        ).hours_per_week


def test_hours_of_a_load_change_from_a_day_everywhere(planned, fields, browser_of):
    deputy = browser_of(planned.deputy)
    with inside(planned.school):
        Course.objects.filter(pk=planned.algebra.pk).update(hours_per_week="3.50")
    form = {
        "load": fields["load"],
        "hours": "2,5",
        "starts_on": "2026-11-16",
        "ground": "приказ № 46",
        "set_hours": "1",
    }
    for wrong, said in (
        ({"ground": ""}, "Основание"),
        ({"hours": "41"}, "не больше 40"),
        ({"hours": "много"}, "Часы в неделю — число"),
        ({"hours": ""}, "Напишите часы"),
        ({"starts_on": "2026-12-14"}, "ещё не наступил"),
        ({"hours": "3,5"}, ""),
    ):
        answer = deputy.post(address(planned), {**form, **wrong})
        assert answer.status_code == 422 and said in answer.content.decode()
    assert deputy.post(address(planned), {**form, "load": 999}).status_code == 422
    assert browser_of(planned.teacher).post(address(planned), form).status_code == 403
    assert deputy.post(address(planned), form).status_code == 302
    rows, hours = hours_of(planned)
    assert [row[2] for row in rows] == [Decimal("3.50"), Decimal("2.50")] and hours == Decimal("2.50")
    assert (rows[0][1], rows[1][0]) == (date(2026, 11, 15), date(2026, 11, 16))
    assert "2,5" in text_of(deputy.get("/alpha/office/load/tariff/", {"date": "2026-11-20"}))
    with inside(planned.school):
        told = Event.objects.filter(act="curriculum.load_changed").order_by("pk").last()
    assert told.after["ground"] == "приказ № 46"


def test_the_page_of_a_journal_leads_to_the_load_for_hours(planned, browser_of):
    deputy, page = browser_of(planned.deputy), f"/alpha/office/courses/{planned.algebra.pk}/"
    form = {"do": "correct", "subject": planned.algebra.subject_id, "title": "", "hours": "3"}
    assert "в нагрузке" in text_of(deputy.get(page))
    refused = deputy.post(page, form)
    assert refused.status_code == 422 and "Измените часы в нагрузке" in refused.content.decode()
    form.pop("hours")
    assert deputy.post(page, {**form, "title": "Алгебра и начала"}).status_code == 302
    with inside(planned.school):
        TeachingLoad.objects.filter(course=planned.algebra).delete()
    assert deputy.post(page, {**form, "hours": "3"}).status_code == 302


def test_a_journal_is_handed_over_with_other_hours(planned, fields, browser_of):
    deputy = browser_of(planned.deputy)
    ahead = deputy.post(address(planned), {**fields, "starts_on": "2026-12-14", "hours": "2"})
    assert ahead.status_code == 422 and "ещё не наступил" in ahead.content.decode()
    assert deputy.post(address(planned), {**fields, "hours": "2"}).status_code == 302
    assert [row[2] for row in hours_of(planned)[0]] == [Decimal("3.50"), Decimal("2.00")]


def test_hours_of_a_semester_are_corrected_and_told(planned, fields, browser_of):
    deputy = browser_of(planned.deputy)
    form = {"load": fields["load"], "hours": "3,5", "starts_on": "2026-11-20", "set_hours": "1"}
    with inside(planned.school):
        TeachingLoad.objects.filter(pk=fields["load"]).update(hours_total=60)
    many = deputy.post(address(planned), {**form, "total": "9000", "ground": "приказ № 47"})
    assert many.status_code == 422 and "не больше 1500" in many.content.decode()
    answer = deputy.post(address(planned), {**form, "total": "72", "ground": "приказ № 47"}, follow=True)
    assert "<s>часов в семестре: 60</s> → часов в семестре: 72" in text_of(answer)
    with inside(planned.school):
        assert list(TeachingLoad.objects.filter(course=planned.algebra).values_list("hours_total", flat=True)) == [72]
