"""Every problem of an import has words."""

import re

import pytest

from parta.integrations.spreadsheets.problems import CODES, Problem, Severity
from parta.wording import importing


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_words(code: str) -> None:
    params = {**dict.fromkeys(re.findall(r"{(\w+)", importing._TEXTS[code]), "Слово"), "weekday": 0}
    text = importing.problem_text(Problem(CODES[code], code, params, "a.xlsx", "Лист", "B7"))
    assert re.match(r"[А-ЯЁ«№]", text) and "{" not in text and len(text) > 15


def test_no_words_without_a_code() -> None:
    assert set(importing._TEXTS) == set(CODES)


def test_a_line_says_where() -> None:
    problem = Problem(
        Severity.WARNING, "snils_wrong", {"text": "975-299-766 02", "who": "Петров Иван"}, "03.xlsx", "Контингент", "I7"
    )
    assert importing.problem_line(problem) == (
        "Предупреждение: 03.xlsx, лист «Контингент», ячейка I7: СНИЛС «975-299-766 02» (Петров Иван): "
        "контрольное число не сходится, в номере опечатка. Он не взят, сверьте с документом."
    )
