"""The application as it is served, at a fixed moment of the small school; sabotage lives here and nowhere else.

`PROOF_SABOTAGE` names what is broken on purpose, so that the proofs can be seen to fail:
`commit` answers before the commit is durable, `ids` forgets operation ids, `versions` takes any version for the seen one.
"""

import os

SABOTAGE = os.environ.get("PROOF_SABOTAGE", "")

from config import settings  # noqa: E402

if SABOTAGE == "commit":
    settings.DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"  # type: ignore[index,operator]

from config.wsgi import application  # noqa: E402
from parta.journal.services import operations  # noqa: E402
from parta.journal.services.records import attendance, lessons, marks, results, writing  # noqa: E402
from parta.people.queries import actors  # noqa: E402

__all__ = ["application"]

actors._ACTOR = actors._ACTOR.replace("now()", "timestamptz '2026-11-20 12:00+05'")

if SABOTAGE == "ids":
    _open = operations.open_journal

    def _forgetful(*args, **kwargs):  # type: ignore[no-untyped-def]
        view, ledger = _open(*args, **kwargs)
        ledger.answered.clear()
        return view, ledger

    operations.open_journal = _forgetful
    # The database would still refuse the second row of an id, and the client would ask for ever.
    writing._PARTS["answers"] += " ON CONFLICT DO NOTHING"

if SABOTAGE == "versions":
    _put = marks.put

    def _careless(desk, table, key, subject, state, base, acts):  # type: ignore[no-untyped-def]
        current = getattr(desk.ledger, table).get(key)
        return _put(desk, table, key, subject, state, current["version"] if current else 0, acts)

    for module in (attendance, lessons, marks, results):
        module.put = _careless
