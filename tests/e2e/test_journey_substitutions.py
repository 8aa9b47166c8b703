"""A deputy's morning: two teachers are ill; one lesson is given by another, groups are joined, one is cancelled, printed."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

# The second English group of the class has its lesson at the time of the first one; who leads the class gives it.
SECOND_GROUP = """
WITH one AS (SELECT * FROM curriculum_course WHERE id = %s), g AS (
    INSERT INTO curriculum_studygroup (name, name_key, school_class_id, subject_id, year_id)
    SELECT '2 гр.', '2 гр.', school_class_id, subject_id, year_id FROM one RETURNING id
), c AS (
    INSERT INTO curriculum_course (calendar_id, school_class_id, study_group_id, subject_id, year_id, kind, title, marks_given)
    SELECT calendar_id, school_class_id, g.id, subject_id, year_id, kind, title, marks_given FROM one, g RETURNING id
)
INSERT INTO timetable_lesson (course_id, date, number, starts_at, ends_at, employee_id)
SELECT c.id, date, number, starts_at, ends_at, %s FROM timetable_lesson l, c WHERE l.id = %s RETURNING date::text
"""


def test_the_morning_of_a_deputy_when_two_are_ill(school, enter):
    ids, leads = school.ids, school.ids["people"]["homeroom"]
    ((day,),) = school.rows(SECOND_GROUP, ids["english"], leads, ids["english_lesson"])
    deputy = enter("deputy")
    page = deputy.open(f"office/substitutions/?date={day}")
    for name in ("Ёлкина Нина Сергеевна", "Осипова Наталья Игоревна"):
        if not page.get_by_label("Учитель").is_visible():
            page.get_by_text("Отметить отсутствие").click()
        page.get_by_label("Учитель").select_option(name)
        page.get_by_role("button", name="Отметить", exact=True).click()
        expect(page.get_by_text("Отсутствие отмечено")).to_be_visible()

    algebra = page.get_by_role("combobox", name=re.compile("алгебра: кто ведёт"))
    english = page.get_by_role("combobox", name=re.compile("английский.*кто ведёт"))
    expect(algebra).not_to_contain_text(re.compile("Ёлкина|Осипова"))
    algebra.focus()
    deputy.press("ArrowDown")  # the keys alone are enough: the best one is the first
    expect(algebra).to_have_value(f"s{leads}")
    english.select_option(label="Сафонова Е. В. · возьмёт обе (2 гр.)")
    page.get_by_role("button", name="Записать замены").click()
    expect(page.locator("main")).to_contain_text("Записано: 2 урока.")
    expect(page.locator("main")).to_contain_text("Решено всё: 2 урока")

    # Nobody can give algebra after all.
    algebra.select_option(label="отменить урок")
    page.get_by_label("Причина отмены").fill("нет свободных учителей")
    page.get_by_role("button", name="Записать замены").click()
    expect(page.locator("tr", has_text="Алгебра")).to_contain_text("отмена")

    page.get_by_role("link", name="Изменения на день").last.click()
    expect(page.get_by_role("table")).to_contain_text("объединение: Сафонова Е. В.")
    expect(page.get_by_role("table")).to_contain_text("отменён")
    page.get_by_role("link", name="Замены этого дня").click()
    page.get_by_role("link", name="Журнал замен").last.click()
    with page.expect_popup():
        page.get_by_role("button", name="Напечатать").click()
    expect(page.get_by_role("table").last).to_contain_text("Сафонова Елена Викторовна")
    assert (school.events("paper.printed"), school.events("timetable.substitution_withdrawn")) == (1, 1)
