"""A college written out as tables brings nothing new into its own."""

from .conftest import bring, done
from .test_export import written


def test_a_colleges_own_tables_change_nothing_in_it(technicum, tmp_path):
    report = bring(written(tmp_path / "own"))
    assert report.stored and done(report) == {}
