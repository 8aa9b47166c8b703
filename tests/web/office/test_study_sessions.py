"""Sessions of a part-time group: lessons stand within them alone; справки-вызовы have numbers of their own."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.people.models import CallNote
from parta.school.enums import SessionKind
from parta.school.models import SchoolClass, StudySession
from parta.school.rules.sessions import SessionChange, decide_sessions
from parta.timetable.models import Lesson, TimetableVersion
from tests.factories.college import as_college
from tests.paper.reading import says_archive, texts

PAGE = "/alpha/office/attestation/sessions/"
YEAR = (date(2026, 9, 1), date(2027, 5, 31))
ROW = {"new1_kind": "exam", "new1_first": "2026-11-23", "new1_last": "2026-11-27"}


@pytest.fixture
def college(world, frozen):
    """Group 7А is part-time; its algebra is on Mondays and Wednesdays of every week from 16 November on."""
    as_college(world)
    SchoolClass.objects.filter(pk=world.school_class.pk).update(study_form="part_time", programme_title="Сети")
    version = TimetableVersion.objects.create(year=world.year, starts_on="2026-11-16")
    for weekday in (1, 3):
        version.slots.create(course=world.algebra, weekday=weekday, number=1, employee_id=world.teacher.pk)
    return world


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return " ".join(answer.content.decode().split())


def shown(browser, page):
    return {"stood": text_of(browser.get(page)).split('name="stood" value="')[1].split('"')[0]}


def stored(browser, row, page):
    row = {**shown(browser, page), **row}
    seen = text_of(browser.post(page, row)).split('name="seen" value="')[1].split('"')[0]
    return text_of(browser.post(page, {**row, "seen": seen, "store": "1"}, follow=True))


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([("2026-11-16", "2026-11-28"), ("2027-04-05", "2027-04-24")], ""),
        ([("2026-11-28", "2026-11-16")], "calendar_days_backwards"),
        ([("2026-08-31", "2026-09-05")], "calendar_outside_year"),
        ([("2026-10-01", "2026-12-31")], "calendar_too_many_days"),
        ([("2026-11-16", "2026-11-28"), ("2026-11-28", "2026-12-01")], "sessions_overlap"),
    ],
)
def test_which_sessions_a_group_may_have(spans, code):
    wanted = [SessionChange(None, SessionKind.EXAM, *map(date.fromisoformat, span)) for span in spans]
    assert decide_sessions(wanted, year=YEAR).code == code


def test_lessons_of_a_part_time_group_stand_within_its_sessions(college, browser_of):
    world, deputy = college, browser_of(college.deputy)
    page = f"{PAGE}?class={world.school_class.pk}"
    ahead = Lesson.objects.filter(course=world.algebra, date__gt="2026-11-20").exclude(status="cancelled")
    Lesson.objects.create(
        course=world.algebra, date="2026-11-30", number=1, starts_at="2026-11-30T08:00+05:00",
        ends_at="2026-11-30T08:40+05:00", slot=world.algebra.slots.get(weekday=1), employee_id=world.teacher.pk,
    )  # fmt: skip
    said = text_of(deputy.get(page))
    assert "0 дней" in said and "за 30 дней" in said and "Справки-вызовы" not in said
    assert "Сохранено" in stored(deputy, ROW, page)
    assert set(ahead.values_list("date", flat=True)) == {date(2026, 11, 23), date(2026, 11, 25)}
    session = StudySession.objects.get()
    assert (session.kind, str(session.ends_on)) == ("exam", "2026-11-27")
    assert Event.objects.get(act="school.calendar_changed").subject["kind"] == "session"
    gone = {f"s{session.pk}_kind": "exam"}
    assert "Сохранено" in stored(deputy, gone, page)
    assert not StudySession.objects.exists() and date(2026, 12, 2) in set(ahead.values_list("date", flat=True))
    wrong = {**ROW, "new1_last": ""}
    assert "нужны первый и последний день" in text_of(deputy.post(page, wrong), 422)
    assert browser_of(world.teacher).post(page, ROW).status_code == 403
    assert 'name="new1_first"' not in text_of(browser_of(world.teacher).get(page))


def test_notes_are_numbered_once_and_keep_the_days_they_were_given_for(college, browser_of):
    world, secretary = college, browser_of(college.secretary)
    session = StudySession.objects.create(
        school_class=world.school_class, kind="exam", starts_on="2026-11-23", ends_on="2026-11-27"
    )
    asked = {"session": session.pk, "pupil": [one.pk for one in world.pupils[:2]]}
    printed = secretary.post(f"{PAGE}notes/", asked).content
    words = texts(printed)
    assert says_archive(printed) and len(words) == 2 and "Справка-вызов № 1" in words[0]
    assert "с 23 ноября 2026 г. по 27 ноября 2026 г." in " ".join(words[0].split()) and "5 календарных дней" in words[1]
    secretary.post(f"{PAGE}notes/", {**asked, "pupil": [one.pk for one in world.pupils]})
    assert list(CallNote.objects.values_list("number", "pupil")) == [
        (number, one.pk) for number, one in enumerate(world.pupils, 1)
    ]
    assert Event.objects.filter(act="people.call_note_issued").count() == 3
    StudySession.objects.update(ends_on="2026-11-28")
    secretary.post(f"{PAGE}notes/", {**asked, "pupil": world.pupils[0].pk})
    assert CallNote.objects.get(number=4).ends_on == date(2026, 11, 28)
    assert secretary.post(f"{PAGE}notes/", {**asked, "pupil": world.stranger.pk}).status_code == 404
    assert browser_of(world.teacher).post(f"{PAGE}notes/", asked).status_code == 403
    page = text_of(secretary.get(PAGE))
    assert "№ 4 на 23.11.2026" in page and "№ 1 на" not in page
    deputy, page = browser_of(world.deputy), f"{PAGE}?class={world.school_class.pk}"
    gone = {f"s{session.pk}_kind": "exam", **shown(deputy, page)}
    assert "выписаны справки-вызовы" in text_of(deputy.post(page, gone), 422)


def test_a_session_that_was_not_shown_is_not_taken_out(college, browser_of):
    world, deputy = college, browser_of(college.deputy)
    page = f"{PAGE}?class={world.school_class.pk}"
    assert f'action="{page}"' in text_of(deputy.get(PAGE))
    row = {**ROW, **shown(deputy, page)}
    StudySession.objects.create(
        school_class=world.school_class, kind="orientation", starts_on="2027-02-01", ends_on="2027-02-06"
    )
    assert "пока вы смотрели, сессии группы уже изменили" in text_of(deputy.post(page, row), 422)
    assert StudySession.objects.get().kind == "orientation"
    for other in (PAGE, f"{PAGE}?class={world.other_class.pk}"):  # no group named, one of another form of study
        assert deputy.post(other, {**row, **shown(deputy, page)}).status_code == 404


def test_a_full_time_group_and_a_school_have_no_sessions(world, browser_of):
    deputy = browser_of(world.deputy)
    assert deputy.get(PAGE).status_code == 404
    as_college(world)
    assert "Заочных групп нет" in text_of(deputy.get(PAGE))
    assert deputy.post(f"{PAGE}?class={world.school_class.pk}", ROW).status_code == 404
