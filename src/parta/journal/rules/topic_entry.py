"""May the topic of a lesson be written or changed now?"""

from datetime import datetime

from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.facts import LessonFacts
from parta.kernel.decisions import Decision
from parta.regulation.rules.tree import Regulation


def decide_topic_entry(
    *, regulation: Regulation, lesson: LessonFacts, now: datetime, opened_until: datetime | None = None
) -> Decision:
    """Tell whether the topic may be written or changed; a teacher may prepare it ahead of the lesson."""
    return decide(EntryAct.TOPIC, regulation, lesson, now, opened_until=opened_until)
