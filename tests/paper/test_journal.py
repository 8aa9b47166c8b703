"""The journal on paper: what the page shows stands on the sheets, who may not open it prints nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.journal.models import LessonEntry
from parta.people.models import Enrolment, Movement
from parta.timetable.models import Lesson, Substitution
from tests.factories.school_day import absent, homework, mark, term_mark, work
from tests.factories.small_school import at
from tests.factories.small_school import pupil as new_pupil
from tests.paper.reading import A4_FLIPPED, fonts, left_edges, says_archive, sizes, texts


def url(world, course=None):
    return f"/alpha/journal/{(course or world.algebra).pk}/print/"


def printed(world, browser, course=None, term=None):
    answer = browser.post(url(world, course), {"term": term.pk} if term else {})
    assert answer.status_code == 200, answer.content[:300]
    return answer.content


@pytest.fixture
def filled(world):
    peter, maria, oleg = world.pupils
    one = work(world.lessons[0])
    mark(one, peter, "4", attempts=("2",))
    mark(one, maria, "5")
    dictation = work(world.lessons[1], criteria=2)
    mark(dictation, peter, "5")
    mark(dictation, peter, "3", criterion=2)
    absent(world.lessons[1], oleg)
    LessonEntry.objects.create(lesson=world.lessons[0], topic="Ёмкость #let и *звёзды*")
    homework(world.lessons[0], world.lessons[1], "п. 5, № 12–15")
    term_mark(world.lessons[0], maria, world.terms[1], "5")
    return world


def test_marks_topics_homework_and_results_stand_on_the_sheets(filled, browser_of, frozen):
    content = printed(filled, browser_of(filled.teacher), term=filled.terms[1])
    marks, topics = texts(content)
    assert "Школа для проверок" in marks
    assert "Алгебра · 7А" in marks
    assert "II четверть: 2 ноября 2026 г. – 30 декабря 2026 г." in marks
    assert "Учитель: Ёлкина Нина Сергеевна" in marks
    assert "1 Антонов Пётр 2→4 5/3" in marks
    assert "2 Ёжикова Мария 5 5" in marks
    assert "3 Яковлев Олег Б" in marks
    assert "Б — болеет" in marks
    assert "Ёмкость #let и *звёзды*" in topics
    assert "п. 5, № 12–15" in topics
    assert "Учитель / Ёлкина Нина Сергеевна /" in topics
    assert sizes(content) == {A4_FLIPPED}
    assert says_archive(content)
    assert all(fonts(content).values())


def test_the_mark_of_a_period_stands_right_after_its_last_lesson(filled, browser_of, frozen):
    content = printed(filled, browser_of(filled.teacher), term=filled.terms[1])
    (last,) = left_edges(content, 0, str(filled.lessons[-1].date.day))
    (result,) = left_edges(content, 0, "II")[-1:]  # «II четв.», set upright
    (year,) = left_edges(content, 0, "Год")
    assert last < result < last + 30 < year + 30
    assert result < year
    first = texts(printed(filled, browser_of(filled.teacher), term=filled.terms[0]))[0]
    assert "I четв." in first
    assert "Год" not in first


def test_who_came_and_left_is_told(world, browser_of, frozen):
    Enrolment.objects.filter(pupil_id=world.pupils[0].pk).update(ends_on=date(2026, 11, 12))
    newcomer = new_pupil("Новичков", "Ян", world.school_class, starts_on=date(2026, 11, 16))
    left = {"school_class": world.school_class, "date": date(2026, 11, 12), "order_no": "47-у"}
    Movement.objects.create(pupil_id=world.pupils[0].pk, kind="departed", **left)
    came = {"school_class": world.other_class, "into": world.school_class, "date": date(2026, 11, 16)}
    Movement.objects.create(pupil_id=newcomer.pk, kind="transferred", **came)
    marks = texts(printed(world, browser_of(world.teacher)))[0]
    assert "Антонов Пётр по 12.11" in marks
    assert "Антонов Пётр: выбытие 12.11, приказ № 47-у" in marks
    assert "перевод" not in marks
    assert "Новичков Ян с 16.11" in marks


def test_a_substitute_and_a_cancelled_lesson_are_named(world, browser_of, frozen):
    Substitution.objects.create(
        lesson=world.lessons[0], absent_id=world.teacher.pk, substitute_id=world.homeroom.pk, kind="substitute"
    )
    Lesson.objects.filter(pk=world.lessons[1].pk).update(status="cancelled")
    topics = texts(printed(world, browser_of(world.teacher)))[1]
    assert "замена: Сафонова Е. В." in topics
    assert "урок не состоялся" in topics


def test_an_empty_journal_is_printed(world, browser_of, frozen):
    Enrolment.objects.all().delete()
    pages = texts(printed(world, browser_of(world.director), term=world.terms[0]))
    assert len(pages) == 2
    assert "В списке никого нет" in pages[0]
    assert "В этом периоде уроков нет" in pages[1]


def test_forty_pupils_and_seventy_lessons_go_on_over_sheets(world, browser_of, frozen):
    for number in range(37):
        new_pupil(f"Константинопольский-{number:02}", "Александр", world.school_class)
    start = date(2026, 11, 2)
    Lesson.objects.bulk_create(
        Lesson(
            course=world.algebra, employee_id=world.teacher.pk, date=start + timedelta(days=n // 2), number=4 + n % 2,
            starts_at=at(start + timedelta(days=n // 2), f"1{n % 2}:40"),
            ends_at=at(start + timedelta(days=n // 2), f"1{n % 2 + 1}:20"),
        )
        for n in range(62)
    )  # fmt: skip
    pages = texts(printed(world, browser_of(world.teacher)))
    marks = [page for page in pages if "Фамилия, имя" in page]
    assert len(marks) == 2
    assert all("1 Антонов Пётр" in page and "40 Яковлев Олег" in page for page in marks)
    assert ["II четв." in page for page in marks] == [False, True]
    assert sum(page.count("02.11.26") for page in pages) == 2


def test_what_was_printed_is_written_down(world, browser_of, frozen):
    printed(world, browser_of(world.teacher), term=world.terms[1])
    event = Event.objects.get(act="paper.printed")
    assert event.subject == {"form": "journal", "course": world.algebra.pk, "term": world.terms[1].pk}
    assert event.person_id == world.teacher.pk
    assert event.at == frozen.now


@pytest.mark.parametrize(
    ("who", "status"), [("homeroom", 200), ("deputy", 200), ("english_teacher", 404), ("mother", 403)]
)
def test_who_may_open_the_journal_may_print_it(world, browser_of, frozen, who, status):
    assert browser_of(getattr(world, who)).post(url(world)).status_code == status
    assert Event.objects.filter(act="paper.printed").count() == (status == 200)


def test_a_period_of_others_and_nonsense_print_nothing(world, browser_of, frozen):
    browser = browser_of(world.teacher)
    assert browser.post(url(world), {"term": 10**9}).status_code == 404
    assert browser.post(url(world), {"term": "<b>"}).status_code == 400
    assert browser.get(url(world)).status_code == 405
    assert not Event.objects.filter(act="paper.printed").exists()


def test_queries_do_not_grow_with_the_class(world, browser_of, frozen):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            printed(world, browser)
        return len(captured)

    browser = browser_of(world.teacher)
    counted()
    few = counted()
    for number in range(3):
        new_pupil(f"Новый{number}", "Иван", world.school_class)
    assert counted() == few


def test_the_file_has_a_russian_name_and_opens_in_the_browser(world, browser_of, frozen):
    answer = browser_of(world.teacher).post(url(world), {"term": world.terms[1].pk})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert "script-src 'none'" in answer["Content-Security-Policy"]
