"""`parta …` as an operator runs it: Russian sentences, right exit codes, nothing left running."""

import os
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from parta.installation.embedded import Cluster
from tests.database import lend_blank

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("commands")


class Installation:
    """An empty installation in a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PARTA_", "LC_", "LANG", "PYTHON"))
        }
        self.environment = {**kept, "PARTA_VAR": str(var), "PYTHONPATH": str(ROOT / "src")}
        lend_blank(var)
        self.server = Cluster.at(var / "pg")
        self.server.use()

    def run(self, *arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "parta.cli", *arguments],
            input=typed, capture_output=True, text=True, env={**self.environment, **environment}, cwd="/", check=False,
        )  # fmt: skip

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Run a command that serves, as a terminal would: in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "parta.cli", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True, cwd="/",
            env={**self.environment, **environment},
        )  # fmt: skip


@pytest.fixture(scope="module")
def parta(own_folder):
    installation = Installation(own_folder / "установка с пробелом")
    done = installation.run("setup")
    assert done.returncode == 0, done.stderr
    yield installation
    installation.server.leave()
    assert installation.server._postmaster() is None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_school_from_its_making_to_its_end(parta, tmp_path):
    made = parta.run("school", "create", "first-school", "  Школа   № 1 ", "--preset", "school_2")
    assert made.returncode == 0, made.stderr
    assert "Школа «Школа № 1» создана: адрес /first-school/" in made.stdout

    admin = parta.run(
        "account",
        "create",
        "boss",
        "Иванова Мария Петровна",
        "--school",
        "first-school",
        PARTA_NEW_PASSWORD="dlinnyj-parol-7",
    )
    assert admin.returncode == 0, admin.stderr
    twice = parta.run(
        "account", "create", "boss", "Иванова Мария", "--school", "first-school", "--password", "dlinnyj-parol-7"
    )
    assert (twice.returncode, twice.stderr.strip()) == (1, "Имя для входа «boss» уже занято.")

    listed = parta.run("school", "list")
    assert listed.stdout.splitlines()[1].split() == ["first-school", "Школа", "№", "1", "1"]

    file = tmp_path / "выгрузка.tar"
    exported = parta.run("school", "export", "first-school", str(file))
    assert exported.returncode == 0, exported.stderr
    assert file.stat().st_mode & 0o077 == 0
    with tarfile.open(file) as archive:
        assert sorted(archive.getnames()) == ["SHA256SUMS", "school.dump", "school.json"]
        about = archive.extractfile("school.json").read().decode()
    assert "boss" in about
    again = parta.run("school", "export", "first-school", str(file))
    assert again.returncode == 1
    assert "не перезаписывает" in again.stderr

    copy = tmp_path / "копия.tar"
    assert parta.run("backup", str(copy)).returncode == 0
    assert copy.stat().st_mode & 0o077 == 0
    tried = parta.run("drill", str(copy))
    assert tried.returncode == 0, tried.stderr
    assert "Копия проверена" in tried.stdout

    refused = parta.run("school", "drop", "first-school", typed="да\n")
    assert refused.returncode == 1
    assert "Школа не удалена" in refused.stderr
    dropped = parta.run("school", "drop", "first-school", "--yes")
    assert dropped.returncode == 0, dropped.stderr
    assert "Школ пока нет" in parta.run("school", "list").stdout
    assert parta.run("account", "password", "boss", "--password", "drugoj-parol-8").returncode == 1

    back = parta.run("school", "restore", str(file), "--as", "second-school")
    assert back.returncode == 0, back.stderr
    assert "Школа «Школа № 1» восстановлена: адрес /second-school/." in back.stdout
    assert parta.run("account", "password", "boss", "--password", "drugoj-parol-8").returncode == 0
    assert parta.run("school", "drop", "second-school", "--yes").returncode == 0


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["nosuch"], 2, "Нет такой команды"),
        (["school", "create"], 2, "Не хватает параметра ИМЯ"),
        (["school", "list", "лишнее"], 2, "Лишнее в команде"),
        (["school", "create", "api", "Школа"], 1, "занято самой Партой"),
        (["school", "create", "Школа", "Школа"], 1, "не подходит"),
        (["school", "create", "ok", "Школа", "--preset", "нет"], 1, "Регламента «нет» нет. Есть: default"),
        (["school", "export", "ghost", "/nowhere/x.tar"], 1, "Школы «ghost» нет"),
        (["school", "restore", "/nowhere/x.tar"], 1, "Нет такого файла"),
        (["school", "drop", "ghost", "--yes"], 1, "Школы «ghost» нет"),
        (["account", "password", "ghost", "--password", "x"], 1, "Учётной записи «ghost» нет"),
        (["import", "/nowhere", "--school", "x"], 1, "Нет такой папки"),
        (["serve", "--port", "много"], 2, "Не подходит значение параметра --port"),
        (["serve", "--tls-key", "/nowhere"], 1, "Нет такого файла"),
    ],
)
def test_what_is_wrong_is_said_in_one_russian_sentence(parta, command, code, words):
    result = parta.run(*command)
    assert result.returncode == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_database_that_does_not_answer(parta):
    result = parta.run("school", "list", PARTA_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert result.returncode == 1
    assert result.stderr.startswith("База данных не отвечает:")
    assert "Traceback" not in result.stderr


def test_the_audit_of_an_installation_is_verified(parta):
    result = parta.run("audit", "verify")
    assert result.returncode == 0, result.stderr
    assert "Нарушений нет" in result.stdout


def answers(port: int, process: subprocess.Popen[str] | None) -> int:
    """Wait for the first answer and give its status."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (process is None or process.poll() is None):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/doors/login/", timeout=5).status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError(process.communicate(timeout=5)[0] if process else "no answer")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_server_serves_and_leaves_nothing_behind(parta, number):
    port = free_port()
    process = parta.start("serve", "--port", str(port), PARTA_PRODUCTION="0")
    assert answers(port, process) == 200
    os.killpg(process.pid, number)
    output = process.communicate(timeout=30)[0]
    assert "Парта остановлена." in output
    assert "Traceback" not in output
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert (parta.var / "secret-key").stat().st_mode & 0o077 == 0


def test_a_taken_port_is_said_before_anything_starts(parta):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = parta.run("serve", "--port", str(port))
        by_variable = parta.run("demo", PARTA_PORT=str(port))
    for one in (result, by_variable):
        assert one.returncode == 1
        assert one.stderr.strip().startswith(f"Порт {port} занят другой программой.")
