"""An import on pages: files gathered, columns and cells put right, the check, and what is stored."""

import io
import zipfile

import pytest
import xlsxwriter

from parta.integrations.enums import DraftState
from parta.integrations.models import ColumnChoice, ImportDraft, ImportFile, ImportRun
from parta.integrations.services import drafts
from parta.kernel.decisions import Forbidden, Refused
from parta.people.models import Person

from .conftest import ADMINISTRATOR, NOW

PUPILS = [
    ["Список обучающихся на 2026/2027 учебный год"],
    ["№ дела", "Фамилия", "Имя", "Отчество", "Класс", "Дата рождения", "Прозвище"],
    ["П-1", "Абрамов", "Пётр", "Ильич", "7А", "01.02.2013", "Петя"],
    ["П-2", "Ёлкина", "Анна", "Юрьевна", "7А", "31.31.2013", "Аня"],
]


def workbook(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Ученики")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def add(**files):
    return drafts.add_files(
        actor=ADMINISTRATOR, files=[(f"{name}.xlsx", data) for name, data in files.items()], now=NOW
    )


def check():
    return drafts.check_draft(actor=ADMINISTRATOR, now=NOW)


def shown():
    return ImportDraft.objects.get().report


def code(call, **kwargs):
    with pytest.raises(Refused) as refused:
        call(actor=ADMINISTRATOR, now=NOW, **kwargs)
    return refused.value.decision.code


def test_the_check_stores_nothing_and_shows_what_was_taken_for_what(alpha):
    add(pupils=workbook(PUPILS))
    check()
    assert not Person.objects.filter(last_name="Абрамов").exists() and not ImportRun.objects.exists()
    report = shown()
    [sheet] = report["sheets"]
    [table] = sheet["tables"]
    assert (sheet["file"], table["kind"], table["row"], table["rows"]) == ("pupils.xlsx", "pupils", 2, 2)
    states = {column["header"]: column["state"] for column in table["columns"]}
    assert states["Фамилия"] == "known" and states["Прозвище"] == "unknown"


def test_a_problem_shows_its_row_with_heads(alpha):
    add(pupils=workbook(PUPILS))
    check()
    [problem] = [one for one in shown()["problems"] if one["code"] == "date_unreadable"]
    picture = problem["picture"]
    assert problem["cell"] == "F4" and picture["row"] == 4
    assert picture["heads"][picture["at"]] == "Дата рождения" and picture["cells"][picture["at"]] == "31.31.2013"
    assert "Ёлкина" in picture["cells"]


def test_a_cell_corrected_here_is_taken_instead_of_the_files(alpha):
    add(pupils=workbook(PUPILS))
    check()
    place = {"file": "pupils.xlsx", "sheet": "Ученики", "cell": "F4"}
    drafts.correct_cell(actor=ADMINISTRATOR, **place, text="31.12.2012", now=NOW)
    assert code(drafts.store_draft) == "import_not_checked"
    check()
    assert "date_unreadable" not in {one["code"] for one in shown()["problems"]}
    report = drafts.store_draft(actor=ADMINISTRATOR, now=NOW)
    assert report.stored and str(Person.objects.get(last_name="Ёлкина").birth_date) == "2012-12-31"
    draft = ImportDraft.objects.get()
    assert draft.state == DraftState.STORED and draft.run.files[0]["name"] == "pupils.xlsx"
    assert code(drafts.correct_cell, **place, text="") == "import_no_draft"


def test_a_chosen_column_is_remembered_for_the_next_files(alpha):
    rows = [PUPILS[0], [*PUPILS[1][:1], "Ярлык", *PUPILS[1][2:]], *PUPILS[2:3]]
    add(pupils=workbook(rows))
    check()
    assert shown()["errors"]
    drafts.choose_columns(actor=ADMINISTRATOR, kind="pupils", choices={"ярлык": "last", "прозвище": ""}, now=NOW)
    check()
    [table] = shown()["sheets"][0]["tables"]
    states = {column["header"]: (column["state"], column["field"]) for column in table["columns"]}
    assert states["Ярлык"] == ("chosen", "last") and states["Прозвище"] == ("ignored", "")
    assert not shown()["errors"]
    drafts.store_draft(actor=ADMINISTRATOR, now=NOW)
    add(again=workbook(rows))
    check()
    assert not shown_open()["errors"]
    drafts.choose_columns(actor=ADMINISTRATOR, kind="pupils", choices={"ярлык": None}, now=NOW)
    assert set(ColumnChoice.objects.values_list("header", flat=True)) == {"прозвище"}


def shown_open():
    return ImportDraft.objects.exclude(state=DraftState.STORED).get().report


@pytest.mark.parametrize("choices", [{"ярлык": "nonsense"}, {"а": "last", "б": "last"}])
def test_a_column_is_one_field_of_its_table(alpha, choices):
    add(pupils=workbook(PUPILS))
    assert code(drafts.choose_columns, kind="pupils", choices=choices) == "import_bad_column"
    assert code(drafts.choose_columns, kind="dragons", choices={"а": ""}) == "import_bad_column"


def test_errors_keep_a_draft_from_being_stored(alpha):
    add(pupils=workbook([[], ["№ дела", "Фамилия", "Имя", "Класс"], ["П-1", "", "Пётр", "7А"]]))
    check()
    assert shown()["errors"] and code(drafts.store_draft) == "import_has_errors"


def test_a_set_in_an_archive_comes_with_russian_names_and_never_leads_out(alpha):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../set/pupils_.xlsx", workbook(PUPILS))
        archive.writestr("__MACOSX/x.xlsx", b"x")
        archive.writestr("readme.txt", b"x")
    windows = out.getvalue().replace(b"pupils_", "ученики".encode("cp866"))
    drafts.add_files(actor=ADMINISTRATOR, files=[("всё.zip", windows)], now=NOW)
    assert list(ImportFile.objects.values_list("name", flat=True)) == ["ученики.xlsx"]


@pytest.mark.parametrize(
    ("name", "content", "why"), [("a.docx", b"x", "kind"), ("a.zip", b"PK broken", "archive"), ("a.xlsx", b"", "empty")]
)
def test_what_is_no_spreadsheet_is_refused_and_leaves_nothing(alpha, name, content, why):
    with pytest.raises(Refused) as refused:
        drafts.add_files(actor=ADMINISTRATOR, files=[(name, content)], now=NOW)
    assert refused.value.decision.params["why"] == why and not ImportDraft.objects.exists()


def test_a_file_of_the_same_name_is_replaced_and_a_draft_can_be_thrown_away(alpha):
    add(pupils=workbook(PUPILS[:3]))
    add(pupils=workbook(PUPILS))
    assert ImportFile.objects.count() == 1 and ImportDraft.objects.count() == 1
    drafts.discard_draft(actor=ADMINISTRATOR, now=NOW)
    assert not ImportFile.objects.exists() and code(drafts.check_draft) == "import_no_draft"


def test_a_teacher_brings_nothing_in(alpha):
    teacher = type(ADMINISTRATOR)(1, 1, "alpha", roles=frozenset({"teacher"}))
    with pytest.raises(Forbidden):
        drafts.add_files(actor=teacher, files=[("a.xlsx", workbook(PUPILS))], now=NOW)


def test_files_of_one_name_in_two_folders_of_a_set_are_two_files(alpha):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for folder in ("5А", "6А", "../6Б"):
            archive.writestr(f"{folder}/ктп.xlsx", workbook(PUPILS))
    drafts.add_files(actor=ADMINISTRATOR, files=[("всё.zip", out.getvalue())], now=NOW)
    assert set(ImportFile.objects.values_list("name", flat=True)) == {"ктп.xlsx", "6А - ктп.xlsx", "6Б - ктп.xlsx"}


def test_what_changes_while_the_check_goes_on_is_checked_again(alpha):
    add(pupils=workbook(PUPILS))
    done = []

    def meanwhile(step):
        if not done:
            done.append(step)
            add(more=workbook(PUPILS))

    drafts.check_draft(actor=ADMINISTRATOR, now=NOW, progress=meanwhile)
    draft = ImportDraft.objects.get()
    assert draft.state == DraftState.GATHERING and draft.report is None
    assert code(drafts.store_draft) == "import_not_checked"


def test_a_second_check_of_the_same_files_sees_what_became_of_the_school(alpha):
    add(pupils=workbook(PUPILS[:3]))
    check()
    assert shown()["counts"]["pupil"]["created"] == 1
    draft = ImportDraft.objects.get()
    ImportDraft.objects.update(report={**draft.report, "counts": {}})
    check()
    assert shown()["counts"]["pupil"]["created"] == 1
