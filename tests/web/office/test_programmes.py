"""Programmes of a college: edited by hand with what was seen, taken from another in one click."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from parta.curriculum.models import CurriculumLine, Subject
from parta.curriculum.queries.programmes import programme_lines, stamp_of
from parta.installation.schools import inside
from tests.factories.college import CODE, as_college

LIST, PAGE = "/alpha/office/curriculum/programmes/", "/alpha/office/curriculum/programme/"


@pytest.fixture
def college(world, frozen):
    as_college(world)
    world.code = f"{CODE} очная"
    return world


def base_of(world, code):
    with inside(world.school):
        return stamp_of(programme_lines(world.year.pk, code))


def told(world, code):
    with inside(world.school):
        lines = programme_lines(world.year.pk, code)
        return [(one.subject.index, one.subject.name, one.hours_total, one.semesters, one.attestation) for one in lines]


def test_a_programme_is_set_by_semester_as_it_was_seen(college, browser_of):
    browser, code = browser_of(college.deputy), college.code
    assert f"{CODE} очная" in browser.get(LIST).content.decode()
    with inside(college.school):
        line = CurriculumLine.objects.get()
        line.attestation = {"final_exam": [2]}  # the page does not show it, and leaves it
        line.save()
    place = {"year": college.year.pk, "code": code}
    assert browser.get(PAGE, place).status_code == 200
    form = {
        **place, "base": base_of(college, code), f"line-{line.pk}": "1", f"s1-{line.pk}": "36", f"s2-{line.pk}": "40",
        f"exam-{line.pk}": "2", "index-new0": "ОП.03", "name-new0": "Информационные технологии", "s3-new0": "72",
        "graded_credit-new0": "3",
    }  # fmt: skip
    with inside(college.school):
        bare = Subject.objects.create(name="практикум", name_key="практикум")
        empty = CurriculumLine.objects.create(year=college.year, programme_code=code, subject=bare)
    form |= {"base": base_of(college, code), f"line-{empty.pk}": "1"}
    assert browser.post(PAGE, {**form, "s3-new0": "9999"}).status_code == 422
    assert browser.post(PAGE, {**form, "exam-new0": "1; DROP"}).status_code == 422
    assert len(told(college, code)) == 2
    assert browser.post(PAGE, form).status_code == 302
    assert told(college, code) == [
        ("", "алгебра", 76, {"1": 36, "2": 40}, {"final_exam": [2], "exam": [2]}),
        ("", "практикум", None, {}, {}),
        ("ОП.03", "Информационные технологии", 72, {"3": 72}, {"graded_credit": [3]}),
    ]
    assert "уже изменили" in browser.post(PAGE, form).content.decode()
    sheet = browser.get(PAGE, {**place, "as": "xlsx"})
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert any(row[:3] == ["ОП.03", "Информационные технологии", 72.0] for row in rows)
    for human in (college.secretary, college.teacher, college.mother):
        for page in (LIST, PAGE):
            assert browser_of(human).post(page, form).status_code == 403


def test_a_programme_is_taken_from_another_in_one_click(college, browser_of):
    browser = browser_of(college.deputy)
    with inside(college.school):
        own = Subject.objects.create(name="Базы данных", name_key="базы данных", index="ОП.08", programme_code=CODE)
        CurriculumLine.objects.create(
            year=college.year, programme_code=college.code, subject=own, hours_total=90, semesters={"4": 90}
        )
    taking = {"year": college.year.pk, "code": "09.02.09", "like": f"{college.year.pk}|{college.code}"}
    assert browser.post(LIST, taking).status_code == 302
    assert [(row[0], row[1], row[3]) for row in told(college, "09.02.09")] == [
        ("", "алгебра", {"1": 34, "2": 40}), ("ОП.08", "Базы данных", {"4": 90}),
    ]  # fmt: skip
    with inside(college.school):
        subjects = Subject.objects.filter(name_key="базы данных").values_list("programme_code", flat=True)
        assert sorted(subjects) == [CODE, "09.02.09"]
    assert browser.post(LIST, taking).status_code == 302
    assert len(told(college, "09.02.09")) == 2
    assert browser.post(LIST, {**taking, "like": f"{college.year.pk}|00"}).status_code == 404
