"""Addresses of the office and the heads."""

from django.urls import path, register_converter

from parta.web.office.views import (
    audit,
    classes,
    codes,
    consents,
    corrections,
    courses,
    density,
    edit_requests,
    home,
    people,
    permissions,
    regulation,
    regulation_draft,
    search,
    terms,
)
from parta.web.parameters import DayInAddress

register_converter(DayInAddress, "day")

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("classes/", classes.classes, name="classes"),
    path("classes/<int:class_id>/", classes.class_page, name="class_page"),
    path("classes/<int:class_id>/codes/", codes.class_codes, name="class_codes"),
    path("search/", search.search, name="search"),
    path("people/", people.people, name="people"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/corrections/", corrections.corrections, name="corrections"),
    path("people/corrections/<int:correction_id>/", corrections.correction_decision, name="correction_decision"),
    path("people/<int:person_id>/consents/", consents.consent, name="consent"),
    path("people/<int:person_id>/edit/", corrections.person_edit, name="person_edit"),
    path("people/<int:person_id>/code/", codes.person_code, name="person_code"),
    path("people/<int:person_id>/code/withdrawal/", codes.person_code_withdrawal, name="person_code_withdrawal"),
    path("courses/", courses.courses, name="courses"),
    path("requests/", edit_requests.edit_requests, name="edit_requests"),
    path("requests/decision/", edit_requests.decision, name="edit_decision"),
    path("regulation/", regulation.regulation, name="regulation"),
    path("regulation/choice/", regulation.choice, name="regulation_choice"),
    path("regulation/draft/", regulation_draft.draft, name="regulation_draft"),
    path("regulation/draft/begin/", regulation_draft.begin, name="regulation_begin"),
    path("regulation/draft/name/", regulation_draft.name, name="regulation_name"),
    path("regulation/draft/approval/", regulation_draft.approve, name="regulation_approval"),
    path("regulation/draft/discard/", regulation_draft.discard, name="regulation_discard"),
    path("regulation/draft/<slug:group>/<slug:name>/", regulation_draft.setting, name="regulation_setting"),
    path("regulation/<day:effective_from>/", regulation_draft.version, name="regulation_version"),
    path("terms/", terms.terms, name="terms"),
    path("terms/<int:term_id>/gaps/", terms.term_gaps, name="term_gaps"),
    path("terms/<int:term_id>/closing/", terms.term_closing, name="term_closing"),
    path("terms/<int:term_id>/reopening/", terms.term_reopening, name="term_reopening"),
    path("years/<int:calendar_id>/gaps/", terms.year_gaps, name="year_gaps"),
    path("years/<int:calendar_id>/closing/", terms.year_closing, name="year_closing"),
    path("years/<int:calendar_id>/reopening/", terms.year_reopening, name="year_reopening"),
    path("control/density/", density.density, name="density"),
    path("permissions/", permissions.permissions, name="permissions"),
    path("audit/", audit.audit, name="audit"),
]
