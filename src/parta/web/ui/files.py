"""Files that the browser opens or saves."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

NO_PAGE = "script-src 'none'; frame-ancestors 'none'"
"""The policy of an answer that is a file and never a page of ours: the browser's own viewer draws it.

`sandbox` would keep Chromium's viewer away.
"""


def pdf_file(content: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """Answer with a PDF for the browser's own viewer, or for saving; the name may be in any language."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(download, name) or "inline"
    response["Content-Security-Policy"] = NO_PAGE
    response["X-Content-Type-Options"] = "nosniff"
    return response
