"""Pages of marks, with the courses, lessons and pupils of the school that they mean."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from parta.curriculum.models import Course
from parta.journal.models import WorkKind
from parta.journal.rules.notation import BadNotation, parse_cell, parse_period_mark
from parta.journal.services.history import HistoryCell, HistoryLesson, HistoryResult
from parta.kernel.text import normal
from parta.people.models import Enrolment
from parta.regulation.queries import Versions, versions
from parta.regulation.rules.tree import Regulation
from parta.school.models import AcademicYear, Term
from parta.timetable.models import Lesson

from ..dataset import Dataset, MarkSheet, subgroup_key
from ..problems import Problems, Source
from ..resolve.journals import term_of_words
from ..resolve.subjects import abbreviates, subject_key
from ..values.classes import class_key
from ..values.people import PersonName, person_name
from .desk import place

_KINDS = {
    "к/р": "контрольная работа",
    "кр": "контрольная работа",
    "контрольная": "контрольная работа",
    "контрольный диктант": "диктант",
    "с/р": "самостоятельная работа",
    "самостоятельная": "самостоятельная работа",
    "проверочная": "проверочная работа",
    "тест": "тестирование",
    "л/р": "лабораторная работа",
    "лабораторная": "лабораторная работа",
    "п/р": "практическая работа",
    "практическая": "практическая работа",
    "д/з": "домашнее задание",
    "домашняя работа": "домашнее задание",
    "ответ": "ответ на уроке",
    "устный ответ": "ответ на уроке",
    "зачет": "зачёт",
    "защита проекта": "проект",
    "административная контрольная работа": "контрольная работа",
    "вп": "диагностическая работа",
    "впр": "диагностическая работа",
    "списывание": "контрольное списывание",
}


@dataclass(slots=True)
class Page:
    """A page of marks with the rows of the school that it means."""

    sheet: MarkSheet
    course: Course
    term: Term
    lessons: list[HistoryLesson] = field(default_factory=list)
    cells: list[HistoryCell] = field(default_factory=list)
    results: list[HistoryResult] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Class, subject, subgroup."""
        return ", ".join(part for part in (self.sheet.class_name, self.sheet.subject, self.sheet.subgroup) if part)


def pages_of(dataset: Dataset, problems: Problems) -> list[Page]:
    """Give the pages that can be written; every doubt is a problem."""
    year = AcademicYear.objects.filter(starts_on__year=dataset.year).first() if dataset.year else None
    if year is None:
        problems.add("history_year_unknown", dataset.marks[0].source)
        return []
    finder = Finder(year, problems)
    return [page for sheet in dataset.marks if (page := finder.page(sheet))]


class Finder:
    """Finds the course, the lessons and the pupils of the school that a page means."""

    def __init__(self, year: AcademicYear, problems: Problems) -> None:
        self.problems = problems
        self.regulation: Versions = versions()
        self.kinds = {normal(name): name for name in WorkKind.objects.values_list("name", flat=True)}
        self.kinds |= {normal(short): name for short, name in WorkKind.objects.values_list("short_name", "name")}
        self.courses: dict[str, list[Course]] = defaultdict(list)
        rows = Course.objects.filter(year=year, school_class__isnull=False).exclude(kind="home")
        for course in rows.select_related("subject", "school_class", "study_group"):
            assert course.school_class is not None
            self.courses[class_key(course.school_class.name)].append(course)
        self.terms: dict[int, list[Term]] = defaultdict(list)
        for term in Term.objects.filter(calendar__year=year):
            self.terms[term.calendar_id].append(term)
        self.pupils: dict[str, list[tuple[PersonName, int]]] = defaultdict(list)
        places = Enrolment.objects.filter(school_class__year=year).select_related("pupil__person", "school_class")
        for one in places:
            person = one.pupil.person
            name = PersonName(person.last_name, person.first_name, person.patronymic)
            self.pupils[class_key(one.school_class.name)].append((name, one.pupil_id))

    def page(self, sheet: MarkSheet) -> Page | None:
        """Give the page ready to be written, every doubt told as a problem."""
        course = self._course(sheet)
        term = self._term(sheet, course) if course else None
        if course is None or term is None:
            return None
        page = Page(sheet, course, term)
        ids = self._lessons(page)
        regulation = self.regulation.on(term.ends_on)
        for row in sheet.rows:
            pupil = self._pupil(sheet, row.name, row.source)
            if pupil is None:
                continue
            for cell in row.cells:
                lesson = ids.get(cell.lesson)
                if lesson is None or not cell.text.strip():
                    continue
                self._cell(
                    page, regulation, lesson, pupil, cell.text, Source(row.source.file, row.source.sheet, cell.cell)
                )
            for title, text, address in row.results:
                if text.strip() and term_of_words(title) in (None, (term.kind, term.number)):
                    self._result(page, regulation, pupil, text, Source(row.source.file, row.source.sheet, address))
        return page

    def _course(self, sheet: MarkSheet) -> Course | None:
        own = self.courses.get(class_key(sheet.class_name), [])
        wanted = subject_key(sheet.subject)
        fits = [one for one in own if subject_key(one.subject.name) == wanted]
        fits = fits or [one for one in own if abbreviates(sheet.subject, one.subject.name)]
        word = subgroup_key(sheet.subgroup)
        exact = [one for one in fits if subgroup_key(one.study_group.name if one.study_group else "") == word]
        if len(exact) == 1:
            return exact[0]
        self.problems.add(
            "history_course_unknown",
            sheet.source,
            subject=sheet.subject,
            subgroup=sheet.subgroup,
            class_name=sheet.class_name,
        )
        return None

    def _term(self, sheet: MarkSheet, course: Course) -> Term | None:
        own = self.terms.get(course.calendar_id, [])
        said = term_of_words(sheet.term)
        found = [term for term in own if said == (term.kind, term.number)]
        if not found and not sheet.term:
            days = [lesson.date for lesson in sheet.lessons]
            found = [term for term in own if days and term.starts_on <= min(days) and max(days) <= term.ends_on]
        if len(found) != 1:
            self.problems.add("history_term_unknown", sheet.source, term=sheet.term, class_name=sheet.class_name)
            return None
        return found[0]

    def _lessons(self, page: Page) -> dict[int, int]:
        """Give the lessons of the columns: two columns of one date are the two lessons of that day in their order."""
        term = page.term
        days: dict[dt.date, list[tuple[int, bool]]] = defaultdict(list)
        columns = Counter(lesson.date for lesson in page.sheet.lessons)
        rows = Lesson.objects.filter(course=page.course, date__range=(term.starts_on, term.ends_on))
        for pk, day, status in rows.order_by("starts_at").values_list("pk", "date", "status"):
            days[day].append((pk, status == "cancelled"))
        found: dict[int, int] = {}
        for at, lesson in enumerate(page.sheet.lessons):
            own = days.get(lesson.date, [])
            if columns[lesson.date] < len(own):
                own = [one for one in own if not one[1]]
            pk, cancelled = own[lesson.ordinal - 1] if 1 <= lesson.ordinal <= len(own) else (0, False)
            if not pk or cancelled:
                filled = any(cell.lesson == at for row in page.sheet.rows for cell in row.cells)
                code = "history_lesson_cancelled" if cancelled else "history_lesson_missing"
                self.problems.add(
                    code if filled else f"{code}_empty",
                    lesson.source,
                    date=lesson.date.strftime("%d.%m.%Y"),
                    where=page.name,
                )
                continue
            found[at] = pk
            kind = self._kind(lesson.work, lesson.source)
            page.lessons.append(HistoryLesson(pk, lesson.topic, lesson.homework, kind, place(lesson.source)))
        return found

    def _kind(self, words: str, source: Source) -> str:
        if not words.strip():
            return ""
        key = normal(words).strip(" .")
        found = self.kinds.get(key) or self.kinds.get(normal(_KINDS.get(key, "")))
        if found is None:
            self.problems.add("work_kind_unknown", source, words=words)
        return found or ""

    def _pupil(self, sheet: MarkSheet, words: str, source: Source) -> int | None:
        mention = person_name(words)
        own = self.pupils.get(class_key(sheet.class_name), [])
        exact = {pk for name, pk in own if mention and name.key == mention.key}
        fits = exact or {pk for name, pk in own if mention and mention.fits(name)}
        if len(fits) == 1:
            return fits.pop()
        code = "pupil_ambiguous" if fits else "pupil_unknown"
        self.problems.add(code, source, name=words, class_name=sheet.class_name, where=f"{sheet.subject}, отметки")
        return None

    def _cell(self, page: Page, regulation: Regulation, lesson: int, pupil: int, text: str, source: Source) -> None:
        try:
            cell = parse_cell(text, regulation.marks.marks_allowed_current.value, regulation.absence_letters())
        except BadNotation as wrong:
            self.problems.add("history_cell_unreadable", source, text=text, part=wrong.part, where=page.name)
            return
        works = tuple(tuple((mark.value, mark.attempts) for mark in work.marks) for work in cell.works)
        page.cells.append(HistoryCell(lesson, pupil, str(cell.absence or ""), works, place(source)))

    def _result(self, page: Page, regulation: Regulation, pupil: int, text: str, source: Source) -> None:
        try:
            value = parse_period_mark(text, regulation.results.marks_allowed_period.value)
        except BadNotation:
            self.problems.add("history_cell_unreadable", source, text=text, part=text, where=page.name)
            return
        page.results.append(HistoryResult(pupil, value, place(source)))
