"""`make test`: rules first, then every check, then every test, then PostgreSQL 15 where it is installed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests import chromium
from tests.checks import run_checks
from tests.own_server import debian_server

ROOT = Path(__file__).resolve().parents[1]
# What depends on the server's version most: schemas, dumps, the audit, statements and constraints of our own.
ON_REAL_SERVER = (
    "tests/audit",
    "tests/installation/test_blanks.py",
    "tests/installation/test_restore.py",
    "tests/installation/test_three_schools.py",
    "tests/journal/queries",
    "tests/journal/services/test_operations.py",
    "tests/journal/services/test_arranging.py",
    "tests/journal/services/test_voiding.py",
)


def say(line: str) -> None:
    """Tell which part begins."""
    print(f"\n== {line}", flush=True)  # noqa: T201


def pytest(*arguments: str, **environment: str) -> bool:
    """Run pytest in a process of its own; tell whether all passed."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode == 0


def rule_folders() -> list[str]:
    """Name the tests that need neither a database nor Django."""
    return sorted(str(folder.relative_to(ROOT)) for folder in (ROOT / "tests").glob("**/rules") if folder.is_dir())


def browser_is_there() -> bool:
    """Find Chromium, or install it where this user may; otherwise say what to do."""
    if chromium.program():
        return True
    apt = shutil.which("apt-get")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if apt and (not prefix or shutil.which("sudo")):
        say("Ставлю Chromium для проверок в браузере")
        quiet = {
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            "stdout": subprocess.DEVNULL,
        }
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run([*prefix, apt, *arguments], check=False, stdin=subprocess.DEVNULL, **quiet)
    if chromium.program():
        return True
    say("Chromium не найден, проверки в браузере пропущены. Поставьте его: apt-get install chromium")
    return False


def main() -> int:
    """Run what was asked for; 0 when all is well."""
    started = time.monotonic()
    say("Правила (без базы данных)")
    good = pytest("-p", "no:django", "-n", "0", *rule_folders())
    if "--rules" in sys.argv:
        return 0 if good else 1
    say("Проверки кода")
    good &= run_checks()
    marks = [] if browser_is_there() else ["-m", "not e2e"]
    marks += [f"--ignore={folder}" for folder in rule_folders()]  # they have run by now
    with debian_server() as url:
        if url:
            say("Тесты на PostgreSQL 15 этой машины")
            good &= pytest("-n", "2", *ON_REAL_SERVER, PARTA_DATABASE_URL=url)
    say("Все тесты")
    good &= pytest("-n", "2", "--dist", "loadgroup", "--durations", "10", *marks)
    minutes, seconds = divmod(int(time.monotonic() - started), 60)
    say(f"{'Всё в порядке' if good else 'Есть ошибки: они названы выше'}. Время: {minutes} мин {seconds} с")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
