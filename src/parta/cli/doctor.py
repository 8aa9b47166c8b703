"""`parta doctor`: what is wrong with this installation."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from parta.cli.installation import open_installation
from parta.cli.terminal import CommandFailed, fail, say
from parta.installation import probes
from parta.installation.rules import checkup
from parta.installation.rules.checkup import Finding, Level

MARKS = {Level.GOOD: "хорошо  ", Level.WARNING: "внимание", Level.BAD: "плохо   "}


def doctor(
    strict: Annotated[bool, typer.Option("--strict", help="Код 1 и тогда, когда есть только предупреждения.")] = False,
) -> None:
    """Осмотреть установку: база данных, место, копии, сертификат, права. Код 1, если что-то плохо."""
    reason = ""
    try:
        open_installation()
    except OSError as problem:
        fail(f"Папка данных недоступна: {problem.filename}: {problem.strerror}")
    except CommandFailed as problem:
        reason = str(problem)
        import django

        django.setup()
    from parta.wording.checkup import finding_text

    found = []
    for finding in _findings(reason):
        found.append(finding)
        say(f"{MARKS[finding.level]}  {finding_text(finding)}")
    bad = sum(one.level is Level.BAD for one in found)
    warnings = sum(one.level is Level.WARNING for one in found)
    say()
    if bad or (strict and warnings):
        fail(f"Плохо: {bad}, предупреждений: {warnings}.")
    say(f"Плохого нет, предупреждений: {warnings}." if warnings else "Всё в порядке.")


def _findings(reason: str) -> Iterator[Finding]:
    from django.conf import settings

    from parta.cli.statics import static_is_fresh
    from parta.installation.mail import mail_is_set_up, reach_server

    now, var = datetime.now(UTC), Path(settings.VAR_DIR)
    yield from [checkup.check_database(version=None, reason=reason)] if reason else _of_the_database(now)
    free, total = probes.disk(var)
    yield checkup.check_disk(free=free, total=total, folder=str(var))
    available, total = probes.memory()
    yield checkup.check_memory(available=available, total=total)
    yield _backup(now)
    running = _running()
    certificate, key = (
        Path(running[name] or os.environ.get(f"PARTA_TLS_{name.upper()}", "")) for name in ("certificate", "key")
    )
    yield checkup.check_certificate(
        named=certificate.name != "",
        ends_at=probes.certificate_ends_at(certificate),
        fits=probes.key_fits(certificate, key),
        now=now,
    )
    secrets = [var / "secret-key", var / "pg", *sorted((var / "backups").glob("*.tar"))]
    yield checkup.check_secrets(modes=probes.modes([*secrets, key] if key.name else secrets))
    yield checkup.check_mail(named=mail_is_set_up(), problem=reach_server() if mail_is_set_up() else "")
    yield checkup.check_static(fresh=static_is_fresh())
    alive = probes.children_of(running["pid"])
    # The worker of jobs stands beside those that answer pages.
    yield checkup.check_workers(wanted=None if alive is None else running["workers"] + 1, alive=alive or 0)
    if alive is not None and running["hosts"]:
        yield checkup.check_names(
            address=running["address"], hosts=running["hosts"], https=running["https"], proxies=running["proxies"],
            certificate=bool(running["certificate"]),
        )  # fmt: skip


def _of_the_database(now: datetime) -> Iterator[Finding]:
    from parta.installation.queries import checkup as seen
    from parta.installation.queries.portals import portals_on
    from parta.installation.rules.portals import discovery_of
    from parta.installation.services.backups import last_backup

    version, clock, slots, tables, waiting = seen.server()
    yield checkup.check_database(version=version)
    behind, newer, schemas = seen.schemas_behind()
    yield checkup.check_tables(behind=behind, newer=newer, schemas=schemas)
    yield checkup.check_locks(slots=slots, tables=tables)
    last = last_backup()
    yield checkup.check_clock(
        here=datetime.now(UTC), database=clock, kept=probes.clock_is_kept(), latest=last.made_at if last else None
    )
    yield checkup.check_zones(unknown=seen.unknown_zones())
    yield checkup.check_waiting(seconds=waiting)
    yield checkup.check_leftovers(names=[*seen.leftovers(), *_folders_left()])
    failed, unbegun = seen.jobs()
    yield checkup.check_jobs(failed=failed, waiting=unbegun)
    yield checkup.check_schools(without_administrator=seen.schools_without_administrator(), count=schemas - 1)
    portals = list(portals_on())
    silent = {one.title: why for one in portals if (why := probes.silence_of(discovery_of(one.issuer)))}
    yield checkup.check_portals(silent=silent, count=len(portals))


def _folders_left() -> list[str]:
    from django.conf import settings

    var = Path(settings.VAR_DIR)
    found = [*var.glob("drill-*"), *var.glob("restore-*"), *(var / "backups").glob(".parta-*")]
    return [str(path.relative_to(var)) for path in found]


def _backup(now: datetime) -> Finding:
    from django.conf import settings

    from parta.installation.services.backups import last_backup

    last = last_backup()
    return checkup.check_backup(
        made_at=last.made_at if last else None,
        checked_at=last.checked_at if last else None,
        there=last is not None and Path(last.file).is_file(),
        beside=last is not None and probes.same_disk(Path(last.file), Path(settings.VAR_DIR)),
        file=last.file if last else "",
        now=now,
    )


def _running() -> dict[str, Any]:
    """Give what `serve` said of itself; empty values where it does not run."""
    from parta.cli.serve import running_note

    nobody = {
        "pid": 0, "workers": 0, "certificate": "", "key": "", "address": "", "hosts": [], "https": False, "proxies": 0,
    }  # fmt: skip
    try:
        told = json.loads(running_note().read_text())
        return {name: told.get(name) or other for name, other in nobody.items()}
    except (OSError, ValueError, AttributeError):
        return nobody
