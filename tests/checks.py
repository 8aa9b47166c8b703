"""`make check`: what tools say of the code. Each line is one tool; all run, then the verdict."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PRODUCTION = {
    "PARTA_PRODUCTION": "1",
    "PARTA_HOSTS": "journal.example",
    "PARTA_SECRET_KEY": "kept-by-nobody-used-for-this-check-only-0123456789-abcdefghij",
    "PARTA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
}
MOST_LINES = 60
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "ruff": ([str(BIN / "ruff"), "check", "--output-format", "concise", "."], {}),
    "ruff format": ([str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."], {}),
    "import-linter": ([str(BIN / "lint-imports"), "--no-logo"], {}),
    "mypy": ([str(BIN / "mypy")], {}),
    "makemigrations --check": (
        [sys.executable, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run", "--skip-checks"],
        {"PARTA_DATABASE_URL": PRODUCTION["PARTA_DATABASE_URL"]},
    ),
    "check --deploy": ([sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"], PRODUCTION),
}


def run_checks() -> bool:
    """Run every check; tell whether all are content."""
    failed = [name for name in CHECKS if not _run(name)]
    if failed:
        print("Не прошли: " + ", ".join(failed), flush=True)  # noqa: T201
    return not failed


def _run(name: str) -> bool:
    command, environment = CHECKS[name]
    started = time.monotonic()
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    verdict = "хорошо" if result.returncode == 0 else "ПЛОХО"
    print(f"{name:24} {verdict}  {time.monotonic() - started:.1f} с", flush=True)  # noqa: T201
    if result.returncode != 0:
        lines = (result.stdout + result.stderr).strip().splitlines()
        print("\n".join(lines[-MOST_LINES:]), flush=True)  # noqa: T201
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(0 if run_checks() else 1)
