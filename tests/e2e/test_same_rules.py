"""The page and the server understand a cell and count an average alike: the same cases through both."""

import json
import random
from decimal import Decimal
from typing import Any

import pytest

from parta.journal.rules.averages import WeightedMark, plain_average, weighted_average
from parta.journal.rules.forecast import propose
from parta.journal.rules.notation import BadNotation, parse_absence, parse_cell, parse_period_mark
from parta.regulation.rules.parse import load_preset
from tests.journal.rules import test_averages, test_notation

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]
SCALE, PERIOD = test_notation.SCALE, test_notation.PERIOD
PIECES = [
    "2",
    "3",
    "4",
    "5",
    "6",
    " ",
    "/",
    ">",
    "->",
    "н",
    "Б",
    "n",
    ",",
    "у",
    "УП",
    "оп",
    "осв",
    "ё",
    ";",
    "|",
    "ю",
    "-",
]


def cases(function: Any) -> list[str]:
    """Give the texts that the rule's own test goes through."""
    (table,) = [mark for mark in function.pytestmark if mark.name == "parametrize"]
    return [row[0] if isinstance(row, tuple) else row for row in table.args[1]]


def mixed(count: int) -> list[str]:
    """Give texts that nobody thought of, the same at every run."""
    chance = random.Random(7)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 7))) for _ in range(count)]


@pytest.fixture
def modules(visitor, school):
    """Call a function of the page's modules with each of many arguments."""
    one = visitor()
    one.page.goto(school.town.address + "/doors/login/")

    def call(module: str, body: str, arguments: list[Any]) -> list[Any]:
        script = f"async (list) => {{ const m = await import('/static/parta/js/grid/{module}.js'); return list.map((x) => {body}); }}"
        return one.page.evaluate(script, arguments)

    return call


def read_cell(text: str, letters: dict[str, str] | None = None) -> Any:
    try:
        cell = parse_cell(text, SCALE, letters)
    except BadNotation:
        return None
    works = [[[*mark.attempts, mark.value] for mark in work.marks] for work in cell.works]
    return [cell.absence, works]


def read_period(text: str) -> Any:
    try:
        return parse_period_mark(text, PERIOD)
    except BadNotation:
        return None


def differing(texts: list[str], page: list[Any], server: list[Any]) -> list[Any]:
    return [row for row in zip(texts, page, server, strict=True) if row[1] != row[2]]


def test_cells(modules):
    texts = cases(test_notation.test_a_cell_is_understood_and_written_back) + mixed(1500)
    body = "(r => r.error ? null : [r.absence, r.works])(m.parseCell(x, ['5', '4', '3', '2']))"
    assert differing(texts, modules("notation", body, texts), [read_cell(text) for text in texts]) == []


@pytest.mark.parametrize(
    "letters", [load_preset("school_2").absence_letters(), {"absent": "П", "late": "#", "excused": "Н"}]
)
def test_cells_with_the_schools_own_letters(modules, letters):
    chance = random.Random(7)
    pieces = [*PIECES, *letters.values(), *letters.values(), "g", "П"]
    texts = ["".join(chance.choices(pieces, k=chance.randint(1, 5))) for _ in range(800)]
    body = f"(r => r.error ? null : [r.absence, r.works])(m.parseCell(x, ['5', '4', '3', '2'], m.wordsOf({json.dumps(letters)})))"
    assert differing(texts, modules("notation", body, texts), [read_cell(text, letters) for text in texts]) == []


def test_letters_and_period_marks(modules):
    texts = cases(test_notation.test_absences_in_any_case_and_layout)
    found = modules("notation", "m.absenceOf(x)", texts)
    assert differing(texts, found, [parse_absence(text) for text in texts]) == []
    texts = cases(test_notation.test_period_marks) + mixed(200)
    found = modules("notation", f"m.periodOf(x, {list(PERIOD)})", texts)
    assert differing(texts, found, [read_period(text) for text in texts]) == []


def test_averages_and_proposals(modules):
    chance = random.Random(7)
    weights = ["0", "0.5", "1", "1.25", "2", "3"]
    texts = cases(test_averages.test_averages) + cases(test_averages.test_nothing_to_count)
    for _ in range(400):
        texts.append(
            " ".join(f"{chance.choice('2345')}·{chance.choice(weights)}" for _ in range(chance.randint(1, 12)))
        )
    thresholds = ["2.5", "3.6", "4.65"]
    sets = [[(mark.value, str(mark.weight)) for mark in test_averages.marks(text)] for text in texts]
    body = (
        f"(a => [a && a.plain, a && a.weighted, m.proposal(a, {{thresholds: {thresholds}, term_scale: ['5', '4', '3', '2']}})])"
        "(m.averages(x.map(([value, weight]) => ({value, weight: Number(weight)}))))"
    )
    server = []
    for row in sets:
        counted = [WeightedMark(value, Decimal(weight)) for value, weight in row]
        plain, weighted = plain_average(counted), weighted_average(counted)
        hundredths = [int(found.result * 100) if found else None for found in (plain, weighted)]
        exact = weighted.result if weighted else None
        server.append([*hundredths, propose(exact, [Decimal(value) for value in thresholds]) or ""])
    assert differing(texts, modules("average", body, sets), server) == []
