"""Addresses inside a school, after its own first segment."""

from django.urls import URLPattern, URLResolver, include, path

from parta.web import calendars, timetable_changes
from parta.web.doors import support
from parta.web.doors.access_form import access_form, access_form_sent
from parta.web.doors.appeal_form import appeal_form, appeal_form_sent
from parta.web.doors.views import school_home
from parta.web.family import offline
from parta.web.leaflet import leaflet
from parta.web.middleware.refusals import bad_request, forbidden, not_found, server_error, too_many
from parta.web.office.views.documents import public_document, public_documents

urlpatterns: list[URLPattern | URLResolver] = [
    path("", school_home, name="school_home"),
    path("documents/", public_documents, name="public_documents"),
    path("documents/<int:edition_id>/", public_document, name="public_document"),
    path("about-diary/", leaflet, name="leaflet"),
    path("access-request/", access_form, name="access_form"),
    path("access-request/<uuid:ticket>/", access_form_sent, name="access_form_sent"),
    path("appeal/", appeal_form, name="appeal_form"),
    path("appeal/<uuid:ticket>/", appeal_form_sent, name="appeal_form_sent"),
    path("support/leaving/", support.leaving, name="support_leaving"),
    path("support/<str:secret>/", support.entry, name="support_entry"),
    path("timetable-changes/seen/", timetable_changes.seen, name="timetable_seen"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/opening/", calendars.opening, name="calendar_opening"),
    path("calendars/ending/", calendars.ending, name="calendar_ending"),
    path("calendars/<str:secret>.ics", calendars.calendar, name="calendar"),
    path("", include("parta.web.teacher.urls")),
    path("diary/manifest.webmanifest", offline.manifest, name="diary_manifest"),
    path("diary/worker.js", offline.worker, name="diary_worker"),
    path("diary/", include("parta.web.family.urls")),
    path("office/", include("parta.web.office.urls")),
    path("help/", include("parta.web.help.urls")),
]
# Django asks the set of addresses that a request uses for its error pages.
handler400 = bad_request
handler403 = forbidden
handler404 = not_found
handler429 = too_many
handler500 = server_error
