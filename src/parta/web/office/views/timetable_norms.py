"""The sanitary norms of a timetable: what holds now, from which days it was corrected, and a correction."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.kernel.decisions import Refused, require
from parta.timetable.access import may_judge_timetable, may_make_timetable
from parta.timetable.queries.norms import last_version, norm_rows, norms_on
from parta.timetable.rules.norms import STANDARD_FROM, Norms
from parta.timetable.services.norms import set_norms
from parta.web.office.norm_forms import CLOCKS, GRADES, NormsForm
from parta.web.office.sections import filters_of, sections
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.refusals import refusal_text
from parta.wording.timetable_norms import BELL_NORMS, norm_change

_COLUMNS = (Column("Норма", 44), *(Column(str(grade), 6) for grade in GRADES))


@require_http_methods(["GET", "HEAD", "POST"])
def timetable_norms(request: HttpRequest) -> HttpResponse:
    """Show the norms in force; who keeps the timetable sets others from a day, over those that begin last."""
    require(may_judge_timetable(request.actor))
    may_keep = may_make_timetable(request.actor)
    if request.method == "POST":
        require(may_keep)
    today = request.now.date()
    if asked_for_sheet(request) and request.method != "POST":
        return sheet(request, title="Нормы расписания", columns=_COLUMNS, rows=_lines(norms_on(today)))
    last, norms = last_version() if may_keep else (None, norms_on(today))
    seen = f"{last.pk}-{last.version}" if last else "0-0"
    form = NormsForm(norms, seen, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        pk, version = map(int, said["seen"].split("-"))
        try:
            changed = set_norms(
                actor=request.actor, starts_on=said["starts_on"], source=" ".join(said["source"].split()),
                seen=(pk, version), norms=form.wanted(), now=request.now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, f"Записано чисел: {changed}." if changed else "Ничего не изменилось.")
            return redirect("office:timetable_norms")
    context = {
        "form": form,
        "may_keep": may_keep,
        "rows": norm_rows(),
        "standard_from": STANDARD_FROM,
        "grades": GRADES,
        "clocks": CLOCKS,
        "bell_norms": BELL_NORMS,
        "change_words": norm_change,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/timetable_norms.html", context, status=422 if form.errors else 200)


def _lines(norms: Norms) -> Iterator[tuple[object, ...]]:
    days = [norms.day_norm(grade) for grade in GRADES]
    yield ("Уроков в день, не больше", *(one.most if one else None for one in days))
    yield ("раз в неделю на урок больше за счёт физкультуры", *("да" if one and one.once else "" for one in days))
    for name, row in norms.points.items():
        yield (f"Баллы: {name}", *(row.get(grade) for grade in GRADES))
