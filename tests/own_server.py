"""A throw-away cluster of Debian's PostgreSQL, for showing that Parta runs on a real server too."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDERS = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")
ROOT_RUNS_AS = "postgres"


@contextmanager
def debian_server() -> Iterator[str | None]:
    """Start Debian's own PostgreSQL on a socket of its own and give its address; None where there is none."""
    programs = next((Path(folder) for folder in FOLDERS if (Path(folder) / "initdb").exists()), None)
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="parta-pg-"))
    user = None
    if os.geteuid() == 0:
        user = ROOT_RUNS_AS
        shutil.chown(folder, user)
    data = folder / "data"
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL, env={"LC_ALL": "C.UTF-8"})

    try:
        run(str(programs / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8")
        run(str(programs / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
