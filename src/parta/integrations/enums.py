"""Words about imports."""

from enum import StrEnum


class Act(StrEnum):
    """What is done about imports, as the audit names it."""

    FILES_ADDED = "integrations.files_added"
    FILE_REMOVED = "integrations.file_removed"
    COLUMN_CHOSEN = "integrations.column_chosen"
    CELL_CORRECTED = "integrations.cell_corrected"
    DRAFT_DISCARDED = "integrations.draft_discarded"
    TABLES_TAKEN = "integrations.tables_taken"
    IMPORT_UNDONE = "integrations.import_undone"


class DraftState(StrEnum):
    """How far an import on pages is."""

    GATHERING = "gathering"
    CHECKED = "checked"
    STORED = "stored"


class Work(StrEnum):
    """Long work of imports, as jobs are named."""

    CHECK = "import_check"
    STORE = "import_store"
    UNDO = "import_undo"
    CHECK_MARKS = "import_marks_check"
    STORE_MARKS = "import_marks"


class ImportRefusal(StrEnum):
    """Why an import on pages cannot go on."""

    NO_DRAFT = "import_no_draft"
    BAD_FILE = "import_bad_file"
    TOO_MUCH = "import_too_much"
    BUSY = "import_busy"
    NOT_CHECKED = "import_not_checked"
    HAS_ERRORS = "import_has_errors"
    BAD_COLUMN = "import_bad_column"
    BAD_CELL = "import_bad_cell"
    NOT_LAST = "import_not_last"
    STOOD_ON = "import_stood_on"
    CHANGED_SINCE = "import_changed_since"
    NOT_KEPT = "import_not_kept"
