"""What a command says and how it ends."""

import sys
from typing import NoReturn


class CommandFailed(Exception):
    """A command could not do its work; the message is one sentence for the operator (exit code 1)."""


def say(line: str = "") -> None:
    """Print one line of the answer."""
    print(line, flush=True)  # noqa: T201


def progress(line: str) -> None:
    """Tell what is being done, beside the answer."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def fail(sentence: str) -> NoReturn:
    """End the command with one sentence."""
    raise CommandFailed(sentence)


def table(rows: list[tuple[str, ...]]) -> None:
    """Print rows with even columns."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
