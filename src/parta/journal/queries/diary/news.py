"""What the journal says anew of a child, read from the audit: each record once, however often it was corrected."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from parta.journal.enums import Act
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.sql import COURSE_NAME, parsed
from parta.journal.queries.illness import explained
from parta.kernel.sql import sql

DAYS = 7
_ACTS = [
    Act.MARK_RECORDED, Act.MARK_CHANGED, Act.MARK_CLEARED,
    Act.ABSENCE_RECORDED, Act.ABSENCE_CHANGED, Act.ABSENCE_CLEARED,
    Act.NOTE_RECORDED, Act.TERM_RESULT_RECORDED, Act.TERM_RESULT_CHANGED, Act.RECORD_RESTORED,
]  # fmt: skip
# A record's last day of changes counts: what stood before that day against what stands now. A period brought from
# another journal (its events name their ground) is no news.
_NEWS = f"""
WITH ev AS (
    SELECT id, chain, subject, before, at, (at AT TIME ZONE %(zone)s)::date AS day,
        max((at AT TIME ZONE %(zone)s)::date) OVER (PARTITION BY chain, subject) AS last_day
    FROM audit_event WHERE subject->>'pupil' = %(pupil)s::text AND at >= %(since)s AND act = ANY(%(acts)s)
      AND NOT subject ? 'ground'
),
rec AS (
    SELECT chain, subject, subject->>'kind' AS kind, (array_agg(before ORDER BY id))[1] AS before, max(at) AS at, day
    FROM ev WHERE day = last_day GROUP BY chain, subject, day
)
SELECT rec.kind, rec.at, rec.day, rec.before, c.id, {COURSE_NAME}, l.date, l.number,
    w.id, COALESCE(k.name, ''), COALESCE(w.purpose, ''), COALESCE(w.title, ''), COALESCE((rec.subject->>'criterion')::int, 1),
    COALESCE(m.value, {explained("a.code", "a.pupil_id", "l.date")}, n.text, t.value, ''), m.attempts, COALESCE(a.reason, ''), t.kind, term.kind, term.number
FROM rec
LEFT JOIN journal_work w ON rec.kind = 'mark' AND w.id = (rec.subject->>'work')::uuid AND NOT w.deleted
LEFT JOIN journal_workkind k ON k.id = w.kind_id
LEFT JOIN journal_mark m ON m.work_id = w.id AND m.pupil_id = %(pupil)s
    AND m.criterion = COALESCE((rec.subject->>'criterion')::int, 1)
LEFT JOIN timetable_lesson l ON l.id = COALESCE(w.lesson_id, (rec.subject->>'lesson')::bigint)
LEFT JOIN journal_attendance a ON rec.kind = 'absence' AND a.lesson_id = l.id AND a.pupil_id = %(pupil)s
LEFT JOIN journal_pupilnote n ON rec.kind = 'note' AND n.lesson_id = l.id AND n.pupil_id = %(pupil)s
JOIN curriculum_course c ON c.id = COALESCE(l.course_id, NULLIF(split_part(rec.chain, ':', 2), '')::bigint)
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN journal_termresult t ON rec.kind = 'term' AND t.course_id = c.id AND t.pupil_id = %(pupil)s
    AND t.kind = rec.subject->>'result' AND t.term_id IS NOT DISTINCT FROM (rec.subject->>'term')::bigint
LEFT JOIN school_term term ON term.id = t.term_id
WHERE rec.kind <> 'mark' OR w.id IS NOT NULL
ORDER BY rec.day DESC, rec.at DESC, l.date DESC, l.number DESC, 13
"""


@dataclass(frozen=True, slots=True)
class MarkNews:
    """A mark that came («4», «4/3», «2→3»), changed (`before` is what stood) or was taken away (`value` empty)."""

    at: datetime
    subject: str
    course_id: int
    lesson_date: date
    work_kind: str
    purpose: str
    work_title: str
    value: str
    before: str
    retaken: bool
    code: str = "mark"


@dataclass(frozen=True, slots=True)
class AbsenceNews:
    """Absences of one day: the lessons missed; `codes` without repeats; `cleared` when it turned out otherwise."""

    at: datetime
    lesson_date: date
    subjects: tuple[str, ...]
    codes: tuple[str, ...]
    reasons: tuple[str, ...]
    cleared: bool
    code: str = "absence"


@dataclass(frozen=True, slots=True)
class NoteNews:
    """The teacher's words."""

    at: datetime
    subject: str
    course_id: int
    lesson_date: date
    text: str
    code: str = "note"


@dataclass(frozen=True, slots=True)
class ResultNews:
    """A mark of a term, of the year, of an exam or the final one."""

    at: datetime
    subject: str
    course_id: int
    result: str
    term_kind: str | None
    term_number: int | None
    value: str
    before: str
    code: str = "result"


News = MarkNews | AbsenceNews | NoteNews | ResultNews


@dataclass(frozen=True, slots=True)
class NewsDay:
    """What was entered on one day."""

    date: date
    items: tuple[News, ...]


@dataclass(slots=True)
class _Record:
    kind: str
    at: datetime
    day: date
    before: dict[str, Any]
    course_id: int
    subject: str
    lesson_date: date
    number: int | None
    work: Any
    work_kind: str
    purpose: str
    work_title: str
    criterion: int
    value: str
    attempts: list[str] | None
    reason: str
    result: str | None
    term_kind: str | None
    term_number: int | None
    key: tuple[Any, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.before = parsed(self.before) or {}
        self.key = (self.kind, self.day, self.work or (self.lesson_date if self.kind == "absence" else id(self)))

    @property
    def was(self) -> str:
        return "→".join((*(self.before.get("attempts") or ()), str(self.before.get("value") or "")))

    @property
    def text(self) -> str:
        return "→".join((*(self.attempts or ()), self.value)) if self.value else ""


def news_of(diary: Diary) -> tuple[NewsDay, ...]:
    """Give what was entered in the last days, the newest first (one query)."""
    since = diary.now - timedelta(days=DAYS)
    params = {"pupil": diary.child.id, "zone": str(diary.zone), "since": since, "acts": list(map(str, _ACTS))}
    records = [_Record(*row) for row in sql(_NEWS, params)]
    groups: dict[tuple[Any, ...], list[_Record]] = {}
    for record in records:
        groups.setdefault(record.key, []).append(record)
    items = [(own[0].day, item) for own in groups.values() if (item := _news(own, diary))]
    return tuple(NewsDay(day, tuple(item for _, item in found)) for day, found in groupby(items, key=lambda x: x[0]))


def _news(own: list[_Record], diary: Diary) -> News | None:
    one = own[0]
    at = max(record.at for record in own).astimezone(diary.zone)
    match one.kind:
        case "mark":
            own = sorted(own, key=lambda record: record.criterion)
            value, before = (_joined(texts) for texts in ([r.text for r in own], [r.was for r in own]))
            if value == before:
                return None
            retaken = any(r.attempts and r.was and r.text.startswith(r.was + "→") for r in own)
            return MarkNews(
                at,
                one.subject,
                one.course_id,
                one.lesson_date,
                one.work_kind,
                one.purpose,
                one.work_title,
                value,
                before,
                retaken,
            )
        case "absence":
            return _absence_news(own, at)
        case "note":
            return NoteNews(at, one.subject, one.course_id, one.lesson_date, one.value) if one.value else None
        case "term":
            if one.value == one.was:
                return None
            kind = one.result or "term"
            return ResultNews(at, one.subject, one.course_id, kind, one.term_kind, one.term_number, one.value, one.was)
    return None


def _absence_news(own: list[_Record], at: datetime) -> AbsenceNews | None:
    changed = [record for record in own if record.value != record.was or record.reason != record.before.get("reason")]
    standing = sorted((r for r in changed if r.value), key=lambda record: record.number or 0)
    gone = [record for record in changed if not record.value and record.was]
    shown = standing or gone
    if not shown:
        return None
    return AbsenceNews(
        at=at,
        lesson_date=shown[0].lesson_date,
        subjects=_unique(record.subject for record in shown),
        codes=_unique(record.value for record in standing),
        reasons=_unique(record.reason for record in standing if record.reason),
        cleared=not standing,
    )


def _joined(texts: list[str]) -> str:
    return "/".join(texts) if any(texts) else ""


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
