"""Classes and the page of one class."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.curriculum.access import visible_classes
from parta.journal.access_classes import visible_class_lives
from parta.kernel.decisions import NotVisible
from parta.paper.books import may_print_class
from parta.people.access import may_move
from parta.people.access_persons import persons_for_codes, visible_persons
from parta.people.queries.classes import ClassPage, class_rows
from parta.people.queries.classes import class_page as read_class_page
from parta.people.rules.letting_in import decide_issuer
from parta.regulation.queries import versions
from parta.school.models import SchoolClass
from parta.web.office.issuers import issuers_by
from parta.web.office.sections import filters_of, sections
from parta.web.ui.sheets import Column, asked_for_sheet, sheet

_CLASSES = (Column("Класс, группа"), Column("Обучающихся", 14), Column("Могут войти", 14), Column("Руководитель", 36))
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
    rows = class_rows(classes=visible_classes(request.actor), school=request.school, today=request.actor.today)
    if asked_for_sheet(request):
        lines = ((row.name, row.pupils, row.with_account, row.homeroom) for row in rows)
        return sheet(request, title="Классы", columns=_CLASSES, rows=lines)
    context = {"rows": rows, "query": filters_of(request), "sections": sections(request)}
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
        act = versions().on(request.actor.today)
        if decide_issuer(issuers_by(act).families, roles=request.actor.roles).allowed:
            found = persons_for_codes(request.actor, act.conditions()).filter(pk__in=everybody)
            issuable = set(found.values_list("pk", flat=True))
    if asked_for_sheet(request):
        columns = _CARDS if cards else _CLASS
        return sheet(request, title=f"Список {page.name}", columns=columns, rows=_lines(page), chosen=page.homeroom)
    life = visible_class_lives(request.actor).filter(pk=class_id).exists()
    leader = visible_persons(request.actor).filter(pk=page.homeroom_id or 0).exists()
    context = {
        "page": page,
        "issuable": issuable,
        "leader_open": leader,
        "life": life,
        "today": request.now.date(),
        "may_move": may_move(request.actor),
        "prints_journals": may_print_class(request.actor, class_id, conditions=conditions(request)),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/class_page.html", context)


def _lines(page: ClassPage) -> Iterator[tuple[object, ...]]:
    for one in page.pupils:
        if not page.cards:
            yield one.number, one.name
            continue
        parents = "\n".join(" ".join(filter(None, (parent.name, parent.phone))) for parent in one.parents)
        yield one.number, one.name, one.birth_date, one.personal_file_no, one.way.login, parents, one.notes


def visible_class(request: HttpRequest, class_id: int) -> SchoolClass:
    """Give a class that the person may open; raise `NotVisible` otherwise."""
    found = visible_classes(request.actor).filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    return found


def conditions(request: HttpRequest) -> frozenset[str]:
    """Give the settings of the regulation in force today that widen rights."""
    return versions().on(request.actor.today).conditions()
