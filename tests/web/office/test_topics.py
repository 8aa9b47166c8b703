"""Topics beside the plan: the tab of control, the journal's own list, the quiet line at a lesson."""

from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.installation.schools import inside
from parta.journal.models import LessonEntry
from tests.journal.services.conftest import Desk, moment, topic_operation

PAGE = "/alpha/office/control/topics/"


def write(world, *topics):
    """Write topics at the lessons of algebra in order; with a number, as taken from that line of the plan."""
    with inside(world.school):
        for lesson, (text, number) in zip(world.lessons, topics, strict=False):
            line = world.plan.lines.get(number=number) if number else None
            LessonEntry.objects.create(lesson=lesson, topic=text, plan_line=line)


def rows_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_heads_see_departures_and_go_down_to_both_texts(world, frozen, browser_of):
    write(world, ("Тема 1", 1), ("Вторая тема на примерах", 2), ("Праздник", None), ("Тема 4", 4))
    browser = browser_of(world.deputy)
    text = browser.get(PAGE).content.decode()
    assert f"/alpha/journal/{world.algebra.pk}/topics/?departing=1" in text
    assert "№ 3 «Тема 3»" in text
    assert "Журналов без плана: 2" in text
    row = next(row for row in rows_of(browser.get(PAGE, {"as": "xlsx"})) if row[0] == "7А")
    assert row[4:] == [10.0, 6.0, 0.0, 2.0, 1.0, 1.0, "№ 3 «Тема 3»"]
    page = browser.get(f"/alpha/journal/{world.algebra.pk}/topics/?departing=1").content.decode()
    for words in (
        "Вторая тема на примерах",
        "№ 2 «Тема 2»",
        "своими словами",
        "Праздник",
        "вне плана",
        "до неё не дано",
    ):
        assert words in page
    assert "так же" in page
    for human in (world.teacher, world.homeroom, world.secretary, world.mother):
        assert browser_of(human).get(PAGE).status_code == 403


def test_by_the_plan_means_silence_and_all_shows_it(world, frozen, browser_of):
    write(world, ("тема 1.", None), ("ТЕМА 2", None))
    browser = browser_of(world.deputy)
    assert "Расхождений с планом нет" in browser.get(PAGE).content.decode()
    assert "вровень с планом" in browser.get(PAGE, {"all": "1"}).content.decode()
    assert (
        "Все записанные темы — из плана"
        in browser.get(f"/alpha/journal/{world.algebra.pk}/topics/?departing=1").content.decode()
    )


def test_the_list_says_who_wrote_a_topic_and_when(world, frozen, browser_of):
    frozen("11-09", "08:20")
    with inside(world.school):
        wanted = topic_operation(world.lessons[0], "Праздник")
        Desk(world).send(world.teacher, world.algebra, wanted, now=moment("11-09", "08:20"))
    frozen("11-09", "09:00")
    browser = browser_of(world.teacher)
    page = browser.get(f"/alpha/journal/{world.algebra.pk}/topics/").content.decode()
    assert "Ёлкина Нина Сергеевна" in page
    assert "09.11.2026" in page
    lines = rows_of(browser.get(f"/alpha/journal/{world.algebra.pk}/topics/", {"as": "xlsx"}))
    assert any("вне плана" in row and "Праздник" in row for row in lines)
    assert (
        "Плана нет"
        in browser_of(world.english_teacher).get(f"/alpha/journal/{world.english.pk}/topics/").content.decode()
    )


def test_a_lesson_says_quietly_what_the_plan_has_and_gives_its_words(world, frozen, browser_of):
    write(world, ("Тема 1", 1), ("Праздник", None))
    browser, address = browser_of(world.teacher), f"/alpha/lessons/{world.lessons[1].pk}/"
    frozen("11-11", "12:00")
    text = browser.get(address).content.decode()
    assert "Такой темы в плане нет. По плану: № 2 «Тема 2». Журнал отстаёт от плана на 1 час." in text
    with inside(world.school):
        line = world.plan.lines.get(number=2)
    browser.post(address, {"action": f"plan-{line.pk}"})
    assert "По плану: № 2." in browser.get(address).content.decode()
    browser.post(address, {"topic": "Вторая тема на примерах"})
    assert "Записано своими словами, по плану: № 2 «Тема 2»." in browser.get(address).content.decode()


def test_the_count_of_queries_is_fixed(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    browser.get(PAGE)
    counts = []
    for topics in ((("Праздник", None),), (("Праздник", None), ("Тема 4", 4), ("Своё", 5))):
        with inside(world.school):
            LessonEntry.objects.all().delete()
            for course in (world.english, world.other_course)[: len(topics) - 1]:
                course.plan = world.plan
                course.save()
        write(world, *topics)
        for address in (PAGE, f"/alpha/journal/{world.algebra.pk}/topics/", f"/alpha/lessons/{world.lessons[0].pk}/"):
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:3] == counts[3:]
