"""Addresses of the diary; `?child=<pupil>` chooses the child in each."""

from django.urls import path

from parta.web.family import attestation, notices, printing, views

app_name = "family"
urlpatterns = [
    path("", views.diary, name="diary"),
    path("week/", views.week, name="week"),
    path("week/print/", printing.week_print, name="week_print"),
    path("timetable/", views.timetable, name="timetable"),
    path("homework/<uuid:homework_id>/", views.tick, name="tick"),
    path("marks/", views.marks, name="marks"),
    path("marks/<int:course_id>/", views.subject, name="subject"),
    path("marks/<int:course_id>/topics/", views.topics, name="topics"),
    path("results/", views.results, name="results"),
    path("marks/print/", printing.term_print, name="term_print"),
    path("attestation/", attestation.attestation, name="attestation"),
    path("absences/", views.absences, name="absences"),
    path("absences/notice/", notices.absence_notice, name="absence_notice"),
    path("absences/notice/<int:notice_id>/withdrawal/", notices.absence_withdrawal, name="absence_withdrawal"),
]
