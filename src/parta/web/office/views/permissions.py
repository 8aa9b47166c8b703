"""The permission table as a page: who may what."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.people.enums import Role
from parta.people.rules.permissions import ACTIONS, Action, Condition, Relation, Resource, conditions_of
from parta.web.office.sections import filters_of, sections
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.permissions import CONDITIONS, DUTIES, RESOURCES, reach_word
from parta.wording.roles import role_name, terminology_of

_FAR_TO_NEAR = (Relation.SAME_SCHOOL, Relation.SAME_CLASS, Relation.OWN)


@dataclass(frozen=True, slots=True)
class Cell:
    """How far a right of one role reaches; `notes` are numbers of conditions."""

    reach: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One act and what every role may of it."""

    title: str
    cells: tuple[Cell, ...]


@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """Show every right of every role, with the settings of the regulation that some depend on."""
    words = terminology_of(request.frame.school_kind)
    notes = {condition: number for number, condition in enumerate(Condition, 1)}
    groups = [
        (RESOURCES[resource], [_row(resource, action, notes) for action in actions])
        for resource, actions in ACTIONS.items()
    ]
    if asked_for_sheet(request):
        columns = [Column("Что", 40), *(Column(role_name(role, words).nominative, 22) for role in Role)]
        lines = [
            (f"{title}: {row.title}", *(_told(cell) for cell in row.cells)) for title, rows in groups for row in rows
        ]
        lines += [(f"{number}. {CONDITIONS[condition]}",) for condition, number in notes.items()]
        return sheet(request, title="Права", columns=columns, rows=lines)
    context = {
        "query": filters_of(request),
        "roles": [(role_name(role, words).nominative, role in request.actor.roles) for role in Role],
        "groups": groups,
        "notes": [(number, CONDITIONS[condition]) for condition, number in notes.items()],
        "columns": len(Role) + 1,
        "sections": sections(request),
    }
    return render(request, "parta/office/permissions.html", context)


def _row(resource: Resource, action: Action, notes: dict[Condition, int]) -> DutyRow:
    return DutyRow(DUTIES[resource, action], tuple(_cell(role, resource, action, notes) for role in Role))


def _cell(role: Role, resource: Resource, action: Action, notes: dict[Condition, int]) -> Cell:
    for relation in _FAR_TO_NEAR:
        needed = conditions_of(role, resource, action, relation)
        if needed is not None:
            return Cell(reach_word(resource, relation), tuple(sorted(notes[one] for one in needed)))
    return Cell("", ())


def _told(cell: Cell) -> str:
    return f"{cell.reach} ({', '.join(map(str, cell.notes))})" if cell.notes else cell.reach
