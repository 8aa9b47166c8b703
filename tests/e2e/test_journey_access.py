"""A parent from the paper at the secretary's desk to the first look at the diary."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_a_parent_from_the_request_to_the_first_look_at_the_diary(school, enter, visitor):
    school.rows("UPDATE regulation_regulationversion SET preset = 'school_117'")
    secretary = enter("secretary")
    page = secretary.open("office/access/")
    page.get_by_role("link", name="Зарегистрировать запрос").click()
    parent = page.get_by_role("group", name="Заявитель")
    for label, words in (("Фамилия", "Антонов"), ("Имя", "Лев"), ("Отчество", "Ильич")):
        parent.get_by_label(label, exact=True).fill(words)
    parent.get_by_label("Кем приходится ребёнку").select_option("father")
    child = page.get_by_role("group", name="Ребёнок")
    for label, words in (("Фамилия", "Антонов"), ("Имя", "Пётр"), ("Класс", "7 «А»")):
        child.get_by_label(label, exact=True).fill(words)
    page.get_by_label("свидетельство о рождении").check()
    page.get_by_role("button", name="Зарегистрировать").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Запрос № 1")
    expect(page.locator(".service-state")).to_contain_text("осталось 3 рабочих дня")

    director = enter("director")
    page_of_director = director.open("office/access/")
    page_of_director.get_by_role("link", name="Антонов Лев Ильич").click()
    expect(page_of_director.get_by_label("Антонов Пётр")).to_be_checked()
    expect(page_of_director.get_by_label("Записать нового родителя")).to_be_checked()
    page_of_director.get_by_role("button", name="Дать доступ").click()
    expect(page_of_director.get_by_text("Осталось выдать код")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Выдать код").click()
    code = page.locator(".code-slip-code").inner_text()
    father = visitor(**PHONE)
    phone = father.page
    phone.goto(school.town.address + "/doors/code/")
    phone.get_by_label("Код с листка").fill(code.lower())
    phone.get_by_role("button", name="Продолжить").click()
    phone.get_by_label("Пароль", exact=True).fill("четыре слова подряд")
    phone.get_by_label("Пароль ещё раз").fill("четыре слова подряд")
    phone.get_by_role("button", name="Создать и войти").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Пётр")
    assert school.rows("SELECT state FROM public_service_accessrequest") == [("given",)]
