"""Marks of a term by subject, and all marks of one subject with the story of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parta.curriculum.queries.own import MINE
from parta.journal.enums import ResultKind
from parta.journal.queries.diary.calendar import DiaryCalendar, Period, diary_calendar
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.lessons import DiaryMark, marks_by_work
from parta.journal.queries.diary.sql import COURSE_NAME, PUBLISHED, parsed
from parta.journal.queries.retakes import STANDING
from parta.journal.rules.averages import Average, WeightedMark, plain_average, weighted_average
from parta.journal.rules.forecast import Forecast, Needed, forecast, needed_marks
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql

SPREAD_FROM = 5
"""Fewer pupils than this would give away each other's marks."""

_OWN = """
own AS (
    SELECT l.course_id, l.date, l.starts_at, l.id AS lesson_id, w.id AS work_id, w.position, w.purpose, w.weight, w.title,
        k.name, k.short_name, k.is_control, m.criterion, m.value, m.attempts
    FROM journal_mark m JOIN journal_work w ON w.id = m.work_id AND NOT w.deleted
    JOIN journal_workkind k ON k.id = w.kind_id JOIN timetable_lesson l ON l.id = w.lesson_id
    WHERE m.pupil_id = %(pupil)s AND m.value <> '' AND l.date BETWEEN %(first)s AND %(last)s
)
"""
_SUBJECTS = f"""
WITH {MINE}, {_OWN}
SELECT c.id, {COURSE_NAME},
    (SELECT json_agg(json_build_array(own.work_id, own.name, own.purpose, own.weight::text, own.title, own.value, own.attempts,
            own.date, own.is_control, own.short_name) ORDER BY own.starts_at, own.position, own.work_id, own.criterion)
     FROM own WHERE own.course_id = c.id),
    (SELECT json_agg(json_build_array(r.kind, r.term_id, {STANDING})) FROM journal_termresult r
     WHERE r.course_id = c.id AND r.pupil_id = %(pupil)s AND r.value <> ''),
    (SELECT count(*) FROM journal_attendance a JOIN timetable_lesson l ON l.id = a.lesson_id
     WHERE a.pupil_id = %(pupil)s AND l.course_id = c.id AND l.date BETWEEN %(first)s AND %(last)s
        AND a.code NOT IN ('', 'late', 'distance'))
FROM curriculum_course c JOIN curriculum_subject s ON s.id = c.subject_id
WHERE (c.marks_given AND c.id IN (SELECT id FROM mine WHERE starts_on <= %(last)s AND ends_on >= %(first)s))
    OR c.id IN (SELECT course_id FROM own)
ORDER BY c.sort_key, c.id
"""
_STORIES = f"""
WITH {_OWN}
SELECT own.work_id, own.name, own.purpose, own.weight::text, own.title, own.value, own.attempts, own.date,
    own.is_control, COALESCE(e.topic, ''), COALESCE(n.text, ''), spread.counts
FROM own
LEFT JOIN journal_lessonentry e ON e.lesson_id = own.lesson_id
LEFT JOIN journal_pupilnote n ON n.lesson_id = own.lesson_id AND n.pupil_id = %(pupil)s
LEFT JOIN LATERAL (
    SELECT json_object_agg(value, n) AS counts FROM (
        SELECT x.value, count(*) AS n FROM journal_mark x
        WHERE x.work_id = own.work_id AND x.criterion = own.criterion AND x.value <> '' GROUP BY x.value) v
    HAVING sum(n) >= {SPREAD_FROM}) spread ON true
WHERE own.course_id = %(course)s
ORDER BY own.starts_at, own.position, own.work_id, own.criterion
"""
_COURSE = f"""
WITH {MINE}
SELECT c.id, {COURSE_NAME}, c.marks_given,
    (SELECT string_agg(DISTINCT concat_ws(' ', p.last_name, p.first_name, p.patronymic), ', ')
     FROM curriculum_teachingload t JOIN people_person p ON p.id = t.employee_id
     WHERE t.course_id = c.id AND t.starts_on <= %(today)s AND (t.ends_on IS NULL OR t.ends_on >= %(today)s)),
    (SELECT json_agg(json_build_array(r.kind, r.term_id, {STANDING})) FROM journal_termresult r
     WHERE r.course_id = c.id AND r.pupil_id = %(pupil)s AND r.value <> ''),
    EXISTS (SELECT 1 FROM curriculum_lessonplan plan WHERE plan.id = c.plan_id AND {PUBLISHED})
FROM curriculum_course c JOIN curriculum_subject s ON s.id = c.subject_id
WHERE c.id = %(course)s AND (c.id IN (SELECT id FROM mine) OR EXISTS (
    SELECT 1 FROM journal_mark m JOIN journal_work w ON w.id = m.work_id JOIN timetable_lesson l ON l.id = w.lesson_id
    WHERE m.pupil_id = %(pupil)s AND m.value <> '' AND l.course_id = c.id))
"""


@dataclass(frozen=True, slots=True)
class DatedMark:
    """Marks for one work with the day of the lesson."""

    mark: DiaryMark
    date: date
    control: bool
    short_kind: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where marks stand in a term: averages with their formulas and the mark that they come to."""

    plain: Average | None
    weighted: Average | None
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject of a term; `result` is the term's mark once it is given."""

    course_id: int
    name: str
    marks: tuple[DatedMark, ...]
    standing: Standing
    result: str
    missed: int


@dataclass(frozen=True, slots=True)
class MarksPage:
    """Marks of a term by subject; `no_marks` where the regulation has none for this class."""

    diary: Diary
    calendar: DiaryCalendar
    term: Period | None
    subjects: tuple[SubjectLine, ...]
    no_marks: bool


@dataclass(frozen=True, slots=True)
class MarkStory:
    """One mark with what it was for, and the class's spread by criterion (None under five pupils)."""

    mark: DiaryMark
    date: date
    control: bool
    topic: str
    note: str
    spreads: tuple[tuple[tuple[str, int], ...] | None, ...]


@dataclass(frozen=True, slots=True)
class TermStories:
    """Marks of one term, the newest first, and where they stand."""

    term: Period
    stories: tuple[MarkStory, ...]
    standing: Standing
    result: str


@dataclass(frozen=True, slots=True)
class GoalWay:
    """What brings the term to the goal with works of one weight."""

    weight: Decimal
    needed: Needed


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """All marks of a subject in the year; `ways` answer «какая отметка нужна» for the current term."""

    diary: Diary
    calendar: DiaryCalendar
    course_id: int
    name: str
    teacher: str
    terms: tuple[TermStories, ...]
    current: Period | None
    results: tuple[tuple[str, str], ...]
    goals: tuple[str, ...]
    goal: str | None
    ways: tuple[GoalWay, ...]
    no_marks: bool
    has_topics: bool


def marks_page(diary: Diary, term_id: int | None) -> MarksPage:
    """Read a term's marks by subject (two queries); raise `NotVisible` for an unknown term."""
    calendar = diary_calendar(diary.child, diary.today)
    term = calendar.term_by_id(term_id, diary.today)
    found: list[tuple[object, ...]] = []
    if term is not None and not diary.child.paper_only:
        params = {"pupil": diary.child.id, "first": term.starts_on, "last": term.ends_on}
        found = sql(_SUBJECTS, params)
    thresholds = _thresholds(calendar, diary)
    subjects = []
    for course_id, name, marks, results, missed in found:
        dated = _dated(parsed(marks) or ())
        given = {(kind, term_id): value for kind, term_id, value in parsed(results) or ()}
        subjects.append(
            SubjectLine(
                course_id=course_id,  # type: ignore[arg-type]
                name=name,  # type: ignore[arg-type]
                marks=dated,
                standing=standing_of([one.mark for one in dated], thresholds),
                result=given.get((ResultKind.TERM, term.id), "") if term else "",
                missed=missed,  # type: ignore[arg-type]
            )
        )
    return MarksPage(diary, calendar, term, tuple(subjects), _no_marks(calendar, diary))


def subject_page(diary: Diary, course_id: int, goal: str | None) -> SubjectPage:
    """Read all marks of a subject (three queries); raise `NotVisible` for a course that is not the child's."""
    child = diary.child
    calendar = diary_calendar(child, diary.today)
    params = {"pupil": child.id, "course": course_id, "today": diary.today}
    courses = sql(_COURSE, params)
    if not courses:
        raise NotVisible
    _, name, _marks_given, teacher, results, has_topics = courses[0]
    given = [] if child.paper_only else parsed(results) or []
    span = calendar.span
    found = []
    if span and not child.paper_only:
        found = sql(_STORIES, {**params, "first": span[0], "last": span[1]})
    stories = _stories(found)
    thresholds = _thresholds(calendar, diary)
    current = calendar.term_on(diary.today)
    terms = tuple(
        TermStories(
            term=term,
            stories=own,
            standing=standing_of([story.mark for story in own], thresholds),
            result=next((v for kind, id_, v in given if kind == ResultKind.TERM and id_ == term.id), ""),
        )
        for term in reversed(calendar.terms)
        if (own := tuple(s for s in reversed(stories) if s.date in term)) or term == current
    )
    now = next((item for item in terms if item.term == current), None)
    goals, goal, ways = _goals(now, goal, thresholds)
    return SubjectPage(
        diary=diary, calendar=calendar, course_id=course_id, name=name, teacher=teacher or "", terms=terms,
        current=current, results=tuple((kind, value) for kind, _, value in given if kind != ResultKind.TERM),
        goals=goals, goal=goal, ways=ways, no_marks=_no_marks(calendar, diary),
        has_topics=has_topics,
    )  # fmt: skip


def standing_of(marks: Sequence[DiaryMark], thresholds: Sequence[Decimal]) -> Standing:
    """Count the averages and the mark that they come to; a work with two criteria is two marks of its weight."""
    weighted = [WeightedMark(value, mark.weight) for mark in marks for value in mark.values]
    return Standing(plain_average(weighted), weighted_average(weighted), forecast(weighted, thresholds))


def _goals(
    now: TermStories | None, goal: str | None, thresholds: Sequence[Decimal]
) -> tuple[tuple[str, ...], str | None, tuple[GoalWay, ...]]:
    if now is None or now.result:
        return (), None, ()
    standing = now.standing.forecast.proposal
    goals = ("3", "4", "5")
    if goal not in goals:
        goal = next((one for one in goals if standing is None or one > standing), "5")
    marks = [WeightedMark(value, story.mark.weight) for story in now.stories for value in story.mark.values]
    heavy = max((mark.weight for mark in marks), default=Decimal(1))
    weights = dict.fromkeys((Decimal(1), max(heavy, Decimal(2)).normalize()))
    ways = tuple(GoalWay(w, needed_marks(marks, goal, weight=w, thresholds=thresholds)) for w in weights)
    return goals, goal, ways


def _dated(found: Sequence[Sequence[object]]) -> tuple[DatedMark, ...]:
    days = {str(row[0]): (date.fromisoformat(str(row[7])), bool(row[8]), str(row[9])) for row in found}
    return tuple(DatedMark(mark, *days[str(mark.work_id)]) for mark in marks_by_work(found))


def _stories(found: Sequence[tuple[object, ...]]) -> list[MarkStory]:
    own: dict[str, list[tuple[object, ...]]] = {}
    for row in found:
        own.setdefault(str(row[0]), []).append(row)
    return [
        MarkStory(
            mark=mark,
            date=own[str(mark.work_id)][0][7],  # type: ignore[arg-type]
            control=bool(own[str(mark.work_id)][0][8]),
            topic=str(own[str(mark.work_id)][0][9]),
            note=str(own[str(mark.work_id)][0][10]),
            spreads=tuple(_spread(row[11]) for row in own[str(mark.work_id)]),
        )
        for mark in marks_by_work(found)
    ]


def _spread(counts: object) -> tuple[tuple[str, int], ...] | None:
    table: dict[str, int] | None = parsed(counts)
    return tuple(sorted(table.items(), reverse=True)) if table else None


def _thresholds(calendar: DiaryCalendar, diary: Diary) -> Sequence[Decimal]:
    return calendar.regulation.on(diary.today).results.period_thresholds.value


def _no_marks(calendar: DiaryCalendar, diary: Diary) -> bool:
    return diary.child.grade_level in calendar.regulation.on(diary.today).marks.no_marks_grades.value
