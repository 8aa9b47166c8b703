"""Is this a document that may be shown to everybody: a real PDF, not locked, with nothing in it that acts by itself?"""

from parta.kernel.decisions import Refused, refusal
from parta.kernel.enums import FileRefusal
from parta.kernel.files import MEBIBYTE
from parta.kernel.pdf import pages_of as pages_of_file
from parta.regulation.enums import ActRefusal

_REFUSALS = {FileRefusal.LOCKED: ActRefusal.ENCRYPTED, FileRefusal.ACTIVE: ActRefusal.ACTIVE}


def pages_of(content: bytes, *, limit: int) -> int:
    """Count the pages of a PDF. Refuses `act_too_big`, `act_not_pdf`, `act_encrypted`, `act_active`."""
    if len(content) > limit:
        raise refusal(ActRefusal.TOO_BIG, limit=limit // MEBIBYTE)
    try:
        return pages_of_file(content)
    except Refused as refused:
        code = FileRefusal(refused.decision.code)
        raise refusal(_REFUSALS.get(code, ActRefusal.NOT_PDF)) from refused
