"""A class divided into groups on a page: names, teachers, pupils dealt and corrected by hand; dealt again; joined."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.curriculum.access import may_keep_groups, may_keep_load
from parta.curriculum.enums import DealWay
from parta.curriculum.queries.groups import SplitPage, deal_page, split_page
from parta.curriculum.queries.proposals import proposal_page
from parta.curriculum.rules.splitting import FEWEST, MOST, Part, deal, decide_proposing
from parta.curriculum.services.proposals import MOST_WORDS, answer_split, withdraw_split
from parta.curriculum.services.splitting import rename_group
from parta.journal.services.splitting import (
    Divided,
    deal_pupils,
    divide_class,
    enter_proposal,
    join_class,
    propose_division,
)
from parta.kernel.decisions import Refused, refuse_if, require
from parta.web.acts import act_today
from parta.web.office.sections import sections
from parta.web.office.views.classes import visible_class
from parta.web.parameters import (
    day_or_none_in_post,
    number_in_post,
    number_or_none_in_post,
    text_in_post,
)
from parta.web.ui.refusals import refusal_html
from parta.wording.dates import full_date
from parta.wording.plurals import counted
from parta.wording.roles import terminology_of
from parta.wording.splitting import deal_ways, part_name, unplaced_text

_NO_DAY = "Укажите день: день, месяц и год."


@require_http_methods(["GET", "HEAD", "POST"])
def class_split(request: HttpRequest, class_id: int, course_id: int) -> HttpResponse:
    """Divide a journal of a class into groups: nothing is stored until everything is chosen on this page."""
    school_class = visible_class(request, class_id)
    require(may_keep_groups(request.actor, class_id))
    enters = may_keep_load(request.actor)
    if not enters:
        refuse_if(decide_proposing(act_today(request)))
    posted = request.method == "POST"
    today: date = max(request.actor.today, school_class.year.starts_on)
    day = (day_or_none_in_post(request, "day") if posted else None) or today
    page = split_page(school_class, course_id, day=day)
    do = request.POST.get("do", "")
    parts = min(max(int(request.POST.get("count", "2") or 2), FEWEST), MOST) if _is_count(request) else FEWEST
    places = _places(request, page, parts)
    if not posted:
        do = DealWay.HALVES
    if do in set(DealWay):
        if do == DealWay.SEX:
            parts = FEWEST
        places = deal([(one.id, one.sex) for one in page.pupils], parts=parts, way=DealWay(do))
    problem = ""
    if do == "split":
        try:
            wanted: dict[str, Any] = {
                "actor": request.actor, "course_id": page.course.pk, "parts": _parts(request, parts, places),
                "day": _day(request), "now": request.now,
            }  # fmt: skip
            if enters:
                done = divide_class(**wanted, ground=text_in_post(request, "ground"))
            else:
                proposal = propose_division(**wanted)
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            if not enters:
                messages.success(request, "Предложено. Когда все согласятся, деление введёт учебная часть.")
                return redirect("office:split_proposal", proposal.pk)
            _tell(request, f"Разделено на подгруппы с {full_date(day)}", done)
            return redirect("office:class_groups", class_id)
    words = terminology_of(request.frame.school_kind)
    way = DealWay.SEX if do == DealWay.SEX else None
    typed = ["" if way else text_in_post(request, f"name-{at}", most=100) for at in range(parts)]
    names = [said or part_name(at, way, words) for at, said in enumerate(typed)]
    context = {
        "school_class": school_class,
        "page": page,
        "enters": enters,
        "problem": problem,
        "typed": request.POST,
        "count": parts,
        "counts": range(FEWEST, MOST + 1),
        "names": names,
        "places": places,
        "sizes": [sum(at == place for place in places.values()) for at in range(parts)],
        "ways": {way: title for way, title in deal_ways(words).items() if way != DealWay.SEX or _has_sexes(page)},
        "day": day,
        "sections": sections(request),
    }
    return render(request, "parta/office/class_split.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def class_deal(request: HttpRequest, class_id: int, subject_id: int) -> HttpResponse:
    """Put the pupils of a class into the groups of a subject anew from a day, all on one page."""
    school_class = visible_class(request, class_id)
    require(may_keep_groups(request.actor, class_id))
    today: date = max(request.actor.today, school_class.year.starts_on)
    day = (day_or_none_in_post(request, "day") if request.method == "POST" else None) or today
    page = deal_page(school_class, subject_id, day=day)
    if request.method != "POST" and page.begins:
        day = page.begins
        page = deal_page(school_class, subject_id, day=day)
    wanted = {
        one.id: number_or_none_in_post(request, f"p-{one.id}") for one in page.pupils if f"p-{one.id}" in request.POST
    }
    problem = ""
    if request.method == "POST":
        try:
            changed = deal_pupils(
                actor=request.actor, class_id=class_id, subject_id=subject_id, wanted=wanted, day=_day(request),
                now=request.now,
            )  # fmt: skip
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
            names = {one.id: one.name for one in page.pupils}
            who = names.get(refused.decision.params.get("pupil", 0))
            problem = f"{who}. {problem}" if who else problem
        else:
            pupils = counted(changed, "человек", "человека", "человек")
            messages.success(request, f"Записано: с {full_date(day)} в другой подгруппе {pupils}.")
            return redirect("office:class_groups", class_id)
    context = {
        "school_class": school_class,
        "page": page,
        "problem": problem,
        "places": {**page.places, **wanted},
        "day": day,
        "sections": sections(request),
    }
    return render(request, "parta/office/class_deal.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def class_join(request: HttpRequest, class_id: int, subject_id: int) -> HttpResponse:
    """Join the groups of a subject into one journal of the whole class again from a day."""
    school_class = visible_class(request, class_id)
    require(may_keep_load(request.actor))
    today: date = max(request.actor.today, school_class.year.starts_on)
    day = (day_or_none_in_post(request, "day") if request.method == "POST" else None) or today
    page = deal_page(school_class, subject_id, day=day)
    if request.method != "POST" and page.begins:
        day = page.begins
        page = deal_page(school_class, subject_id, day=day)
    problem = ""
    if request.method == "POST":
        try:
            done = join_class(
                actor=request.actor, class_id=class_id, subject_id=subject_id, day=_day(request),
                employee_id=_teacher(request, "employee"), ground=text_in_post(request, "ground"), now=request.now,
            )  # fmt: skip
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            _tell(request, f"Подгруппы соединены с {full_date(day)}", done)
            return redirect("office:class_groups", class_id)
    context = {
        "school_class": school_class,
        "page": page,
        "problem": problem,
        "typed": request.POST,
        "day": day,
        "sections": sections(request),
    }
    return render(request, "parta/office/class_join.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def split_proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show how a class is proposed to be divided; teachers agree or not, the office enters it."""
    page = proposal_page(actor=request.actor, proposal_id=proposal_id)
    do, words = request.POST.get("do", ""), text_in_post(request, "words", most=MOST_WORDS)
    common: dict[str, Any] = {"actor": request.actor, "proposal_id": proposal_id, "now": request.now}
    problem = ""
    try:
        if do in ("agree", "decline"):
            everybody = answer_split(**common, agrees=do == "agree", words=words)
            said = "Согласие записано." if do == "agree" else "Записано, с чем вы не согласны."
            messages.success(request, f"{said} Теперь согласны все." if everybody else said)
        elif do == "withdraw":
            withdraw_split(**common)
            messages.success(request, "Предложение отозвано.")
        elif do == "enter":
            day = _day(request)
            done = enter_proposal(**common, day=day, ground=text_in_post(request, "ground"))
            _tell(request, f"Разделено на подгруппы с {full_date(day)}", done)
            return redirect("office:class_groups", page.row.course.school_class_id)
    except ValueError as error:
        problem = str(error)
    except Refused as refused:
        problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
    if do and not problem:
        return redirect("office:split_proposal", proposal_id)
    context = {
        "page": page,
        "problem": problem,
        "typed": request.POST,
        "day": max(request.actor.today, page.row.starts_on),
        "sections": sections(request),
    }
    return render(request, "parta/office/split_proposal.html", context, status=422 if problem else 200)


@require_POST
def class_group_name(request: HttpRequest, class_id: int) -> HttpResponse:
    """Call a group of the class otherwise."""
    visible_class(request, class_id)
    require(may_keep_groups(request.actor, class_id))
    group = number_in_post(request, "group")
    name = text_in_post(request, "name", most=100)
    try:
        changed = rename_group(actor=request.actor, class_id=class_id, group_id=group, name=name, now=request.now)
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision, terminology_of(request.frame.school_kind)))
    else:
        messages.success(request, "Название подгруппы исправлено." if changed else "Менять было нечего.")
    return redirect("office:class_groups", class_id)


def _is_count(request: HttpRequest) -> bool:
    text = request.POST.get("count", "")
    return text.isascii() and text.isdigit() and len(text) < 4


def _places(request: HttpRequest, page: SplitPage, parts: int) -> dict[int, int]:
    """Read which part each pupil of the list is put into."""
    found = {}
    for one in page.pupils:
        place = number_or_none_in_post(request, f"p-{one.id}")
        if place is not None and place < parts:
            found[one.id] = place
    return found


def _parts(request: HttpRequest, count: int, places: dict[int, int]) -> list[Part]:
    return [
        Part(
            text_in_post(request, f"name-{at}", most=100),
            _teacher(request, f"employee-{at}"),
            frozenset(pupil for pupil, place in places.items() if place == at),
        )
        for at in range(count)
    ]


def _teacher(request: HttpRequest, name: str) -> int:
    found = number_or_none_in_post(request, name)
    if found is None:
        raise ValueError("Выберите, кто будет вести.")
    return found


def _day(request: HttpRequest) -> date:
    day = day_or_none_in_post(request, "day")
    if day is None:
        raise ValueError(_NO_DAY)
    return day


def _has_sexes(page: SplitPage) -> bool:
    return {"m", "f"} <= {one.sex for one in page.pupils}


def _tell(request: HttpRequest, said: str, done: Divided) -> None:
    messages.success(request, f"{said} {unplaced_text(_unplaced(done))}".strip())


def _unplaced(done: Divided) -> Iterable[tuple[str, int, int]]:
    names: dict[int, Any] = {one.pk: one.study_group.name if one.study_group else one.name for one in done.courses}
    return [(names.get(course, ""), weekday, number) for course, weekday, number in done.placed.unplaced]
