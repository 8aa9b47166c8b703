"""The words of a school or of a college: as the act says, and where it is silent as the school's card does."""

import pytest

from parta.installation.schools import inside
from parta.regulation.models import RegulationVersion
from parta.school.models import SchoolCard

OURS = {"words": {"terminology": {"value": "school", "clause": "1"}}}


@pytest.mark.parametrize(
    ("preset", "values", "kind", "college"),
    [
        ("kudymkar_college", {}, "school", True),
        ("kudymkar_college", {}, "college", True),
        ("default", {}, "college", True),
        ("default", {}, "school", False),
        ("kudymkar_college", OURS, "college", False),
        ("school_2", {}, "college", True),  # «school» is only inferred from the act
    ],
)
def test_the_act_chooses_the_words_of_every_page(world, browser_of, preset, values, kind, college):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset, values=values)
        SchoolCard.objects.update(kind=kind)
    deputy, teacher, pupil = (browser_of(one) for one in (world.deputy, world.teacher, world.pupils[0]))
    classes = deputy.get("/alpha/office/classes/").text
    assert ("Группы" in classes, "Куратор" in classes, "Студентов" in classes) == (college,) * 3
    assert ("преподаватель" in teacher.get("/alpha/day/").text) is college
    assert ("студент" in pupil.get("/alpha/diary/").text) is college
    assert ("преподаватель" in teacher.get("/doors/schools/").text) is college


def test_two_schools_of_one_session_keep_their_own_words(world, browser_of):
    """What is noted of one school is not said in another."""
    with inside(world.school):
        RegulationVersion.objects.update(preset="kudymkar_college")
    browser = browser_of(world.teacher)
    assert "преподаватель" in browser.get("/alpha/day/").text
    session = browser.session
    session["act"] = ["beta", "school"]
    session.save()
    assert "преподаватель" in browser.get("/alpha/day/").text
