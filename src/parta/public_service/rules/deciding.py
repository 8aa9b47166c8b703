"""Whether a request may be granted, or refused on a ground."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.rules.ages import ADULT, age_on
from parta.public_service.enums import PaperKind, RefusalCode, RefusalGround
from parta.public_service.rules.papers import papers_missing


@dataclass(frozen=True, slots=True)
class ServiceRule:
    """What the act says of deciding: its closed list of grounds (all six where it lists none), age, papers."""

    grounds: tuple[RefusalGround, ...] = ()
    grounds_clause: Clause | None = None
    age: int | None = None
    age_clause: Clause | None = None
    papers: tuple[PaperKind, ...] = ()
    papers_clause: Clause | None = None

    def open_grounds(self) -> tuple[RefusalGround, ...]:
        """Give the grounds that a refusal may stand on, in the order of the act."""
        return self.grounds or tuple(RefusalGround)


def decide_granting(
    *,
    rule: ServiceRule,
    studies: bool,
    birth_date: date | None,
    today: date,
    agreed: bool = False,
    relation: str = "",
    shown: Collection[str] = (),
) -> Decision:
    """Tell whether access to this pupil's diary may be granted.

    Refuses `NOT_STUDYING` (S3: П3-2.11.2), and `PUPIL_OF_AGE` where the act ends the service at an age (2.11.3);
    elsewhere `ADULT_SILENT` for a pupil of age who has not `agreed` that the parents read (152-ФЗ, art. 9).
    Refuses `PAPERS_MISSING` where the act names papers and the desk has not seen those of this applicant (2.6).
    """
    if not studies:
        return Decision(False, RefusalCode.NOT_STUDYING, {}, rule.grounds_clause)
    if rule.age is not None and birth_date is not None and age_on(birth_date, today) >= rule.age:
        return Decision(False, RefusalCode.PUPIL_OF_AGE, {"age": rule.age}, rule.age_clause)
    if birth_date is not None and age_on(birth_date, today) >= ADULT and not agreed:
        return Decision(False, RefusalCode.ADULT_SILENT, {"age": ADULT})
    missing = papers_missing(relation=relation, shown=shown, named=rule.papers) if rule.papers else ()
    if missing:
        return Decision(
            False, RefusalCode.PAPERS_MISSING, {"papers": [str(one) for one in missing]}, rule.papers_clause
        )
    return ALLOWED


def decide_refusing(
    *, rule: ServiceRule, ground: RefusalGround, words: str, births: Sequence[date | None], today: date
) -> Decision:
    """Tell whether a request may be refused on a ground; `births` are those of the pupils whom it may be about.

    Refuses `GROUND_NOT_IN_ACT` (S3: П3-2.12: the list is closed), `NOT_OF_AGE` where every pupil of that name is
    younger, `NEEDS_WORDS` where the ground says nothing without them: which document, which contradiction (2.13).
    """
    if ground not in rule.open_grounds():
        return Decision(False, RefusalCode.GROUND_NOT_IN_ACT, {}, rule.grounds_clause)
    limit = rule.age or ADULT
    known = [birth for birth in births if birth is not None]
    if ground is RefusalGround.OF_AGE and known and all(age_on(birth, today) < limit for birth in known):
        return Decision(False, RefusalCode.NOT_OF_AGE, {"age": limit}, rule.age_clause)
    if ground in (RefusalGround.BAD_DOCUMENTS, RefusalGround.CONTRADICTORY_DATA) and not words:
        return Decision(False, RefusalCode.NEEDS_WORDS, {}, rule.grounds_clause)
    return ALLOWED
