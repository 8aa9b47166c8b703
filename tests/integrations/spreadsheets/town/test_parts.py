"""Some of the files alone, brought into a school that has them all."""

import pytest

from ..conftest import bring, done
from ..test_import_parts import NAMES, alone


@pytest.mark.parametrize("name", NAMES)
def test_a_file_alone_changes_nothing_in_a_school_that_has_it(town, tmp_path, name):
    report = bring(alone(tmp_path, name))
    assert report.stored, report.errors
    changed = {kind: row for kind, row in done(report).items() if set(row) - {"gone"}}
    assert changed == {}
