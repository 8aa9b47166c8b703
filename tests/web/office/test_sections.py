"""The navigation of the office: never more than seven in a row, every page stands somewhere, addresses are what they were."""

import re

from django.urls import get_resolver

from parta.web.office import sections
from parta.web.office.urls import urlpatterns
from parta.web.permissions import Need, need_of

PAGES = [name for _, parts in sections._GROUPS for part in parts for name, _ in part.pages]


def rows_of(answer):
    page = answer.content.decode()
    rows = re.findall(r'<nav class="tabs (office|part|control)-tabs[^>]*>(.*?)</nav>', page)
    return {kind: re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+?) ?<', row) for kind, row in rows}


def marked(rows):
    return [title for row in rows.values() for _, here, title in row if here]


def test_no_row_holds_more_than_seven_and_every_page_is_a_page():
    assert len(sections._GROUPS) <= 7
    assert all(len(parts) <= 7 and len(part.pages) <= 7 for _, parts in sections._GROUPS for part in parts)
    assert len(PAGES) == len(set(PAGES)) and all(isinstance(need_of(name, in_school=True), Need) for name in PAGES)
    assert set(sections._STANDS_IN.values()) <= set(PAGES) and not set(sections._STANDS_IN) & set(PAGES)
    office = get_resolver("parta.web.school_urls").namespace_dict["office"][1].reverse_dict
    known = {f"office:{name}" for name in office if isinstance(name, str)}
    assert known.issuperset(name for name in (*PAGES, *sections._STANDS_IN) if name.startswith("office:"))


APART = {"search", "document", "import_file", "import_template", "job_file"}
"""What is looked for from every page, and files."""


def test_every_page_of_the_office_has_its_place():
    placed = {*PAGES, *sections._STANDS_IN}
    read = (one.name for one in urlpatterns if one.callback.__closure__ is None or not _writes_only(one.callback))
    assert [name for name in read if name not in APART and f"office:{name}" not in placed] == []


def _writes_only(view):
    return any(cell.cell_contents == ["POST"] for cell in view.__closure__)


def test_a_deputy_stands_in_a_section_a_part_and_a_page(world, browser_of, frozen):
    browser = browser_of(world.deputy)
    rows = rows_of(browser.get("/alpha/office/substitutions/log/"))
    assert [title for _, _, title in rows["part"]] == ["Расписание", "Замены", "Календарь", "Учебный план и нагрузка"]
    assert [title for _, _, title in rows["control"]] == ["Замены", "Изменения на день", "Журнал замен"]
    assert marked(rows) == ["Расписание", "Замены", "Журнал замен"]
    assert [title for _, _, title in rows["office"]] == [
        "Сегодня", "Люди", "Журналы", "Расписание", "Контроль", "Положение", "Служебное",
    ]  # fmt: skip
    rows = rows_of(browser.get("/alpha/office/control/late/?class=7&x=1"))
    assert marked(rows) == ["Контроль", "Заполнение", "С опозданием"]
    assert {url.partition("?")[2] for url, _, _ in (*rows["part"], *rows["control"])} == {"class=7"}
    rows = rows_of(browser.get("/alpha/office/calendar/history/"))
    assert marked(rows) == ["Расписание", "Календарь", "Календарь и звонки"]
    menu = browser.get("/alpha/office/timetable/").content.decode()
    assert "<summary>Разделы: <b>Расписание</b></summary>" in " ".join(menu.split()).replace("> <", "><")


def test_whoever_has_little_open_sees_little(world, browser_of, frozen):
    rows = rows_of(browser_of(world.secretary).get("/alpha/office/movement/"))
    assert marked(rows) == ["Люди", "Движение", "Книга движения"]
    assert "Контроль" not in [title for _, _, title in rows["office"]]
    rows = rows_of(browser_of(world.homeroom).get("/alpha/office/classes/"))
    assert "control" not in rows and marked(rows)[0] in ("Люди", "Классы")
