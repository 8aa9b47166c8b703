"""May the topic of a lesson be written or changed now?"""

from datetime import datetime

from parta.journal.enums import RefusalCode
from parta.journal.rules.facts import LessonFacts
from parta.journal.rules.windows import decide_state, decide_window
from parta.kernel.decisions import Decision
from parta.regulation.rules.tree import Regulation


def decide_topic_entry(
    *, regulation: Regulation, lesson: LessonFacts, now: datetime, opened_until: datetime | None = None
) -> Decision:
    """Tell whether the topic may be written or changed; a teacher may prepare it ahead of the lesson."""
    decision = decide_state(lesson, now=None)
    if not decision.allowed:
        return decision
    return decide_window(
        RefusalCode.TOPIC_TOO_LATE,
        window=regulation.lessons.record_window_days,
        policy=regulation.lessons.late_record_policy,
        lesson=lesson,
        now=now,
        opened_until=opened_until,
    )
