"""Pupils of a psychologist and of a social pedagogue, and the notes of their section as a list."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parta.kernel.decisions import Refused
from parta.people.access_care import may_keep_section
from parta.people.access_persons import visible_persons
from parta.people.enums import CareKind, CareSection
from parta.people.models import Person
from parta.people.queries.care import PER_PAGE, NoteRow, WardRow, WardsWanted, keepers_of, notes_page, wards_page
from parta.people.rules.care import KINDS as KINDS_OF
from parta.people.services.care_wards import assign_ward, end_ward
from parta.people.services.looks import note_seen
from parta.web.office.access_forms import LinesForm, line
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number, number_in_post, number_or_none, number_or_none_in_post
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.care import ASSIGNED, KINDS, SECTIONS
from parta.wording.roles import terminology_of

_WARDS = (
    Column("Имя", 36),
    Column("Класс, группа", 14),
    Column("За кем", 36),
    Column("С", 12),
    Column("По", 12),
    Column("Основание", 40),
    Column("Кто закрепил", 30),
)
_NOTES = (
    Column("Имя", 36),
    Column("Класс, группа", 14),
    Column("Что", 28),
    Column("С", 12),
    Column("По", 12),
    Column("Записано", 60),
    Column("Документ", 30),
    Column("Кто записал", 30),
    Column("Отозвано", 30),
)
_WRONG = dict.fromkeys(("required", "invalid"), "Укажите день.")


class WardForm(LinesForm):
    """Who takes a pupil, from which day, on which ground."""

    keeper = forms.IntegerField(error_messages=dict.fromkeys(("required", "invalid"), "Выберите из списка."))
    start = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_WRONG)
    ground = line("Основание", 300)


@require_http_methods(["GET", "HEAD", "POST"])
def psychology_pupils(request: HttpRequest) -> HttpResponse:
    """List the pupils assigned to psychologists; assign and end."""
    return _pupils(request, CareSection.PSYCHOLOGY)


@require_http_methods(["GET", "HEAD", "POST"])
def social_pupils(request: HttpRequest) -> HttpResponse:
    """List the pupils assigned to social pedagogues; assign and end."""
    return _pupils(request, CareSection.SOCIAL)


@require_safe
def psychology_notes(request: HttpRequest) -> HttpResponse:
    """List the notes of psychologists; whose notes stand on the page is written down."""
    return _notes(request, CareSection.PSYCHOLOGY)


@require_safe
def social_notes(request: HttpRequest) -> HttpResponse:
    """List the notes of social pedagogues; whose notes stand on the page is written down."""
    return _notes(request, CareSection.SOCIAL)


def _wanted(request: HttpRequest, section: CareSection) -> WardsWanted:
    keeps = may_keep_section(request.actor, section)
    kind = request.GET.get("kind", "")
    return WardsWanted(
        mine=keeps and request.GET.get("whose") != "all",
        today_only=request.GET.get("when") != "all",
        typed=request.GET.get("q", "").replace("\x00", "")[:100].strip(),
        kind=kind if kind in map(str, KINDS_OF[section]) else "",
    )


def _pupils(request: HttpRequest, section: CareSection) -> HttpResponse:
    form, error = WardForm(request.POST if request.POST.get("do") == "assign" else None), ""
    here = f"office:{section}_pupils"
    if request.method == "POST":
        try:
            if _changed(request, section, form):
                return redirect(here)
        except Refused as refused:
            error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
    wanted, as_file = _wanted(request, section), asked_for_sheet(request)
    found = wards_page(
        actor=request.actor,
        section=section,
        wanted=wanted,
        page=1 if as_file else number(request, "page", default=1),
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        ids = [row.ward.pupil_id for row in found.rows]
        return sheet(request, title=ASSIGNED[section], columns=_WARDS, rows=map(_ward, found.rows), persons=ids)
    context = {
        "found": found,
        "wanted": wanted,
        "title": ASSIGNED[section],
        "section": section,
        "here": here,
        "keeps": may_keep_section(request.actor, section),
        "pupil": _pupil(request),
        "keepers": keepers_of(section, request.actor.today),
        "form": form,
        "error": error,
        "today": request.actor.today,
        "query": filters_of(request),
        "sections": sections(request),
    }
    wrong = bool(error or (request.method == "POST" and form.errors))
    return render(request, "parta/office/care_pupils.html", context, status=422 if wrong else 200)


def _changed(request: HttpRequest, section: CareSection, form: WardForm) -> bool:
    common = {"actor": request.actor, "section": section, "now": request.now}
    if request.POST.get("do") == "end":
        end_ward(ward_id=number_in_post(request, "ward"), last=request.actor.today, **common)
        messages.success(request, "Закрепление закончено сегодняшним днём.")
        return True
    if not form.is_valid():
        return False
    said = form.cleaned_data
    assign_ward(
        pupil_id=number_in_post(request, "pupil"),
        keeper_id=said["keeper"],
        start=said["start"],
        ground=said["ground"],
        **common,
    )
    messages.success(request, "Закреплено.")
    return True


def _pupil(request: HttpRequest) -> Person | None:
    """Give the pupil whom a card has sent here to be assigned."""
    wanted = number_or_none(request, "pupil") if request.method != "POST" else number_or_none_in_post(request, "pupil")
    rows = visible_persons(request.actor).filter(pk=wanted, pupil__isnull=False) if wanted else Person.objects.none()
    return rows.first()


def _notes(request: HttpRequest, section: CareSection) -> HttpResponse:
    wanted, as_file = _wanted(request, section), asked_for_sheet(request)
    found = notes_page(
        actor=request.actor,
        section=section,
        wanted=wanted,
        page=1 if as_file else number(request, "page", default=1),
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    ids = [row.note.pupil_id for row in found.rows]
    if as_file:
        return sheet(request, title=SECTIONS[section], columns=_NOTES, rows=map(_note, found.rows), persons=ids)
    note_seen(actor=request.actor, persons=ids, section=section, now=request.now)
    context = {
        "found": found,
        "wanted": wanted,
        "title": SECTIONS[section],
        "section": section,
        "kinds": [(str(kind), KINDS[kind]) for kind in KINDS_OF[section]],
        "kind_titles": KINDS,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/care_notes.html", context)


def _ward(row: WardRow) -> tuple[object, ...]:
    one = row.ward
    return (
        one.pupil.person.full_name,
        row.school_class,
        one.keeper.full_name,
        one.starts_on,
        one.ends_on,
        one.ground,
        one.assigned_by.full_name,
    )


def _note(row: NoteRow) -> tuple[object, ...]:
    one = row.note
    return (
        one.pupil.person.full_name,
        row.school_class,
        KINDS[CareKind(one.kind)],
        one.starts_on,
        one.ends_on,
        one.text,
        one.document,
        one.written_by.full_name,
        one.ground,
    )
