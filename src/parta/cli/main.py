"""The command line's entry: commands, signals, and every failure as one clear sentence."""

import signal
import sys
from types import FrameType
from typing import Annotated, NoReturn

import click
import typer

from parta.cli import accounts, audit, imports, schools, serve
from parta.cli.terminal import CommandFailed, progress, say
from parta.installation.embedded import leave_database
from parta.kernel.decisions import Forbidden, NotVisible, Refused

app = typer.Typer(
    help="Парта: электронный журнал школы. Команды оператора.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("demo")(serve.demo)
app.command("import")(imports.import_folder)
app.add_typer(schools.app, name="school")
app.add_typer(accounts.app, name="account")
app.add_typer(audit.app, name="audit")


@app.command("setup")
def setup(
    check: Annotated[bool, typer.Option("--check", help="Ничего не менять; код 1, если таблицы устарели.")] = False,
) -> None:
    """Создать или обновить таблицы базы данных."""
    from parta.cli.installation import bring_tables_up_to_date, open_installation

    open_installation()
    if check:
        from parta.installation.services.setup import is_up_to_date

        if not is_up_to_date():
            raise CommandFailed("Таблицы устарели: выполните parta setup.")
        say("Таблицы соответствуют программе.")
        return
    say("Таблицы готовы." if bring_tables_up_to_date() else "Таблицы уже готовы.")


def main() -> NoReturn:
    """Run one command and leave with its exit code: 0 done, 1 not done, 2 asked wrongly, 130 interrupted."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    sys.exit(_run())


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _run() -> int:
    try:
        code = app(standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.UsageError as problem:
        progress(_usage(problem))
        return 2
    except (click.Abort, KeyboardInterrupt):
        progress("\nПрервано.")
        return 130
    except CommandFailed as problem:
        progress(str(problem))
        return 1
    except Refused as problem:
        from parta.wording.refusals import refusal_text

        progress(refusal_text(problem.decision))
        return 1
    except (Forbidden, NotVisible):
        progress("Этого нельзя сделать от имени того, кто назван.")
        return 1
    except BrokenPipeError:
        return 1
    finally:
        leave_database()


def _usage(problem: click.UsageError) -> str:
    """Say in Russian what was wrong with the command line."""
    path = problem.ctx.command_path if problem.ctx else "parta"
    match problem:
        case click.NoSuchOption():
            sentence = f"Нет такого параметра: {problem.option_name}."
        case click.MissingParameter():
            name = problem.param.get_error_hint(problem.ctx) if problem.param and problem.ctx else ""
            sentence = f"Не хватает параметра {name}.".replace(" .", ".")
        case click.BadParameter():
            hint = problem.param.get_error_hint(problem.ctx) if problem.param and problem.ctx else ""
            sentence = f"Не подходит значение параметра {hint}.".replace(" .", ".")
        case _ if "No such command" in problem.message:
            sentence = f"Нет такой команды: {problem.message.split(maxsplit=3)[-1].rstrip('.')}."
        case _ if "Missing command" in problem.message:
            sentence = "Не названа команда."
        case _:
            sentence = "Команда записана неверно."
    return f"{sentence} Подсказка: {path} --help"
