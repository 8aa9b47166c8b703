"""A next academic year begun on a page as it was shown, one more calendar, a class given to it, periods put in and out."""

import re
from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import Course, CurriculumLine, TeachingLoad
from parta.installation.schools import inside
from parta.integrations.queries.export.frame import bells_tables
from parta.journal.models import TermResult
from parta.journal.queries.content import lessons_with_content
from parta.people.models import Enrolment, HomeroomTeacher, Movement
from parta.school.models import AcademicYear, Bell, BellSchedule, Calendar, Room, SchoolClass, SpecialDay, Term
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from parta.timetable.services.planning import plan_year
from tests.factories.practice import ACTOR
from tests.factories.small_school import ZONE, pupil
from tests.journal.services.conftest import moment

YEARS = "/alpha/office/calendar/years/"
NEW = f"{YEARS}new/"
CALENDAR = "/alpha/office/calendar/"


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return " ".join(answer.content.decode().split())


def store(browser, address, fields):
    shown = text_of(browser.post(address, fields))
    seen = re.search(r'name="seen" value="(\w+)"', shown).group(1)
    answer = browser.post(address, {**fields, "seen": seen, "store": "1"}, follow=True)
    assert answer.status_code == 200 and answer.redirect_chain
    return shown


def year_fields(world, **more):
    return {
        "begins": "2027", "c0_title": "5–9 классы", "c0_from": "5", "c0_to": "9", "c0_days": "6",
        "c0_pattern": f"like{world.calendar.pk}", "c1_title": "10–11 классы", "c1_from": "10", "c1_to": "11",
        "c1_days": "5", "c1_pattern": "half_year", "region": "Башкортостан", "bells": "on", "teaching": "on",
        "leaders": "on", f"k{world.school_class.pk}_on": "on", f"k{world.school_class.pk}_name": "8А", **more,
    }  # fmt: skip


def test_a_year_is_shown_then_begun_with_classes_pupils_and_a_draft_of_the_load(world, frozen, browser_of):
    browser = browser_of(world.admin)
    with inside(world.school):
        eight = SchoolClass.objects.create(
            year=world.year,
            calendar=world.calendar,
            name="8А",
            name_key="8а",
            grade_level=8,
            letter="А",
            sort_key="08а",
        )
        for one in (world.algebra, world.english):
            CurriculumLine.objects.create(
                year=world.year, school_class=eight, subject=one.subject, hours_per_week=one.hours_per_week or 3
            )
        SchoolClass.objects.filter(pk=world.school_class.pk).update(shift=2, building="корпус 2")
        # whose place ends with the year goes up as others do, but for who left by an order on that very day
        goes, leaves = world.pupils[1], pupil("Уходов", "Ян", world.school_class, ends_on=world.year.ends_on)
        Enrolment.objects.filter(pupil_id=goes.pk).update(ends_on=world.year.ends_on)
        Movement.objects.create(
            pupil_id=leaves.pk, school_class=world.school_class, kind="departed", date=world.year.ends_on,
            order_no="7", order_date="2026-11-01",
        )  # fmt: skip
    form = text_of(browser.get(NEW))
    assert 'value="8А"' in form and "как в этом году: 5–9 классы" in form and "2027/28" in form
    fields = year_fields(world, order_no="12-у", order_date="2026-11-19")
    shown = store(browser, NEW, fields)
    assert "7А → 8А" in shown and "Не переходят: 7Б, 8А" in shown and "1 полугодие" in shown
    assert "День Республики Башкортостан".lower() in shown.lower()
    with inside(world.school):
        year = AcademicYear.objects.get(starts_on=date(2027, 9, 1))
        made = SchoolClass.objects.get(year=year)
        assert (made.name, made.grade_level, made.letter, made.calendar.title) == ("8А", 8, "А", "5–9 классы")
        assert (made.shift, made.building) == (2, "корпус 2")  # its bells
        first = Term.objects.get(calendar=made.calendar, number=1)
        assert (first.starts_on, first.ends_on) == (date(2027, 9, 1), date(2027, 10, 23))
        assert SpecialDay.objects.filter(calendar=made.calendar, date="2027-10-11").exists()
        assert Bell.objects.filter(schedule__year=year).count() == 3
        assert set(Course.objects.filter(year=year).values_list("subject", flat=True)) == {
            world.algebra.subject_id, world.english.subject_id
        }  # fmt: skip
        load = TeachingLoad.objects.get(course__year=year, course__subject=world.algebra.subject_id)
        assert load.employee_id == world.teacher.pk and load.starts_on == date(2027, 9, 1)
        assert Enrolment.objects.filter(school_class=made, starts_on="2027-09-01").count() == len(world.pupils)
        ended = Enrolment.objects.filter(school_class=world.school_class, ends_on="2027-08-31")
        assert set(ended.values_list("pupil_id", flat=True)) == {one.pk for one in (*world.pupils, leaves)}
        assert not Enrolment.objects.filter(school_class=made, pupil_id=leaves.pk).exists()
        changed = Event.objects.filter(act="people.enrolment_changed", after__ends_on="2027-08-31").count()
        assert changed == len(world.pupils) - 1  # what ended that day already is not written over
        assert Movement.objects.filter(into=made, order_no="12-у").count() == len(world.pupils)
        assert HomeroomTeacher.objects.get(school_class=made).employee_id == world.homeroom.pk
        assert Event.objects.filter(act="school.calendar_changed", subject__kind="year").count() == 1
    listed = text_of(browser.get(YEARS))
    assert "2027/28" in listed and "10–11 классы" in listed
    assert "2026/27" in text_of(browser.get(CALENDAR))  # nobody's present until its first day
    ahead = text_of(browser.get(CALENDAR, {"calendar": made.calendar_id}))
    assert "2027/28" in ahead and f"?year={year.pk}" in ahead
    assert text_of(browser.get(f"/alpha/office/classes/{made.pk}/"))


def test_a_year_that_cannot_be_is_refused_and_nothing_is_stored(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    assert "order_no" not in text_of(browser.get(NEW))
    fields = year_fields(world)
    assert "название и с какого" in text_of(browser.post(NEW, {**fields, "c0_to": ""}), 422)
    low = {**fields, "c0_to": "7"}
    assert "для 8А (8) нет календаря" in text_of(browser.post(NEW, low), 422)
    twice = {**fields, f"k{world.other_class.pk}_on": "on", f"k{world.other_class.pk}_name": "8А"}
    assert "8А получается дважды" in text_of(browser.post(NEW, twice), 422)
    assert "назван дважды" in text_of(browser.post(NEW, {**fields, "c1_title": "5–9 Классы"}), 422)
    assert "Пока вы смотрели" in text_of(browser.post(NEW, {**fields, "seen": "0", "store": "1"}))
    for human in (world.director, world.secretary, world.teacher):
        assert browser_of(human).post(NEW, fields).status_code == 403
    with inside(world.school):
        assert AcademicYear.objects.count() == 1 and not Event.objects.filter(act="school.calendar_changed").exists()


def test_a_calendar_is_added_a_class_follows_it_and_results_hold_it_back(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    address = f"{YEARS}{world.year.pk}/calendars/new/"
    said = {"title": "Модули", "pattern": "module", "days": "5", "region": ""}
    assert "Модули" in text_of(browser.post(address, said, follow=True))
    assert "календарь «модули» в этом году уже есть" in text_of(browser.post(address, {**said, "title": "модули"}), 422)
    with inside(world.school):
        made = Calendar.objects.get(title="Модули")
        assert Term.objects.filter(calendar=made).count() == 6
    follow = f"/alpha/office/classes/{world.other_class.pk}/calendar/"
    store(browser, follow, {"calendar": made.pk})
    with inside(world.school):
        assert SchoolClass.objects.get(pk=world.other_class.pk).calendar_id == made.pk
        assert Course.objects.get(pk=world.other_course.pk).calendar_id == made.pk
        TermResult.objects.create(
            course=world.other_course, pupil_id=world.stranger.pk, kind="term", term=Term.objects.filter(calendar=made).first(),
            value="5",
        )  # fmt: skip
    back = text_of(browser.post(follow, {"calendar": world.calendar.pk}), 422)
    assert "Сменить календарь у 7Б нельзя" in back
    assert browser_of(world.secretary).get(follow).status_code == 403


def test_a_period_is_split_and_taken_out_while_nothing_stands_on_it(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    address = f"{CALENDAR}{world.calendar.pk}/periods/"
    fields = {}
    for term in world.terms:
        fields |= {f"t{term.pk}_first": f"{term.starts_on:%Y-%m-%d}", f"t{term.pk}_last": f"{term.ends_on:%Y-%m-%d}"}
    split = {
        **fields, f"t{world.terms[1].pk}_last": "2026-12-06", "term_kind": "quarter", "term_number": "3",
        "term_first": "2026-12-07", "term_last": "2026-12-30",
    }  # fmt: skip
    assert "назван дважды" in text_of(browser.post(address, {**split, "term_number": "2"}), 422)
    assert "нужны номер" in text_of(browser.post(address, {**split, "term_number": ""}), 422)
    store(browser, address, split)
    with inside(world.school):
        made = Term.objects.get(calendar=world.calendar, number=3)
        assert (made.starts_on, made.ends_on) == (date(2026, 12, 7), date(2026, 12, 30))
        result = TermResult.objects.create(
            course=world.algebra, pupil_id=world.pupils[0].pk, kind="term", term=made, value="5"
        )
    gone = {**fields, f"t{world.terms[1].pk}_last": "2026-12-06", f"t{made.pk}_first": "", f"t{made.pk}_last": ""}
    assert "на нём уже что-то стоит" in text_of(browser.post(address, gone), 422)
    with inside(world.school):
        result.delete()
    store(browser, address, gone)
    with inside(world.school):
        assert not Term.objects.filter(pk=made.pk).exists()
    assert "III четверть" in text_of(browser.get(f"{CALENDAR}history/"))


@pytest.fixture
def planned(world, frozen):
    with inside(world.school):
        Lesson.objects.all().delete()
        version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
        room = Room.objects.get()
        TimetableSlot.objects.create(timetable=version, course=world.algebra, weekday=1, number=1, room=room)
        TimetableSlot.objects.create(timetable=version, course=world.other_course, weekday=1, number=1)
        year = {"year": world.year, "start": date(2026, 9, 1), "with_content": lessons_with_content}
        plan_year(actor=ACTOR, now=moment("11-20"), **year)
    return world


def begins(world, course):
    with inside(world.school):
        found = Lesson.objects.get(course=course, date="2026-11-23")
        return f"{found.starts_at.astimezone(ZONE):%H:%M}"


def test_a_class_of_the_second_shift_and_a_room_of_another_building_have_their_bells(planned, browser_of):
    browser = browser_of(planned.deputy)
    rung = {"b0_number": "1", "b0_starts_at": "14:00", "b0_ends_at": "14:40"}
    store(browser, f"{CALENDAR}bells/", {"title": "Вторая", "shift": "2", **rung})
    far = {"title": "Дальний", "building": "корпус 2", **rung, "b0_starts_at": "08:20", "b0_ends_at": "09:00"}
    store(browser, f"{CALENDAR}bells/", far)
    assert (begins(planned, planned.algebra), begins(planned, planned.other_course)) == ("08:00", "08:00")
    shift = f"/alpha/office/classes/{planned.other_class.pk}/calendar/"
    shown = store(browser, shift, {"calendar": planned.calendar.pk, "shift": "2"})
    assert "Начнутся в другое время" in shown and begins(planned, planned.other_course) == "14:00"
    with inside(planned.school):
        room = Room.objects.get()
    moved = browser.post(
        f"/alpha/office/rooms/{room.pk}/", {"number": room.number, "building": "Корпус 2"}, follow=True
    )
    assert "По другим звонкам пойдёт уроков" in text_of(moved) and begins(planned, planned.algebra) == "08:20"
    page = text_of(browser.get(CALENDAR))
    assert "2 смена" in page and "корпус 2" in page
    assert "смена: 2" in text_of(browser.get(f"{shift.replace('calendar', 'name')}"))
    with inside(planned.school):
        schedule = BellSchedule.objects.get(title="Вторая")
        tables = {table.title: table.rows for table in bells_tables(planned.year, date(2026, 11, 20))}
    assert [row["shift"] for row in tables["Вторая"]] == [2] and tables["Дальний"][0]["building"] == "корпус 2"
    assert '<option value="2" selected>' in text_of(browser.get(f"{CALENDAR}bells/{schedule.pk}/"))


@pytest.mark.parametrize("who", ["teacher", "mother"])
def test_years_are_the_offices(world, frozen, browser_of, who):
    assert browser_of(getattr(world, who)).get(YEARS).status_code == 403
