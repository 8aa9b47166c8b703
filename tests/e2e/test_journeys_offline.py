"""The diary on a phone whose network comes and goes: what is read, what waits, and what nobody else may find."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PHONE, until
from tests.e2e.small_town import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]
LINE = re.compile(r"^Сохранено \d+ [а-я]+ в \d\d:\d\d, сети нет\. Обновить$")
PAGES = "caches.keys().then(async (names) => { const found = []; for (const name of names) if (name.startsWith('parta-diary'))"
PAGES += " for (const page of await (await caches.open(name)).keys()) found.push(new URL(page.url).pathname); return found.sort(); })"
WAITING = "navigator.serviceWorker.controller ? fetch(new URL('diary/waiting', location.origin + '/' + document.body.dataset.school + '/')).then((a) => a.json()) : []"
TICKS = "SELECT count(*) FROM journal_homeworkdone"


@pytest.fixture
def task(school):
    """Homework of the algebra lesson for tomorrow."""
    query = (
        "INSERT INTO journal_homework (id, lesson_id, due_lesson_id, text, minutes) VALUES (gen_random_uuid(), %s, %s, '№ 512', 20)"
        " RETURNING id"
    )
    return school.rows(query, school.ids["lesson"], school.ids["tomorrow"])[0][0]


@pytest.fixture
def mother(school, enter, task):
    """A mother's phone with the diary's worker in charge."""
    one = enter("mother", **PHONE)
    one.open("diary/")
    until(lambda: one.page.evaluate("navigator.serviceWorker.controller !== null"))
    until(lambda: f"/{school.slug}/diary/" in one.page.evaluate(PAGES))
    return one


def see(one, *paths):
    """Open pages of the diary, and wait until their copies are kept."""
    for path in paths:
        one.open(path)
        until(lambda path=path: f"/{one.school.slug}/{path.split('?')[0]}" in one.page.evaluate(PAGES))


def test_what_was_seen_is_read_in_the_underground(school, mother, task):
    page, course = mother.page, school.ids["course"]
    see(mother, "diary/week/", f"diary/marks/{course}/")
    mother.context.set_offline(True)
    mother.open("diary/week/")
    saved = page.locator(".saved")
    expect(saved).to_have_text(LINE)
    expect(page.locator("#live")).to_contain_text("№ 512")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.dday')).borderTopWidth") == "3px"
    )  # its sheet is there
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    mother.open(f"diary/marks/{course}/")
    expect(saved).to_have_text(LINE)
    # What was never opened is not made up; what can be read is named.
    mother.open("diary/absences/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Сети нет")
    page.get_by_role("link", name=re.compile("^Неделя")).click()
    expect(page.locator("#live")).to_contain_text("№ 512")

    tick = page.locator(f"#h{task} .tick")
    tick.tap()
    expect(tick).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(tick).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#asof")).to_contain_text("ждёт сети")
    assert school.rows(TICKS) == [(0,)]
    mother.context.set_offline(False)
    until(lambda: school.rows(TICKS), [(1,)])
    expect(saved).to_have_count(0)
    until(lambda: page.evaluate(WAITING), [])
    expect(tick).to_have_attribute("aria-pressed", "true")
    assert school.events("journal.homework_ticked") == 1


def test_a_tick_whose_answer_was_lost_counts_once(school, mother, task):
    page = mother.page
    page.evaluate(
        "() => { const send = fetch; window.sent = []; window.fetch = (...all) => { if (all[1]?.method === 'POST') window.sent.push([String(all[0]), all[1]]); return send(...all); }; }"
    )
    tick = page.locator(f"#h{task} .tick")
    tick.tap()
    until(lambda: school.rows(TICKS), [(1,)])
    expect(tick).to_have_attribute("aria-pressed", "true")
    tick.tap()
    until(lambda: school.rows(TICKS), [(0,)])
    # The first one comes once more, as after a lost answer: it is known, and undoes nothing.
    assert page.evaluate("fetch(...window.sent[0]).then((answer) => answer.status)") == 200
    assert school.rows(TICKS) == [(0,)]
    assert school.events("journal.homework_ticked") == 2


def test_after_signing_out_nothing_is_left(school, mother):
    page = mother.page
    see(mother, "diary/week/")
    page.get_by_role("button", name="Выход").click()
    expect(page.get_by_label("Имя для входа")).to_be_visible()
    assert page.evaluate(PAGES) == []
    assert page.evaluate("indexedDB.databases()") == []
    mother.context.set_offline(True)
    for path in ("diary/", "diary/week/"):
        with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
            mother.open(path)
        assert "Антонов" not in page.locator("body").inner_text()


def test_a_session_that_ended_leaves_nothing_readable(school, mother):
    page = mother.page
    see(mother, "diary/week/")
    school.end_sessions("mother")
    mother.open("diary/")
    expect(page.get_by_label("Имя для входа")).to_be_visible()
    until(lambda: page.evaluate(PAGES), [])


def test_another_person_on_the_phone_finds_nothing(school, mother, task):
    page = mother.page
    see(mother, "diary/week/", "diary/marks/")
    mother.context.set_offline(True)
    mother.open("diary/week/")
    page.locator(f"#h{task} .tick").tap()
    expect(page.locator("#asof")).to_contain_text("ждёт сети")
    school.end_sessions("mother")
    mother.context.set_offline(False)
    expect(page.get_by_label("Имя для входа")).to_be_visible()  # the page asks as soon as it can
    mother.type_into_the_door(f"{school.slug}-other_mother", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Дневник")
    mother.context.set_offline(True)
    # The week is where the door led the second mother: her own child's.
    for path, heading in (("diary/week/", "Лев"), ("diary/marks/", "Сети нет")):
        mother.open(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert "№ 512" not in page.content()
        assert "Антонов" not in page.content()
    mother.context.set_offline(False)
    page.get_by_role("link", name="Дневник").click()
    expect(page.locator("#live")).to_be_visible()
    until(lambda: page.evaluate(WAITING), [])
    assert school.rows(TICKS) == [(0,)]


def test_teachers_and_the_office_keep_nothing(school, enter):
    for name, path in (("teacher", "day/"), ("admin", "office/people/")):
        one = enter(name)
        page = one.open(path)
        page.wait_for_timeout(300)
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
        assert page.evaluate("caches.keys()") == []
