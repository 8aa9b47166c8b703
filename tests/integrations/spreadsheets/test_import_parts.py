"""Some of the files alone: nothing breaks, and what the other files said stays."""

import shutil

import pytest

from .conftest import ROOT, bring, done

DEMO = ROOT / "demo" / "school"
NAMES = [path.name for path in sorted(DEMO.glob("*.xlsx"))]


def alone(folder, name):
    shutil.copy(DEMO / name, folder / name)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_file_alone_changes_nothing_in_a_school_that_has_it(town, tmp_path, name):
    report = bring(alone(tmp_path, name))
    assert report.stored, report.errors
    changed = {kind: row for kind, row in done(report).items() if set(row) - {"gone"}}
    assert changed == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_alone_begins_a_school(alpha, tmp_path, name):
    report = bring(alone(tmp_path, name))
    assert report.stored, report.errors
    assert report.kinds["year"].counts()["created"] == 1


def test_a_plan_alone_says_that_it_knows_no_year(alpha, tmp_path):
    shutil.copy(DEMO / "07_ktp" / "ktp_07_algebra.xlsx", tmp_path / "ktp.xlsx")
    report = bring(tmp_path)
    assert not report.stored and [problem.code for problem in report.errors] == ["year_unknown"]
