"""The school of a request: the first segment of its address, moved to SCRIPT_NAME before URLs are resolved."""

import time

from django.db import connection
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from parta.installation.models import RESERVED_SLUGS, SLUG, School
from parta.installation.schools import enter_public, enter_school
from parta.web.middleware.headers import Handler

KEPT_SECONDS = 5.0
_known: dict[str, tuple[School | None, float]] = {}


def school_by_slug(slug: str) -> School | None:
    """Find a school of the register; the answer is kept for some seconds in this process."""
    found = _known.get(slug)
    now = time.monotonic()
    if found is not None and found[1] > now:
        return found[0]
    enter_public()
    school = School.objects.filter(slug=slug).first()
    if len(_known) > 10_000:
        _known.clear()
    _known[slug] = (school, now + KEPT_SECONDS)
    return school


def forget_schools() -> None:
    """Forget what was kept: after a school was made or dropped in this process, and between tests."""
    _known.clear()


class SchoolFromAddress:
    """Sets `request.school`, the schema of the connection and the set of addresses that may follow."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Enter the school, or the shared schema for the doors, and go on."""
        request.school = None
        set_script_prefix("/")
        request.get_host()  # a foreign name in the Host header ends here, 400
        slug, _, rest = request.path_info.lstrip("/").partition("/")
        if not slug or slug in RESERVED_SLUGS:
            enter_public()
            return self.get_response(request)
        school = school_by_slug(slug) if SLUG.match(slug) else None
        if school is None:
            enter_public()
            request.unknown_school = True
            return self.get_response(request)
        enter_school(school)
        request.school = school
        request.urlconf = "parta.web.school_urls"
        request.path_info = "/" + rest
        request.META["SCRIPT_NAME"] = "/" + slug
        set_script_prefix(f"/{slug}/")
        try:
            return self.get_response(request)
        finally:
            if not connection.in_atomic_block:
                enter_public()


def require_school(request: HttpRequest) -> School:
    """Give the school of the request; raise 404 where there is none."""
    school: School | None = request.school
    if school is None:
        raise Http404
    return school
