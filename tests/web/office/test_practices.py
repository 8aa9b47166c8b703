"""Practices of a college group set on a page: lessons of the group give way, days follow, the leader gives them."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import Practice
from parta.curriculum.rules.practices import PracticeChange, decide_practices
from parta.installation.schools import inside
from parta.school.models import SchoolClass
from parta.timetable.models import Lesson, TimetableVersion
from tests.factories.college import as_college
from tests.factories.practice import plan, practice_block

YEAR = (date(2026, 9, 1), date(2027, 5, 31))
TODAY = date(2026, 11, 18)


def block(pk=None, first="2026-12-07", last="2026-12-12", hours=36, **other):
    days = (date.fromisoformat(first), date.fromisoformat(last))
    return PracticeChange(pk, other.pop("subject", 1), *days, hours, other.pop("place", ""), "", None, **other)


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ([block(), block(first="2026-12-14", last="2026-12-19")], ""),
        ([block(first="2026-12-12", last="2026-12-07")], "practice_backwards"),
        ([block(first="2027-05-31", last="2027-06-05")], "practice_outside_year"),
        ([block(hours=0)], "practice_hours"),
        ([block(), block(first="2026-12-12", last="2026-12-19")], "practice_overlaps"),
        ([block(), block(first="2026-12-12", last="2026-12-19", subject=2)], ""),
        ([block(first="2026-11-18", last="2026-11-21")], "practice_past"),
    ],
)
def test_which_practices_a_group_may_have(blocks, code):
    assert decide_practices(blocks, stood={}, year=YEAR, today=TODAY).code == code


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (block(5, "2026-11-16", "2026-11-21", place="Завод"), ""),
        (block(5, "2026-11-16", "2026-11-28"), ""),
        (block(5, "2026-11-16", "2026-11-17"), "practice_past"),
        (block(5, "2026-11-17", "2026-11-21"), "practice_past"),
        (block(5, "2026-11-23", "2026-11-28"), "practice_past"),
        (None, "practice_past"),
    ],
)
def test_a_practice_that_has_begun_keeps_its_past(now, code):
    stood = {5: block(5, "2026-11-16", "2026-11-21")}
    assert decide_practices([now] if now else [], stood=stood, year=YEAR, today=TODAY).code == code


def test_a_practice_that_is_over_keeps_its_days_and_hours():
    stood = {5: block(5, "2026-11-02", "2026-11-07")}
    allowed = decide_practices(
        [block(5, "2026-11-02", "2026-11-07", place="Завод")], stood=stood, year=YEAR, today=TODAY
    )
    assert allowed.code == ""
    refused = decide_practices([block(5, "2026-11-02", "2026-11-07", hours=40)], stood=stood, year=YEAR, today=TODAY)
    assert refused.code == "practice_past"


@pytest.fixture
def college(world, frozen):
    """Group 7А has a practice from 16 to 21 November; its algebra is on Mondays of every week."""
    as_college(world)
    SchoolClass.objects.filter(pk=world.school_class.pk).update(kind="group")
    practice_block(world)
    with inside(world.school):
        Practice.objects.update(starts_on="2026-12-07", ends_on="2026-12-12")
        version = TimetableVersion.objects.create(year=world.year, starts_on="2026-11-16")
        version.slots.create(course=world.algebra, weekday=1, number=1, employee_id=world.teacher.pk)
        plan(world)
    return world


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return " ".join(answer.content.decode().split())


def page_of(world):
    return f"/alpha/office/curriculum/{world.school_class.pk}/practices/"


def row_of(said, one, **changes):
    stood = said.split('name="stood" value="')[1].split('"')[0]
    key = f"p{one.pk}"
    row = {
        f"{key}_subject": one.subject_id, f"{key}_first": one.starts_on.isoformat(),
        f"{key}_last": one.ends_on.isoformat(), f"{key}_hours": one.hours or "", f"{key}_place": one.place,
        f"{key}_leader": one.leader, f"{key}_teacher": one.teacher_id or "",
    }  # fmt: skip
    return {"stood": stood, **row, **{f"{key}_{name}": value for name, value in changes.items()}}


def stored(browser, page, row):
    seen = text_of(browser.post(page, row)).split('name="seen" value="')[1].split('"')[0]
    return text_of(browser.post(page, {**row, "seen": seen, "store": "1"}, follow=True))


def test_a_practice_moves_with_its_days_and_other_lessons_come_back(college, browser_of):
    world, deputy, page = college, browser_of(college.deputy), page_of(college)
    one = Practice.objects.get()
    row = row_of(text_of(deputy.get(page)), one, first="2026-12-14", last="2026-12-19", place="ООО «Завод»")
    shown = text_of(deputy.post(page, row))
    assert "Что изменится" in shown and Practice.objects.get().starts_on == date(2026, 12, 7)
    assert "Сохранено" in stored(deputy, page, row)
    one = Practice.objects.get()
    assert (one.starts_on, one.place) == (date(2026, 12, 14), "ООО «Завод»")
    days = Lesson.objects.filter(course__kind="practice").values_list("date", flat=True)
    assert set(days) == {date(2026, 12, 14 + n) for n in range(6)}
    algebra = set(Lesson.objects.filter(course=world.algebra, status="planned").values_list("date", flat=True))
    assert date(2026, 12, 7) in algebra and date(2026, 12, 14) not in algebra
    assert Event.objects.filter(act="curriculum.curriculum_changed", subject__kind="practice").count() == 1


def test_another_leader_gives_the_days_ahead(college, browser_of):
    deputy, page = browser_of(college.deputy), page_of(college)
    row = row_of(text_of(deputy.get(page)), Practice.objects.get(), teacher=college.teacher.pk)
    stored(deputy, page, row)
    one = Practice.objects.get()
    assert one.teacher_id == college.teacher.pk and one.leader == one.teacher.person.full_name
    assert set(Lesson.objects.filter(course__kind="practice").values_list("employee", flat=True)) == {
        college.teacher.pk
    }

    told = Event.objects.get(act="timetable.changed", subject__kind="lessons")
    assert (told.before["employee_id"], told.after["employee_id"]) == (college.english_teacher.pk, college.teacher.pk)
    # a substitute by the load stays when the page says another thing of the practice
    Lesson.objects.filter(course__kind="practice").update(employee=college.english_teacher.pk)
    one = Practice.objects.get()
    stored(deputy, page, row_of(text_of(deputy.get(page)), one, place="ООО «Завод»"))
    assert set(Lesson.objects.filter(course__kind="practice").values_list("employee", flat=True)) == {
        college.english_teacher.pk
    }


def test_a_refusal_keeps_what_was_typed(college, browser_of):
    deputy, page = browser_of(college.deputy), page_of(college)
    row = row_of(text_of(deputy.get(page)), Practice.objects.get(), first="2026-12-20", place="Завод «Ёлка»")
    said = text_of(deputy.post(page, row), 422)
    assert "последний день раньше первого" in said and "Завод «Ёлка»" in said
    odd = text_of(deputy.post(page, {**row, f"p{Practice.objects.get().pk}_hours": "9" * 40}), 422)
    assert "целое число" in odd
    said = text_of(deputy.post(page, {**row_of(text_of(deputy.get(page)), Practice.objects.get()), "stood": "0"}), 422)
    assert "уже изменили" in said


def test_who_sets_practices_and_where(college, browser_of, world):
    page = page_of(college)
    assert browser_of(college.teacher).get(page).status_code in (403, 404)
    one = Practice.objects.get()
    deputy = browser_of(college.deputy)
    row = row_of(text_of(deputy.get(page)), one, subject=world.algebra.subject_id)
    assert "Выберите практику" in text_of(deputy.post(page, row), 422)
    assert deputy.get(page.replace(str(world.school_class.pk), "99999")).status_code == 404


def test_the_page_asks_the_same_number_of_questions(college, browser_of, django_assert_max_num_queries):
    deputy, page = browser_of(college.deputy), page_of(college)
    one = Practice.objects.get()
    deputy.get(page)
    for number in range(2):
        Practice.objects.create(
            school_class=one.school_class, subject=one.subject, starts_on=f"2027-01-{18 + 7 * number}",
            ends_on=f"2027-01-{23 + 7 * number}",
        )  # fmt: skip
    with django_assert_max_num_queries(24):
        said = text_of(deputy.get(page))
    assert said.count("<fieldset") == 5
