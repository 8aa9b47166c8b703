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
