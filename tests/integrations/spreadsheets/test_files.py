"""Files that must not be opened, or cannot be."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from parta.integrations.spreadsheets import Severity, guard, read_folder

from .conftest import codes, one


def test_no_folder(tmp_path: Path) -> None:
    assert codes(read_folder(tmp_path / "нет")[1]) == {"folder_missing"}
    assert codes(read_folder(tmp_path)[1]) == {"folder_empty"}


def test_broken_files(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "b.xlsx").write_text("<html>not a workbook</html>", encoding="utf-8")
    (tmp_path / "c.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (tmp_path / "d.ods").write_bytes(b"")
    (tmp_path / "приказ.docx").write_bytes(b"PK")
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    _, problems = read_folder(tmp_path)
    assert [(problem.file, problem.code) for problem in problems] == [
        ("a.xlsx", "file_unreadable"),
        ("b.xlsx", "file_unreadable"),
        ("c.xls", "file_unreadable"),
        ("d.ods", "file_unreadable"),
        ("приказ.docx", "file_not_spreadsheet"),
    ]


def test_a_zip_bomb(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(220):
            part.write(b"0" * 2**20)
    assert one(read_folder(tmp_path)[1], "file_too_big").severity is Severity.ERROR


def test_cells_scattered_over_a_million_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet("Л")
        sheet.write("A1", "Класс")
        sheet.write(1_048_575, 16_383, "далеко")
    assert one(read_folder(tmp_path)[1], "sheet_too_big").file == "a.xlsx"


def test_a_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_FILE", 100)
    (tmp_path / "a.xlsx").write_bytes(b"0" * 101)
    assert codes(read_folder(tmp_path)[1]) == {"file_too_big"}


def test_hidden_sheets_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        workbook.add_worksheet("Л").write("A1", "текст")
        workbook.add_worksheet("старое").hide()
    assert one(read_folder(tmp_path)[1], "sheet_hidden").sheet == "старое"


def _ods(path: Path, body: str) -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?>'
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
            f'<office:spreadsheet><table:table table:name="Л">{body}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )


def _row(*cells: str) -> str:
    return (
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        + "</table:table-row>"
    )


def test_ods(tmp_path: Path) -> None:
    _ods(tmp_path / "a.ods", _row("Класс", "ФИО", "Дата рождения") + _row("7А", "Иванова Мария", "01.03.2013"))
    ds, problems = read_folder(tmp_path)
    assert [pupil.name.full for pupil in ds.pupils] == ["Иванова Мария"]
    assert problems == []


def test_an_ods_of_endless_rows(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    _ods(tmp_path / "a.ods", f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>')
    assert codes(read_folder(tmp_path)[1]) == {"sheet_too_big"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251"])
def test_csv(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "ученики.csv").write_text("Класс;ФИО;Дата рождения\n7А;Иванова Мария;01.03.2013\n", encoding=encoding)
    ds, _ = read_folder(tmp_path)
    assert [(pupil.class_name, pupil.name.full) for pupil in ds.pupils] == [("7А", "Иванова Мария")]
