"""Normal forms of Russian words, for sorting and for comparing what people typed."""

import re
import unicodedata

_LOOKALIKE = str.maketrans("ABCEHKMOPTXYabcehkmoptxy", "АВСЕНКМОРТХУавсенкмортху")
_SPACES = re.compile(r"\s+")


def normal(text: str) -> str:
    """Give the normal form for comparing and sorting: NFC, lower case, ё as е, single spaces."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    return _SPACES.sub(" ", text).strip().lower().replace("ё", "е")


def cyrillic(text: str) -> str:
    """Replace Latin letters that look like Cyrillic ones («7A» → «7А»)."""
    return text.translate(_LOOKALIKE)


def begun_by(typed: str, *texts: str) -> bool:
    """Tell whether every typed word begins some word of the texts; case, «ё» and Latin look-alikes do not matter."""
    words = normal(cyrillic(" ".join(texts))).replace("«", " ").replace("(", " ").split()
    return all(any(word.startswith(part) for word in words) for part in normal(cyrillic(typed)).split())
