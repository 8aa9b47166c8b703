"""The grid's habits at the real server: selections, tools, the strip beneath, a broken wire, others' work, a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PHONE, until

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def teacher(enter):
    """The algebra teacher in the journal, at the first pupil's cell of today."""
    one = enter("teacher")
    one.open_journal()
    one.cell(0).click()
    return one


def break_wire(page, mode):
    """Spoil the first two sendings; later ones go through."""
    left = [2]

    def spoil(route):
        if not left[0]:
            route.continue_()
            return
        left[0] -= 1
        if mode == "request lost":
            route.abort()
        elif mode == "answer lost":
            route.fetch()
            route.abort()
        else:
            route.fulfill(status=int(mode), headers={"Retry-After": "1"}, body="")

    page.route("**/operations", spoil)


@pytest.mark.parametrize("mode", ["request lost", "answer lost", "503", "429"])
def test_nothing_is_lost_or_doubled_when_the_wire_breaks(school, teacher, mode):
    ids = school.ids
    break_wire(teacher.page, mode)
    teacher.press("5", "Enter", "4", "Enter", "ArrowUp", "3", "Enter")
    teacher.saved()
    until(lambda: [school.marks(ids["lesson"], pupil) for pupil in ids["pupils"][:2]], [["5"], ["3"]])
    versions = school.rows("SELECT value, version FROM journal_mark ORDER BY value")
    assert versions in ([("3", 1), ("5", 1)], [("3", 2), ("5", 1)])
    assert school.rows("SELECT count(*) FROM journal_work WHERE lesson_id = %s", ids["lesson"]) == [(1,)]
    expect(teacher.page.locator("td.conflict, td.refused, td.unsaved")).to_have_count(0)


def test_selections_the_strip_and_escape(school, teacher):
    ids = school.ids
    page, lesson, pupils = teacher.page, ids["lesson"], [*ids["pupils"][:2], ids["newcomer"]]
    teacher.press("Shift+ArrowDown", "Shift+ArrowDown", "4")
    teacher.saved()
    assert [school.marks(lesson, pupil) for pupil in pupils] == [["4"]] * 3
    teacher.press("Delete")
    until(lambda: [school.marks(lesson, pupil) for pupil in pupils], [[]] * 3)
    teacher.press("Control+z")
    until(lambda: [school.marks(lesson, pupil) for pupil in pupils], [["4"]] * 3)
    teacher.press("Escape", "Shift+?")
    expect(page.get_by_role("dialog")).to_contain_text("Ctrl + Z")
    teacher.press("Escape", "3", "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.tagName") == "TD"

    strip = page.locator("#strip")
    strip.get_by_label("Тема").fill("Квадрат суммы")
    strip.get_by_label("Задание на дом").fill("№ 345")
    strip.get_by_label("без задания").check()
    until(lambda: school.entry(lesson)[0], "Квадрат суммы")
    until(lambda: school.rows("SELECT text, none_set FROM journal_homework WHERE lesson_id = %s", lesson), [("", True)])
    teacher.saved()


def test_criteria_letters_beside_marks_and_places_that_take_nothing(school, teacher):
    ids = school.ids
    lesson, (anton, maria, _) = ids["lesson"], ids["pupils"]
    teacher.press("4", "/", "3", "Enter", ",", "/", "4", "Enter")
    teacher.saved()
    assert school.marks(lesson, anton) == ["4", "3"]
    assert (school.absence(lesson, maria), school.marks(lesson, maria)) == ("ill", ["4"])
    expect(teacher.cell(1)).to_have_text("Б/4")
    # Титов left three days ago, Нилова came three days ago: today is not his, the older lessons are not hers.
    operations = school.rows("SELECT count(*) FROM journal_operation")
    for row, place in ((3, lesson), (2, ids["old_lesson"])):
        teacher.cell(row, place).click(force=True)
        expect(teacher.cell(row, place)).to_have_attribute("aria-disabled", "true")
        teacher.press("5", "Enter")
    # What is not a mark stays in sight with its reason and goes nowhere.
    teacher.cell(4).click()
    teacher.press("7", "Enter")
    expect(teacher.cell(4)).to_have_text("7")
    expect(teacher.page.locator(".slip")).to_contain_text("поставить нельзя")
    assert school.rows("SELECT count(*) FROM journal_operation") == operations


def test_the_schools_own_letters_are_written_and_the_usual_keys_are_typed(school, teacher, enter):
    ids = school.ids
    page, lesson, (anton, maria, _) = teacher.page, ids["lesson"], ids["pupils"]
    teacher.press("e", "Enter", "j", "/", "4", "Enter")
    teacher.saved()
    assert [school.absence(lesson, pupil) for pupil in (anton, maria)] == ["excused", "late"]
    expect(teacher.cell(0)).to_have_text("УП")
    expect(teacher.cell(1)).to_have_text("ОП/4")
    # The written letters are taken back as they stand: by F2, by copying, by the card's list.
    teacher.cell(1).click()
    teacher.press("F2", "End", "Backspace")
    page.keyboard.insert_text("5")
    teacher.press("Enter")
    expect(teacher.cell(1)).to_have_text("ОП/5")
    teacher.cell(0).click()
    teacher.press("Shift+ArrowDown", "Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "УП\nОП/5"
    teacher.press("Escape")
    teacher.cell(0).click()
    teacher.press("Shift+F2")
    card = page.get_by_role("dialog")
    expect(card.locator("ol.history li")).to_contain_text(["посещаемость УП"])
    card.get_by_label("На уроке").select_option(label="ОСВ · освобождение")
    teacher.press("Escape")
    expect(teacher.cell(0)).to_have_text("ОСВ")
    teacher.press("Shift+?")
    expect(page.get_by_role("dialog")).to_contain_text("УПуважительная причина")
    teacher.press("Escape")
    page.emulate_media(media="print")
    expect(teacher.cell(0)).to_have_text("ОСВ")
    phone = enter("teacher", **PHONE)
    phone.open_journal()
    expect(phone.page.get_by_role("button", name="Антонов Пётр: нет на уроке")).to_have_text("Н")
    expect(phone.page.locator("[data-p='0'] .ph-cell")).to_have_text("ОСВ")


def test_others_changes_come_in_and_the_cursor_stays(school, teacher, enter):
    ids = school.ids
    other = enter("english_teacher")
    other.open_journal()
    teacher.press("ArrowDown")
    other.cell(0, ids["yesterday"]).click()
    other.press("4", "Space", "5", "Enter")
    other.saved()
    expect(teacher.cell(0, ids["yesterday"], slot=1)).to_have_text("5")
    place = "[document.activeElement.closest('tr').sectionRowIndex, document.activeElement.cellIndex - 1]"
    assert teacher.page.evaluate(place) == [1, teacher.column()]


def test_a_work_is_moved_to_the_lesson_it_belongs_to(school, teacher):
    ids = school.ids
    page, lesson, yesterday = teacher.page, ids["lesson"], ids["yesterday"]
    teacher.press("5", "Enter", "4", "Enter")
    teacher.saved()
    teacher.cell(0).click()
    teacher.press("Alt+ArrowDown")
    page.get_by_role("dialog").get_by_role("button", name="Перенести на другой урок").click()
    form = page.get_by_role("dialog")
    form.get_by_label("На какой урок").select_option(str(yesterday))
    form.get_by_role("button", name="Перенести").click()
    teacher.saved()
    assert school.marks(lesson, ids["pupils"][0]) == []
    assert school.marks(yesterday, ids["pupils"][0]) == ["5"]
    expect(teacher.cell(0, yesterday)).to_have_text("5")
    expect(teacher.cell(0)).to_have_text("")
    assert school.events("journal.work_changed") == 1


def test_a_change_that_no_cell_can_show_is_listed_and_put_away(school, teacher, enter):
    ids = school.ids
    page = teacher.page
    teacher.press("5", "Enter")
    teacher.saved()
    page.route("**/changes*", lambda route: route.abort())
    other = enter("english_teacher")
    other.open_journal()
    for one in (other, teacher):
        one.page.locator(f"#grid th.ki[data-c='{one.column()}']").click()
        one.page.get_by_role("button", name="Вид и вес работы").click()
        one.page.get_by_role("dialog").get_by_label("Вес", exact=True).fill("3" if one is other else "2")
        one.page.get_by_role("dialog").get_by_role("button", name="Сохранить").click()
        if one is other:
            one.saved()
    page.get_by_role("button", name="Не принято: 1 запись").click()
    page.get_by_role("dialog").get_by_role("button", name="Оставить").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert school.rows("SELECT weight FROM journal_work WHERE lesson_id = %s", ids["lesson"]) == [(3,)]
    page.unroute("**/changes*")


def test_the_same_lesson_on_a_phone(school, enter):
    ids = school.ids
    lesson, (anton, maria, _) = ids["lesson"], ids["pupils"]
    teacher = enter("teacher", **PHONE)
    page = teacher.open_journal()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    five = page.get_by_role("button", name="Антонов Пётр: 5")
    five.tap()
    page.get_by_role("button", name="Ёжикова Мария: нет на уроке").tap()
    teacher.saved()
    expect(five).to_have_attribute("aria-pressed", "true")
    assert school.marks(lesson, anton) == ["5"]
    assert school.absence(lesson, maria) == "absent"
    five.tap()
    until(lambda: school.marks(lesson, anton), [])
    page.get_by_role("button", name="Антонов Пётр: подробно").tap()
    page.get_by_role("dialog").get_by_role("textbox").fill("4 5")
    page.get_by_role("dialog").get_by_role("button", name="Записать").tap()
    until(lambda: school.marks(lesson, anton), ["4", "5"])
    page.get_by_role("button", name="Антонов Пётр: подробно").tap()
    page.get_by_role("dialog").get_by_label(re.compile("четв")).select_option("5")
    until(lambda: school.rows("SELECT value FROM journal_termresult WHERE pupil_id = %s", anton), [("5",)])
    teacher.saved()


def test_a_period_mark_that_rests_on_no_written_work_is_pointed_out_and_never_refused(school, enter):
    ids = school.ids
    anton, maria = ids["pupils"][:2]
    ((work,),) = school.rows(
        "INSERT INTO journal_work (id, lesson_id, kind_id) SELECT gen_random_uuid(), %s, id FROM journal_workkind"
        " WHERE is_written ORDER BY position LIMIT 1 RETURNING id",
        ids["lesson"],
    )
    for pupil, value in ((anton, "5"), (maria, "")):
        school.rows(
            "INSERT INTO journal_mark (work_id, pupil_id, value) VALUES (%s, %s, %s) RETURNING 1", work, pupil, value
        )
        school.rows(
            "INSERT INTO journal_termresult (course_id, pupil_id, kind, term_id, value, version)"
            " SELECT c.id, %s, 'term', t.id, '4', 1 FROM curriculum_course c JOIN school_term t ON t.calendar_id = c.calendar_id"
            " JOIN timetable_lesson l ON l.id = %s AND l.date BETWEEN t.starts_on AND t.ends_on WHERE c.id = %s RETURNING 1",
            pupil,
            ids["lesson"],
            ids["course"],
        )
    one = enter("teacher")
    one.open_journal()
    period = one.page.locator("#grid tbody tr td.rt")
    expect(period.nth(1).locator(".bare")).to_contain_text("ни за одну письменную")
    expect(period.nth(0).locator("b")).to_have_text("4")
    expect(period.nth(0).locator(".bare")).to_have_count(0)
    one.cell(1).click()
    one.press("5", "Enter")
    one.saved()
    expect(period.nth(1).locator(".bare")).to_have_count(0)
