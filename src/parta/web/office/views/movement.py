"""The book of movement with its balance, and the alphabet book: pages, files, paper."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.paper.registers import ask_for_alphabet, print_movement
from parta.people.access import may_move
from parta.people.queries.movement import MovementBook, alphabet_book, movement_book
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none, number, number_or_none
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.movement import kind_text, order_text

PER_PAGE = 100
_BOOK = (
    Column("Дата", 12),
    Column("Имя", 36),
    Column("Дата рождения", 14),
    Column("Что", 26),
    Column("Из", 10),
    Column("В", 10),
    Column("Приказ", 24),
    Column("Откуда, куда", 36),
    Column("Основание", 30),
)
_ALPHABET = (
    Column("Имя", 36),
    Column("Прежние имена", 30),
    Column("Дата рождения", 14),
    Column("Личное дело", 14),
    Column("Класс, группа", 12),
    Column("Прибыл", 12),
    Column("Приказ", 14),
    Column("Откуда", 30),
    Column("Выбыл", 12),
    Column("Приказ", 14),
    Column("Куда", 30),
)


def _book(request: HttpRequest) -> MovementBook:
    return movement_book(
        start=day_or_none(request, "since"),
        end=day_or_none(request, "until"),
        class_id=number_or_none(request, "class"),
        today=request.actor.today,
    )


@require_safe
def movement(request: HttpRequest) -> HttpResponse:
    """Show who came and went in a span of days by which orders, and whether lists and orders agree."""
    book = _book(request)
    college = request.frame.school_kind == "college"
    if asked_for_sheet(request):
        span = f"с {book.start:%d.%m.%Y} по {book.end:%d.%m.%Y}"
        return sheet(
            request,
            title="Книга движения",
            columns=_BOOK,
            rows=_lines(book, college),
            chosen=span,
            persons=[one.pupil_id for one in book.lines],
        )
    context = {
        "book": book,
        "class_id": number_or_none(request, "class"),
        "kinds": {line.kind: kind_text(line.kind, college=college) for line in book.lines},
        "order_text": order_text,
        "may_move": may_move(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/movement.html", context)


def _lines(book: MovementBook, college: bool) -> Iterator[tuple[object, ...]]:
    for one in book.lines:
        yield (
            one.day,
            one.name,
            one.birth_date,
            kind_text(one.kind, college=college),
            one.out_of,
            one.into,
            order_text(one.order_no, one.order_date),
            one.place,
            one.ground,
        )


@require_POST
def movement_print(request: HttpRequest) -> HttpResponse:
    """Give the book of movement as PDF."""
    printed = print_movement(frame=request.frame, book=_book(request))
    return pdf_file(printed.content, printed.name)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    letter = request.GET.get("letter", "")[:1]
    standing = request.GET.get("standing", "")
    return {
        "letter": letter if letter.isalpha() else "",
        "standing": standing if standing in ("here", "left") else "",
        "class_id": number_or_none(request, "class"),
    }


@require_safe
def alphabet(request: HttpRequest) -> HttpResponse:
    """Show the alphabet book."""
    as_file = asked_for_sheet(request)
    page, per_page = (1, MOST_ROWS + 1) if as_file else (number(request, "page", default=1), PER_PAGE)
    book = alphabet_book(**_chosen(request), page=page, per_page=per_page, today=request.actor.today)
    if as_file:
        rows = (
            (
                one.name,
                "\n".join(one.former),
                one.birth_date,
                one.personal_file_no,
                one.school_class,
                one.came,
                one.came_order,
                one.came_from,
                one.left,
                one.left_order,
                one.left_to,
            )
            for one in book.rows
        )
        return sheet(
            request, title="Алфавитная книга", columns=_ALPHABET, rows=rows, persons=[one.id for one in book.rows]
        )
    context = {
        "page": book,
        "letter": request.GET.get("letter", "")[:1].upper(),
        "standing": request.GET.get("standing", ""),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/alphabet.html", context)


@require_POST
def alphabet_print(request: HttpRequest) -> HttpResponse:
    """Ask for the alphabet book as PDF, and show how far it is."""
    return redirect("office:job", ask_for_alphabet(frame=request.frame, **_chosen(request)).pk)
