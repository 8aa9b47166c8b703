"""`parta import`: a school's spreadsheets."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from parta.cli.installation import database_now, open_ready_installation
from parta.cli.terminal import CommandFailed, fail, progress, say
from parta.kernel.actor import Actor

SERVICE = "parta.integrations.spreadsheets.importing"
MOST_LINES = 200


def import_folder(
    folder: Annotated[Path, typer.Argument(metavar="ПАПКА", help="Папка с файлами .xlsx.", show_default=False)],
    school: Annotated[str, typer.Option("--school", metavar="ИМЯ", help="Школа.", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только показать, что будет сделано.")] = False,
) -> None:
    """Загрузить школу из её таблиц: карточка, люди, нагрузка, расписание, КТП, оценки за прошлые периоды."""
    if not folder.is_dir():
        fail(f"Нет такой папки: {folder}")
    open_ready_installation()
    from parta.installation.schools import inside
    from parta.installation.services.schools import school_named

    found = school_named(school)
    try:
        service = importlib.import_module(SERVICE)
    except ModuleNotFoundError:
        fail("Загрузка из таблиц ещё не готова в этой версии Парты.")
    with inside(found):
        now = database_now().astimezone(_zone())
        report = service.import_folder(folder, actor=operator_of(found.slug), now=now, dry_run=dry_run, progress=_told)
    for line in report_lines(report):
        say(line)
    if report.errors:
        raise CommandFailed(f"Ничего не загружено: ошибок {len(report.errors)}. Исправьте их и повторите.")


def operator_of(slug: str) -> Actor:
    """The operator of the installation brings a school's files in for its deputy."""
    return Actor(
        account_id=None,
        person_id=None,
        school_slug=slug,
        roles=frozenset({"administrator", "deputy"}),
        device="parta import",
    )


def report_lines(report: Any) -> Iterator[str]:
    """Say what was or would be done, kind by kind, and every problem, errors first."""
    from parta.wording.importing import problem_line

    yield "Будет сделано (ничего не записано):" if report.dry_run else "Сделано:"
    for kind, counts in report.counts().items():
        done = ", ".join(f"{_COUNTS[name]} {number}" for name, number in counts.items() if number)
        if done:
            yield f"  {kind}: {done}"
    grave = ("error", "warning", "note")
    problems = sorted(report.problems, key=lambda problem: grave.index(problem.severity))
    for problem in problems[:MOST_LINES]:
        yield problem_line(problem)
    if len(problems) > MOST_LINES:
        yield f"…и ещё {len(problems) - MOST_LINES}."


_COUNTS = {
    "created": "создано",
    "changed": "изменено",
    "unchanged": "без изменений",
    "left": "оставлено как поправлено вручную",
    "gone": "нет в файлах, не удалено",
}


def _told(step: Any) -> None:
    progress(f"{step.stage}: {step.done} из {step.total} {step.file}".rstrip())


def _zone() -> ZoneInfo:
    from parta.school.models import SchoolCard

    return ZoneInfo(SchoolCard.objects.values_list("time_zone", flat=True).first() or "Europe/Moscow")
