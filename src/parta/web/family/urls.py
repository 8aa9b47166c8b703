"""Addresses of the diary; `?child=<pupil>` chooses the child in each."""

from django.urls import path

from parta.web.family import attestation, committee, control_works, curriculum, notices, printing, views

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
    path("marks/<int:course_id>/topics/<int:material_id>/", views.material_file, name="material_file"),
    path("results/", views.results, name="results"),
    path("marks/print/", printing.term_print, name="term_print"),
    path("control-works/", control_works.control_works, name="control_works"),
    path("curriculum/", curriculum.curriculum, name="curriculum"),
    path("attestation/", attestation.attestation, name="attestation"),
    path("record-book/", attestation.record_book, name="record_book"),
    path("record-book/print/", attestation.record_book_print, name="record_book_print"),
    path("class/", committee.committee, name="committee"),
    path("absences/", views.absences, name="absences"),
    path("absences/notice/", notices.absence_notice, name="absence_notice"),
    path("absences/notice/<int:notice_id>/withdrawal/", notices.absence_withdrawal, name="absence_withdrawal"),
]
