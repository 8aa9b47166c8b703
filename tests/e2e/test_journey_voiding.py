"""The director voids what a thief did: the way in is frozen, marks are listed, the cells show what stood without them."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_the_director_voids_what_a_thief_wrote(school, enter):
    ids = school.ids
    lesson = ids["lesson"]
    # The teacher's own mark, and two by somebody who knows the password.
    teacher = enter("teacher")
    page = teacher.open_journal(f"?lesson={lesson}")
    for row, value in enumerate("452"):
        teacher.cell(row, lesson).click()
        teacher.press(value, "Enter")
    teacher.saved()
    pupils = [school.rows("SELECT id FROM people_person WHERE last_name = %s", name)[0][0] for name in NAMES]
    assert [school.marks(lesson, one) for one in pupils] == [["4"], ["5"], ["2"]]

    director = enter("director")
    office = director.open(f"office/people/{ids['people']['teacher']}/")
    office.get_by_role("link", name="Входом пользовался другой").click()
    office.get_by_label("Что случилось").fill("Пароль подсмотрели")
    office.get_by_role("button", name="Заморозить вход").click()
    expect(office.locator("main")).to_contain_text("заморожен")

    # The account is shut at once.
    page.goto(school.url("day/"))
    expect(page.get_by_label("Имя для входа")).to_be_visible()

    # Every mark is listed and ticked; the own one is left.
    office.goto(f"{office.url.partition('?')[0]}?kind=mark")
    rows = office.locator("main tbody tr")
    expect(rows).to_have_count(3)
    rows.filter(has_text=NAMES[0]).get_by_role("checkbox").uncheck()
    office.get_by_label("Основание: номер и дата распоряжения").fill("распоряжение № 7")
    office.get_by_role("button", name="Аннулировать отмеченное").click()
    expect(office.get_by_text("Аннулировано: 2 записи.")).to_be_visible()
    expect(office.locator("main tbody s")).to_have_count(2)
    assert [school.marks(lesson, one) for one in pupils] == [["4"], [], []]

    # In the journal the cells show what stands without them.
    director.open(f"journal/{ids['course']}/?lesson={lesson}")
    for row, shown in enumerate(("4", "", "")):
        expect(director.page.locator("#grid tbody tr").nth(row)).to_contain_text(NAMES[row])
        expect(director.cell(row, lesson)).to_have_text(shown)


NAMES = ("Антонов", "Ёжикова", "Нилова")
