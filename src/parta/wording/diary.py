"""The diary in words, as a school and as a college says them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parta.journal.enums import ResultKind
from parta.journal.queries.diary.news import AbsenceNews, MarkNews, News, NoteNews, ResultNews
from parta.journal.rules.averages import Average
from parta.regulation.enums import AbsenceCode, Terminology
from parta.wording.dates import near_date
from parta.wording.marks import purpose_text
from parta.wording.plurals import number_text, plural
from parta.wording.terms import term_short, term_title


@dataclass(frozen=True, slots=True)
class DiaryWords:
    """Words that differ between a school and a college; forms of lessons go with one, two and five."""

    lessons: tuple[str, str, str]
    no_lessons: str
    cancelled: str
    teacher: str
    group: str
    term: str
    pupils: str


SCHOOL = DiaryWords(
    lessons=("урок", "урока", "уроков"), no_lessons="Уроков нет", cancelled="отменён", teacher="учитель", group="класс", term="четверть",
    pupils="класса",
)  # fmt: skip
COLLEGE = DiaryWords(
    lessons=("пара", "пары", "пар"), no_lessons="Пар нет", cancelled="отменена", teacher="преподаватель", group="группа", term="семестр",
    pupils="группы",
)  # fmt: skip

ABSENCES = {
    AbsenceCode.ABSENT: "причина пока не указана",
    AbsenceCode.ILL: "болезнь",
    AbsenceCode.EXCUSED: "уважительная причина",
    AbsenceCode.UNEXCUSED: "без уважительной причины",
    AbsenceCode.LATE: "опоздание",
    AbsenceCode.EXEMPT: "освобождение",
    AbsenceCode.DISTANCE: "дистанционно",
}
_RESULTS = {ResultKind.YEAR: "годовая", ResultKind.EXAM: "экзамен", ResultKind.GIA: "ГИА", ResultKind.FINAL: "итоговая"}
_RESULTS_SHORT = {ResultKind.YEAR: "Год", ResultKind.EXAM: "Экз.", ResultKind.GIA: "ГИА", ResultKind.FINAL: "Итог"}
_WORDS = {"зач": "зачтено", "нзч": "не зачтено", "осв": "освобождён(а)", "н/а": "не аттестован(а)"}


def diary_words(terminology: Terminology) -> DiaryWords:
    """Give the words of this kind of institution."""
    return COLLEGE if terminology == Terminology.COLLEGE else SCHOOL


def absence_word(code: str) -> str:
    """Say why a lesson was missed: «болезнь»."""
    return ABSENCES.get(code, code)  # type: ignore[call-overload,no-any-return]


def mark_word(value: str) -> str:
    """Say a mark that is not a figure: «н/а» is «не аттестован(а)»; empty for figures."""
    return _WORDS.get(value, "")


def result_title(result: str, term_kind: str | None, number: int | None) -> str:
    """Say what a final mark is for: «II четверть», «годовая»."""
    if result == ResultKind.TERM and term_kind and number:
        return term_title(term_kind, number)
    return _RESULTS.get(result, result)  # type: ignore[call-overload,no-any-return]


def result_column(result: str, term_kind: str, number: int) -> str:
    """Head a narrow column: «II четв.», «Год»."""
    if result == ResultKind.TERM and term_kind:
        return term_short(term_kind, number)
    return _RESULTS_SHORT.get(result, result)  # type: ignore[call-overload,no-any-return]


def news_title(news: News) -> str:
    """Say in two or three words what happened."""
    match news:
        case MarkNews(value=""):
            return f"Отметка {news.before} снята"
        case MarkNews(retaken=True):
            return f"Отметка исправлена на {news.value.rpartition('→')[2]}"
        case MarkNews(before=""):
            return f"Новая отметка {news.value}"
        case MarkNews():
            return f"Отметка {news.before} изменена на {news.value}"
        case AbsenceNews(cleared=True):
            return "Запись об отсутствии снята"
        case AbsenceNews():
            return "Опоздание" if set(news.codes) == {AbsenceCode.LATE} else _missed(news)
        case NoteNews():
            return "Комментарий"
        case ResultNews(value=""):
            return f"Отметка {news.before} снята: {result_title(news.result, news.term_kind, news.term_number)}"
        case ResultNews(before=""):
            return f"{_capital(result_title(news.result, news.term_kind, news.term_number))}: {news.value}"
        case ResultNews():
            title = _capital(result_title(news.result, news.term_kind, news.term_number))
            return f"{title}: {news.before} изменена на {news.value}"


def news_about(news: News, today: date) -> str:
    """Say what it is about: subject, work, day, reason."""
    match news:
        case MarkNews():
            work = f"{news.work_kind}: {news.work_title}" if news.work_title else news.work_kind
            parts = [news.subject, work, purpose_text(news.purpose), near_date(news.lesson_date, today)]
        case AbsenceNews():
            reasons = [] if news.cleared else [absence_word(c) for c in news.codes if c != AbsenceCode.LATE]
            parts = [near_date(news.lesson_date, today), ", ".join(news.subjects), *reasons, *news.reasons]
        case NoteNews():
            parts = [news.subject, near_date(news.lesson_date, today)]
        case ResultNews():
            parts = [news.subject]
    return " · ".join(part for part in parts if part)


def formula(average: Average) -> str:
    """Write an average as people would count it: equal marks together, so that long rows stay readable."""
    groups: dict[tuple[Decimal, Decimal], int] = {}
    for pair in average.parts:
        groups[pair] = groups.get(pair, 0) + 1
    weighted = any(weight != 1 for _, weight in groups)
    terms = [_term(value, weight, count, weighted) for (value, weight), count in sorted(groups.items(), reverse=True)]
    return f"({' + '.join(terms)}) / {number_text(average.divisor.normalize())} = {number_text(average.result)}"


def spread_text(spread: Sequence[tuple[str, int]]) -> str:
    """Say a class's marks without anybody's name: «5 — 7, 4 — 10, 3 — 4»."""
    return ", ".join(f"«{value}» — {count}" for value, count in spread)


def _term(value: Decimal, weight: Decimal, count: int, weighted: bool) -> str:
    parts = [number_text(value)]
    if weighted:
        parts.append(number_text(weight.normalize()))
    if count > 1:
        parts.append(str(count))
    return "·".join(parts)


def _missed(news: AbsenceNews) -> str:
    count = len(news.subjects)
    return f"Пропуск, {count} {plural(count, 'предмет', 'предмета', 'предметов')}" if count > 1 else "Пропуск"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
