"""The school written out as tables: read back they are the same school, and bring nothing new into their own."""

import dataclasses

import pytest
from django.db import transaction

from parta.audit.models import Event
from parta.integrations.enums import Act
from parta.integrations.queries.export import FILLED, school_tables
from parta.integrations.services.export import take_tables
from parta.integrations.spreadsheets.folder import read_sheets
from parta.kernel.decisions import Forbidden
from parta.school.models import Room
from parta.web.office.import_files import empty_files, filled_files, year_of
from parta.web.ui.sheets import Column, write_sheet
from parta.wording.import_sheets import FILES, columns_of

from .conftest import ADMINISTRATOR, NOW, ROOT, bring, done

FOOTER = "Выгружено: Иванова Анна Петровна, 20.11.2026 12:00. МАОУ СОШ № 12, Парта."
APART = {"bells"}  # the files of several schedules stand in the order of their names


def taken(kinds=FILLED):
    return school_tables(today=NOW.date(), kinds=kinds)


def written(folder):
    folder.mkdir(exist_ok=True)
    for name, content in filled_files(taken(), FOOTER):
        (folder / name).write_bytes(content)
    return folder


def rows(tables):
    return {
        kind: sorted(repr(sorted(row.items())) for one in own for row in one.rows)
        if kind in APART
        else [dict(row) for one in own for row in one.rows]
        for kind, own in tables.kinds.items()
    }


@pytest.mark.parametrize("kind", FILES)
def test_a_sample_of_every_table_is_understood_column_by_column(tmp_path, kind):
    columns = columns_of(kind)
    sample = [[FILES[kind].sample[name] for name, _ in columns]]
    title = f"{FILES[kind].title} на 2026/2027 учебный год"
    heads = [Column(words) for _, words in columns]
    content = write_sheet(title=title, columns=heads, rows=sample, chosen="", footer=FOOTER)
    (tmp_path / "a.xlsx").write_bytes(content)
    found = read_sheets(tmp_path)
    [table] = found.tables
    own = {name for name, _ in columns if not name[0].isdigit()}  # a semester is a column of numbers
    assert (table.kind, set(table.columns)) == (kind, own)
    assert not [one.code for one in found.problems]


def test_an_empty_file_has_heads_and_brings_nothing(tmp_path):
    for name, content in empty_files(FILES, year_of(NOW)):
        (tmp_path / name).write_bytes(content)
    found = read_sheets(tmp_path)
    assert len(list(tmp_path.iterdir())) == len(FILES)
    assert {one.code for one in found.problems} <= {"table_without_rows", "column_missing", "sheet_not_recognised"}
    assert not found.dataset.pupils and not found.dataset.load


def test_the_schools_own_tables_change_nothing_in_it(town, tmp_path):
    before = rows(taken())
    report = bring(written(tmp_path / "own"))
    assert report.stored and not report.errors
    assert done(report) == {}
    assert rows(taken()) == before


def test_a_corrected_table_changes_what_was_corrected(town, tmp_path):
    folder = written(tmp_path / "own")
    tables = taken(["rooms"])
    [table] = tables.kinds["rooms"]
    changed = [{**row, "name": "Кабинет =химии"} if row["number"] == "101" else row for row in table.rows]
    for name, content in filled_files(
        dataclasses.replace(tables, kinds={"rooms": [dataclasses.replace(table, rows=changed)]}), FOOTER
    ):
        (folder / name).write_bytes(content)
    assert done(bring(folder)) == {"room": {"changed": 1}}
    assert Room.objects.get(number="101").title == "Кабинет =химии"


def test_the_tables_of_one_school_make_the_same_one_of_an_empty_school(alpha, tmp_path):
    with transaction.atomic():
        bring(ROOT / "demo" / "school")
        there = rows(taken())
        written(tmp_path / "all")
        transaction.set_rollback(True)
    assert taken().kinds == {}
    report = bring(tmp_path / "all")
    assert report.stored and not report.errors
    here = rows(taken())
    assert set(there) == set(here) >= {"pupils", "staff", "load", "timetable_list", "subgroups", "curriculum_list"}
    for kind, own in there.items():
        assert here[kind] == own, kind


def test_taking_is_written_down_and_only_the_office_takes(alpha):
    take_tables(actor=ADMINISTRATOR, kinds=FILLED, now=NOW)
    assert Event.objects.get(act=Act.TABLES_TAKEN).after == {"rows": {}}
    teacher = type(ADMINISTRATOR)(1, 1, "alpha", roles=frozenset({"teacher"}))
    with pytest.raises(Forbidden):
        take_tables(actor=teacher, kinds=FILLED, now=NOW)
