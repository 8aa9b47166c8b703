"""The school written out as tables: read back they are the same school, and bring nothing new into their own."""

import pytest

from parta.audit.models import Event
from parta.integrations.enums import Act
from parta.integrations.queries.export import FILLED, MARKS
from parta.integrations.services.export import take_tables
from parta.integrations.spreadsheets.folder import read_sheets
from parta.kernel.decisions import Forbidden
from parta.web.office.import_files import empty_files, year_of
from parta.web.ui.sheets import Column, write_sheet
from parta.wording.import_sheets import FILES, above_of, columns_of

from .conftest import ADMINISTRATOR, NOW
from .own_tables import FOOTER


@pytest.mark.parametrize("kind", FILES)
def test_a_sample_of_every_table_is_understood_column_by_column(tmp_path, kind):
    columns = columns_of(kind)
    sample = [[FILES[kind].sample[name] for name, _ in columns]]
    title = f"{FILES[kind].title} на 2026/2027 учебный год"
    heads = [Column(words) for _, words in columns]
    content = write_sheet(title=title, columns=heads, rows=sample, chosen=above_of(FILES[kind].above), footer=FOOTER)
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


def test_taking_is_written_down_and_only_the_office_takes(alpha):
    take_tables(actor=ADMINISTRATOR, kinds=FILLED, now=NOW)
    assert Event.objects.get(act=Act.TABLES_TAKEN).after == {"rows": {}}
    teacher = type(ADMINISTRATOR)(1, 1, "alpha", roles=frozenset({"teacher"}))
    with pytest.raises(Forbidden):
        take_tables(actor=teacher, kinds=FILLED, now=NOW)
    with pytest.raises(Forbidden):  # pages of marks are a deputy's
        take_tables(actor=ADMINISTRATOR, kinds=[MARKS], now=NOW)
