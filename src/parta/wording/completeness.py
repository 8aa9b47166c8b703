"""How full a pupil's card is, in Russian."""

from parta.wording.people import SECTIONS, field_title

_FACTS = {
    "order": "Приказ о зачислении",
    "guardian": "Законный представитель",
    "guardian_phone": "Телефон представителя",
    "consent": "Согласие на обработку данных",
}
PARTS = {**SECTIONS, "family": "Семья", "consents": "Согласия"}


def item_title(name: str) -> str:
    """Name what a card lacks."""
    return _FACTS.get(name) or field_title(name)


def lacks_text(names: tuple[str, ...]) -> str:
    """Say what a card lacks: «гражданство, СНИЛС»."""
    return ", ".join(title if title.isupper() else title[:1].lower() + title[1:] for title in map(item_title, names))
