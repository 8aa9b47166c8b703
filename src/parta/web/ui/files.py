"""Files that the browser opens or saves."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from parta.kernel.enums import FileKind
from parta.kernel.files import MIME, PICTURES

NO_PAGE = "script-src 'none'; frame-ancestors 'none'"
"""The policy of an answer that is a file and never a page of ours: the browser's own viewer draws it.

`sandbox` would keep Chromium's viewer away.
"""


def pdf_file(content: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """Answer with a PDF for the browser's own viewer, or for saving; the name may be in any language."""
    return _file(content, name, MIME[FileKind.PDF], download=download)


def scan_file(content: bytes, kind: FileKind, name: str) -> HttpResponse:
    """Answer with a scan of somebody's paper: shown, and kept by no browser."""
    return _file(content, name, MIME[kind], download=False)


def kept_file(request: HttpRequest, *, content: bytes, kind: str, name: str, sha256: str) -> HttpResponseBase:
    """Answer with a file that the school keeps: PDF and pictures are shown, the rest is saved.

    A browser that has these bytes is told so.
    """
    tag = f'"{sha256}"'
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        return unchanged
    known = FileKind(kind)
    saved = known is not FileKind.PDF and known not in PICTURES
    response = _file(content, name, MIME[known], download=saved or request.GET.get("download") == "1")
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def _file(content: bytes, name: str, mime: str, *, download: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(download, name) or "inline"
    response["Content-Security-Policy"] = NO_PAGE
    response["X-Content-Type-Options"] = "nosniff"
    return response
