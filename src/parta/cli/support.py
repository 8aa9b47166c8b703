"""`parta support …`: questions that schools passed on to the operator, and replies to them."""

from typing import Annotated

import typer

from parta.cli.installation import database_now, open_ready_installation
from parta.cli.terminal import say

app = typer.Typer(help="Вопросы, переданные поддержке.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def listed() -> None:
    """Показать, что передали школы: номер и переданный текст, без имён."""
    open_ready_installation()
    from parta.installation.models import School
    from parta.installation.schools import inside
    from parta.public_service.queries.help import passed_on
    from parta.public_service.queries.support import grant_in_force

    total, now = 0, database_now()
    for school in School.objects.order_by("slug"):
        with inside(school):
            if (grant := grant_in_force(now=now)) is not None:
                say(f"{school.slug}: доступ открыт до {grant.until:%d.%m.%Y %H:%M} UTC, {grant.purpose}\n")
            for row in passed_on():
                total += 1
                state = "ответ дан" if row.support_reply else "ждёт ответа"
                say(f"{school.slug}, № {row.registration.number} за {row.registration.year} год, {state}")
                say(row.passed_text + "\n")
    if not total:
        say("Вопросов нет.")


@app.command("enter")
def enter(
    school: Annotated[str, typer.Argument(metavar="ШКОЛА", help="Имя школы в адресе.", show_default=False)],
) -> None:
    """Напечатать одноразовый адрес для входа в школу, которая открыла поддержке доступ."""
    open_ready_installation()
    from parta.installation.schools import inside
    from parta.installation.services.schools import school_named
    from parta.public_service.services.support import make_support_door

    found, now = school_named(school), database_now()
    with inside(found):
        grant, secret = make_support_door(school_slug=found.slug, now=now)
    say(f"Школа «{found.name}», доступ до {grant.until:%d.%m.%Y %H:%M} UTC: {grant.purpose}")
    say(f"Откройте на адресе этой установки, один раз и не позже чем через 10 минут: /{found.slug}/support/{secret}/")


@app.command("reply")
def reply(
    school: Annotated[str, typer.Argument(metavar="ШКОЛА", help="Имя школы в адресе.", show_default=False)],
    number: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер вопроса.", show_default=False)],
    text: Annotated[str, typer.Argument(metavar="ОТВЕТ", help="Текст ответа.", show_default=False)],
    year: Annotated[int, typer.Option("--year", metavar="ГОД", help="Год вопроса; без него нынешний.")] = 0,
) -> None:
    """Ответить школе: ответ увидит её администратор."""
    open_ready_installation()
    from parta.installation.schools import inside
    from parta.installation.services.schools import school_named
    from parta.public_service.services.help import reply_as_support

    found, now = school_named(school), database_now()
    with inside(found):
        reply_as_support(school_slug=found.slug, year=year or now.year, number=number, reply=text, now=now)
    say("Ответ передан школе.")
