"""The school's documents: the register of local acts, for everybody of the school and for everybody at all."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from parta.kernel.decisions import Refused
from parta.kernel.files import MEBIBYTE
from parta.regulation.enums import ActKind, ActRefusal
from parta.regulation.models import ActEdition
from parta.regulation.queries import dated_versions, versions
from parta.regulation.queries.documents import ActLine, acts_register, edition_file
from parta.regulation.queries.texts import act_text
from parta.regulation.services.documents import (
    Adoption,
    Document,
    link_edition,
    may_keep_acts,
    replace_act,
    show_act,
    upload_act,
    withdraw_act,
)
from parta.school.queries.calendars import school_zone
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number_in_post
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.documents import KINDS, KNOWN_BY, act_refusal

_COLUMNS = (
    Column("Документ", 60), Column("Вид", 24), Column("Приказ №", 14), Column("От", 12), Column("Принят", 36),
    Column("Действует с", 12), Column("По", 12), Column("Отменён с", 12), Column("Чем отменён", 36),
    Column("Открыт всем", 10), Column("Страниц", 9),
)  # fmt: skip

_DATE = {"invalid": "Укажите дату: день, месяц и год."}


class _Day(forms.DateField):
    def __init__(self, **options: Any) -> None:
        errors = {"required": "Укажите дату.", **_DATE}
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=errors, **options)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not 1990 <= day.year <= 2100:
            raise forms.ValidationError("Проверьте год.")
        return day


class EditionForm(forms.Form):
    """An edition of an act: the file and how it came about."""

    starts_on = _Day()
    adopted_by = forms.CharField(max_length=300, required=False)
    order_no = forms.CharField(max_length=60, required=False)
    order_date = _Day(required=False)
    regulation_from = _Day(required=False)
    file = forms.FileField(
        max_length=200,
        error_messages={
            "required": "Выберите файл.",
            "empty": "Файл пуст.",
            "max_length": "Слишком длинное имя файла.",
            "invalid": "Файл не дошёл: отправьте форму ещё раз.",
        },
    )


class ActForm(EditionForm):
    """A new act: its title and kind too."""

    title = forms.CharField(max_length=300, error_messages={"required": "Напишите название."})
    kind = forms.ChoiceField(choices=[(kind, KINDS[kind]) for kind in ActKind])
    is_public = forms.BooleanField(required=False)
    field_order = ("title", "kind")


class WithdrawalForm(forms.Form):
    """From which day an act is no longer in force, and by what."""

    ceased_on = _Day()
    ground = forms.CharField(max_length=300, error_messages={"required": "Напишите, чем отменён акт."})


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """List the acts of the school with their editions."""
    if asked_for_sheet(request):
        rows = _lines(acts_register(today=request.actor.today))
        return sheet(request, title="Документы школы", columns=_COLUMNS, rows=rows)
    return _page(request)


def _lines(acts: Iterable[ActLine]) -> Iterator[tuple[object, ...]]:
    for one in acts:
        for edition in one.editions:
            yield (
                one.title, KINDS[ActKind(one.kind)], edition.order_no, edition.order_date, edition.adopted_by,
                edition.starts_on, edition.ends_on, one.ceased_on, one.ceased_ground, "да" if one.is_public else "",
                edition.pages,
            )  # fmt: skip


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Place a new act."""
    form = ActForm(request.POST, request.FILES)

    def place() -> None:
        upload_act(
            actor=request.actor,
            title=form.cleaned_data["title"],
            kind=ActKind(form.cleaned_data["kind"]),
            is_public=form.cleaned_data["is_public"],
            now=request.now,
            **_given(form),
        )

    return _after(request, form, place, "Документ размещён.", "new")


@require_POST
def edition(request: HttpRequest, act_id: int) -> HttpResponse:
    """Place a new edition of an act."""
    form = EditionForm(request.POST, request.FILES)

    def place() -> None:
        replace_act(actor=request.actor, act_id=act_id, now=request.now, **_given(form))

    return _after(request, form, place, "Новая редакция размещена.", f"edition-{act_id}")


@require_POST
def withdrawal(request: HttpRequest, act_id: int) -> HttpResponse:
    """Say that an act is no longer in force."""
    form = WithdrawalForm(request.POST)

    def withdraw() -> None:
        withdraw_act(actor=request.actor, act_id=act_id, now=request.now, **form.cleaned_data)

    return _after(request, form, withdraw, "Акт отменён; прочитать его можно по-прежнему.", f"withdrawal-{act_id}")


@require_POST
def openness(request: HttpRequest, act_id: int) -> HttpResponse:
    """Open an act to everybody, or to the school alone."""
    act = show_act(actor=request.actor, act_id=act_id, is_public=request.POST.get("is_public") == "1", now=request.now)
    messages.success(request, "Документ открыт всем." if act.is_public else "Документ открыт только школе.")
    return redirect("office:documents")


@require_POST
def link(request: HttpRequest, effective_from: date) -> HttpResponse:
    """Name a placed document as the text of a version of the regulation."""
    edition_id = number_in_post(request, "edition")
    link_edition(actor=request.actor, edition_id=edition_id, regulation_from=effective_from, now=request.now)
    messages.success(request, "Документ назван текстом положения.")
    return redirect("office:regulation_version", effective_from)


@require_safe
def document(request: HttpRequest, edition_id: int) -> HttpResponseBase:
    """Give the PDF to a person of the school."""
    return _file(request, edition_file(edition_id))


@require_safe
def public_documents(request: HttpRequest) -> HttpResponse:
    """List the acts that the school opened to everybody."""
    today = timezone.now().astimezone(school_zone()).date()
    context = {"acts": acts_register(today=today, public=True), "school_name": request.school.name}
    return render(request, "parta/office/documents_public.html", context)


@require_safe
def public_document(request: HttpRequest, edition_id: int) -> HttpResponseBase:
    """Give the PDF of an act that is open to everybody."""
    return _file(request, edition_file(edition_id, public=True))


def _file(request: HttpRequest, found: ActEdition) -> HttpResponseBase:
    tag = f'"{found.sha256}"'
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        return unchanged
    name = f"{found.act.title[:120].strip()} ({found.starts_on:%d.%m.%Y}).pdf"
    response = pdf_file(bytes(found.content), name, download=request.GET.get("download") == "1")
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def document_of(sent: UploadedFile) -> Document:
    """Read a sent file, of one that is too big no more than shows that it is."""
    return Document(sent.name or "", sent.read(settings.DOCUMENT_MEBIBYTES * MEBIBYTE + 1))


def _given(form: EditionForm) -> dict[str, Any]:
    data = form.cleaned_data
    adoption = Adoption(data["starts_on"], data["adopted_by"], data["order_no"], data["order_date"])
    sent = data["file"]
    return {
        "adoption": adoption,
        "document": document_of(sent),
        "regulation_from": data["regulation_from"],
    }


def _after(request: HttpRequest, form: forms.Form, act: Callable[[], None], said: str, opened: str) -> HttpResponse:
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(_FIELDS.get(refused.decision.code), act_refusal(refused.decision))
        else:
            messages.success(request, said)
            return redirect("office:documents")
    return _page(request, form, opened, status=422)


_FIELDS: dict[str, str] = {
    ActRefusal.NOT_PDF: "file",
    ActRefusal.TOO_BIG: "file",
    ActRefusal.ENCRYPTED: "file",
    ActRefusal.ACTIVE: "file",
    ActRefusal.STARTS_BEFORE_LAST: "starts_on",
    ActRefusal.ENDS_BEFORE_START: "ceased_on",
}


def _page(request: HttpRequest, bound: forms.Form | None = None, opened: str = "", status: int = 200) -> HttpResponse:
    today = request.actor.today
    rules = versions().on(today)
    context = {
        "acts": acts_register(today=today),
        "today": today,
        "act": rules.act,
        "has_text": bool(act_text(rules.act.code)),
        "may_keep": may_keep_acts(request.actor),
        "known_by": KNOWN_BY,
        "kinds": [(str(kind), title) for kind, title in KINDS.items()],
        "versions": dated_versions(),
        "form": bound,
        "opened": opened,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/documents.html", context, status=status)
