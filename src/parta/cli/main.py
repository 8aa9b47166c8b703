"""The command line's entry: commands, signals, and every failure as one clear sentence."""

import os
import signal
import sys
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from parta.cli import accounts, audit, backups, doctor, imports, jobs, portals, schools, serve, support
from parta.cli.terminal import CommandFailed, progress, say
from parta.installation.embedded import leave_database
from parta.kernel.decisions import Decision, Forbidden, NotVisible, Refused

# Typer keeps its own copy of Click; this is the class of everything wrong with a command line.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    help="Парта: электронный журнал школы. Команды оператора.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("demo")(serve.demo)
app.command("jobs")(jobs.jobs)
app.command("import")(imports.import_folder)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("drill")(backups.drill)
app.command("doctor")(doctor.doctor)
app.command("import-history")(imports.import_history)
app.add_typer(schools.app, name="school")
app.add_typer(accounts.app, name="account")
app.add_typer(portals.app, name="portal")
app.add_typer(audit.app, name="audit")
app.add_typer(support.app, name="support")


@app.command("setup")
def setup(
    check: Annotated[bool, typer.Option("--check", help="Ничего не менять; код 1, если таблицы устарели.")] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="ЧИСЛО", min=1, max=64, help="Сколько школ обновлять одновременно.")
    ] = os.cpu_count() or 1,
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
    say("Таблицы готовы." if bring_tables_up_to_date(jobs) else "Таблицы уже готовы.")


def main() -> NoReturn:
    """Run one command and leave with its exit code: 0 done, 1 not done, 2 asked wrongly, 130 interrupted."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    sys.exit(_run())


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _run() -> int:
    try:
        code = app(standalone_mode=False, prog_name="parta")
        return code if isinstance(code, int) else 0
    except UsageError as problem:
        progress(_usage(problem))
        return 2
    except (typer.Abort, KeyboardInterrupt):
        progress("\nПрервано.")
        return 130
    except CommandFailed as problem:
        progress(str(problem))
        return 1
    except Refused as problem:
        progress(_refusal(problem.decision))
        return 1
    except (Forbidden, NotVisible):
        progress("Этого нельзя сделать от имени того, кто назван.")
        return 1
    except BrokenPipeError:
        return 1
    finally:
        leave_database()


def _refusal(decision: Decision) -> str:
    from parta.wording.installation import installation_sentence
    from parta.wording.refusals import refusal_text

    return installation_sentence(decision.code, decision.params) or refusal_text(decision)


def _usage(problem: Any) -> str:
    """Say in Russian what was wrong with the command line."""
    context = problem.ctx
    param = getattr(problem, "param", None)
    option = next((name for name in getattr(param, "opts", ()) if name.startswith("--")), "")
    hint = " " + (option or getattr(param, "metavar", None) or "")
    match type(problem).__name__:
        case "NoArgsIsHelpError":
            return str(context.get_help())
        case "NoSuchOption":
            sentence = f"Нет такого параметра: {problem.option_name}."
        case "MissingParameter":
            sentence = f"Не хватает параметра{hint}.".replace(" .", ".")
        case "BadParameter":
            sentence = f"Не подходит значение параметра{hint}."
        case _ if "No such command" in problem.message:
            sentence = "Нет такой команды: " + problem.message.removeprefix("No such command ")
        case _ if "Missing command" in problem.message:
            sentence = "Не названа команда."
        case _ if "requires an argument" in problem.message:
            sentence = f"После параметра нужно значение: {problem.message.split(chr(39))[1]}."
        case _ if "unexpected extra argument" in problem.message:
            sentence = "Лишнее в команде (название из нескольких слов берут в кавычки)."
        case _:
            sentence = "Команда записана неверно."
    return f"{sentence} Подсказка: {context.command_path if context else 'parta'} --help"
