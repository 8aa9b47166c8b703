"""Some of the files alone: nothing breaks, and what the other files said stays."""

import datetime as dt
import shutil

import pytest

from parta.curriculum.rules.spelling import is_capitalised, is_shortened
from parta.regulation.models import RegulationVersion
from parta.wording.importing import problem_text

from .conftest import ROOT, bring
from .rewriting import sheets, write

DEMO = ROOT / "demo" / "school"
NAMES = [path.name for path in sorted(DEMO.glob("*.xlsx"))]


def alone(folder, name):
    shutil.copy(DEMO / name, folder / name)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_file_alone_begins_a_school(alpha, tmp_path, name):
    report = bring(alone(tmp_path, name))
    assert report.stored, report.errors
    assert report.kinds["year"].counts()["created"] == 1


def test_a_plan_alone_says_that_it_knows_no_year(alpha, tmp_path):
    shutil.copy(DEMO / "07_ktp" / "ktp_07_algebra.xlsx", tmp_path / "ktp.xlsx")
    report = bring(tmp_path)
    assert not report.stored and [problem.code for problem in report.errors] == ["year_unknown"]


def spelt_anew(folder, words):
    """Write the demo's curriculum with other names of subjects."""
    content = sheets(DEMO / "04_curriculum.xlsx")
    anew = {
        name: ([[words.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows], merges)
        for name, (rows, merges) in content.items()
    }
    write(folder / "04_curriculum.xlsx", anew)
    return folder


@pytest.mark.parametrize("preset", ["school_2", "lyceum_68"])
def test_names_of_subjects_are_spelt_as_the_act_asks(alpha, tmp_path, preset):
    """School № 2, clause 15: in full, without a capital letter; other acts do not speak of it."""
    RegulationVersion.objects.create(effective_from=dt.date(2026, 9, 1), preset=preset)
    report = bring(spelt_anew(tmp_path, {"алгебра": "Алгебра", "физическая культура": "физ. культура"}))
    assert report.stored, report.errors
    found = {(one.code, one.params["subject"]) for one in report.problems if one.code.startswith("subject_")}
    asked = {("subject_capitalised", "Алгебра"), ("subject_shortened", "физ. культура")}
    assert found == (asked if preset == "school_2" else set())
    said = [problem_text(one) for one in report.problems if one.code == "subject_capitalised"]
    assert all("«алгебра»" in one and "п. 15" in one for one in said) and len(said) == len(found) // 2


@pytest.mark.parametrize(
    ("name", "shortened", "capitalised"),
    [
        ("алгебра", False, False),
        ("история России", False, False),
        ("Химия", False, True),
        ("рус. язык", True, False),
        ("рус.яз", True, False),
        ("ИЗО", True, True),
        ("изо", True, False),
        ("мхк", True, False),
        ("физ-ра", True, False),
        ("алгебра/геометрия", True, False),
        ("труд (технология)", False, False),
        ("МДК.01.01", True, True),
    ],
)
def test_what_a_short_name_is(name, shortened, capitalised):
    assert (is_shortened(name), is_capitalised(name)) == (shortened, capitalised)
