"""Is this a document that may be shown to everybody: a real PDF, not locked, with nothing in it that acts by itself?"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from parta.kernel.decisions import refusal
from parta.regulation.enums import ActRefusal

MAGIC, TAIL = b"%PDF-", b"%%EOF"
MEBIBYTE = 1 << 20
_TAIL_LIES_IN = 2048
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound"})
_MOST_ACTIONS = 50


def pages_of(content: bytes, *, limit: int) -> int:
    """Count the pages of a PDF.

    Refuses `act_too_big`, `act_not_pdf` (by its first and last bytes, and when it cannot be read), `act_encrypted`,
    `act_active` (scripts, programs to launch, forms that send, files inside).
    """
    if len(content) > limit:
        raise refusal(ActRefusal.TOO_BIG, limit=limit // MEBIBYTE)
    if not content.startswith(MAGIC) or TAIL not in content[-_TAIL_LIES_IN:]:
        raise refusal(ActRefusal.NOT_PDF)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise refusal(ActRefusal.ENCRYPTED)
        pages, active = len(reader.pages), _is_active(reader)
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError) as bad:
        raise refusal(ActRefusal.NOT_PDF) from bad
    if active:
        raise refusal(ActRefusal.ACTIVE)
    if not pages:
        raise refusal(ActRefusal.NOT_PDF)
    return pages


def _is_active(reader: PdfReader) -> bool:
    root = _at(reader.trailer, "/Root")
    names = _at(root, "/Names")
    if _at(names, "/JavaScript") is not None or _at(names, "/EmbeddedFiles") is not None:
        return True
    if _at(root, "/AcroForm/XFA") is not None:
        return True
    return any(_acts(place) for place in _places(reader, root))


def _places(reader: PdfReader, root: Any) -> Iterator[Any]:
    """Give everything that may hold an action: the document, its fields, its pages and what stands on them."""
    yield root
    yield from _fields(_at(root, "/AcroForm/Fields"), 0)
    for page in reader.pages:
        yield page
        for note in _at(page, "/Annots") or ():
            yield note.get_object()


def _fields(fields: Any, depth: int) -> Iterator[Any]:
    for field in fields or () if depth < _MOST_ACTIONS else ():
        found = field.get_object()
        yield found
        yield from _fields(_at(found, "/Kids"), depth + 1)


def _acts(place: Any) -> bool:
    if _at(place, "/Subtype") in {"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"}:
        return True
    triggers = _at(place, "/AA")
    starts = [_at(place, "/OpenAction"), _at(place, "/A"), *(_at(triggers, name) for name in triggers or ())]
    return any(_is_forbidden(action, 0) for action in starts)


def _is_forbidden(action: Any, depth: int) -> bool:
    """Tell whether an action, or one of those that follow it, does more than to lead to a place or an address."""
    if not isinstance(action, dict):
        return False
    if depth > _MOST_ACTIONS or _at(action, "/S") in _ACTIONS:
        return True
    following = _at(action, "/Next")
    rows = following if isinstance(following, list) else [following]
    return any(_is_forbidden(row.get_object() if hasattr(row, "get_object") else row, depth + 1) for row in rows)


def _at(place: Any, path: str) -> Any:
    """Follow names from a dictionary, references resolved; None where one of them is not there."""
    for name in path.strip("/").split("/"):
        place = place.get_object() if hasattr(place, "get_object") else place
        if not isinstance(place, dict):
            return None
        place = place.get("/" + name)
    return place.get_object() if hasattr(place, "get_object") else place
