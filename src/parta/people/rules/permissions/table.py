"""The rows that allow: role × resource × action × relation. Everything that is not here is denied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parta.people.enums import FAMILY, STAFF, Role
from parta.people.rules.permissions.duties import ACTIONS, Action, Condition, Relation, Resource


@dataclass(frozen=True, slots=True)
class Permission:
    """One row that allows: this role, this act, objects this near, and the setting that must be on, if any."""

    role: Role
    resource: Resource
    action: Action
    relation: Relation
    condition: Condition | None = None


NEAR_TO_FAR = (Relation.OWN, Relation.SAME_CLASS, Relation.SAME_SCHOOL)
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
            for relation in NEAR_TO_FAR[: NEAR_TO_FAR.index(reach) + 1]:
                yield Permission(role, resource, action, relation, condition)


def _from_class(roles: Iterable[Role], resource: Resource, action: Action) -> Iterator[Permission]:
    """Write rows for what is not the own: nobody decides about oneself."""
    for role in roles:
        for relation in NEAR_TO_FAR[1:]:
            yield Permission(role, resource, action, relation)


_OWN, _CLASS, _SCHOOL = NEAR_TO_FAR
_PEOPLE = (*STAFF, *FAMILY, Role.TRUSTED_PERSON)
_LEADERS = (Role.DIRECTOR, Role.DEPUTY)
_KEEPERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
_ARRANGING = (Action.SUBSTITUTE, Action.CANCEL, Action.MOVE)
_ADMITTING = (Role.ADMISSIONS_SECRETARY, Role.ADMISSIONS_REGISTER)
"""Who enrols: the secretary of the commission, and who answers for admission in the state's register (S4: 1.7, 3.1)."""
_OFFICE = (Role.SECRETARY, Role.HR_INSPECTOR, *_ADMITTING, Role.ADMINISTRATOR)
_RECEIVE = (Role.SECRETARY, *_ADMITTING, Role.ADMINISTRATOR)
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
        # whom the parents trust reads the diary of the child and tells of absences as far as their paper goes
        _grant(Role.TRUSTED_PERSON, Resource.DIARY, (Action.VIEW, Action.ANNOUNCE), _OWN),
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
        _grant(_PEOPLE, Resource.PERSON_CARD, _SEEN, _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.PERSON_CARD, _SEEN, _CLASS),
        _grant((*_LEADERS, *_OFFICE, *_CARE), Resource.PERSON_CARD, _SEEN, _SCHOOL),
        # whose hand corrects a family's data, the act says (`rules.personal_data`)
        _grant(Role.HOMEROOM_TEACHER, Resource.PERSON_CARD, Action.EDIT, _CLASS),
        _grant(_OFFICE, Resource.PERSON_CARD, (Action.EDIT, Action.RENAME, Action.ENTRUST), _SCHOOL),
        # two cards of one person: who keeps accounts finds the double and joins it
        _from_class((Role.ADMINISTRATOR,), Resource.PERSON_CARD, Action.JOIN),
        # closed sections of a pupil's card: whose work each is, of the pupils assigned to the person where pupils are
        # assigned; a family reads the certificates it brought
        _grant(Role.NURSE, Resource.HEALTH, ACTIONS[Resource.HEALTH], _SCHOOL),
        _grant(FAMILY, Resource.HEALTH, Action.VIEW, _OWN),
        _grant(Role.PSYCHOLOGIST, Resource.PSYCHOLOGY, (Action.VIEW, Action.EDIT), _OWN),
        _grant(Role.SOCIAL_PEDAGOGUE, Resource.SOCIAL, (Action.VIEW, Action.EDIT), _OWN),
        # who cares for which pupil: leaders say too, without a look into the notes
        _grant((Role.PSYCHOLOGIST, *_LEADERS), Resource.PSYCHOLOGY, Action.DECIDE, _SCHOOL),
        _grant((Role.SOCIAL_PEDAGOGUE, *_LEADERS), Resource.SOCIAL, Action.DECIDE, _SCHOOL),
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
        _grant(_PEOPLE, Resource.REGULATION, Action.VIEW, _SCHOOL),
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
        _grant(Role.DEPUTY, Resource.SIGN_IN, Action.VIEW, _SCHOOL),
        _grant(_PEOPLE, Resource.OWN_ACCOUNT, (Action.VIEW, Action.EDIT), _OWN),
        # an account used by another: its owner tells; nobody voids or returns what is the own
        _grant(_PEOPLE, Resource.COMPROMISE, Action.REPORT, _OWN),
        _grant(_KEEPERS, Resource.COMPROMISE, (Action.VIEW, Action.REPORT), _SCHOOL),
        _from_class(_KEEPERS, Resource.COMPROMISE, Action.RETURN),
        _from_class((Role.DIRECTOR,), Resource.COMPROMISE, Action.VOID),
        # questions about the programme: everybody asks, who keeps accounts answers
        _grant(_PEOPLE, Resource.HELP, (Action.VIEW, Action.ASK), _OWN),
        _grant(Role.HOMEROOM_TEACHER, Resource.HELP, (Action.VIEW, Action.DECIDE), _CLASS),
        _grant(_KEEPERS, Resource.HELP, (Action.VIEW, Action.DECIDE), _SCHOOL),
        # the operator of the installation sees by the school's grant alone, and only reads; who keeps accounts grants
        _grant(_KEEPERS, Resource.SUPPORT, ACTIONS[Resource.SUPPORT], _SCHOOL),
        *(_grant(Role.OPERATOR, resource, Action.VIEW, _SCHOOL) for resource in _SHOWN_TO_SUPPORT),
    )
    for permission in rows
)
"""Every row that allows."""
