"""What a request says against what the register says: differences are told to people, who decide."""

from dataclasses import dataclass
from datetime import date

from parta.kernel.text import cyrillic, normal
from parta.public_service.enums import Mismatch


@dataclass(frozen=True, slots=True)
class Named:
    """A person by name, as a paper or the register has it; what is empty or None is not said."""

    first_name: str
    patronymic: str = ""
    birth_date: date | None = None
    phone: str = ""
    last_name: str = ""


def child_differs(
    paper: Named, known: Named, *, paper_class: str, known_class: str, silent_adult: bool = False
) -> tuple[Mismatch, ...]:
    """Name in what a pupil differs from the child on the paper; silence is no difference.

    `silent_adult`: the pupil is of age and has not agreed that the parents read.
    """
    found = list(_named(paper, known))
    if paper.birth_date and known.birth_date and paper.birth_date != known.birth_date:
        found.append(Mismatch.BIRTH_DATE)
    if not known_class:
        found.append(Mismatch.NOT_STUDYING)
    elif paper_class and class_key(paper_class) != class_key(known_class):
        found.append(Mismatch.SCHOOL_CLASS)
    if silent_adult:
        found.append(Mismatch.OF_AGE)
    return tuple(found)


def parent_differs(paper: Named, known: Named, *, held: bool, ended: bool) -> tuple[Mismatch, ...]:
    """Name in what a person differs from the applicant; `held`: stands for the child today."""
    found = list(_named(paper, known))
    if paper.phone and known.phone and paper.phone != known.phone:
        found.append(Mismatch.PHONE)
    if not held:
        found.append(Mismatch.RIGHT_ENDED if ended else Mismatch.NOT_GUARDIAN)
    return tuple(found)


def class_key(name: str) -> str:
    """Give the form in which names of classes are compared: «7 «А»» and «7-а» are «7а»."""
    return "".join(sign for sign in normal(cyrillic(name)) if sign.isalnum())


def _named(paper: Named, known: Named) -> tuple[Mismatch, ...]:
    pairs = (
        (paper.last_name, known.last_name, Mismatch.LAST_NAME),
        (paper.first_name, known.first_name, Mismatch.FIRST_NAME),
        (paper.patronymic, known.patronymic, Mismatch.PATRONYMIC),
    )
    return tuple(code for said, stands, code in pairs if said and stands and normal(said) != normal(stands))
