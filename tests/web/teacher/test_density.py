"""The teacher's own journal says quietly where marks are few and who is not asked, with the clause."""

import json
import re

import pytest

from parta.installation.schools import inside
from parta.regulation.models import RegulationVersion
from tests.factories.school_day import mark, work


@pytest.fixture
def journal(world, frozen, browser_of):
    """Open algebra of 7А under the act that counts marks; Peter has three and was asked last."""
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")
        for place in (0, 3, 5):
            mark(work(world.lessons[place]), world.pupils[0], "4")
    return lambda human=world.teacher: (
        browser_of(human).get(f"/alpha/journal/{world.algebra.pk}/?term={world.terms[1].pk}").content.decode()
    )


def data_of(text):
    return json.loads(re.search(r'<script type="application/json" id="grid-data">(.*?)</script>', text, re.S)[1])


def test_a_quiet_line_and_the_names_with_the_clause(world, journal):
    text = journal()
    assert "Мало отметок: 2 ученика" in text
    assert "Не опрошены 2 урока подряд: 2 ученика" in text
    assert "не менее 3 отметок (при 1-часовой недельной нагрузке)" in text
    sparse = data_of(text)["sparse"]
    assert set(sparse) == {str(one.pk) for one in world.pupils[1:]}
    words = sparse[str(world.pupils[1].pk)]
    assert words.startswith("Отметок 0, к этому дню нужно 3, за период 5 (")
    assert "4.2.4(г)). Не опрошен 6 уроков подряд (" in words


def test_an_act_that_names_no_number_says_nothing(world, journal):
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_2")
    text = journal()
    assert "Мало отметок" not in text
    assert data_of(text)["sparse"] == {}
