"""The permission table as a page: who may what, and what the school has taken from whom."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.kernel.actor import Actor
from parta.kernel.decisions import Refused
from parta.people.enums import NarrowingState, Role
from parta.people.models import Narrowing
from parta.people.queries.rights import narrowings
from parta.people.rules.permissions import (
    ACTIONS,
    STATES,
    Action,
    Condition,
    Leave,
    PeriodState,
    Relation,
    Resource,
    conditions_of,
    leave,
    may_be_barred,
)
from parta.people.services.rights import (
    GROUND_LENGTH,
    Function,
    decide_narrowing,
    give_back_rights,
    may_decide_rights,
    may_propose_rights,
    narrow_rights,
)
from parta.regulation.enums import LatePolicy
from parta.regulation.rules.tree import Regulation
from parta.web.acts import act_today
from parta.web.office.sections import filters_of, sections
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.permissions import CONDITIONS, DUTIES, LEAVES, POLICIES, RESOURCES, reach_word
from parta.wording.permissions import STATES as STATE_WORDS
from parta.wording.refusals import refusal_text
from parta.wording.roles import role_name, terminology_of

_FAR_TO_NEAR = (Relation.SAME_SCHOOL, Relation.SAME_CLASS, Relation.OWN)


@dataclass(frozen=True, slots=True)
class Cell:
    """How far a right of one role reaches; `notes` are numbers of conditions.

    `barred`: the school has taken it; `off`: none of its conditions is on in the school's act.
    """

    reach: str
    notes: tuple[int, ...]
    barred: bool = False
    off: bool = False


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One act and what every role may of it."""

    title: str
    cells: tuple[Cell, ...]


class NarrowingForm(forms.Form):
    """Which function is taken from whom, from when, on what ground."""

    role = forms.ChoiceField(error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, кому."))
    function = forms.ChoiceField(error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, что закрыть."))
    since = forms.DateField(
        input_formats=["%Y-%m-%d"], error_messages=dict.fromkeys(("required", "invalid"), "Укажите день.")
    )
    ground = forms.CharField(
        required=False,
        max_length=GROUND_LENGTH,
        error_messages={"max_length": f"Основание длиннее {GROUND_LENGTH} знаков."},
    )

    def __init__(self, data: Any, *, roles: list[tuple[str, str]], functions: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["role"].choices = roles
        self.fields["function"].choices = functions

    def asked(self) -> Function:
        """Give what was chosen."""
        resource, _, action = self.cleaned_data["function"].partition(" ")
        return Function(Role(self.cleaned_data["role"]), Resource(resource), Action(action))


@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """Show every right of every role, with the settings of the regulation that some depend on."""
    return _page(request)


@require_POST
def narrowing_new(request: HttpRequest) -> HttpResponse:
    """Take a function from a category of users, or propose it."""
    form = NarrowingForm(request.POST, roles=_roles(request), functions=_functions())
    error = ""
    if form.is_valid():
        try:
            row = narrow_rights(
                actor=request.actor,
                function=form.asked(),
                start=form.cleaned_data["since"],
                ground=form.cleaned_data["ground"],
                conditions=act_today(request).conditions(),
                now=request.now,
            )
        except Refused as refused:
            error = refusal_text(refused.decision, terminology_of(request.frame.school_kind))
        else:
            done = row.state == NarrowingState.SET
            messages.success(request, "Функция закрыта." if done else "Предложено. Решит директор.")
            return redirect("office:permissions")
    return _page(request, form, error)


@require_POST
def narrowing_decision(request: HttpRequest, narrowing_id: int) -> HttpResponse:
    """Accept or decline a proposal."""
    row = decide_narrowing(
        actor=request.actor,
        narrowing_id=narrowing_id,
        accept=request.POST.get("do") == "accept",
        conditions=act_today(request).conditions(),
        now=request.now,
    )
    messages.success(request, "Функция закрыта." if row.state == NarrowingState.SET else "Функция остаётся.")
    return redirect("office:permissions")


@require_POST
def narrowing_end(request: HttpRequest, narrowing_id: int) -> HttpResponse:
    """Give a function back."""
    give_back_rights(
        actor=request.actor, narrowing_id=narrowing_id, conditions=act_today(request).conditions(), now=request.now
    )
    messages.success(request, "Функция возвращена: снова действует то, что сказано в таблице.")
    return redirect("office:permissions")


def _roles(request: HttpRequest) -> list[tuple[str, str]]:
    words = terminology_of(request.frame.school_kind)
    able = [role for role in Role if any(may_be_barred(role, *one) for one in DUTIES)]
    return [(str(role), role_name(role, words).nominative) for role in able]


def _functions() -> list[tuple[str, str]]:
    able = [one for one in DUTIES if any(may_be_barred(role, *one) for role in Role)]
    return [(f"{resource} {action}", f"{RESOURCES[resource]}: {DUTIES[resource, action]}") for resource, action in able]


def _page(request: HttpRequest, form: NarrowingForm | None = None, error: str = "") -> HttpResponse:
    words = terminology_of(request.frame.school_kind)
    notes = {condition: number for number, condition in enumerate(Condition, 1)}
    barred, act = request.actor.barred, act_today(request)
    on = act.conditions()
    groups = [
        (RESOURCES[resource], [_row(resource, action, notes, barred, on) for action in actions])
        for resource, actions in ACTIONS.items()
    ]
    told = [(number, CONDITIONS[condition], condition in on) for condition, number in notes.items()]
    states = _states(act, request.actor)
    if asked_for_sheet(request):
        columns = [Column("Что", 40), *(Column(role_name(role, words).nominative, 22) for role in Role)]
        lines = [
            (f"{title}: {row.title}", *(_told(cell) for cell in row.cells)) for title, rows in groups for row in rows
        ]
        lines += [(f"{number}. {text}: {'да' if yes else 'нет'}",) for number, text, yes in told]
        lines += [("Состояние периода", *STATE_WORDS.values()), *((title, *words) for title, words, _ in states)]
        return sheet(request, title="Права", columns=columns, rows=lines)
    proposes = may_propose_rights(request.actor)
    asked = form or NarrowingForm(None, roles=_roles(request), functions=_functions())
    rows = narrowings()
    context = {
        "query": filters_of(request),
        "roles": [(role_name(role, words).nominative, role in request.actor.roles) for role in Role],
        "groups": groups,
        "notes": told,
        "act_title": act.act.short,
        "state_words": list(STATE_WORDS.values()),
        "states": states,
        "columns": len(Role) + 1,
        "standing": [
            (row, _whose(row, words), _what(row))
            for row in rows
            if row.ended_at is None and row.state != NarrowingState.DECLINED
        ],
        "past": [
            (row, _whose(row, words), _what(row))
            for row in rows
            if row.ended_at is not None or row.state == NarrowingState.DECLINED
        ],
        "proposes": proposes,
        "decides": may_decide_rights(request.actor, act.conditions()),
        "clause": act.access.administrator_sets_rights.clause if act.access.administrator_sets_rights.value else None,
        "form": asked,
        "error": error,
        "length": GROUND_LENGTH,
        "me": request.actor.person_id,
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/permissions.html", context, status=422 if form else 200)


def _whose(row: Narrowing, words: Any) -> str:
    return role_name(Role(row.role), words).nominative


def _what(row: Narrowing) -> str:
    resource, action = Resource(row.resource), Action(row.action)
    return f"{RESOURCES[resource]}: {DUTIES[resource, action]}"


def _states(act: Regulation, actor: Actor) -> list[tuple[str, list[str], bool]]:
    """Say what each state of a period leaves of what it touches, by the act in force, and which is one's own."""
    found = []
    for (resource, action), leaves in STATES.items():
        policy = _LATE.get(action, _record_policy)(act) if resource is Resource.JOURNAL else None
        words = [
            POLICIES[policy] if policy is not None and one is Leave.BY_ACT else LEAVES[one]
            for one in (leaves[state] for state in PeriodState)
        ]
        mine = any(
            leave(actor.roles, resource, action, near, state, act.conditions(), actor.barred) is not Leave.NO
            for near in _FAR_TO_NEAR
            for state in PeriodState
        )
        found.append((f"{RESOURCES[resource]}: {DUTIES[resource, action]}", words, mine))
    return found


def _record_policy(act: Regulation) -> LatePolicy:
    return act.lessons.late_record_policy.value


_LATE: dict[Action, Callable[[Regulation], LatePolicy]] = {
    Action.MARK: lambda act: act.marks.late_mark_policy.value,
    Action.WORK: lambda act: act.marks.late_edit_policy.value,
    Action.ATTENDANCE: lambda act: act.attendance.late_attendance_policy.value,
    Action.TERM_RESULT: lambda act: act.results.late_result_policy.value,
}
"""Which policy of late records holds for an act of the journal; the others are records of the lesson."""


def _row(
    resource: Resource,
    action: Action,
    notes: dict[Condition, int],
    barred: Collection[tuple[str, str, str]],
    on: Collection[str],
) -> DutyRow:
    cells = (_cell(role, resource, action, notes, barred, on) for role in Role)
    return DutyRow(DUTIES[resource, action], tuple(cells))


def _cell(
    role: Role,
    resource: Resource,
    action: Action,
    notes: dict[Condition, int],
    barred: Collection[tuple[str, str, str]],
    on: Collection[str],
) -> Cell:
    taken = any((role, resource, one) in barred for one in (action, Action.VIEW))
    for relation in _FAR_TO_NEAR:
        needed = conditions_of(role, resource, action, relation)
        if needed is not None:
            off = bool(needed) and not any(one in on for one in needed)
            return Cell(reach_word(resource, relation), tuple(sorted(notes[one] for one in needed)), taken, off)
    return Cell("", ())


def _told(cell: Cell) -> str:
    if cell.barred:
        return "закрыто школой"
    reach = "нет" if cell.off else cell.reach
    return f"{reach} ({', '.join(map(str, cell.notes))})" if cell.notes else reach
