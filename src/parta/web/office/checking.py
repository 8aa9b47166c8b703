"""Where what an account did is looked at by hand, act by act: each act of the audit stands here once."""

from collections.abc import Mapping

from django.urls import reverse

from parta.audit.models import LOOKS, Event

PERSON, JOURNAL = "office:person", "teacher:journal"

BY_ORDER = frozenset(
    f"journal.{name}"
    for name in (
        "mark_recorded", "mark_changed", "mark_cleared", "absence_recorded", "absence_changed", "absence_cleared",
        "roll_called", "topic_recorded", "homework_recorded", "note_recorded", "work_added", "work_changed",
        "work_removed", "term_result_recorded", "term_result_changed",
    )
)  # fmt: skip
"""What an order declares void: it stands in the list above."""
NOTHING = frozenset((
    *LOOKS, "people.card_opened", "accounts.new_device", "accounts.device_mailed",
    "accounts.transfer_file_opened", "integrations.tables_taken",
    "journal.homework_ticked", "regulation.act_acknowledged", "regulation.user_rules_acknowledged",
    "service.help_asked", "service.support_door_made", "service.support_entered", "timetable.change_seen",
))  # fmt: skip
"""What leaves nothing to correct: somebody looked, read, asked or came in."""
_ON: Mapping[str, tuple[str, ...]] = {
    PERSON: (
        "accounts.code_issued", "accounts.code_mailed", "accounts.code_withdrawn", "accounts.code_used",
        "accounts.transfer_code_issued", "accounts.transfer_code_used", "accounts.membership_changed",
        "accounts.password_changed", "accounts.email_changed", "accounts.second_factor_added",
        "accounts.second_factor_removed", "accounts.spare_codes_renewed", "accounts.second_factor_reset",
        "accounts.portal_bound", "accounts.portal_unbound", "people.person_changed", "people.employee_changed",
        "people.appointment_changed", "people.pupil_changed", "people.enrolment_changed", "people.person_renamed",
        "people.cards_joined", "people.trust_given", "people.trust_ended", "people.trust_opened",
        "people.care_noted", "people.care_withdrawn", "people.care_assigned", "people.care_ended",
        "people.attestation_recorded", "people.attestation_removed", "people.paper_chosen", "people.paper_ended",
        "people.pupil_checked", "people.guardianship_changed", "people.consent_changed", "people.achievement_told",
        "people.achievement_accepted", "people.achievement_declined", "people.training_told",
        "people.training_accepted", "people.training_declined", "people.scan_kept", "people.scan_removed",
        "people.access_suspended",
        "people.access_reopened", "people.compromise_reported", "people.account_returned",
    ),
    JOURNAL: (
        "journal.topics_carried_over", "journal.record_restored", "journal.operations_voided", "journal.pages_shut",
        "journal.pages_opened", "journal.lesson_arranged", "journal.lesson_cancelled", "journal.lesson_restored",
        "journal.history_imported", "curriculum.plan_corrected",
    ),
    "office:classes": (
        "people.homeroom_changed", "people.class_card_filled", "people.class_member_added", "people.class_member_ended",
        "people.committee_given", "people.committee_ended", "people.data_checked", "journal.day_checked",
        "journal.absence_announced", "journal.absence_withdrawn", "school.class_changed", "curriculum.group_changed",
        "curriculum.split_proposed", "curriculum.split_agreed", "curriculum.split_declined",
        "curriculum.split_withdrawn", "curriculum.split_entered",
    ),
    "office:staff_orders": ("people.staff_order_entered",),
    "office:movement": ("people.movement_recorded", "people.movement_removed", "people.call_note_issued"),
    "office:corrections": ("people.correction_proposed", "people.correction_accepted", "people.correction_declined"),
    "office:permissions": (
        "people.rights_proposed", "people.rights_narrowed", "people.rights_declined", "people.rights_given_back",
    ),
    "office:calendar": ("school.card_changed", "school.calendar_changed", "school.bells_changed"),
    "office:rooms": ("school.room_changed", "timetable.room_hours_changed"),
    "office:subject_rooms": ("timetable.subject_rooms_changed",),
    "office:wishes": ("timetable.wishes_asked", "timetable.wishes_decided", "timetable.wish_window_set"),
    "office:regulation": (
        "regulation.preset_chosen", "regulation.draft_begun", "regulation.draft_changed", "regulation.draft_discarded",
        "regulation.draft_approved",
    ),
    "office:documents": (
        "regulation.act_uploaded", "regulation.act_replaced", "regulation.act_withdrawn", "regulation.act_shown",
        "regulation.act_asked", "regulation.act_linked",
    ),
    "office:user_rules": ("regulation.user_rules_changed",),
    "office:subjects": ("curriculum.subject_changed",),
    "office:curriculum": ("curriculum.curriculum_changed", "curriculum.individual_plan_set"),
    "office:load_norms": ("curriculum.load_norm_set",),
    "office:year_setup": ("curriculum.year_approved",),
    "office:courses": ("curriculum.course_changed",),
    "office:load": ("curriculum.load_changed",),
    "office:load_balance": ("curriculum.rates_changed",),
    "office:assessment_days": ("curriculum.assessment_day_set",),
    "office:attestation": ("curriculum.control_set",),
    "office:mark_orders": ("curriculum.mark_order_entered", "curriculum.mark_order_removed"),
    "teacher:plans": (
        "curriculum.plan_changed", "curriculum.plan_begun", "curriculum.plan_discarded", "curriculum.plan_sent",
        "curriculum.plan_withdrawn", "curriculum.plan_approved", "curriculum.plan_returned", "curriculum.plan_archived",
        "curriculum.plan_material_added", "curriculum.plan_material_removed",
    ),
    "office:timetable": (
        "timetable.changed", "timetable.draft_changed", "timetable.published",
        "timetable.publication_withdrawn", "timetable.wishes_changed",
        "timetable.lessons_planned", "timetable.lesson_cancelled", "timetable.lesson_moved",
        "timetable.lesson_restored", "timetable.feed_opened", "timetable.feed_ended",
        "timetable.lesson_added", "timetable.lesson_removed",
    ),
    "office:timetable_norms": ("timetable.norms_set",),
    "office:substitutions": (
        "timetable.substitution_recorded", "timetable.substitution_arranged", "timetable.substitution_withdrawn",
        "timetable.absence_declared", "timetable.absence_changed", "timetable.absence_withdrawn",
    ),
    "office:import_marks": ("journal.marks_brought",),
    "office:terms": ("journal.term_closed", "journal.term_reopened"),
    "office:edit_requests": (
        "journal.edit_asked", "journal.edit_withdrawn", "journal.edit_granted", "journal.edit_refused",
    ),
    "office:debts": (
        "journal.debt_raised", "journal.debt_terms_set", "journal.debt_commission_named", "journal.debt_paused",
        "journal.debt_pause_withdrawn", "journal.debt_attempted", "journal.debt_withdrawn",
    ),
    "office:control_works": (
        "journal.work_planned", "journal.planned_work_moved", "journal.planned_work_changed",
        "journal.planned_work_removed",
    ),
    "office:sheets": (
        "journal.sheet_made", "journal.sheet_remade", "journal.sheet_closed", "journal.project_set",
    ),
    "office:imports": (
        "integrations.files_added", "integrations.file_removed", "integrations.column_chosen",
        "integrations.cell_corrected", "integrations.draft_discarded", "integrations.import_undone",
    ),
    "office:access_requests": (
        "service.request_registered", "service.request_papers", "service.request_granted",
        "service.request_refused", "service.access_given",
    ),
    "office:access_left": ("service.access_ended",),
    "office:letters": ("service.letter_made", "service.letter_asked", "service.letter_posted"),
    "office:letter_texts": ("service.template_saved",),
    "office:certificates": ("service.certificate_issued", "service.certificate_annulled"),
    "office:appeals": ("service.appeal_registered", "service.appeal_answered"),
    "office:support": (
        "service.help_answered", "service.help_handed", "service.help_passed_on", "service.support_replied",
        "service.support_granted", "service.support_ended",
    ),
    "office:destruction": ("destruction.term_set",),
    "office:destruction_acts": (
        "destruction.act_drafted", "destruction.act_approved", "destruction.act_withdrawn", "destruction.destroyed",
        "destruction.line_kept", "destruction.act_done",
    ),
    "office:audit": ("accounts.school_restored",),
}  # fmt: skip
CHECKED_ON = {act: page for page, acts in _ON.items() for act in acts}
"""The page where an act is corrected, by the act."""


def address_of(event: Event) -> str:
    """Give the page where something that no order takes back is looked at; empty where there is none."""
    subject = event.subject if isinstance(event.subject, dict) else {}
    page = CHECKED_ON.get(event.act, "")
    if page == PERSON:
        own = subject.get("id") if event.act.startswith("people.") else 0
        found = subject.get("person") or subject.get("pupil") or own
        return reverse(page, args=[found]) if isinstance(found, int) and found else reverse("office:people")
    if page == JOURNAL:
        kind, _, ident = event.chain.partition(":")
        return reverse(page, args=[int(ident)]) if kind == "course" else reverse("office:courses")
    return reverse(page) if page else ""
