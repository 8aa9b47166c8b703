"""Printing the diary: by a family for itself, by who leads the class for families without the electronic one."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from parta.journal.access_classes import visible_class_lives
from parta.journal.queries.diary.children import Diary, open_diaries, open_diary
from parta.journal.queries.diary.marks import marks_page
from parta.journal.queries.diary.results import results_page
from parta.journal.queries.diary.week import WeekPage, week_page, week_pages
from parta.kernel.decisions import NotVisible
from parta.paper.diary_part import slip_part, term_part, week_part, week_title
from parta.paper.enums import Form
from parta.paper.queries import imprint_of, pupils_without_diary
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.models import Enrolment
from parta.people.queries.actors import Frame
from parta.wording.terms import term_title


@transaction.atomic
def print_week(*, frame: Frame, child_id: int | None, day: date) -> Printed:
    """Print a pupil's week; raises `NotVisible` for a diary that the actor may not open."""
    diary = open_diary(actor=frame.actor, child_id=child_id, now=frame.now, zone=frame.zone)
    page = _week(diary, day)
    imprint = imprint_of(frame)
    part = week_part(page, _letters(page), college=imprint.college)
    title = f"Дневник {diary.child.name}, {week_title(page).lower()}"
    content = typeset("week", {"title": title, "weeks": [part]}, imprint=imprint)
    keep(frame, Form.WEEK, {"pupil": diary.child.id, "day": page.monday.isoformat()})
    return Printed(f"{title}.pdf", content)


@transaction.atomic
def print_term(*, frame: Frame, child_id: int | None, term_id: int | None) -> Printed:
    """Print a pupil's marks of a period by subject, and the results of the year so far.

    Raises `NotVisible` for a diary that the actor may not open and for a period of another calendar.
    """
    diary = open_diary(actor=frame.actor, child_id=child_id, now=frame.now, zone=frame.zone)
    page = marks_page(diary, term_id)
    imprint = imprint_of(frame)
    part = term_part(page, results_page(diary), college=imprint.college)
    period = term_title(page.term.kind, page.term.number) if page.term else ""
    title = f"Отметки {diary.child.name}, {period}"
    content = typeset("term", {"title": title, **part}, imprint=imprint)
    keep(frame, Form.RESULTS, {"pupil": diary.child.id, "term": page.term.id if page.term else None})
    return Printed(f"{title}.pdf", content)


@transaction.atomic
def print_slips(*, frame: Frame, class_id: int, pupils: Sequence[int], day: date) -> Printed | None:
    """Print slips of a week for the chosen pupils of a class; without any, for families that refused the diary.

    None where there is nobody. Raises `NotVisible` for a class that the actor may not open and for a pupil of another.
    """
    if not visible_class_lives(frame.actor).filter(pk=class_id).exists():
        raise NotVisible
    wanted = list(dict.fromkeys(pupils)) or pupils_without_diary(class_id, frame.now.date())
    if not wanted:
        return None
    placed = Enrolment.objects.filter(school_class_id=class_id, pupil_id__in=wanted)
    order = dict.fromkeys(placed.order_by("pupil__person__sort_key", "pupil_id").values_list("pupil_id", flat=True))
    if len(order) != len(wanted):
        raise NotVisible
    imprint = imprint_of(frame)
    diaries = open_diaries(actor=frame.actor, pupils=list(order), now=frame.now, zone=frame.zone)
    pages = week_pages(diaries, day)
    slips = [slip_part(page, _letters(page), college=imprint.college) for page in pages]
    title = f"Листки, {slips[0]['week'].lower()}"
    content = typeset("slips", {"title": title, "slips": slips}, imprint=imprint)
    keep(frame, Form.SLIPS, {"class": class_id, "pupils": list(order), "day": pages[0].monday.isoformat()})
    return Printed(f"{title}.pdf", content)


def _week(diary: Diary, day: date) -> WeekPage:
    page = week_page(diary, day)
    assert page is not None
    return page


def _letters(page: WeekPage) -> dict[str, str]:
    return page.calendar.regulation.on(page.diary.today).absence_letters()
