"""Bringing an exported school back: its tables, its people's accounts, its place in the register."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from parta.audit.services import Entry, record
from parta.installation.enums import Act
from parta.installation.models import Account, InvitationCode, Membership, School, TransferCode
from parta.installation.queries.contents import Contents, contents, differences, sequences_behind
from parta.installation.schools import enter_public, inside
from parta.installation.services.accounts import CHAIN
from parta.installation.services.archives import unpack
from parta.installation.services.dumps import replay
from parta.installation.services.migrating import migrate
from parta.installation.services.schools import EXPORT_FORMAT, require_new_school, schema_of
from parta.installation.services.setup import knows_tables_of
from parta.kernel.actor import operator
from parta.kernel.decisions import refusal

_NAMED = 5
_NUMBERED = """
SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND c.column_name = 'account_id' AND t.table_type = 'BASE TABLE'
  AND c.table_name <> 'audit_event'
"""
_RENUMBER = """
WITH moved AS (SELECT key::bigint AS old, value::bigint AS new FROM jsonb_each_text(%s::jsonb))
UPDATE "{table}" t SET account_id = moved.new FROM moved WHERE t.account_id = moved.old
"""
_CONTINUE = """
SELECT setval(pg_get_serial_sequence('installation_account', 'id'), GREATEST(
    %s, (SELECT last_value FROM installation_account_id_seq)))
"""


@dataclass(frozen=True, slots=True)
class Restored:
    """The school, how many accounts came with it, how many were here already, who left second steps behind."""

    school: School
    accounts: int
    known: int
    without_steps: Sequence[str]


def restore_school(*, file: Path, slug: str, now: datetime) -> Restored:
    """Bring an exported school back under its own name or another: tables, accounts, memberships, codes, audit.

    An account that is here already is the same one when login and the moment it was made agree: then it stays as it is
    and gets the school. An account whose number somebody else has here gets a new one; the audit names both. All or
    nothing. Second steps of signing in do not travel: a file that is carried about shall not open accounts, and a
    passkey fits its own address only; their owners are named.

    Refuses `restore_unreadable`, `restore_damaged`, `restore_format`, `restore_login_taken`, `restore_newer`,
    `restore_differs`, `restore_failed`, `export_no_program`, and as `require_new_school`.
    """
    with tempfile.TemporaryDirectory(prefix="parta-restore-") as folder:
        content = Path(folder) / "school.dump"
        records = _unpacked(file, content)
        old = records["school"][0]
        slug = slug or old["slug"]
        require_new_school(slug=slug, name=old["name"])
        _require_no_strangers(records["accounts"])
        schema = schema_of(slug)
        replay(content, schema=(old["schema_name"], schema))
    try:
        _require_the_same(Contents.read(records["contents"]).moved(old["schema_name"], schema), schema)
        if not knows_tables_of(schema):
            raise refusal("restore_newer")
        migrate(schema)
        with transaction.atomic():
            school = _registered(slug, schema, old)
            moved, here = _bring_accounts(records, school)
            with inside(school):
                _renumber(moved)
                after = {"slug": slug, "exported_at": records["exported_at"], "accounts": moved}
                entry = Entry(Act.SCHOOL_RESTORED, {"school": old["slug"]}, None, after)
                record(chain=CHAIN, actor=operator(slug), entries=[entry], now=now)
    except BaseException:
        enter_public()
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        raise
    left = [name for name in records.get("second_steps", []) if name not in here]
    return Restored(school, len(records["accounts"]), len(here), left)


def _unpacked(file: Path, content: Path) -> dict[str, Any]:
    """Read what the file is about and write its dump beside; refuse what is no export of a school."""
    records = unpack(file, about="school.json", content=content)
    tables = ("school", "accounts", "memberships", "invitation_codes")
    if records.get("format") != EXPORT_FORMAT:
        raise refusal("restore_format")
    whole = all(isinstance(records.get(name), list) for name in tables)
    if not whole or not isinstance(records.get("transfer_codes", []), list) or len(records["school"]) != 1:
        raise refusal("restore_unreadable", file=str(file))
    return records


def _require_the_same(wanted: Contents, schema: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        wrong = differences(wanted, contents(cursor, [schema])) + sequences_behind(cursor, [schema])
    if wrong:
        raise refusal("restore_differs", tables=", ".join(wrong[:_NAMED]), count=len(wrong))


def _require_no_strangers(accounts: Sequence[Mapping[str, Any]]) -> None:
    """Refuse when somebody else here signs in by one of the names: the school would open to a stranger."""
    here = Account.objects.filter(username__in=[row["username"] for row in accounts]).in_bulk(field_name="username")
    strangers = [
        row["username"]
        for row in accounts
        if row["username"] in here and here[row["username"]].created_at != _read(Account, "created_at", row)
    ]
    if strangers:
        raise refusal("restore_login_taken", logins=", ".join(sorted(strangers)[:_NAMED]), count=len(strangers))


def _registered(slug: str, schema: str, old: Mapping[str, Any]) -> School:
    school = School(slug=slug, schema_name=schema, name=old["name"])
    school.save()
    School.objects.filter(pk=school.pk).update(created_at=_read(School, "created_at", old))
    return school


def _bring_accounts(records: Mapping[str, Any], school: School) -> tuple[dict[str, int], set[str]]:
    """Add accounts, memberships and codes; give old and new numbers of accounts that changed, and who was here."""
    rows = records["accounts"]
    here = dict(Account.objects.filter(username__in=[row["username"] for row in rows]).values_list("username", "pk"))
    with connection.cursor() as cursor:
        cursor.execute(_CONTINUE, [max((row["id"] for row in rows), default=1)])
    taken = set(Account.objects.filter(pk__in=[row["id"] for row in rows]).values_list("pk", flat=True))
    numbers: dict[int, int] = {}
    for row in rows:
        known = here.get(row["username"])
        if known is None:
            fresh = _built(Account, row)
            if fresh.pk in taken:
                fresh.pk = None
            fresh.save(force_insert=True)
            Account.objects.filter(pk=fresh.pk).update(created_at=_read(Account, "created_at", row))
            known = fresh.pk
        numbers[row["id"]] = known
    linked = ((Membership, "memberships"), (InvitationCode, "invitation_codes"), (TransferCode, "transfer_codes"))
    for model, name in linked:
        found = [
            _built(model, {**row, "id": None, "school_id": school.pk}
                   | ({"account_id": numbers[row["account_id"]]} if "account_id" in row else {}))
            for row in records.get(name, [])  # exports that are older know no codes of transfers
        ]  # fmt: skip
        # A code that stands here already belongs to the school that this one is a copy of.
        model._default_manager.bulk_create(found, ignore_conflicts=model is not Membership)
    return {str(old): new for old, new in numbers.items() if old != new}, set(here)


def _built(model: type[Model], row: Mapping[str, Any]) -> Any:
    known = {field.attname for field in model._meta.concrete_fields}
    return model(**{name: _read(model, name, row) for name in row if name in known})


def _read(model: type[Model], name: str, row: Mapping[str, Any]) -> Any:
    field = next(field for field in model._meta.concrete_fields if field.attname == name)
    return field.to_python(row[name])


def _renumber(moved: Mapping[str, int]) -> None:
    """Let stored answers and earlier imports know their accounts by the new numbers; the audit is never touched."""
    if not moved:
        return
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED)
        for (table,) in cursor.fetchall():
            cursor.execute(_RENUMBER.format(table=table), [json.dumps(moved)])
