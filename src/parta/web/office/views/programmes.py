"""Programmes of a college: the list of a year, one edited by hand, one taken from another."""

import re
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_keep_load, may_see_load
from parta.curriculum.models import CurriculumLine
from parta.curriculum.queries.programmes import programme_lines, programmes_page, stamp_of
from parta.curriculum.rules.programmes import FORMS, MOST_SEMESTERS, ProgrammeHours
from parta.curriculum.services.programmes import NewDiscipline, copy_programme, set_programme
from parta.kernel.decisions import NotVisible, Refused, require
from parta.school.models import AcademicYear
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number_in_post, number_or_none, text_in_post
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.attestation import FORMS as FORM_TITLES
from parta.wording.plurals import counted

NEW_LINES = 3
_CODE = 40
_BAD_HOURS = "Часы — целые числа. Семестры экзаменов и зачётов пишут через запятую: 1, 3."
_BAD_NEW = "Для новой дисциплины напишите название и часы."


@require_http_methods(["GET", "HEAD", "POST"])
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes of a year; take one from another year's or another speciality's."""
    require(may_keep_load(request.actor) if request.method == "POST" else may_see_load(request.actor))
    problem = ""
    if request.method == "POST":
        year, code = number_in_post(request, "year"), text_in_post(request, "code", most=_CODE)
        said = re.fullmatch(r"([1-9][0-9]{0,17})\|(.{1,40})", request.POST.get("like", ""))
        if not code or said is None:
            problem = "Назовите код программы и выберите, откуда взять."
        else:
            count = copy_programme(
                actor=request.actor, year_id=year, code=code, like_year=int(said[1]), like_code=said[2], now=request.now
            )
            lines = counted(count, "дисциплина", "дисциплины", "дисциплин")
            messages.success(request, f"Взято: {lines}." if count else "Всё, что там есть, уже в плане.")
            return redirect(_address(year, code))
    page = programmes_page(actor=request.actor, year_id=number_or_none(request, "year"), day=request.actor.today)
    if request.method != "POST" and asked_for_sheet(request):
        columns = (
            Column("Программа", 16), Column("Название", 50), Column("Группы", 30), Column("Дисциплин", 10),
            Column("Часов", 10),
        )  # fmt: skip
        rows = ((row.code, row.title, ", ".join(row.groups), row.lines, row.hours) for row in page.rows)
        chosen = page.year.title if page.year else ""
        return sheet(request, title="Учебные планы программ", columns=columns, rows=rows, chosen=chosen)
    context = {
        "page": page,
        "problem": problem,
        "typed": request.POST,
        "may_keep": may_keep_load(request.actor) and page.year is not None and page.year.ends_on >= request.actor.today,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/programmes.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HttpRequest) -> HttpResponse:
    """Show the disciplines of a programme with hours by semester, and set them."""
    require(may_keep_load(request.actor) if request.method == "POST" else may_see_load(request.actor))
    posted = request.method == "POST"
    year_id = number_in_post(request, "year") if posted else number_or_none(request, "year")
    year = AcademicYear.objects.filter(pk=year_id or 0).first()
    code = " ".join((request.POST if posted else request.GET).get("code", "").replace("\0", "").split())[:_CODE]
    if year is None or not code:
        raise NotVisible
    problem = ""
    if posted:
        try:
            changed = set_programme(
                actor=request.actor, year_id=year.pk, code=code, base=request.POST.get("base", "")[:16],
                wanted=_wanted(request), added=_added(request), now=request.now,
            )  # fmt: skip
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision)
        else:
            said = f"Записано: {counted(changed, 'строка', 'строки', 'строк')}." if changed else "Ничего не изменилось."
            messages.success(request, said)
            return redirect(_address(year.pk, code))
    lines = programme_lines(year.pk, code)
    last = max([2, *(int(number) for line in lines for number in line.semesters)])
    semesters = range(1, min(last + (last % 2), MOST_SEMESTERS) + 1)
    if asked_for_sheet(request):
        columns = (
            Column("Индекс", 12), Column("Дисциплина", 50), Column("Всего часов", 10),
            *(Column(f"{number} семестр", 8) for number in semesters),
            *(Column(FORM_TITLES[form], 14) for form in FORMS),
        )  # fmt: skip
        return sheet(request, title=f"Учебный план {code}", columns=columns, rows=_lines(lines, semesters),
                     chosen=year.title)  # fmt: skip
    context = {
        "year": year,
        "code": code,
        "lines": lines,
        "semesters": semesters,
        "forms": [(str(form), FORM_TITLES[form]) for form in FORMS],
        "stamp": stamp_of(lines),
        "may_keep": may_keep_load(request.actor) and year.ends_on >= request.actor.today,
        "new_lines": range(NEW_LINES),
        "problem": problem,
        "typed": request.POST,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/programme.html", context, status=422 if problem else 200)


def _address(year: int, code: str) -> str:
    return f"{reverse('office:programme')}?{urlencode({'year': str(year), 'code': code})}"


def _wanted(request: HttpRequest) -> dict[int, ProgrammeHours | None]:
    found: dict[int, ProgrammeHours | None] = {}
    for name in request.POST:
        if said := re.fullmatch(r"line-([1-9][0-9]{0,17})", name):
            gone = request.POST.get(f"gone-{said[1]}") == "1"
            found[int(said[1])] = None if gone else _hours(request, said[1])
    return found


def _added(request: HttpRequest) -> list[NewDiscipline]:
    found = []
    for place in range(NEW_LINES):
        name = text_in_post(request, f"name-new{place}")
        index = text_in_post(request, f"index-new{place}", most=30)
        hours = _hours(request, f"new{place}")
        if not name and not index and not hours.semesters and hours.total is None:
            continue
        if not name:
            raise ValueError(_BAD_NEW)
        found.append((index, name, hours))
    return found


def _hours(request: HttpRequest, key: str) -> ProgrammeHours:
    semesters = {
        number: hours
        for number in range(1, MOST_SEMESTERS + 1)
        if (hours := _whole(request.POST.get(f"s{number}-{key}", ""))) is not None
    }
    attestation = {form: _numbers(request.POST.get(f"{form}-{key}", "")) for form in FORMS}
    return ProgrammeHours(_whole(request.POST.get(f"total-{key}", "")), semesters, attestation)


def _whole(text: str) -> int | None:
    text = text.strip()
    if not text or text == "0":
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(_BAD_HOURS)
    return int(text)


def _numbers(text: str) -> tuple[int, ...]:
    text = text.strip(" ,;")
    if not text:
        return ()
    if not re.fullmatch(r"[0-9]{1,2}([ ,;]+[0-9]{1,2}){0,11}", text):
        raise ValueError(_BAD_HOURS)
    return tuple(sorted({int(one) for one in re.findall(r"[0-9]+", text)}))


def _lines(lines: list[CurriculumLine], semesters: range) -> Iterator[tuple[object, ...]]:
    for one in lines:
        ends = (", ".join(map(str, one.attestation.get(str(form), ()))) for form in FORMS)
        hours = (one.semesters.get(str(number)) for number in semesters)
        yield (one.subject.index, one.subject.name, one.hours_total, *hours, *ends)
