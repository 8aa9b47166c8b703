"""The day of a class: who is absent, reasons in place, «проверено»; and which classes are not checked yet."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parta.journal.access_classes import may_check_day, may_give_reasons, may_see_checks, visible_class_lives
from parta.journal.queries.class_day import AWAY, CheckRow, ClassDay, Notice, checks_page
from parta.journal.queries.class_day import class_day as read_class_day
from parta.journal.rules.operations import REASON_LENGTH
from parta.journal.services.class_days import check_day, give_reasons
from parta.kernel.decisions import NotVisible, require
from parta.regulation.enums import Terminology
from parta.school.models import SchoolClass
from parta.web.office.reminders import reminder_lines
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day as day_in
from parta.web.parameters import number_in_post
from parta.web.ui.refusals import answer_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.absences import CHECKS, absence_title
from parta.wording.dates import date_text, full_date
from parta.wording.plurals import counted
from parta.wording.roles import role_name, terminology_of


@require_safe
def class_day(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show a class's day."""
    today = request.now.date()
    day = day_in(request, "date", default=today)
    school_class = _class(request, class_id)
    page = read_class_day(school_class, day=day, now=request.now)
    if asked_for_sheet(request):
        return _sheet(request, school_class, page)
    codes = [row.code for row in page.regulation.attendance.absence_codes.value if row.code in AWAY]
    context: dict[str, Any] = {
        "page": page,
        "school_class": school_class,
        "today": today,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "codes": codes,
        "letters": page.regulation.absence_letters(),
        "may_check": may_check_day(request.actor, class_id) and day <= today,
        "may_write": may_give_reasons(request.actor, school_class, regulation=page.regulation, day=day),
        "clause": page.regulation.access.homeroom_edit_attendance.clause,
        "reason_length": REASON_LENGTH,
        "tab": "day",
        "query": filters_of(request),
        "reminders": reminder_lines(request) if day == today else [],
        "sections": sections(request),
    }
    return render(request, "parta/office/class_day.html", context)


def _sheet(request: HttpRequest, school_class: SchoolClass, page: ClassDay) -> HttpResponse:
    """Give who was absent, lesson by lesson, and whose family told of it, as a file."""
    who = "Студент" if terminology_of(request.frame.school_kind) is Terminology.COLLEGE else "Ученик"
    shown = list(dict.fromkeys((*page.absent, *page.announced, *page.ill)))
    slots = [Column(f"{slot.number or ''} {slot.start:%H:%M}".strip(), 12) for slot in page.slots]
    rows = [
        (
            row.name,
            *(absence_title(cell.code) if cell is not None and cell.code else "" for cell in row.cells),
            "; ".join((*row.reasons, *(("справка о болезни",) if row.ill else ()))),
            _told(row.notice),
        )
        for row in shown
    ]
    return sheet(
        request,
        title=f"{school_class.name}, отсутствуют {page.day:%d.%m.%Y}",
        columns=[Column(who, 34), *slots, Column("Причина", 40), Column("Семья сообщила", 50)],
        rows=rows,
        chosen=f"{full_date(page.day)}, отсутствовали {len(page.absent)} из {page.pupils}",
        persons=[row.id for row in shown],
    )


def _told(notice: Notice | None) -> str:
    if notice is None:
        return ""
    return f"{notice.text or 'ребёнок болен'}, {date_text(notice.start)} – {date_text(notice.end)}, {notice.by}"


@require_POST
def class_day_check(request: HttpRequest, class_id: int) -> HttpResponse:
    """Say that the absences of the day were looked through."""
    day = day_in(request, "date", default=request.now.date())
    check_day(actor=request.actor, class_id=class_id, day=day, now=request.now)
    messages.success(request, "Пропуски проверены: записано, кто и когда.")
    return redirect(_address(request, class_id))


@require_POST
def class_day_reason(request: HttpRequest, class_id: int) -> HttpResponse:
    """Give the reason of a pupil's absences of the day."""
    _class(request, class_id)
    outcome = give_reasons(
        actor=request.actor,
        class_id=class_id,
        pupil_id=number_in_post(request, "pupil"),
        day=day_in(request, "date", default=request.now.date()),
        code=request.POST.get("code", ""),
        reason=request.POST.get("reason", ""),
        now=request.now,
    )
    if outcome.done:
        messages.success(request, f"Причина записана: {counted(outcome.done, 'урок', 'урока', 'уроков')}.")
    words = terminology_of(request.frame.school_kind)
    for text in dict.fromkeys(_why(answer, words) for answer in outcome.left):
        messages.warning(request, text)
    return redirect(f"{_address(request, class_id)}#p{request.POST['pupil']}")


@require_safe
def day_checks(request: HttpRequest) -> HttpResponse:
    """Show which classes' absences were looked through on a day."""
    require(may_see_checks(request.actor))
    today = request.now.date()
    day = day_in(request, "date", default=today)
    rows = checks_page(day=day, now=request.now)
    if asked_for_sheet(request):
        return _checks_sheet(request, rows, full_date(day))
    context = {
        "rows": rows,
        "query": filters_of(request),
        "day": day,
        "today": today,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "sections": sections(request),
    }
    return render(request, "parta/office/day_checks.html", context)


def _checks_sheet(request: HttpRequest, rows: Sequence[CheckRow], chosen: str) -> HttpResponse:
    words = terminology_of(request.frame.school_kind)
    columns = (
        Column("Группа" if words is Terminology.COLLEGE else "Класс", 12),
        Column(role_name("homeroom_teacher", words).nominative.capitalize(), 36), Column("Отсутствовали", 12),
        Column("Без причины", 12), Column("Пропуски", 30), Column("Когда проверены", 16), Column("Кто проверил", 34),
    )  # fmt: skip
    lines = (
        (
            row.name, row.homeroom or "не назначен", row.absent, row.unexplained, CHECKS[row.check.state], row.check.at,
            row.check.by,
        )
        for row in rows
    )  # fmt: skip
    return sheet(request, title="Проверка пропусков", columns=columns, rows=lines, chosen=chosen)


def _class(request: HttpRequest, class_id: int) -> SchoolClass:
    found = visible_class_lives(request.actor).filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    return found


def _address(request: HttpRequest, class_id: int) -> str:
    day = day_in(request, "date", default=request.now.date())
    return f"{reverse('office:class_day', args=[class_id])}?date={day.isoformat()}"


def _why(answer: dict[str, Any], words: Terminology) -> str:
    if answer["status"] == "conflict":
        return "Пока вы смотрели, пропуск изменили. Посмотрите, что записано теперь."
    return answer_html(answer, words)
