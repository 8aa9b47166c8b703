"""Addresses of this workspace."""

from django.urls import URLPattern

app_name = "office"
urlpatterns: list[URLPattern] = []
