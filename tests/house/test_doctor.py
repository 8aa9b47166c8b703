"""`parta doctor` on an installation where one thing after another is broken."""

import os
import signal
import subprocess
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.house.test_commands import Installation, answers, free_port

pytestmark = pytest.mark.xdist_group("commands")


@pytest.fixture(scope="module")
def parta(own_folder):
    """An installation with one school, a tried backup, and a server that runs."""
    installation = Installation(own_folder / "больница")
    assert installation.run("school", "create", "one", "Школа").returncode == 0
    account = ("account", "create", "boss", "Иванова Мария", "--school", "one", "--password", "dlinnyj-parol-7")
    created = installation.run(*account)
    assert created.returncode == 0, created.stderr
    installation.port = port = free_port()
    process = installation.start("serve", "--port", str(port), PARTA_PRODUCTION="0")
    answers(port, process)
    assert installation.run("backup", "--check").returncode == 0
    yield installation
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=30)
    installation.server.leave()


def lines(parta: Installation, **environment: str) -> tuple[int, list[str]]:
    done = parta.run("doctor", **environment)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout.splitlines()


def bad(parta: Installation, **environment: str) -> list[str]:
    """Give the lines that are bad, and see the exit code agree."""
    code, said = lines(parta, **environment)
    found = [line for line in said if line.startswith("плохо")]
    assert code == (1 if found else 0)
    return found


@contextmanager
def changed(parta: Installation, there: str, back: str):
    """Change something in the database for a while."""
    with psycopg.connect(parta.server.url("parta"), autocommit=True) as server:
        server.execute(there)
        try:
            yield
        finally:
            server.execute(back)


@contextmanager
def written(file: Path, text: str):
    """Write something else into a file for a while."""
    kept = file.read_text()
    file.write_text(text)
    try:
        yield
    finally:
        file.write_text(kept)


def test_a_healthy_installation(parta):
    code, said = lines(parta)
    assert code == 0, said
    assert "хорошо    Парта работает, процессов: 4." in said
    warned = [line.removeprefix("внимание  ") for line in said if line.startswith("внимание") and "Часы" not in line]
    # What is true of a trial on one's own machine, and of nothing else.
    assert [line.split(" (")[0].split(",")[0] for line in warned] == [
        "Последняя копия сделана 0 ч назад и проверена",
        "Парта работает без HTTPS",
    ]


def figures(parta: Installation) -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{parta.port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[:1] != "#")}


def test_figures_of_all_workers_together(parta):
    """Whichever worker answers, it tells what all of them counted."""
    name = 'parta_requests_total{method="GET",status="200",view="account_login"}'
    before = figures(parta).get(name, 0)
    for _ in range(40):
        assert answers(parta.port, None) == 200
    after = [figures(parta) for _ in range(6)]
    assert {found[name] - before for found in after} == {40}
    assert all(len([key for key in found if "resident_bytes" in key]) == 4 for found in after), (
        "the workers of jobs too"
    )
    assert all(found["parta_backup_checked_seconds"] > 0 for found in after)


def test_the_database_is_broken(parta):
    (silent,) = bad(parta, PARTA_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert "База данных не отвечает" in silent
    table = "school_one.django_migrations"
    with changed(
        parta,
        f"UPDATE {table} SET app = 'gone' WHERE app = 'audit' AND name = '0003_pupil_news'",
        f"UPDATE {table} SET app = 'audit' WHERE app = 'gone'",
    ):
        (newer,) = bad(parta)
        assert "Таблицы новее программы: school_one" in newer
    with changed(
        parta,
        f"DELETE FROM {table} WHERE app = 'audit' AND name = '0003_pupil_news'",
        f"INSERT INTO {table} (app, name, applied) VALUES ('audit', '0003_pupil_news', now())",
    ):
        (behind,) = bad(parta)
        assert "Таблицы устарели в схемах, всего 1: school_one" in behind
    with changed(
        parta,
        "UPDATE public.installation_membership SET is_active = false",
        "UPDATE public.installation_membership SET is_active = true",
    ):
        code, said = lines(parta)
        assert code == 0
        assert any(line.startswith("внимание") and "администратором некому, всего 1: one" in line for line in said)
    gone = "'school', 'parta', 'failed', 1, 1, 'x', now(), now(), 0, 0, '', 0, '{}', '{}'"
    with changed(
        parta,
        "INSERT INTO school_one.jobs_job (kind, title, state, account_id, person_id, fingerprint, created_at, ended_at,"
        f" done, total, words, attempt, parameters, report) VALUES ({gone})",
        "DELETE FROM school_one.jobs_job",
    ):
        assert any("не удались долгие работы, всего 1: one" in line for line in lines(parta)[1])
    with changed(parta, "CREATE SCHEMA school_nobody", "DROP SCHEMA school_nobody"):
        code, said = lines(parta)
        assert code == 0
        assert any(line.startswith("внимание") and "school_nobody" in line for line in said)
        assert parta.run("doctor", "--strict").returncode == 1


def test_files_are_broken(parta):
    key = parta.var / "secret-key"
    key.chmod(0o644)
    try:
        (opened,) = bad(parta)
        assert str(key) in opened
    finally:
        key.chmod(0o600)
    with written(parta.var / "static.stamp", "other sources"):
        code, said = lines(parta)
        assert (code, next(line for line in said if "оформления" in line)[:8]) == (0, "внимание")
    with written(parta.var / "last-backup.json", "not JSON"):
        assert "Копий ещё не было" in bad(parta)[0]
    (backup,) = (parta.var / "backups").glob("*.tar")
    backup.rename(backup.with_suffix(".away"))
    try:
        assert "Последней копии нет на месте" in bad(parta)[0]
    finally:
        backup.with_suffix(".away").rename(backup)
    with written(parta.var / "serve.json", '{"pid": 1, "workers": 64, "certificate": null, "key": null}'):
        assert "из 65" in bad(parta)[0]


def test_the_certificate_is_broken(parta, tmp_path):
    for name, days in (("old", "-1"), ("good", "3000")):
        key, made = tmp_path / f"{name}.key", tmp_path / f"{name}.first.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=parta", "-keyout", key, "-out", made],
            check=True, capture_output=True,
        )  # fmt: skip
        subprocess.run(
            ["openssl", "x509", "-in", made, "-signkey", key, "-days", days, "-out", tmp_path / f"{name}.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def named(certificate: str, key: str) -> dict[str, str]:
        return {"PARTA_TLS_CERTIFICATE": str(tmp_path / certificate), "PARTA_TLS_KEY": str(tmp_path / key)}

    assert bad(parta, **named("good.pem", "good.key")) == []
    assert "истёк" in bad(parta, **named("old.pem", "old.key"))[0]
    assert "не подходит к сертификату" in bad(parta, **named("good.pem", "old.key"))[0]
    assert "не прочитать" in bad(parta, **named("good.key", "good.key"))[0]
    (tmp_path / "good.key").chmod(0o644)
    assert "good.key" in bad(parta, **named("good.pem", "good.key"))[0]
