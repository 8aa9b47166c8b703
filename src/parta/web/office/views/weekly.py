"""How good the weekly timetable is: its warnings with their norms, windows of teachers, the hard days of classes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.timetable.enums import Fault
from parta.timetable.queries.quality import QualityPage, quality_page
from parta.timetable.rules.week import Warned
from parta.web.office.sections import filters_of, sections
from parta.web.office.weekly_pictures import curves
from parta.web.parameters import day, number_or_none
from parta.web.permissions import opens_to
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.timetable_quality import FaultWords, fault_words, figure, overlap_text, warned_text

_WIDE = 200
"""How many warnings of a kind the page names; the sheet has them all."""


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Warnings of one kind: how many, in words, and how many more there are than are named."""

    words: FaultWords
    count: str
    lines: list[str]
    more: int


@require_safe
def timetable_check(request: HttpRequest) -> HttpResponse:
    """Show the weekly timetable in force on a day as the norms see it; `class` and `teacher` narrow the warnings."""
    shown = day(request, "date", default=request.actor.today)
    chosen = {name: number_or_none(request, name) for name in ("class", "teacher")}
    page = quality_page(actor=request.actor, day=shown)
    college = request.frame.school_kind == "college"
    groups = fault_groups(page, college=college, class_id=chosen["class"], teacher=chosen["teacher"])
    if asked_for_sheet(request):
        columns = (Column("Что", 44), Column("Где", 60), Column("Норма", 40))
        title = "Проверка расписания"
        return sheet(request, title=title, columns=columns, rows=_rows(groups), chosen=f"на {full_date(shown)}")
    named = [(page.teachers.get(teacher, ""), teacher, count) for teacher, count in page.quality.windows.items()]
    context = {
        "page": page,
        "groups": groups,
        "chosen": chosen,
        "filtered": any(value is not None for value in chosen.values()),
        "windows": [(pk, name, figure(count)) for name, pk, count in sorted(named, key=lambda one: (-one[2], one[0]))],
        "all_windows": sum(count for _, _, count in named),
        "figure": figure,
        "norms": opens_to(request.actor, "office:timetable_norms"),
        "curves": curves(page, chosen["class"]),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/timetable_check.html", context)


def fault_groups(
    page: QualityPage, *, college: bool, class_id: int | None = None, teacher: int | None = None, wide: int = _WIDE
) -> list[FaultGroup]:
    """Put the warnings of a timetable together by kind, in words."""
    by_fault: dict[Fault, list[Warned]] = defaultdict(list)
    for one in page.quality.warnings:
        if (class_id is None or one.class_id == class_id) and (teacher is None or one.teacher == teacher):
            by_fault[one.fault].append(one)
    narrowed = class_id is not None or teacher is not None
    groups = []
    if page.quality.overlaps and not narrowed:
        lines = [overlap_text(one, page) for one in page.quality.overlaps]
        words = fault_words(Fault.OVERLAP, college=college)
        groups.append(FaultGroup(words, str(len(lines)), lines[:wide], max(0, len(lines) - wide)))
    for fault, found in by_fault.items():
        count = sum(one.count for one in found) if narrowed else page.quality.counts.get(fault, 0)
        lines = [warned_text(one, page) for one in found]
        words = fault_words(fault, college=college)
        groups.append(FaultGroup(words, figure(count), lines[:wide], max(0, len(lines) - wide)))
    return groups


def _rows(groups: list[FaultGroup]) -> Iterator[tuple[object, ...]]:
    for group in groups:
        for line in group.lines:
            yield (group.words.title, line, group.words.norm or "порядок школы")
