"""G8: a school is exported, dropped and brought back; every row of every table is compared."""

import io
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.models import Account, InvitationCode, Membership, School
from parta.installation.schools import enter_public, inside
from parta.installation.services.codes import issue_codes
from parta.installation.services.restoring import restore_school
from parta.installation.services.schools import create_school, drop_school, export_school
from parta.journal.models import LessonEntry, Operation
from parta.kernel.actor import operator
from parta.kernel.decisions import Refused
from parta.people.models import Person
from tests.factories.small_school import build_world

pytestmark = pytest.mark.xdist_group("three_schools")
NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
SLUG, COPY = "to-move", "copy"
# What a rename must not touch: the schema's own name, and what ends the data of a table, inside people's words.
WORDS = "school_to_move.audit_event \\. «school_to_move»\nCOPY x FROM stdin;\n\\.\nконец"


@pytest.fixture
def school(django_db_setup: None, django_db_blocker: Any) -> Iterator[School]:
    """A school kept for real, with people, lessons, codes, an audit and a stored answer."""
    with django_db_blocker.unblock():
        enter_public()
        made = create_school(slug=SLUG, name="Школа на переезде")
        try:
            with inside(made):
                world = build_world(made)
                LessonEntry.objects.create(lesson=world.lessons[0], topic=WORDS)
                account = world.accounts[world.teacher.pk]
                Operation.objects.create(
                    id="00000000-0000-4000-8000-000000000001", account_id=account.pk, digest="x", answer={}, at=NOW
                )
                people = [world.mother.pk, world.teacher.pk]
                issue_codes(actor=operator(SLUG), school=made, person_ids=people, now=NOW)
            yield made
        finally:
            enter_public()
            for slug in (SLUG, COPY):
                for left in School.objects.filter(slug=slug):
                    drop_school(school=left, name=slug)
            Account.objects.filter(username__startswith="here-").delete()
            connection.close()


def rows_of(schema: str) -> dict[str, list[str]]:
    """Give every row of every table of a school as text, and the state of every sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{schema}"."{table}" t ORDER BY 1')
            found[table] = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s ORDER BY 1", [schema])
        found["sequences"] = [str(row) for row in cursor.fetchall()]
    return found


def structure_of(schema: str) -> list[str]:
    """Give every constraint, index, trigger and column of a school's tables without the schema's name."""
    queries = (
        # PostgreSQL writes a check's expression in another way once it was read from a dump: checks by their names
        "SELECT conrelid::regclass::text, conname, CASE contype WHEN 'c' THEN convalidated::text"
        " ELSE pg_get_constraintdef(oid) END FROM pg_constraint"
        " WHERE connamespace = %s::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        " AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = %s::regnamespace)",
        "SELECT table_name, column_name, concat_ws(' ', data_type, is_nullable, column_default)"
        " FROM information_schema.columns WHERE table_schema = %s",
    )
    found = []
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query, [schema])
            found += [" ".join(row).replace(schema, "S") for row in cursor.fetchall()]
    return sorted(found)


def register_of(slug: str) -> Any:
    """Give the shared rows of a school: its own, memberships and accounts, codes; without numbers of those rows."""
    enter_public()
    return (
        list(School.objects.filter(slug=slug).values("name", "created_at")),
        list(
            Membership.objects.filter(school__slug=slug)
            .order_by("person_id")
            .values("person_id", "is_active", "account_id", "account__username", "account__password",
                    "account__created_at", "account__display_name", "account__is_active")
        ),
        list(InvitationCode.objects.filter(school__slug=slug).order_by("code_hash").values(
            "person_id", "code_hash", "issued_by", "issued_at", "expires_at", "used_at", "withdrawn_at"
        )),
    )  # fmt: skip


def exported(school: School, folder: Path) -> Path:
    file = folder / "school.tar"
    export_school(school=school, file=file, now=NOW)
    return file


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace")
        return {row[0] for row in cursor.fetchall()}


def without_the_restore(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """Take away the one event that tells of the restore, and what its being written moved."""
    left = {name: list(found) for name, found in rows.items()}
    events = [row for row in left["audit_event"] if "accounts.school_restored" in row]
    assert len(events) <= 1
    left["audit_event"] = [row for row in left["audit_event"] if row not in events]
    left["audit_chainhead"] = [row for row in left["audit_chainhead"] if not row.startswith("(accounts,")]
    left["sequences"] = [row for row in left["sequences"] if "audit_event" not in row]
    return left


def test_dropped_and_restored_every_row_is_the_same(school: School, tmp_path: Path) -> None:
    # One account belongs to another school too: it outlives the drop, and its new password stays.
    shared = Membership.objects.filter(school=school).order_by("person_id")[0].account
    Membership.objects.create(account=shared, school=School.objects.get(slug="beta"), person_id=1)
    before, structure, register = rows_of(school.schema_name), structure_of(school.schema_name), register_of(SLUG)
    file = exported(school, tmp_path)
    drop_school(school=school, name=SLUG)
    Account.objects.filter(pk=shared.pk).update(password="new")
    try:
        done = restore_school(file=file, slug="", now=NOW)
        assert (done.accounts, done.known) == (len(register[1]), 1)
        after = rows_of("school_to_move")
        assert without_the_restore(after) == without_the_restore(before)
        assert sum(map(len, after.values())) > 200, "there must have been something to compare"
        assert structure_of("school_to_move") == structure
        (kept,) = [row for row in register[1] if row["account_id"] == shared.pk]
        kept["account__password"] = "new"
        assert register_of(SLUG) == register
    finally:
        Membership.objects.filter(account=shared, school__slug="beta").delete()
    with inside(done.school):
        assert list(verify_chains()) == []
        (event,) = Event.objects.filter(act="accounts.school_restored")
        assert (event.person_id, event.device, event.after["accounts"]) == (None, "operator", {})
        assert LessonEntry.objects.get().topic == WORDS
        Person.objects.create(last_name="Новая", first_name="Анна", sort_key="новая анна")  # numbers go on
        with pytest.raises(Exception, match=r"append-only|never|audit"), transaction.atomic():
            Event.objects.all().delete()


def test_a_copy_beside_the_school(school: School, tmp_path: Path) -> None:
    before = rows_of(school.schema_name)
    done = restore_school(file=exported(school, tmp_path), slug=COPY, now=NOW)
    assert (
        without_the_restore(rows_of("school_copy"))
        == without_the_restore(before)
        == without_the_restore(rows_of(school.schema_name))
    )
    assert done.known == done.accounts
    assert Membership.objects.filter(school__slug=COPY).count() == Membership.objects.filter(school=school).count()
    with inside(done.school):
        Person.objects.update(last_name="Другая")
    assert rows_of(school.schema_name) == before


def test_a_stranger_with_one_of_the_names_stops_it(school: School, tmp_path: Path) -> None:
    file = exported(school, tmp_path)
    name = Account.objects.filter(memberships__school=school).order_by("pk")[0].username
    drop_school(school=school, name=SLUG)
    stranger = Account.objects.create(username=name)
    try:
        with pytest.raises(Refused) as refused:
            restore_school(file=file, slug="", now=NOW)
        assert refused.value.decision.code == "restore_login_taken"
        assert refused.value.decision.params["logins"] == name
        nothing_came()
        assert not Account.objects.filter(username__startswith=f"{SLUG}-").exclude(pk=stranger.pk).exists()
    finally:
        stranger.delete()


def test_a_number_that_somebody_else_has_is_changed_and_named(school: School, tmp_path: Path) -> None:
    file = exported(school, tmp_path)
    with inside(school):
        old = Operation.objects.get().account_id
        stranger_of = Account.objects.get(pk=old).username
    drop_school(school=school, name=SLUG)
    Account.objects.create(pk=old, username="here-first")
    done = restore_school(file=file, slug="", now=NOW)
    new = Account.objects.get(username=stranger_of).pk
    assert new != old
    assert not Membership.objects.filter(account_id=old).exists()
    with inside(done.school):
        assert Operation.objects.get().account_id == new
        assert Event.objects.get(act="accounts.school_restored").after["accounts"] == {str(old): new}
        assert list(verify_chains()) == []


def nothing_came() -> None:
    assert not School.objects.filter(slug__in=(SLUG, COPY)).exists()
    assert not {"school_to_move", "school_copy"} & schemas()


@pytest.mark.parametrize("harm", ["no tar", "no dump", "no words", "cut dump", "other format", "newer"])
def test_a_spoiled_file_brings_nothing(school: School, tmp_path: Path, harm: str) -> None:
    if harm == "newer":
        with inside(school), connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_later', now())")
    file = exported(school, tmp_path)
    with tarfile.open(file) as archive:
        parts = {name: archive.extractfile(name).read() for name in archive.getnames()}  # type: ignore[union-attr]
    drop_school(school=school, name=SLUG)
    match harm:
        case "no dump":
            del parts["school.dump"]
        case "no words":
            parts["school.json"] = b"[]"
        case "cut dump":
            parts["school.dump"] = parts["school.dump"][: len(parts["school.dump"]) // 2]
        case "other format":
            parts["school.json"] = parts["school.json"].replace(b'"format": 1', b'"format": 99')
    with tarfile.open(file, "w") as archive:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    if harm == "no tar":
        file.write_bytes(b"not an archive")
    with pytest.raises(Refused) as refused:
        restore_school(file=file, slug="", now=NOW)
    codes = {"cut dump": "restore_failed", "other format": "restore_format", "newer": "restore_newer"}
    assert refused.value.decision.code == codes.get(harm, "restore_unreadable")
    nothing_came()


def test_names_that_stand_already(school: School, tmp_path: Path) -> None:
    file = exported(school, tmp_path)
    for slug, code in (("", "school_exists"), ("api", "slug_reserved"), ("Имя", "slug_malformed")):
        with pytest.raises(Refused) as refused:
            restore_school(file=file, slug=slug, now=NOW)
        assert refused.value.decision.code == code
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA school_copy")
    try:
        with pytest.raises(Refused) as refused:
            restore_school(file=file, slug=COPY, now=NOW)
        assert refused.value.decision.code == "restore_schema_stands"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA school_copy")
