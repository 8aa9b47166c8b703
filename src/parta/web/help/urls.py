"""Addresses of help: for everybody of the school."""

from django.urls import path

from parta.web.help import views

app_name = "help"
urlpatterns = [
    path("", views.home, name="home"),
    path("asking/", views.asking, name="asking"),
    path("requests/", views.requests, name="requests"),
    path("requests/<int:help_id>/", views.request_page, name="request"),
    path("requests/<int:help_id>/answering/", views.answering, name="answering"),
    path("requests/<int:help_id>/handing/", views.handing, name="handing"),
    path("requests/<int:help_id>/passing/", views.passing, name="passing"),
    path("<slug:topic>/", views.topic, name="topic"),
]
