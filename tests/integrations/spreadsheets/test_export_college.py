"""A college written out as tables brings nothing new into its own."""

from .conftest import bring, done
from .own_tables import taken, written


def test_a_colleges_own_tables_change_nothing_in_it(technicum, tmp_path):
    before = taken(("programme", "plan"))
    names = [one.title for one in before.kinds["programme"]]
    assert "09.02.07" in names and "38.02.01 заочная" in names and len(before.kinds["plan"]) == 6
    report = bring(written(tmp_path / "own"))
    assert report.stored and done(report) == {}
    assert taken(("programme", "plan")) == before
