"""Words about paper."""

from enum import StrEnum


class Act(StrEnum):
    """What is done with paper, as the audit names it."""

    PRINTED = "paper.printed"


class Form(StrEnum):
    """What was printed."""

    JOURNAL = "journal"
    CLASS_JOURNALS = "class_journals"
    SCHOOL_JOURNALS = "school_journals"
    TERM_SHEET = "term_sheet"
    YEAR_SHEET = "year_sheet"
    WEEK = "week"
    RESULTS = "results"
    SLIPS = "slips"
    SUBSTITUTIONS = "substitutions"
    CORRECTIONS = "corrections"
    LETTER = "letter"
    CERTIFICATE = "certificate"
    MOVEMENT = "movement"
    ALPHABET = "alphabet"
    CLASS_CARD = "class_card"
    CODE_SLIPS = "code_slips"
    SHEET = "sheet"
    CALL_NOTES = "call_notes"
    RECORD_BOOKS = "record_books"
    WALL = "wall"
    CONSENTS = "consents"
    DESTRUCTION = "destruction"
