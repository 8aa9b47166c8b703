"""`parta backup`, `parta restore`, `parta drill`: the whole installation, and whether its copy is worth anything."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from parta.cli.installation import database_now, open_installation, open_ready_installation
from parta.cli.terminal import fail, progress, say
from parta.installation.embedded import Cluster, DatabaseDidNotStart

Daily = Annotated[
    int, typer.Option("--keep-daily", metavar="ЧИСЛО", min=1, help="Сколько последних дней хранить (по копии в день).")
]
Weekly = Annotated[int, typer.Option("--keep-weekly", metavar="ЧИСЛО", min=0, help="Сколько последних недель хранить.")]


def backup(
    target: Annotated[
        Path | None,
        typer.Argument(metavar="[КУДА]", help="Папка для копий или файл .tar.", show_default="backups в папке данных"),
    ] = None,
    daily: Daily = 14,
    weekly: Weekly = 8,
    check: Annotated[bool, typer.Option("--check", help="Сразу восстановить копию на пробу и сравнить.")] = False,
) -> None:
    """Записать копию всей базы данных; в папке лишние старые копии удаляются."""
    open_ready_installation()
    from django.conf import settings

    from parta.installation.services.backups import back_up, name_of, prune

    now = database_now()
    target = target or settings.VAR_DIR / "backups"
    file = target if target.suffix == ".tar" else target / name_of(now)
    progress("Записываю копию базы данных…")
    back_up(file=file, now=now)
    say(f"Копия записана: {file}, {_size(file)}. Храните её и на другом компьютере.")
    if check:
        _try(file)
    if file is not target:
        gone = prune(folder=target, daily=daily, weekly=weekly)
        if gone:
            say(f"Удалено старых копий: {len(gone)}.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Копия (.tar).", show_default=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Заменить живую установку; её данные останутся в другой базе.")
    ] = False,
) -> None:
    """Вернуть всю установку из копии. Сначала остановите Парту."""
    if not file.is_file():
        fail(f"Нет такого файла: {file}")
    open_installation()
    from parta.installation.services.returning import restore_installation

    done = restore_installation(file=file, replace=replace, now=database_now(), progress=_told)
    say(f"Восстановлено: школ {done.schools}, строк {done.rows}. Данные на {done.made_at:%d.%m.%Y %H:%M} UTC.")
    if done.aside:
        say(f"Прежние данные отложены в базу «{done.aside}». Удалите её, когда убедитесь, что они не нужны.")
    if done.acts:
        say(
            f"Вернулось уничтоженное по актам, которых в копии нет: {', '.join(done.acts)}. "
            "Составьте и исполните эти акты снова: Люди → Уничтожение."
        )
    else:
        say(
            "Если с этого дня исполнялись акты об уничтожении данных, уничтоженное вернулось: "
            "составьте их снова по подписанным бумагам (Люди → Уничтожение)."
        )
    say("Всем нужно войти заново: сеансы в копию не пишутся. Проверьте журнал изменений: parta audit verify")


def drill(
    file: Annotated[
        Path | None, typer.Argument(metavar="[ФАЙЛ]", help="Копия (.tar).", show_default="последняя записанная")
    ] = None,
) -> None:
    """Проверить копию делом: восстановить её на отдельном сервере базы данных, сравнить, проверить журнал изменений."""
    open_installation()
    from parta.installation.services.backups import last_backup

    if file is None:
        last = last_backup()
        if last is None:
            fail("Копий ещё не было. Сделайте первую: parta backup")
        file = Path(last.file)
    if not file.is_file():
        fail(f"Нет такого файла: {file}")
    _try(file)


def _try(file: Path) -> None:
    """Restore into a server of its own that is gone afterwards, and remember that it was done."""
    from dataclasses import replace

    from django.conf import settings

    from parta.installation.services.backups import last_backup, note

    progress("Восстанавливаю копию на пробу…")
    with tempfile.TemporaryDirectory(prefix="drill-", dir=settings.VAR_DIR, ignore_cleanup_errors=True) as folder:
        cluster = Cluster.at(Path(folder) / "pg")
        try:
            cluster.use()
        except DatabaseDidNotStart as problem:
            fail(f"Сервер для пробного восстановления не запустился.\n{problem}")
        try:
            _prepare(cluster)
            environment = {**os.environ, "PARTA_VAR": folder, "PARTA_DATABASE_URL": cluster.url("parta")}
            for command in (["restore", str(file.absolute())], ["audit", "verify"]):
                done = subprocess.run(  # noqa: S603
                    [sys.executable, "-m", "parta.cli", *command],
                    capture_output=True, text=True, env=environment, check=False,
                )  # fmt: skip
                if done.returncode:
                    fail("Копия не восстанавливается.\n" + (done.stderr.strip() or done.stdout.strip()))
                say(done.stdout.splitlines()[0])
        finally:
            cluster.leave()
    last = last_backup()
    if last is not None and Path(last.file) == file.absolute():
        note(replace(last, checked_at=database_now()))
    say("Копия проверена: каждая таблица совпала.")


def _prepare(cluster: Cluster) -> None:
    """Make the database; what is thrown away at once need not survive a power cut."""
    import psycopg

    with psycopg.connect(cluster.url("postgres"), autocommit=True) as server:
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE parta"):
            server.execute(statement)


def _told(what: str, name: str) -> None:
    words = {"rows": "Восстанавливаю базу данных…", "compare": "Сравниваю таблицы с копией…"}
    progress(words.get(what, f"Обновляю таблицы ({name})…"))


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 2**20:.1f} МБ"
