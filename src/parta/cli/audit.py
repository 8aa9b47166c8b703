"""`parta audit …`"""

from typing import Annotated

import typer

from parta.cli.installation import open_ready_installation
from parta.cli.terminal import CommandFailed, progress, say

app = typer.Typer(help="Журнал изменений.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Журнал изменений: кто, когда и что изменил."""


@app.command("verify")
def verify(
    school: Annotated[str, typer.Option("--school", metavar="ИМЯ", help="Одна школа; иначе все.")] = "",
) -> None:
    """Проверить, что в журнале изменений ничего не подправлено. Код 1, если найдено изменение."""
    open_ready_installation()
    from parta.audit.erasures import emptied_by_acts
    from parta.audit.services import verify_chains
    from parta.installation.models import School
    from parta.installation.queries.contents import one_moment
    from parta.installation.schools import inside
    from parta.installation.services.schools import school_named

    schools = [school_named(school)] if school else list(School.objects.order_by("slug"))
    found = 0
    for one in schools:
        progress(f"Проверяю: {one.name}…")
        with inside(one), one_moment():  # the school works on, and an act may empty events meanwhile
            for finding in verify_chains():
                found += 1
                say(f"{one.slug}: {finding}")
            for emptied in emptied_by_acts():
                say(f"{one.slug}: по акту № {emptied.number} стёрто записей: {emptied.events}")
    if found:
        raise CommandFailed(f"Найдено нарушений: {found}. Записи журнала изменены в обход Парты.")
    say(f"Проверено школ: {len(schools)}. Нарушений нет.")
