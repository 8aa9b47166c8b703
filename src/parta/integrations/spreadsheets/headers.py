"""Header words: their normal form, and how well they fit the fields of a kind of table."""

import re
from dataclasses import dataclass
from functools import lru_cache

from parta.kernel.text import normal

from .values.text import native

_HYPHEN_BREAK = re.compile(r"(?<=[а-яё])[-\u00ad]\n\s*(?=[а-яё])", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[.,:;()\[\]«»\"'“”/\\*_+!?|]+")
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=20_000)
def header_words(text: str) -> str:
    """Give a header's normal form: lower case, ё as е, no punctuation, «Ф.И.О.» as «фио», «E-mail» as it is."""
    words = normal(native(_HYPHEN_BREAK.sub("", text))).replace("–", "-").replace("—", "-")
    words = re.sub(r"\bп/п\b|\bп\.\s*п\.", "пп", words).replace("№", " № ")
    words = _PUNCTUATION.sub(" ", words)
    words = re.sub(r"\bф\s?и\s?о\b", "фио", words)
    words = re.sub(r"(?<!\w)-|-(?!\w)", " ", words)
    return _BLANKS.sub(" ", words).strip()


@dataclass(frozen=True, eq=False)
class Field:
    """One column that a reader understands: the words shown to people, and the patterns of its header."""

    name: str
    words: str
    patterns: tuple[str, ...]

    def fit(self, header: str) -> int:
        """Tell how well a header fits: 0 not at all, 1 has a word, 2 has all words, 3 is a usual head."""
        best = 0
        for pattern in self._compiled():
            match = pattern.search(header)
            if match and match[0] == header and header:
                best = max(best, 2 if pattern.pattern.startswith("^(?=") else 3)
            elif match:
                best = max(best, 1)
        return best

    def _compiled(self) -> tuple[re.Pattern[str], ...]:
        return _compile(self.patterns)


@lru_cache(maxsize=2_000)
def _compile(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


@dataclass(frozen=True, eq=False)
class Spec:
    """A kind of table: its fields, what it cannot do without, and what hints at it.

    `required` is a tuple of groups; of each group at least one field must be there. A field named "@class", "@date",
    "@weekday" or "@semester" stands for columns whose headers are such values. `hint` is searched in titles, the
    sheet's and the file's name: it only weighs, except where `hint_required` says so.
    """

    kind: str
    title: str
    fields: tuple[Field, ...]
    required: tuple[tuple[str, ...], ...]
    hint: str = ""
    hint_required: bool = False
    matrix: str = ""
    bonus: float = 0.0
    anti_hint: str = ""

    def field(self, name: str) -> Field:
        """Give a field by name."""
        return next(field for field in self.fields if field.name == name)


def both(*stems: str, without: str = "") -> str:
    """Give a pattern that matches a header with all the stems and without the other ones."""
    ahead = "".join(rf"(?=.*(?:{stem}))" for stem in stems)
    behind = rf"(?!.*(?:{without}))" if without else ""
    return rf"^{ahead}{behind}.*$"


def exact(*words: str) -> str:
    """Give a pattern that matches only these headers."""
    return rf"^(?:{'|'.join(words)})$"


def word(*stems: str) -> str:
    """Give a pattern that matches a header with one of the stems at the beginning of a word."""
    return rf"\b(?:{'|'.join(stems)})"


@lru_cache(maxsize=20_000)
def fits(spec: Spec, header: str) -> tuple[tuple[str, int], ...]:
    """Give the fields that the header fits, with how well, best first."""
    found = [(field.name, fit) for field in spec.fields if (fit := field.fit(header))]
    return tuple(sorted(found, key=lambda pair: -pair[1]))
