"""`parta …`: words for the terminal, one service each."""

from parta.cli.main import main

__all__ = ["main"]
