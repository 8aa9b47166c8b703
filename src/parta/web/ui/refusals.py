"""Refusals on pages and for scripts: their words, with the clause leading to its place in the act's text."""

from typing import Any

from django.utils.html import format_html

from parta.kernel.decisions import Decision
from parta.regulation.enums import Terminology
from parta.web.ui.filters import clause_url
from parta.wording.operations import decision_of, worded
from parta.wording.refusals import refusal_parts


def refusal_html(decision: Decision, terminology: Terminology = Terminology.SCHOOL) -> str:
    """Say a refusal as one paragraph; its clause is a link where the act's words are at hand."""
    parts = refusal_parts(decision, terminology)
    href = clause_url(decision.clause)
    if not href:
        return str(parts)
    return format_html('{}: {} (<a href="{}">{}</a>). {}.', parts.what, parts.why, href, parts.clause, parts.how)


def answer_html(answer: dict[str, Any], terminology: Terminology) -> str:
    """Say the stored refusal of an operation as `refusal_html` does."""
    return refusal_html(decision_of(answer), terminology)


def told_to_script(answer: dict[str, Any], terminology: Terminology) -> dict[str, Any]:
    """Give the stored answer of an operation with its words and, for a refusal by a clause, the clause's address."""
    told = worded(answer, terminology)
    href = clause_url(decision_of(answer).clause) if answer["status"] == "refused" else ""
    return {**told, "clause_url": href} if href else told
