"""Addresses without a school: the first page and the doors."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("parta.web.doors.urls")),
]
