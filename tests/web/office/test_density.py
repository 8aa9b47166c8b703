"""The page of how many marks there are: who opens it, what it says, the file of it."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from parta.installation.schools import inside
from parta.regulation.models import RegulationVersion
from tests.factories.school_day import mark, work

PAGE = "/alpha/office/control/density/"


@pytest.fixture
def strict(world, frozen):
    """The act counts marks; one pupil has one."""
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")
        mark(work(world.lessons[0]), world.pupils[0], "4")
    return world


def test_heads_see_who_has_few_marks_with_the_clause(strict, browser_of):
    text = browser_of(strict.deputy).get(PAGE).content.decode()
    assert "4.2.4(г)" in text
    assert f"/alpha/journal/{strict.algebra.pk}/?term={strict.terms[1].pk}" in text
    assert "Антонов Пётр <b>1</b>" in text
    assert "к этому дню нужно 3, всего 5" in text
    for human in (strict.teacher, strict.homeroom, strict.mother, strict.secretary):
        assert browser_of(human).get(PAGE).status_code == 403


def test_filters_stand_in_the_address_and_nonsense_is_refused(strict, browser_of):
    browser = browser_of(strict.deputy)
    text = browser.get(PAGE, {"class": strict.other_class.pk, "period": "quarter-2"}).content.decode()
    assert f"/alpha/journal/{strict.algebra.pk}/" not in text
    assert f"/alpha/journal/{strict.other_course.pk}/" in text
    assert "Отметок хватает везде" in browser.get(PAGE, {"period": "semester-1"}).content.decode()
    for period in ("quarter", "quarter-9", "-2", "'-1", "quarter-22"):
        assert browser.get(PAGE, {"period": period}).status_code == 400


def test_the_file_has_a_line_for_every_pupil_spoken_of(strict, browser_of):
    answer = browser_of(strict.deputy).get(PAGE, {"as": "xlsx", "subject": strict.algebra.subject_id})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    lines = [row for row in rows if row[0] == "7А"]
    assert tuple(lines[0][5:9]) == ("Антонов Пётр", 1.0, 3.0, 5.0)
    assert len(lines) == 3
