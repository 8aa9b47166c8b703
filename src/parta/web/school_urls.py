"""Addresses inside a school, after its own first segment."""

from django.urls import URLPattern, URLResolver, include, path

from parta.web.doors.views import school_home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", school_home, name="school_home"),
    path("", include("parta.web.teacher.urls")),
    path("diary/", include("parta.web.family.urls")),
    path("office/", include("parta.web.office.urls")),
]
