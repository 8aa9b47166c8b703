"""Plans, substitutions and pages of marks linked to courses, teachers and pupils."""

import datetime as dt
import re
from collections import defaultdict

from parta.kernel.text import normal

from ..dataset import LessonPlan, MarkSheet, Substitution, subgroup_key
from ..problems import Source
from ..values.classes import class_key, grade_of
from ..values.text import ordinal
from .links import CourseKey, CourseLink, MarkRowLink, MarkSheetLink, PlanLink, SubstitutionLink
from .subjects import abbreviates, subject_key
from .timetable import Tools


def plans(tools: Tools) -> tuple[PlanLink, ...]:
    """Link calendar-thematic plans with the courses they are for."""
    return tuple(_plan(tools, plan) for plan in tools.ds.plans)


def _plan(tools: Tools, plan: LessonPlan) -> PlanLink:
    keys = {class_key(name) for name in plan.classes}
    fits = [
        course
        for course in tools.courses.everything()
        if course.kind == "lesson"
        and (not keys or course.key[0] in keys)
        and (keys or plan.grade is None or grade_of(course.class_name) == plan.grade)
    ]
    if plan.index:
        fits = [course for course in fits if normal(course.index) == normal(plan.index)]
    wanted = subject_key(plan.subject)
    own = [course for course in fits if course.key[2] == wanted]
    if not own and plan.subject:
        own = [
            course
            for course in fits
            if abbreviates(plan.subject, course.subject) or _declined(plan.subject, course.subject)
        ]
        if len({course.key[2] for course in own}) > 1:
            tools.problems.add(
                "subject_ambiguous",
                plan.source,
                words=plan.subject,
                subjects=sorted({course.subject for course in own}),
                class_name=str(plan.grade or ""),
            )
            own = []
    if not own:
        tools.problems.add("plan_without_course", plan.source, title=plan.title, subject=plan.subject, grade=plan.grade)
    teachers = tuple(
        filter(
            None,
            (
                tools.staff.find(words, plan.source, [t for c in own for t in c.teachers], where=plan.subject)
                for words in plan.teachers
            ),
        )
    )
    if teachers and not keys:
        # A plan that names its teachers is for their courses; by grade alone the parallel classes would get it.
        taught = [course for course in own if set(course.teachers) & set(teachers)]
        own = taught or own
    lines = sum(line.hours for line in plan.lines)
    if plan.hours is not None and abs(lines - plan.hours) > 0.01:
        tools.problems.add("plan_hours_differ", plan.source, title=plan.title, said=plan.hours, lines=lines)
    return PlanLink(plan, own[0].subject if own else plan.subject, tuple(course.key for course in own), teachers)


def _declined(words: str, subject: str) -> bool:
    """Tell whether a title's words name the subject in another case: «по алгебре», «русскому языку»."""
    mine, theirs = subject_key(words).split(), subject_key(subject).split()
    stems = [word[: max(4, len(word) - 3)] for word in theirs if len(word) > 3]
    return bool(stems) and all(any(word.startswith(stem) for word in mine) for stem in stems)


def substitutions(tools: Tools) -> tuple[SubstitutionLink, ...]:
    """Link the register of substitutions."""
    lessons: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for entry in tools.ds.timetable:
        subject = tools.subjects.find(entry.subject, entry.class_name, entry.source)
        if subject:
            lessons[class_key(entry.class_name), entry.weekday, entry.number].add(subject_key(subject))
    return tuple(link for one in tools.ds.substitutions if (link := _substitution(tools, one, lessons)))


def _substitution(
    tools: Tools, one: Substitution, lessons: dict[tuple[str, int, int], set[str]]
) -> SubstitutionLink | None:
    name = tools.classes.known(one.class_name, one.source)
    if name is None:
        return None
    subject = tools.subjects.find(one.subject, name, one.source) if one.subject else None
    course = _course(tools, name, subject, one.subgroup) if subject else None
    weekday = _weekday(tools, name, one.date)
    if lessons and subject and subject_key(subject) not in lessons.get((class_key(name), weekday, one.number), set()):
        tools.problems.add(
            "substitution_without_lesson",
            one.source,
            class_name=name,
            subject=subject,
            date=one.date.strftime("%d.%m.%Y"),
            number=one.number,
        )
    hint = course.teachers if course else ()
    absent = tools.staff.find(one.absent, one.source, hint, where=f"{one.subject}, {name}")
    substitute = tools.staff.find(one.substitute, one.source, where=f"{one.held_subject or one.subject}, {name}")
    held = tools.subjects.find(one.held_subject, name, one.source) if one.held_subject else ""
    return SubstitutionLink(one, course.key if course else None, absent, substitute, held or subject or one.subject)


def _weekday(tools: Tools, class_name: str, day: dt.date) -> int:
    for span in tools.ds.calendar:
        if span.follows_weekday is not None and span.starts <= day <= span.ends and span.scope.covers(class_name):
            return span.follows_weekday
    return day.weekday()


def _course(tools: Tools, class_name: str, subject: str, subgroup: str) -> CourseLink | None:
    own = tools.courses.of_subject(class_name, subject)
    word = subgroup_key(subgroup)
    exact = [one for one in own if one.key[3] == word]
    return exact[0] if exact else (own[0] if len(own) == 1 else None)


def marks(tools: Tools) -> tuple[MarkSheetLink, ...]:
    """Link the pages of marks with courses, teachers and pupils."""
    return tuple(link for sheet in tools.ds.marks if (link := _marks(tools, sheet)))


def _marks(tools: Tools, sheet: MarkSheet) -> MarkSheetLink | None:
    name = tools.classes.known(sheet.class_name, sheet.source)
    if name is None:
        return None
    subject = tools.subjects.find(sheet.subject, name, sheet.source)
    course = _course(tools, name, subject, sheet.subgroup) if subject else None
    if subject and course is None:
        tools.problems.add(
            "marks_course_unknown", sheet.source, subject=sheet.subject, subgroup=sheet.subgroup, class_name=name
        )
    teacher = tools.staff.find(
        sheet.teacher, sheet.source, course.teachers if course else (), where=f"{sheet.subject}, {name}"
    )
    if teacher and course and course.teachers and teacher not in course.teachers:
        tools.problems.add(
            "teacher_differs_from_load",
            sheet.source,
            where=f"{subject}, {name}",
            said=tools.staff.name(teacher),
            load=[tools.staff.name(key) for key in course.teachers],
        )
    rows = []
    for row in sheet.rows:
        key, departed = tools.pupils.find(row.name, name, row.source, where=f"{sheet.subject}, отметки")
        if key and not departed and course and course.pupils is not None and key not in course.pupils:
            tools.problems.add(
                "pupil_in_no_subgroup",
                row.source,
                name=row.name,
                class_name=name,
                subject=f"{course.subject}, {course.subgroup}",
            )
        rows.append(MarkRowLink(row, key, departed))
    _days(tools, sheet, name)
    return MarkSheetLink(sheet, course.key if course else None, teacher, term_of_words(sheet.term), tuple(rows))


def term_of_words(words: str) -> tuple[str, int] | None:
    """Read «1 четв.», «II полугодие», «год» as a kind of term and its number."""
    number = ordinal(words)
    for kind, pattern in (
        ("quarter", "четв"),
        ("trimester", "тримес"),
        ("half_year", "полуг"),
        ("semester", "семес"),
        ("module", "модул"),
    ):
        if re.search(pattern, normal(words)):
            return (kind, number) if number else None
    return ("year", 1) if re.search(r"год", normal(words)) else None


def _days(tools: Tools, sheet: MarkSheet, class_name: str) -> None:
    free = [
        span
        for span in tools.ds.calendar
        if span.kind in ("vacation", "holiday", "day_off") and span.scope.covers(class_name)
    ]
    for lesson in sheet.lessons:
        span = next((span for span in free if span.starts <= lesson.date <= span.ends), None)
        if span:
            tools.problems.add(
                "lesson_on_day_off",
                lesson.source,
                date=lesson.date.strftime("%d.%m.%Y"),
                name=span.name,
                class_name=class_name,
            )


def home(tools: Tools) -> tuple[tuple[str, str, float, str | None], ...]:
    """Link the individual plans of pupils taught at home."""
    found = []
    for line in tools.ds.home_plans:
        key, departed = tools.pupils.find(line.pupil, line.class_name, line.source, where="надомное обучение")
        subject = tools.subjects.find(line.subject, line.class_name, line.source)
        if key and subject and not departed:
            found.append(
                (
                    key,
                    subject,
                    line.hours,
                    tools.staff.find(line.teacher, line.source, where=f"надомное обучение, {line.subject}"),
                )
            )
    return tuple(found)


__all__ = ["CourseKey", "Source", "home", "marks", "plans", "substitutions"]
