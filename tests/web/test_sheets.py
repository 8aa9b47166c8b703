"""Lists as spreadsheets: what people typed stays text, the foot says who and when, the right is the list's own."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from parta.web.ui import sheets
from parta.web.ui.sheets import Column, write_sheet
from tests.factories.small_school import person

HOSTILE = ("=1+1", "+7900", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "https://example.org", "{=1}")


def written(rows, columns=("Что",)):
    return write_sheet(title="Список", columns=[Column(one) for one in columns], rows=rows, chosen="", footer="низ")


def cells(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_what_looks_like_a_formula_stays_text():
    content = written([(text,) for text in HOSTILE])
    assert [row[0] for row in cells(content)[3 : 3 + len(HOSTILE)]] == list(HOSTILE)
    with ZipFile(BytesIO(content)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
        look = parts.read("xl/styles.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
    quoted = re.findall(r"<xf [^>]*>", look.partition("<cellXfs")[2])
    marked = {str(place) for place, one in enumerate(quoted) if 'quotePrefix="1"' in one}
    styles = dict(re.findall(r'<c r="A(\d+)" s="(\d+)" t="s"', page))
    assert [styles[str(4 + place)] in marked for place in range(len(HOSTILE))] == [True] * 6 + [False] * 2


def test_days_and_numbers_are_days_and_numbers():
    row = cells(written([(date(2026, 11, 20), 7, None, True)], columns="абвг"))[3]
    assert row == [date(2026, 11, 20), 7.0, "", "да"]


def test_a_list_too_long_says_so(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    assert [row[0] for row in cells(written([("а",), ("б",)]))][3:] == ["а", "б", "", "", "низ"]
    assert [row[0] for row in cells(written([("а",), ("б",), ("в",)]))][3:] == [
        "а",
        "б",
        "Показаны первые 2 строк: сузьте отбор.",
        "",
        "низ",
    ]
    assert cells(written([]))[-1] == ["низ"]


@pytest.mark.parametrize("path", ["people/", "classes/", "classes/{class}/", "courses/", "audit/", "permissions/"])
def test_every_list_is_taken_out_with_who_and_when(world, browser_of, frozen, path):
    address = f"/alpha/office/{path}".replace("{class}", str(world.school_class.pk))
    browser = browser_of(world.director)
    assert "as=xlsx" in browser.get(address).text
    answer = browser.get(address, {"as": "xlsx"})
    assert answer["Content-Type"] == sheets.MIME
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == browser.get(address)["Cache-Control"]
    foot = cells(answer.content)[-1][0]
    assert foot.startswith("Выгружено: ")
    assert "20.11.2026 12:00" in foot
    assert str(world.director) in foot


def test_a_file_has_what_its_list_has(world, browser_of):
    for n in range(60):
        person("Длинная", f"=Строка{n:02}")
    found = browser_of(world.secretary).get("/alpha/office/people/", {"q": "длинная", "as": "xlsx"})
    names = [row[0] for row in cells(found.content)][3:-3]
    assert names == [f"Длинная =Строка{n:02}" for n in range(60)]
    own = browser_of(world.homeroom).get("/alpha/office/people/", {"as": "xlsx"})
    text = str(cells(own.content))
    assert "Антонов Пётр" in text
    assert "Жуков" not in text
    bare = browser_of(world.teacher).get(f"/alpha/office/classes/{world.school_class.pk}/", {"as": "xlsx"})
    assert "+79000000001" not in str(cells(bare.content))
    assert browser_of(world.teacher).get("/alpha/office/people/", {"as": "xlsx"}).status_code == 403
