"""The press: a process of its own that sets one file and goes. `python -m parta.paper.press` reads JSON, writes PDF.

Typst keeps what it has set for the next time, some hundreds of megabytes of it; and whatever stops it here stops
neither a page nor a job.
"""

import json
import sys
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
TEMPLATES = FOLDER / "templates"
STANDARD: Final = "a-2b"
UNKNOWN = "□"
"""What stands for a sign that no font of ours has, such as a picture in a topic: PDF/A forbids an empty glyph."""


def pressed(template: str, data: Mapping[str, Any], *, moment: int) -> bytes:
    """Set a template of `templates/` with data and give the PDF/A-2b file; `moment` in seconds since 1970."""
    text = json.dumps(printable(data), ensure_ascii=False, separators=(",", ":"))
    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]),
        sys_inputs={"data": text},
        format="pdf",
        pdf_standards=STANDARD,
        pdf_tags=False,
        timestamp=moment,
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
def _known() -> frozenset[int]:
    found: set[int] = set()
    for file in sorted(FONTS.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


if __name__ == "__main__":
    order = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pressed(order["template"], order["data"], moment=order["moment"]))
