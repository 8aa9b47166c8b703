"""What can be done with what, and how near it is to the person: the words of the permission table."""

from enum import StrEnum
from types import MappingProxyType


class Resource(StrEnum):
    """What is acted upon."""

    JOURNAL = "journal"
    EDIT_REQUEST = "edit_request"
    LESSON = "lesson"
    LESSON_PLAN = "lesson_plan"
    TIMETABLE = "timetable"
    DAY_PAGE = "day_page"
    DIARY = "diary"
    CLASS_PAGE = "class_page"
    CLASS_LIFE = "class_life"
    COMMITTEE = "committee"
    PEOPLE_LIST = "people_list"
    PERSON_CARD = "person_card"
    HEALTH = "health"
    PSYCHOLOGY = "psychology"
    SOCIAL = "social"
    MOVEMENT = "movement"
    APPOINTMENT = "appointment"
    STAFF_ORDER = "staff_order"
    INVITATION_CODE = "invitation_code"
    FAMILY_ACCESS = "family_access"
    PUBLIC_SERVICE = "public_service"
    REGULATION = "regulation"
    RIGHTS = "rights"
    TERM = "term"
    ATTESTATION = "attestation"
    DEBT = "debt"
    AUDIT = "audit"
    LOOK = "look"
    DESTRUCTION = "destruction"
    IMPORT = "import"
    JOB = "job"
    SCHOOL_SETTINGS = "school_settings"
    SIGN_IN = "sign_in"
    OWN_ACCOUNT = "own_account"
    COMPROMISE = "compromise"
    HELP = "help"
    SUPPORT = "support"


class Action(StrEnum):
    """What is done with it."""

    VIEW = "view"
    EDIT = "edit"
    PROPOSE = "propose"
    RENAME = "rename"
    ENTRUST = "entrust"
    JOIN = "join"
    MARK = "mark"
    ATTENDANCE = "attendance"
    TOPIC = "topic"
    HOMEWORK = "homework"
    WORK = "work"
    TERM_RESULT = "term_result"
    NOTE = "note"
    ASK = "ask"
    DECIDE = "decide"
    HOLD = "hold"
    SUBSTITUTE = "substitute"
    CANCEL = "cancel"
    MOVE = "move"
    TICK = "tick"
    ISSUE = "issue"
    REGISTER = "register"
    PRINT = "print"
    CHOOSE = "choose"
    CLOSE = "close"
    REOPEN = "reopen"
    REOPEN_YEAR = "reopen_year"
    CHECK = "check"
    ANNOUNCE = "announce"
    VERIFY = "verify"
    RESET = "reset"
    RUN = "run"
    STOP = "stop"
    RUN_HISTORY = "run_history"
    REPORT = "report"
    VOID = "void"
    RETURN = "return"


class Relation(StrEnum):
    """How near the object is to the person; the nearest that fits is asked about. `MEANINGS` says it by resource."""

    OWN = "own"
    SAME_CLASS = "same_class"
    SAME_SCHOOL = "same_school"
    OTHER_SCHOOL = "other_school"


class Condition(StrEnum):
    """A setting of the regulation that widens rights, by the name it has there."""

    HOMEROOM_EDIT_ALL_PAGES = "homeroom_edit_all_pages"
    HOMEROOM_EDIT_ATTENDANCE = "homeroom_edit_attendance"
    HOMEROOM_ISSUE_CODES = "homeroom_issue_codes"
    DIRECTOR_EDIT_ALL_PAGES = "director_edit_all_pages"
    DEPUTY_READ_ALL_PAGES = "deputy_read_all_pages"
    DEPUTY_DECIDES_ACCESS = "deputy_decides_access"
    HOMEROOM_SHUTS_ACCESS = "homeroom_shuts_access"
    DEPUTY_GIVES_ROLES = "deputy_gives_roles"
    ADMINISTRATOR_SETS_RIGHTS = "administrator_sets_rights"


ACTIONS: MappingProxyType[Resource, tuple[Action, ...]] = MappingProxyType(
    {
        Resource.JOURNAL: (
            Action.VIEW,
            Action.MARK,
            Action.ATTENDANCE,
            Action.TOPIC,
            Action.HOMEWORK,
            Action.WORK,
            Action.TERM_RESULT,
            Action.NOTE,
        ),
        Resource.EDIT_REQUEST: (Action.VIEW, Action.ASK, Action.DECIDE),
        Resource.LESSON: (Action.VIEW, Action.HOLD, Action.SUBSTITUTE, Action.CANCEL, Action.MOVE),
        Resource.LESSON_PLAN: (Action.VIEW, Action.EDIT, Action.DECIDE),
        Resource.TIMETABLE: (Action.VIEW,),
        Resource.DAY_PAGE: (Action.VIEW,),
        Resource.DIARY: (Action.VIEW, Action.TICK, Action.ANNOUNCE),
        Resource.CLASS_PAGE: (Action.VIEW, Action.CHECK, Action.EDIT),
        Resource.CLASS_LIFE: (Action.VIEW, Action.CHECK, Action.EDIT),
        Resource.COMMITTEE: (Action.VIEW, Action.EDIT),
        Resource.PEOPLE_LIST: (Action.VIEW,),
        Resource.PERSON_CARD: (
            Action.VIEW,
            Action.EDIT,
            Action.PROPOSE,
            Action.RENAME,
            Action.ENTRUST,
            Action.JOIN,
        ),
        Resource.HEALTH: (Action.VIEW, Action.EDIT),
        Resource.PSYCHOLOGY: (Action.VIEW, Action.EDIT, Action.DECIDE),
        Resource.SOCIAL: (Action.VIEW, Action.EDIT, Action.DECIDE),
        Resource.MOVEMENT: (Action.VIEW, Action.EDIT),
        Resource.APPOINTMENT: (Action.VIEW, Action.EDIT),
        Resource.STAFF_ORDER: (Action.VIEW, Action.EDIT),
        Resource.INVITATION_CODE: (Action.ISSUE, Action.PRINT),
        Resource.FAMILY_ACCESS: (Action.VIEW, Action.CLOSE, Action.REOPEN),
        Resource.PUBLIC_SERVICE: (Action.VIEW, Action.REGISTER, Action.DECIDE, Action.CLOSE, Action.EDIT),
        Resource.REGULATION: (Action.VIEW, Action.CHOOSE),
        Resource.RIGHTS: (Action.PROPOSE, Action.DECIDE),
        Resource.TERM: (Action.VIEW, Action.CLOSE, Action.REOPEN, Action.REOPEN_YEAR),
        Resource.ATTESTATION: (Action.VIEW, Action.EDIT, Action.CLOSE),
        Resource.DEBT: (Action.VIEW, Action.REGISTER, Action.MARK, Action.EDIT),
        Resource.AUDIT: (Action.VIEW, Action.VERIFY),
        Resource.LOOK: (Action.VIEW,),
        Resource.DESTRUCTION: (Action.VIEW, Action.EDIT, Action.DECIDE),
        Resource.IMPORT: (Action.RUN, Action.RUN_HISTORY),
        Resource.JOB: (Action.VIEW, Action.STOP),
        Resource.SCHOOL_SETTINGS: (Action.VIEW, Action.EDIT, Action.DECIDE),
        Resource.SIGN_IN: (Action.VIEW, Action.EDIT, Action.RESET),
        Resource.OWN_ACCOUNT: (Action.VIEW, Action.EDIT),
        Resource.COMPROMISE: (Action.VIEW, Action.REPORT, Action.VOID, Action.RETURN),
        Resource.HELP: (Action.VIEW, Action.ASK, Action.DECIDE),
        Resource.SUPPORT: (Action.VIEW, Action.EDIT),
    }
)
