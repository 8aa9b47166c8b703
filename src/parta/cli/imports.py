"""`parta import` and `parta import-history`: a school's spreadsheets."""

from pathlib import Path
from typing import Annotated, Any

import typer

from parta.cli.installation import database_now, open_ready_installation
from parta.cli.terminal import CommandFailed, fail, progress, say
from parta.kernel.actor import Actor

Folder = Annotated[Path, typer.Argument(metavar="ПАПКА", help="Папка с файлами .xlsx.", show_default=False)]
SchoolSlug = Annotated[str, typer.Option("--school", metavar="ИМЯ", help="Школа.", show_default=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Только показать, что будет сделано.")]
Whole = Annotated[bool, typer.Option("--all", help="Показать все записи и все замечания, а не первые.")]
FEW = 12


def import_folder(folder: Folder, school: SchoolSlug, dry_run: DryRun = False, whole: Whole = False) -> None:
    """Загрузить школу из её таблиц: карточка, люди, нагрузка, расписание, КТП. Всё или ничего."""
    found = _open(folder, school)
    from parta.installation.schools import inside
    from parta.integrations.spreadsheets.importing import import_folder as bring
    from parta.wording.importing_report import import_summary, stage_words

    with inside(found):
        report = bring(
            folder,
            actor=_operator(school, "administrator"),
            now=_local(database_now()),
            dry_run=dry_run,
            progress=lambda step: progress(stage_words(step)) if _worth(step) else None,
        )
    for line in import_summary(report, few=None if whole else FEW):
        say(line)
    _end(report.errors)


def import_history(
    folder: Folder,
    school: SchoolSlug,
    ground: Annotated[
        str,
        typer.Option("--ground", metavar="ОСНОВАНИЕ", help="Приказ, по которому вносятся отметки.", show_default=False),
    ],
    dry_run: DryRun = False,
    whole: Whole = False,
) -> None:
    """Внести отметки прежних периодов из другого журнала, на основании приказа. Всё или ничего."""
    found = _open(folder, school)
    from parta.installation.schools import inside
    from parta.integrations.spreadsheets.importing import import_history_folder
    from parta.wording.importing_report import history_summary, stage_words

    with inside(found):
        report = import_history_folder(
            folder,
            actor=_operator(school, "deputy"),
            ground=ground,
            now=_local(database_now()),
            dry_run=dry_run,
            progress=lambda step: progress(stage_words(step)) if _worth(step) else None,
        )
    for line in history_summary(report, few=None if whole else FEW):
        say(line)
    _end(report.errors)


def _open(folder: Path, school: str) -> Any:
    if not folder.is_dir():
        fail(f"Нет такой папки: {folder}")
    open_ready_installation()
    from parta.installation.services.schools import school_named

    return school_named(school)


def _operator(school: str, role: str) -> Actor:
    """Give the one who sits at the server: no account, the role that the act needs."""
    return Actor(
        account_id=None, person_id=None, school_slug=school, roles=frozenset({role}), device="командная строка"
    )


def _local(moment: Any) -> Any:
    """Give the moment in the school's zone."""
    from parta.school.queries.calendars import school_zone

    return moment.astimezone(school_zone())


def _worth(step: Any) -> bool:
    """Tell whether a step is worth a line: every stage once, files and pages now and then."""
    if step.stage in ("reading", "history"):
        return bool(step.done % 5 == 0 or step.done == step.total)
    return not step.rows


def _end(errors: Any) -> None:
    if errors:
        raise CommandFailed(f"Ничего не загружено: ошибок {len(errors)}. Исправьте файлы и повторите.")
