"""What an import writes is noted row by row, so that the last one can be undone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from parta.integrations.models import ImportRun

_WRITTEN = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables s
WHERE schemaname = current_schema() AND relname !~ '^(audit|jobs|integrations)_'
  AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = s.relid AND t.tgname = 'import_touch')
"""


_TO_EARLIER = """
UPDATE integrations_importtouch SET run_id = (
    SELECT max(run_id) FROM integrations_importtouch WHERE run_id <> %(run)s)
WHERE run_id = %(run)s AND EXISTS (SELECT FROM integrations_importtouch WHERE run_id <> %(run)s)
"""
_FORGET_OWN = "DELETE FROM integrations_importtouch WHERE run_id = %(run)s"
_FORGET_EARLIER = "DELETE FROM integrations_importtouch WHERE run_id <> %(run)s"


@contextmanager
def noting(run: ImportRun) -> Iterator[None]:
    """Note every row that is written meanwhile, in place of what an earlier import left noted.

    Where a table was written that nobody follows, nothing is kept: half of an import cannot be undone. What an import
    that changed nothing remembers of its files goes to the one before it: that one is still the last to be undone.
    """
    unfollowed = _unfollowed()
    _name(str(run.pk))
    yield
    _name("")
    if _unfollowed() != unfollowed:
        forget_touches()
    elif run.changed_nothing:
        _run(_TO_EARLIER, {"run": run.pk})
        _run(_FORGET_OWN, {"run": run.pk})
    else:
        _run(_FORGET_EARLIER, {"run": run.pk})


def forget_touches() -> None:
    """Keep nothing of what an import wrote."""
    with connection.cursor() as cursor:  # one statement: the rows themselves are not wanted here
        cursor.execute("DELETE FROM integrations_importtouch")


def _run(statement: str, values: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _name(run: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('parta.import_run', %s, true)", [run])


def _unfollowed() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        return dict(cursor.fetchall())
