"""How far programmes have come: hours planned and given by journal, class and subject, with their sum."""

from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.installation.schools import inside
from parta.journal.models import LessonEntry
from parta.timetable.models import Lesson

PAGE = "/alpha/office/control/progress/"


def lines_of(browser, **asked):
    answer = browser.get(PAGE, {"as": "xlsx", **asked})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return [row for row in rows[3:] if len(row) > 4 and isinstance(row[4], float)]


def test_hours_are_added_up_by_class_subject_and_of_the_school(world, frozen, browser_of):
    with inside(world.school):
        LessonEntry.objects.create(lesson=world.lessons[0], topic="Тема 1")
        Lesson.objects.filter(pk=world.lessons[1].pk).update(status="cancelled")
        past = (
            Lesson.objects.filter(course=world.algebra, date__lt="2026-11-20").exclude(pk=world.lessons[1].pk).count()
        )
        ahead = Lesson.objects.filter(course=world.algebra, date__gt="2026-11-20").count()
        world.plan.lines.filter(number=10).update(hours=90)
    browser = browser_of(world.deputy)
    (algebra,) = [row for row in lines_of(browser, by="course") if row[1] == "алгебра" and row[5]]
    given = algebra[6]
    assert given in (past, past + 1)  # the day's own lesson may be behind
    assert algebra[3:] == [
        "Ёлкина", 1, 99, given, given * 100 // 99, given - 1, 1, algebra[10], 99 - given - algebra[10], 0,
    ]  # fmt: skip
    assert algebra[10] in (ahead, ahead + 1)
    by_class = lines_of(browser, by="class")
    assert [row[0] for row in by_class] == ["7А", "7Б", "Итого"]
    assert by_class[0][4:] == [*algebra[4:12], 1] and by_class[2][4:] == [*algebra[4:12], 2]
    assert lines_of(browser, by="subject")[-1] == by_class[-1]
    text = browser.get(PAGE).content.decode()
    assert "Журналов без плана: 2" in text and "не хватит" in text
    for human in (world.teacher, world.secretary, world.mother):
        assert browser_of(human).get(PAGE).status_code == 403


def test_the_count_of_queries_is_fixed(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    counts = []
    for ways in ("class", "course"):
        browser.get(PAGE, {"by": ways})
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(PAGE, {"by": ways}).status_code == 200
        counts.append(len(seen))
        with inside(world.school):
            for course in (world.english, world.other_course):
                course.plan = world.plan
                course.save()
    assert counts[0] == counts[1]
