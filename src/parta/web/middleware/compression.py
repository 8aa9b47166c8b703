"""Texts go compressed to browsers that ask for it: a journal comes to a phone in a fifth of its bytes."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORDS = ("text/", "application/json")


class CompressedWords(GZipMiddleware):
    """Compress texts only: documents, sheets and archives are compressed in themselves.

    Against guessing a secret from the length of a page, Django masks the CSRF token in every answer and adds bytes of
    random number.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave all but texts as they are."""
        if not response.headers.get("Content-Type", "").startswith(_WORDS):
            return response
        return super().process_response(request, response)
