"""The class at a glance: averages, proposals, who is near which mark, absences; a fixed number of queries."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from parta.installation.schools import inside
from tests.factories.school_day import absent, mark, term_mark, work


@pytest.fixture
def school(world, frozen):
    """Peter has 4,33 and one mark to a «5»; Maria's «2» stands; Oleg was ill twice."""
    peter, maria, oleg = world.pupils
    with inside(world.school):
        columns = [work(lesson, "ответ на уроке") for lesson in world.lessons[:4]]
        for column, value in zip(columns, "4454", strict=True):
            mark(column, peter, value)
        mark(columns[0], maria, "2")
        term_mark(world.lessons[0], maria, world.terms[1], "2")
        absent(world.lessons[0], oleg, "ill")
        absent(world.lessons[1], oleg, "ill")
        absent(world.lessons[2], oleg, "late")
    return world


def test_the_page_of_the_homeroom_teacher(school, browser_of, django_assert_num_queries):
    browser = browser_of(school.homeroom)
    page = f"/alpha/office/classes/{school.school_class.pk}/marks/"
    text = browser.get(page).content.decode()
    assert "<i>4,25</i>" in text
    assert "С двойкой: " in text
    assert '<td class="bad"' in text
    assert "II четверть" in text
    first = browser.get(page, {"term": school.terms[0].pk}).content.decode()
    assert "Показать пока нечего" in first
    with django_assert_num_queries(7):
        browser.get(page)
    with inside(school.school):
        for lesson in school.english_lessons:
            mark(work(lesson, "ответ на уроке"), school.pupils[0], "3")
    with django_assert_num_queries(7):
        text = browser.get(page).content.decode()
    assert "<i>3,00</i>" in text


def test_one_mark_away_is_said(school, browser_of):
    with inside(school.school):
        mark(work(school.lessons[4], "ответ на уроке"), school.pupils[0], "5")  # 4, 4, 5, 4, 5: the next «5» brings 4,5
    text = browser_of(school.deputy).get(f"/alpha/office/classes/{school.school_class.pk}/marks/").content.decode()
    assert "одна отметка до 5" in text


def test_the_file_of_it(school, browser_of):
    answer = browser_of(school.deputy).get(f"/alpha/office/classes/{school.school_class.pk}/marks/", {"as": "xlsx"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    head = next(row for row in rows if row[0] == "Ученик")
    oleg = next(row for row in rows if row[0] == "Яковлев Олег")
    maria = next(row for row in rows if row[0] == "Ёжикова Мария")
    assert (maria[head.index("алгебра")], maria[head.index("алгебра: средняя")]) == ("2", 2.0)
    assert oleg[head.index("Пропущено уроков")] == 2.0  # late is not missed


def test_who_else_opens_it(school, browser_of):
    page = f"/alpha/office/classes/{school.other_class.pk}/marks/"
    assert browser_of(school.director).get(page).status_code == 200
    for human in (school.homeroom, school.teacher, school.mother, school.secretary, school.admin):
        assert browser_of(human).get(page).status_code in (403, 404)
    assert browser_of(school.director).get(page, {"term": 10**15}).status_code == 404
