"""What else lies in an office's folder: broken, locked, empty, foreign, last year's files, and cells that mean harm."""

from pathlib import Path

from parta.integrations.spreadsheets import Severity, read_folder
from parta.integrations.spreadsheets.resolve import resolve
from parta.wording.importing import problem_line

from . import village
from .books import Formula, Sheet, comma_separated, locked, xls, xlsx

HEAD = ["Класс", "ФИО", "Дата рождения", "Адрес"]


def test_a_folder_of_rubbish(tmp_path: Path) -> None:
    village.write(tmp_path)
    clean, _ = read_folder(tmp_path)
    bad = tmp_path / "прочее"
    locked(bad / "Зарплата.xlsx")
    (bad / "Архив.xlsx").write_bytes(b"PK\x03\x04 broken")
    (bad / "Пустой.xls").write_bytes(b"")
    (bad / "Приказ.docx").write_bytes(b"PK")
    (bad / "Thumbs.db").write_bytes(b"\xd0\xcf")
    (bad / "~$Приказ.docx").write_bytes(b"lock")
    xlsx(bad / "Пустая книга.xlsx", Sheet("Лист1", []))
    xlsx(bad / "Ученики прошлого года.xlsx", Sheet("Список", [["Список 5 класса, 2025-2026 учебный год"], HEAD, ["5", "Прошлогодний Иван", "01.01.2014", ""]]))  # fmt: skip
    ds, problems = read_folder(tmp_path)
    assert ds.pupils == clean.pupils
    errors = [(one.file, one.code) for one in problems if one.severity is Severity.ERROR]
    assert errors == [
        ("прочее/Архив.xlsx", "file_unreadable"),
        ("прочее/Зарплата.xlsx", "file_encrypted"),
        ("прочее/Пустой.xls", "file_unreadable"),
    ]
    other = [one for one in problems if one.code == "sheet_of_other_year"]
    assert [(one.file, one.params["said"]) for one in other] == [("прочее/Ученики прошлого года.xlsx", "2025/2026")]
    assert all(problem_line(one) for one in problems)


def test_cells_that_mean_harm_or_nothing(tmp_path: Path) -> None:
    rows = [
        ["Список обучающихся 2026/2027"],
        HEAD,
        ["7А", "Иванова Мария Петровна", "12.05.2013 г.", "=cmd|' /C calc'!A0"],
        ["7А", "Петров Пётр Ильич", Formula("=VLOOKUP(1;A:B;2)", "#N/A"), "<script>alert(1)</script>"],
        ["7А", "Юдин Ян Олегович", "#ССЫЛКА!", ""],
        ["7А", "Сидоров\u00a0Олег  Ильич", "2013-05-13", "@SUM(1+1)"],
    ]
    ds, problems = read_folder(xlsx(tmp_path / "a.xlsx", Sheet("Ученики", rows)).parent)
    assert [(one.name.full, one.address) for one in ds.pupils] == [
        ("Иванова Мария Петровна", ""),
        ("Петров Пётр Ильич", "<script>alert(1)</script>"),
        ("Юдин Ян Олегович", ""),
        ("Сидоров Олег Ильич", "@SUM(1+1)"),
    ]
    assert [(one.code, one.cell) for one in problems] == [("formula_text", "D3"), ("formula_error", "C5")]


def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    rows = [["Просто", "таблица", "без", "смысла"], *[[n, "слово", n * 2, ""] for n in range(100_000)]]
    ds, problems = read_folder(comma_separated(tmp_path / "a.csv", rows).parent)
    assert ds.pupils == () and [one.code for one in problems] == ["sheet_unrecognised"]


def test_one_class_spelt_with_and_without_its_letter(tmp_path: Path) -> None:
    lists = [
        HEAD,
        ["5", "Иванова Мария", "12.05.2015", ""],
        ["6А", "Петров Пётр", "12.05.2014", ""],
        ["6", "Юдин Ян", "1.5.2014", ""],
    ]
    load = [["Учитель", "Предмет", "Класс", "Часов в неделю"], ["Осипова Н.И.", "Алгебра", "5А", 3]]
    ds, _ = read_folder(xlsx(tmp_path / "a.xlsx", Sheet("Ученики", lists), Sheet("Нагрузка", load)).parent)
    links, problems = resolve(ds)
    told = {one.code: dict(one.params) for one in problems}
    assert [one.name for one in links.classes] == ["5", "6А", "6"]
    assert told["class_by_grade"] == {"said": "5А", "taken": "5"}
    assert told["class_letter_missing"] == {"class_name": "6", "others": ["6А"]}


def test_what_lists_say_of_one_child_is_put_together(tmp_path: Path) -> None:
    first = [
        ["Класс", "ФИО", "Дата рождения"],
        ["7А", "Иванова Мария Петровна", "12.05.2013"],
        ["7Б", "Юдин Ян Олегович", "1.5.2013"],
    ]
    parents = [
        ["Ученик", "Мать", "тел."],
        ["Иванова Мария", "Иванова Анна Ильинична", "8 912 000-00-01"],
        ["Чужой Иван", "Чужая Анна Ильинична", ""],
    ]
    folder = xlsx(tmp_path / "a.xlsx", Sheet("Ученики", first), Sheet("Родители", parents)).parent
    links, problems = resolve(read_folder(folder)[0])
    (child, other) = links.dataset.pupils
    assert [(one.relation, one.name.full, one.phone) for one in child.guardians] == [
        ("mother", "Иванова Анна Ильинична", "+79120000001")
    ]
    assert other.guardians == ()
    assert [(one.code, one.cell) for one in problems if one.code.startswith("pupil")] == [
        ("pupil_class_unknown", "A3"),
        ("pupil_combined", ""),
    ]


def test_a_workbook_under_the_ending_of_another(tmp_path: Path) -> None:
    rows = [["Класс", "ФИО", "Дата рождения"], ["7А", "Иванова Мария", "12.05.2013"]]
    xlsx(tmp_path / "a.xlsx", Sheet("Л", rows)).rename(tmp_path / "a.xls")
    xls(tmp_path / "b.xls", Sheet("Л", [rows[0], ["7Б", "Юдин Ян", "1.5.2013"]])).rename(tmp_path / "b.xlsx")
    ds, problems = read_folder(tmp_path)
    assert [one.class_name for one in ds.pupils] == ["7А", "7Б"] and problems == []
