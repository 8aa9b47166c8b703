"""The calendar with its bells, and the rooms: what they say, who reads them, what they cost."""

from datetime import timedelta

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.school.models import Calendar, Room, SpecialDay, Vacation
from parta.timetable.models import TimetableSlot, TimetableVersion

CALENDAR, ROOMS = "/alpha/office/calendar/", "/alpha/office/rooms/"


def text_of(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_calendar_shows_terms_rest_and_bells(world, browser_of, frozen):
    with inside(world.school):
        SpecialDay.objects.create(calendar=world.calendar, date="2026-11-04", kind="holiday", note="День единства")
        Vacation.objects.create(
            calendar=world.calendar, title="осенние каникулы", starts_on="2026-10-25", ends_on="2026-11-01"
        )
        other = Calendar.objects.create(year=world.year, title="1 классы", week_days=5)
    page = text_of(browser_of(world.teacher).get(CALENDAR, {"calendar": world.calendar.pk}))
    assert "I четверть" in page and "День единства" in page and "Осенние каникулы" in page
    assert "08:00–08:40" in page and 'class="cal-lessons cal-today">20<' in page and "7А, 7Б" in page
    assert 'class="cal-holiday">4<' in page
    assert "1 классы" in page and browser_of(world.teacher).get(CALENDAR, {"calendar": other.pk}).status_code == 200
    assert browser_of(world.teacher).get(CALENDAR, {"calendar": 10**9}).status_code == 404


def test_rooms_lead_to_their_timetable(world, browser_of):
    with inside(world.school):
        Room.objects.filter(number="301").update(title="Кабинет математики", capacity=30)
        room = Room.objects.get()
        version = TimetableVersion.objects.create(year=world.year, starts_on=world.year.starts_on)
        TimetableSlot.objects.create(timetable=version, course=world.algebra, weekday=1, number=1, room=room)
    page = text_of(browser_of(world.secretary).get(ROOMS))
    assert f"/office/timetable/?room={room.pk}" in page and "Кабинет математики" in page and ">30<" in page
    assert browser_of(world.secretary).get(ROOMS, {"as": "xlsx"}).status_code == 200
    for address in (ROOMS, CALENDAR):
        assert browser_of(world.mother).get(address).status_code == 403


def test_pages_cost_the_same_with_more(world, browser_of, django_assert_num_queries):
    browser = browser_of(world.deputy)
    costs = ((CALENDAR, 16), (ROOMS, 4))
    for page, cost in costs:
        browser.get(page)
        with django_assert_num_queries(cost):
            browser.get(page)
    with inside(world.school):
        for step in range(3):
            Room.objects.create(number=f"2{step}", number_key=f"2{step}")
            day = world.terms[1].starts_on + timedelta(days=step)
            SpecialDay.objects.create(calendar=world.calendar, date=day, kind="day_off")
    for page, cost in costs:
        with django_assert_num_queries(cost):
            browser.get(page)


def test_a_new_room_is_put_on_the_list_once(world, browser_of):
    browser = browser_of(world.deputy)
    assert "Новый кабинет" in text_of(browser.get(ROOMS)) and "Вид" in text_of(browser.get(f"{ROOMS}new/"))
    card = {"number": "спортзал 2", "title": "Малый зал", "kind": "спортзал", "capacity": "40"}
    assert "Кабинет спортзал 2 в списке." in text_of(browser.post(f"{ROOMS}new/", card, follow=True))
    again = browser.post(f"{ROOMS}new/", {**card, "number": "Спортзал 2"})  # a double click
    assert again.status_code == 422 and "уже есть у другого кабинета" in again.text and "Малый зал" in again.text
    assert browser.post(f"{ROOMS}new/", {**card, "number": ""}).status_code == 422
    with inside(world.school):
        room = Room.objects.get(number_key="спортзал 2")
        assert (room.kind, room.capacity) == ("спортзал", 40)
        assert Event.objects.get(act="school.room_changed").after["number"] == "спортзал 2"
    changed = browser.post(f"{ROOMS}{room.pk}/", {**card, "kind": "мастерская"}, follow=True)
    assert "Кабинет исправлен." in text_of(changed)
    assert "мастерская" in text_of(browser.get(f"{ROOMS}{room.pk}/"))
    for human in (world.director, world.secretary, world.teacher):
        assert browser_of(human).get(f"{ROOMS}new/").status_code == 403
        assert browser_of(human).post(f"{ROOMS}new/", {**card, "number": "9"}).status_code == 403


def test_a_room_is_corrected_with_its_event_and_not_named_as_another(world, browser_of):
    with inside(world.school):
        room = Room.objects.get()
        Room.objects.create(number="302а", number_key="302а")
    address, browser = f"{ROOMS}{room.pk}/", browser_of(world.deputy)
    answer = browser.post(address, {"number": "302A"})  # a Latin letter
    assert answer.status_code == 422 and "уже есть у другого кабинета" in answer.content.decode()
    assert browser.post(address, {"number": "303", "capacity": "-4"}).status_code == 422
    assert "Кабинет исправлен." in text_of(browser.post(address, {"number": "303", "capacity": "28"}, follow=True))
    with inside(world.school):
        room.refresh_from_db()
        assert (room.number, room.number_key, room.capacity) == ("303", "303", 28)
        event = Event.objects.get(act="school.room_changed")
        assert (event.before["number"], event.after["number"]) == ("301", "303")
    for human in (world.director, world.secretary, world.teacher):
        assert browser_of(human).post(address, {"number": "1"}).status_code == 403
