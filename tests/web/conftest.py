"""What tests of pages share."""

import pytest


@pytest.fixture
def frozen(monkeypatch):
    """Pages judge by the database's clock; here it stands at Friday, 20 November 2026, noon in the school.

    `frozen("11-23", "09:00")` moves it.
    """
    from parta.people.queries import actors
    from tests.journal.services.conftest import moment

    plain = actors._ACTOR

    def move(day, clock="12:00"):
        statement = plain.replace("now()", f"timestamptz '2026-{day} {clock}+05'")
        monkeypatch.setattr(actors, "_ACTOR", statement)
        return moment(day, clock)

    class Clock:
        now = move("11-20")

        def __call__(self, day, clock="12:00"):
            self.now = move(day, clock)
            return self.now

    return Clock()


@pytest.fixture
def frozen_door(frozen, monkeypatch):
    """The door where codes are typed has the clock of the school's pages: a code of theirs is in force there."""
    monkeypatch.setattr("parta.web.doors.codes.database_now", lambda: frozen.now)
