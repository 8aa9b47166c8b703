"""Lines of a day, drawn without the template engine: thirty lessons a page are where a diary's time goes.

Everything that people wrote goes through `escape` or Django's `urlize`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from parta.journal.queries.diary.lessons import DiaryHomework, DiaryLesson, DiaryMark
from parta.wording.diary import absence_word

LINK_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Lines:
    """What all lines of a page share: addresses with the child in them, the school's letters, whose the ticks are."""

    diary_url: str
    ask: str
    child_id: int
    back: str
    token: str
    today: date
    may_tick: bool
    cancelled: str
    letters: Mapping[str, str]

    def draw(self, lessons: tuple[DiaryLesson, ...]) -> SafeString:
        """Draw the lessons of a day as a list's items."""
        return mark_safe("".join(map(self._lesson, lessons)))  # noqa: S308 - see the module's words

    def _lesson(self, lesson: DiaryLesson) -> str:
        where = lesson.room and f" · {'каб. ' if lesson.room[0].isdigit() else ''}{escape(lesson.room)}"
        who = lesson.substituted and lesson.teacher and f" · {escape(lesson.teacher)}"
        return (
            f'<li{" class=off" if lesson.cancelled else ""}><span class="no">{lesson.number or ""}</span><div>'
            f'<p><span class="subj">{escape(_capital(lesson.subject))}</span>{self._badge(lesson)}</p>'
            f'<p class="when"><span class="num">{lesson.start}–{lesson.end}</span>{where or ""}{who or ""}</p>'
            f"{''.join(self._homework(item, lesson.date) for item in lesson.homework)}"
            f"{said(lesson.note)}</div>"
            f'<div class="m">{"".join(self._edge(lesson))}</div></li>'
        )

    def _badge(self, lesson: DiaryLesson) -> str:
        if lesson.cancelled:
            return f' <span class="badge">{self.cancelled}</span>'
        if not lesson.substituted:
            return ""
        other = lesson.held_subject
        instead = f": {escape(other)}" if other and other != lesson.subject else ""
        return f' <span class="badge accent">замена{instead}</span>'

    def _homework(self, item: DiaryHomework, day: date) -> str:
        personal = '<span class="badge">лично</span> ' if item.personal else ""
        return (
            f'<div class="hw{" done" if item.done else ""}" id="h{item.id}"><p>{personal}{task_text(item.text)}</p>'
            f"{self._tick(item, day)}</div>"
        )

    def _tick(self, item: DiaryHomework, day: date) -> str:
        if not self.may_tick:
            return '<p class="when">Сделано</p>' if item.done else ""
        if day < self.today and not item.done:
            return ""
        minutes = f" <small>≈ {item.minutes} мин</small>" if item.minutes else ""
        return (
            f'<form method="post" action="{self.diary_url}homework/{item.id}/?child={self.child_id}" data-tick>'
            f'<input type="hidden" name="csrfmiddlewaretoken" value="{self.token}">'
            f'<input type="hidden" name="back" value="{self.back}">'
            f'<input type="hidden" name="done" value="{0 if item.done else 1}">'
            f'<button class="tick" aria-pressed="{"true" if item.done else "false"}">'
            f'<i aria-hidden="true"></i>Сделано{minutes}</button></form>'
        )

    def _edge(self, lesson: DiaryLesson) -> Iterator[str]:
        for mark in lesson.marks:
            yield (
                f'<a href="{self.diary_url}marks/{lesson.course_id}/{self.ask}#m{mark.work_id}"'
                f' title="{escape(mark.kind)}">{mark_html(mark)}</a>'
            )
        if lesson.absence:
            word = escape(absence_word(lesson.absence))
            reason = f": {escape(lesson.absence_reason)}" if lesson.absence_reason else ""
            letter = escape(self.letters.get(lesson.absence, lesson.absence))
            yield (
                f'<span class="abs" title="{word}{reason}"><span aria-hidden="true">'
                f'{letter}</span><span class="vh">{word}{reason}</span></span>'
            )


def mark_html(mark: DiaryMark) -> str:
    """Draw a mark: the last value large, earlier attempts small before it."""
    pairs = zip(mark.values, mark.attempts, strict=True)
    shown = (f"{''.join(f'<s>{escape(old)}→</s>' for old in earlier)}{escape(value)}" for value, earlier in pairs)
    return f'<b class="mark">{"/".join(shown)}</b>'


def task_text(text: str) -> str:
    """Write homework with its addresses as links."""
    if "http" in text or "www." in text:
        return urlize(text, trim_url_limit=LINK_LENGTH, nofollow=True, autoescape=True)
    return escape(text)


def said(text: str) -> str:
    """Quote the teacher's words."""
    return f'<q class="said">{escape(text)}</q>' if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
