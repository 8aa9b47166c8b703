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
    ADMISSIONS_REGISTER = "admissions_register"
    HOMEROOM_TEACHER = "homeroom_teacher"
    TEACHER = "teacher"
    ADDITIONAL_EDUCATION = "additional_education"
    NURSE = "nurse"
    PSYCHOLOGIST = "psychologist"
    SOCIAL_PEDAGOGUE = "social_pedagogue"
    LIBRARIAN = "librarian"
    PUPIL = "pupil"
    PARENT = "parent"
    TRUSTED_PERSON = "trusted_person"
    PARENTS_COMMITTEE = "parents_committee"
    OPERATOR = "operator"


FAMILY = (Role.PUPIL, Role.PARENT)
READERS = frozenset((*FAMILY, Role.TRUSTED_PERSON, Role.PARENTS_COMMITTEE))
"""Who writes nothing in the journal and sees no list of people."""
STAFF = tuple(role for role in Role if role not in (*READERS, Role.OPERATOR))
APPOINTED = tuple(role for role in STAFF if role is not Role.HOMEROOM_TEACHER)
"""Roles that are given by hand; the others follow from lists of classes and families."""


class CheckKind(StrEnum):
    """What of a class is checked against papers and families."""

    MONTHLY = "monthly"
    FULL = "full"
    GROUPS = "groups"


class ConsentHolders(StrEnum):
    """From whom papers are gathered."""

    PUPILS = "pupils"
    STAFF = "staff"


class CareSection(StrEnum):
    """A closed section of a pupil's card: it holds data of special categories."""

    HEALTH = "health"
    PSYCHOLOGY = "psychology"
    SOCIAL = "social"


class CareKind(StrEnum):
    """What a note of a closed section is about."""

    ILLNESS = "illness"
    EXEMPTION = "exemption"
    HEALTH_GROUP = "health_group"
    SPORTS_GROUP = "sports_group"
    COMMISSION = "commission"
    SUPPORT = "support"
    BENEFIT = "benefit"
    MEALS = "meals"
    TRANSPORT = "transport"
    SUPERVISION = "supervision"
    NOTE = "note"


class Kinship(StrEnum):
    """By what somebody stands for a child; all but a mother and a father by a paper."""

    MOTHER = "mother"
    FATHER = "father"
    ADOPTER = "adopter"
    GUARDIAN = "guardian"
    FOSTER = "foster"
    GRANDMOTHER = "grandma"
    GRANDFATHER = "grandpa"
    OTHER = "other"


class Opens(StrEnum):
    """What the parents' paper opens to a trusted person in Parta: the child's diary, or it and words of absences."""

    DIARY = "diary"
    ABSENCES = "absences"


class IdentityPaper(StrEnum):
    """By which paper a pupil is known."""

    BIRTH_CERTIFICATE = "birth"
    PASSPORT = "passport"
    FOREIGN = "foreign"
    OTHER = "other"


class NarrowingState(StrEnum):
    """Whether a function is proposed to be taken from a category of users, is taken, or stays."""

    PROPOSED = "proposed"
    SET = "set"
    DECLINED = "declined"


class ScanOf(StrEnum):
    """Which paper a scan shows."""

    CONSENT = "consent"
    GUARDIANSHIP = "guardianship"
    TRUSTED = "trusted"


class Programme(StrEnum):
    """Which educational programme a pupil follows; on what medical ground, closed sections know."""

    BASIC = "basic"
    ADAPTED = "adapted"


class FormOfStudy(StrEnum):
    """How a pupil gets the programme (273-ФЗ: 17); in a college the group says it, unless the card says otherwise."""

    FULL_TIME = "full_time"
    MIXED = "mixed"
    PART_TIME = "part_time"
    FAMILY = "family"
    SELF = "self"


class Meals(StrEnum):
    """What a pupil eats at school; who pays for it is a matter of the closed section."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    BOTH = "both"
    NONE = "none"


class Level(StrEnum):
    """How far a contest reached."""

    SCHOOL = "school"
    TOWN = "town"
    REGION = "region"
    COUNTRY = "country"
    WORLD = "world"


class MoveKind(StrEnum):
    """What an order of the school does with a pupil's place."""

    ARRIVED = "arrived"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    DEPARTED = "departed"
    EXPELLED = "expelled"
    ACADEMIC_LEAVE = "academic_leave"
    GRADUATED = "graduated"


class StaffMove(StrEnum):
    """What an order of the school does with somebody's work."""

    HIRED = "hired"
    MOVED = "moved"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What is done to records of people, as the audit names it."""

    PERSON_CHANGED = "people.person_changed"
    EMPLOYEE_CHANGED = "people.employee_changed"
    STAFF_ORDER_ENTERED = "people.staff_order_entered"
    CLASS_CARD_FILLED = "people.class_card_filled"
    CLASS_MEMBER_ADDED = "people.class_member_added"
    CLASS_MEMBER_ENDED = "people.class_member_ended"
    APPOINTMENT_CHANGED = "people.appointment_changed"
    HOMEROOM_CHANGED = "people.homeroom_changed"
    PUPIL_CHANGED = "people.pupil_changed"
    ENROLMENT_CHANGED = "people.enrolment_changed"
    CALL_NOTE_ISSUED = "people.call_note_issued"
    MOVEMENT_RECORDED = "people.movement_recorded"
    MOVEMENT_REMOVED = "people.movement_removed"
    PERSON_RENAMED = "people.person_renamed"
    CARDS_JOINED = "people.cards_joined"
    LIST_TAKEN = "people.list_taken"
    CARD_OPENED = "people.card_opened"
    DATA_CHECKED = "people.data_checked"
    TRUST_GIVEN = "people.trust_given"
    TRUST_ENDED = "people.trust_ended"
    TRUST_OPENED = "people.trust_opened"
    COMMITTEE_GIVEN = "people.committee_given"
    COMMITTEE_ENDED = "people.committee_ended"
    CARE_NOTED = "people.care_noted"
    CARE_WITHDRAWN = "people.care_withdrawn"
    CARE_ASSIGNED = "people.care_assigned"
    CARE_ENDED = "people.care_ended"
    SECTION_OPENED = "people.section_opened"
    REPORT_TAKEN = "people.report_taken"
    ATTESTATION_RECORDED = "people.attestation_recorded"
    ATTESTATION_REMOVED = "people.attestation_removed"
    PAPER_CHOSEN = "people.paper_chosen"
    PAPER_ENDED = "people.paper_ended"
    PUPIL_CHECKED = "people.pupil_checked"
    GUARDIANSHIP_CHANGED = "people.guardianship_changed"
    CONSENT_CHANGED = "people.consent_changed"
    ACHIEVEMENT_TOLD = "people.achievement_told"
    ACHIEVEMENT_ACCEPTED = "people.achievement_accepted"
    ACHIEVEMENT_DECLINED = "people.achievement_declined"
    TRAINING_TOLD = "people.training_told"
    TRAINING_ACCEPTED = "people.training_accepted"
    TRAINING_DECLINED = "people.training_declined"
    CORRECTION_PROPOSED = "people.correction_proposed"
    CORRECTION_ACCEPTED = "people.correction_accepted"
    CORRECTION_DECLINED = "people.correction_declined"
    COMPROMISE_REPORTED = "people.compromise_reported"
    ACCOUNT_RETURNED = "people.account_returned"
    RIGHTS_PROPOSED = "people.rights_proposed"
    RIGHTS_NARROWED = "people.rights_narrowed"
    RIGHTS_DECLINED = "people.rights_declined"
    RIGHTS_GIVEN_BACK = "people.rights_given_back"
    SCAN_KEPT = "people.scan_kept"
    SCAN_REMOVED = "people.scan_removed"
    SCAN_OPENED = "people.scan_opened"
    ACCESS_SUSPENDED = "people.access_suspended"
    ACCESS_REOPENED = "people.access_reopened"


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
    ROW_DAYS = "people_row_days"
    ROW_TWICE = "people_row_twice"
    ROW_DECIDED = "people_row_decided"
    ROW_NEEDS_WORDS = "people_row_needs_words"
    ISSUER_IS_ANOTHER = "people_issuer_is_another"
    SECOND_FACTOR_ABOVE = "people_second_factor_above"
    SECOND_FACTOR_OWN = "people_second_factor_own"
    SECOND_FACTOR_UNGROUNDED = "people_second_factor_ungrounded"
    ACCOUNT_SHARED = "account_shared"
    CONSENT_MISSING = "people_consent_missing"
    CONSENT_IN_FUTURE = "people_consent_in_future"
    CONSENT_OF_ADULT = "people_consent_of_adult"
    CONSENT_UNDERAGE = "people_consent_underage"
    CONSENT_STANDS = "people_consent_stands"
    CONSENT_UNSIGNED = "people_consent_unsigned"
    CONSENT_FORMS = "people_consent_forms"
    CONSENT_NOT_GIVEN = "people_consent_not_given"
    AGREEMENT_OF_STAFF = "people_agreement_of_staff"
    AGREEMENT_BACKWARDS = "people_agreement_backwards"
    AGREEMENT_UNSIGNED = "people_agreement_unsigned"
    CODE_NO_MAILBOX = "people_code_no_mailbox"
    CODE_MAIL_REFUSED = "people_code_mail_refused"
    CORRECTION_NEEDS_WORDS = "people_correction_needs_words"
    COMPROMISE_IN_FUTURE = "people_compromise_in_future"
    COMPROMISE_LONG_AGO = "people_compromise_long_ago"
    COMPROMISE_WITHOUT_ACCOUNT = "people_compromise_without_account"
    RIGHTS_KEPT = "people_rights_kept"
    RIGHTS_DAY = "people_rights_day"
    RIGHTS_UNGROUNDED = "people_rights_ungrounded"
    RIGHTS_TWICE = "people_rights_twice"
    RIGHTS_DECIDED = "people_rights_decided"
    SCAN_UNKNOWN = "people_scan_unknown"
    SCAN_TOO_MANY = "people_scan_too_many"
    SUSPEND_UNGROUNDED = "people_suspend_ungrounded"
    SUSPEND_TWICE = "people_suspend_twice"
    SUSPEND_NOTHING = "people_suspend_nothing"
    SUSPEND_REOPENED = "people_suspend_reopened"
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
    TRANSFER_STILL_HERE = "people_transfer_still_here"
    TRANSFER_OWN_SCHOOL = "people_transfer_own_school"
    JOIN_ITSELF = "people_join_itself"
    JOIN_OWN = "people_join_own"
    JOIN_WAY_IN = "people_join_way_in"
    JOIN_TIES = "people_join_ties"
    JOIN_RECORDS = "people_join_records"
    RENAMED_IN_FUTURE = "people_renamed_in_future"
    CHECKED_ALREADY = "people_checked_already"
    CHECK_NOT_ASKED = "people_check_not_asked"
    RIGHT_LONGER = "people_right_longer"
    RIGHT_BACKWARDS = "people_right_backwards"
    RIGHT_END_OF_OFFICE = "people_right_end_of_office"
    RIGHT_DAYS = "people_right_days"
    RIGHT_TWICE = "people_right_twice"
    RIGHT_PAPER = "people_right_paper"
    RIGHT_OWN = "people_right_own"
    RIGHT_ITSELF = "people_right_itself"
    TRUST_DAYS = "people_trust_days"
    TRUST_TWICE = "people_trust_twice"
    TRUST_OVER = "people_trust_over"
    TRUST_NAME = "people_trust_name"
    TRUST_SAME = "people_trust_same"
    TRUST_OWN = "people_trust_own"
    TRUST_KNOWN = "people_trust_known"
    COMMITTEE_NOT_PARENT = "people_committee_not_parent"
    COMMITTEE_DAYS = "people_committee_days"
    COMMITTEE_TWICE = "people_committee_twice"
    COMMITTEE_ENDED = "people_committee_ended"
    CARE_KIND = "people_care_kind"
    CARE_DAYS = "people_care_days"
    CARE_TWICE = "people_care_twice"
    CARE_WITHDRAWN = "people_care_withdrawn"
    CARE_KEEPER = "people_care_keeper"
    CARE_WARD_DAYS = "people_care_ward_days"
    CARE_WARD_TWICE = "people_care_ward_twice"
    CARE_WARD_GROUND = "people_care_ward_ground"
    CARE_WARD_ENDED = "people_care_ward_ended"
    STAFF_ORDER_AHEAD = "people_staff_order_ahead"
    STAFF_DAY = "people_staff_day"
    STAFF_EMPLOYED = "people_staff_employed"
    STAFF_NOT_EMPLOYED = "people_staff_not_employed"
    STAFF_MOVE_AHEAD = "people_staff_move_ahead"
    STAFF_ONESELF = "people_staff_oneself"
    STAFF_BY_DIRECTOR = "people_staff_by_director"
    STAFF_NOT_LEAVING = "people_staff_not_leaving"
    STAFF_LATER_POST = "people_staff_later_post"
    STAFF_LEFT = "people_staff_left"
    LEADER_HELD = "people_leader_held"
    LEADER_DAYS = "people_leader_days"
    LEADER_ACTING = "people_leader_acting"
    LEADER_SAME = "people_leader_same"
    LEADER_ENDED = "people_leader_ended"
    APPOINT_BY_ANOTHER = "people_appoint_by_another"
    APPOINT_ONESELF = "people_appoint_oneself"
    APPOINT_END_ONESELF = "people_appoint_end_oneself"
    APPOINT_LONGER = "people_appoint_longer"
    APPOINT_BACKWARDS = "people_appoint_backwards"
    APPOINT_ACTING = "people_appoint_acting"
    APPOINT_FOR_WHOM = "people_appoint_for_whom"
    APPOINT_TWICE = "people_appoint_twice"
    APPOINT_ENDED = "people_appoint_ended"
    APPOINT_LAST = "people_appoint_last"
