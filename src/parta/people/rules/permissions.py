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
    PEOPLE_LIST = "people_list"
    PERSON_CARD = "person_card"
    MOVEMENT = "movement"
    APPOINTMENT = "appointment"
    INVITATION_CODE = "invitation_code"
    PUBLIC_SERVICE = "public_service"
    REGULATION = "regulation"
    TERM = "term"
    ATTESTATION = "attestation"
    DEBT = "debt"
    AUDIT = "audit"
    IMPORT = "import"
    JOB = "job"
    SCHOOL_SETTINGS = "school_settings"
    SIGN_IN = "sign_in"
    OWN_ACCOUNT = "own_account"
    COMPROMISE = "compromise"


class Action(StrEnum):
    """What is done with it."""

    VIEW = "view"
    EDIT = "edit"
    PROPOSE = "propose"
    RENAME = "rename"
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
        Resource.CLASS_PAGE: (Action.VIEW,),
        Resource.CLASS_LIFE: (Action.VIEW, Action.CHECK),
        Resource.PEOPLE_LIST: (Action.VIEW,),
        Resource.PERSON_CARD: (Action.VIEW, Action.EDIT, Action.PROPOSE, Action.RENAME),
        Resource.MOVEMENT: (Action.VIEW, Action.EDIT),
        Resource.APPOINTMENT: (Action.VIEW, Action.EDIT),
        Resource.INVITATION_CODE: (Action.ISSUE, Action.PRINT),
        Resource.PUBLIC_SERVICE: (Action.VIEW, Action.REGISTER, Action.DECIDE, Action.EDIT),
        Resource.REGULATION: (Action.VIEW, Action.CHOOSE),
        Resource.TERM: (Action.VIEW, Action.CLOSE, Action.REOPEN, Action.REOPEN_YEAR),
        Resource.ATTESTATION: (Action.VIEW, Action.EDIT, Action.CLOSE),
        Resource.DEBT: (Action.VIEW, Action.REGISTER, Action.MARK, Action.EDIT),
        Resource.AUDIT: (Action.VIEW, Action.VERIFY),
        Resource.IMPORT: (Action.RUN, Action.RUN_HISTORY),
        Resource.JOB: (Action.VIEW, Action.STOP),
        Resource.SCHOOL_SETTINGS: (Action.VIEW, Action.EDIT),
        Resource.SIGN_IN: (Action.VIEW, Action.EDIT, Action.RESET),
        Resource.OWN_ACCOUNT: (Action.VIEW, Action.EDIT),
        Resource.COMPROMISE: (Action.VIEW, Action.REPORT, Action.VOID, Action.RETURN),
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
            (
                Resource.MOVEMENT,
                "never",
                "orders about pupils of the class that the person leads",
                "orders about any pupil, the alphabet book",
            ),
            (Resource.APPOINTMENT, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (
                Resource.INVITATION_CODE,
                "a code for oneself: nobody issues it",
                "a code for a pupil of the class that the person leads, or for a parent of such a pupil",
                "a code for anybody of the school",
            ),
            (Resource.PUBLIC_SERVICE, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.REGULATION, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
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
        _grant(Role.TEACHER, Resource.CLASS_PAGE, Action.VIEW, _CLASS),
        _grant((*_LEADERS, *_OFFICE, *_CARE, Role.LIBRARIAN), Resource.CLASS_PAGE, Action.VIEW, _SCHOOL),
        _grant(Role.HOMEROOM_TEACHER, Resource.CLASS_LIFE, ACTIONS[Resource.CLASS_LIFE], _OWN),
        _grant(_LEADERS, Resource.CLASS_LIFE, ACTIONS[Resource.CLASS_LIFE], _SCHOOL),
        _grant(Role.SOCIAL_PEDAGOGUE, Resource.CLASS_LIFE, Action.VIEW, _SCHOOL),
        _grant(Role.HOMEROOM_TEACHER, Resource.PEOPLE_LIST, Action.VIEW, _CLASS),
        _grant((*_LEADERS, *_OFFICE, *_CARE), Resource.PEOPLE_LIST, Action.VIEW, _SCHOOL),
        _grant((*STAFF, *FAMILY), Resource.PERSON_CARD, _SEEN, _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.PERSON_CARD, _SEEN, _CLASS),
        _grant((*_LEADERS, *_OFFICE, *_CARE), Resource.PERSON_CARD, _SEEN, _SCHOOL),
        # whose hand corrects a family's data, the act says (`rules.personal_data`)
        _grant(Role.HOMEROOM_TEACHER, Resource.PERSON_CARD, Action.EDIT, _CLASS),
        _grant(_OFFICE, Resource.PERSON_CARD, (Action.EDIT, Action.RENAME), _SCHOOL),
        # pupils come and go by orders, which the secretary enters (S2-73)
        _grant((*_LEADERS, *_RECEIVE), Resource.MOVEMENT, Action.VIEW, _SCHOOL),
        _grant(_RECEIVE, Resource.MOVEMENT, Action.EDIT, _SCHOOL),
        # who works as what: seen by the office, given by the director and the administrator (`rules.appointments`)
        _grant((*_LEADERS, *_OFFICE), Resource.APPOINTMENT, Action.VIEW, _SCHOOL),
        _grant((Role.DIRECTOR, Role.ADMINISTRATOR), Resource.APPOINTMENT, Action.EDIT, _SCHOOL),
        _grant((Role.SECRETARY, Role.ADMINISTRATOR), Resource.INVITATION_CODE, (Action.ISSUE, Action.PRINT), _SCHOOL),
        _grant(
            Role.HOMEROOM_TEACHER,
            Resource.INVITATION_CODE,
            (Action.ISSUE, Action.PRINT),
            _CLASS,
            Condition.HOMEROOM_ISSUE_CODES,
        ),
        # the service of access: the secretary registers, the director decides, codes are issued as above
        _grant((*_LEADERS, Role.SECRETARY, Role.ADMINISTRATOR), Resource.PUBLIC_SERVICE, Action.VIEW, _SCHOOL),
        _grant(Role.SECRETARY, Resource.PUBLIC_SERVICE, Action.REGISTER, _SCHOOL),
        _grant(Role.DIRECTOR, Resource.PUBLIC_SERVICE, Action.DECIDE, _SCHOOL),
        _grant((Role.SECRETARY, Role.DIRECTOR), Resource.PUBLIC_SERVICE, Action.EDIT, _SCHOOL),
        # the school itself
        _grant((*STAFF, *FAMILY), Resource.REGULATION, Action.VIEW, _SCHOOL),
        _grant((Role.DIRECTOR, Role.ADMINISTRATOR), Resource.REGULATION, Action.CHOOSE, _SCHOOL),
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
        _grant((Role.ADMINISTRATOR, Role.DEPUTY), Resource.IMPORT, Action.RUN, _SCHOOL),
        _grant(Role.DEPUTY, Resource.IMPORT, Action.RUN_HISTORY, _SCHOOL),
        _grant(STAFF, Resource.JOB, ACTIONS[Resource.JOB], _OWN),
        _grant((*_LEADERS, Role.ADMINISTRATOR), Resource.JOB, ACTIONS[Resource.JOB], _SCHOOL),
        _grant((*_LEADERS, Role.SECRETARY, Role.ADMINISTRATOR), Resource.SCHOOL_SETTINGS, Action.VIEW, _SCHOOL),
        _grant((Role.DEPUTY, Role.ADMINISTRATOR), Resource.SCHOOL_SETTINGS, Action.EDIT, _SCHOOL),
        _grant((Role.DIRECTOR, Role.ADMINISTRATOR), Resource.SIGN_IN, ACTIONS[Resource.SIGN_IN], _SCHOOL),
        _grant((*STAFF, *FAMILY), Resource.OWN_ACCOUNT, (Action.VIEW, Action.EDIT), _OWN),
        # an account used by another: its owner tells; nobody voids or returns what is the own
        _grant((*STAFF, *FAMILY), Resource.COMPROMISE, Action.REPORT, _OWN),
        _grant(_KEEPERS, Resource.COMPROMISE, (Action.VIEW, Action.REPORT), _SCHOOL),
        _from_class(_KEEPERS, Resource.COMPROMISE, Action.RETURN),
        _from_class((Role.DIRECTOR,), Resource.COMPROMISE, Action.VOID),
    )
    for permission in rows
)
"""Every row that allows."""


def allowed(
    roles: Iterable[str],
    resource: Resource,
    action: Action,
    relation: Relation,
    conditions: Iterable[str] = frozenset(),
) -> bool:
    """Tell whether one of the roles allows the act, given the settings of the regulation that are on.

    Unknown roles allow nothing; an action that the resource does not have is an error of the caller (`ValueError`).
    """
    return _allowed(frozenset(roles), resource, action, relation, frozenset(conditions))


@lru_cache(maxsize=10_000)
def _allowed(
    roles: frozenset[str], resource: Resource, action: Action, relation: Relation, conditions: frozenset[str]
) -> bool:
    if action not in ACTIONS[resource]:
        raise ValueError(f"{resource} has no action {action}")
    known = {Role(role) for role in roles if role in set(Role)}
    switched_on = (None, *(Condition(name) for name in conditions if name in set(Condition)))
    return any(
        Permission(role, resource, action, relation, condition) in TABLE for role in known for condition in switched_on
    )


def cells() -> Iterator[tuple[Role, Resource, Action, Relation]]:
    """Go through every cell of the table, allowed or not: for tests and for the readable page."""
    for role in Role:
        for resource, actions in ACTIONS.items():
            for action in actions:
                for relation in Relation:
                    yield role, resource, action, relation


def conditions_of(role: Role, resource: Resource, action: Action, relation: Relation) -> frozenset[Condition] | None:
    """Tell under which settings a cell allows: an empty set without any, None when it never does."""
    rows = [
        row for row in TABLE if (row.role, row.resource, row.action, row.relation) == (role, resource, action, relation)
    ]
    if not rows:
        return None
    if any(row.condition is None for row in rows):
        return frozenset()
    return frozenset(row.condition for row in rows if row.condition is not None)
