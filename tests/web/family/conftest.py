"""A diary read on Friday, 20 November 2026, at noon, with templates that name what they miss."""

import re
from typing import Any

import pytest
from django.template import engines

ABSENT = "MISSING<%s>"


@pytest.fixture
def noon(monkeypatch: Any) -> None:
    """Stand the database's clock at noon of the school's Friday."""
    from parta.people.queries import actors

    statement = actors._ACTOR.replace("now()", "timestamptz '2026-11-20 12:00+05'")
    monkeypatch.setattr(actors, "_ACTOR", statement)


@pytest.fixture
def reads(browser_of: Any, noon: None, monkeypatch: Any) -> Any:
    """Open an address as a person: `reads(world.mother, "week/")`; a variable that a template misses fails."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", ABSENT)

    def get(person: Any, path: str = "", status: int = 200, **headers: Any) -> Any:
        response = browser_of(person).get(f"/alpha/diary/{path}", headers=headers)
        assert response.status_code == status, (response.status_code, response.content[:300].decode())
        missing = re.findall(r"MISSING<.*?>", response.content.decode())
        assert not missing, missing
        response.text = response.content.decode()
        return response

    return get
