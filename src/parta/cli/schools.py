"""`parta school …`"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parta.cli.installation import database_now, open_ready_installation
from parta.cli.terminal import fail, progress, say, table

if TYPE_CHECKING:
    from parta.installation.models import School

app = typer.Typer(help="Школы этой установки.", no_args_is_help=True, rich_markup_mode=None)

Slug = Annotated[str, typer.Argument(metavar="ИМЯ", help="Имя школы в адресе: /ИМЯ/…", show_default=False)]


@app.command("create")
def create(
    slug: Slug,
    name: Annotated[str, typer.Argument(metavar="НАЗВАНИЕ", help="Название школы.", show_default=False)],
    preset: Annotated[str, typer.Option(metavar="РЕГЛАМЕНТ", help="Регламент школы из готовых.")] = "default",
) -> None:
    """Создать школу: свои таблицы и регламент."""
    open_ready_installation()
    from parta.installation.services.schools import create_school, drop_school, require_new_school
    from parta.regulation.services.versions import adopt_preset, require_preset

    require_preset(preset)
    require_new_school(slug=slug, name=name)
    progress("Создаю таблицы школы…")
    school = create_school(slug=slug, name=name)
    try:
        adopt_preset(school=school, preset=preset, now=database_now())
    except Exception:
        drop_school(school=school, name=slug)
        raise
    say(f"Школа «{school.name}» создана: адрес /{school.slug}/, регламент {preset}.")
    say(f"Первый администратор: parta account create ЛОГИН «Фамилия Имя Отчество» --school {slug}")


@app.command("list")
def list_schools() -> None:
    """Показать школы."""
    open_ready_installation()
    from django.db.models import Count, Q

    from parta.installation.models import School

    active = Count("memberships", filter=Q(memberships__is_active=True))
    schools = School.objects.annotate(accounts=active).order_by("slug")
    rows = [(school.slug, school.name, str(school.accounts)) for school in schools]
    if not rows:
        say("Школ пока нет. Создайте первую: parta school create ИМЯ НАЗВАНИЕ")
        return
    table([("ИМЯ", "НАЗВАНИЕ", "УЧЁТНЫХ ЗАПИСЕЙ"), *rows])


@app.command("export")
def export(
    slug: Slug, file: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Куда записать (.tar).", show_default=False)]
) -> None:
    """Выгрузить школу целиком в файл: данные, учётные записи, журнал изменений."""
    open_ready_installation()
    from parta.installation.services.schools import export_school, school_named

    school = school_named(slug)
    progress(f"Выгружаю школу «{school.name}»…")
    export_school(school=school, file=file, now=database_now())
    say(f"Школа «{school.name}» выгружена: {file}, {file.stat().st_size / 2**20:.1f} МБ.")
    say("В файле персональные данные: храните его там, куда нет доступа посторонним.")


@app.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Выгрузка школы (.tar).", show_default=False)],
    slug: Annotated[str, typer.Option("--as", metavar="ИМЯ", help="Другое имя школы в адресе.")] = "",
) -> None:
    """Вернуть школу из выгрузки: данные, учётные записи, журнал изменений."""
    if not file.is_file():
        fail(f"Нет такого файла: {file}")
    open_ready_installation()
    from parta.installation.services.restoring import restore_school

    progress("Восстанавливаю школу…")
    done = restore_school(file=file, slug=slug, now=database_now())
    say(f"Школа «{done.school.name}» восстановлена: адрес /{done.school.slug}/.")
    say(f"Учётных записей: {done.accounts}, из них уже были здесь: {done.known}.")
    if done.without_steps:
        say(f"Второй шаг входа не переносится, настройте его заново: {', '.join(done.without_steps)}.")
    say(
        "Если после выгрузки исполнялись акты об уничтожении данных, уничтоженное вернулось: "
        "составьте их снова по подписанным бумагам (Люди → Уничтожение)."
    )
    say(f"Проверьте журнал изменений: parta audit verify --school {done.school.slug}")


@app.command("drop")
def drop(
    slug: Slug,
    yes: Annotated[bool, typer.Option("--yes", help="Не спрашивать (для сценариев).")] = False,
    kept_elsewhere: Annotated[
        bool,
        typer.Option("--kept-elsewhere", help="Срок хранения журналов не вышел, но они хранятся в другом месте."),
    ] = False,
) -> None:
    """Удалить школу со всеми данными. Восстановить можно только из выгрузки."""
    open_ready_installation()
    from parta.installation.services.schools import drop_school, school_named

    school = school_named(slug)
    if not kept_elsewhere and (reason := _kept(school)):
        fail(reason)
    typed = slug
    if not yes:
        progress(f"Будут удалены все данные школы «{school.name}»: журналы, люди, история изменений.")
        typed = typer.prompt(f"Чтобы удалить, наберите её имя в адресе ({slug})", default="", show_default=False)
    drop_school(school=school, name=typed.strip())
    say(f"Школа «{school.name}» удалена.")


def _kept(school: "School") -> str:
    """Say until when the act keeps the journals of a school; empty when nothing is kept any more."""
    from parta.installation.schools import inside
    from parta.journal.queries.retention import kept_years
    from parta.wording.retention import kept_refusal

    today = database_now().date()
    with inside(school):
        standing = [one for one in kept_years(today) if one.until >= today]
    return kept_refusal(school.name, standing) if standing else ""
