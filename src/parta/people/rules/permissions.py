"""Who may do what, as one table: role × resource × action × relation. Everything that is not in it is denied.

The table answers «is this act within the person's duties»; whether the row may be seen at all and whether the
regulation allows the act now are other questions, asked elsewhere. A `Condition` names a setting of the school's
regulation: the row holds only where the setting is on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from parta.kernel.actor import Actor
from parta.people.enums import FAMILY, STAFF, Role


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
        Resource.PSYCHOLOGY: (Action.VIEW, Action.EDIT),
        Resource.SOCIAL: (Action.VIEW, Action.EDIT),
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

_SCHOOL_WIDE = "the one of this school"
MEANINGS: MappingProxyType[Resource, MappingProxyType[Relation, str]] = MappingProxyType(
    {
        resource: MappingProxyType(
            {
                Relation.OWN: own,
                Relation.SAME_CLASS: same_class,
                Relation.SAME_SCHOOL: same_school,
                Relation.OTHER_SCHOOL: "anything of a school where the person acts with no membership",
            }
        )
        for resource, own, same_class, same_school in (
            (
                Resource.JOURNAL,
                "a course that the person teaches on the date, or a lesson of it that he or she substitutes",
                "a course with pupils of the class that the person leads",
                "any course of the school",
            ),
            (
                Resource.EDIT_REQUEST,
                "a request to write late that the person made",
                "a request about a course with pupils of the class that the person leads",
                "any request to write late",
            ),
            (
                Resource.LESSON,
                "a dated lesson that the person gives, as its teacher or substitute",
                "a lesson of the class that the person leads",
                "any dated lesson of the school",
            ),
            (
                Resource.LESSON_PLAN,
                "a lesson plan that the person wrote, or that a course of the person follows",
                "never",
                "any lesson plan of the school's library",
            ),
            (
                Resource.TIMETABLE,
                "the lessons that the person gives",
                "the lessons of the class that the person leads",
                "the timetable of any class, teacher and room",
            ),
            (
                Resource.DAY_PAGE,
                "the person's own day",
                "the day of a teacher of the class that the person leads",
                "the day of any employee",
            ),
            (
                Resource.DIARY,
                "the pupil's own diary; for a parent, the diary of a child whose guardian he or she is today",
                "the diary of a pupil of the class that the person leads",
                "the diary of any pupil of the school",
            ),
            (
                Resource.CLASS_PAGE,
                "the class that the person leads",
                "a class where the person teaches a course",
                "any class of the school",
            ),
            (
                Resource.CLASS_LIFE,
                "the day and the marks of the class that the person leads",
                "the day and the marks of a class where the person teaches a course",
                "the day and the marks of any class",
            ),
            (
                Resource.COMMITTEE,
                "figures of the class in whose committee the person is; places in that of the class led",
                "never",
                "places in the committee of any class",
            ),
            (
                Resource.PEOPLE_LIST,
                "the person alone",
                "pupils of the class that the person leads, and their parents",
                "everybody of the school",
            ),
            (
                Resource.PERSON_CARD,
                "the person's own card; for a parent, also the child's",
                "a pupil of the class that the person leads, or a parent of such a pupil",
                "anybody of the school",
            ),
            *(
                (
                    section,
                    "the closed section of the own card; for a parent, of the child's",
                    "never",
                    "the closed section of any pupil's card",
                )
                for section in (Resource.HEALTH, Resource.PSYCHOLOGY, Resource.SOCIAL)
            ),
            (
                Resource.MOVEMENT,
                "never",
                "orders about pupils of the class that the person leads",
                "orders about any pupil, the alphabet book, figures without names",
            ),
            (Resource.APPOINTMENT, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (
                Resource.INVITATION_CODE,
                "a code for oneself: nobody issues it",
                "a code for a pupil of the class that the person leads, or for a parent of such a pupil",
                "a code for anybody of the school",
            ),
            (
                Resource.FAMILY_ACCESS,
                "never",
                "the way in of a pupil of the class that the person leads, or of a parent of such a pupil",
                "the way in of any family",
            ),
            (
                Resource.PUBLIC_SERVICE,
                "never",
                "a granted request of a family of the class that the person leads",
                "any request, letter and appeal of the school",
            ),
            (Resource.REGULATION, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.RIGHTS, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.STAFF_ORDER, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.TERM, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (
                Resource.ATTESTATION,
                "a course that the person teaches",
                "a course of the group that the person leads",
                "any course of the college",
            ),
            (
                Resource.DEBT,
                "a debt in a course that the person teaches",
                "a debt in a course of the group that the person leads",
                "any academic debt of the college",
            ),
            (
                Resource.AUDIT,
                "events of a course that the person teaches",
                "events of a course with pupils of the class that the person leads",
                "all events of the school",
            ),
            (Resource.LOOK, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.DESTRUCTION, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.IMPORT, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (
                Resource.JOB,
                "long work that the person asked for",
                "never",
                "long work that anybody of the school asked for; what it made stays with who asked",
            ),
            (Resource.SCHOOL_SETTINGS, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.SIGN_IN, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.OWN_ACCOUNT, "the person's own account", "never", "never"),
            (
                Resource.COMPROMISE,
                "that somebody else used the person's own account",
                "that somebody else used the account of one of the class that the person leads",
                "that somebody else used an account of the school",
            ),
            (
                Resource.HELP,
                "a question that the person asked",
                "a question of a family of the class that the person leads, where the act sends it there first",
                "a question that anybody of the school asked",
            ),
            (Resource.SUPPORT, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
        )
    }
)
"""What each relation means for each resource."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One row that allows: this role, this act, objects this near, and the setting that must be on, if any."""

    role: Role
    resource: Resource
    action: Action
    relation: Relation
    condition: Condition | None = None


_NEAR_TO_FAR = (Relation.OWN, Relation.SAME_CLASS, Relation.SAME_SCHOOL)
_WRITING = tuple(action for action in ACTIONS[Resource.JOURNAL] if action is not Action.VIEW)


def _grant(
    roles: Iterable[Role] | Role,
    resource: Resource,
    actions: Iterable[Action] | Action,
    reach: Relation,
    condition: Condition | None = None,
) -> Iterator[Permission]:
    """Write rows for every relation up to `reach`: who may act on the whole school may act on what is nearer."""
    roles = (roles,) if isinstance(roles, Role) else tuple(roles)
    actions = (actions,) if isinstance(actions, Action) else tuple(actions)
    for role in roles:
        for action in actions:
            for relation in _NEAR_TO_FAR[: _NEAR_TO_FAR.index(reach) + 1]:
                yield Permission(role, resource, action, relation, condition)


def _from_class(roles: Iterable[Role], resource: Resource, action: Action) -> Iterator[Permission]:
    """Write rows for what is not the own: nobody decides about oneself."""
    for role in roles:
        for relation in _NEAR_TO_FAR[1:]:
            yield Permission(role, resource, action, relation)


_OWN, _CLASS, _SCHOOL = _NEAR_TO_FAR
_LEADERS = (Role.DIRECTOR, Role.DEPUTY)
_KEEPERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
_ARRANGING = (Action.SUBSTITUTE, Action.CANCEL, Action.MOVE)
_OFFICE = (Role.SECRETARY, Role.HR_INSPECTOR, Role.ADMISSIONS_SECRETARY, Role.ADMINISTRATOR)
_RECEIVE = (Role.SECRETARY, Role.ADMISSIONS_SECRETARY, Role.ADMINISTRATOR)
_CARE = (Role.NURSE, Role.PSYCHOLOGIST, Role.SOCIAL_PEDAGOGUE)
_SEEN = (Action.VIEW, Action.PROPOSE)
_SHOWN_TO_SUPPORT = (
    Resource.JOURNAL,
    Resource.LESSON,
    Resource.LESSON_PLAN,
    Resource.TIMETABLE,
    Resource.CLASS_PAGE,
    Resource.REGULATION,
    Resource.TERM,
    Resource.SCHOOL_SETTINGS,
    Resource.JOB,
)
"""What questions about the programme are about: no questions of others, no cards, no closed sections, no audit."""

TABLE: frozenset[Permission] = frozenset(
    permission
    for rows in (
        # the journal: its teacher writes; others only where the regulation says so; the administrator never
        _grant(Role.TEACHER, Resource.JOURNAL, ACTIONS[Resource.JOURNAL], _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.JOURNAL, Action.VIEW, _CLASS),
        _grant(Role.HOMEROOM_TEACHER, Resource.JOURNAL, Action.ATTENDANCE, _CLASS, Condition.HOMEROOM_EDIT_ATTENDANCE),
        _grant(Role.HOMEROOM_TEACHER, Resource.JOURNAL, _WRITING, _CLASS, Condition.HOMEROOM_EDIT_ALL_PAGES),
        _grant(Role.DIRECTOR, Resource.JOURNAL, Action.VIEW, _SCHOOL),
        _grant(Role.DIRECTOR, Resource.JOURNAL, _WRITING, _SCHOOL, Condition.DIRECTOR_EDIT_ALL_PAGES),
        _grant(Role.DEPUTY, Resource.JOURNAL, Action.VIEW, _SCHOOL, Condition.DEPUTY_READ_ALL_PAGES),
        _grant(Role.ADMINISTRATOR, Resource.JOURNAL, Action.VIEW, _SCHOOL),
        # writing late by permission: who teaches asks; a leader decides, never the own request
        _grant((Role.TEACHER, Role.HOMEROOM_TEACHER), Resource.EDIT_REQUEST, (Action.VIEW, Action.ASK), _OWN),
        _grant(_LEADERS, Resource.EDIT_REQUEST, Action.VIEW, _SCHOOL),
        _grant(Role.DIRECTOR, Resource.EDIT_REQUEST, Action.ASK, _OWN, Condition.DIRECTOR_EDIT_ALL_PAGES),
        _from_class(_LEADERS, Resource.EDIT_REQUEST, Action.DECIDE),
        # dated lessons
        _grant(Role.TEACHER, Resource.LESSON, (Action.VIEW, Action.HOLD), _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.LESSON, Action.VIEW, _CLASS),
        _grant((*_LEADERS, Role.ADMINISTRATOR), Resource.LESSON, Action.VIEW, _SCHOOL),
        _grant((Role.DEPUTY, Role.ADMINISTRATOR), Resource.LESSON, _ARRANGING, _SCHOOL),
        # lesson plans: teachers share the library and write their own; a leader approves, never the own one
        _grant((Role.TEACHER, *_LEADERS, Role.ADMINISTRATOR), Resource.LESSON_PLAN, Action.VIEW, _SCHOOL),
        _grant(Role.TEACHER, Resource.LESSON_PLAN, Action.EDIT, _OWN),
        _grant(Role.DEPUTY, Resource.LESSON_PLAN, Action.EDIT, _SCHOOL),
        _from_class(_LEADERS, Resource.LESSON_PLAN, Action.DECIDE),
        _grant(STAFF, Resource.TIMETABLE, Action.VIEW, _SCHOOL),
        _grant((Role.TEACHER, Role.HOMEROOM_TEACHER), Resource.DAY_PAGE, Action.VIEW, _OWN),
        _grant(_LEADERS, Resource.DAY_PAGE, Action.VIEW, _SCHOOL),
        # families
        _grant(FAMILY, Resource.DIARY, (Action.VIEW, Action.TICK), _OWN),
        _grant(Role.PARENT, Resource.DIARY, Action.ANNOUNCE, _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.DIARY, Action.VIEW, _CLASS),
        _grant(_LEADERS, Resource.DIARY, Action.VIEW, _SCHOOL),
        # classes and people
        _grant(Role.HOMEROOM_TEACHER, Resource.CLASS_PAGE, Action.VIEW, _OWN),
        # who stands in which study group: split by who leads the class, kept by the office (S0: 4.2; S3: П3-3.6)
        _grant(Role.HOMEROOM_TEACHER, Resource.CLASS_PAGE, (Action.CHECK, Action.EDIT), _OWN),
        _grant((Role.DEPUTY, Role.ADMINISTRATOR), Resource.CLASS_PAGE, Action.EDIT, _SCHOOL),
        _grant(Role.TEACHER, Resource.CLASS_PAGE, Action.VIEW, _CLASS),
        _grant((*_LEADERS, *_OFFICE, *_CARE, Role.LIBRARIAN), Resource.CLASS_PAGE, Action.VIEW, _SCHOOL),
        _grant(Role.HOMEROOM_TEACHER, Resource.CLASS_LIFE, ACTIONS[Resource.CLASS_LIFE], _OWN),
        _grant(_LEADERS, Resource.CLASS_LIFE, ACTIONS[Resource.CLASS_LIFE], _SCHOOL),
        _grant(Role.SOCIAL_PEDAGOGUE, Resource.CLASS_LIFE, Action.VIEW, _SCHOOL),
        # a member of the parents' committee sees the class in figures; who leads the class and the director give places
        _grant(Role.PARENTS_COMMITTEE, Resource.COMMITTEE, Action.VIEW, _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.COMMITTEE, Action.EDIT, _OWN),
        _grant(Role.DIRECTOR, Resource.COMMITTEE, Action.EDIT, _SCHOOL),
        _grant(Role.HOMEROOM_TEACHER, Resource.PEOPLE_LIST, Action.VIEW, _CLASS),
        _grant((*_LEADERS, *_OFFICE, *_CARE), Resource.PEOPLE_LIST, Action.VIEW, _SCHOOL),
        _grant((*STAFF, *FAMILY), Resource.PERSON_CARD, _SEEN, _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.PERSON_CARD, _SEEN, _CLASS),
        _grant((*_LEADERS, *_OFFICE, *_CARE), Resource.PERSON_CARD, _SEEN, _SCHOOL),
        # whose hand corrects a family's data, the act says (`rules.personal_data`)
        _grant(Role.HOMEROOM_TEACHER, Resource.PERSON_CARD, Action.EDIT, _CLASS),
        _grant(_OFFICE, Resource.PERSON_CARD, (Action.EDIT, Action.RENAME, Action.ENTRUST), _SCHOOL),
        # two cards of one person: who keeps accounts finds the double and joins it
        _from_class((Role.ADMINISTRATOR,), Resource.PERSON_CARD, Action.JOIN),
        # closed sections of a pupil's card: whose work each is; a family reads the certificates it brought
        _grant(Role.NURSE, Resource.HEALTH, ACTIONS[Resource.HEALTH], _SCHOOL),
        _grant(FAMILY, Resource.HEALTH, Action.VIEW, _OWN),
        _grant(Role.PSYCHOLOGIST, Resource.PSYCHOLOGY, ACTIONS[Resource.PSYCHOLOGY], _SCHOOL),
        _grant(Role.SOCIAL_PEDAGOGUE, Resource.SOCIAL, ACTIONS[Resource.SOCIAL], _SCHOOL),
        # pupils come and go by orders, which the secretary enters (S2-73)
        _grant((*_LEADERS, *_RECEIVE), Resource.MOVEMENT, Action.VIEW, _SCHOOL),
        _grant(_RECEIVE, Resource.MOVEMENT, Action.EDIT, _SCHOOL),
        # who works as what: seen by the office, given by the director and the administrator (`rules.appointments`)
        _grant((*_LEADERS, *_OFFICE), Resource.APPOINTMENT, Action.VIEW, _SCHOOL),
        _grant((Role.DIRECTOR, Role.ADMINISTRATOR), Resource.APPOINTMENT, Action.EDIT, _SCHOOL),
        _grant(Role.DEPUTY, Resource.APPOINTMENT, Action.EDIT, _SCHOOL, Condition.DEPUTY_GIVES_ROLES),
        # staff is hired, moved, dismissed by orders (S1: 3.8.2); leaders by the director alone (`rules.staff_orders`)
        _grant((*_LEADERS, *_OFFICE), Resource.STAFF_ORDER, Action.VIEW, _SCHOOL),
        _grant((Role.DIRECTOR, Role.SECRETARY, Role.HR_INSPECTOR), Resource.STAFF_ORDER, Action.EDIT, _SCHOOL),
        _grant((Role.SECRETARY, Role.ADMINISTRATOR), Resource.INVITATION_CODE, (Action.ISSUE, Action.PRINT), _SCHOOL),
        _grant(
            Role.HOMEROOM_TEACHER,
            Resource.INVITATION_CODE,
            (Action.ISSUE, Action.PRINT),
            _CLASS,
            Condition.HOMEROOM_ISSUE_CODES,
        ),
        # who leads a class watches how its families come in, and shuts a way in where the act gives that (S1: 3.5.10)
        _grant(Role.HOMEROOM_TEACHER, Resource.FAMILY_ACCESS, Action.VIEW, _CLASS),
        _grant((*_LEADERS, Role.ADMINISTRATOR), Resource.FAMILY_ACCESS, Action.VIEW, _SCHOOL),
        _grant(
            Role.HOMEROOM_TEACHER,
            Resource.FAMILY_ACCESS,
            (Action.CLOSE, Action.REOPEN),
            _CLASS,
            Condition.HOMEROOM_SHUTS_ACCESS,
        ),
        _grant(_KEEPERS, Resource.FAMILY_ACCESS, Action.REOPEN, _SCHOOL),
        # the service of access: the secretary registers, the director decides, codes are issued as above; a deputy
        # takes a request and decides on it where the act says so (S3: П3-3.3, 3.4), who hands out codes sees its own
        _grant((*_LEADERS, Role.SECRETARY, Role.ADMINISTRATOR), Resource.PUBLIC_SERVICE, Action.VIEW, _SCHOOL),
        _grant(Role.HOMEROOM_TEACHER, Resource.PUBLIC_SERVICE, Action.VIEW, _CLASS, Condition.HOMEROOM_ISSUE_CODES),
        _grant(Role.SECRETARY, Resource.PUBLIC_SERVICE, Action.REGISTER, _SCHOOL),
        _grant(Role.DIRECTOR, Resource.PUBLIC_SERVICE, (Action.DECIDE, Action.CLOSE), _SCHOOL),
        _grant(
            Role.DEPUTY,
            Resource.PUBLIC_SERVICE,
            (Action.REGISTER, Action.DECIDE),
            _SCHOOL,
            Condition.DEPUTY_DECIDES_ACCESS,
        ),
        _grant((Role.SECRETARY, Role.DIRECTOR), Resource.PUBLIC_SERVICE, Action.EDIT, _SCHOOL),
        # the school itself
        _grant((*STAFF, *FAMILY), Resource.REGULATION, Action.VIEW, _SCHOOL),
        _grant((Role.DIRECTOR, Role.ADMINISTRATOR), Resource.REGULATION, Action.CHOOSE, _SCHOOL),
        # functions taken from categories of users: the administrator proposes, or sets where the act says so
        # (S2: 17(2); S3: П2-2.8), the director decides
        _grant(_KEEPERS, Resource.RIGHTS, Action.PROPOSE, _SCHOOL),
        _grant(Role.DIRECTOR, Resource.RIGHTS, Action.DECIDE, _SCHOOL),
        _grant(Role.ADMINISTRATOR, Resource.RIGHTS, Action.DECIDE, _SCHOOL, Condition.ADMINISTRATOR_SETS_RIGHTS),
        _grant((*_LEADERS, Role.ADMINISTRATOR), Resource.TERM, (Action.VIEW, Action.CLOSE, Action.REOPEN), _SCHOOL),
        _grant(Role.DIRECTOR, Resource.TERM, Action.REOPEN_YEAR, _SCHOOL),
        # a college's attestation: the deputy draws up, the lecturer fills by the journal and closes
        _grant(Role.TEACHER, Resource.ATTESTATION, Action.VIEW, _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.ATTESTATION, Action.VIEW, _CLASS),
        _grant((*_LEADERS, Role.SECRETARY, Role.ADMINISTRATOR), Resource.ATTESTATION, Action.VIEW, _SCHOOL),
        _grant((Role.DEPUTY, Role.SECRETARY), Resource.ATTESTATION, Action.EDIT, _SCHOOL),
        _grant(Role.TEACHER, Resource.ATTESTATION, Action.CLOSE, _OWN),
        _grant(Role.DEPUTY, Resource.ATTESTATION, Action.CLOSE, _SCHOOL),
        # academic debts: the curator and the deputy raise, the lecturer writes the retake, the deputy sets terms
        _grant(Role.TEACHER, Resource.DEBT, (Action.VIEW, Action.MARK), _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.DEBT, (Action.VIEW, Action.REGISTER), _CLASS),
        _grant((*_LEADERS, Role.SECRETARY), Resource.DEBT, Action.VIEW, _SCHOOL),
        _grant(Role.DEPUTY, Resource.DEBT, (Action.REGISTER, Action.MARK, Action.EDIT), _SCHOOL),
        _grant(Role.TEACHER, Resource.AUDIT, Action.VIEW, _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.AUDIT, Action.VIEW, _CLASS),
        _grant(_LEADERS, Resource.AUDIT, Action.VIEW, _SCHOOL),
        _grant((Role.DIRECTOR, Role.ADMINISTRATOR), Resource.AUDIT, Action.VERIFY, _SCHOOL),
        _grant(_KEEPERS, Resource.LOOK, Action.VIEW, _SCHOOL),
        # data go by an act: the office draws it up, the director approves it (order of Roskomnadzor № 179)
        _grant((Role.DIRECTOR, Role.SECRETARY, Role.ADMINISTRATOR), Resource.DESTRUCTION, Action.VIEW, _SCHOOL),
        _grant((Role.SECRETARY, Role.ADMINISTRATOR), Resource.DESTRUCTION, Action.EDIT, _SCHOOL),
        _grant(Role.DIRECTOR, Resource.DESTRUCTION, Action.DECIDE, _SCHOOL),
        _grant((Role.ADMINISTRATOR, Role.DEPUTY), Resource.IMPORT, Action.RUN, _SCHOOL),
        _grant(Role.DEPUTY, Resource.IMPORT, Action.RUN_HISTORY, _SCHOOL),
        _grant(STAFF, Resource.JOB, ACTIONS[Resource.JOB], _OWN),
        _grant((*_LEADERS, Role.ADMINISTRATOR), Resource.JOB, ACTIONS[Resource.JOB], _SCHOOL),
        _grant((*_LEADERS, Role.SECRETARY, Role.ADMINISTRATOR), Resource.SCHOOL_SETTINGS, Action.VIEW, _SCHOOL),
        _grant((Role.DEPUTY, Role.ADMINISTRATOR), Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
        _grant(Role.DIRECTOR, Resource.SCHOOL_SETTINGS, Action.DECIDE, _SCHOOL),
        _grant((Role.DIRECTOR, Role.ADMINISTRATOR), Resource.SIGN_IN, ACTIONS[Resource.SIGN_IN], _SCHOOL),
        _grant((*STAFF, *FAMILY), Resource.OWN_ACCOUNT, (Action.VIEW, Action.EDIT), _OWN),
        # an account used by another: its owner tells; nobody voids or returns what is the own
        _grant((*STAFF, *FAMILY), Resource.COMPROMISE, Action.REPORT, _OWN),
        _grant(_KEEPERS, Resource.COMPROMISE, (Action.VIEW, Action.REPORT), _SCHOOL),
        _from_class(_KEEPERS, Resource.COMPROMISE, Action.RETURN),
        _from_class((Role.DIRECTOR,), Resource.COMPROMISE, Action.VOID),
        # questions about the programme: everybody asks, who keeps accounts answers
        _grant((*STAFF, *FAMILY), Resource.HELP, (Action.VIEW, Action.ASK), _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.HELP, (Action.VIEW, Action.DECIDE), _CLASS),
        _grant(_KEEPERS, Resource.HELP, (Action.VIEW, Action.DECIDE), _SCHOOL),
        # the operator of the installation sees by the school's grant alone, and only reads; who keeps accounts grants
        _grant(_KEEPERS, Resource.SUPPORT, ACTIONS[Resource.SUPPORT], _SCHOOL),
        *(_grant(Role.OPERATOR, resource, Action.VIEW, _SCHOOL) for resource in _SHOWN_TO_SUPPORT),
    )
    for permission in rows
)
"""Every row that allows."""

_CONDITIONS: dict[tuple[Role, Resource, Action, Relation], set[Condition | None]] = {}
for _row in TABLE:
    _CONDITIONS.setdefault((_row.role, _row.resource, _row.action, _row.relation), set()).add(_row.condition)


KEPT_ROLES = (Role.DIRECTOR, Role.ADMINISTRATOR, Role.OPERATOR)
"""Whose functions no school takes away: who answers for all, who lets people in, who is let in by a grant alone."""
_KEPT = frozenset(
    (
        Resource.OWN_ACCOUNT,
        Resource.COMPROMISE,
        Resource.HELP,
        Resource.REGULATION,
        Resource.RIGHTS,
        Resource.JOB,
    )
)
_KEPT_ACTS = frozenset({(Resource.PERSON_CARD, Action.VIEW), (Resource.DIARY, Action.VIEW)})
_KEPT_DUTIES = frozenset(
    (Role.TEACHER, resource, action)
    for resource in (Resource.JOURNAL, Resource.LESSON, Resource.DAY_PAGE)
    for action in ACTIONS[resource]
    if action is not Action.NOTE
)


def may_be_barred(role: Role, resource: Resource, action: Action) -> bool:
    """Tell whether a school may take a function from a category of its users (S3: П2-2.8): only what the table gives.

    Kept are the duties of the director and of the administrator, the own account and card, the diary of the own child
    (273-ФЗ, art. 44), the acts and help, and that a teacher keeps the journal.
    """
    if role in KEPT_ROLES or resource in _KEPT or (resource, action) in _KEPT_ACTS:
        return False
    return (role, resource, action) not in _KEPT_DUTIES and any(
        (role, resource, action, relation) in _CONDITIONS for relation in _NEAR_TO_FAR
    )


def may_do(
    actor: Actor, resource: Resource, action: Action, relation: Relation, conditions: Iterable[str] = frozenset()
) -> bool:
    """Tell whether the act is within the actor's duties: by the table, less what the school has barred."""
    return allowed(actor.roles, resource, action, relation, conditions, actor.barred)


def allowed(
    roles: Iterable[str],
    resource: Resource,
    action: Action,
    relation: Relation,
    conditions: Iterable[str] = frozenset(),
    barred: frozenset[tuple[str, str, str]] = frozenset(),
) -> bool:
    """Tell whether one of the roles allows the act, given the settings of the regulation that are on.

    Who is barred from seeing something does nothing with it either. What may not be barred stays, whatever stands in
    `barred`. Unknown roles allow nothing; an action that the resource does not have is an error of the caller
    (`ValueError`).
    """
    return _allowed(frozenset(roles), resource, action, relation, frozenset(conditions), barred)


@lru_cache(maxsize=10_000)
def _allowed(
    roles: frozenset[str],
    resource: Resource,
    action: Action,
    relation: Relation,
    conditions: frozenset[str],
    barred: frozenset[tuple[str, str, str]],
) -> bool:
    if action not in ACTIONS[resource]:
        raise ValueError(f"{resource} has no action {action}")
    known = {Role(role) for role in roles if role in set(Role)}
    if barred:
        known = {role for role in known if not _is_barred(role, resource, action, barred)}
    switched_on = (None, *(Condition(name) for name in conditions if name in set(Condition)))
    return any(
        Permission(role, resource, action, relation, condition) in TABLE for role in known for condition in switched_on
    )


def _is_barred(role: Role, resource: Resource, action: Action, barred: frozenset[tuple[str, str, str]]) -> bool:
    taken = (one for one in (action, Action.VIEW) if (role, resource, one) in barred)
    return any(may_be_barred(role, resource, one) for one in taken)


def cells() -> Iterator[tuple[Role, Resource, Action, Relation]]:
    """Go through every cell of the table, allowed or not: for tests and for the readable page."""
    for role in Role:
        for resource, actions in ACTIONS.items():
            for action in actions:
                for relation in Relation:
                    yield role, resource, action, relation


def conditions_of(role: Role, resource: Resource, action: Action, relation: Relation) -> frozenset[Condition] | None:
    """Tell under which settings a cell allows: an empty set without any, None when it never does."""
    found = _CONDITIONS.get((role, resource, action, relation))
    if found is None or None in found:
        return None if found is None else frozenset()
    return frozenset(one for one in found if one is not None)
