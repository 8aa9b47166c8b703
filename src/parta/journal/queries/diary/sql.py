"""Parts of statements that the diary's pages share."""

import json
from typing import Any

# The courses that are this pupil's own, with the days on which they are: the class's common courses while enrolled,
# a study group's while a member of it; a pupil taught at home has no lessons of the class.
MINE = """
stay AS (
    SELECT school_class_id, starts_on, COALESCE(ends_on, 'infinity'::date) AS ends_on, individual
    FROM people_enrolment WHERE pupil_id = %(pupil)s
),
mine AS (
    SELECT c.id, s.starts_on, s.ends_on
    FROM stay s JOIN curriculum_course c ON c.school_class_id = s.school_class_id AND c.study_group_id IS NULL
    WHERE NOT s.individual
    UNION ALL
    SELECT c.id, GREATEST(m.starts_on, s.starts_on), LEAST(COALESCE(m.ends_on, 'infinity'::date), s.ends_on)
    FROM curriculum_studygroupmember m
    JOIN curriculum_course c ON c.study_group_id = m.group_id
    JOIN stay s ON s.starts_on <= COALESCE(m.ends_on, 'infinity'::date) AND m.starts_on <= s.ends_on
        AND (c.school_class_id IS NULL OR c.school_class_id = s.school_class_id)
    WHERE m.pupil_id = %(pupil)s AND (NOT s.individual OR c.kind <> 'lesson' OR c.school_class_id IS NULL)
)
"""

# A plan that families may read: approved, or a journal's own copy of one that was.
PUBLISHED = """(plan.state IN ('approved', 'archived') OR plan.state = 'fitted' AND EXISTS (
    SELECT 1 FROM curriculum_lessonplan base WHERE base.id = plan.based_on_id AND base.state IN ('approved', 'archived')))"""

COURSE_NAME = "COALESCE(NULLIF(c.title, ''), s.name)"


def parsed(value: Any) -> Any:
    """Give what a JSON column holds, whether the driver has read it or left it as text."""
    return json.loads(value) if isinstance(value, str) else value
