"""Addresses inside a school, after its own first segment."""

from django.urls import URLPattern, URLResolver, include, path

from parta.web.doors.views import school_home
from parta.web.family import offline
from parta.web.middleware.refusals import bad_request, forbidden, not_found, server_error, too_many
from parta.web.office.views.documents import public_document, public_documents

urlpatterns: list[URLPattern | URLResolver] = [
    path("", school_home, name="school_home"),
    path("documents/", public_documents, name="public_documents"),
    path("documents/<int:edition_id>/", public_document, name="public_document"),
    path("", include("parta.web.teacher.urls")),
    path("diary/manifest.webmanifest", offline.manifest, name="diary_manifest"),
    path("diary/worker.js", offline.worker, name="diary_worker"),
    path("diary/", include("parta.web.family.urls")),
    path("office/", include("parta.web.office.urls")),
]
# Django asks the set of addresses that a request uses for its error pages.
handler400 = bad_request
handler403 = forbidden
handler404 = not_found
handler429 = too_many
handler500 = server_error
