"""G8: the whole installation is restored to a second cluster; every table of every schema is compared."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from parta.demo.institutions import SCHOOL
from parta.installation.embedded import Cluster
from parta.installation.models import Account, School, Session
from parta.installation.queries.contents import LEFT_OUT
from parta.installation.schools import enter_public, inside
from parta.installation.services.backups import back_up, backups_in, last_backup, name_of, prune
from parta.installation.services.codes import issue_codes
from parta.installation.services.schools import create_school, drop_school
from parta.kernel.actor import operator
from parta.kernel.decisions import Refused
from parta.regulation.services.documents import Document
from tests.factories.documents import placed_act
from tests.factories.small_school import build_world
from tests.installation.every_row import rows_of, structure_of

pytestmark = pytest.mark.xdist_group("three_schools")
NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
SLUG = "to-keep"
ACT = SCHOOL.act_file
ROOT = Path(__file__).resolve().parents[2]
ACT_AFTER = """
WITH book AS (
    INSERT INTO school_to_keep.public_service_registration (book, year, number, day)
    VALUES ('destroyed', 2026, 1, '2026-11-25') RETURNING id
), who AS (SELECT min(id) AS id FROM school_to_keep.people_person)
INSERT INTO school_to_keep.destruction_destructionact (registration_id, state, commission_order, operator, address,
    drafted_by_id, drafted_at, approved_by_id, approved_at, ground, done_at)
SELECT book.id, 'done', '', '', '', who.id, '2026-11-25', who.id, '2026-11-26', '', '2026-11-26' FROM book, who
RETURNING '1/2026'
"""
SCHEMAS = ("public", "school_alpha", "school_to_keep")


@pytest.fixture(scope="module")
def school(django_db_setup: None, django_db_blocker: Any) -> Iterator[School]:
    """A school kept for real, with people, lessons, codes and an audit; one session is open."""
    with django_db_blocker.unblock():
        enter_public()
        made = create_school(slug=SLUG, name="Школа с копией")
        try:
            with inside(made):
                world = build_world(made)
                issue_codes(actor=operator(SLUG), school=made, person_ids=[world.mother.pk], now=NOW)
                placed_act(world, document=Document("акт.pdf", ACT.read_bytes()))
            Session.objects.create(session_key="k" * 32, session_data="", expire_date=NOW)
            yield made
        finally:
            enter_public()
            Session.objects.filter(session_key="k" * 32).delete()
            drop_school(school=made, name=SLUG)
            Account.objects.filter(username__startswith=f"{SLUG}-").delete()
            connection.close()


class Second:
    """An installation on a cluster of its own."""

    def __init__(self, var: Path) -> None:
        self.cluster = Cluster.at(var / "pg")
        self.cluster.use()
        self.execute("postgres", "ALTER SYSTEM SET fsync = off")
        self.execute("postgres", "CREATE DATABASE parta")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PARTA_")},
            "PARTA_VAR": str(var), "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1",
        }  # fmt: skip

    def execute(self, database: str, statement: str) -> list[Any]:
        with psycopg.connect(self.cluster.url(database), autocommit=True) as server:
            cursor = server.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def databases(self) -> set[str]:
        return {row[0] for row in self.execute("postgres", "SELECT datname FROM pg_database WHERE NOT datistemplate")}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "parta.cli", *arguments],
            capture_output=True, text=True, env=self.environment, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def second(own_folder: Path) -> Iterator[Second]:
    found = Second(own_folder / "second")
    yield found
    found.cluster.leave()


@pytest.fixture
def backup(school: School, settings: Any, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """A backup that was made while somebody wrote."""
    settings.VAR_DIR = tmp_path
    file = tmp_path / "copies" / name_of(NOW)
    with django_db_blocker.unblock():
        stop = threading.Event()
        writer = threading.Thread(target=_write, args=(stop, school.schema_name))
        writer.start()
        try:
            back_up(file=file, now=NOW)
        finally:
            stop.set()
            writer.join()
        yield file
        connection.close()


def _write(stop: threading.Event, schema: str) -> None:
    place = {key: value for key, value in connection.get_connection_params().items() if key in ("host", "user", "port")}
    with psycopg.connect(dbname=connection.settings_dict["NAME"], autocommit=True, **place) as server:
        while not stop.is_set():
            server.execute(
                f"INSERT INTO {schema}.people_person (last_name, first_name, patronymic, sort_key, sex, phone, email, address)"
                " VALUES ('Новая', 'Анна', '', 'новая', '', '', '', '')"
            )


def everything(cursor: Any) -> dict[str, Any]:
    """Give rows and structure of every schema; the rows that a backup leaves out are not counted."""
    found: dict[str, Any] = {}
    for schema in SCHEMAS:
        found[schema] = rows_of(cursor, schema)
        found[schema]["structure"] = structure_of(cursor, schema)
    for table in LEFT_OUT:
        schema, _, name = table.partition(".")
        found[schema].pop(name)
    return found


def test_every_table_of_the_second_cluster_is_the_same(backup: Path, second: Second) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert last_backup().file == str(backup)
    done = second.run("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert "Данные на 20.11.2026 07:00 UTC" in done.stdout and "по подписанным бумагам" in done.stdout

    with connection.cursor() as cursor:
        source = everything(cursor)
    with psycopg.connect(second.cluster.url("parta")) as there:
        copy = everything(there.cursor())
        assert there.execute("SELECT count(*) FROM public.installation_session").fetchone() == (0,)
        kept = there.execute("SELECT content, sha256 FROM school_to_keep.regulation_actedition").fetchall()
        digest = hashlib.sha256(ACT.read_bytes()).hexdigest()
        assert [(hashlib.sha256(content).hexdigest(), told) for content, told in kept] == [(digest, digest)]
    # What was written while the backup was made belongs to no moment before it, and the numbers had gone on.
    here, found = source["school_to_keep"]["people_person"], copy["school_to_keep"]["people_person"]
    assert set(found) <= set(here)
    assert len(here) > len(found) > 10
    for whole in (source, copy):
        whole["school_to_keep"].pop("people_person")
        sequences = whole["school_to_keep"]["sequences"]
        whole["school_to_keep"]["sequences"] = [line for line in sequences if "people_person_id" not in line]
    for schema in SCHEMAS:
        assert copy[schema] == source[schema], schema
    assert sum(len(rows) for tables in copy.values() for rows in tables.values()) > 1000
    verified = second.run("audit", "verify")
    assert verified.returncode == 0, verified.stderr

    # Over what lives it comes only when that is said, and what lived is kept aside.
    second.execute("parta", "UPDATE installation_school SET name = 'Живая' WHERE slug = 'to-keep'")
    ((number,),) = second.execute("parta", ACT_AFTER)
    refused = second.run("restore", str(backup))
    assert refused.returncode == 1
    assert "добавьте --replace" in refused.stderr
    with closing(psycopg.connect(second.cluster.url("parta"))):
        busy = second.run("restore", "--replace", str(backup))
    assert busy.returncode == 1
    assert "пользуются другие программы (1)" in busy.stderr
    assert second.databases() == {"postgres", "parta"}
    replaced = second.run("restore", "--replace", str(backup))
    assert replaced.returncode == 0, replaced.stderr
    (aside,) = second.databases() - {"postgres", "parta"}
    assert aside in replaced.stdout and f"которых в копии нет: to-keep {number}." in replaced.stdout
    name = "SELECT name FROM installation_school WHERE slug = 'to-keep'"
    assert (second.execute("parta", name), second.execute(aside, name)) == ([("Школа с копией",)], [("Живая",)])


def spoiled(file: Path, target: Path, harm: str) -> Path:
    """Write a copy of the backup with something wrong in it."""
    with tarfile.open(file) as archive:
        parts = {name: archive.extractfile(name).read() for name in archive.getnames()}  # type: ignore[union-attr]
    about = json.loads(parts["backup.json"])
    match harm:
        case "a changed row":
            about["contents"]["tables"]["school_to_keep.school_schoolclass"][1] = "1"
        case "newer":
            about["migrations"].append("audit.9999_later")
        case "other format":
            about["format"] = 99
        case "no moment":
            del about["made_at"]
    parts["backup.json"] = json.dumps(about).encode()
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    if harm == "a changed byte":
        parts["installation.dump"] = parts["installation.dump"][:-1] + b"x"
    parts["SHA256SUMS"] = "".join(f"{value}  {name}\n" for name, value in sums.items() if "." in name).encode()
    with tarfile.open(target, "w") as archive:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target


def test_a_spoiled_backup_changes_nothing(backup: Path, own_folder: Path, second: Second) -> None:
    wrong = {
        "a changed row": "Не совпали, всего 1: school_to_keep.school_schoolclass",
        "a changed byte": "контрольная сумма не сходится",
        "newer": "более новой Партой",
        "other format": "другой версии",
        "no moment": "не прочитать",
    }
    before = second.databases()
    for harm, words in wrong.items():
        done = second.run("restore", "--replace", str(spoiled(backup, own_folder / "spoiled.tar", harm)))
        assert done.returncode == 1, harm
        assert words in done.stderr, harm
        assert second.databases() == before, harm


def test_a_backup_is_never_written_over_and_half_a_one_has_no_name(backup: Path) -> None:
    with pytest.raises(Refused) as refused:
        back_up(file=backup, now=NOW)
    assert refused.value.decision.code == "export_file_exists"
    with pytest.raises(Refused) as refused:
        back_up(file=Path("/proc/nowhere/x.tar"), now=NOW)
    assert refused.value.decision.code == "export_failed"
    assert [file.name for file in backup.parent.iterdir()] == [backup.name]


def test_only_backups_are_pruned(tmp_path: Path) -> None:
    moments = [datetime(2026, 11, day, hour, tzinfo=UTC) for day in (16, 17, 18, 19) for hour in (1, 2)]
    for moment in moments:
        (tmp_path / name_of(moment)).write_bytes(b"")
    for other in ("parta-notes.tar", "parta-20261101-000000.tar.txt", "parta-20261101-000000.dump"):
        (tmp_path / other).write_bytes(b"")
    gone = prune(folder=tmp_path, daily=2, weekly=1)
    assert len(gone) == 6
    assert list(backups_in(tmp_path)) == [moments[5], moments[7]]
    assert len(list(tmp_path.iterdir())) == 5
