"""The day of a class: who is absent, reasons in place, «проверено», what families told; who may open it."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.journal.models import AbsenceNotice, Attendance, DayCheck
from parta.journal.services.absence_notices import announce_absence
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden
from parta.regulation.models import RegulationVersion
from tests.factories.school_day import absent, told
from tests.factories.small_school import at
from tests.web.test_sheets import cells

DAY = "2026-11-20"
READS_ONLY = {"access": {"homeroom_edit_attendance": {"value": False}}}


@pytest.fixture
def school(world, frozen):
    """Peter was not there at algebra, the first lesson of Friday; English, the second, is over too."""
    with inside(world.school):
        absent(world.lessons[5], world.pupils[0], "absent")
    return world


def address(world, path="", of=None):
    return f"/alpha/office/classes/{(of or world.school_class).pk}/day/{path}?date={DAY}"


def test_the_homeroom_teacher_sees_who_is_absent_and_gives_the_reason(school, browser_of):
    peter = school.pupils[0]
    with inside(school.school):
        absent(school.english_lessons[5], peter, "absent")
    browser = browser_of(school.homeroom)
    text = browser.get(address(school)).content.decode()
    assert "Антонов Пётр" in text
    assert "нет с 08:00" in text
    assert "Ёжикова Мария" in text  # in place
    assert "as=xlsx" in text
    rows = cells(browser.get(f"{address(school)}&as=xlsx").content)
    assert rows[2][:3] == ["Ученик", "1 08:00", "2 08:50"] and rows[3][:2] == [
        "Антонов Пётр",
        "не был (причина не названа)",
    ]
    assert "отсутствовали 1 из 3" in rows[1][0] and "Выгружено: Сафонова" in rows[-1][0]
    answer = browser.post(
        address(school, "reason/"), {"pupil": peter.pk, "code": "ill", "reason": "справка до 23.11"}, follow=True
    )
    assert "Причина записана: 2 урока." in answer.content.decode()
    with inside(school.school):
        rows = set(Attendance.objects.filter(pupil_id=peter.pk).values_list("code", "reason"))
        told = Event.objects.filter(act="journal.absence_changed", person_id=school.homeroom.pk).count()
    assert rows == {("ill", "справка до 23.11")}
    assert told == 2


def test_checked_is_stored_with_who_and_when_and_a_later_absence_makes_it_stale(school, browser_of, frozen):
    browser = browser_of(school.homeroom)
    assert "не проверены" in browser.get(address(school)).content.decode()
    text = browser.post(address(school, "check/"), follow=True).content.decode()
    assert "проверены 12:00, Сафонова Е. В." in text
    with inside(school.school):
        check = DayCheck.objects.get()
        assert (check.school_class_id, check.day, check.checked_by_id) == (
            school.school_class.pk, date(2026, 11, 20), school.homeroom.pk,
        )  # fmt: skip
        assert Event.objects.get(act="journal.day_checked").subject["day"] == DAY
        later, maria = school.english_lessons[5], school.pupils[1]
        Attendance.objects.create(lesson=later, pupil_id=maria.pk, code="absent")
        subject = {"kind": "absence", "lesson": later.pk, "pupil": maria.pk}
        told(later, "journal.absence_recorded", subject, None, {"value": "absent"}, at(date(2026, 11, 20), "12:30"))
    frozen("11-20", "13:00")
    assert "после проверки есть новые записи" in browser.get(address(school)).content.decode()
    browser.post(address(school, "check/"))
    assert "проверены 13:00" in browser.get(address(school)).content.decode()
    with inside(school.school):
        assert DayCheck.objects.count() == 1
        assert Event.objects.filter(act="journal.day_checked").count() == 2


def test_heads_see_which_classes_are_not_checked_and_by_which_clause(school, browser_of, frozen):
    page = f"/alpha/office/control/checks/?date={DAY}"
    browser = browser_of(school.deputy)
    text = browser.get(page).content.decode()
    assert "п. 17(5)" in text
    assert "не проверены" in text
    assert "нужно было до 09:30" in text  # the class's last lesson
    browser_of(school.homeroom).post(address(school, "check/"))
    assert "проверены 12:00, Сафонова Е. В." in browser.get(page).content.decode()
    frozen("11-20", "09:00")
    assert browser_of(school.homeroom).get(page).status_code == 403


def test_where_the_act_only_lets_read_the_reason_is_not_written(school, browser_of):
    with inside(school.school):
        RegulationVersion.objects.update(preset="default", values=READS_ONLY)
    browser = browser_of(school.homeroom)
    text = browser.get(address(school)).content.decode()
    assert "Причины записывает учитель" in text
    assert "class_day_reason" not in text
    answer = browser.post(address(school, "reason/"), {"pupil": school.pupils[0].pk, "code": "ill"})
    assert answer.status_code == 403
    assert "положение не требует проверки" in text


def test_foreign_classes_pupils_and_nonsense(school, browser_of):
    browser = browser_of(school.homeroom)
    other = school.other_class
    assert browser.get(address(school, of=other)).status_code == 404
    assert browser.post(address(school, "check/", of=other)).status_code == 404
    reason = {"pupil": school.pupils[0].pk, "code": "ill"}
    assert browser.post(address(school, "reason/", of=other), reason).status_code == 404
    assert browser.post(address(school, "reason/"), {**reason, "pupil": school.stranger.pk}).status_code == 404
    assert browser.post(address(school, "reason/"), {**reason, "pupil": "x"}).status_code == 400
    for bad in ({"code": "late"}, {"code": "нет"}, {"reason": "я" * 500}, {"reason": "a\x00b"}):
        assert browser.post(address(school, "reason/"), {**reason, **bad}).status_code in (400, 422)
    assert browser.post(f"/alpha/office/classes/{school.school_class.pk}/day/check/?date=2026-11-21").status_code == 422
    for human in (school.teacher, school.mother, school.secretary, school.pupils[0]):
        assert browser_of(human).get(address(school)).status_code in (403, 404)
        assert browser_of(human).post(address(school, "check/")).status_code in (403, 404)
    with inside(school.school):
        assert not DayCheck.objects.exists()
        assert set(Attendance.objects.values_list("code", flat=True)) == {"absent"}


def test_what_a_parent_announced_is_one_press_away(school, browser_of):
    peter, mother = school.pupils[0], browser_of(school.mother)
    days = {"start": "2026-11-20", "end": "2026-11-23", "text": "температура"}
    assert "Сообщение передано" in mother.post("/alpha/diary/absences/notice/", days, follow=True).content.decode()
    mother.post("/alpha/diary/absences/notice/", days)  # a second press is the same announcement
    with inside(school.school):
        notice = AbsenceNotice.objects.get()
        assert (notice.pupil_id, notice.announced_by_id) == (peter.pk, school.mother.pk)
    text = browser_of(school.homeroom).get(address(school)).content.decode()
    assert "Семья сообщила: температура, 20.11–23.11" in text
    assert "Записать: болезнь" in text
    mother.post(f"/alpha/diary/absences/notice/{notice.pk}/withdrawal/")
    assert "Семья сообщила" not in browser_of(school.homeroom).get(address(school)).content.decode()
    with inside(school.school):
        acts = Event.objects.filter(subject__kind="absence_notice").values_list("act", flat=True)
        assert list(acts.order_by("seq")) == ["journal.absence_announced", "journal.absence_withdrawn"]


def test_the_service_itself_refuses_a_pupil(school, frozen):
    """A pupil's own account reads the diary and announces nothing, whichever page asks."""
    peter = school.pupils[0]
    with inside(school.school):
        today = date(2026, 11, 20)
        actor = Actor(account_id=1, person_id=peter.pk, school_slug="alpha", roles=frozenset({"pupil"}), today=today)
        with pytest.raises(Forbidden):
            announce_absence(actor=actor, pupil_id=peter.pk, start=today, end=today, text="", now=frozen.now)


def test_the_first_page_of_the_office_is_the_day_of_the_own_class(school, browser_of):
    answer = browser_of(school.homeroom).get("/alpha/office/")
    assert answer.url == f"/alpha/office/classes/{school.school_class.pk}/day/"


def test_nobody_announces_for_a_foreign_child_nor_nonsense(school, browser_of):
    mother, page = browser_of(school.mother), "/alpha/diary/absences/notice/"
    days = {"start": "2026-11-20", "end": "2026-11-23", "text": ""}
    assert mother.post(f"{page}?child={school.stranger.pk}", days).status_code == 404
    assert browser_of(school.pupils[0]).post(page, days).status_code == 403
    assert browser_of(school.homeroom).post(page, days).status_code in (403, 404)
    for bad in ({"end": "2026-11-19"}, {"start": "2026-11-01", "end": "2026-11-05"}, {"end": "2027-11-01"}):
        answer = mother.post(page, {**days, "text": "у «Ёлки»", **bad})
        assert answer.status_code == 422 and 'role="alert"' in answer.text and 'value="у «Ёлки»"' in answer.text
    answer = mother.post(page, {**days, "end": "потом"})
    assert answer.status_code == 422 and "Дата написана неверно" in answer.text
    with inside(school.school):
        assert not AbsenceNotice.objects.exists()
        AbsenceNotice.objects.create(
            pupil_id=school.stranger.pk, starts_on="2026-11-20", ends_on="2026-11-20",
            announced_by_id=school.other_mother.pk, announced_at="2026-11-20T08:00+05:00",
        )  # fmt: skip
        foreign = AbsenceNotice.objects.get().pk
    assert mother.post(f"{page}{foreign}/withdrawal/").status_code == 404
