"""The rules for users: anybody reads them again; who keeps the school's acts writes them and sees who has read."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parta.kernel.decisions import NotVisible, Refused
from parta.people.models import Person
from parta.regulation.enums import UserGroup
from parta.regulation.queries.user_rules import (
    PER_PAGE,
    ReadersPage,
    Said,
    earlier_texts,
    readers_page,
    rules_for,
    rules_of_groups,
)
from parta.regulation.services.documents import may_keep_acts
from parta.regulation.services.user_rules import write_user_rules
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.acquainting import who
from parta.web.parameters import number, number_in_post
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.refusals import refusal_text
from parta.wording.user_rules import GROUPS, SHIPPED, rules_lines

TEXT_MAX = 20_000
_COLUMNS = (Column("Кто", 40), Column("Должность или класс", 30), Column("Редакция", 12), Column("Подтверждено", 18))
STATES = {Said.ALL: "все", Said.SAID: "подтвердили", Said.SILENT: "ещё нет"}


@require_safe
def user_rules(request: HttpRequest) -> HttpResponse:
    """Show the rules that concern the reader; who keeps the acts sees those of every group."""
    keeps = may_keep_acts(request.actor)
    rules = rules_of_groups(request.actor) if keeps else [one for one in rules_for(request.actor) if one.shown]
    context = {
        "rules": [(one, rules_lines(one.group, one.text)) for one in rules],
        "groups": GROUPS,
        "may_keep": keeps,
        "sections": sections(request),
    }
    return render(request, "parta/office/user_rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, user_group: str) -> HttpResponse:
    """Show a group's text with the earlier ones; a post replaces it."""
    chosen = _group(user_group)
    said, typed = "", None
    if request.method == "POST":
        typed = request.POST.get("text", "")
        if len(typed) > TEXT_MAX:
            said = f"Текст длиннее {TEXT_MAX} знаков: такое прочтут немногие. Сократите его."
        else:
            try:
                write_user_rules(
                    actor=request.actor,
                    group=chosen,
                    text=typed,
                    asks_again=bool(request.POST.get("asks_again")),
                    seen=number_in_post(request, "seen"),
                    now=request.now,
                )
            except Refused as refused:
                said = refusal_text(refused.decision)
            else:
                messages.success(request, "Правила сохранены.")
                return redirect("office:user_rules")
    texts = earlier_texts(chosen)
    last = texts[0] if texts else None
    authors = Person.objects.in_bulk([one.made_by_id for one in texts if one.made_by_id is not None])
    context: dict[str, Any] = {
        "group": chosen,
        "title": GROUPS[chosen],
        "text": typed if typed is not None else last.text if last else SHIPPED[chosen],
        "seen": last.number if last else 0,
        "texts": [(one, authors.get(one.made_by_id or 0)) for one in texts],
        "most": TEXT_MAX,
        "said": said,
        "sections": sections(request),
    }
    return render(request, "parta/office/user_rules_edit.html", context, status=422 if said else 200)


@require_safe
def readers(request: HttpRequest, user_group: str) -> HttpResponse:
    """List who is to know a group's rules, and who has acknowledged which text."""
    chosen = _group(user_group)
    state = request.GET.get("state", "")
    if state not in set(Said):
        raise SuspiciousOperation("bad state")
    file = asked_for_sheet(request)
    page = readers_page(
        chosen,
        school=request.school,
        actor=request.actor,
        state=Said(state),
        page=1 if file else number(request, "page", default=1),
        per_page=MOST_ROWS if file else PER_PAGE,
    )
    told = f"{GROUPS[chosen]}. Подтвердили {page.said} из {page.wanted}."
    if file:
        rows, ids = _rows(page), [one.person_id for one in page.rows]
        chosen_text = f"{told} Показаны: {STATES[Said(state)]}."
        return sheet(
            request, title="Кто ознакомился с правилами", columns=_COLUMNS, rows=rows, chosen=chosen_text, persons=ids
        )
    context = {
        "group": chosen,
        "groups": [(one, title, reverse("office:user_rules_readers", args=[one])) for one, title in GROUPS.items()],
        "page": page,
        "rows": [(one, who(one), text_title(one.number)) for one in page.rows],
        "state": state,
        "states": STATES,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/user_rules_readers.html", context)


def text_title(number: int | None) -> str:
    """Name the text that somebody has acknowledged."""
    if number is None:
        return ""
    return f"№ {number}" if number else "общая"


def _rows(page: ReadersPage) -> Iterator[tuple[object, ...]]:
    for one in page.rows:
        yield one.name, who(one), text_title(one.number), one.at


def _group(name: str) -> UserGroup:
    if name not in set(UserGroup):
        raise NotVisible
    return UserGroup(name)
