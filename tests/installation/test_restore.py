"""G8: a school is exported, dropped and brought back; every row of every table is compared."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection, transaction

from parta.audit.erasures import emptied_by_acts
from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.curriculum.models import PlanMaterial
from parta.demo.institutions import SCHOOL
from parta.destruction.models import DestructionAct
from parta.installation.models import Account, InvitationCode, Membership, School, TransferCode
from parta.installation.schools import enter_public, inside
from parta.installation.services.codes import issue_codes
from parta.installation.services.restoring import restore_school
from parta.installation.services.schools import create_school, drop_school, export_school
from parta.installation.services.transfers import issue_transfer_code
from parta.journal.models import LessonEntry, Operation
from parta.kernel.actor import operator
from parta.kernel.decisions import Refused
from parta.people.models import Person
from parta.regulation.models import ActEdition
from parta.regulation.services.documents import Document
from tests.factories.documents import placed_act, placed_material
from tests.factories.gone import destroyed, family_gone
from tests.factories.small_school import build_world
from tests.installation import every_row

pytestmark = pytest.mark.xdist_group("three_schools")
NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
ACT = SCHOOL.act_file
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
                issue_transfer_code(actor=operator(SLUG), school=made, person_id=people[0], now=NOW)
                placed_act(world, document=Document("акт.pdf", ACT.read_bytes()))
                placed_material(world, ACT.read_bytes())
                destroyed(world, family_gone(world))
            yield made
        finally:
            enter_public()
            for slug in (SLUG, COPY):
                for left in School.objects.filter(slug=slug):
                    drop_school(school=left, name=slug)
            Account.objects.filter(username__startswith="here-").delete()
            connection.close()


def rows_of(schema: str) -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        return every_row.rows_of(cursor, schema)


def structure_of(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        try:
            return every_row.structure_of(cursor, schema)
        finally:
            connection.close()


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
        list(TransferCode.objects.filter(school__slug=slug).order_by("code_hash").values(
            "person_id", "code_hash", "issued_at", "expires_at", "used_at", "withdrawn_at"
        )),
    )  # fmt: skip


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
    names = [
        name
        for _, name in sorted(Membership.objects.filter(school=school).values_list("person_id", "account__username"))
    ]
    for name in names[:2]:
        Authenticator.objects.create(user=Account.objects.get(username=name), type="totp", data={})
    file = exported(school, tmp_path)
    drop_school(school=school, name=SLUG)
    Account.objects.filter(pk=shared.pk).update(password="new")
    try:
        done = restore_school(file=file, slug="", now=NOW)
        assert (done.accounts, done.known, done.without_steps) == (len(register[1]), 1, [names[1]])
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
        assert DestructionAct.objects.get().lines.filter(settled_at__isnull=False, kept__isnull=True).count() == 2
        assert [(one.number, one.events) for one in emptied_by_acts()] == [("1/2026", 2)]
        (event,) = Event.objects.filter(act="accounts.school_restored")
        assert (event.person_id, event.device, event.after["accounts"]) == (None, "operator", {})
        assert LessonEntry.objects.get().topic == WORDS
        edition = ActEdition.objects.get()
        assert digest(edition.content) == edition.sha256 == digest(ACT.read_bytes())
        material = PlanMaterial.objects.select_related("file").get()
        assert digest(material.file.content) == material.file.sha256 == edition.sha256
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


def changed(file: Path, harm: str) -> None:
    """Write the file again with something wrong in it; checksums fit unless it is they that are wrong."""
    with tarfile.open(file) as archive:
        parts = {name: archive.extractfile(name).read() for name in archive.getnames()}  # type: ignore[union-attr]
    about = json.loads(parts["school.json"])
    match harm:
        case "no dump":
            del parts["school.dump"]
        case "no words":
            about = []
        case "cut dump" | "cut dump, old sum":
            parts["school.dump"] = parts["school.dump"][: len(parts["school.dump"]) // 2]
        case "other format":
            about["format"] = 99
        case "a lost row":
            table = about["contents"]["tables"]["school_to_move.people_person"]
            table[0] += 1
        case "a changed row":
            table = about["contents"]["tables"]["school_to_move.people_person"]
            table[1] = "1"
        case "a lost constraint":
            about["contents"]["parts"]["school_to_move"][1] += 1
    parts["school.json"] = json.dumps(about).encode()
    if harm != "cut dump, old sum":
        parts["SHA256SUMS"] = "".join(
            f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in parts.items() if name != "SHA256SUMS"
        ).encode()
    with tarfile.open(file, "w") as archive:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    if harm == "no tar":
        file.write_bytes(b"not an archive")


HARMS = {
    "no tar": "restore_unreadable", "no dump": "restore_unreadable", "no words": "restore_unreadable",
    "cut dump": "restore_failed", "cut dump, old sum": "restore_damaged", "other format": "restore_format",
    "a lost row": "restore_differs", "a changed row": "restore_differs", "a lost constraint": "restore_differs",
}  # fmt: skip


def test_a_spoiled_file_brings_nothing(school: School, tmp_path: Path) -> None:
    file = exported(school, tmp_path)
    whole = file.read_bytes()
    drop_school(school=school, name=SLUG)
    for harm, code in HARMS.items():
        file.write_bytes(whole)
        changed(file, harm)
        with pytest.raises(Refused) as refused:
            restore_school(file=file, slug="", now=NOW)
        assert refused.value.decision.code == code, harm
        nothing_came()
    file.write_bytes(whole)
    changed(file, "nothing")
    assert restore_school(file=file, slug="", now=NOW).school.slug == SLUG


def test_an_export_of_a_newer_program_waits_for_it(school: School, tmp_path: Path) -> None:
    with inside(school), connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_later', now())")
    file = exported(school, tmp_path)
    drop_school(school=school, name=SLUG)
    with pytest.raises(Refused) as refused:
        restore_school(file=file, slug="", now=NOW)
    assert refused.value.decision.code == "restore_newer"
    nothing_came()


def test_an_export_of_an_older_program_is_brought_up_to_date(school: School, tmp_path: Path) -> None:
    call_command("migrate_schemas", "audit", "0002", schema_name=school.schema_name, interactive=False, verbosity=0)
    file = exported(school, tmp_path)
    drop_school(school=school, name=SLUG)
    done = restore_school(file=file, slug="", now=NOW)
    assert any("audit_event_pupil_at" in line for line in structure_of(done.school.schema_name))


def test_a_sequence_that_is_behind_is_seen(school: School, tmp_path: Path) -> None:
    with inside(school), connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('people_person', 'id'), 1)")
    file = exported(school, tmp_path)
    drop_school(school=school, name=SLUG)
    with pytest.raises(Refused) as refused:
        restore_school(file=file, slug="", now=NOW)
    assert refused.value.decision.params["tables"] == "school_to_move.people_person"


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
        assert refused.value.decision.code == "school_schema_stands"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA school_copy")
