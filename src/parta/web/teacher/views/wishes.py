"""The own wishes to the timetable: when a teacher cannot or would rather not give lessons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.kernel.decisions import Refused
from parta.timetable.enums import WishState
from parta.timetable.queries.wishing import own_wishes
from parta.timetable.rules.wishing import WORDS_LENGTH, decide_asking
from parta.timetable.services.wishing import ask_wishes
from parta.web.parameters import text_in_post
from parta.web.week_grid import wishes_in_post
from parta.wording.dates import WEEKDAYS
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of
from parta.wording.wishes import STATES, wishes_words


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Show the own wishes, and ask for others on the days that are named for it."""
    page = own_wishes(actor=request.actor)
    words, problem, shown = terminology_of(request.frame.school_kind), "", page.wishes
    if request.method == "POST":
        shown = wishes_in_post(request, days=page.days, numbers=page.numbers)
        said = text_in_post(request, "words", most=WORDS_LENGTH)
        try:
            ask_wishes(actor=request.actor, wishes=shown, words=said, now=request.now)
        except Refused as refused:
            problem = refusal_text(refused.decision, words)
        else:
            messages.success(request, "Пожелания посланы. Решение появится на этой странице.")
            return redirect("teacher:wishes")
    context = {
        "page": page,
        "wishes": shown,
        "open": decide_asking(page.window, today=request.now.date()).allowed,
        "state": STATES[WishState(page.last.state)] if page.last else "",
        "kept": wishes_words(page.kept, page.numbers),
        "weekdays": WEEKDAYS[: page.days],
        "words_length": WORDS_LENGTH,
        "problem": problem,
    }
    return render(request, "parta/teacher/wishes.html", context, status=422 if problem else 200)
