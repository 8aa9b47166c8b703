"""The history of rooms, classes, subjects, journals, bells and periods on their own pages; lists found by three letters."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from parta.audit.models import Event
from parta.curriculum.models import TeachingLoad
from parta.curriculum.queries.history import Thing, history_of
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden
from parta.school.models import Room

UTC = ZoneInfo("UTC")


def shown(answer):
    return " ".join(answer.content.decode().split())


def pages(world):
    schedule = world.year.bell_schedules.get().pk
    return {
        "room": f"/alpha/office/rooms/{world.lessons[0].room_id}/",
        "subject": f"/alpha/office/subjects/{world.algebra.subject_id}/",
        "class": f"/alpha/office/classes/{world.school_class.pk}/name/",
        "course": f"/alpha/office/courses/{world.algebra.pk}/",
        "load": f"/alpha/office/load/{world.algebra.pk}/",
        "bells": f"/alpha/office/calendar/bells/{schedule}/",
        "periods": f"/alpha/office/calendar/{world.calendar.pk}/periods/",
    }


def test_a_thing_tells_who_changed_it_from_what_to_what(world, browser_of, frozen):
    browser, where = browser_of(world.deputy), None
    with inside(world.school):
        where = pages(world)
    for path in where.values():
        assert "Изменений ещё не было." in shown(browser.get(path))
    browser.post(where["room"], {"number": "302", "title": "физика", "capacity": "30", "keeper": "Осипова"})
    browser.post(where["room"], {"number": "302", "title": "", "capacity": "30", "keeper": "Осипова"})
    page = shown(browser.get(where["room"]))
    assert "Королёва Алевтина Романовна" in page and "20.11.2026 12:00" in page
    assert "<s>номер: 301, название: нет, мест: нет, отвечает: нет</s> → номер: 302" in page
    assert "<s>название: физика</s> → название: нет" in page
    browser.post(where["subject"], {"name": "алгебра и анализ", "short_name": "алг."})
    assert "<s>название: алгебра, коротко: алгебра</s> → название: алгебра и анализ" in shown(
        browser.get(where["subject"])
    )
    browser.post(where["class"], {"letter": "В"})
    assert "<s>название: 7А</s> → название: 7В" in shown(browser.get(where["class"]))
    with inside(world.school):
        load = TeachingLoad.objects.get(course=world.algebra).pk
    hand = {"load": load, "employee": world.english_teacher.pk, "starts_on": "2026-11-23", "ground": "приказ № 1"}
    browser.post(where["load"], hand)
    for name in ("load", "course"):
        page = shown(browser.get(where[name]))
        assert "Ёлкина Нина Сергеевна: <s>по: нет</s> → по: 22.11.2026" in page
        assert "записано: ведёт: Осипова Наталья Игоревна, с: 23.11.2026" in page and "основание: приказ № 1" in page


def test_the_history_is_read_by_pages_and_its_cost_does_not_grow(world, browser_of, frozen, django_assert_num_queries):
    with inside(world.school):
        room = Room.objects.get()
        path = pages(world)["room"]
    browser = browser_of(world.deputy)

    def rename(count):
        for place in range(count):
            fields = {"number": f"{place}-{count}", "title": "", "capacity": "", "keeper": ""}
            assert browser.post(f"/alpha/office/rooms/{room.pk}/", fields).status_code == 302

    rename(1)
    with django_assert_num_queries(9):
        first = shown(browser.get(path))
    assert first.count("<s>номер") == 1 and "Страницы истории" not in first
    rename(24)
    with django_assert_num_queries(9):
        page = shown(browser.get(path))
    assert page.count("<s>номер") == 20 and "history=2#history" in page
    last = shown(browser.get(f"{path}?history=2"))
    assert last.count("<s>номер") == 5 and '<details class="office-codes mt no-print" id="history" open>' in last
    assert "Раньше ничего не было" in shown(browser.get(f"{path}?history=9999999"))
    assert browser.get(f"{path}?history=x").status_code == 400
    with inside(world.school):
        plan = Event.objects.filter(act="school.room_changed", subject__id=room.pk)
        assert plan.count() == 25


@pytest.mark.parametrize("name", ["room", "subject", "class", "bells", "periods", "course"])
def test_whose_page_it_is_not_sees_no_history(world, browser_of, frozen, name):
    with inside(world.school):
        path = pages(world)[name]
    for human in (world.director, world.teacher, world.mother):
        assert browser_of(human).get(path).status_code == 403


def test_the_director_reads_the_history_of_a_load(world, browser_of, frozen):
    assert "История" in shown(browser_of(world.director).get(f"/alpha/office/load/{world.algebra.pk}/"))


@pytest.mark.parametrize(
    ("path", "typed", "here", "gone"),
    [
        ("classes/", "саф", "7А", "7Б"),
        ("classes/", "7б", "7Б", "7А"),
        ("classes/", "7B", "Ничего не нашлось", "7А"),
        ("rooms/", "301", ">301<", "Ничего не нашлось"),
        ("rooms/", "01", "Ничего не нашлось", ">301<"),
        ("subjects/", "анг", "иностранный язык (английский)", ">алгебра<"),
        ("load/", "алг", "Алгебра", "английский"),
        ("load/", "елк", "Алгебра", "английский"),
        ("load/", "🙂ё", "Такой нагрузки нет", "Алгебра"),
    ],
)
def test_three_letters_find_a_row_and_the_file_has_what_was_found(world, browser_of, frozen, path, typed, here, gone):
    browser = browser_of(world.deputy)
    body = shown(browser.get(f"/alpha/office/{path}", {"q": typed})).split("<main")[1].split("</form>", 1)[1]
    assert here in body and gone not in body
    answer = browser.get(f"/alpha/office/{path}", {"q": typed, "as": "xlsx"})
    assert answer.status_code == 200 and "spreadsheet" in answer["Content-Type"]


def test_the_query_asks_by_itself_whose_it_is(world):
    day = date(2026, 11, 20)
    with inside(world.school):
        for role, things in (("director", {Thing.COURSE}), ("teacher", set()), ("deputy", set(Thing))):
            actor = Actor(1, world.director.pk, "alpha", roles=frozenset({role}), today=day)
            for thing in Thing:
                if thing in things:
                    assert history_of(actor=actor, thing=thing, pk=1, page=1, zone=UTC).rows == ()
                else:
                    with pytest.raises(Forbidden):
                        history_of(actor=actor, thing=thing, pk=1, page=1, zone=UTC)
