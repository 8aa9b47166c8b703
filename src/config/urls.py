"""Addresses: doors without a school; everything else after the school's own first segment."""

from django.urls import include, path

from parta.web.middleware.refusals import bad_request, forbidden, not_found, server_error, too_many

urlpatterns = [path("", include("parta.web.urls"))]
handler400 = bad_request
handler403 = forbidden
handler404 = not_found
handler429 = too_many
handler500 = server_error
