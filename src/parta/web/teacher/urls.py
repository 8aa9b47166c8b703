"""Addresses of a teacher."""

from django.urls import path

from parta.web.teacher.views import (
    cancelling,
    course_plan,
    day,
    hours,
    journal,
    lesson,
    materials,
    plans,
    printing,
    requests,
    topics,
)

app_name = "teacher"
urlpatterns = [
    path("day/", day.day, name="day"),
    path("day/behind/", day.behind, name="behind"),
    path("day/hours/", hours.own_hours, name="own_hours"),
    path("lessons/<int:lesson_id>/", lesson.lesson, name="lesson"),
    path("lessons/<int:lesson_id>/cancelling/", cancelling.cancelling, name="lesson_cancelling"),
    path("lessons/<int:lesson_id>/restoring/", cancelling.restoring, name="lesson_restoring"),
    path("journal/", day.journal_list, name="journal_list"),
    path("journal/<int:course_id>/", journal.journal, name="journal"),
    path("journal/<int:course_id>/data", journal.journal_data, name="journal_data"),
    path("journal/<int:course_id>/changes", journal.journal_changes, name="journal_changes"),
    path("journal/<int:course_id>/operations", journal.operations, name="operations"),
    path("journal/<int:course_id>/history", journal.history, name="history"),
    path("journal/<int:course_id>/topics/", topics.topics, name="topics"),
    path("journal/<int:course_id>/plan/", course_plan.course_plan_page, name="course_plan"),
    path("journal/<int:course_id>/plan/choice/", course_plan.choice, name="plan_choice"),
    path("journal/<int:course_id>/plan/correction/", course_plan.correction, name="plan_correction"),
    path("journal/<int:course_id>/plan/corrections/", course_plan.corrections, name="corrections"),
    path("journal/<int:course_id>/plan/corrections/print/", course_plan.corrections_print, name="corrections_print"),
    path("journal/<int:course_id>/print/", printing.journal_print, name="journal_print"),
    path("journal/<int:course_id>/requests/", requests.ask, name="ask_to_edit"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<int:plan_id>/", plans.plan, name="plan"),
    path("plans/<int:plan_id>/edit/", plans.edit, name="plan_edit"),
    path("plans/<int:plan_id>/materials/", materials.add, name="plan_material"),
    path("plans/<int:plan_id>/materials/removal/", materials.removal, name="plan_material_removal"),
    path("plans/<int:plan_id>/materials/<int:material_id>/", materials.plan_file, name="plan_file"),
    path("plans/<int:plan_id>/step/", plans.step, name="plan_step"),
    path("plans/<int:plan_id>/decision/", plans.decision, name="plan_decision"),
    path("requests/", requests.edit_requests, name="edit_requests"),
    path("requests/<uuid:request_id>/withdrawal/", requests.withdrawal, name="edit_withdrawal"),
    path("requests/<uuid:request_id>/entry/", requests.entry, name="edit_entry"),
]
