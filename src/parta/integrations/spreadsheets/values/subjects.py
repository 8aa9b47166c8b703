"""How the name of a subject is spelt: in full and in lower case, as some acts ask."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWELS = frozenset("аеёиоуыэюяaeiouy")
_SHORT = frozenset({"изо", "обж", "оркс", "орксэ", "однкнр", "общага", "физра", "физ-ра", "ин-яз", "инфа"})


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
