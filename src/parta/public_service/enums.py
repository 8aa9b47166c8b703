"""Words about the public service of access."""

from enum import StrEnum

from parta.regulation.enums import RefusalGround

__all__ = [
    "Act",
    "Book",
    "EndReason",
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


class State(StrEnum):
    """Where a request stands: `granted` waits for its code, `given` is carried out."""

    WAITING = "waiting"
    GRANTED = "granted"
    GIVEN = "given"
    REFUSED = "refused"


OPEN = (State.WAITING, State.GRANTED)
"""States in which the term runs."""


class Way(StrEnum):
    """How the applicant wants to be told (S3: П3-2.15, 3.5)."""

    IN_PERSON = "in_person"
    EMAIL = "email"
    HOMEROOM = "homeroom"
    PHONE = "phone"


class PaperKind(StrEnum):
    """What is shown with the request; nothing else may be asked for (S3: П3-2.6, 2.7)."""

    IDENTITY = "identity"
    BIRTH_CERTIFICATE = "birth_certificate"
    GUARDIAN_DOCUMENT = "guardian_document"


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
    REQUEST_GRANTED = "service.request_granted"
    REQUEST_REFUSED = "service.request_refused"
    ACCESS_GIVEN = "service.access_given"
    LETTER_MADE = "service.letter_made"
    ACCESS_ENDED = "service.access_ended"
    LETTER_POSTED = "service.letter_posted"
    APPEAL_REGISTERED = "service.appeal_registered"
    APPEAL_ANSWERED = "service.appeal_answered"
    TEMPLATE_SAVED = "service.template_saved"


class RefusalCode(StrEnum):
    """Why an act of the service cannot be done; `wording.public_service` has the words."""

    DECIDED = "service_decided"
    NOT_GRANTED = "service_not_granted"
    NOT_STUDYING = "service_not_studying"
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
    LOOSE_BRACE = "service_loose_brace"
    TEMPLATE_STALE = "service_template_stale"
    ANSWERED = "service_answered"
