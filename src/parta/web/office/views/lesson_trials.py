"""«Что будет, если»: a lesson, somebody and a moment; what is allowed then, why, and what the draft would change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.access import visible_courses
from parta.journal.enums import Standing
from parta.journal.queries.trials import TrialChoice, trial_choice
from parta.journal.services.lesson_trials import LessonTrial, TrialRow, TriedLesson, try_lesson
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.queries import open_draft
from parta.regulation.rules.parse import drafted
from parta.regulation.rules.tree import Regulation
from parta.web.office.sections import sections
from parta.web.office.trial_picture import moments_of, picture_of
from parta.web.office.views.classes import conditions
from parta.web.parameters import number_or_none
from parta.wording.dates import date_text
from parta.wording.lesson_trials import ACTS, Answer, answer_of, kinds_text, standing_title
from parta.wording.roles import terminology_of


class MomentForm(forms.Form):
    """Who writes, and when."""

    who = forms.ChoiceField(
        choices=[(str(one), str(one)) for one in Standing],
        error_messages={"required": "Выберите, кто пишет.", "invalid_choice": "Выберите из списка, кто пишет."},
    )
    date = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Укажите день.", "invalid": "Укажите день: число, месяц и год."},
    )
    time = forms.TimeField(
        input_formats=["%H:%M"],
        error_messages={"required": "Укажите время.", "invalid": "Укажите время: часы и минуты, например 21:01."},
    )

    def clean_date(self) -> object:
        """Take dates of this century only."""
        day = self.cleaned_data["date"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError("Проверьте год.")
        return day


@dataclass(frozen=True, slots=True)
class RowWords:
    """One act in words; `change` is `said` where the draft answers otherwise, `clause` where only clauses differ."""

    title: str
    kinds: str
    now: Answer
    draft: Answer | None
    change: str


@require_safe
def lesson_trial(request: HttpRequest) -> HttpResponse:
    """Show what would be allowed at a lesson at a moment, and why."""
    now = request.now
    choice = trial_choice(
        courses=visible_courses(request.actor, conditions(request)),
        class_id=number_or_none(request, "class"),
        course_id=number_or_none(request, "journal"),
        lesson_id=number_or_none(request, "lesson"),
        now=now,
    )
    given = {name: request.GET[name] for name in ("who", "date", "time") if name in request.GET}
    form = MomentForm({"who": Standing.TEACHER, "date": f"{now:%Y-%m-%d}", "time": f"{now:%H:%M}", **given})
    draft = _draft(request)
    trial, moment = None, None
    if form.is_valid() and choice.course is not None and choice.lesson is not None:
        moment = datetime.combine(form.cleaned_data["date"], form.cleaned_data["time"], now.tzinfo)
        trial = _tried(request, choice, Standing(form.cleaned_data["who"]), moment, draft)
    terminology = terminology_of(request.frame.school_kind)
    context: dict[str, Any] = {
        "choice": choice,
        "class_name": dict(choice.classes).get(choice.class_id or 0, ""),
        "form": form,
        "standings": [(str(one), standing_title(one, terminology)) for one in Standing],
        "quick": _quick(request, choice, now),
        "draft": draft.act if draft is not None else None,
        "trial": trial,
        "moment": moment,
        "rows": [_words(row, request) for row in trial.rows] if trial else [],
        "picture": picture_of(trial, moment) if trial and moment else None,
        "moments": moments_of(trial) if trial else [],
        "no_substitute": form.is_valid()
        and form.cleaned_data["who"] == Standing.SUBSTITUTE
        and choice.lesson is not None
        and choice.lesson.substitute is None,
        "sections": sections(request),
    }
    return render(request, "parta/office/lesson_trial.html", context, status=200 if form.is_valid() else 422)


def _draft(request: HttpRequest) -> Regulation | None:
    """Give the draft to those who write it."""
    if not may_do(request.actor, Resource.REGULATION, Action.CHOOSE, Relation.SAME_SCHOOL):
        return None
    found = open_draft()
    return drafted(found.preset, found.values) if found is not None else None


def _tried(
    request: HttpRequest, choice: TrialChoice, standing: Standing, moment: datetime, draft: Regulation | None
) -> LessonTrial:
    course, lesson = choice.course, choice.lesson
    assert course is not None
    assert lesson is not None
    return try_lesson(
        lesson=TriedLesson(lesson.id, course.id, lesson.teacher, lesson.substitute),
        standing=standing,
        kinds=choice.kinds,
        draft=draft,
        school_slug=request.actor.school_slug,
        moment=moment,
        barred=request.actor.barred,
    )


def _words(row: TrialRow, request: HttpRequest) -> RowWords:
    zone, terminology = request.now.tzinfo, terminology_of(request.frame.school_kind)
    assert zone is not None
    now = answer_of(row.now, zone, terminology)
    draft = answer_of(row.draft, zone, terminology) if row.draft is not None else None
    change = ""
    if draft is not None and draft != now:
        change = "clause" if draft.says_like(now) else "said"
    return RowWords(ACTS[row.act], kinds_text(row.kinds), now, draft, change)


def _quick(request: HttpRequest, choice: TrialChoice, now: datetime) -> list[tuple[str, str]]:
    """Give moments to choose by one click, each with the rest of the address kept."""
    tomorrow = (now + timedelta(days=1)).replace(hour=21, minute=1)
    moments = [
        ("сейчас", now),
        ("через час", now + timedelta(hours=1)),
        ("завтра в 21:01", tomorrow),
        ("через неделю", now + timedelta(days=7)),
    ]
    if choice.lesson is not None:
        starts = choice.lesson.starts_at
        moments.append((f"в день урока в 21:01, {date_text(starts.date())}", starts.replace(hour=21, minute=1)))
    kept = request.GET.copy()
    found = []
    for title, moment in moments:
        kept["date"], kept["time"] = f"{moment:%Y-%m-%d}", f"{moment:%H:%M}"
        found.append((title, f"?{kept.urlencode()}"))
    return found
