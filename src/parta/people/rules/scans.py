"""Is this a scan of a paper: a PDF that only shows itself, a JPEG or a PNG, by its content and not by its name?"""

from parta.kernel.decisions import Refused, refusal
from parta.kernel.enums import FileKind, FileRefusal
from parta.kernel.files import MEBIBYTE, PICTURES, recognise
from parta.people.enums import RefusalCode

MOST_BYTES = 10 * MEBIBYTE
MOST_SCANS = 10
"""So many scans of one paper at most."""
SCAN_KINDS = (FileKind.PDF, *PICTURES)


def scan_kind(content: bytes) -> FileKind:
    """Tell what a scan is by its content.

    Refuses as `kernel.files.recognise`, and `SCAN_UNKNOWN` for what is none of the three.
    """
    try:
        return recognise(content, limit=MOST_BYTES, kinds=SCAN_KINDS)
    except Refused as refused:
        if refused.decision.code != FileRefusal.UNKNOWN:
            raise
        raise refusal(RefusalCode.SCAN_UNKNOWN) from refused
