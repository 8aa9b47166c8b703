"""Classes and the page of one class."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.curriculum.access import visible_classes
from parta.curriculum.queries.individual import pupils_with_plans
from parta.installation.mail import mail_is_set_up
from parta.journal.access_classes import visible_class_lives
from parta.kernel.decisions import NotVisible
from parta.kernel.text import begun_by
from parta.paper.books import may_print_class
from parta.people.access import may_move
from parta.people.access_committees import may_keep_committee
from parta.people.access_persons import may_see_family_access, persons_for_codes, visible_persons
from parta.people.queries.classes import ClassPage, class_rows
from parta.people.queries.classes import class_page as read_class_page
from parta.people.queries.completeness import CardFullness, cards_fullness
from parta.people.rules.letting_in import decide_issuer
from parta.people.services.appointments import may_see_posts
from parta.people.services.checks import may_check_data
from parta.school.access import may_arrange
from parta.school.models import AcademicYear, Calendar, SchoolClass
from parta.school.queries.years import running_year
from parta.web.acts import act_today
from parta.web.office.data_checks import class_duties
from parta.web.office.issuers import issuers_by
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.newcomers import waiting_newcomers
from parta.web.parameters import number_or_none, typed_search
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.teaching import INDIVIDUAL_KINDS

_CLASSES = (
    Column("Класс, группа"), Column("Параллель, курс", 10), Column("Календарь", 20), Column("Смена", 8),
    Column("Корпус", 14), Column("Обучающихся", 14), Column("Могут войти", 14), Column("Руководитель", 36),
)  # fmt: skip
_CLASS = (Column("№", 6), Column("Имя", 36))
_CARDS = (
    *_CLASS,
    Column("Дата рождения", 14),
    Column("Личное дело", 16),
    Column("Имя для входа", 20),
    Column("Родители", 60),
    Column("Примечание", 30),
)


@require_safe
def classes(request: HttpRequest) -> HttpResponse:
    """List the classes of the year that the person may open."""
    typed, today = typed_search(request), request.actor.today
    chosen = {name: number_or_none(request, name) for name in ("year", "grade", "calendar")}
    years = list(AcademicYear.objects.order_by("-starts_on"))
    wanted = Q(pk=chosen["year"]) if chosen["year"] else Q(calendars=chosen["calendar"] or 0)
    year = AcademicYear.objects.filter(wanted).first() or running_year(today)
    found = class_rows(classes=visible_classes(request.actor), school=request.school, today=today, year=year)
    calendars = dict(Calendar.objects.filter(year=year).order_by("title").values_list("pk", "title"))
    grades = sorted({row.grade_level for row in found})
    rows = [
        row
        for row in found
        if begun_by(typed, row.name, row.homeroom)
        and chosen["grade"] in (None, row.grade_level)
        and chosen["calendar"] in (None, row.calendar_id)
    ]
    if asked_for_sheet(request):
        lines = (
            (row.name, row.grade_level, calendars[row.calendar_id], row.shift or 1, row.building, row.pupils,
             row.with_account, row.homeroom)
            for row in rows
        )  # fmt: skip
        parts = (str(year or ""), typed, calendars.get(chosen["calendar"] or 0, ""), str(chosen["grade"] or ""))
        return sheet(request, title="Классы", columns=_CLASSES, rows=lines, chosen=", ".join(filter(None, parts)))
    context = {
        "rows": rows,
        "typed": typed,
        "years": years,
        "year": year,
        "grades": grades,
        "calendars": calendars,
        "chosen": chosen,
        "filtered": bool(typed or chosen["grade"] or chosen["calendar"]),
        "may_open": may_arrange(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/classes.html", context)


@require_safe
def class_page(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show a class: pupils, and by right their parents, contacts and ways in."""
    school_class = visible_class(request, class_id)
    bare = read_class_page(school_class=school_class, school=request.school, cards=False, now=request.now)
    ids = [pupil.id for pupil in bare.pupils]
    cards = visible_persons(request.actor).filter(pk__in=ids).count() == len(ids) > 0
    page = bare
    issuable: set[int] = set()
    if cards:
        page = read_class_page(school_class=school_class, school=request.school, cards=True, now=request.now)
        everybody = [*ids, *(parent.id for parent in page.parents)]
        act = act_today(request)
        if decide_issuer(issuers_by(act).families, roles=request.actor.roles).allowed:
            found = persons_for_codes(request.actor, act.conditions()).filter(pk__in=everybody)
            issuable = set(found.values_list("pk", flat=True))
    if asked_for_sheet(request):
        columns = _CARDS if cards else _CLASS
        return sheet(
            request,
            title=f"Список {page.name}",
            columns=columns,
            rows=_lines(page),
            chosen=page.homeroom,
            persons=[*ids, *(parent.id for parent in page.parents)],
        )
    life = visible_class_lives(request.actor).filter(pk=class_id).exists()
    leader = visible_persons(request.actor).filter(pk=page.homeroom_id or 0).exists()
    context = {
        "page": page,
        "issuable": issuable,
        "mail": mail_is_set_up(),
        "individual": pupils_with_plans(class_id, request.actor.today) if cards else {},
        "individual_kinds": INDIVIDUAL_KINDS,
        "leader_open": leader,
        "life": life,
        "today": request.now.date(),
        "may_move": may_move(request.actor),
        "may_rename": may_arrange(request.actor) and school_class.year.ends_on >= request.actor.today,
        "newcomers": waiting_newcomers(request, class_id) if cards else [],
        "sees_access": may_see_family_access(request.actor, class_id),
        "sees_leaders": may_see_posts(request.actor),
        "keeps_committee": may_keep_committee(request.actor, class_id),
        "checks": class_duties(school_class, act=act_today(request), today=request.actor.today) if cards else [],
        "lacking": sum(bool(card.lacks) for card in _cards(request, ids)) if cards else 0,
        "checks_data": may_check_data(request.actor, class_id),
        "prints_journals": may_print_class(request.actor, class_id, conditions=conditions(request)),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/class_page.html", context)


def _cards(request: HttpRequest, ids: list[int]) -> list[CardFullness]:
    return cards_fullness(
        persons=visible_persons(request.actor).filter(pk__in=ids),
        college=request.frame.school_kind == "college",
        today=request.actor.today,
    )


def _lines(page: ClassPage) -> Iterator[tuple[object, ...]]:
    for one in page.pupils:
        if not page.cards:
            yield one.number, one.name
            continue
        parents = "\n".join(" ".join(filter(None, (parent.name, parent.phone))) for parent in one.parents)
        yield one.number, one.name, one.birth_date, one.personal_file_no, one.way.login, parents, one.notes


def visible_class(request: HttpRequest, class_id: int) -> SchoolClass:
    """Give a class that the person may open; raise `NotVisible` otherwise."""
    found = visible_classes(request.actor).select_related("year").filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    return found


def conditions(request: HttpRequest) -> frozenset[str]:
    """Give the settings of the regulation in force today that widen rights."""
    return act_today(request).conditions()
