"""A deputy's August: the curriculum and its approval, a plan with its files, the schedule of control works, families."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.factories.pdfs import pdf

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

PASTED = "Тема урока\tКоличество часов\tВид контроля\n" + "".join(
    f"Тема {number}\t1\t{'контрольная работа' if number % 4 == 0 else ''}\n" for number in range(1, 31)
)


def test_from_the_curriculum_to_what_families_see(school, enter):
    ids = school.ids
    ((algebra, today),) = school.rows(
        "SELECT subject_id, current_date::text FROM curriculum_course WHERE id = %s", ids["course"]
    )
    later = (date.fromisoformat(today) + timedelta(days=3)).isoformat()
    teacher, deputy, director = enter("teacher"), enter("deputy"), enter("director")

    # The hours of the class, and the director's order.
    page = deputy.open(f"office/curriculum/{ids['class']}/")
    page.get_by_label("Добавить предмет").first.select_option(str(algebra))
    page.get_by_label("Часов в неделю", exact=True).first.fill("3")
    page.get_by_role("button", name="Записать план").click()
    expect(page.locator("main")).to_contain_text("часов в неделю по плану")
    mother = enter("mother")
    expect(mother.open("diary/curriculum/").locator("main")).to_contain_text("План ещё не утверждён")
    page = director.open("office/setup/")
    page.get_by_label("Утвердить").select_option("curriculum")
    page.get_by_label("Приказ", exact=True).fill("№ 118-од")
    page.get_by_label("Дата приказа").fill(today)
    page.get_by_role("button", name="Утвердить").click()
    expect(page.locator("main")).to_contain_text("№ 118-од")
    shown = mother.open("diary/curriculum/").locator("main")
    expect(shown).to_contain_text("Уроки: 3 ч в неделю")
    expect(shown).to_contain_text("№ 118-од")

    # A plan from cells of a table, with a file; approved; the journal follows it.
    page = teacher.open("plans/new/")
    page.get_by_label("Предмет").select_option(str(algebra))
    page.get_by_label("Параллель").select_option("7")
    page.get_by_label("Название").fill("Алгебра по Макарычеву")
    page.get_by_label("Или вставьте строки").fill(PASTED)
    page.get_by_role("button", name="Начать план").click()
    page.get_by_label("Файл, до").set_input_files(
        {"name": "Программа.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_label("Кому видно").select_option("families")
    page.get_by_role("button", name="Приложить").click()
    expect(page.get_by_role("link", name="Программа.pdf")).to_be_visible()
    page.get_by_role("button", name="Послать на утверждение").click()
    page = deputy.open("plans/?state=on_approval")
    page.get_by_role("link", name="Алгебра по Макарычеву").click()
    page.get_by_role("button", name="Утвердить").click()
    expect(page.locator("main")).to_contain_text("утверждён")
    page = teacher.open(f"journal/{ids['course']}/plan/")
    page.get_by_label("Другой план журнала").select_option(
        label="Алгебра по Макарычеву, 7 класс, редакция 1 (утверждён)"
    )
    page.get_by_role("button", name="Выбрать").click()
    expect(page.locator("main")).to_contain_text("Алгебра по Макарычеву")

    # The schedule: what the plan proposes, and a federal work for the whole parallel.
    page = deputy.open(f"office/control-works/?class={ids['class']}")
    expect(page.locator("main")).to_contain_text("Есть в планах, нет в графике")
    page.get_by_role("button", name="Внести в график").click()
    expect(page.locator("main")).to_contain_text("В график внесено")
    page = deputy.open("office/control-works/")
    form = page.locator("form.act-form")
    form.get_by_label("Параллель").select_option("7")
    form.get_by_label("Предмет").select_option(str(algebra))
    form.get_by_label("День").fill(later)
    form.get_by_label("Вид").fill("ВПР")
    form.get_by_role("button", name="Внести").click()
    expect(page.locator("main")).to_contain_text("федеральный")

    # What families see of it.
    works = mother.open("diary/control-works/").locator("main")
    expect(works).to_contain_text("ВПР, федеральный уровень")
    page = mother.open(f"diary/marks/{ids['course']}/topics/")
    expect(page.get_by_role("link", name="Программа.pdf")).to_be_visible()
    assert (school.events("curriculum.year_approved"), school.events("curriculum.plan_material_added")) == (1, 1)
