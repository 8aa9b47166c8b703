"""Words about people: the roles that somebody may hold in a school."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in a school; one person may hold several roles at once."""

    ADMINISTRATOR = "administrator"
    DIRECTOR = "director"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    HR_INSPECTOR = "hr_inspector"
    ADMISSIONS_SECRETARY = "admissions_secretary"
    HOMEROOM_TEACHER = "homeroom_teacher"
    TEACHER = "teacher"
    ADDITIONAL_EDUCATION = "additional_education"
    NURSE = "nurse"
    PSYCHOLOGIST = "psychologist"
    SOCIAL_PEDAGOGUE = "social_pedagogue"
    LIBRARIAN = "librarian"
    PUPIL = "pupil"
    PARENT = "parent"


FAMILY = (Role.PUPIL, Role.PARENT)
STAFF = tuple(role for role in Role if role not in FAMILY)
APPOINTED = tuple(role for role in STAFF if role is not Role.HOMEROOM_TEACHER)
"""Roles that are given by hand; the others follow from lists of classes and families."""


class MoveKind(StrEnum):
    """What an order of the school does with a pupil's place."""

    ARRIVED = "arrived"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    DEPARTED = "departed"
    EXPELLED = "expelled"
    ACADEMIC_LEAVE = "academic_leave"
    GRADUATED = "graduated"


class Act(StrEnum):
    """What is done to records of people, as the audit names it."""

    PERSON_CHANGED = "people.person_changed"
    EMPLOYEE_CHANGED = "people.employee_changed"
    APPOINTMENT_CHANGED = "people.appointment_changed"
    HOMEROOM_CHANGED = "people.homeroom_changed"
    PUPIL_CHANGED = "people.pupil_changed"
    ENROLMENT_CHANGED = "people.enrolment_changed"
    MOVEMENT_RECORDED = "people.movement_recorded"
    MOVEMENT_REMOVED = "people.movement_removed"
    PERSON_RENAMED = "people.person_renamed"
    REPORT_TAKEN = "people.report_taken"
    GUARDIANSHIP_CHANGED = "people.guardianship_changed"
    CONSENT_CHANGED = "people.consent_changed"
    CORRECTION_PROPOSED = "people.correction_proposed"
    CORRECTION_ACCEPTED = "people.correction_accepted"
    CORRECTION_DECLINED = "people.correction_declined"
    COMPROMISE_REPORTED = "people.compromise_reported"
    ACCOUNT_RETURNED = "people.account_returned"


class RefusalCode(StrEnum):
    """Why an act with people's records cannot be done; `wording.people` has the words."""

    EDITED_BY_OTHERS = "people_edited_by_others"
    KEPT_ELSEWHERE = "people_kept_elsewhere"
    PERSON_STALE = "people_stale"
    NOTHING_CHANGED = "people_nothing_changed"
    SNILS_TAKEN = "people_snils_taken"
    FILE_NO_TAKEN = "people_file_no_taken"
    STAFF_NO_TAKEN = "people_staff_no_taken"
    CORRECTION_DECIDED = "people_correction_decided"
    CORRECTION_STALE = "people_correction_stale"
    ISSUER_IS_ANOTHER = "people_issuer_is_another"
    SECOND_FACTOR_ABOVE = "people_second_factor_above"
    SECOND_FACTOR_OWN = "people_second_factor_own"
    SECOND_FACTOR_UNGROUNDED = "people_second_factor_ungrounded"
    ACCOUNT_SHARED = "account_shared"
    CONSENT_MISSING = "people_consent_missing"
    CONSENT_IN_FUTURE = "people_consent_in_future"
    CONSENT_UNSIGNED = "people_consent_unsigned"
    CONSENT_NOT_GIVEN = "people_consent_not_given"
    CORRECTION_NEEDS_WORDS = "people_correction_needs_words"
    COMPROMISE_IN_FUTURE = "people_compromise_in_future"
    COMPROMISE_WITHOUT_ACCOUNT = "people_compromise_without_account"
    ACCOUNT_ALREADY_RETURNED = "people_account_already_returned"
    MOVE_ORDER_IN_FUTURE = "people_move_order_in_future"
    MOVE_OUTSIDE_YEAR = "people_move_outside_year"
    MOVE_ALREADY_PLACED = "people_move_already_placed"
    MOVE_NOT_PLACED = "people_move_not_placed"
    MOVE_FOLLOWED = "people_move_followed"
    MOVE_SAME_CLASS = "people_move_same_class"
    MOVE_CAME_THAT_DAY = "people_move_came_that_day"
    MOVE_HAS_RECORDS = "people_move_has_records"
    MOVE_FOLLOWED_BY_ORDER = "people_move_followed_by_order"
    MOVE_STANDS = "people_move_stands"
    MOVE_NOBODY = "people_move_nobody"
    PERSON_KNOWN = "people_person_known"
    RENAMED_IN_FUTURE = "people_renamed_in_future"
    APPOINT_BY_ANOTHER = "people_appoint_by_another"
    APPOINT_ONESELF = "people_appoint_oneself"
    APPOINT_BACKWARDS = "people_appoint_backwards"
    APPOINT_ACTING = "people_appoint_acting"
    APPOINT_TWICE = "people_appoint_twice"
    APPOINT_ENDED = "people_appoint_ended"
    APPOINT_LAST = "people_appoint_last"
