"""The school's regulation in Russian: what each setting means and what its value says."""

from parta.kernel.decisions import Decision
from parta.regulation.enums import DraftRefusal, Source
from parta.wording.dates import date_text
from parta.wording.regulation.deadlines import deadline_text, scope_text
from parta.wording.regulation.titles import GROUP_TITLES, setting_meaning, setting_title
from parta.wording.regulation.values import setting_value

__all__ = [
    "GROUP_TITLES",
    "SOURCES",
    "choice_refusal",
    "deadline_text",
    "draft_refusal",
    "scope_text",
    "setting_meaning",
    "setting_title",
    "setting_value",
]

SOURCES = {
    Source.OWN: "",
    Source.INFERRED: "по смыслу",
    Source.DEFAULT: "документ молчит: общее правило",
}


_DRAFT = {
    DraftRefusal.BEGUN_ALREADY: "Проект уже начат. Закончите его или уберите, потом начните новый.",
    DraftRefusal.NO_DRAFT: "Проекта больше нет: его утвердили или убрали. Начните новый.",
    DraftRefusal.SEEN_OLD: "Проект тем временем изменили. Посмотрите, что изменилось, и повторите.",
    DraftRefusal.BAD_VALUE: "Такого значения у этого правила не бывает. Проверьте, что написано.",
}


def draft_refusal(code: DraftRefusal) -> str:
    """Say what is the matter with the draft."""
    return _DRAFT[code]


def choice_refusal(decision: Decision) -> str:
    """Say why a regulation is not chosen, changed or approved."""
    if decision.code != DraftRefusal.IN_PAST:
        return draft_refusal(DraftRefusal(decision.code))
    held = decision.params["last_held"]
    return (
        f"Поменять положение с этого дня нельзя: уроки по {date_text(held)} уже проведены по прежнему. "
        "Выберите более позднюю дату."
    )
