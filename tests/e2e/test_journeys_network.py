"""The network cut in the middle, a closed tab, an ended session, double clicks: nothing lost, nothing doubled."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import until
from tests.e2e.small_town import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_what_was_typed_without_a_network_outlives_the_tab(school, enter):
    ids = school.ids
    lesson, (anton, maria, oleg) = ids["lesson"], ids["pupils"]
    teacher = enter("teacher")
    page = teacher.open_journal()
    teacher.cell(0).click()
    teacher.context.set_offline(True)
    teacher.press("5", "Enter", "4", "Enter")
    expect(page.locator("#save-status")).to_contain_text("Нет связи. Ждут отправки: 2 записи")
    expect(teacher.cell(0)).to_have_class(re.compile("unsaved"))
    assert school.marks(lesson, anton) == []
    page.close()

    # Another page of the same person sends what the closed tab left.
    teacher.context.set_offline(False)
    teacher.new_tab()
    page = teacher.open("day/")
    until(lambda: (school.marks(lesson, anton), school.marks(lesson, maria)), (["5"], ["4"]))
    page = teacher.open_journal()
    expect(teacher.cell(0)).to_have_text("5")
    expect(page.locator("td.unsaved")).to_have_count(0)

    # The answer of a saved request is lost: it is asked again and nothing is doubled.
    lost = []

    def lose(route):
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/operations", lose)
    teacher.cell(4).click() if page.locator("#grid tbody tr").count() > 4 else teacher.cell(3).click()
    teacher.press("3", "Enter")
    teacher.saved()
    assert lost == [200]
    assert school.marks(lesson, oleg) == ["3"]
    assert school.events("journal.mark_recorded") == 3
    assert school.rows("SELECT count(*) FROM journal_work WHERE lesson_id = %s", lesson) == [(1,)]
    page.unroute("**/operations")


def test_the_session_ends_and_the_queue_waits_for_its_owner(school, enter):
    ids = school.ids
    lesson, (anton, *_) = ids["lesson"], ids["pupils"]
    teacher = enter("teacher")
    page = teacher.open_journal()
    teacher.cell(0).click()
    school.end_sessions("teacher")
    teacher.press("5", "Enter")
    expect(page.locator("#save-notice")).to_contain_text("Вход завершён")
    assert school.marks(lesson, anton) == []

    # Somebody else signs in at the same computer: they see nothing of it and nothing goes out in their name.
    page.locator("#save-notice").get_by_role("link", name="Войти").click()
    teacher.type_into_the_door(f"{school.slug}-english_teacher", PASSWORD)
    page.locator("[data-ready=outbox]").wait_for(state="attached")
    expect(teacher.cell(0)).to_have_text("")
    expect(page.locator("#save-status")).to_have_text("")
    page.wait_for_timeout(500)
    assert school.marks(lesson, anton) == []

    page.get_by_role("button", name="Выход").click()
    teacher.type_into_the_door(f"{school.slug}-teacher", PASSWORD)
    until(lambda: school.marks(lesson, anton), ["5"])
    teacher.open_journal()
    expect(teacher.cell(0)).to_have_text("5")
    (author,) = school.rows("SELECT person_id FROM audit_event WHERE act = 'journal.mark_recorded'")
    assert author == (ids["people"]["teacher"],)


def test_signing_in_again_comes_back_to_the_same_page(school, enter):
    teacher = enter("teacher")
    page = teacher.open_journal(f"?term={school.ids['term']}")
    school.end_sessions("teacher")
    page.reload()
    teacher.type_into_the_door(f"{school.slug}-teacher", PASSWORD)
    expect(page).to_have_url(school.url(f"journal/{school.ids['course']}/?term={school.ids['term']}"))


def test_double_clicks_two_tabs_and_the_way_back(school, enter):
    ids = school.ids
    lesson, (anton, maria, _) = ids["lesson"], ids["pupils"]
    teacher = enter("teacher")
    page = teacher.open(f"lessons/{lesson}/")
    page.locator("#lesson-panel[data-ready=outbox]").wait_for()
    page.get_by_role("button", name="Все на уроке").dblclick()
    page.locator(".plan-line").first.dblclick()
    teacher.saved()
    assert school.events("journal.roll_called") == 1
    assert school.events("journal.topic_recorded") == 1

    # Two tabs of one person: what one writes, the other shows, and neither sends it twice.
    first = teacher.open_journal()
    teacher.cell(0).click()
    second = teacher.new_tab()
    teacher.open_journal()
    teacher.page = first
    teacher.press("5", "Enter")
    teacher.saved()
    teacher.page = second
    expect(teacher.cell(0)).to_have_text("5")
    teacher.cell(1).click()
    teacher.press("4", "Enter")
    teacher.saved()
    assert school.marks(lesson, anton) == ["5"]
    assert school.marks(lesson, maria) == ["4"]
    assert school.events("journal.mark_recorded") == 2

    # Back keeps the place: the filtered list, scrolled as it was.
    page = teacher.open("journal/?q=алгебра")
    page.get_by_role("link", name="алгебра").first.click()
    page.go_back()
    expect(page).to_have_url(re.compile("q="))
    expect(page.get_by_role("searchbox", name="Предмет или учитель")).to_have_value("алгебра")


def test_the_sign_in_form_sent_twice(school, visitor):
    one = visitor()
    one.page.goto(school.town.address + "/doors/login/")
    one.page.get_by_label("Имя для входа").fill(f"{school.slug}-teacher")
    one.page.get_by_label("Пароль").fill(PASSWORD)
    one.page.get_by_role("button", name="Войти").dblclick()
    expect(one.page.get_by_role("heading", level=1)).to_contain_text("Мой день")
