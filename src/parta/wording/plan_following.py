"""Topics beside the lesson plan in words."""

from collections.abc import Sequence

from parta.journal.rules.plan_following import PlannedTopic, TopicRow, TopicStand
from parta.wording.plurals import plural

STANDS = {
    TopicStand.BY_PLAN: "по плану",
    TopicStand.OWN_WORDS: "своими словами",
    TopicStand.OUT_OF_PLAN: "вне плана",
    TopicStand.UNWRITTEN: "нет темы",
    TopicStand.CANCELLED: "отмена",
}


def stand_text(stand: TopicStand) -> str:
    """Say how a topic stands to the plan in a word or two."""
    return STANDS[stand]


def lines_text(lines: Sequence[PlannedTopic]) -> str:
    """Say lines of the plan by number and words."""
    return "; ".join(f"№ {line.number} «{line.topic}»" for line in lines)


def shift_text(hours: int | None) -> str:
    """Say how far from the plan a course is: hours ahead or behind; None where no topic is written."""
    if hours is None:
        return "неизвестно: тем нет"
    if not hours:
        return "вровень с планом"
    many = abs(hours)
    words = f"{many} {plural(many, 'час', 'часа', 'часов')}"
    return f"впереди плана на {words}" if hours > 0 else f"отстаёт от плана на {words}"


def topic_words(row: TopicRow) -> str:
    """Say in a sentence how the topic of a lesson stands to the plan; empty for one without a topic."""
    said = []
    match row.stand:
        case TopicStand.OWN_WORDS:
            said.append(f"Записано своими словами, по плану: {lines_text(row.taken)}")
        case TopicStand.OUT_OF_PLAN:
            said.append("Такой темы в плане нет")
            said += [f"По плану: {lines_text(row.expected)}"] if row.expected else []
        case TopicStand.BY_PLAN:
            said.append("По плану: № " + ", ".join(str(line.number) for line in row.taken))
        case _:
            return ""
    if row.passed_over:
        said.append(f"До этой не дано: {lines_text(row.passed_over)}")
    if row.shift:
        said.append(f"Журнал {shift_text(row.shift)}")
    return "".join(f"{sentence}. " for sentence in said).strip()
