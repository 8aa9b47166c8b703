"""Whose hand corrects personal data: the act names who keeps pupils' and families' cards."""

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.enums import RefusalCode, Role

PERSON = (
    "last_name",
    "first_name",
    "patronymic",
    "sex",
    "birth_date",
    "snils",
    "phone",
    "email",
    "address",
    "workplace",
)
EMPLOYEE = (
    "staff_no",
    "post",
    "subjects",
    "education",
    "qualification",
    "category",
    "attested_on",
    "hired_order_no",
    "hired_on",
    "left_on",
)
IDENTITY = ("identity_kind", "identity_series", "identity_number", "identity_by", "identity_on")
FAMILY_KNOWS = ("citizenship", *IDENTITY, "registered_address", "language", "meals", "transport")
"""Fields of a pupil's card that a family knows as well as the school: it proposes them too."""
OWN_WORK = ("subjects", "education", "qualification", "category", "attested_on")
"""Fields of an employee's card that who it is about proposes (S2: 17(4) ¶3)."""
PUPIL = (
    *FAMILY_KNOWS,
    "personal_file_no",
    "study_form",
    "programme",
    "programme_words",
    "extended_day",
    "funding",
    "paper_only",
    "notes",
)
SECTIONS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "person": ("last_name", "first_name", "patronymic", "sex", "birth_date", "snils", "citizenship"),
        "identity": IDENTITY,
        "contacts": ("phone", "email", "address", "registered_address", "workplace"),
        "study": (
            "personal_file_no",
            "study_form",
            "programme",
            "programme_words",
            "language",
            "extended_day",
            "funding",
            "paper_only",
        ),
        "day": ("meals", "transport"),
        "work": EMPLOYEE,
        "more": ("notes",),
    }
)
"""Every field of a card by the section in which it is shown and filled in."""
DAYS = ("birth_date", "identity_on", "attested_on", "hired_on", "left_on")
"""Fields that hold a day; in plain values a day is text."""

_HANDS = {"administrator": Role.ADMINISTRATOR, "homeroom": Role.HOMEROOM_TEACHER, "secretary": Role.SECRETARY}


@dataclass(frozen=True, slots=True)
class Keepers:
    """Who keeps pupils' and families' data by the act: its words for them, in its order, and its clause."""

    names: tuple[str, ...]
    clause: Clause | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles in Parta that the act names."""
        return tuple(_HANDS[name] for name in self.names if name in _HANDS)


def decide_correction(*, keepers: Keepers, roles: Collection[str], staff: bool) -> Decision:
    """Tell whether one of the roles corrects this card in place (`personal_data_editor`).

    Refuses `EDITED_BY_OTHERS`, `KEPT_ELSEWHERE`. `roles` are those by which the card is within the actor's duties. The
    clause is about pupils and families (S0-12, S0-17, S1-35, S2-63, S3-93); staff are kept by the office alone.
    """
    if staff or any(role in keepers.roles for role in roles):
        return ALLOWED
    code = RefusalCode.EDITED_BY_OTHERS if keepers.roles else RefusalCode.KEPT_ELSEWHERE
    return Decision(False, code, {"roles": tuple(map(str, keepers.roles))}, keepers.clause)
