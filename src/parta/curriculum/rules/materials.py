"""May this be a material of a plan? Plain values in."""

import re
from urllib.parse import urlsplit

from parta.curriculum.enums import PlanRefusal
from parta.curriculum.rules.plans import OPEN
from parta.kernel.decisions import ALLOWED, Decision

TITLE_LENGTH, ADDRESS_LENGTH = 200, 1000
MOST_MATERIALS = 100
"""Of one plan."""


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web with a host, without signs that hide where it leads."""
    if len(text) > ADDRESS_LENGTH or not re.fullmatch(r"https?://[^\s\\<>\"']+", text, re.IGNORECASE):
        return False
    if not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def decide_material(*, state: str, title: str, address: str, has_file: bool, stands: int) -> Decision:
    """Tell whether a draft takes a material (S4-07): it is named, and is either a file or a link to the web.

    Gives `plan_not_in_state`, `plan_material_empty`, `plan_material_address`, `plan_materials_many`.
    """
    if state not in OPEN:
        return Decision(False, PlanRefusal.NOT_IN_STATE, {"state": state})
    if not title or has_file == bool(address):
        return Decision(False, PlanRefusal.MATERIAL_EMPTY)
    if address and not is_address(address):
        return Decision(False, PlanRefusal.MATERIAL_ADDRESS)
    if stands >= MOST_MATERIALS:
        return Decision(False, PlanRefusal.MATERIALS_MANY, {"most": MOST_MATERIALS})
    return ALLOWED
