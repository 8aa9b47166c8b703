"""`parta account …`: the first administrator of a school, and a lost password."""

from typing import Annotated

import typer

from parta.cli.installation import database_now, open_ready_installation
from parta.cli.terminal import say

app = typer.Typer(help="Учётные записи.", no_args_is_help=True, rich_markup_mode=None)

Username = Annotated[str, typer.Argument(metavar="ЛОГИН", help="Имя для входа.", show_default=False)]
FullName = Annotated[str, typer.Argument(metavar="ФИО", help="«Фамилия Имя Отчество».", show_default=False)]
SchoolSlug = Annotated[str, typer.Option("--school", metavar="ИМЯ", help="Школа.", show_default=False)]
Password = Annotated[
    str,
    typer.Option(
        "--password", metavar="ПАРОЛЬ", help="Без этого параметра пароль спросят.", envvar="PARTA_NEW_PASSWORD"
    ),
]


@app.command("create")
def create(username: Username, full_name: FullName, school: SchoolSlug, password: Password = "") -> None:
    """Завести администратора школы: с него начинается работа."""
    open_ready_installation()
    from parta.installation.services.schools import school_named
    from parta.people.services.administrators import begin_administrator

    found = school_named(school)
    password = password or _ask()
    begin_administrator(school=found, username=username, full_name=full_name, password=password, now=database_now())
    say(f"Готово: {full_name} — администратор школы «{found.name}», вход по имени {username}.")


@app.command("password")
def password(username: Username, password: Password = "") -> None:
    """Сменить пароль и завершить все сеансы этой учётной записи."""
    open_ready_installation()
    from parta.installation.services.passwords import account_named, set_password

    account = account_named(username)
    set_password(account=account, password=password or _ask(), now=database_now())
    say(f"Пароль для {username} изменён, открытые сеансы завершены.")


@app.command("second-factor")
def second_factor(username: Username) -> None:
    """Сбросить потерянный второй шаг входа и завершить все сеансы этой учётной записи."""
    open_ready_installation()
    from parta.installation.services.passwords import account_named
    from parta.installation.services.second_factors import reset_as_operator

    reset_as_operator(account=account_named(username), now=database_now())
    say(f"Второй шаг входа для {username} сброшен, открытые сеансы завершены.")


def _ask() -> str:
    answer: str = typer.prompt("Пароль", hide_input=True, confirmation_prompt="Ещё раз")
    return answer
