"""Addresses of the doors. Of allauth only signing in and out and «closed» are mapped; no other page exists."""

from django.urls import path

from parta.web.doors import account, codes, compromise, portals, recovery, schools, second_factor, sign_ins
from parta.web.doors.second_step import SecondStepView
from parta.web.doors.sign_in import Closed, SignIn, SignOut

urlpatterns = [
    path("", schools.first_page, name="first_page"),
    path("doors/login/", SignIn.as_view(), name="account_login"),
    path("doors/logout/", SignOut.as_view(), name="account_logout"),
    path("doors/closed/", Closed.as_view(), name="account_inactive"),
    path("doors/second/", SecondStepView.as_view(), name="mfa_authenticate"),
    path("doors/account/second/", second_factor.second_factor, name="mfa_index"),
    path("doors/account/second/app/", second_factor.add_app, name="mfa_activate_totp"),
    path("doors/account/second/passkey/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path("doors/account/email/", recovery.email, name="email"),
    path("doors/recover/", recovery.ask, name="recover"),
    path("doors/recover/password/", recovery.new_password, name="recover_password"),
    path("doors/recover/application/", recovery.application, name="recover_application"),
    path("doors/portal/<int:portal_id>/", portals.start, name="portal"),
    path("doors/portal/<int:portal_id>/back/", portals.back, name="portal_back"),
    path("doors/portal/new/", portals.new, name="portal_new"),
    path("doors/other-way/", portals.other_way, name="other_way"),
    path("doors/account/portals/", portals.links, name="portal_links"),
    path("doors/code/", codes.enter_code, name="code"),
    path("doors/code/account/", codes.begin_account, name="code_account"),
    path("doors/schools/", schools.schools, name="schools"),
    path("doors/account/", account.account, name="account"),
    path("doors/account/compromise/", compromise.report, name="account_compromise"),
    path("doors/account/sessions/", sign_ins.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("doors/sign-ins/", sign_ins.sign_ins, name="sign_ins"),
    path("doors/sign-ins/everywhere/", sign_ins.sign_out_everywhere, name="sign_out_everywhere"),
]
