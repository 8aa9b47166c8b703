"""Whether a password is guessed first: one or two common words, or what is known of its owner, however dressed up.

Common words are those of `common_words.txt` and of one more list, typed on either layout or transliterated. Nothing is
asked of the network.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from parta.kernel.text import normal

_FIGURES_MEAN_NOTHING = 8
"""So many figures beside a word are a date, a year or a count; more may be a secret."""
_LEAST_WORD = 3
_RUN, _SAME = 4, 3
_SCRAPS = 3
"""So many single letters and pairs may stand beside words: initials, conjunctions."""
_PHRASE = 3
"""So many different words are a phrase, however common each of them."""

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "keyboards.toml").read_text())
_TO_RU = str.maketrans(_DATA["latin"], _DATA["cyrillic"])
_TO_EN = str.maketrans(_DATA["cyrillic"], _DATA["latin"])
_LATIN = [dict(zip(_DATA["alphabet"], spelled.split(), strict=True)) for spelled in _DATA["spellings"]]
_SHAPES = str.maketrans(_DATA["looks_like"]["sign"], _DATA["looks_like"]["letter"])
_KEYS: tuple[str, ...] = tuple(_DATA["runs"])


def is_guessed(password: str, known: Collection[str] = (), *, more: Collection[str] = frozenset()) -> bool:
    """Tell whether a password is nothing but common words, runs of keys and words that are known of its owner.

    `known`: names, the school, dates as `date_words` gives them; `more`: another list of common passwords.
    """
    text = normal(password)
    own = set(expanded(known))
    for one in sorted((word for word in own if word.isdigit()), key=len, reverse=True):
        text = text.replace(one, " ")
    shapes = {text, text.translate(_SHAPES), text.translate(_TO_RU), text.translate(_TO_EN)}
    return any(_is_bare(shape, own, more) for shape in shapes)


def date_words(day: date) -> list[str]:
    """Give how a day is written in figures."""
    year = f"{day.year}"
    written = (f"{day:%d%m%Y}", f"{day:%d%m%y}", f"{day:%Y%m%d}", f"{day:%y%m%d}", f"{day.day}{day.month}{year}")
    return list(dict.fromkeys((*written, f"{day:%d%m}{year}", year, f"{day:%d%m}")))


def expanded(words: Iterable[str]) -> Iterator[str]:
    """Give the words of phrases and phrases in one word, as they are and in Latin letters."""
    for phrase in words:
        for word in (*re.findall(r"[^\W_]+", normal(phrase)), re.sub(r"[\W_]", "", normal(phrase))):
            if len(word) < _LEAST_WORD:
                continue
            yield word
            if any(sign in _LATIN[0] for sign in word):
                for table in _LATIN:
                    yield "".join(table.get(sign, sign) for sign in word).replace("-", "")


def _is_bare(text: str, own: Collection[str], more: Collection[str]) -> bool:
    left = _without_runs(text)
    chunks = re.findall(r"[^\W\d_]+", left)
    words = {_period(chunk) for chunk in chunks if len(chunk) >= _LEAST_WORD}
    scraps = len(set(chunks)) - len({chunk for chunk in chunks if len(chunk) >= _LEAST_WORD})
    figures = sum(sign.isdigit() for sign in left)
    if figures > _FIGURES_MEAN_NOTHING or len(words) >= _PHRASE or scraps > (_SCRAPS if words else 1):
        return False
    return all(_is_known(word, own, more) for word in words) or _is_known("".join(chunks), own, more)


def _is_known(word: str, own: Collection[str], more: Collection[str]) -> bool:
    def listed(one: str) -> bool:
        return one in own or one in common_words() or one in more

    cuts = range(_LEAST_WORD, len(word) - _LEAST_WORD + 1)
    return listed(word) or any(listed(word[:cut]) and listed(word[cut:]) for cut in cuts)


def _period(word: str) -> str:
    """Give the shortest part that a word repeats."""
    return word[: (word + word).find(word, 1)]


def _without_runs(text: str) -> str:
    """Take out runs of keys and repeated signs: the row of keys, the count down, one sign many times."""
    kept, at = [], 0
    while at < len(text):
        run = max(_run_at(text, at, keys) for keys in _runs())
        same = next((step for step in range(1, len(text) - at) if text[at + step] != text[at]), len(text) - at)
        if run >= _RUN or same >= _SAME:
            kept.append(" ")
            at += max(run, same)
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)


def _run_at(text: str, at: int, keys: str) -> int:
    place, length = keys.find(text[at]), 0
    while place >= 0 and at + length < len(text) and place + length < len(keys):
        if text[at + length] != keys[place + length]:
            break
        length += 1
    return length


@lru_cache(maxsize=1)
def _runs() -> tuple[str, ...]:
    return (*_KEYS, *(keys[::-1] for keys in _KEYS))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Give the common words in every spelling."""
    lines = (Path(__file__).parent / "common_words.txt").read_text().splitlines()
    return frozenset(expanded(word for line in lines if not line.startswith("#") for word in line.split()))
