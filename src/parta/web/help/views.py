"""Help: short pages for each role, a question to who keeps accounts, its answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from parta.kernel.decisions import NotVisible
from parta.people.enums import FAMILY, Role
from parta.people.models import Person
from parta.people.queries.persons import PeopleAsked, people_page
from parta.public_service.access import may_answer_help, may_help_class, may_keep_help, may_see_support
from parta.public_service.queries.help import (
    PER_PAGE,
    HelpPage,
    dues_of,
    first_helper,
    help_page,
    one_help,
    own_help,
    who_answers,
)
from parta.public_service.rules.terms import USUAL_HELP
from parta.public_service.services.help import LENGTH, answer_help, ask_for_help, hand_help_over, pass_help_on
from parta.regulation.queries import versions
from parta.web.office.sections import filters_of
from parta.web.parameters import number
from parta.web.permissions import need_of, opens_to
from parta.web.ui.addresses import url
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.public_service import CHANNELS
from parta.wording.roles import role_name, terminology_of

_COLUMNS = (
    Column("№", 8), Column("Дата", 12), Column("Кто спрашивает", 36), Column("Вопрос", 70), Column("Ответить до", 12),
    Column("Отвечено", 16), Column("Позже срока", 10),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of help: whose it is first of all."""

    title: str
    roles: frozenset[str]


TOPICS = {
    "parent": Topic("Родителю", frozenset({"parent"})),
    "pupil": Topic("Ученику", frozenset({"pupil"})),
    "teacher": Topic("Учителю", frozenset({"teacher"})),
    "homeroom": Topic("Классному руководителю", frozenset({"homeroom_teacher"})),
    "director": Topic("Директору", frozenset({"director"})),
    "deputy": Topic("Заместителю директора", frozenset({"deputy", "director"})),
    "secretary": Topic("Секретарю", frozenset({"secretary"})),
    "administrator": Topic("Администратору", frozenset({"administrator"})),
    "hr": Topic("Кадровику", frozenset({"hr_inspector"})),
    "admissions": Topic("Секретарю приёмной комиссии", frozenset({"admissions_secretary", "admissions_register"})),
    "nurse": Topic("Медицинскому работнику", frozenset({"nurse"})),
    "psychologist": Topic("Психологу", frozenset({"psychologist"})),
    "social": Topic("Социальному педагогу", frozenset({"social_pedagogue"})),
    "librarian": Topic("Библиотекарю", frozenset({"librarian"})),
    "additional": Topic("Педагогу дополнительного образования", frozenset({"additional_education"})),
    "trusted": Topic("Доверенному лицу", frozenset({"trusted_person"})),
    "committee": Topic("Родительскому комитету", frozenset({"parents_committee"})),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the pages of help, those of one's own roles first, one's own questions, and the form for another."""
    asked = own_help(request.actor)
    channels = versions().on(request.now.date()).service.support_channels
    mine = [(name, one.title) for name, one in TOPICS.items() if request.actor.roles & one.roles]
    words = terminology_of(request.frame.school_kind)
    context = {
        "responsible": [(role_name(row.role, words).nominative, row) for row in who_answers(request.now.date())],
        "mine": mine,
        "others": [(name, one.title) for name, one in TOPICS.items() if (name, one.title) not in mine],
        "asked": asked,
        "due": {row.pk: one.due for row, one in zip(asked, dues_of(asked, now=request.now), strict=True)},
        "answers": may_help_class(request.actor),
        "length": LENGTH,
        "first": first_helper(request.actor, request.now.date()) is not None,
        "days": USUAL_HELP,
        "channels": [CHANNELS[one] for one in channels.value],
        "clause": channels.clause,
    }
    return render(request, "parta/help/home.html", context)


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Show a page of help; what it leads to is a link only for who may open it."""
    if topic not in TOPICS:
        raise NotVisible

    def link(name: str, text: str) -> SafeString:
        """Lead to a page, or only name it to who may not open it."""
        opens = opens_to(request.actor, name)
        if need_of(name, in_school=True) == need_of("family:diary", in_school=True):
            opens = request.actor.has(*FAMILY, Role.TRUSTED_PERSON)  # others come to a diary by its child
        return format_html('<a href="{}">{}</a>', url(name), text) if opens else format_html("{}", text)

    return render(request, f"parta/help/{topic}.html", {"title": TOPICS[topic].title, "link": link})


@require_POST
def asking(request: HttpRequest) -> HttpResponse:
    """Take a question."""
    row = ask_for_help(actor=request.actor, text=request.POST.get("text", ""), now=request.now)
    messages.success(request, f"Вопрос № {row.registration.number} отправлен. Ответ появится здесь.")
    return redirect("help:home")


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """List the questions of the school."""
    waiting = request.GET.get("state") != "answered"
    as_file = asked_for_sheet(request)
    page = help_page(
        actor=request.actor,
        waiting=waiting,
        page=1 if as_file else number(request, "page", default=1),
        now=request.now,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        return sheet(
            request,
            title="Вопросы о работе с Партой",
            columns=_COLUMNS,
            rows=_lines(page),
            chosen="ждут ответа" if waiting else "с ответом",
            persons=[one.asked.author_id for one in page.rows],
        )
    context = {"page": page, "query": filters_of(request), "may_support": may_see_support(request.actor)}
    return render(request, "parta/help/requests.html", context)


def _lines(page: HelpPage) -> Iterator[tuple[object, ...]]:
    for one in page.rows:
        row = one.asked
        yield (
            row.registration.number, row.registration.day, row.author.full_name, row.text, one.due, row.answered_at,
            "да" if one.late else "",
        )  # fmt: skip


@require_safe
def request_page(request: HttpRequest, help_id: int) -> HttpResponse:
    """Show a question with its answer; to who answers, who asked and the forms."""
    row = one_help(actor=request.actor, help_id=help_id)
    answers = may_answer_help(request.actor, row)
    keeps = may_keep_help(request.actor)
    about = ""
    if answers:
        author = Person.objects.filter(pk=row.author_id)
        found = people_page(persons=author, asked=PeopleAsked(), page=1, now=request.now).found
        one = found[0] if found else None
        about = (one.school_class or one.post or ", ".join(one.wards)) if one else ""
    context = {
        "row": row,
        "about": about,
        "answers": answers,
        "keeps": keeps,
        "term": dues_of([row], now=request.now)[0],
        "length": LENGTH,
        "may_support": may_see_support(request.actor),
    }
    return render(request, "parta/help/request.html", context)


@require_POST
def answering(request: HttpRequest, help_id: int) -> HttpResponse:
    """Answer a question."""
    answer_help(actor=request.actor, help_id=help_id, answer=request.POST.get("answer", ""), now=request.now)
    messages.success(request, "Ответ отправлен.")
    return redirect("help:requests")


@require_POST
def handing(request: HttpRequest, help_id: int) -> HttpResponse:
    """Hand a family's question over to the administrator."""
    hand_help_over(actor=request.actor, help_id=help_id, now=request.now)
    messages.success(request, "Вопрос передан администратору.")
    return redirect("help:requests")


@require_POST
def passing(request: HttpRequest, help_id: int) -> HttpResponse:
    """Pass a question on to the operator's support."""
    pass_help_on(actor=request.actor, help_id=help_id, words=request.POST.get("words", ""), now=request.now)
    messages.success(request, "Передано поддержке: её ответ появится здесь.")
    return redirect("help:request", help_id)
