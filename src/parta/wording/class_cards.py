"""The information card of a class in Russian."""

from parta.people.enums import CareKind

PASSPORT = {
    "guardian": "Под опекой или с иным представителем",
    CareKind.BENEFIT: "Льготная категория",
    CareKind.MEALS: "Льготное питание",
    CareKind.TRANSPORT: "Льготный проезд",
    CareKind.SUPERVISION: "На учёте",
    "adapted": "Адаптированная программа",
    "individual_plan": "Индивидуальный учебный план",
    "at_home": "Обучение на дому",
}


def count_text(count: int | None) -> str:
    """Write a count of the social passport."""
    return "скрыто" if count is None else str(count)
