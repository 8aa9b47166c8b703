"""The secretary's registers on paper: the book of movement with its balance, the alphabet book."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from parta.jobs.models import Job
from parta.jobs.running import Made, MadeFile, Run
from parta.jobs.services import ask_for_job
from parta.kernel.decisions import require
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.access import may_see_movement
from parta.people.queries.actors import Frame
from parta.people.queries.movement import MovementBook, alphabet_book
from parta.school.models import SchoolCard
from parta.wording.college import as_college
from parta.wording.dates import full_date
from parta.wording.movement import kind_text, order_text

ALPHABET = "alphabet"
_BALANCE = (("", 40), ("На начало", 22), ("Прибыло", 22), ("Выбыло", 22), ("На конец", 22), ("Сходится", 22))
_MOVES = (
    ("№", 8),
    ("Дата", 18),
    ("Имя, дата рождения", 58),
    ("Что", 34),
    ("Из", 14),
    ("В", 14),
    ("Приказ", 34),
    ("Откуда, куда", 42),
    ("Основание", 44),
)
_ALPHABET = (
    ("№", 9),
    ("Имя", 62),
    ("Родился", 18),
    ("Личное дело", 18),
    ("Класс", 14),
    ("Прибыл, приказ", 34),
    ("Откуда", 36),
    ("Выбыл, приказ", 34),
    ("Куда", 36),
)


@transaction.atomic
def print_movement(*, frame: Frame, book: MovementBook) -> Printed:
    """Print the book of movement of a span of days; raises `Forbidden`."""
    require(may_see_movement(frame.actor))
    imprint = imprint_of(frame)
    span = f"{full_date(book.start)} – {full_date(book.end)}"
    balances = [
        [
            one.name,
            *_counts(one.balance.start, one.balance.arrived, one.balance.departed, one.balance.end),
            "да" if one.balance.holds else "нет",
        ]
        for one in book.classes
    ]
    if len(book.classes) > 1:
        total = book.total
        title = f"Всего (переведено внутри: {total.transfers})"
        counts = _counts(total.start, total.arrived, total.departed, total.end)
        balances.append([title, *counts, "да" if total.holds else "нет"])
    moves = [
        [
            str(number),
            _day(one.day),
            ", ".join(filter(None, (one.name, _day(one.birth_date)))),
            kind_text(one.kind, college=imprint.college),
            one.out_of,
            one.into,
            order_text(one.order_no, one.order_date),
            one.place,
            one.ground,
        ]
        for number, one in enumerate(book.lines, 1)
    ]
    tables = [table("Движение", _BALANCE, balances, numbers=range(1, 5)), table("Приказы", _MOVES, moves)]
    content = typeset("register", _data("Книга движения", span, tables), imprint=imprint)
    keep(frame, Form.MOVEMENT, {"since": book.start.isoformat(), "until": book.end.isoformat()})
    return Printed(f"Книга движения, {book.start:%d.%m.%Y}–{book.end:%d.%m.%Y}.pdf", content)


def ask_for_alphabet(*, frame: Frame, letter: str, standing: str, class_id: int | None) -> Job:
    """Ask for the alphabet book, or what of it was chosen, as PDF; raises `Forbidden`."""
    require(may_see_movement(frame.actor))
    chosen = {"letter": letter, "standing": standing, "class": class_id}
    return ask_for_job(actor=frame.actor, kind=ALPHABET, parameters=chosen, title="Алфавитная книга", now=frame.now)


def print_alphabet(run: Run) -> Made:
    """Print the alphabet book: years of a school's pupils take longer than a page may; raises `Forbidden`."""
    require(may_see_movement(run.actor))
    book = alphabet_book(
        letter=run.parameters["letter"],
        standing=run.parameters["standing"],
        class_id=run.parameters["class"],
        page=1,
        per_page=None,
        today=run.now.date(),
    )
    run.step(0, len(book.rows), "Вёрстка")
    rows = [
        [
            str(number),
            f"{one.name} (прежде {', '.join(one.former)})" if one.former else one.name,
            _day(one.birth_date),
            one.personal_file_no,
            one.school_class,
            ", ".join(filter(None, (_day(one.came), one.came_order and f"№ {one.came_order}"))),
            one.came_from,
            ", ".join(filter(None, (_day(one.left), one.left_order and f"№ {one.left_order}"))),
            one.left_to,
        ]
        for number, one in enumerate(book.rows, 1)
    ]
    imprint = imprint_of(run.frame)
    columns = [(as_college(head), width) for head, width in _ALPHABET] if imprint.college else _ALPHABET
    data = _data("Алфавитная книга", f"{len(rows)} чел.", [table("", columns, rows)])
    content = typeset("register", data, imprint=imprint)
    run.step(len(rows), len(rows))
    keep(run.frame, Form.ALPHABET, {"rows": len(rows)})
    return Made(file=MadeFile("Алфавитная книга.pdf", "application/pdf", content))


def _data(heading: str, right: str, tables: list[dict[str, Any]]) -> dict[str, Any]:
    director = SchoolCard.objects.values_list("director_name", flat=True).first()
    signed = [{"who": "Секретарь", "name": ""}, {"who": "Директор", "name": director or ""}]
    title = f"{heading}, {right}"
    return {"title": title, "heading": heading, "right": right, "beneath": "", "tables": tables, "signed": signed}


def table(
    title: str, columns: Sequence[tuple[str, int]], rows: list[list[str]], numbers: Iterable[int] = ()
) -> dict[str, Any]:
    """Lay out a table of a register: a title, columns with widths in millimetres, which of them hold numbers."""
    places = set(numbers)
    heads = [{"title": head, "width": width, "number": n in places} for n, (head, width) in enumerate(columns)]
    return {"title": title, "columns": heads, "rows": rows}


def _counts(*counts: int) -> list[str]:
    return [str(count) for count in counts]


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
