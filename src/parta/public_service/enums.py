"""Words about the public service of access."""

from enum import StrEnum

from parta.regulation.enums import PaperKind, RefusalGround

__all__ = [
    "Act",
    "Book",
    "EndReason",
    "Hand",
    "LetterKind",
    "Mismatch",
    "PaperKind",
    "RefusalCode",
    "RefusalGround",
    "State",
    "Way",
]


class Book(StrEnum):
    """A journal of registration; each begins anew with the calendar year."""

    REQUESTS = "requests"
    LETTERS = "letters"
    APPEALS = "appeals"
    HELP = "help"
    DESTRUCTION = "destroyed"
    CERTIFICATES = "certs"


class CertificateKind(StrEnum):
    """What a certificate about a pupil says."""

    STUDY = "study"
    PROGRESS = "progress"
    ENROLLED = "enrolled"
    LEFT = "left"
    PERIOD = "period"


class State(StrEnum):
    """Where a request stands: `granted` waits for its code, `given` is carried out, `ended` lost its code."""

    WAITING = "waiting"
    GRANTED = "granted"
    GIVEN = "given"
    REFUSED = "refused"
    ENDED = "ended"


OPEN = (State.WAITING, State.GRANTED)
"""States in which the term runs."""


class AgeState(StrEnum):
    """What the access of an adult pupil's parents waits for, the most pressing first."""

    ENDS = "ends"
    REVIEW = "review"
    SOON = "soon"
    KEPT = "kept"


class Way(StrEnum):
    """How the applicant wants to be told (S3: П3-2.15, 3.5)."""

    IN_PERSON = "in_person"
    EMAIL = "email"
    HOMEROOM = "homeroom"
    PHONE = "phone"


class Hand(StrEnum):
    """In whose hands a request is on its way."""

    DESK = "desk"
    DECISION = "decision"
    CODE = "code"
    HOMEROOM = "homeroom"
    PARENT = "parent"


class LetterKind(StrEnum):
    """A letter that the school signs."""

    REFUSAL = "refusal"
    TERMINATION = "termination"
    APPEAL_ANSWER = "appeal_answer"


class EndReason(StrEnum):
    """Why the service ends for somebody (S0: 10.2 asks for a reason, no act lists them)."""

    CHILD_LEFT = "child_left"
    OF_AGE = "of_age"
    OWN_WISH = "own_wish"
    RIGHT_ENDED = "right_ended"
    OTHER = "other"


class Mismatch(StrEnum):
    """In what the paper and the register differ."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    PATRONYMIC = "patronymic"
    BIRTH_DATE = "birth_date"
    SCHOOL_CLASS = "school_class"
    NOT_STUDYING = "not_studying"
    OF_AGE = "of_age"
    NOT_GUARDIAN = "not_guardian"
    RIGHT_ENDED = "right_ended"
    PHONE = "phone"


class Act(StrEnum):
    """What is done about the service, as the audit names it."""

    REQUEST_REGISTERED = "service.request_registered"
    REQUEST_PAPERS = "service.request_papers"
    REQUEST_GRANTED = "service.request_granted"
    REQUEST_REFUSED = "service.request_refused"
    ACCESS_GIVEN = "service.access_given"
    LETTER_MADE = "service.letter_made"
    CERTIFICATE_ISSUED = "service.certificate_issued"
    CERTIFICATE_ANNULLED = "service.certificate_annulled"
    ACCESS_ENDED = "service.access_ended"
    LETTER_ASKED = "service.letter_asked"
    LETTER_POSTED = "service.letter_posted"
    APPEAL_REGISTERED = "service.appeal_registered"
    APPEAL_ANSWERED = "service.appeal_answered"
    HELP_ASKED = "service.help_asked"
    HELP_ANSWERED = "service.help_answered"
    HELP_HANDED = "service.help_handed"
    HELP_PASSED_ON = "service.help_passed_on"
    SUPPORT_REPLIED = "service.support_replied"
    SUPPORT_GRANTED = "service.support_granted"
    SUPPORT_ENDED = "service.support_ended"
    SUPPORT_DOOR_MADE = "service.support_door_made"
    SUPPORT_ENTERED = "service.support_entered"
    SUPPORT_LOOKED = "service.support_looked"
    TEMPLATE_SAVED = "service.template_saved"


class RefusalCode(StrEnum):
    """Why an act of the service cannot be done; `wording.public_service` has the words."""

    CERTIFICATE_KIND = "service_certificate_kind"
    CERTIFICATE_NOT_HERE = "service_certificate_not_here"
    CERTIFICATE_NO_ORDER = "service_certificate_no_order"
    CERTIFICATE_STILL_HERE = "service_certificate_still_here"
    CERTIFICATE_ANNULLED = "service_certificate_annulled"
    CERTIFICATE_UNGROUNDED = "service_certificate_ungrounded"
    DECIDED = "service_decided"
    NOT_GRANTED = "service_not_granted"
    NOT_STUDYING = "service_not_studying"
    ADULT_SILENT = "service_adult_silent"
    PAPERS_MISSING = "service_papers_missing"
    PAPERS_SCANNED = "service_papers_scanned"
    PUPIL_OF_AGE = "service_pupil_of_age"
    NOT_OF_AGE = "service_not_of_age"
    OWN_CHILD_HIMSELF = "service_own_child_himself"
    GROUND_NOT_IN_ACT = "service_ground_not_in_act"
    NEEDS_WORDS = "service_needs_words"
    EMPTY_LETTER = "service_empty_letter"
    HAS_OTHER_ROLE = "service_has_other_role"
    NO_ACCESS = "service_no_access"
    NO_MAILBOX = "service_no_mailbox"
    NO_MAIL_SERVER = "service_no_mail_server"
    ON_ITS_WAY = "service_on_its_way"
    UNKNOWN_PLACE = "service_unknown_place"
    MISSING_PLACE = "service_missing_place"
    LONG_TITLE = "service_long_title"
    LOOSE_BRACE = "service_loose_brace"
    TEMPLATE_STALE = "service_template_stale"
    ANSWERED = "service_answered"
    HELP_TOO_MANY = "service_help_too_many"
    HELP_ANSWERED = "service_help_answered"
    HELP_PASSED_ON = "service_help_passed_on"
    HELP_HANDED = "service_help_handed"
    HELP_NEEDS_WORDS = "service_help_needs_words"
    SUPPORT_HOURS = "service_support_hours"
    SUPPORT_NEEDS_PURPOSE = "service_support_needs_purpose"
    SUPPORT_STANDS = "service_support_stands"
    SUPPORT_OVER = "service_support_over"
    SUPPORT_NOT_GRANTED = "service_support_not_granted"
