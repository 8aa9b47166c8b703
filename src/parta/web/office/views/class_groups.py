"""The study groups of one class; a pupil is moved between them."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_keep_groups, may_keep_load
from parta.curriculum.queries.groups import GroupsPage, groups_page
from parta.curriculum.queries.proposals import proposals_of
from parta.curriculum.rules.splitting import decide_proposing
from parta.journal.access_classes import visible_class_lives
from parta.journal.services.groups import move_to_group
from parta.kernel.decisions import Refused, require
from parta.web.acts import act_today
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.classes import visible_class
from parta.web.parameters import number_in_post, number_or_none_in_post
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of

_COLUMNS = (
    Column("Предмет", 36),
    Column("Подгруппа", 20),
    Column("Имя", 34),
    Column("С", 12),
    Column("По", 12),
)


class MoveForm(forms.Form):
    """From which day a pupil is in the group."""

    day = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Укажите день.", "invalid": "Укажите дату: день, месяц и год."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def class_groups(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show the groups of a class with their members, and move a pupil from a day."""
    school_class = visible_class(request, class_id)
    today: date = request.actor.today
    problems: list[str] = []
    if request.method == "POST":
        require(may_keep_groups(request.actor, class_id))
        form = MoveForm(request.POST)
        pupil, group = number_in_post(request, "pupil"), number_or_none_in_post(request, "group")
        subject = number_or_none_in_post(request, "subject")
        if form.is_valid():
            day = form.cleaned_data["day"]
            try:
                move_to_group(
                    actor=request.actor,
                    class_id=class_id,
                    subject_id=subject,
                    pupil_id=pupil,
                    group_id=group,
                    day=day,
                    now=request.now,
                )
            except Refused as refused:
                problems = [refusal_text(refused.decision, terminology_of(request.frame.school_kind))]
            else:
                messages.success(request, f"Записано: с {full_date(day)}")
                return redirect("office:class_groups", class_id)
        else:
            problems = [str(one) for one in form.errors["day"]]
    page = groups_page(school_class, today)
    if asked_for_sheet(request):
        return sheet(
            request,
            title=f"Подгруппы {school_class.name}",
            columns=_COLUMNS,
            rows=_lines(page),
            persons=dict(page.pupils),
        )
    may_keep, enters = may_keep_groups(request.actor, class_id), may_keep_load(request.actor)
    proposes = may_keep and not enters and decide_proposing(act_today(request)).allowed
    context = {
        "page": page,
        "enters": enters,
        "school_class": school_class,
        "problems": problems,
        "posted": request.POST,
        "today": today,
        "may_keep": may_keep,
        "may_split": may_keep and school_class.year.ends_on >= today and (enters or proposes),
        "proposals": proposals_of(class_id) if may_keep else [],
        "life": visible_class_lives(request.actor).filter(pk=class_id).exists(),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/class_groups.html", context, status=422 if problems else 200)


def _lines(page: GroupsPage) -> list[tuple[object, ...]]:
    return [
        (subject.title, group.name, one.name, one.starts_on, one.ends_on)
        for subject in page.subjects
        for group in subject.groups
        for one in group.members
    ]
