"""docs/operations.md: what can be run of it is run, and every command, option and variable that it names is there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.test_commands import Installation

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCKS = [line.strip() for block in re.findall(r"^```\n(.*?)^```", PAGE, re.M | re.S) for line in block.splitlines()]
pytestmark = pytest.mark.xdist_group("commands")


def test_the_commands_of_the_old_pc_run_as_they_are_written(own_folder):
    """`parta …` and `openssl …` of the page, in an installation of their own, in their order."""
    parta = Installation(own_folder / "var")
    ran = []
    try:
        for line in BLOCKS:
            if not line.startswith((".venv/bin/parta s", "PARTA_NEW_PASSWORD", "mkdir -p", "openssl")):
                continue
            command = line.replace(".venv/bin/parta", f"{sys.executable} -m parta.cli")
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=own_folder,
                env=parta.environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, (line, done.stderr)
            ran.append(line.split()[0])
        doctor = parta.run(
            "doctor",
            PARTA_TLS_CERTIFICATE=str(own_folder / "var/tls/cert.pem"),
            PARTA_TLS_KEY=str(own_folder / "var/tls/key.pem"),
        )
        assert "хорошо    Сертификат TLS действует до" in doctor.stdout
        assert "хорошо    В каждой школе есть администратор" in doctor.stdout
    finally:
        parta.server.leave()
    assert ran == [".venv/bin/parta", ".venv/bin/parta", 'PARTA_NEW_PASSWORD="three', "mkdir", "openssl"]


def test_every_command_and_option_named_is_there():
    named = re.findall(
        r"`(?:\.venv/bin/)?parta ([a-z-]+(?: (?:create|add|off|list|reply|export|restore|drop|password|verify))?)([^`]*)`",
        PAGE,
    )
    assert len(named) > 20
    helps: dict[str, str] = {}
    for command, rest in named:
        if command not in helps:
            done = subprocess.run(
                [sys.executable, "-m", "parta.cli", *command.split(), "--help"],
                env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, command
            helps[command] = done.stdout
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in helps[command], (command, option)


def test_every_variable_is_read_somewhere():
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    for name in set(re.findall(r"PARTA_[A-Z_]*[A-Z]", PAGE)) - {"PARTA_TLS"}:
        assert name in sources, name


def test_the_units_are_well_formed():
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd on this machine")
    units = [str(file) for file in sorted((ROOT / "deploy").iterdir()) if file.suffix in (".service", ".timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    wrong = [line for line in done.stderr.splitlines() if "deploy" in line or "nknown" in line]
    assert not wrong, wrong
    assert len(units) == 3
    for unit in re.findall(r"deploy/([\w.-]+)", PAGE):
        assert (ROOT / "deploy" / unit).exists(), unit
