"""The list of journals an actor may open."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from parta.curriculum.models import Course, TeachingLoad
from parta.journal.access import visible_courses
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.seen import seen_by
from parta.kernel.sql import sql
from parta.kernel.text import normal
from parta.regulation.queries import versions

PAGE = 60
# Every word of the search stands in the subject, the course's own title, the class or a teacher's name.
_LIST = """
WITH seen AS MATERIALIZED ({seen}),
shown AS (
    SELECT c.id, COALESCE(NULLIF(c.title, ''), s.name) AS name, COALESCE(k.name, '') AS class_name,
           COALESCE(g.name, '') AS group_name, c.kind, row_number() OVER (ORDER BY k.sort_key, c.sort_key, c.id) AS place
    FROM seen JOIN curriculum_course c ON c.id = seen.pk
    JOIN curriculum_subject s ON s.id = c.subject_id
    LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
    LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
    WHERE (%(class)s::bigint IS NULL OR c.school_class_id = %(class)s::bigint
           OR c.school_class_id IS NULL AND EXISTS (
               SELECT 1 FROM curriculum_studygroupmember m JOIN people_enrolment e ON e.pupil_id = m.pupil_id
                    AND daterange(e.starts_on, e.ends_on, '[]') @> %(today)s::date
               WHERE m.group_id = c.study_group_id AND e.school_class_id = %(class)s::bigint
                 AND daterange(m.starts_on, m.ends_on, '[]') @> %(today)s::date))
      AND NOT EXISTS (
        SELECT 1 FROM unnest(%(words)s::text[]) AS searched(word)
        WHERE strpos(s.name_key, word) = 0 AND strpos(lower(c.title), word) = 0
          AND strpos(COALESCE(k.name_key, ''), word) = 0
          AND NOT EXISTS (SELECT 1 FROM curriculum_teachingload t JOIN people_person p ON p.id = t.employee_id
                          WHERE t.course_id = c.id AND strpos(p.sort_key, word) > 0))
    ORDER BY place LIMIT %(most)s OFFSET %(start)s
),
lessons AS (
    SELECT shown.id, count(l.id) AS given, count(l.id) FILTER (WHERE entry.topic > '') AS with_topic
    FROM shown
    LEFT JOIN timetable_lesson l ON l.course_id = shown.id AND l.date <= %(due)s AND l.status <> 'cancelled'
    LEFT JOIN journal_lessonentry entry ON entry.lesson_id = l.id
    GROUP BY shown.id
)
SELECT
    (SELECT json_agg(json_build_array(k.id, k.name) ORDER BY k.sort_key) FROM school_schoolclass k
     WHERE k.id IN (SELECT c.school_class_id FROM seen JOIN curriculum_course c ON c.id = seen.pk)),
    (SELECT json_agg(json_build_array(shown.id, name, class_name, group_name, COALESCE((
            SELECT string_agg(DISTINCT p.last_name, ', ' ORDER BY p.last_name)
            FROM curriculum_teachingload t JOIN people_person p ON p.id = t.employee_id
            WHERE t.course_id = shown.id), ''), kind, given, given - with_topic) ORDER BY place)
     FROM shown JOIN lessons ON lessons.id = shown.id)
"""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One journal of the list: how many lessons were due by now and how many of them have no topic."""

    id: int
    title: str
    class_name: str
    group_name: str
    teachers: str
    kind: str
    given: int
    without_topic: int


@dataclass(frozen=True, slots=True)
class JournalListPage:
    """A page of journals with what it was filtered by."""

    rows: list[JournalRow]
    classes: list[tuple[int, str]]
    class_id: int | None
    search: str
    page: int
    has_next: bool


def journal_list_page(
    *, actor: Actor, class_id: int | None, search: str, page: int, now: datetime, per_page: int = PAGE
) -> JournalListPage:
    """Give the journals that the actor may see, own ones first by class and subject."""
    conditions = versions().on(now.date()).conditions()
    page = max(page, 1)
    ((classes, found),) = sql(
        _LIST.format(seen=seen_by(visible_courses, actor.roles, conditions, barred=actor.barred)),
        {
            "person": actor.person_id,
            "today": actor.today,
            "due": now.date(),
            "class": class_id,
            "words": normal(search).split(),
            "most": per_page + 1,
            "start": (page - 1) * per_page,
        },
    )
    rows = found or []
    return JournalListPage(
        rows=[JournalRow(*row) for row in rows[:per_page]],
        classes=[(ident, name) for ident, name in classes or ()],
        class_id=class_id,
        search=search,
        page=page,
        has_next=len(rows) > per_page,
    )


def narrowed(
    courses: QuerySet[Course], *, class_id: int | None, teacher_id: int | None, subject_id: int | None, today: date
) -> QuerySet[Course]:
    """Keep the journals of a class, of a subject, of who teaches today; None asks for all. By class and subject."""
    if class_id is not None:
        courses = courses.filter(school_class=class_id)
    if subject_id is not None:
        courses = courses.filter(subject=subject_id)
    if teacher_id is not None:
        mine = TeachingLoad.objects.filter(in_force(today), employee_id=teacher_id)
        courses = courses.filter(pk__in=mine.values("course"))
    return courses.select_related("subject", "school_class", "study_group").order_by(
        F("school_class__sort_key").asc(nulls_last=True), "sort_key", "pk"
    )
