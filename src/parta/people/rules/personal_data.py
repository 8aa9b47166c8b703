"""Whose hand corrects personal data: the act names who keeps pupils' and families' cards."""

from collections.abc import Collection
from dataclasses import dataclass

from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.enums import RefusalCode, Role

PERSON = ("last_name", "first_name", "patronymic", "sex", "birth_date", "snils", "phone", "email", "address")
EMPLOYEE = (
    "staff_no",
    "post",
    "subjects",
    "category",
    "attested_on",
    "courses",
    "hired_order_no",
    "hired_on",
    "left_on",
)
PUPIL = ("personal_file_no", "notes", "extended_day", "paper_only", "funding")

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
