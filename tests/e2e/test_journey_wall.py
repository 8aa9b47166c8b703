"""A deputy changes the weekly timetable on the wall: by the mouse, by keys alone, back again, into the tray."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

HUNG = """
WITH hung AS (
    INSERT INTO timetable_timetableversion (year_id, title, starts_on)
    SELECT y.id, '', y.starts_on FROM school_academicyear y JOIN curriculum_course c ON c.year_id = y.id
    WHERE c.id = %s RETURNING id
)
INSERT INTO timetable_timetableslot (timetable_id, course_id, weekday, number, parity, employee_id)
SELECT hung.id, s.course, s.weekday, s.number, 'any', s.who
FROM hung, (VALUES (%s::bigint, 1, 1, %s::bigint), (%s, 3, 1, %s), (%s, 3, 2, %s)) AS s(course, weekday, number, who)
"""


def test_a_lesson_is_carried_by_the_mouse_and_by_keys(school, enter):
    ids, people = school.ids, school.ids["people"]
    algebra, english = (ids["course"], people["teacher"]), (ids["english"], people["english_teacher"])
    school.rows(HUNG, ids["course"], *algebra, *algebra, *english)
    deputy = enter("deputy")
    page = deputy.open(f"office/timetable/wall/?side=class&id={ids['class']}")
    page.get_by_role("button", name="Начать правку").click()
    spot = {place: page.locator(f'td[data-place="{place}"]') for place in ("1.1", "2.1", "2.2", "3.1", "3.2")}

    page.mouse.move(*middle(spot["1.1"].locator("a")))
    page.mouse.down()
    page.mouse.move(*middle(spot["2.1"]), steps=4)
    expect(page.locator(".wall-ghost")).to_be_visible()
    spot["2.1"].dispatch_event("pointercancel")  # the browser takes the pointer away: nothing is left in hand
    expect(page.locator(".wall-ghost")).to_have_count(0)
    page.mouse.up()
    page.mouse.move(*middle(spot["1.1"].locator("a")))
    page.mouse.down()
    page.mouse.move(*middle(spot["2.1"]), steps=4)
    expect(page.locator(".wall-ghost")).to_be_visible()
    expect(page.locator("#wall-move")).to_be_visible()
    page.mouse.move(*middle(spot["2.2"]), steps=4)
    page.mouse.up()
    expect(page.locator("main")).to_contain_text("Поставлено: вт, 2-й.")
    expect(spot["2.2"]).to_contain_text("Алгебра")
    expect(spot["1.1"]).not_to_contain_text("Алгебра")

    # Keys alone: the lesson that was put is in focus; Enter takes it, an arrow leads to a place, Enter puts it there.
    expect(spot["2.2"].locator("a")).to_be_focused()
    deputy.press("Enter")
    expect(page.locator("#wall-move")).to_contain_text("Алгебра")
    deputy.press("ArrowRight")
    expect(page.get_by_role("button", name=re.compile("Поменять: среда, 2-й"))).to_be_focused()
    deputy.press("Enter")
    expect(page.locator("main")).to_contain_text("Поменялись местами: вт, 2-й и ср, 2-й.")
    expect(spot["2.2"]).to_contain_text("английский")

    page.get_by_role("button", name="Отменить последнее").click()
    expect(spot["2.2"]).to_contain_text("Алгебра")
    spot["2.2"].locator("a").focus()
    deputy.press("Enter")
    expect(page.locator("#wall-move")).to_be_visible()
    deputy.press("Escape")
    expect(page.locator("#wall-move")).to_have_count(0)

    # Off the grid into the tray, and back from it.
    tray = page.locator(".wall-tray")
    drag(page, spot["2.2"].locator("a"), tray)
    expect(page.locator("main")).to_contain_text("Снято с сетки: вт, 2-й.")
    drag(page, tray.locator("a", has_text="Алгебра"), spot["2.1"])
    expect(page.locator("main")).to_contain_text("Поставлено: вт, 1-й.")
    expect(spot["2.1"]).to_contain_text("Алгебра")


def drag(page, one, to):
    page.mouse.move(*middle(one))
    page.mouse.down()
    page.mouse.move(*(at + 12 for at in middle(one)), steps=2)
    expect(page.locator("#wall-move")).to_be_visible()
    page.mouse.move(*middle(to), steps=4)
    page.mouse.up()


def middle(place):
    while (box := place.bounding_box()) is None:  # the wall was just being drawn anew
        place.page.wait_for_timeout(20)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
