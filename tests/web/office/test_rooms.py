"""A room out of use is offered nowhere and nothing moves; when it takes no lessons; which subjects it is for."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.school.models import Room
from parta.timetable.models import Lesson, RoomHour, TimetableSlot
from parta.timetable.queries.weekly import standing_on
from tests.factories.hung import hang

ROOMS = "/alpha/office/rooms/"
WALL = "/alpha/office/timetable/wall/"


@pytest.fixture
def hung(world, frozen):
    return hang(world)


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:400]
    return " ".join(answer.content.decode().split())


def test_a_room_goes_out_of_use_and_back_and_nothing_moves(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    with inside(world.school):
        room = Room.objects.get()
        before = list(Lesson.objects.order_by("pk").values_list("pk", "room_id", "date"))
        ahead = Lesson.objects.filter(room=room, date__range=("2026-11-23", "2026-11-24")).count()
    page, card = f"{ROOMS}{room.pk}/", {"number": "301", "out_reason": "ремонт"}
    for first, last in (("2026-11-25", "2026-11-24"), ("", "2026-11-24"), ("завтра", "")):
        answer = text_of(browser.post(page, {**card, "out_from": first, "out_to": last}), 422)
        assert "последний день раньше первого" in answer or "Укажите дату" in answer
    answer = browser.post(page, {**card, "out_from": "2026-11-23", "out_to": "2026-11-24"}, follow=True)
    said = text_of(answer)
    assert answer.redirect_chain[-1][0] == f"{page}lessons/" and ahead
    assert "не используется с 23 ноября 2026 г. по 24 ноября 2026 г. (ремонт)" in said and "Перенесите их." in said
    assert said.count("Перенести<") == ahead
    assert "в нём стоят занятия" in text_of(browser.get(ROOMS))
    told = text_of(browser.get("/alpha/office/substitutions/"))
    assert f'<a href="{page}lessons/">каб. 301</a> ({ahead} с 23.11.2026)' in told
    waits = f'<a href="{page}lessons/"><b>{ahead}</b>'
    home = text_of(browser.get("/alpha/office/"))
    assert waits in home and "ближайший срок 23.11.2026" in home
    assert waits not in text_of(browser_of(world.secretary).get("/alpha/office/"))
    assert browser.get(f"{page}lessons/", {"as": "xlsx"}).status_code == 200
    assert "Перенести<" not in text_of(browser_of(world.teacher).get(f"{page}lessons/"))
    assert browser_of(world.mother).get(f"{page}lessons/").status_code == 403
    assert browser.get(f"{ROOMS}{10**9}/lessons/").status_code == 404
    said = text_of(browser.get(page))
    assert "не используется с: 23.11.2026" in said and 'name="out_to" value="2026-11-24"' in said
    with inside(world.school):
        assert list(Lesson.objects.order_by("pk").values_list("pk", "room_id", "date")) == before
        assert Event.objects.get(act="school.room_changed").after["out_from"] == "2026-11-23"
        with pytest.raises(IntegrityError), transaction.atomic():
            Room.objects.update(out_from=None)
    browser.post(page, {**card, "out_reason": ""})
    assert "Занятия с сегодняшнего дня" in text_of(browser.get(f"{page}lessons/"))
    with inside(world.school):
        assert Room.objects.get().out_from is None


def test_a_list_of_what_stands_costs_the_same_with_more(world, frozen, browser_of, django_assert_num_queries):
    with inside(world.school):
        room = Room.objects.get()
        few = Lesson.objects.filter(date__gt="2026-11-20").order_by("pk").values_list("pk", flat=True)[1:]
        Lesson.objects.filter(pk__in=list(few)).update(room=None)
    address, browser = f"{ROOMS}{room.pk}/lessons/", browser_of(world.deputy)
    browser.get(address)
    with django_assert_num_queries(6):
        browser.get(address)
    with inside(world.school):
        Lesson.objects.update(room=room)
    with django_assert_num_queries(6):
        browser.get(address)


def test_the_wall_the_check_and_the_move_know_a_room_out_of_use(hung, browser_of):
    browser = browser_of(hung.deputy)
    with inside(hung.school):
        room = Room.objects.create(number="305", number_key="305", out_from="2026-11-20")
        other = Room.objects.create(number="306", number_key="306", out_from="2026-12-20")
        TimetableSlot.objects.filter(course=hung.english).update(room=room)
        lesson = Lesson.objects.filter(date__gt="2026-11-20").first()
    check = text_of(browser.get("/alpha/office/timetable/check/"))
    assert "Кабинет не используется" in check and "каб. 305" in check and "306" not in check
    browser.post(WALL, {"day": "2026-11-23"})
    picked = f"{hung.algebra.pk}.5.1.any"
    page = text_of(browser.get(WALL, {"side": "class", "id": str(hung.school_class.pk), "pick": picked}))
    choice = page.split('<select name="room">')[1].split("</select>")[0]
    assert f'value="{other.pk}">306' in choice and "305" not in choice
    draft = {"draft": page.split('name="draft" value="')[1].split('"')[0], "base": "1", "pick": picked, "to": "5.1"}
    answer = text_of(browser.post(f"{WALL}move/", {**draft, "room": str(room.pk)}), 422)
    assert "кабинет 305 на 23 ноября 2026 г. не используется" in answer
    asked = {"day": lesson.date.isoformat(), "number": lesson.number or 1, "room": room.pk, "ground": "ремонт"}
    answer = text_of(browser.post(f"/alpha/office/timetable/lessons/{lesson.pk}/move/", asked), 422)
    assert "кабинет 305 не используется с 20 ноября 2026 г." in answer


def test_hours_of_a_room_are_kept_and_warned_of(hung, browser_of):
    browser = browser_of(hung.deputy)
    with inside(hung.school):
        room = Room.objects.get()
    page = f"{ROOMS}{room.pk}/hours/"
    assert "Часы" in text_of(browser.get(ROOMS))
    asked = {"at-3-2": "never", "at-1-1": "rather_not", "at-1-2": "что-то", "at-9-1": "never"}
    assert "Кабинет 301: часы сохранены." in text_of(browser.post(page, asked, follow=True))
    assert "Менять было нечего." in text_of(browser.post(page, asked, follow=True))
    said = text_of(browser.get(page))
    assert said.count("selected") == 2 and 'value="never" selected' in said
    check = text_of(browser.get("/alpha/office/timetable/check/"))
    assert "Кабинет в это время не даётся" in check and "Кабинет в это время лучше не занимать" in check
    wall = text_of(browser.get(WALL, {"side": "class", "id": str(hung.school_class.pk)}))
    assert "кабинет тогда не даётся" in wall and "кабинет тогда лучше не занимать" in wall
    assert browser.get(ROOMS, {"as": "xlsx"}).status_code == 200
    assert browser.get(f"{ROOMS}{10**9}/hours/").status_code == 404
    with inside(hung.school):
        assert set(RoomHour.objects.values_list("weekday", "number", "never")) == {(3, 2, True), (1, 1, False)}
        event = Event.objects.get(act="timetable.room_hours_changed")
        assert (event.before, event.after) == ({}, {"1/1": False, "3/2": True})
    for human in (hung.director, hung.secretary, hung.teacher):
        assert browser_of(human).post(page, asked).status_code == 403


def test_subjects_have_their_rooms(hung, browser_of, django_assert_num_queries):
    browser, page = browser_of(hung.deputy), f"{ROOMS}subjects/"
    with inside(hung.school):
        lab = Room.objects.create(number="305", number_key="305", capacity=1)
        subject = hung.algebra.subject_id
    browser.get(page)
    with django_assert_num_queries(5):
        assert "алгебра" in text_of(browser.get(page)).casefold()
    address = f"{page}{subject}/"
    assert "305" in text_of(browser.get(address))
    assert "Кабинеты записаны" in text_of(browser.post(address, {"room": [lab.pk], "only": "1"}, follow=True))
    assert "Менять было нечего." in text_of(browser.post(address, {"room": [lab.pk], "only": "1"}, follow=True))
    assert browser.post(address, {"room": [10**9], "only": "1"}).status_code == 404
    assert browser.get(f"{page}{10**9}/").status_code == 404
    with django_assert_num_queries(5):
        assert "только здесь" in text_of(browser.get(page))
    assert browser.get(page, {"as": "xlsx"}).status_code == 200
    assert "Кабинет не для этого" in text_of(browser.get("/alpha/office/timetable/check/"))
    with inside(hung.school):
        week = standing_on(date(2026, 11, 23)).week
        assert week.courses[hung.algebra.pk].rooms == {lab.pk} and not week.courses[hung.algebra.pk].liked
    browser.post(address, {"room": [lab.pk], "only": "0"})
    with inside(hung.school):
        course = standing_on(date(2026, 11, 23)).week.courses[hung.algebra.pk]
        assert course.liked == {lab.pk} < course.rooms
        assert Event.objects.filter(act="timetable.subject_rooms_changed").count() == 2
    for human in (hung.director, hung.secretary, hung.teacher):
        assert browser_of(human).get(address).status_code == 403
