"""«Личные карты»: which of those who study lack what on their cards, by class and by field."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.people.access_persons import listed_persons
from parta.people.queries.completeness import CardFullness, by_class, cards_fullness
from parta.people.rules.completeness import ASKED
from parta.web.acts import act_today
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number_or_none
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.completeness import item_title, lacks_text
from parta.wording.dates import MONTHS_OF
from parta.wording.refusals import clause_text

_COLUMNS = (
    Column("Класс, группа", 14),
    Column("Имя", 34),
    Column("Заполнено, %", 14),
    Column("Не заполнено", 70),
)


@require_safe
def completeness(request: HttpRequest) -> HttpResponse:
    """Show how full the cards are that the person keeps or watches over."""
    college = request.frame.school_kind == "college"
    cards = cards_fullness(persons=listed_persons(request.actor), college=college, today=request.actor.today)
    class_id, what = number_or_none(request, "class"), request.GET.get("what", "")
    what = what if any(what in names for names in ASKED.values()) else ""
    classes = by_class(cards)
    chosen = [card for card in cards if _fits(card, class_id, what)]
    if asked_for_sheet(request):
        named = [one.name for one in classes if one.id == class_id]
        told = ", ".join([*named, *([item_title(what)] if what else [])])
        rows = ((card.school_class, card.name, card.percent, lacks_text(card.lacks)) for card in chosen)
        ids = [card.id for card in chosen]
        return sheet(request, title="Личные карты", columns=_COLUMNS, rows=rows, chosen=told, persons=ids)
    asked_by = act_today(request).people.personal_card_deadline
    counts = Counter(name for card in cards if class_id in (None, card.class_id) for name in card.lacks)
    titles = {name: item_title(name) for names in ASKED.values() for name in names}
    context = {
        "classes": classes,
        "titles": titles,
        "fields": [(name, title, counts[name]) for name, title in titles.items() if counts[name]],
        "cards": [(card, lacks_text(card.lacks)) for card in chosen if card.lacks]
        if class_id or what or len(classes) == 1
        else [],
        "chosen": class_id,
        "what": what,
        "due": f"{asked_by.value.day} {MONTHS_OF[asked_by.value.month - 1]}" if asked_by.value else "",
        "clause": clause_text(asked_by.clause),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/completeness.html", context)


def _fits(card: CardFullness, class_id: int | None, what: str) -> bool:
    return class_id in (None, card.class_id) and (not what or what in card.lacks)
