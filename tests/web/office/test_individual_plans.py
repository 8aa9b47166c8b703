"""Curricula of single pupils: what is not in the plan is not asked; own journals; who may, what is refused."""

from datetime import date, timedelta

import pytest

from parta.audit.models import Event
from parta.curriculum.models import Course, IndividualPlan, StudyGroupMember, TeachingLoad
from parta.curriculum.queries.individual import released_on
from parta.installation.schools import inside
from parta.journal.models import PlannedWork
from parta.journal.queries.sheets import students_on
from parta.journal.queries.terms import gaps_page
from parta.kernel.sql import sql
from parta.people.models import Appointment, Enrolment
from parta.regulation.models import RegulationVersion
from parta.school.models import AcademicYear
from parta.timetable.models import Lesson
from parta.timetable.services.clashes import clashes_told
from tests.factories.school_day import mark, work
from tests.journal.services.conftest import moment

MONDAY = date(2026, 11, 23)


@pytest.fixture
def address(world, frozen):
    return f"/alpha/office/curriculum/{world.school_class.pk}/individual/"


@pytest.fixture
def fields(world):
    """Ёжикова studies English alone from Monday on, two hours."""
    return {
        "act": "set", "pupil": world.pupils[1].pk, "stamp": "", "kind": "own", "starts_on": "2026-11-23",
        "ends_on": "", "ground": "приказ № 45 от 20.11.2026", f"hours-{world.english.pk}": "2",
        f"hours-{world.algebra.pk}": "",
    }  # fmt: skip


def words(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_an_order_sends_a_pupil_home_from_a_day(world, address, browser_of, frozen):
    """From the card's page of orders: nothing of the class's is asked from then, own journals are opened next."""
    browser, pupil = browser_of(world.admin), world.pupils[1]
    order = {"act": "home", "pupil": pupil.pk, "order_no": "45", "order_date": "2026-11-19", "day": "2026-11-23"}
    for wrong in ({"order_no": " "}, {"day": ""}, {"order_date": "2026-12-30"}):
        assert browser.post(address, {**order, **wrong}).status_code == 422
    assert "Перевести на обучение на дому" in words(browser.get(f"/alpha/office/people/{pupil.pk}/movement/"))
    page = browser.post(address, order, follow=True)
    assert "на дому с 23 ноября" in words(page) and "Открыть журнал отдельных занятий" in words(page)
    with inside(world.school):
        plan = IndividualPlan.objects.get(pupil=pupil.pk)
        assert (plan.kind, plan.ground, str(plan.starts_on)) == ("home", "приказ № 45 от 19.11.2026", "2026-11-23")
        assert not plan.lines.exists()
    for human in (world.teacher, world.mother, world.secretary):
        assert browser_of(human).post(address, order).status_code == 403


def test_what_is_not_in_the_plan_is_not_asked_from_its_day_on(world, address, fields, browser_of, frozen):
    browser, pupil = browser_of(world.admin), world.pupils[1]
    assert browser.post(address, fields).status_code == 302
    with inside(world.school):
        told = Event.objects.get(act="curriculum.individual_plan_set")
        assert told.after["hours"] == {str(world.english.pk): "2.00"}
        assert (released_on(world.algebra.pk, date(2026, 11, 22)), released_on(world.algebra.pk, MONDAY)) == (
            set(), {pupil.pk},
        )  # fmt: skip
        assert pupil.pk not in students_on(world.algebra, MONDAY) and pupil.pk in students_on(world.english, MONDAY)
        spans = sql(
            "SELECT * FROM curriculum_attended(%(course)s, %(pupil)s, '2026-09-01'::date, NULL::date)",
            {"course": world.algebra.pk, "pupil": pupil.pk},
        )
        assert spans == [(date(2026, 9, 1), date(2026, 11, 22))]
    frozen("11-27")
    grid = browser_of(world.teacher).get(f"/alpha/journal/{world.algebra.pk}/").content.decode()
    assert '"to" : "2026-11-22"' in grid
    with inside(world.school):
        gaps = gaps_page(term_id=world.terms[1].pk, calendar_id=None, page=1, now=moment("11-27"))
        assert {(one.id, one.pupils) for one in gaps.rows if one.class_name == "7А"} == {
            (world.algebra.pk, 2), (world.english.pk, 2),
        }  # fmt: skip
        mark(work(world.lessons[0]), pupil, "5")
    assert "<i>5,00</i>" in words(browser_of(world.deputy).get(f"/alpha/office/classes/{world.school_class.pk}/marks/"))
    week = words(browser_of(pupil).get("/alpha/diary/week/", {"date": "2026-11-23"}))
    assert "английский" in week and "алгебра" not in week.lower()
    with inside(world.school):
        for course, title in ((world.algebra, "дроби"), (world.english, "письмо")):
            PlannedWork.objects.create(
                course=course,
                day=date(2026, 11, 25),
                kind="контрольная работа",
                title=title,
                planned_by_id=world.admin.pk,
            )
    works = words(browser_of(pupil).get("/alpha/diary/control-works/"))
    assert "письмо" in works and "дроби" not in works
    card = words(browser.get(f"/alpha/office/people/{pupil.pk}/"))
    assert "индивидуальный план</a>, 2 ч в неделю" in card
    of_class = f"/alpha/office/classes/{world.school_class.pk}/"
    assert "индивидуальный план</span>" in words(browser.get(of_class))
    assert "индивидуальный план" not in words(browser_of(world.english_teacher).get(of_class))
    assert pupil.list_name in words(browser.get(f"/alpha/office/curriculum/{world.school_class.pk}/"))


def test_a_plan_is_set_once_and_not_over_what_is_written(world, address, fields, browser_of):
    for human in (world.secretary, world.teacher, world.mother):
        assert browser_of(human).post(address, fields).status_code == 403
    browser = browser_of(world.admin)
    foreign = {**fields, f"hours-{world.other_course.pk}": "2"}
    assert browser.post(address, foreign).status_code == 404
    assert browser.post(address, {**fields, "pupil": world.stranger.pk}).status_code == 404
    with inside(world.school):
        mark(work(world.lessons[5]), world.pupils[1], "4")  # Friday, 20 November
    said = words(browser.post(address, {**fields, "starts_on": "2026-11-20"}), 422)
    assert "в его журнале об этом человеке есть записи за" in said
    assert browser.post(address, fields).status_code == 302
    assert "уже изменили" in words(browser.post(address, {**fields, "starts_on": "2026-12-01"}), 422)
    with inside(world.school):
        plan = IndividualPlan.objects.get()
    again = {**fields, "stamp": f"{plan.pk}.1", "starts_on": "2026-12-01", f"hours-{world.algebra.pk}": "3"}
    assert browser.post(address, again).status_code == 302
    with inside(world.school):
        days = list(IndividualPlan.objects.values_list("starts_on", "ends_on").order_by("pk"))
        assert days == [(MONDAY, date(2026, 11, 30)), (date(2026, 12, 1), None)]
        assert not released_on(world.algebra.pk, date(2026, 12, 1))


def test_lessons_had_alone_have_a_journal_of_their_own(world, address, fields, browser_of):
    browser, pupil = browser_of(world.admin), world.pupils[1]
    assert browser.post(address, {**fields, "kind": "home", f"hours-{world.english.pk}": ""}).status_code == 302
    with inside(world.school):
        plan = IndividualPlan.objects.get()
        RegulationVersion.objects.update(
            values={"setup": {"home_schooling_journal_enabled": {"value": False, "clause": "2.9", "quote": "нет"}}}
        )
    opening = {
        "act": "open", "pupil": pupil.pk, "plan": plan.pk, "base": 1, "subject": world.algebra.subject_id,
        "employee": world.teacher.pk, "hours": "1,5",
    }  # fmt: skip
    said = words(browser.post(address, opening), 422)
    assert "журнал обучения на дому" in said and "2.9" in said
    with inside(world.school):
        RegulationVersion.objects.update(values={})
    assert browser.post(address, {**opening, "employee": world.secretary.pk}).status_code == 422
    assert browser.post(address, opening).status_code == 302
    assert "уже изменили" in words(browser.post(address, opening), 422)
    with inside(world.school):
        course = Course.objects.get(kind="home")
        assert students_on(course, MONDAY) == [pupil.pk] and students_on(world.english, MONDAY) != [pupil.pk]
        assert [one.course_id for one in IndividualPlan.objects.get().lines.all()] == [course.pk]
    more = {**fields, "kind": "home", "stamp": f"{plan.pk}.2", f"hours-{course.pk}": "3"}
    assert browser.post(address, more).status_code == 302
    with inside(world.school):
        load = TeachingLoad.objects.get(course=course)
        assert (Course.objects.get(pk=course.pk).hours_per_week, load.hours_per_week, load.ends_on) == (3, 3, None)
        told = Event.objects.filter(chain="curriculum").order_by("-seq").values_list("act", flat=True)[:3]
        assert {"curriculum.course_changed", "curriculum.load_changed"} < set(told)
    ending = {"act": "end", "pupil": pupil.pk, "plan": plan.pk, "base": 3, "last": "2026-12-30"}
    assert browser.post(address, ending).status_code == 302
    with inside(world.school):
        place = StudyGroupMember.objects.get(group=course.study_group_id)
        assert (place.starts_on, place.ends_on) == (MONDAY, date(2026, 12, 30))
        assert TeachingLoad.objects.get(course=course).ends_on == date(2026, 12, 30)
        assert pupil.pk in students_on(world.algebra, date(2026, 12, 31))
        assert Enrolment.objects.filter(pupil=pupil.pk).count() == 1
        AcademicYear.objects.filter(pk=world.year.pk).update(ends_on=date(2026, 11, 19))
    assert browser.post(address, {**ending, "base": 4}).status_code == 404


def test_an_own_journal_taken_up_again_has_its_last_teacher(world, address, fields, browser_of):
    browser, pupil = browser_of(world.admin), world.pupils[1]
    assert browser.post(address, {**fields, "ends_on": "2026-12-04"}).status_code == 302
    with inside(world.school):
        plan = IndividualPlan.objects.get()
    opening = {
        "act": "open", "pupil": pupil.pk, "plan": plan.pk, "base": 1, "subject": world.algebra.subject_id,
        "employee": world.teacher.pk, "hours": "2",
    }  # fmt: skip
    assert browser.post(address, opening).status_code == 302
    with inside(world.school):
        course = Course.objects.get(kind="individual")
    again = {
        **fields, "stamp": f"{plan.pk}.2", "starts_on": "2026-12-14", "ends_on": "2026-12-28", f"hours-{course.pk}": "3",
    }  # fmt: skip
    assert browser.post(address, again).status_code == 302
    with inside(world.school):
        loads = list(
            TeachingLoad.objects.filter(course=course)
            .order_by("starts_on")
            .values_list("employee", "starts_on", "ends_on", "hours_per_week")
        )
        assert loads == [
            (world.teacher.pk, MONDAY, date(2026, 12, 4), 2),
            (world.teacher.pk, date(2026, 12, 14), date(2026, 12, 28), 3),
        ]
        assert Course.objects.get(pk=course.pk).hours_per_week == 3
        Appointment.objects.filter(employee=world.teacher.pk).update(ends_on=date(2027, 1, 10))
        stands = IndividualPlan.objects.latest("starts_on")
        stamp = "-".join(f"{one.pk}.{one.version}" for one in IndividualPlan.objects.order_by("pk"))
    assert stands.ends_on == date(2026, 12, 28)
    later = {**again, "stamp": stamp, "starts_on": "2027-01-12", "ends_on": ""}
    assert browser.post(address, later).status_code == 302
    with inside(world.school):  # who does not teach any more is not given it
        assert TeachingLoad.objects.filter(course=course).count() == 2


def test_times_that_meet_a_kept_lesson_are_told_of(world, address, fields, browser_of):
    browser, pupil = browser_of(world.admin), world.pupils[1]
    kept = {**fields, f"hours-{world.algebra.pk}": "3", f"hours-{world.english.pk}": ""}
    assert browser.post(address, kept).status_code == 302
    with inside(world.school):
        plan = IndividualPlan.objects.get()
    opening = {
        "act": "open", "pupil": pupil.pk, "plan": plan.pk, "base": 1, "subject": world.english.subject_id,
        "employee": world.homeroom.pk, "hours": "2",
    }  # fmt: skip
    assert browser.post(address, opening).status_code == 302
    with inside(world.school):
        course = Course.objects.get(kind="individual")
        algebra = world.algebra.lessons.filter(date__gte=MONDAY).order_by("date").first()
        english = world.english.lessons.filter(date__gte=MONDAY).order_by("date").first()
        own = {"course": course, "employee_id": world.homeroom.pk, "number": None}
        Lesson.objects.create(
            date=english.date, starts_at=english.starts_at + timedelta(minutes=5), ends_at=english.ends_at, **own
        )
    page = f"/alpha/office/curriculum/times/{course.pk}/"
    assert "в эти же часы" not in words(browser.get(page))  # the plan releases from the class's English
    with inside(world.school), clashes_told():
        Lesson.objects.create(
            date=algebra.date, starts_at=algebra.starts_at + timedelta(minutes=5), ends_at=algebra.ends_at, **own
        )
    said = words(browser.get(page))
    assert "от которых план не освобождает" in said and "Алгебра" in said and "1 день" in said
    with inside(world.school):
        Lesson.objects.filter(pk=algebra.pk).update(status="cancelled")
    assert "в эти же часы" not in words(browser.get(page))
