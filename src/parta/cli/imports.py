"""`parta import`: a school's spreadsheets."""

from pathlib import Path
from typing import Annotated

import typer

from parta.cli.installation import open_ready_installation
from parta.cli.terminal import fail


def import_folder(
    folder: Annotated[Path, typer.Argument(metavar="ПАПКА", help="Папка с файлами .xlsx.", show_default=False)],
    school: Annotated[str, typer.Option("--school", metavar="ИМЯ", help="Школа.", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только показать, что будет сделано.")] = False,
) -> None:
    """Загрузить школу из её таблиц: карточка, люди, нагрузка, расписание, КТП, оценки за прошлые периоды."""
    if not folder.is_dir():
        fail(f"Нет такой папки: {folder}")
    open_ready_installation()
    fail("Загрузка из таблиц ещё не готова в этой версии Парты.")
