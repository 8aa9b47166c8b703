"""Refusals in plain Russian."""

from parta.kernel.decisions import Decision


def refusal_text(decision: Decision) -> str:
    """Say what cannot be done, why, and what can be done."""
    return decision.code
