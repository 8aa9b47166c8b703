"""How often open pages ask for what is new, by their own words: a teacher within 2 s, a family within 15 s."""

import re
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "src" / "parta" / "web" / "ui" / "static" / "parta" / "js"


@pytest.mark.parametrize(("script", "at_most"), [("grid/live.js", 2000), ("diary.js", 15_000)])
def test_a_page_asks_in_time(script: str, at_most: int) -> None:
    (every,) = re.findall(r"^const EVERY = (\d+);", (SCRIPTS / script).read_text(), re.MULTILINE)
    assert int(every) < at_most
