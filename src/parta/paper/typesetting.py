"""One way to paper: a template and data in, PDF/A-2b bytes out. Data are never source: nothing in them is markup."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
TEMPLATES = FOLDER / "templates"
STANDARD: Final = "a-2b"
UNKNOWN = "□"
"""What stands for a sign that no font of ours has, such as a picture in a topic: PDF/A forbids an empty glyph."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every sheet says of itself: the school, who printed it and when (in the school's zone)."""

    school: str
    person: str
    moment: datetime
    college: bool = False


def typeset(template: str, data: Mapping[str, Any], *, imprint: Imprint) -> bytes:
    """Set a template of `templates/` with data and give the PDF/A-2b file."""
    import typst  # 84 MB that only a process that prints needs

    words = {
        "school": imprint.school,
        "foot": f"Распечатано {imprint.moment:%d.%m.%Y %H:%M}: {imprint.person}. Парта",
        "college": imprint.college,
    }
    text = json.dumps(printable({**words, **data}), ensure_ascii=False, separators=(",", ":"))
    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": text},
        format="pdf",
        pdf_standards=STANDARD,
        pdf_tags=False,
        timestamp=int(imprint.moment.timestamp()),
    )
    return bytes(made)


def printable(value: Any) -> Any:
    """Give the same data with texts that our fonts can set: composed, without control signs, unknown ones as a box."""
    match value:
        case str():
            return _printable(value)
        case Mapping():
            return {key: printable(one) for key, one in value.items()}
        case list() | tuple():
            return [printable(one) for one in value]
    return value


def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    known = _known()
    signs = []
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        kind = unicodedata.category(sign)[0]
        if sign == "\n":
            signs.append(sign)
        elif sign.isspace():
            signs.append(" ")
        elif kind != "C" and ord(sign) in known:
            signs.append(sign)
        elif kind not in "CM":
            signs.append(UNKNOWN)
    return "".join(signs)


@lru_cache(maxsize=1)
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for file in sorted(FONTS.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)
