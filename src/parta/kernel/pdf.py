"""Is this a document that may be shown to everybody: a real PDF, not locked, with nothing in it that acts by itself?"""

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from parta.kernel.decisions import refusal
from parta.kernel.enums import FileRefusal

MAGIC, TAIL = b"%PDF-", b"%%EOF"
_TAIL_LIES_IN = 2048
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound"})
_PARTS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"})
_LEADS = ("/OpenAction", "/AA", "/A", "/Next", "/AcroForm", "/Fields", "/Kids", "/Annots")
"""Where actions stand: of the document, its fields, its pages, what stands on them, and after one another."""


def pages_of(content: bytes) -> int:
    """Count the pages of a PDF.

    Refuses `file_unknown` (by its first and last bytes, and when it cannot be read), `file_locked` (a password),
    `file_active` (scripts, programs to launch, forms that send, files inside).
    """
    if not content.startswith(MAGIC) or TAIL not in content[-_TAIL_LIES_IN:]:
        raise refusal(FileRefusal.UNKNOWN)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise refusal(FileRefusal.LOCKED)
        pages, active = len(reader.pages), _is_active(reader)
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError) as bad:
        raise refusal(FileRefusal.UNKNOWN) from bad
    if active:
        raise refusal(FileRefusal.ACTIVE)
    if not pages:
        raise refusal(FileRefusal.UNKNOWN)
    return pages


def _is_active(reader: PdfReader) -> bool:
    root = _at(reader.trailer, "/Root")
    names = _at(root, "/Names")
    if _at(names, "/JavaScript") is not None or _at(names, "/EmbeddedFiles") is not None:
        return True
    if _at(root, "/AcroForm/XFA") is not None:
        return True
    waiting: list[Any] = [root, *reader.pages]
    seen: dict[int, Any] = {}  # each is looked at once: files are sent by strangers, and may lead in circles
    while waiting:
        place = _resolved(waiting.pop())
        if not isinstance(place, dict | list) or id(place) in seen:
            continue
        seen[id(place)] = place
        if isinstance(place, list):
            waiting += place
            continue
        if _at(place, "/S") in _ACTIONS or _at(place, "/Subtype") in _PARTS:
            return True
        triggers = _at(place, "/AA")
        waiting += (place.get(name) for name in _LEADS)
        waiting += triggers.values() if isinstance(triggers, dict) else ()
    return False


def _at(place: Any, path: str) -> Any:
    """Follow names from a dictionary, references resolved; None where one of them is not there."""
    for name in path.strip("/").split("/"):
        place = _resolved(place)
        if not isinstance(place, dict):
            return None
        place = place.get("/" + name)
    return _resolved(place)


def _resolved(place: Any) -> Any:
    return place.get_object() if hasattr(place, "get_object") else place
