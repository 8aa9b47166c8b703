"""The calendar and the bells corrected on pages: shown first, stored as shown, with who and when."""

import re
from datetime import date

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.journal.models import LessonEntry
from parta.journal.queries.content import lessons_with_content
from parta.school.models import BellSchedule, ClassDay, SpecialDay, Term, Vacation
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_told
from parta.timetable.services.planning import plan_year
from tests.factories.practice import ACTOR
from tests.journal.services.conftest import moment
from tests.web.test_sheets import cells

CALENDAR = "/alpha/office/calendar/"
DAYS, HISTORY, BELLS = f"{CALENDAR}days/", f"{CALENDAR}history/", f"{CALENDAR}bells/"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def planned(world, frozen):
    with inside(world.school):
        Lesson.objects.all().delete()
        version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
        for course in (world.algebra, world.other_course):
            TimetableSlot.objects.create(timetable=version, course=course, weekday=1, number=1)
        year = {"year": world.year, "start": date(2026, 9, 1), "with_content": lessons_with_content}
        plan_year(actor=ACTOR, now=moment("11-20"), **year)
    return world


def text_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def store(browser, address, fields):
    """Look, then store what was shown; gives the look."""
    shown = text_of(browser.post(address, fields))
    seen = re.search(r'name="seen" value="(\w+)"', shown).group(1)
    assert "Сохранено." in text_of(browser.post(address, {**fields, "seen": seen, "store": "1"}, follow=True))
    return shown


def test_a_special_day_is_shown_by_class_then_stored_with_its_author(planned, browser_of):
    browser = browser_of(planned.deputy)
    fields = {"whose": f"c{planned.calendar.pk}", "first": "2026-11-23", "kind": "day_off", "note": "приказ № 45"}
    shown = store(browser, DAYS, fields)
    assert "пн, 23 ноября: 7А — 1, 7Б — 1" in shown and "Уйдут из расписания (записей в них нет): 2 урока" in shown
    page = text_of(browser.get(CALENDAR))
    assert "приказ № 45" in page and f"&amp;calendar={planned.calendar.pk}&amp;date=2026-11-23" in page
    opened = text_of(browser.get(DAYS, {"calendar": planned.calendar.pk, "date": "2026-11-23"}))
    assert 'value="приказ № 45"' in opened and '<option value="day_off" selected>' in opened
    history = text_of(browser.get(HISTORY))
    assert "Королёва Алевтина Романовна" in history and "занятий нет, 23.11.2026, приказ № 45" in history
    again = text_of(browser.post(DAYS, {**fields, "seen": "0", "store": "1"}))
    assert "менять нечего" in again
    with inside(planned.school):
        assert Event.objects.get(act="school.calendar_changed").person_id == planned.deputy.pk
    own = {"whose": "some", "classes": f"k{planned.other_class.pk}", "first": "2026-11-30", "note": "карантин"}
    assert "Уроков в расписании это не изменит" in store(browser, DAYS, {**own, "kind": "distance"})
    board = {"class": planned.other_class.pk, "date": "2026-11-30"}
    assert "дистанционно, карантин" in text_of(browser.get("/alpha/office/timetable/", board))
    for page in ("week/", "timetable/"):
        diary = text_of(browser_of(planned.other_mother).get(f"/alpha/diary/{page}?date=2026-11-30"))
        assert diary.lower().count("дистанционн") == 1
    with inside(planned.school), clashes_told():
        Lesson.objects.filter(date="2026-11-30").update(employee=planned.english_teacher.pk)
    day = text_of(browser_of(planned.english_teacher).get("/alpha/day/?date=2026-11-30"))
    assert day.count("<b>дистанционно</b>") == 1 and "7А" in day
    store(browser, DAYS, {**own, "kind": "day_off"})
    assert "дистанционно" not in text_of(browser.get("/alpha/office/timetable/", board))
    diary = browser_of(planned.other_mother).get("/alpha/diary/week/?date=2026-11-30")
    assert "Занятий нет: карантин" in text_of(diary)


def test_several_classes_rest_by_one_act(planned, browser_of):
    browser = browser_of(planned.deputy)
    ours, theirs = planned.school_class, planned.other_class
    page = text_of(browser.get(DAYS, {"class": ours.pk, "date": "2026-11-23"}))
    assert f'value="k{ours.pk}" checked' in page and f'value="k{theirs.pk}" checked' not in page and "все 7-е" in page
    fields = {"whose": "some", "first": "2026-11-23", "last": "2026-11-25", "kind": "day_off", "note": "приказ № 9"}
    assert "Отметьте, для кого." in text_of(browser.post(DAYS, fields), 422)
    assert "Выберите, для кого." in text_of(browser.post(DAYS, {**fields, "classes": "k0"}), 422)
    mixed = {**fields, "whose": f"c{planned.calendar.pk}", "classes": f"k{ours.pk}"}
    assert "оставьте одно" in text_of(browser.post(DAYS, mixed), 422)
    both = {**fields, "classes": [f"k{ours.pk}", f"k{theirs.pk}"]}
    shown = store(browser, DAYS, both)
    assert "7А — 1" in shown and "7Б — 1" in shown
    rows = {("day_off", "приказ № 9", one.pk, date(2026, 11, day)) for one in (ours, theirs) for day in (23, 24, 25)}
    with inside(planned.school):
        assert {(one.kind, one.note, one.school_class_id, one.date) for one in ClassDay.objects.all()} == rows
        assert not Lesson.objects.filter(date=MONDAY).exists() and not SpecialDay.objects.exists()
    store(browser, DAYS, {**fields, "classes": "g7", "kind": ""})
    with inside(planned.school):
        assert Lesson.objects.filter(date=MONDAY).count() == 2 and not ClassDay.objects.exists()


def test_what_was_not_seen_is_not_stored_and_records_are_named(planned, browser_of):
    browser = browser_of(planned.admin)
    fields = {"whose": "some", "classes": f"k{planned.school_class.pk}", "first": "2026-11-23", "kind": "day_off"}
    stale = text_of(browser.post(DAYS, {**fields, "seen": "0" * 16, "store": "1"}))
    assert "Пока вы смотрели, что-то изменилось" in stale
    with inside(planned.school):
        LessonEntry.objects.create(lesson=Lesson.objects.get(course=planned.algebra, date=MONDAY), topic="Степени")
    refused = text_of(browser.post(DAYS, fields), 422)
    assert "уже есть записи: пн, 23 ноября, 1-й урок, 7А, алгебра" in refused
    assert "этот день уже прошёл" in text_of(browser.post(DAYS, {**fields, "first": "2026-11-19"}), 422)
    assert "Укажите день." in text_of(browser.post(DAYS, {}), 422)
    for human in (planned.director, planned.secretary, planned.teacher):
        assert browser_of(human).post(DAYS, fields).status_code == 403
    with inside(planned.school):
        assert not SpecialDay.objects.exists() and not Event.objects.filter(act="school.calendar_changed").exists()


def test_periods_and_bells_are_corrected_in_place(planned, browser_of):
    browser = browser_of(planned.deputy)
    periods = f"{CALENDAR}{planned.calendar.pk}/periods/"
    fields = {}
    for term in planned.terms:
        fields |= {f"t{term.pk}_first": f"{term.starts_on:%Y-%m-%d}", f"t{term.pk}_last": f"{term.ends_on:%Y-%m-%d}"}
    assert "нужны название" in text_of(browser.post(periods, {**fields, "new_first": "2026-11-23"}), 422)
    rest = {"new_title": "осенние каникулы", "new_first": "2026-11-23", "new_last": "2026-11-29"}
    assert "7А — 1" in store(browser, periods, {**fields, **rest})
    assert "Осенние каникулы" in text_of(browser.get(CALENDAR))
    with inside(planned.school):
        schedule, vacation = BellSchedule.objects.get(), Vacation.objects.get()
    assert f'name="v{vacation.pk}_title"' in text_of(browser.get(periods))
    address = f"{BELLS}{schedule.pk}/"
    assert 'value="08:50"' in text_of(browser.get(address))
    bells = {"title": "Основное", "b0_number": "1", "b0_starts_at": "09:00", "b0_ends_at": "09:40"}
    assert "Начнутся в другое время" in store(browser, address, bells)
    assert "Звонку нужны номер" in text_of(browser.post(address, {**bells, "b1_number": "2"}), 422)
    short = {**bells, "title": "Сокращённые", "weekdays": ["6"], "valid_from": "2026-11-28", "valid_to": "2026-11-28"}
    store(browser, BELLS, short)
    assert "Сокращённые" in text_of(browser.get(CALENDAR))
    assert "08:00" in text_of(browser.get(HISTORY))
    book = cells(browser.get(CALENDAR, {"as": "xlsx", "list": "bells"}).content)
    assert any([row[0], row[2], row[8]] == ["Сокращённые", "сб", "09:00"] for row in book)


def test_days_of_attestation_of_a_semester_are_corrected_with_it(planned, browser_of):
    browser = browser_of(planned.deputy)
    periods = f"{CALENDAR}{planned.calendar.pk}/periods/"
    assert "Аттестация с" not in text_of(browser.get(periods))
    with inside(planned.school):
        Term.objects.filter(calendar=planned.calendar).update(kind="semester")
    fields = {}
    for term in planned.terms:
        fields |= {f"t{term.pk}_first": f"{term.starts_on:%Y-%m-%d}", f"t{term.pk}_last": f"{term.ends_on:%Y-%m-%d}"}
    one = planned.terms[0]
    name = f"t{one.pk}_exam"
    half = {**fields, f"{name}_first": f"{one.ends_on:%Y-%m-%d}"}
    assert "нужны первый и последний день" in text_of(browser.post(periods, half), 422)
    early = {**half, f"{name}_first": "2026-08-01", f"{name}_last": f"{one.ends_on:%Y-%m-%d}"}
    assert "начинается раньше него" in text_of(browser.post(periods, early), 422)
    store(browser, periods, {**half, f"{name}_last": f"{one.ends_on:%Y-%m-%d}"})
    with inside(planned.school):
        one.refresh_from_db()
        assert (one.attested_from, one.attested_to) == (one.ends_on, one.ends_on)
    store(browser, periods, fields)
    with inside(planned.school):
        one.refresh_from_db()
        assert one.attested_from is None
    assert "аттестация с" in text_of(browser.get(HISTORY))


def test_sheets_say_who_and_when_and_hold_no_formula(planned, browser_of):
    with inside(planned.school):
        SpecialDay.objects.create(calendar=planned.calendar, date="2026-11-04", kind="holiday", note="=1+1")
    browser = browser_of(planned.deputy)
    for address, query in ((CALENDAR, {}), (CALENDAR, {"list": "bells"}), (HISTORY, {})):
        answer = browser.get(address, {"as": "xlsx", **query})
        assert answer.status_code == 200 and "Выгружено: Королёва" in str(cells(answer.content))
