"""The school's own act: a draft over a preset, changed setting by setting, approved by an order."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.kernel.decisions import Refused
from parta.regulation.enums import ActRefusal, DraftRefusal, Preset
from parta.regulation.queries import dated_versions, open_draft
from parta.regulation.queries.documents import documents_of, editions_to_choose
from parta.regulation.rules.deadlines import deadlines
from parta.regulation.rules.drafting import differences, known_setting, raw_entry
from parta.regulation.rules.parse import drafted, load_preset
from parta.regulation.rules.tree import SPECS
from parta.regulation.services.approval import approve_with_document
from parta.regulation.services.documents import may_keep_acts
from parta.regulation.services.drafts import (
    begin_draft,
    change_setting,
    discard_draft,
    name_act,
    return_setting,
)
from parta.timetable.queries.days import last_held_day
from parta.web.acts import act_today
from parta.web.office.deadline_forms import deadline_rows
from parta.web.office.sections import sections
from parta.web.office.setting_forms import ClauseForm, value_form
from parta.web.office.setting_lines import difference_lines, groups_of, said, where
from parta.web.office.views.documents import document_of
from parta.wording.documents import act_refusal
from parta.wording.regulation import GROUP_TITLES, choice_refusal, draft_refusal, setting_meaning, setting_title

_FILE_ERRORS = {"empty": "Файл пуст.", "max_length": "Слишком длинное имя файла."}
_DATE_ERRORS = {"required": "Укажите дату.", "invalid": "Укажите дату: день, месяц и год."}


class SeenForm(forms.Form):
    """Which version of the draft the person saw."""

    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class NameForm(SeenForm):
    """What the school's act is called."""

    title = forms.CharField(max_length=300, error_messages={"required": "Напишите название."})
    short = forms.CharField(max_length=60, error_messages={"required": "Напишите короткое название."})


class ApprovalForm(SeenForm):
    """The order that puts the act in force."""

    effective_from = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)
    order_no = forms.CharField(max_length=60, error_messages={"required": "Укажите номер приказа."})
    order_date = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)
    file = forms.FileField(required=False, max_length=200, error_messages=_FILE_ERRORS)
    edition = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def clean(self) -> dict[str, Any]:
        """Take dates of this century only, and an order that is not later than what it orders."""
        cleaned = super().clean() or {}
        for name in ("effective_from", "order_date"):
            if name in cleaned and not 2000 <= cleaned[name].year <= 2100:
                self.add_error(name, "Проверьте год.")
        if {"effective_from", "order_date"} <= cleaned.keys() and cleaned["order_date"] > cleaned["effective_from"]:
            self.add_error("order_date", "Приказ не может быть позже дня, с которого действует положение.")
        if cleaned.get("file") and cleaned.get("edition"):
            self.add_error("edition", "Выберите одно: новый файл или размещённый документ.")
        return cleaned


@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """Show the draft: what it changes, every setting with a way to change it, and its approval."""
    return _page(request)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft from a preset or from what is in force."""
    named = request.POST.get("preset", "")
    if named and named not in set(Preset):
        raise Http404
    return _carry(
        request, lambda: begin_draft(actor=request.actor, preset=Preset(named) if named else None, now=request.now)
    )


@require_POST
def name(request: HttpRequest) -> HttpResponse:
    """Name the school's act."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, naming=form, status=422)
    return _carry(request, lambda: name_act(actor=request.actor, **form.cleaned_data, now=request.now))


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    answer = _carry(request, lambda: discard_draft(actor=request.actor, now=request.now))
    if answer.status_code == 302:
        messages.success(request, "Проект убран. Действующее положение не изменилось.")
        return redirect("office:regulation")
    return answer


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Put the draft in force by an order."""
    form = ApprovalForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, approval=form, status=422)
    given = dict(form.cleaned_data)
    sent, edition_id = given.pop("file"), given.pop("edition")
    try:
        version = approve_with_document(
            actor=request.actor,
            **given,
            document=document_of(sent) if sent else None,
            edition_id=edition_id,
            last_held=last_held_day(),
            now=request.now,
        )
    except Refused as refused:
        code = refused.decision.code
        if code in set(ActRefusal):
            form.add_error("file", act_refusal(refused.decision))
        else:
            form.add_error("effective_from" if code == DraftRefusal.IN_PAST else None, choice_refusal(refused.decision))
        return _page(request, approval=form, status=422)
    messages.success(request, f"Положение утверждено: действует с {version.effective_from:%d.%m.%Y}.")
    return redirect("office:regulation")


@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest, group: str, name: str) -> HttpResponse:
    """Show one setting of the draft and decide it: the value, the clause and the words of the school's act."""
    if not known_setting(group, name):
        raise Http404
    found = open_draft()
    if found is None:
        messages.error(request, draft_refusal(DraftRefusal.NO_DRAFT))
        return redirect("office:regulation")
    entry = raw_entry(found.preset, found.values, group, name)
    own = name in found.values.get(group, {})
    data = request.POST if request.method == "POST" else None
    seen = SeenForm(data, initial={"seen": found.version})
    if data is not None and "return" in data and seen.is_valid():
        return _carry(
            request,
            lambda: return_setting(
                actor=request.actor, group=group, name=name, seen=seen.cleaned_data["seen"], now=request.now
            ),
        )
    rows = SPECS[group][name].read is deadlines
    value = deadline_rows(entry["value"], data) if rows else value_form(group, name, entry["value"], data)
    words = {key: entry.get(key, "") for key in ("clause", "quote")} if own else {}
    clause = ClauseForm(data, initial=words)
    error = ""
    if data is not None and all([value.is_valid(), clause.is_valid(), seen.is_valid()]):
        kept = {"also": entry["also"]} if rows and "also" in entry and "keep_also" in data else {}
        written: Mapping[str, Any] = {"value": value.raw(), **clause.cleaned_data, **kept}
        try:
            change_setting(
                actor=request.actor,
                group=group,
                name=name,
                entry=written,
                seen=seen.cleaned_data["seen"],
                now=request.now,
            )
        except Refused as refused:
            error = choice_refusal(refused.decision)
        else:
            messages.success(request, f"Записано в проект: {setting_title(name).lower()}.")
            return redirect(f"{reverse('office:regulation_draft')}#{name}")
    preset = load_preset(found.preset)
    context = {
        "title": setting_title(name),
        "meaning": setting_meaning(name),
        "group_title": GROUP_TITLES[group],
        "name": name,
        "own": own,
        "rows": value if rows else None,
        "value": None if rows else value,
        "clause": clause,
        "seen": seen["seen"].value(),
        "error": error,
        "also": [reading.clause.number for reading in _of(drafted(found.preset, found.values), group, name).also],
        "sample": _told(preset, group, name),
        "sample_act": preset.act.short,
        "standing": _told(act_today(request), group, name),
        "sections": sections(request),
    }
    return render(request, "parta/office/regulation_setting.html", context, status=200 if data is None else 422)


@require_safe
def version(request: HttpRequest, effective_from: Any) -> HttpResponse:
    """Show a version of the regulation and what it changed against the one before."""
    rows = dated_versions()
    place = next((n for n, row in enumerate(rows) if row.effective_from == effective_from), None)
    if place is None:
        raise Http404
    row = rows[place]
    before = rows[place - 1] if place else None
    context = {
        "version": row,
        "act": row.regulation.act,
        "ends_on": rows[place + 1].effective_from - timedelta(days=1) if place + 1 < len(rows) else None,
        "before": before,
        "changes": difference_lines(differences(before.regulation, row.regulation), row.regulation) if before else [],
        "over": difference_lines(differences(load_preset(row.preset), row.regulation), row.regulation),
        "sample_act": load_preset(row.preset).act,
        "groups": groups_of(row.regulation),
        "documents": documents_of(effective_from),
        "choices": editions_to_choose() if may_keep_acts(request.actor) else [],
        "sections": sections(request),
    }
    return render(request, "parta/office/regulation_version.html", context)


def _page(
    request: HttpRequest,
    *,
    naming: NameForm | None = None,
    approval: ApprovalForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    found = open_draft()
    if found is None:
        if not error:
            return redirect("office:regulation")
        messages.error(request, error)
        return redirect("office:regulation")
    rules = drafted(found.preset, found.values)
    standing = act_today(request)
    changes = list(differences(standing, rules))
    tomorrow = request.actor.today + timedelta(days=1)
    context = {
        "draft": found,
        "act": rules.act,
        "standing": standing.act,
        "sample": load_preset(found.preset).act,
        "changes": difference_lines(changes, rules),
        "own_count": sum(len(group) for key, group in found.values.items() if key != "act"),
        "groups": groups_of(rules, frozenset(row.name for row in changes)),
        "naming": naming or NameForm(initial={"title": rules.act.title, "short": rules.act.short}),
        "approval": approval or ApprovalForm(initial={"effective_from": tomorrow}),
        "choices": editions_to_choose(),
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/regulation_draft.html", context, status=status)


def _carry(request: HttpRequest, act: Any) -> HttpResponse:
    """Do one thing with the draft and go back to its page, or show why not."""
    try:
        act()
    except Refused as refused:
        return _page(request, error=choice_refusal(refused.decision), status=422)
    return redirect("office:regulation_draft")


def _of(rules: Any, group: str, name: str) -> Any:
    return getattr(getattr(rules, group), name)


def _told(rules: Any, group: str, name: str) -> tuple[str, str]:
    found = _of(rules, group, name)
    return said(name, found), where(found, rules)
