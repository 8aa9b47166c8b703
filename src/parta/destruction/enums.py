"""Words about the destruction of data."""

from enum import StrEnum

from parta.audit.rules import APPROVED, DESTROYED


class Kind(StrEnum):
    """What is destroyed as one: of one subject, with a term of its own."""

    CARD = "card"
    FAMILY = "family"
    CARE = "care"
    CONSENT = "consent"
    REQUEST = "request"
    APPEAL = "appeal"
    FILES = "files"
    STAFF = "staff"
    JOURNAL = "journal"
    SUMMARY = "summary"


PERSONAL = (Kind.CARD, Kind.FAMILY, Kind.CARE, Kind.CONSENT, Kind.STAFF)
"""Kinds whose subject is a person of the school; of the others it is a paper, an import or a journal."""
JOURNALS = (Kind.JOURNAL, Kind.SUMMARY)
"""Kinds whose subject is a journal of a year that is over; their terms are the act's."""


class Reason(StrEnum):
    """Why data are to go."""

    TERM = "term"
    WITHDRAWN = "withdrawn"


class Hold(StrEnum):
    """Why data stay, whatever their term: somebody is still concerned with them."""

    STUDIES = "studies"
    ON_LEAVE = "on_leave"
    WORKS = "works"
    CARES = "cares"
    COMPROMISE = "compromise"
    CORRECTION = "correction"
    REQUEST = "request"
    APPEAL = "appeal"
    QUESTION = "question"
    TRANSFER = "transfer"
    DEBT = "debt"


HERE = frozenset((Hold.STUDIES, Hold.WORKS, Hold.CARES))
"""Why somebody has not left at all: the list does not name them."""


class State(StrEnum):
    """Where an act of destruction stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What is done about destruction, as the audit names it."""

    DRAFTED = "destruction.act_drafted"
    APPROVED = APPROVED
    WITHDRAWN = "destruction.act_withdrawn"
    DESTROYED = DESTROYED
    KEPT = "destruction.line_kept"
    DONE = "destruction.act_done"
    TERM_SET = "destruction.term_set"


class RefusalCode(StrEnum):
    """Why data are not destroyed, or an act does not go on; `wording.destruction` has the words."""

    HELD = "destruction_held"
    NOT_OVER = "destruction_not_over"
    TERM_RUNS = "destruction_term_runs"
    NOTHING_LEFT = "destruction_nothing_left"
    CHANGED = "destruction_changed"
    IN_ACT = "destruction_in_act"
    NO_LINES = "destruction_no_lines"
    TOO_MANY = "destruction_too_many"
    COMMISSION = "destruction_commission"
    OWN_ACT = "destruction_own_act"
    NOT_DRAFT = "destruction_not_draft"
    NOT_APPROVED = "destruction_not_approved"
    STALE = "destruction_stale"
    UNGROUNDED = "destruction_ungrounded"
    NO_ADDRESS = "destruction_no_address"
    TERM_YEARS = "destruction_term_years"


JOB = "destruction"
"""The kind of job that carries an act out."""
