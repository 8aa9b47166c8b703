"""The information card of a class on paper."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from parta.curriculum.queries.class_cards import ClassCardPage, class_card
from parta.journal.access_classes import visible_class_cards
from parta.kernel.decisions import NotVisible
from parta.paper.enums import Form
from parta.paper.queries import class_signers, imprint_of
from parta.paper.registers import table
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.queries.actors import Frame
from parta.wording.class_cards import PASSPORT, count_text
from parta.wording.college import as_college
from parta.wording.dates import full_date
from parta.wording.terms import term_title

_PAIR = (("Сведения", 70), ("", 190))
_LINES = (("Предмет", 150), ("Часов в неделю", 40), ("Часов в год", 40))
_GROUPS = (("Предмет", 110), ("Подгруппа", 80), ("Человек", 30))
_MEMBERS = (("Имя", 110), ("Поручение", 120))
_NAMES = (("Имя", 230),)
_BELLS = (("Расписание", 80), ("Урок", 20), ("Начало", 30), ("Конец", 30))
_DAYS = (("Период", 110), ("С", 40), ("По", 40))
_COUNTS = (("Социальный паспорт", 150), ("Человек", 40))


@transaction.atomic
def print_class_card(*, frame: Frame, class_id: int) -> Printed:
    """Print the information card of a class; raises `NotVisible` for one that the actor may not open."""
    found = visible_class_cards(frame.actor).select_related("year", "calendar").filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    imprint = imprint_of(frame)
    today = frame.now.date()
    page = class_card(found, today)
    leader, director = class_signers(found, today)
    heading = "Информационная карта группы" if imprint.college else "Информационная карта класса"
    who = "Куратор" if imprint.college else "Классный руководитель"
    data = {
        "title": f"{heading} {found.name}",
        "heading": heading,
        "right": f"{found.name}, {found.year}",
        "beneath": f"На {full_date(today)}",
        "tables": _tables(page, imprint.college),
        "signed": [{"who": who, "name": leader}, {"who": "Директор", "name": director}],
    }
    content = typeset("register", data, imprint=imprint)
    keep(frame, Form.CLASS_CARD, {"class": class_id})
    return Printed(f"Карта {found.name}.pdf", content)


def _tables(page: ClassCardPage, college: bool) -> list[dict[str, Any]]:
    people, card = page.people, page.people.card
    pairs = [
        ["Специальность, профессия" if college else "Профиль", _profile(page)],
        ["Смена", str(page.school_class.shift or (card.shift if card else None) or "—")],
        ["Кабинет", str(card.room) if card and card.room else "—"],
        ["Куратор" if college else "Классный руководитель", people.homeroom or "—"],
        ["Численность", f"{people.pupils}: мальчиков {people.boys}, девочек {people.girls}"],
        ["Календарь", f"{page.school_class.calendar.title}, дней в неделе: {page.school_class.calendar.week_days}"],
    ]
    lines = [
        [line.subject.name + (f" ({line.profile})" if line.profile else ""), _number(line.hours_per_week),
         _number(line.hours_total)]
        for line in page.lines
    ]  # fmt: skip
    groups = [[group.subject.name if group.subject else "", group.name, str(many)] for group, many in page.groups]
    bells = [
        [one.title, str(bell.number), f"{bell.starts_at:%H:%M}", f"{bell.ends_at:%H:%M}"]
        for one in page.bells
        for bell in one.bells.all()
    ]
    spans = [(term_title(one.kind, one.number), one.starts_on, one.ends_on) for one in page.terms]
    spans += [(one.title, one.starts_on, one.ends_on) for one in page.vacations]
    days = [[title, _day(start), _day(end)] for title, start, end in sorted(spans, key=lambda one: one[1])]
    counts = [[PASSPORT[code], count_text(count)] for code, count in page.passport]
    return [
        table("", _PAIR, pairs),
        table("Учебный план", _LINES, lines, numbers=(1, 2)),
        table("Подгруппы", _GROUPS, groups, numbers=(2,)),
        table("Актив", _MEMBERS, [[row.person.full_name, row.duty] for row in people.council]),
        table("Родительский комитет", _NAMES, [[name] for name in people.committee]),
        table(
            "Звонки", [(as_college(head), width) for head, width in _BELLS] if college else _BELLS, bells, numbers=(1,)
        ),
        table("Периоды и каникулы", _DAYS, days),
        table("", _COUNTS, counts, numbers=(1,)),
    ]


def _profile(page: ClassCardPage) -> str:
    card, one = page.people.card, page.school_class
    return (card.profile if card else "") or f"{one.programme_code} {one.programme_title}".strip() or "—"


def _number(hours: Decimal | int | None) -> str:
    return f"{Decimal(hours).normalize():f}".replace(".", ",") if hours else ""


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
