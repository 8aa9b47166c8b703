"""Words that a school's regulation chooses from."""

from enum import StrEnum


class Source(StrEnum):
    """Whether a value stands in the school's act, is inferred from a neighbouring duty, or comes from the default."""

    OWN = "own"
    INFERRED = "inferred"
    DEFAULT = "default"


class LatePolicy(StrEnum):
    """What happens to an entry after its window; from the strictest to the loosest."""

    DENY = "deny"
    APPROVE = "approve"
    LOG_ONLY = "log_only"


class Anchor(StrEnum):
    """The moment that a deadline is counted from."""

    LESSON_END = "lesson_end"
    CLASS_LAST_LESSON_END = "class_last_lesson_end"
    WORK_DATE = "work_date"
    NEXT_LESSON = "next_lesson_of_subject"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    YEAR_END = "year_end"
    ATTESTATION = "attestation_date"
    GIA_ANNOUNCED = "gia_announced"
    GIA_ENTERED = "gia_entered"
    REQUEST = "request_registered"


class Unit(StrEnum):
    """What a deadline is counted in."""

    MINUTE = "minute"
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    LESSON = "lesson"


class Direction(StrEnum):
    """Whether a deadline is counted on from its anchor or back from it."""

    AFTER = "after"
    BEFORE = "before"


class CountFrom(StrEnum):
    """Which day is the first of a term: the one after the anchor's (the usual reading), or the anchor's own."""

    NEXT_DAY = "next_day"
    SAME_DAY = "same_day"


class HomeworkDueRule(StrEnum):
    """For which lessons homework may be set."""

    ANY = "any"
    FUTURE_ONLY = "future_only"


class AbsenceCode(StrEnum):
    """Why a pupil was not, or not wholly, at a lesson."""

    ABSENT = "absent"
    ILL = "ill"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    LATE = "late"
    EXEMPT = "exempt"
    DISTANCE = "distance"


class AttendanceCheck(StrEnum):
    """How often the homeroom teacher looks through the absences of the class."""

    NONE = "none"
    SCHOOL_DAY = "school_day"
    DAILY = "daily"


class Cycle(StrEnum):
    """How often something is made, sent or looked at; the acts do not always give a figure."""

    NONE = "none"
    ON_DEMAND = "on_demand"
    UNSPECIFIED = "unspecified"
    PERIODIC = "periodic"
    CURRENT = "current"
    TIMELY = "timely"
    CONTINUOUS = "continuous"
    REPORTS = "reports"
    TRADITIONAL = "traditional"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    PERIOD = "period"
    PERIOD_AND_YEAR = "period_and_year"
    YEAR = "year"


class RosterSource(StrEnum):
    """Where lists of pupils and staff are kept first."""

    LOCAL = "local"
    EXTERNAL = "external"


class GroupSplitter(StrEnum):
    """Who divides a class into groups; the office, which keeps the load, always may."""

    HOMEROOM = "homeroom"
    OFFICE = "office"


class PersonalDataEditor(StrEnum):
    """Who changes what is written of a pupil and a family."""

    ADMINISTRATOR = "administrator"
    HOMEROOM = "homeroom"
    SECRETARY = "secretary"
    EXTERNAL = "external"


class ExtraRole(StrEnum):
    """Roles that an act names beyond administration, teachers, homeroom teachers, pupils and parents."""

    SECRETARY = "secretary"
    HR_INSPECTOR = "hr_inspector"
    NURSE = "nurse"
    SOCIAL_PEDAGOGUE = "social_pedagogue"
    PSYCHOLOGIST = "psychologist"
    PARENTS_COMMITTEE = "parents_committee"
    LIBRARIAN = "librarian"
    CURATOR = "curator"
    ADMISSIONS_SECRETARY = "admissions_secretary"
    ADDITIONAL_EDUCATION = "additional_education"
    ADMISSIONS_REGISTER = "admissions_register"
    TRUSTED_PERSON = "trusted_person"


class AuthMethod(StrEnum):
    """By what people come in."""

    PASSWORD = "password"  # noqa: S105 - the name of a way in
    INVITATION_CODE = "invitation_code"
    ESIA = "esia"
    REGIONAL_PORTAL = "regional_portal"
    REGIONAL_SIGN_IN = "regional_sign_in"


class CredentialsIssuer(StrEnum):
    """Who gives people what they come in with."""

    ADMINISTRATOR = "administrator"
    HOMEROOM = "homeroom"
    SYSTEM = "system"
    ESIA = "esia"
    REGIONAL_PORTAL = "regional_portal"


class PasswordRule(StrEnum):
    """What is asked of passwords."""

    STRONG = "strong"
    CHANGE_AT_FIRST_SIGN_IN = "change_at_first_sign_in"


class RefusalGround(StrEnum):
    """Why access to the diary is refused: a closed list."""

    NOT_AN_APPLICANT = "not_an_applicant"
    NOT_A_PUPIL = "not_a_pupil"
    OF_AGE = "of_age"
    BAD_DOCUMENTS = "bad_documents"
    CONTRADICTORY_DATA = "contradictory_data"
    OWN_REFUSAL = "own_refusal"


class PaperKind(StrEnum):
    """What is shown with a request for access; nothing else may be asked for (S3: П3-2.6, 2.7)."""

    IDENTITY = "identity"
    BIRTH_CERTIFICATE = "birth_certificate"
    GUARDIAN_DOCUMENT = "guardian_document"


class SupportChannel(StrEnum):
    """Where people turn with a question."""

    CONSULTATION = "consultation"
    HOMEROOM = "homeroom"
    ADMINISTRATOR = "administrator"
    VENDOR = "vendor"
    INTERNAL_MAIL = "internal_mail"
    EMAIL = "email"
    VISIT = "visit"
    PHONE = "phone"


class Sender(StrEnum):
    """Whose messages are answered first, as an act puts them in order."""

    ADMINISTRATION = "administration"
    HOMEROOM = "homeroom"
    TEACHER = "teacher"
    PARENT = "parent"
    PUPIL = "pupil"


class Audience(StrEnum):
    """Whom a notice board speaks to."""

    PUPILS = "pupils"
    PARENTS = "parents"
    TEACHERS = "teachers"


class ArchiveCopy(StrEnum):
    """In what form and where a closed journal is kept."""

    SERVER = "server"
    REMOVABLE = "removable"
    PDF = "pdf"
    PAPER = "paper"
    EXPORT = "export"


class CertificationPart(StrEnum):
    """What makes a printed journal a document."""

    TITLE_PAGE = "title_page"
    CONTENTS = "contents"
    SHEET_COUNT = "sheet_count"
    STITCH = "stitch"
    DIRECTOR = "director"
    SEAL = "seal"
    DATE = "date"


class PrintResponsible(StrEnum):
    """Who prints the journal or the summary sheets."""

    ADMINISTRATOR = "administrator"
    DEPUTY = "deputy"
    HOMEROOM = "homeroom"
    SECRETARY = "secretary"


class YearCloser(StrEnum):
    """Whose hand closing the year needs."""

    ADMINISTRATOR = "administrator"
    DEPUTY = "deputy"
    DIRECTOR_ORDER = "director_order"


class Milestone(StrEnum):
    """A day of the school year that has no fixed date."""

    YEAR_END = "year_end"


class SubjectNameStyle(StrEnum):
    """How subjects are named."""

    AS_ENTERED = "as_entered"
    FULL_LOWER_CASE = "full_lower_case"


class Terminology(StrEnum):
    """Whose words the pages speak: a school's or a college's."""

    SCHOOL = "school"
    COLLEGE = "spo"


class Preset(StrEnum):
    """The regulations that come with Parta."""

    DEFAULT = "default"
    SCHOOL_117 = "school_117"
    LYCEUM_68 = "lyceum_68"
    SCHOOL_2 = "school_2"
    STAKHANOVSKAYA = "stakhanovskaya"
    KUDYMKAR_COLLEGE = "kudymkar_college"


class Act(StrEnum):
    """What is done to the regulation, as the audit names it."""

    PRESET_CHOSEN = "regulation.preset_chosen"
    DRAFT_BEGUN = "regulation.draft_begun"
    DRAFT_CHANGED = "regulation.draft_changed"
    DRAFT_DISCARDED = "regulation.draft_discarded"
    DRAFT_APPROVED = "regulation.draft_approved"
    ACT_UPLOADED = "regulation.act_uploaded"
    ACT_REPLACED = "regulation.act_replaced"
    ACT_WITHDRAWN = "regulation.act_withdrawn"
    ACT_SHOWN = "regulation.act_shown"
    ACT_ASKED = "regulation.act_asked"
    ACT_ACKNOWLEDGED = "regulation.act_acknowledged"
    ACT_LINKED = "regulation.act_linked"
    USER_RULES_CHANGED = "regulation.user_rules_changed"
    USER_RULES_ACKNOWLEDGED = "regulation.user_rules_acknowledged"


class DraftRefusal(StrEnum):
    """Why a draft of a regulation is not begun, changed or approved."""

    BEGUN_ALREADY = "draft_begun_already"
    NO_DRAFT = "no_draft"
    SEEN_OLD = "draft_seen_old"
    BAD_VALUE = "draft_bad_value"
    IN_PAST = "regulation_in_past"


class ActKind(StrEnum):
    """What sort of a document a local act is."""

    STATUTE = "statute"
    RULES = "rules"
    ORDER = "order"
    INSTRUCTION = "instruction"
    OTHER = "other"


class KnownBy(StrEnum):
    """Who says to have read an act before going on: nobody, whoever works here, or everybody of the school."""

    NOBODY = ""
    STAFF = "staff"
    EVERYBODY = "everybody"


class UserGroup(StrEnum):
    """For whom rules of use are written; somebody of two groups reads both."""

    STAFF = "staff"
    FAMILIES = "families"
    PUPILS = "pupils"


class UserRulesRefusal(StrEnum):
    """Why the rules for users are not changed."""

    SEEN_OLD = "user_rules_seen_old"
    SAME = "user_rules_same"


class ActRefusal(StrEnum):
    """Why a document is not taken into the register of acts, replaced or withdrawn."""

    NOT_PDF = "act_not_pdf"
    TOO_BIG = "act_too_big"
    ENCRYPTED = "act_encrypted"
    ACTIVE = "act_active"
    STARTS_BEFORE_LAST = "act_starts_before_last"
    WITHDRAWN = "act_withdrawn"
    ENDS_BEFORE_START = "act_ends_before_start"
    ORDER_MISSING = "act_order_missing"
