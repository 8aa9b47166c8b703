"""A diary read on Friday, 20 November 2026, at noon."""

from typing import Any

import pytest


@pytest.fixture
def noon(monkeypatch: Any) -> None:
    """Stand the database's clock at noon of the school's Friday."""
    from parta.people.queries import actors

    statement = actors._ACTOR.replace("now()", "timestamptz '2026-11-20 12:00+05'")
    monkeypatch.setattr(actors, "_ACTOR", statement)


@pytest.fixture
def reads(browser_of: Any, noon: None) -> Any:
    """Open an address as a person: `reads(world.mother, "week/")`."""

    def get(person: Any, path: str = "", status: int = 200, **headers: Any) -> Any:
        response = browser_of(person).get(f"/alpha/diary/{path}", headers=headers)
        assert response.status_code == status, (response.status_code, response.content[:300].decode())
        response.text = response.content.decode()
        return response

    return get
