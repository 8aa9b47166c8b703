"""Words of certificates about pupils: names of kinds, the text, why one is not given."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.people.enums import MoveKind
from parta.people.models import Movement, Person
from parta.public_service.enums import CertificateKind, RefusalCode
from parta.public_service.queries.certificates import Facts
from parta.school.models import SchoolClass
from parta.wording.dates import full_date
from parta.wording.movement import order_text
from parta.wording.people import WORDS

KINDS: dict[str, str] = {
    CertificateKind.STUDY: "Справка об обучении",
    CertificateKind.PROGRESS: "Справка об успеваемости",
    CertificateKind.ENROLLED: "Справка о зачислении",
    CertificateKind.LEFT: "Справка о выбытии",
    CertificateKind.PERIOD: "Справка о периоде обучения",
}
ABOUT: dict[str, str] = {
    CertificateKind.STUDY: "учится здесь сегодня: класс или группа, с какого дня, приказ",
    CertificateKind.PROGRESS: "учится здесь; отметки текущего периода и итоги года",
    CertificateKind.ENROLLED: "каким приказом и с какого дня принят: для прежней школы",
    CertificateKind.LEFT: "каким приказом выбыл, отметки текущего периода и итоги года: для новой школы",
    CertificateKind.PERIOD: "с какого по какой день учился, программа, результаты по семестрам",
}
"""What each is for, beside the choice."""
_LEFT = {
    MoveKind.DEPARTED: ("выбыл", "выбыла", "выбыл(а)"),
    MoveKind.EXPELLED: ("отчислен", "отчислена", "отчислен(а)"),
    MoveKind.GRADUATED: ("окончил обучение и отчислен", "окончила обучение и отчислена", "окончил(а) обучение"),
}
_SIGN = {"m": 0, "f": 1}


def certificate_text(kind: CertificateKind, facts: Facts, *, school: str, college: bool, today: date) -> str:
    """Say what a certificate says, paragraph by paragraph, an empty line between them."""
    who = _who(facts.person)
    if kind in (CertificateKind.STUDY, CertificateKind.PROGRESS):
        assert facts.place is not None
        said = [f"{who} обучается {_where(facts, facts.place.school_class, college=college)}."]
        said += _arrived(facts, with_order=True)
    elif kind is CertificateKind.ENROLLED:
        assert facts.arrived is not None
        row = facts.arrived
        said = [
            f"{who} {_by_sex(facts.person, 'зачислен', 'зачислена', 'зачислен(а)')} с {full_date(row.date)}"
            f" {_into(facts, row.school_class, college=college)} приказом {order_text(row.order_no, row.order_date)}."
        ]
        said += [f"Откуда: {row.place}."] if row.place else []
    elif kind is CertificateKind.LEFT:
        assert facts.left is not None
        row = facts.left
        said = [
            f"{who} {_studied(facts, row.date)} {_where(facts, row.school_class, college=college)}.",
            _gone(facts.person, row),
        ]
        said.append(f"Отметки текущего периода и итоги учебного года приведены на {full_date(row.date)}")
    else:
        assert facts.last_place is not None
        end = facts.left.date if facts.left is not None else None
        if end is None and facts.place is None:
            end = facts.last_place.ends_on
        said = [f"{who} {_studied(facts, end)} {_where(facts, facts.last_place.school_class, college=college)}."]
        said += _arrived(facts, with_order=True)
        said += [_gone(facts.person, facts.left)] if facts.left is not None else []
    if kind is CertificateKind.PROGRESS:
        said.append(f"Отметки текущего периода и итоги учебного года приведены на {full_date(today)}")
    said.append(f"Образовательная организация: {school}.")
    return "\n\n".join(one if one.endswith(".") else f"{one}." for one in said)


def _who(person: Person) -> str:
    born = f", {full_date(person.birth_date).removesuffix(' г.')} года рождения," if person.birth_date else ""
    return f"Настоящая справка подтверждает, что {person.full_name}{born}"


def _by_sex(person: Person, *forms: str) -> str:
    return forms[_SIGN.get(person.sex, 2)]


def _studied(facts: Facts, end: date | None) -> str:
    days = [f"с {full_date(facts.since)}" if facts.since else "", f"по {full_date(end)}" if end else ""]
    verb = _by_sex(facts.person, "обучался", "обучалась", "обучался(ась)") if end else "обучается"
    return " ".join(filter(None, (verb, *days)))


def _where(facts: Facts, place: SchoolClass, *, college: bool) -> str:
    if not college:
        return f"в классе {place.name} ({place.year} учебный год){_form(facts)}"
    return f"в группе {place.name}, {place.grade_level} курс ({place.year} учебный год){_programme(facts, place)}"


def _into(facts: Facts, place: SchoolClass, *, college: bool) -> str:
    if not college:
        return f"в класс {place.name}"
    return f"в группу {place.name}, {place.grade_level} курс{_programme(facts, place)}"


def _form(facts: Facts, usual: str = "") -> str:
    """Say the form of study: as the card says it, else as the group does."""
    form = WORDS["study_form"].get(facts.person.pupil.study_form or usual, "")
    return f", форма обучения: {form}" if form else ""


def _programme(facts: Facts, place: SchoolClass) -> str:
    title = f"{place.programme_code} {place.programme_title}".strip()
    said = _form(facts, place.study_form)
    return f"{said}, образовательная программа среднего профессионального образования: {title}" if title else said


def _arrived(facts: Facts, *, with_order: bool) -> list[str]:
    row = facts.arrived
    if row is None or not with_order:
        return [f"Обучается с {full_date(facts.since)}"] if facts.since and facts.left is None else []
    verb = _by_sex(facts.person, "Зачислен", "Зачислена", "Зачислен(а)")
    return [f"{verb} с {full_date(row.date)} приказом {order_text(row.order_no, row.order_date)}."]


def _gone(person: Person, row: Movement) -> str:
    verb = _by_sex(person, *_LEFT[MoveKind(row.kind)]).capitalize()
    order = f" приказом {order_text(row.order_no, row.order_date)}" if row.order_no else ""
    place = f", куда: {row.place}" if row.place else ""
    return f"{verb}{order}, последний день обучения {full_date(row.date)}{place}"


CERTIFICATES: dict[str, Callable[[Mapping[str, Any]], tuple[str, str, str]]] = {
    RefusalCode.CERTIFICATE_KIND: lambda p: (
        "Выдать такую справку нельзя",
        "справку о периоде обучения выдаёт техникум или колледж",
        "Выберите другую справку",
    ),
    RefusalCode.CERTIFICATE_NOT_HERE: lambda p: (
        "Выдать такую справку нельзя",
        "сегодня этот человек здесь не учится",
        "Выдайте справку о выбытии",
    ),
    RefusalCode.CERTIFICATE_NO_ORDER: lambda p: (
        "Выдать справку о зачислении нельзя",
        "приказ о зачислении с номером не внесён",
        "Внесите приказ или выдайте справку об обучении",
    ),
    RefusalCode.CERTIFICATE_ANNULLED: lambda p: (
        "Справка аннулирована",
        "её номер больше не используется",
        "Выдайте новую справку: у неё будет следующий номер",
    ),
    RefusalCode.CERTIFICATE_UNGROUNDED: lambda p: (
        "Аннулировать справку нельзя",
        "не сказано почему",
        "Напишите основание: ошибка в тексте, возвращена заявителем",
    ),
    RefusalCode.CERTIFICATE_STILL_HERE: lambda p: (
        "Выдать справку о выбытии нельзя",
        "приказ о выбытии не внесён, или его последний день ещё не наступил",
        "Сначала внесите приказ",
    ),
}
"""Code → what cannot be done, why, what can be done."""
