"""Every address of the project and what it asks of the person: one row of the permission table each.

An address without a row is refused to everybody (`web.middleware.permissions`) and fails the tests. The row here is
the coarse gate: does any role of the person have this duty for something in this school? Which class, course or child
it is about is asked by the views' `access` querysets and by the services.
"""

from dataclasses import dataclass

from parta.people.rules.permissions import Action, Condition, Relation, Resource, allowed


@dataclass(frozen=True, slots=True)
class Need:
    """What an address asks for; `at_least` is the farthest thing it shows or changes."""

    resource: Resource
    action: Action = Action.VIEW
    at_least: Relation = Relation.OWN

    def met_by(self, roles: frozenset[str]) -> bool:
        """Tell whether one of the roles has this duty for something that near or nearer, whatever the regulation."""
        return any(allowed(roles, self.resource, self.action, near, tuple(Condition)) for near in self._near())

    def _near(self) -> tuple[Relation, ...]:
        if self.at_least is Relation.SAME_SCHOOL:
            return (Relation.SAME_SCHOOL,)
        return (Relation.OWN, Relation.SAME_CLASS, Relation.SAME_SCHOOL)


@dataclass(frozen=True, slots=True)
class Open:
    """An address that needs no duty; `why` says so. `anonymous`: not even an account."""

    why: str
    anonymous: bool = False


_SCHOOL = Relation.SAME_SCHOOL

DOORS: dict[str, Open] = {
    "first_page": Open("leads on, to the door or to the school", anonymous=True),
    "account_login": Open("the door", anonymous=True),
    "account_logout": Open("leads anonymous ones to the door", anonymous=True),
    "account_inactive": Open("says that an account is closed", anonymous=True),
    "mfa_authenticate": Open("leads to the door who has not said the password", anonymous=True),
    "recover": Open("who forgot the password is not signed in", anonymous=True),
    "recover_password": Open("the code from the letter is the right", anonymous=True),
    "recover_application": Open("a blank form", anonymous=True),
    "email": Open("one's own account"),
    "mfa_index": Open("one's own second factors"),
    "mfa_activate_totp": Open("one's own second factors"),
    "mfa_add_webauthn": Open("one's own second factors"),
    "code": Open("the code is the right", anonymous=True),
    "code_account": Open("the code is the right", anonymous=True),
    "schools": Open("one's own schools"),
    "account": Open("one's own account"),
    "sign_ins": Open("one's own sessions"),
    "sign_out_elsewhere": Open("one's own sessions"),
    "sign_out_everywhere": Open("one's own sessions"),
    "account_compromise": Open("one's own account"),
}

SCHOOL: dict[str, Need | Open] = {
    "school_home": Open("leads to the workspace of one's role"),
    "public_documents": Open("acts that the school opened to everybody", anonymous=True),
    "public_document": Open("acts that the school opened to everybody", anonymous=True),
    # teacher
    "teacher:day": Need(Resource.DAY_PAGE),
    "teacher:behind": Need(Resource.DAY_PAGE),
    "teacher:lesson": Need(Resource.LESSON),
    "teacher:lesson_cancelling": Need(Resource.LESSON, Action.CANCEL, _SCHOOL),
    "teacher:lesson_restoring": Need(Resource.LESSON, Action.CANCEL, _SCHOOL),
    "teacher:journal_list": Need(Resource.JOURNAL),
    "teacher:journal": Need(Resource.JOURNAL),
    "teacher:journal_data": Need(Resource.JOURNAL),
    "teacher:journal_changes": Need(Resource.JOURNAL),
    "teacher:operations": Need(Resource.JOURNAL),
    "teacher:history": Need(Resource.JOURNAL),
    "teacher:topics": Need(Resource.JOURNAL),
    "teacher:course_plan": Need(Resource.JOURNAL),
    "teacher:plan_choice": Need(Resource.LESSON_PLAN, Action.EDIT),
    "teacher:plan_correction": Need(Resource.LESSON_PLAN, Action.EDIT),
    "teacher:corrections": Need(Resource.JOURNAL),
    "teacher:plans": Need(Resource.LESSON_PLAN),
    "teacher:plan": Need(Resource.LESSON_PLAN),
    "teacher:plan_new": Need(Resource.LESSON_PLAN, Action.EDIT),
    "teacher:plan_edit": Need(Resource.LESSON_PLAN, Action.EDIT),
    "teacher:plan_step": Need(Resource.LESSON_PLAN, Action.EDIT),
    "teacher:plan_decision": Need(Resource.LESSON_PLAN, Action.DECIDE),
    "teacher:journal_print": Need(Resource.JOURNAL),
    "teacher:ask_to_edit": Need(Resource.EDIT_REQUEST, Action.ASK),
    "teacher:edit_requests": Need(Resource.EDIT_REQUEST),
    "teacher:edit_withdrawal": Need(Resource.EDIT_REQUEST, Action.ASK),
    "teacher:edit_entry": Need(Resource.EDIT_REQUEST, Action.ASK),
    # family
    "diary_manifest": Need(Resource.DIARY, Action.TICK),
    "diary_worker": Need(Resource.DIARY, Action.TICK),
    "family:diary": Need(Resource.DIARY),
    "family:week": Need(Resource.DIARY),
    "family:week_print": Need(Resource.DIARY),
    "family:term_print": Need(Resource.DIARY),
    "family:timetable": Need(Resource.DIARY),
    "family:tick": Need(Resource.DIARY, Action.TICK),
    "family:marks": Need(Resource.DIARY),
    "family:subject": Need(Resource.DIARY),
    "family:topics": Need(Resource.DIARY),
    "family:results": Need(Resource.DIARY),
    "family:absences": Need(Resource.DIARY),
    "family:absence_notice": Need(Resource.DIARY, Action.ANNOUNCE),
    "family:absence_withdrawal": Need(Resource.DIARY, Action.ANNOUNCE),
    # office
    "office:home": Need(Resource.CLASS_PAGE),
    "office:classes": Need(Resource.CLASS_PAGE),
    "office:class_page": Need(Resource.CLASS_PAGE),
    "office:class_day": Need(Resource.CLASS_LIFE),
    "office:class_day_check": Need(Resource.CLASS_LIFE, Action.CHECK),
    "office:class_day_reason": Need(Resource.CLASS_LIFE),
    "office:class_groups": Need(Resource.CLASS_PAGE),
    "office:class_marks": Need(Resource.CLASS_LIFE),
    "office:class_marks_print": Need(Resource.CLASS_LIFE),
    "office:class_journals_print": Need(Resource.JOURNAL),
    "office:class_slips_print": Need(Resource.CLASS_LIFE),
    "office:class_codes": Need(Resource.INVITATION_CODE, Action.ISSUE, Relation.SAME_CLASS),
    "office:search": Need(Resource.CLASS_PAGE),
    "office:people": Need(Resource.PEOPLE_LIST),
    "office:person": Need(Resource.PERSON_CARD),
    "office:consent": Need(Resource.PERSON_CARD, Action.EDIT, Relation.SAME_CLASS),
    "office:person_edit": Need(Resource.PERSON_CARD, Action.PROPOSE),
    "office:corrections": Need(Resource.PERSON_CARD, Action.EDIT, Relation.SAME_CLASS),
    "office:correction_decision": Need(Resource.PERSON_CARD, Action.EDIT, Relation.SAME_CLASS),
    "office:person_report": Need(Resource.PERSON_CARD),
    "office:person_name": Need(Resource.PERSON_CARD, Action.RENAME, _SCHOOL),
    "office:person_movement": Need(Resource.MOVEMENT, Action.EDIT, _SCHOOL),
    "office:staff": Need(Resource.APPOINTMENT, at_least=_SCHOOL),
    "office:staff_end": Need(Resource.APPOINTMENT, Action.EDIT, _SCHOOL),
    "office:movement": Need(Resource.MOVEMENT, at_least=_SCHOOL),
    "office:movement_print": Need(Resource.MOVEMENT, at_least=_SCHOOL),
    "office:alphabet": Need(Resource.MOVEMENT, at_least=_SCHOOL),
    "office:alphabet_print": Need(Resource.MOVEMENT, at_least=_SCHOOL),
    "office:enrolment": Need(Resource.MOVEMENT, Action.EDIT, _SCHOOL),
    "office:movement_removal": Need(Resource.MOVEMENT, Action.EDIT, _SCHOOL),
    "office:class_graduation": Need(Resource.MOVEMENT, Action.EDIT, _SCHOOL),
    "office:code_slips_print": Need(Resource.INVITATION_CODE, Action.PRINT, Relation.SAME_CLASS),
    "office:person_code": Need(Resource.INVITATION_CODE, Action.ISSUE, Relation.SAME_CLASS),
    "office:person_code_withdrawal": Need(Resource.INVITATION_CODE, Action.ISSUE, Relation.SAME_CLASS),
    "office:access_requests": Need(Resource.PUBLIC_SERVICE, at_least=_SCHOOL),
    "office:access_request_new": Need(Resource.PUBLIC_SERVICE, Action.REGISTER, _SCHOOL),
    "office:access_request": Need(Resource.PUBLIC_SERVICE, at_least=_SCHOOL),
    "office:access_grant": Need(Resource.PUBLIC_SERVICE, Action.DECIDE, _SCHOOL),
    "office:access_refusal": Need(Resource.PUBLIC_SERVICE, Action.DECIDE, _SCHOOL),
    "office:access_code": Need(Resource.INVITATION_CODE, Action.ISSUE, _SCHOOL),
    "office:access_end": Need(Resource.PUBLIC_SERVICE, Action.DECIDE, _SCHOOL),
    "office:appeals": Need(Resource.PUBLIC_SERVICE, at_least=_SCHOOL),
    "office:appeal_new": Need(Resource.PUBLIC_SERVICE, Action.REGISTER, _SCHOOL),
    "office:appeal": Need(Resource.PUBLIC_SERVICE, at_least=_SCHOOL),
    "office:appeal_answering": Need(Resource.PUBLIC_SERVICE, Action.DECIDE, _SCHOOL),
    "office:letters": Need(Resource.PUBLIC_SERVICE, at_least=_SCHOOL),
    "office:letter_print": Need(Resource.PUBLIC_SERVICE, at_least=_SCHOOL),
    "office:letter_sending": Need(Resource.PUBLIC_SERVICE, Action.EDIT, _SCHOOL),
    "office:letter_texts": Need(Resource.PUBLIC_SERVICE, Action.EDIT, _SCHOOL),
    "office:letter_text": Need(Resource.PUBLIC_SERVICE, Action.EDIT, _SCHOOL),
    "office:sign_in": Need(Resource.SIGN_IN, Action.EDIT, _SCHOOL),
    "office:second_factor_reset": Need(Resource.SIGN_IN, Action.RESET, _SCHOOL),
    "office:courses": Need(Resource.JOURNAL, at_least=_SCHOOL),
    "office:journals_print": Need(Resource.JOURNAL, at_least=_SCHOOL),
    "office:load": Need(Resource.SCHOOL_SETTINGS, at_least=_SCHOOL),
    "office:load_course": Need(Resource.SCHOOL_SETTINGS, at_least=_SCHOOL),
    "office:calendar": Need(Resource.TIMETABLE, at_least=_SCHOOL),
    "office:calendar_days": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:calendar_periods": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:bells_new": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:bells": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:calendar_history": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:rooms": Need(Resource.TIMETABLE, at_least=_SCHOOL),
    "office:room": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:timetable": Need(Resource.TIMETABLE, at_least=_SCHOOL),
    "office:timetable_check": Need(Resource.SCHOOL_SETTINGS, at_least=_SCHOOL),
    "office:timetable_making": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:timetable_publication": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:timetable_removal": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:teacher_wishes": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
    "office:changes": Need(Resource.TIMETABLE, at_least=_SCHOOL),
    "office:substitutions": Need(Resource.LESSON, Action.SUBSTITUTE, _SCHOOL),
    "office:absence_new": Need(Resource.LESSON, Action.SUBSTITUTE, _SCHOOL),
    "office:absence": Need(Resource.LESSON, Action.SUBSTITUTE, _SCHOOL),
    "office:substitution_log": Need(Resource.LESSON),
    "office:substitution_log_print": Need(Resource.LESSON),
    "office:lesson_move": Need(Resource.LESSON, Action.MOVE, _SCHOOL),
    "office:edit_requests": Need(Resource.EDIT_REQUEST, Action.DECIDE, _SCHOOL),
    "office:edit_decision": Need(Resource.EDIT_REQUEST, Action.DECIDE, _SCHOOL),
    "office:regulation": Need(Resource.REGULATION),
    "office:regulation_text": Need(Resource.REGULATION),
    "office:lesson_trial": Need(Resource.REGULATION),
    "office:regulation_choice": Need(Resource.REGULATION, Action.CHOOSE),
    "office:regulation_draft": Need(Resource.REGULATION, Action.CHOOSE),
    "office:regulation_begin": Need(Resource.REGULATION, Action.CHOOSE),
    "office:regulation_name": Need(Resource.REGULATION, Action.CHOOSE),
    "office:regulation_approval": Need(Resource.REGULATION, Action.CHOOSE),
    "office:regulation_discard": Need(Resource.REGULATION, Action.CHOOSE),
    "office:regulation_setting": Need(Resource.REGULATION, Action.CHOOSE),
    "office:regulation_version": Need(Resource.REGULATION),
    "office:regulation_document": Need(Resource.REGULATION, Action.CHOOSE),
    "office:documents": Need(Resource.REGULATION),
    "office:document": Need(Resource.REGULATION),
    "office:document_new": Need(Resource.REGULATION, Action.CHOOSE),
    "office:document_edition": Need(Resource.REGULATION, Action.CHOOSE),
    "office:document_withdrawal": Need(Resource.REGULATION, Action.CHOOSE),
    "office:document_openness": Need(Resource.REGULATION, Action.CHOOSE),
    "office:terms": Need(Resource.TERM),
    "office:term_gaps": Need(Resource.TERM),
    "office:year_gaps": Need(Resource.TERM),
    "office:term_closing": Need(Resource.TERM, Action.CLOSE, _SCHOOL),
    "office:year_closing": Need(Resource.TERM, Action.CLOSE, _SCHOOL),
    "office:term_reopening": Need(Resource.TERM, Action.REOPEN, _SCHOOL),
    "office:year_reopening": Need(Resource.TERM, Action.REOPEN_YEAR, _SCHOOL),
    "office:day_checks": Need(Resource.CLASS_LIFE, at_least=_SCHOOL),
    "office:control": Need(Resource.DAY_PAGE, at_least=_SCHOOL),
    "office:control_late": Need(Resource.DAY_PAGE, at_least=_SCHOOL),
    "office:control_results": Need(Resource.DAY_PAGE, at_least=_SCHOOL),
    "office:control_silence": Need(Resource.DAY_PAGE, at_least=_SCHOOL),
    "office:density": Need(Resource.JOURNAL, at_least=_SCHOOL),
    "office:topics": Need(Resource.JOURNAL, at_least=_SCHOOL),
    "office:assessment_days": Need(Resource.SCHOOL_SETTINGS, at_least=_SCHOOL),
    "office:mark_orders": Need(Resource.SCHOOL_SETTINGS, at_least=_SCHOOL),
    "office:mark_order_removal": Need(Resource.SCHOOL_SETTINGS, Action.EDIT, at_least=_SCHOOL),
    "office:attestation": Need(Resource.ATTESTATION),
    "office:sheets": Need(Resource.ATTESTATION),
    "office:sheet_new": Need(Resource.ATTESTATION, Action.EDIT, _SCHOOL),
    "office:sheet": Need(Resource.ATTESTATION),
    "office:sheet_closing": Need(Resource.ATTESTATION, Action.CLOSE),
    "office:sheet_print": Need(Resource.ATTESTATION),
    "office:imports": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_files": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_file": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_file_removal": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_discard": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_check": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_store": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_cell": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_templates": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_template": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_tables": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_undo": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:import_sheet": Need(Resource.IMPORT, Action.RUN, _SCHOOL),
    "office:permissions": Need(Resource.REGULATION),
    "office:jobs": Need(Resource.JOB),
    "office:job": Need(Resource.JOB),
    "office:job_stop": Need(Resource.JOB, Action.STOP),
    "office:job_file": Need(Resource.JOB),
    "office:compromise_report": Need(Resource.COMPROMISE, Action.REPORT, _SCHOOL),
    "office:compromises": Need(Resource.COMPROMISE, at_least=_SCHOOL),
    "office:compromise": Need(Resource.COMPROMISE, at_least=_SCHOOL),
    "office:compromise_voiding": Need(Resource.COMPROMISE, Action.VOID, _SCHOOL),
    "office:compromise_return": Need(Resource.COMPROMISE, Action.RETURN, _SCHOOL),
    "office:audit": Need(Resource.AUDIT, at_least=_SCHOOL),
}


def need_of(view_name: str, *, in_school: bool) -> Need | Open | None:
    """Give what an address asks for, or None for one that nobody wrote down."""
    return SCHOOL.get(view_name) if in_school else DOORS.get(view_name)
