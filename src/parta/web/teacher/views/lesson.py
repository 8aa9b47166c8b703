"""The lesson panel: immediate with a script, a plain form without one, the same services behind both."""

import json
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parta.journal.access import CourseView, course_view
from parta.journal.queries.columns import lesson_rules
from parta.journal.queries.grid import GridRows, grid_rows
from parta.journal.queries.lesson import (
    LessonPlace,
    away_lately,
    cancel_reason,
    lesson_place,
    papers_of,
    personal_homework,
)
from parta.journal.queries.topics import lesson_topic
from parta.journal.rules.cancelling import REASON_LENGTH, SHORTEST_REASON
from parta.journal.rules.edit_requests import MOST_CELLS
from parta.journal.rules.record_hints import homework_hints, topic_hints
from parta.journal.services.operations import carry_out
from parta.kernel.decisions import NotVisible
from parta.people.enums import CareKind
from parta.regulation.enums import Terminology
from parta.timetable.access import may_cancel_lessons, may_move_lessons
from parta.web.teacher.lesson_form import operations_from_form
from parta.web.teacher.lesson_rules import PanelRules, panel_rules
from parta.web.teacher.page_data import embedded, grid_json
from parta.web.teacher.personal_form import ACTIONS, personal_context, personal_operations
from parta.web.teacher.views.requests import to_asking
from parta.web.ui.refusals import answer_html
from parta.wording.absences import EXEMPT, absence_title
from parta.wording.college import as_college
from parta.wording.dates import date_text
from parta.wording.hints import hint_words
from parta.wording.marks import mark_text
from parta.wording.operations import worded
from parta.wording.plan_following import topic_words
from parta.wording.roles import terminology_of

AHEAD_DAYS = 28


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Show one lesson to be filled, or take the plain form."""
    place = lesson_place(lesson_id)
    view = course_view(request.actor, place.course_id, asking=True)
    if not view.may_view():
        return to_asking(view, place.day, lesson_id)
    errors: dict[str, str] = {}
    late: list[dict[str, Any]] = []
    text, rows = _data(request, view, place.day)
    data = json.loads(text)
    if request.method == "POST":
        personal = request.POST.get("action") in ACTIONS
        if personal:
            wanted, lacks = personal_operations(request.POST, lesson_id, personal_homework(lesson_id))
            errors = {"own": lacks} if lacks else {}
        else:
            shut = _rules(request, view, data, rows, lesson_id, place).locks
            wanted = operations_from_form(request.POST, data, lesson_id, lesson_topic(lesson_id).hints, shut)
        if wanted:
            outcome = carry_out(actor=request.actor, course_id=view.id, operations=wanted, now=request.now)
            words = terminology_of(request.frame.school_kind)
            errors = _errors(outcome.answers, words)
            late = [
                dict(operation.row)
                for operation, answer in zip(wanted, outcome.answers, strict=True)
                if worded(answer, words).get("may_ask")
            ]
        if not errors:
            here = reverse("teacher:lesson", args=[lesson_id])
            return redirect(f"{here}#own" if personal else here)
        text, rows = _data(request, view, place.day)
        data = json.loads(text)
    rules = _rules(request, view, data, rows, lesson_id, place)
    context = _context(request, view, data, lesson_id, place.day)
    context |= {
        "rules": rules,
        "own": personal_context(request.POST if errors else None, context["roster"], personal_homework(lesson_id)),
        "errors": errors,
        "late": json.dumps(late[:MOST_CELLS]) if late else "",
        "late_id": uuid.uuid4(),
        "lesson_json": embedded(text),
    }
    return render(request, "parta/teacher/lesson.html", context, status=422 if errors else 200)


def _data(request: HttpRequest, view: CourseView, day: date) -> tuple[str, GridRows]:
    term = view.term_of(day)
    if term is None:
        raise NotVisible
    rows = grid_rows(view, start=day, end=day + timedelta(days=AHEAD_DAYS), now=request.now)
    return grid_json(request, view, term, rows), rows


def _rules(
    request: HttpRequest, view: CourseView, data: dict[str, Any], rows: GridRows, lesson_id: int, place: LessonPlace
) -> PanelRules:
    number = next((number for number, row in enumerate(data["lessons"]) if row["id"] == lesson_id), None)
    if number is None:
        raise NotVisible
    judged = lesson_rules(view, rows.facts, number, class_last_end=place.class_last_end, now=request.now)
    words = terminology_of(request.frame.school_kind)
    graded = view.graded_on(place.day)
    return panel_rules(judged, data["lessons"][number], data, graded=graded, now=request.now, terminology=words)


def _errors(answers: list[dict[str, Any]], words: Terminology) -> dict[str, str]:
    found: dict[str, str] = {}
    for answer in answers:
        if answer["status"] == "refused":
            found.setdefault("all", answer_html(answer, words))
        elif answer["status"] == "conflict":
            found["all"] = f"Пока вы писали, запись изменил другой человек: {answer['author']}. Проверьте её ниже."
    return found


def _context(request: HttpRequest, view: CourseView, data: dict[str, Any], lesson_id: int, day: date) -> dict[str, Any]:
    row = next((item for item in data["lessons"] if item["id"] == lesson_id), None)
    if row is None:
        raise NotVisible
    pupils = [p for p in data["pupils"] if p["from"] <= row["date"] and (p["to"] is None or p["to"] >= row["date"])]
    ids = [pupil["id"] for pupil in pupils]
    away, papers = away_lately(lesson_id, ids), papers_of(view, lesson_id, ids)
    ill = {pupil for pupil, kind in papers if kind == CareKind.ILLNESS}
    codes = {pupil: code for lesson, pupil, code, _, _ in data["absences"] if lesson == lesson_id}
    marks = {
        (work, pupil, criterion): (value, attempts) for work, pupil, criterion, value, attempts, _, _ in data["marks"]
    }
    later = [item for item in data["lessons"] if item["date"] > row["date"] and item["status"] != "cancelled"]
    next_one = "к следующему уроку"
    if terminology_of(request.frame.school_kind) is Terminology.COLLEGE:
        next_one = as_college(next_one)
    choices = [("", next_one)]
    choices += [(item["id"], date_text(date.fromisoformat(item["date"]))) for item in later]
    regulation = view.regulation.on(day)
    planned = lesson_topic(lesson_id)
    return {
        "roster": pupils,
        "lesson": {
            "id": lesson_id,
            "course_id": view.id,
            "course_title": view.title,
            "class_title": " · ".join(part for part in (view.class_name, view.group_name) if part),
            "date": day,
            "number": row["no"],
            "start": row["start"],
            "end": row["end"],
            "room": "",
            "status": row["status"],
            "reason": cancel_reason(lesson_id) if row["status"] == "cancelled" else "",
            "substitute": row["subst"],
            "topic": row["topic"]["text"],
            "plan_line_id": row["topic"]["plan_line"],
            "taken": row["taken"] or any(codes.values()),
        },
        "pupils": [
            {
                "id": pupil["id"],
                "name": pupil["name"],
                "full": pupil["full"],
                "hint": ", ".join(_hints(pupil["id"], away.get(pupil["id"]), papers, day)),
                "code": codes.get(pupil["id"], ""),
                "marks": _slots(row["works"], pupil["id"], marks),
            }
            for pupil in sorted(pupils, key=lambda pupil: pupil["id"] not in away and pupil["id"] not in ill)
        ],
        "absent_count": sum(1 for code in codes.values() if code) or "никого",
        "absence_codes": [(code, absence_title(code)) for code in data["letters"]],
        "plan_lines": planned.hints,
        "beside_plan": topic_words(planned.row) if planned.row else "",
        "homework": row["hw"],
        "none_text": regulation.homework.homework_none_text.value,
        "hints": {
            "topic": hint_words(topic_hints(regulation, row["topic"]["text"])),
            "homework": hint_words(homework_hints(regulation, row["hw"]["text"])),
        },
        "due_choices": choices,
        "closed": data["term"]["closed"],
        "cancelling": {
            "may_move": may_move_lessons(request.actor) and not data["term"]["closed"],
            "may": may_cancel_lessons(request.actor)
            and not data["term"]["closed"]
            and (row["status"] == "cancelled" or regulation.lessons.lesson_cancel_allowed.value),
            "college": terminology_of(request.frame.school_kind) is Terminology.COLLEGE,
            "shortest": SHORTEST_REASON,
            "length": REASON_LENGTH,
        },
        "mine": row["mine"] and row["status"] != "cancelled" and any(data["can"].values()),
        "can": {key: value and row["mine"] and row["status"] != "cancelled" for key, value in data["can"].items()},
        "journal_url": f"{reverse('teacher:journal', args=[view.id])}?term={data['term']['id']}&lesson={lesson_id}",
    }


def _hints(pupil: int, away: tuple[date, str] | None, papers: set[tuple[int, str]], day: date) -> Iterator[str]:
    ill = (pupil, CareKind.ILLNESS) in papers
    if ill:
        yield "болеет по справке"
    elif away is not None:
        yield _away_words(away, day)
    if (pupil, CareKind.EXEMPTION) in papers:
        yield EXEMPT


def _away_words(away: tuple[date, str], day: date) -> str:
    when, code = away
    if when == day:
        return "сегодня болеет" if code == "ill" else "сегодня уже не было"
    return f"{'болезнь' if code == 'ill' else 'не было'} {date_text(when)}"


def _slots(works: list[dict[str, Any]], pupil: int, marks: dict[Any, Any]) -> list[dict[str, Any]]:
    slots = []
    for slot, work in enumerate(works):
        parts = []
        for criterion in range(1, work["criteria"] + 1):
            value, attempts = marks.get((work["id"], pupil, criterion), ("", []))
            if value:
                parts.append(mark_text(value, attempts))
        slots.append({"slot": slot, "work_id": work["id"], "text": "/".join(parts)})
    return slots or [{"slot": 0, "work_id": "", "text": ""}]
