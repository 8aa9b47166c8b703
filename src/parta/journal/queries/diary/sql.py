"""Parts of statements that the diary's pages share."""

import json
from typing import Any

# A plan that families may read: approved, or a journal's own copy of one that was.
PUBLISHED = """(plan.state IN ('approved', 'archived') OR plan.state = 'fitted' AND EXISTS (
    SELECT 1 FROM curriculum_lessonplan base WHERE base.id = plan.based_on_id AND base.state IN ('approved', 'archived')))"""

COURSE_NAME = "COALESCE(NULLIF(c.title, ''), s.name)"


def parsed(value: Any) -> Any:
    """Give what a JSON column holds, whether the driver has read it or left it as text."""
    return json.loads(value) if isinstance(value, str) else value
