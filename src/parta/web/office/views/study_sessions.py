"""Sessions of part-time groups and справки-вызовы for them."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parta.journal.services.calendar import Outcome, correct_sessions
from parta.kernel.decisions import NotVisible, require
from parta.paper.call_notes import print_call_notes
from parta.people.access import may_move
from parta.people.queries.call_notes import SessionsPage, sessions_page
from parta.school.access import may_arrange
from parta.school.enums import SessionKind
from parta.school.rules.sessions import paid_days
from parta.web.office.college import only_in_college
from parta.web.office.sections import filters_of
from parta.web.office.session_forms import SessionsForm
from parta.web.office.views.calendar_edit import answer_correction
from parta.web.parameters import number_in_post, number_or_none, numbers_in_post
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.calendar import SESSIONS


@require_http_methods(["GET", "HEAD", "POST"])
@only_in_college
def study_sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions of a part-time group; setting them shows first what becomes of lessons."""
    issues = may_move(request.actor)
    page = sessions_page(class_id=number_or_none(request, "class"), today=request.actor.today, students=issues)
    if request.method == "POST":
        require(may_arrange(request.actor))
        if page.chosen is None or page.chosen.pk != number_or_none(request, "class"):
            raise NotVisible
    elif asked_for_sheet(request):
        return _file(request, page)
    form = SessionsForm(page.sessions, request.POST if request.method == "POST" else None)

    def correct(seen: str) -> Outcome:
        return correct_sessions(
            actor=request.actor,
            class_id=page.chosen.pk if page.chosen else 0,
            stood=form.stood,
            spans=form.spans(),
            seen=seen,
            now=request.now,
        )

    context = {
        "page": page,
        "kinds": SESSIONS,
        "may_set": may_arrange(request.actor),
        "issues": issues,
        "query": filters_of(request),
        "paid": paid_days(page.chosen.grade_level) if page.chosen else 0,
    }
    own = f"{reverse('office:study_sessions')}?class={page.chosen.pk}" if page.chosen else ""
    return answer_correction(request, form, correct, "study_sessions.html", context, back=own)


def _file(request: HttpRequest, page: SessionsPage) -> HttpResponse:
    return sheet(
        request,
        title="Сессии и справки-вызовы",
        columns=(
            Column("Сессия", 20),
            Column("С", 12),
            Column("По", 12),
            Column("Студент", 36),
            Column("Справка №", 12),
        ),
        rows=_lines(page),
        chosen=page.chosen.name if page.chosen else "",
        persons=[pupil.pk for pupil, _ in page.students],
    )


def _lines(page: SessionsPage) -> Iterator[tuple[object, ...]]:
    for one in page.sessions:
        span = (SESSIONS[SessionKind(one.kind)], one.starts_on, one.ends_on)
        for pupil, numbers in page.students:
            yield (*span, pupil.person.full_name, numbers.get(one.pk))
        if not page.students:
            yield (*span, "", None)


@require_POST
@only_in_college
def call_notes_print(request: HttpRequest) -> HttpResponse:
    """Issue справки-вызовы to the students that are ticked and give them as PDF."""
    pupils = numbers_in_post(request, "pupil")
    session = number_in_post(request, "session")
    if not pupils:
        messages.error(request, "Отметьте студентов, кому нужна справка-вызов.")
        return redirect("office:study_sessions")
    printed = print_call_notes(frame=request.frame, session_id=session, pupils=pupils)
    return pdf_file(printed.content, printed.name)
