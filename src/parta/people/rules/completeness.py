"""How full a pupil's card is: what must be there, declared once; closed sections are nobody's to count."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from parta.people.enums import Programme

ASKED: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "person": ("sex", "birth_date", "snils", "citizenship"),
        "identity": ("identity_kind", "identity_number", "identity_by", "identity_on"),
        "contacts": ("address", "registered_address"),
        "study": ("personal_file_no", "order", "programme", "programme_words", "language", "funding"),
        "day": ("meals",),
        "family": ("guardian", "guardian_phone"),
        "consents": ("consent",),
    }
)
"""What a full card has, by section (S2: 17(5) ¶3); the rest of a card may rightly be empty."""
_ADULTS_LACK = ASKED["family"]
_COLLEGE = ("funding",)
_SCHOOL = ("meals",)


def missing(said: Mapping[str, Any], *, college: bool, adult: bool) -> tuple[str, ...]:
    """Give what a card lacks, in the order of its sections; `said` are its values, and facts by name."""
    return tuple(name for name in asked(said, college=college, adult=adult) if said.get(name) in (None, "", False))


def asked(said: Mapping[str, Any], *, college: bool, adult: bool) -> tuple[str, ...]:
    """Give what is asked of a card: a variant of an adapted programme only, parents only of who is not of age."""
    beside = {*(_SCHOOL if college else _COLLEGE), *(_ADULTS_LACK if adult else ())}
    if said.get("programme") != Programme.ADAPTED:
        beside.add("programme_words")
    return tuple(name for names in ASKED.values() for name in names if name not in beside)


def percent(*, lacking: int, of: int) -> int:
    """Give how full it is in whole percent; a hundred only when nothing lacks."""
    return 100 if not lacking else min(99, (of - lacking) * 100 // of)
