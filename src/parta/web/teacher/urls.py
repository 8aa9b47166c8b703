"""Addresses of a teacher."""

from django.urls import path

from parta.web.teacher.views import day, journal, lesson

app_name = "teacher"
urlpatterns = [
    path("day/", day.day, name="day"),
    path("lessons/<int:lesson_id>/", lesson.lesson, name="lesson"),
    path("journal/", day.journal_list, name="journal_list"),
    path("journal/<int:course_id>/", journal.journal, name="journal"),
    path("journal/<int:course_id>/data", journal.journal_data, name="journal_data"),
    path("journal/<int:course_id>/changes", journal.journal_changes, name="journal_changes"),
    path("journal/<int:course_id>/operations", journal.operations, name="operations"),
    path("journal/<int:course_id>/history", journal.history, name="history"),
]
