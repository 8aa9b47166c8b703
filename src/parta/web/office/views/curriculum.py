"""The curriculum of classes beside the load that is given, its editor, and the norms of the weekly load."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parta.curriculum.access import may_keep_load
from parta.curriculum.models import Subject
from parta.curriculum.queries.curriculum import ClassPlan, CurriculumPage, SubjectRow, curriculum_page, models_for
from parta.curriculum.queries.individual import plans_of, summed_plans
from parta.curriculum.queries.loads import teachers_from
from parta.curriculum.queries.norms import last_norms, load_norms
from parta.curriculum.queries.semesters import SemesterPlan
from parta.curriculum.rules.spelling import is_capitalised, is_shortened
from parta.curriculum.services.curriculum import NewLine, NormValues, copy_class_plan, set_class_plan, set_load_norms
from parta.curriculum.services.opening import ClassJournal, open_class_course
from parta.integrations.spreadsheets.values.classes import Scope, scope
from parta.kernel.decisions import Refused, require
from parta.people.access import may_bring_in
from parta.regulation.enums import SubjectNameStyle
from parta.regulation.queries import versions
from parta.timetable.queries.activities import Activities, activities_of, unlisted
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day, day_or_none_in_post, number_in_post
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.plurals import counted
from parta.wording.teaching import INDIVIDUAL_KINDS

_COLUMNS = (
    Column("Класс", 10), Column("Предмет", 40), Column("Профиль", 18), Column("По плану", 10), Column("Журнал", 30),
    Column("Группа", 16), Column("Дано", 10), Column("Вакансия", 10), Column("Учитель", 40), Column("Расходится", 12),
)  # fmt: skip
_NORMS = (
    Column("Параллель", 10), Column("Уроков, 5 дней", 10), Column("Уроков, 6 дней", 10), Column("Внеурочных", 12),
    Column("С", 12), Column("По", 12), Column("Документ", 60),
)  # fmt: skip
NEW_LINES = 3
_BAD_HOURS = "Часы в неделю — число: 3 или 2,5. Пустое поле убирает предмет из плана."
_BAD_NEW = "Для нового предмета выберите предмет и напишите часы."
_BAD_NORM = "Нормы — целые числа часов от 0 до 60; шестидневной недели может не быть."
_SOURCE_LENGTH = 300


@require_safe
def curriculum(request: HttpRequest) -> HttpResponse:
    """Show the classes with hours planned, allowed, given and vacant; as a file every subject of each."""
    page = curriculum_page(actor=request.actor, day=_day(request), school=_is_school(request))
    if asked_for_sheet(request):
        chosen = f"на {full_date(_day(request))}"
        return sheet(request, title="Учебный план", columns=_COLUMNS, rows=_lines(page), chosen=chosen)
    context = {
        "page": page,
        "activities": _activities(request, page),
        "unlisted": _unlisted(request, page),
        "day": _day(request),
        "may_import": may_bring_in(request.actor),
        "sections": sections(request),
        "query": filters_of(request),
    }
    return render(request, "parta/office/curriculum.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def curriculum_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show a class's subjects, planned and given, and set the hours."""
    if request.method == "POST":
        require(may_keep_load(request.actor))
    problem = ""
    if request.method == "POST":
        try:
            changed = _written(request, class_id)
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision)
        else:
            said = f"Записано: {counted(changed, 'строка', 'строки', 'строк')}." if changed else "Ничего не изменилось."
            messages.success(request, "Журнал заведён." if "open" in request.POST else said)
            return redirect("office:curriculum_class", class_id)
    page = curriculum_page(actor=request.actor, day=_day(request), school=_is_school(request), class_id=class_id)
    if request.method != "POST" and asked_for_sheet(request):
        chosen = f"{page.classes[0].school_class.name}, на {full_date(_day(request))}"
        return sheet(request, title="Учебный план", columns=_COLUMNS, rows=_lines(page), chosen=chosen)
    may_keep = may_keep_load(request.actor)
    context = {
        "plan": page.classes[0],
        "query": filters_of(request),
        "activities": _activities(request, page).get(class_id),
        "year": page.year,
        "problem": problem,
        "may_keep": may_keep,
        "without_journal": _without_journal(page.classes[0]) if may_keep else [],
        "teachers": teachers_from(request.actor.today) if may_keep else [],
        "from_day": max(request.actor.today, page.year.starts_on) if page.year else request.actor.today,
        "subjects": list(Subject.objects.filter(index="").values_list("pk", "name")),
        "individual": [
            row
            for row in plans_of(summed_plans(class_id=class_id))
            if (row.plan.ends_on or _day(request)) >= _day(request)
        ],
        "kinds": INDIVIDUAL_KINDS,
        "models": models_for(page.classes[0].school_class),
        "new_lines": range(NEW_LINES),
        "misspelt": _misspelt(page.classes[0], request.actor.today),
        "typed": request.POST,
        "sections": sections(request),
    }
    return render(request, "parta/office/curriculum_class.html", context, status=422 if problem else 200)


def _activities(request: HttpRequest, page: CurriculumPage) -> dict[int, Activities]:
    if page.year is None:
        return {}
    classes = [one.school_class.pk for one in page.classes]
    return activities_of(actor=request.actor, year_id=page.year.pk, classes=classes, day=_day(request))


def _unlisted(request: HttpRequest, page: CurriculumPage) -> dict[int, Decimal]:
    """Give, by class, the hours of activities without a list of pupils that are called by it: «3А, 3Б», «5–6 кл.»."""
    if page.year is None:
        return {}
    bare = unlisted(actor=request.actor, year_id=page.year.pk, day=_day(request))
    called = [(scope(one.learners), one.hours or Decimal()) for one in page.joint if one.id in bare]
    return {
        plan.school_class.pk: sum((hours for said, hours in called if _named(said, plan)), Decimal())
        for plan in page.classes
    }


def _named(said: Scope, plan: ClassPlan) -> bool:
    return not said.everybody and said.covers(plan.school_class.name)


def _without_journal(plan: ClassPlan) -> list[tuple[int, str, Decimal | None]]:
    """Give the subjects of the plan (of the semester) that nobody has a journal of, with their hours a week."""
    if plan.semester:
        return [
            (
                row.subject.pk,
                f"{row.subject.index} {row.subject.name}".strip(),
                (Decimal(row.planned) / plan.semester.weeks).quantize(Decimal("0.1")) if row.planned else None,
            )
            for row in plan.semester.rows
            if not row.given
        ]
    return [(row.id, row.name, row.lines[0].hours_per_week) for row in plan.rows if row.lines and not row.given]


def _written(request: HttpRequest, class_id: int) -> int:
    """Write the hours of the form, copy another class's plan, or open a journal of a subject of it."""
    if "open" in request.POST:
        open_class_course(actor=request.actor, class_id=class_id, wanted=_journal(request), now=request.now)
        return 1
    if "like" in request.POST:
        like = number_in_post(request, "like")
        return copy_class_plan(actor=request.actor, class_id=class_id, like_id=like, now=request.now)
    seen, wanted, added = _typed(request)
    return set_class_plan(
        actor=request.actor, class_id=class_id, seen=seen, wanted=wanted, added=added, now=request.now
    )


def _journal(request: HttpRequest) -> ClassJournal:
    starts_on = day_or_none_in_post(request, "starts_on")
    hours = hours_typed(request.POST.get("hours", "")[:10])
    if starts_on is None or hours is None:
        raise ValueError("Напишите, сколько часов в неделю и с какого дня.")
    return ClassJournal(number_in_post(request, "subject"), number_in_post(request, "employee"), hours, starts_on)


@require_http_methods(["GET", "HEAD", "POST"])
def norms(request: HttpRequest) -> HttpResponse:
    """Show the norms of the weekly load in force; to who sets others from a day, those that they would follow."""
    if request.method == "POST":
        require(may_keep_load(request.actor))
    stand, problem = last_norms() if may_keep_load(request.actor) else load_norms(_day(request)), ""
    if request.method == "POST":
        try:
            starts_on, source = _head(request)
            seen, wanted = _norms(request, "base"), _norms(request, "norm")
            changed = set_load_norms(
                actor=request.actor, starts_on=starts_on, source=source, seen=seen, wanted=wanted, now=request.now
            )
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision)
        else:
            said = f"Записано параллелей: {changed}." if changed else "Ничего не изменилось."
            messages.success(request, said)
            return redirect("office:load_norms")
    rows = sorted(stand.values(), key=lambda one: one.grade_level)
    if request.method != "POST" and asked_for_sheet(request):
        lines = (
            (one.grade_level, one.five_days, one.six_days, one.extracurricular, one.starts_on, one.ends_on, one.source)
            for one in rows
        )
        return sheet(request, title="Нормы недельной нагрузки", columns=_NORMS, rows=lines)
    context = {
        "norms": rows,
        "query": filters_of(request),
        "problem": problem,
        "may_keep": may_keep_load(request.actor),
        "typed": request.POST,
        "longest": _SOURCE_LENGTH,
        "sections": sections(request),
    }
    return render(request, "parta/office/load_norms.html", context, status=422 if problem else 200)


def _day(request: HttpRequest) -> date:
    return day(request, "date", default=request.actor.today)


def _is_school(request: HttpRequest) -> bool:
    return request.frame.school_kind != "college"


def _typed(request: HttpRequest) -> tuple[dict[int, Decimal | None], dict[int, Decimal | None], list[NewLine]]:
    seen: dict[int, Decimal | None] = {}
    wanted: dict[int, Decimal | None] = {}
    for name in request.POST:
        if found := re.fullmatch(r"base-([1-9][0-9]{0,17})", name):
            line = int(found[1])
            base = request.POST.get(name, "")
            seen[line] = hours_typed(base)
            wanted[line] = hours_typed(request.POST.get(f"hours-{line}", base))
    added = []
    for place in range(NEW_LINES):
        subject, hours = (request.POST.get(f"{part}-new-{place}", "") for part in ("subject", "hours"))
        if not subject and not hours:
            continue
        value = hours_typed(hours)
        if value is None or not re.fullmatch(r"[1-9][0-9]{0,17}", subject):
            raise ValueError(_BAD_NEW)
        profile = " ".join(request.POST.get(f"profile-new-{place}", "").split())[:100]
        added.append((int(subject), profile, value))
    return seen, wanted, added


def hours_typed(text: str) -> Decimal | None:
    """Read hours a week: None for nothing; raises `ValueError` with what to say."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text):
        raise ValueError(_BAD_HOURS)
    return Decimal(text)


def _head(request: HttpRequest) -> tuple[date, str]:
    source = " ".join(request.POST.get("source", "").split())
    if not source or len(source) > _SOURCE_LENGTH or "\0" in source:
        raise ValueError("Назовите документ, из которого взяты нормы.")
    try:
        return date.fromisoformat(request.POST.get("starts_on", "")), source
    except ValueError as error:
        raise ValueError("Укажите день, с которого действуют нормы.") from error


def _norms(request: HttpRequest, prefix: str) -> dict[int, NormValues]:
    found: dict[int, NormValues] = {}
    for grade in range(1, 13):
        said = [request.POST.get(f"{prefix}-{grade}-{part}") for part in ("five", "six", "extra")]
        if None in said:
            continue
        five, six, extra = (_whole(text or "") for text in said)
        if five is None or extra is None:
            if prefix == "base":
                raise SuspiciousOperation("bad base")
            raise ValueError(_BAD_NORM)
        found[grade] = (five, six, extra)
    return found


def _whole(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) > 60:
        raise ValueError(_BAD_NORM)
    return int(text)


def _misspelt(plan: ClassPlan, today: date) -> list[str]:
    """Give the names that are not spelt as the act in force asks: in full, in lower case (S2-21)."""
    if versions().on(today).words.subject_name_style.value is not SubjectNameStyle.FULL_LOWER_CASE:
        return []
    return [row.name for row in plan.rows if row.lines and (is_shortened(row.name) or is_capitalised(row.name))]


def _lines(page: CurriculumPage) -> Iterator[tuple[object, ...]]:
    for plan in page.classes:
        name = plan.school_class.name
        if plan.semester:
            yield from _of_semester(name, plan.semester)
        else:
            for row in plan.rows:
                yield from _of_subject(name, row)
        for one in plan.beside:
            yield (name, one.title, "", None, one.title, one.learners, one.hours, one.vacant or None,
                   ", ".join(one.teachers), "")  # fmt: skip
    for one in page.joint:
        yield ("", one.title, "", None, one.title, one.learners, one.hours, one.vacant or None,
               ", ".join(one.teachers), "")  # fmt: skip


def _of_semester(name: str, semester: SemesterPlan) -> Iterator[tuple[object, ...]]:
    for row in semester.rows:
        mark, title = "да" if row.differs else "", f"{row.subject.index} {row.subject.name}".strip()
        yield (name, title, f"{semester.number} семестр", row.planned, "", "", None, None, "", mark)
        for one in row.given:
            vacant = None if one.teachers else one.hours
            yield (name, title, "", None, title, one.learners, one.hours, vacant, ", ".join(one.teachers), mark)


def _of_subject(name: str, row: SubjectRow) -> Iterator[tuple[object, ...]]:
    mark = "да" if row.differs else ""
    for line in row.lines:
        yield (name, row.name, line.profile, line.hours_per_week, "", "", None, None, "", mark)
    for one in row.given:
        yield (name, row.name, "", None, one.title, one.learners, one.hours, one.vacant or None,
               ", ".join(one.teachers), mark)  # fmt: skip
