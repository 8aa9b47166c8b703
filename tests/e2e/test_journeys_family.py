"""A parent's evening on a phone of 360 × 740, while the teacher writes; and everything without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PHONE, until

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_a_parents_evening(school, enter):
    ids = school.ids
    mother, teacher = enter("mother", **PHONE), enter("teacher")
    mother.page.clock.install()
    phone = mother.open("diary/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Пётр")
    teacher.open_journal()
    teacher.cell(0).click()
    teacher.press("5", "Enter", "4", "Enter")
    teacher.saved()
    # By itself, without a touch.
    phone.clock.fast_forward(15_000)
    expect(phone.locator("#live")).to_contain_text("Новая отметка 5")
    teacher.cell(0).click()
    teacher.press("2", "Enter")
    teacher.saved()
    # At once on return to the page.
    with phone.expect_request("**/diary/", timeout=8000):
        phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator("#live .news")).to_contain_text("2")

    pages = {"week/": "Неделя", "marks/": "", f"marks/{ids['course']}/": "", "absences/": "", "results/": ""}
    for path in pages:
        mother.open(f"diary/{path}")
        assert phone.evaluate("document.documentElement.scrollWidth") == 360, path
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
    mother.open("diary/marks/")
    expect(phone.locator("main")).to_contain_text("2,00")
    mother.open(f"diary/marks/{ids['course']}/")
    expect(phone.locator("main")).to_contain_text("Какая отметка нужна")

    # The second child: its own marks, kept from page to page.
    phone = mother.open("diary/")
    phone.get_by_role("link", name="Мария").click()
    expect(phone.locator("#live")).to_contain_text("Новая отметка 4")
    phone.get_by_role("link", name="Отметки").first.click()
    expect(phone.locator("main")).to_contain_text("4,00")
    expect(phone.locator("main")).not_to_contain_text("2,00")

    phone.get_by_role("button", name="Выход").click()
    expect(phone.get_by_label("Имя для входа")).to_be_visible()
    phone.go_back()
    phone.wait_for_timeout(500)
    assert "Антонов" not in phone.content()
    assert "Ёжикова" not in phone.content()
    assert "Антонова" not in phone.content()


def test_a_stranger_mother_sees_nothing_of_it(school, enter):
    ids = school.ids
    other = enter("other_mother", **PHONE)
    answer = other.page.goto(school.url(f"diary/?child={ids['pupils'][0]}"))
    assert answer.status == 404
    assert "Антонов" not in other.page.content()


def test_without_javascript(school, enter):
    ids = school.ids
    lesson, (anton, maria, _) = ids["lesson"], ids["pupils"]
    teacher = enter("teacher", java_script_enabled=False)
    page = teacher.page
    page.locator("ol.day .what a").click()
    page.locator(f"[data-pupil='{anton}']").get_by_role("checkbox").check()
    page.locator(f"[data-pupil='{anton}']").get_by_role("combobox").select_option("ill")
    page.locator(f"[data-pupil='{maria}']").get_by_label("отметка").fill("4")
    page.get_by_label("Тема", exact=True).fill("Степени")
    page.get_by_label("Задание на дом").fill("№ 5")
    page.get_by_role("button", name="Сохранить урок").dblclick()
    expect(page.get_by_label("Тема", exact=True)).to_have_value("Степени")
    assert school.absence(lesson, anton) == "ill"
    assert school.marks(lesson, maria) == ["4"]
    assert school.entry(lesson)[0] == "Степени"
    assert school.rows("SELECT text FROM journal_homework WHERE lesson_id = %s", lesson) == [("№ 5",)]
    # A mark that is not on the scale: a sentence, the typed text stays, nothing is stored.
    page.locator(f"[data-pupil='{maria}']").get_by_label("отметка").fill("7")
    page.get_by_role("button", name="Сохранить урок").click()
    expect(page.locator("main")).to_contain_text("7")
    assert school.marks(lesson, maria) == ["4"]

    mother = enter("mother", **PHONE, java_script_enabled=False)
    expect(mother.page.locator("#live")).to_contain_text("болезнь")
    expect(mother.page.locator("#live")).to_contain_text("№ 5")
    mother.open("diary/week/")
    expect(mother.page.locator("main")).to_contain_text("болезнь")


def test_the_office_gives_codes_and_a_father_comes_in(school, enter, visitor):
    ids = school.ids
    admin = enter("admin")
    page = admin.open("office/classes/")
    page.get_by_role("link", name="7А").click()
    with page.expect_response(lambda r: r.url.endswith("/codes/")) as issued:
        page.get_by_text("Выдать коды для входа").click()
        page.get_by_role("button", name="Выдать и показать листки").dblclick()
    assert issued.value.status == 200
    slip = page.locator(".code-slip", has_text="Яковлев Илья")
    expect(slip).to_have_count(1)
    code = slip.locator(".code-slip-code").inner_text()
    paper = page.pdf()
    assert paper.startswith(b"%PDF")

    father = visitor(**PHONE)
    phone = father.page
    phone.goto(school.town.address + "/doors/code/")
    phone.get_by_label("Код с листка").fill(code.lower())
    phone.get_by_role("button", name="Продолжить").click()
    expect(phone.locator("main")).to_contain_text("Яковлев Илья Олегович")
    phone.get_by_label("Пароль", exact=True).fill("четыре слова подряд")
    phone.get_by_label("Пароль ещё раз").fill("четыре слова подряд")
    phone.get_by_role("button", name="Создать и войти").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Олег")
    until(
        lambda: school.rows("SELECT count(*) FROM public.installation_invitationcode WHERE used_at IS NOT NULL AND person_id = %s", ids["father"]),
        [(1,)],
    )  # fmt: skip
    again = visitor(**PHONE)
    again.page.goto(school.town.address + "/doors/code/")
    again.page.get_by_label("Код с листка").fill(code)
    again.page.get_by_role("button", name="Продолжить").click()
    expect(again.page.get_by_role("alert")).to_be_visible()
