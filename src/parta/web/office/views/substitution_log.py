"""The journal of substitutions with hours for pay, and the changes of one day for the wall."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from parta.journal.queries.substitution_log import LogRow, LogWanted, SubstitutionLog, substitution_log
from parta.paper.substitutions import print_log
from parta.regulation.queries import versions
from parta.timetable.access import may_arrange
from parta.timetable.enums import SubstitutionKind
from parta.timetable.queries.boards import BoardLesson, Side, board_page
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day, day_in_post, number, number_or_none, number_or_none_in_post
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.arranging import KINDS, kind_word
from parta.wording.dates import full_date, span_text
from parta.wording.roles import terminology_of
from parta.wording.timetable import board_words, change_words

MOST_DAYS = 366


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """List what was given by others, by days, teacher, class and kind; the filters stand in the address."""
    today = request.actor.today
    first = day(request, "from", default=today.replace(day=1))
    last = day(request, "to", default=max(today, first))
    wanted = LogWanted(
        *_span(first, last),
        number_or_none(request, "teacher"),
        number_or_none(request, "class"),
        _kind(request.GET.get("kind", "")),
    )
    page = substitution_log(
        actor=request.actor, wanted=wanted, now=request.now, page=number(request, "page", default=1)
    )
    words = board_words(terminology_of(request.frame.school_kind))
    if asked_for_sheet(request):
        said = span_text(wanted.first, wanted.last)
        return sheet(
            request,
            title="Журнал замен",
            columns=_columns(words.of_class, words.lesson.capitalize()),
            rows=_lines(page),
            chosen=said,
        )
    context = {
        "page": page,
        "wanted": wanted,
        "kinds": KINDS.items(),
        "words": words,
        "log_rule": versions().on(today).lessons.substitution_log_required,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/substitution_log.html", context)


@require_POST
def log_print(request: HttpRequest) -> HttpResponse:
    """Give the journal of substitutions as PDF, with places for signatures and the hours of each teacher."""
    today = request.actor.today
    first = day_in_post(request, "from", default=today.replace(day=1))
    last = day_in_post(request, "to", default=max(today, first))
    wanted = LogWanted(
        *_span(first, last),
        number_or_none_in_post(request, "teacher"),
        number_or_none_in_post(request, "class"),
        _kind(request.POST.get("kind", "")),
    )
    printed = print_log(frame=request.frame, wanted=wanted)
    return pdf_file(printed.content, printed.name)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Show what differs from the timetable on a day, by class: a sheet for the wall, so without reasons."""
    shown = day(request, "date", default=request.actor.today)
    page = board_page(actor=request.actor, side=Side.DAY, place_id=None, day=shown, zone=request.frame.zone)
    by_class: dict[str, list[BoardLesson]] = {}
    for one in page.changes:
        by_class.setdefault(one.class_name or one.group, []).append(replace(one, reason=""))
    order = {place.name: number for number, place in enumerate(page.classes)}
    groups = sorted(by_class.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))
    words = board_words(terminology_of(request.frame.school_kind))
    if asked_for_sheet(request):
        columns = (
            Column(words.of_class, 12), Column(words.lesson.capitalize(), 7), Column("Начало", 9),
            Column("Предмет по расписанию", 34), Column("Подгруппа", 16), Column("Кто ведёт", 34),
            Column("Изменение", 50),
        )  # fmt: skip
        rows = (
            (name, one.number, one.start, one.subject, one.group, one.teacher, ", ".join(change_words(one, words)))
            for name, lessons in groups
            for one in lessons
        )
        return sheet(request, title="Изменения в расписании", columns=columns, rows=rows, chosen=full_date(shown))
    context = {
        "page": page,
        "shown": shown,
        "groups": groups,
        "words": words,
        "query": filters_of(request),
        "may_arrange": may_arrange(request.actor),
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/changes.html", context)


def _span(first: date, last: date) -> tuple[date, date]:
    return first, min(max(first, last), first + timedelta(days=MOST_DAYS))


def _kind(text: str) -> str:
    return text if text in set(SubstitutionKind) else ""


def _columns(of_class: str, lesson: str) -> tuple[Column, ...]:
    return (
        Column("Дата", 12), Column(lesson, 7), Column(of_class, 10), Column("Подгруппа", 14),
        Column("Предмет по расписанию", 30), Column("Отсутствующий учитель", 34), Column("Причина", 28),
        Column("Заменяющий учитель", 34), Column("Проведённый предмет", 26), Column("Вид", 16), Column("Часов", 8),
        Column("Часов предстоит", 10), Column("Тема", 36), Column("Основание", 22),
    )  # fmt: skip


def _lines(page: SubstitutionLog) -> Iterator[tuple[object, ...]]:
    for row in page.rows:
        yield (
            row.date, row.number, row.class_name, row.group, row.subject, row.absent, row.reason, row.substitute,
            _given(row), kind_word(row.kind), row.hours_given, row.hours_planned, row.topic, row.ground,
        )  # fmt: skip


def _given(row: LogRow) -> str:
    return row.other_subject or row.subject if row.hours_given else ""
