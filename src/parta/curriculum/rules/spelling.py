"""How the name of a subject is spelt: in full and in lower case, as some acts ask."""

import re
import tomllib
from pathlib import Path

from parta.curriculum.enums import TeachingRefusal
from parta.kernel.decisions import ALLOWED, Decision
from parta.regulation.enums import SubjectNameStyle
from parta.regulation.rules.tree import Regulation

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DATA = tomllib.loads((Path(__file__).parent / "spelling.toml").read_text())
_VOWELS, _SHORT = frozenset(_DATA["vowels"]), frozenset(_DATA["short"])


def is_shortened(name: str) -> bool:
    """Tell whether a name is shortened: a dot or a stroke within it, a word of capitals, a word without vowels."""
    if re.search(r"\w\.(\s|\w|$)|/", name):
        return True
    words = _WORD.findall(name)
    return any(
        len(word) > 1 and (word.isupper() or word.lower() in _SHORT or not _VOWELS.intersection(word.lower()))
        for word in words
    )


def is_capitalised(name: str) -> bool:
    """Tell whether a name begins with a capital letter; names within it («история России») are no business of this."""
    return name[:1].isupper()


def decide_name(name: str, act: Regulation) -> Decision:
    """Tell whether a subject may be called so by the act: in full and from a small letter where it asks (S2-21).

    Gives the codes `subject_shortened`, `subject_capitalised` with the clause.
    """
    style = act.words.subject_name_style
    if style.value is not SubjectNameStyle.FULL_LOWER_CASE:
        return ALLOWED
    if is_shortened(name):
        return Decision(False, TeachingRefusal.SUBJECT_SHORTENED, {"name": name}, clause=style.clause)
    if is_capitalised(name):
        return Decision(False, TeachingRefusal.SUBJECT_CAPITALISED, {"name": name}, clause=style.clause)
    return ALLOWED
