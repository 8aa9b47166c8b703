"""Addresses of the office and the heads."""

from django.urls import path

from parta.web.office.views import audit, classes, codes, courses, edit_requests, home, people, permissions, regulation

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("classes/", classes.classes, name="classes"),
    path("classes/<int:class_id>/", classes.class_page, name="class_page"),
    path("classes/<int:class_id>/codes/", codes.class_codes, name="class_codes"),
    path("people/", people.people, name="people"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/code/", codes.person_code, name="person_code"),
    path("people/<int:person_id>/code/withdrawal/", codes.person_code_withdrawal, name="person_code_withdrawal"),
    path("courses/", courses.courses, name="courses"),
    path("requests/", edit_requests.edit_requests, name="edit_requests"),
    path("requests/decision/", edit_requests.decision, name="edit_decision"),
    path("regulation/", regulation.regulation, name="regulation"),
    path("regulation/choice/", regulation.choice, name="regulation_choice"),
    path("permissions/", permissions.permissions, name="permissions"),
    path("audit/", audit.audit, name="audit"),
]
