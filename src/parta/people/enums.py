"""Words about people: the roles that somebody may hold in a school."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in a school; one person may hold several roles at once."""

    ADMINISTRATOR = "administrator"
    DIRECTOR = "director"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    HOMEROOM_TEACHER = "homeroom_teacher"
    TEACHER = "teacher"
    PUPIL = "pupil"
    PARENT = "parent"


STAFF = (
    Role.ADMINISTRATOR,
    Role.DIRECTOR,
    Role.DEPUTY,
    Role.SECRETARY,
    Role.HOMEROOM_TEACHER,
    Role.TEACHER,
)
FAMILY = (Role.PUPIL, Role.PARENT)


class Act(StrEnum):
    """What is done to records of people, as the audit names it."""

    PERSON_CHANGED = "people.person_changed"
    EMPLOYEE_CHANGED = "people.employee_changed"
    APPOINTMENT_CHANGED = "people.appointment_changed"
    HOMEROOM_CHANGED = "people.homeroom_changed"
    PUPIL_CHANGED = "people.pupil_changed"
    ENROLMENT_CHANGED = "people.enrolment_changed"
    MOVEMENT_RECORDED = "people.movement_recorded"
    GUARDIANSHIP_CHANGED = "people.guardianship_changed"
    CONSENT_CHANGED = "people.consent_changed"
