"""Names of roles in Russian, as a school and as a college says them."""

from collections.abc import Collection
from dataclasses import dataclass

from parta.people.enums import Role
from parta.regulation.enums import Source, Terminology
from parta.regulation.rules.tree import Regulation


@dataclass(frozen=True, slots=True)
class RoleName:
    """A role's name: кто, кому, кого, and the plural."""

    nominative: str
    dative: str
    accusative: str
    plural: str


_SCHOOL = {
    Role.ADMINISTRATOR: RoleName(
        "администратор журнала", "администратору журнала", "администратора журнала", "администраторы журнала"
    ),
    Role.DIRECTOR: RoleName("директор", "директору", "директора", "директора"),
    Role.DEPUTY: RoleName(
        "заместитель директора", "заместителю директора", "заместителя директора", "заместители директора"
    ),
    Role.SECRETARY: RoleName("секретарь", "секретарю", "секретаря", "секретари"),
    Role.HR_INSPECTOR: RoleName(
        "инспектор по кадрам", "инспектору по кадрам", "инспектора по кадрам", "инспекторы по кадрам"
    ),
    Role.ADMISSIONS_SECRETARY: RoleName(
        "секретарь приёмной комиссии",
        "секретарю приёмной комиссии",
        "секретаря приёмной комиссии",
        "секретари приёмной комиссии",
    ),
    Role.ADMISSIONS_REGISTER: RoleName(
        "ответственный за приём", "ответственному за приём", "ответственного за приём", "ответственные за приём"
    ),
    Role.ADDITIONAL_EDUCATION: RoleName(
        "педагог дополнительного образования",
        "педагогу дополнительного образования",
        "педагога дополнительного образования",
        "педагоги дополнительного образования",
    ),
    Role.NURSE: RoleName("медсестра", "медсестре", "медсестру", "медсёстры"),
    Role.PSYCHOLOGIST: RoleName("психолог", "психологу", "психолога", "психологи"),
    Role.SOCIAL_PEDAGOGUE: RoleName(
        "социальный педагог", "социальному педагогу", "социального педагога", "социальные педагоги"
    ),
    Role.LIBRARIAN: RoleName("библиотекарь", "библиотекарю", "библиотекаря", "библиотекари"),
    Role.HOMEROOM_TEACHER: RoleName(
        "классный руководитель", "классному руководителю", "классного руководителя", "классные руководители"
    ),
    Role.TEACHER: RoleName("учитель", "учителю", "учителя", "учителя"),
    Role.PUPIL: RoleName("ученик", "ученику", "ученика", "ученики"),
    Role.PARENT: RoleName("родитель", "родителю", "родителя", "родители"),
    Role.TRUSTED_PERSON: RoleName("доверенное лицо", "доверенному лицу", "доверенное лицо", "доверенные лица"),
    Role.PARENTS_COMMITTEE: RoleName(
        "член родительского комитета",
        "члену родительского комитета",
        "члена родительского комитета",
        "члены родительского комитета",
    ),
    Role.OPERATOR: RoleName("поддержка платформы", "поддержке платформы", "поддержку платформы", "поддержка платформы"),
}
_COLLEGE = {
    **_SCHOOL,
    Role.HOMEROOM_TEACHER: RoleName("куратор группы", "куратору группы", "куратора группы", "кураторы групп"),
    Role.TEACHER: RoleName("преподаватель", "преподавателю", "преподавателя", "преподаватели"),
    Role.PUPIL: RoleName("студент", "студенту", "студента", "студенты"),
}


def role_name(role: str, terminology: Terminology = Terminology.SCHOOL) -> RoleName:
    """Give the name of a role in this kind of institution."""
    return (_COLLEGE if terminology == Terminology.COLLEGE else _SCHOOL)[Role(role)]


_MAIN_FIRST = (
    Role.DIRECTOR,
    Role.DEPUTY,
    Role.ADMINISTRATOR,
    Role.SECRETARY,
    Role.HR_INSPECTOR,
    Role.ADMISSIONS_SECRETARY,
    Role.ADMISSIONS_REGISTER,
    Role.HOMEROOM_TEACHER,
    Role.TEACHER,
    Role.ADDITIONAL_EDUCATION,
    Role.NURSE,
    Role.PSYCHOLOGIST,
    Role.SOCIAL_PEDAGOGUE,
    Role.LIBRARIAN,
    Role.PUPIL,
    Role.PARENT,
    Role.TRUSTED_PERSON,
    Role.PARENTS_COMMITTEE,
    Role.OPERATOR,
)


def role_title(roles: Collection[str], terminology: Terminology = Terminology.SCHOOL) -> str:
    """Say a person's roles for the top bar, the weightiest first, at most two."""
    held = [role_name(role, terminology).nominative for role in _MAIN_FIRST if role in roles]
    return ", ".join(held[:2])


def terminology_of(school_kind: str) -> Terminology:
    """Tell whose words an institution speaks."""
    return Terminology.COLLEGE if school_kind == "college" else Terminology.SCHOOL


def said_words(act: Regulation) -> str:
    """Give whose words an act speaks; empty where it is silent.

    A school's words that are only inferred are silence: they are no reason to speak so in a college.
    """
    spoken = act.words.terminology
    inferred = spoken.source is Source.INFERRED and spoken.value is Terminology.SCHOOL
    return "" if inferred or spoken.source is Source.DEFAULT else str(spoken.value)


def spoken_kind(school_kind: str, said: str) -> str:
    """Tell by which kind of institution words are chosen: as the act says, else as the school's card does."""
    if not said:
        return school_kind
    return "college" if said == Terminology.COLLEGE else "school"
