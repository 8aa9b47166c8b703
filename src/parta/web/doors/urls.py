"""Addresses of the doors."""

from allauth.account import views as allauth_views
from django.urls import path

from parta.web.doors import views

urlpatterns = [
    path("", views.first_page, name="first_page"),
    path("doors/schools/", views.first_page, name="schools"),
    path("doors/login/", allauth_views.login, name="account_login"),
    path("doors/logout/", allauth_views.logout, name="account_logout"),
    path("doors/closed/", allauth_views.account_inactive, name="account_inactive"),
    path("doors/signup/", allauth_views.signup, name="account_signup"),
]
