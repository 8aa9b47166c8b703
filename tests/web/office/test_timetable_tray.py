"""The tray of the wall: placed, turned, taken off, refused with the reason, put in force; versions, names, history."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.curriculum.models import Course, Subject, TeachingLoad
from parta.installation.schools import inside
from parta.school.models import AcademicYear, Calendar, Room, SchoolClass
from parta.timetable.models import TimetableDraft, TimetableVersion
from tests.factories.hung import hang

WALL, VERSIONS = "/alpha/office/timetable/wall/", "/alpha/office/timetable/versions/"
PUBLICATION = "/alpha/office/timetable/making/publication/"


@pytest.fixture
def hung(world, frozen):
    return hang(world)


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:400]
    return " ".join(answer.content.decode().split())


def seen(page):
    return dict(re.findall(r'name="(draft|base)" value="(\d+)"', page))


def tray(page):
    return page[page.index('data-place="tray"') :].split("</section>")[0]


def spot(page, place):
    return page[page.index(f'data-place="{place}"') :].split("</td>")[0]


def cells(draft=None):
    draft = draft or TimetableDraft.objects.latest("pk")
    return {(course, weekday, number, parity) for course, weekday, number, parity, _ in draft.cells}


def test_the_rest_of_the_load_is_placed_turned_taken_off_and_undone(hung, browser_of):
    browser, of_class = browser_of(hung.deputy), {"side": "class", "id": str(hung.school_class.pk)}
    with inside(hung.school):
        Course.objects.filter(pk=hung.algebra.pk).update(hours_per_week="4.5")
        Room.objects.create(number="309", number_key="309")
    page = text_of(browser.post(f"{WALL}?side=class&id={hung.school_class.pk}", {"day": "2026-11-23"}, follow=True))
    assert "ещё 1,5 в неделю" in tray(page) and "7А · ещё 1,5" in page
    take = {**of_class, "take": hung.algebra.pk}
    page = text_of(browser.get(WALL, take))
    assert "свободный подходящий" in page and "каб. 301" in spot(page, "2.1") and "Сюда" in spot(page, "2.1")
    assert "7А: в это время" in spot(page, "3.2") and "<button" not in spot(page, "3.2")

    asked = {**seen(page), **take, "parity": "any", "to": "3.2"}
    assert "Поставить сюда нельзя: 7А: в это время" in text_of(browser.post(f"{WALL}place/", asked), 422)
    asked |= {"to": "2.1"}
    page = text_of(browser.post(f"{WALL}place/", asked, follow=True))
    assert "Поставлено: вт, 1-й." in page and "ещё раз в две недели" in tray(page)
    asked = {**seen(page), **take, "parity": "any", "to": "2.2"}
    assert "часы по нагрузке уже все стоят" in text_of(browser.post(f"{WALL}place/", asked), 422)
    assert 'value="any"' not in text_of(browser.get(WALL, take))  # half a lesson is left: every other week
    page = text_of(browser.post(f"{WALL}place/", {**asked, "parity": "even"}, follow=True))
    assert "знаменатель" in spot(page, "2.2") and "Всё по нагрузке расставлено." in tray(page)

    even = {**of_class, "pick": f"{hung.algebra.pk}.2.2.even"}
    assert "Свободны в это время" in text_of(browser.get(WALL, even))
    more = browser.post(f"{WALL}turn/", {**seen(page), **even, "parity": "any"})
    assert "часы по нагрузке уже все стоят" in text_of(more, 422)
    page = text_of(browser.post(f"{WALL}turn/", {**seen(page), **even, "parity": "odd"}, follow=True))
    assert "вт, 2-й: числитель." in page
    page = text_of(
        browser.post(f"{WALL}off/", {**seen(page), **of_class, "pick": f"{hung.english.pk}.3.2.any"}, follow=True)
    )
    assert "Снято с сетки: ср, 2-й." in page and "ещё 1 в неделю" in tray(page)
    page = text_of(browser.post(f"{WALL}undo/", {**seen(page), **of_class}, follow=True))
    with inside(hung.school):
        assert cells() >= {
            (hung.algebra.pk, 2, 2, "odd"),
            (hung.algebra.pk, 2, 1, "any"),
            (hung.english.pk, 3, 2, "any"),
        }
        told = list(Event.objects.filter(act="timetable.draft_changed").order_by("-seq")[:2])
        assert told[1].before["number"] == 2 and told[1].after is None and told[0].before is None
    history = page[page.index('id="history"') :]
    assert history.count("<li>") == 6 and "записано: вт, 1-й, каб. 301" in history
    assert "<s>вт, 2-й, знаменатель, каб. 301</s> → вт, 2-й, числитель, каб. 301" in history


def test_a_lesson_is_taken_off_in_force_only_when_that_is_meant(hung, browser_of):
    browser = browser_of(hung.deputy)
    page = text_of(browser.post(WALL, {"day": "2026-11-23", "title": "С ноября"}, follow=True))
    off = {**seen(page), "pick": f"{hung.english.pk}.3.2.any"}
    page = text_of(browser.post(f"{WALL}off/", off, follow=True))
    assert "часы не сходятся у 1 журнала, так и задумано" in page
    asked = {**seen(page), "day": "2026-11-23"}
    assert "часы не сходятся с нагрузкой у журналов: 1" in text_of(browser.post(PUBLICATION, asked), 422)
    assert browser.post(PUBLICATION, {**asked, "differing": "1"}).status_code == 302
    with inside(hung.school):
        new = TimetableVersion.objects.latest("starts_on")
        assert new.title == "С ноября" and not new.slots.filter(course=hung.english).exists()
    page = text_of(browser.get(VERSIONS))
    assert "С ноября" in page and "с 23 ноября 2026" in page and "Снять" in page
    assert "введено в действие" in page and "Иностранный язык (английский), 7А" in page


def test_the_first_timetable_is_begun_with_nothing_placed(hung, browser_of):
    browser = browser_of(hung.deputy)
    with inside(hung.school):
        TimetableVersion.objects.all().delete()
    assert "Начать первый черновик" in text_of(browser.get(WALL))
    assert "нет ни нагрузки" in text_of(browser.post(WALL, {"day": "2026-11-23"}), 422)
    page = text_of(browser.post(WALL, {"day": "2026-11-23", "source": "nothing"}, follow=True))
    assert "Всего не расставлено: 5 в неделю." in page
    take = {**seen(page), "take": hung.english.pk, "parity": "any", "to": "3.2"}
    page = text_of(browser.post(f"{WALL}place/", take, follow=True))
    assert "Кабинет не выбран" in page and "Всего не расставлено: 4 в неделю." in page
    assert browser.post(PUBLICATION, {**seen(page), "day": "2026-11-23"}).status_code == 302
    with inside(hung.school):
        slots = TimetableVersion.objects.get().slots.values_list("course", "weekday", "number")
        assert list(slots) == [(hung.english.pk, 3, 2)]


def test_several_drafts_are_begun_from_anything_named_and_thrown_away(hung, browser_of, django_assert_num_queries):
    browser = browser_of(hung.deputy)
    text_of(browser.get(VERSIONS))
    with inside(hung.school):
        version = TimetableVersion.objects.get()
    browser.post(WALL, {"day": "2026-11-23", "source": f"version.{version.pk}", "title": "Первый"})
    browser.get(VERSIONS)
    with CaptureQueriesContext(connection) as one:
        browser.get(VERSIONS)
    counted = len(one)
    with inside(hung.school):
        first = TimetableDraft.objects.get()
    browser.post(WALL, {"day": "2026-11-24", "source": f"draft.{first.pk}"})
    browser.post(WALL, {"day": "2026-11-25", "source": "nothing"})
    with django_assert_num_queries(counted):
        page = text_of(browser.get(VERSIONS))
    assert page.count("Сравнить и ввести") == 3 and "Первый" in page and "Черновик от 20.11.2026" in page
    with inside(hung.school):
        assert [len(draft.cells) for draft in TimetableDraft.objects.order_by("pk")] == [5, 5, 0]
    page = text_of(browser.post(f"{VERSIONS}name/", {"draft": first.pk, "title": " Второе  полугодие "}, follow=True))
    assert "Черновик называется «Второе полугодие»." in page and "<s>Первый</s> → Второе полугодие" in page
    assert "«Второе полугодие». Черновик с 23 ноября" in text_of(browser.get(WALL, {"draft": first.pk}))
    assert "Начать правку" in text_of(browser.get(WALL, {"draft": "in-force"}))
    gone = {"draft": first.pk, "base": 1}
    assert "Черновик убран" in text_of(browser.post("/alpha/office/timetable/making/removal/", gone, follow=True))
    assert browser.get(WALL, {"draft": first.pk}).status_code == 404
    for bad in ("version.999999", "draft.999999"):
        assert browser.post(WALL, {"day": "2026-11-23", "source": bad}).status_code == 404
    assert browser.get(VERSIONS, {"as": "xlsx"}).status_code == 200


def last_year(hung):
    """Hang what was taught a year before: 6А became 7А, 9А went nowhere, a club of 6А was closed, one was by hours."""
    year = AcademicYear.objects.create(title="2025/26", starts_on="2025-09-01", ends_on="2026-08-31")
    calendar = Calendar.objects.create(year=year, title="5–9 классы", week_days=5)
    classes = [
        SchoolClass.objects.create(
            year=year, calendar=calendar, name=name, name_key=name.lower(), grade_level=int(name[0]), letter="А"
        )
        for name in ("6А", "9А")
    ]
    club = Subject.objects.create(name="Шахматы", name_key="шахматы")
    algebra, music = (
        Course.objects.create(year=year, subject=one, school_class=classes[0], calendar=calendar, hours_per_week=4)
        for one in (hung.algebra.subject, club)
    )
    gone = Course.objects.create(year=year, subject=club, school_class=classes[1], calendar=calendar, hours_per_week=1)
    version = TimetableVersion.objects.create(year=year, starts_on=year.starts_on, title="Осень")
    TeachingLoad.objects.create(course=algebra, employee_id=hung.english_teacher.pk, starts_on=year.starts_on)
    for course, day, number in (
        (algebra, 1, 2), (algebra, 2, 1), (algebra, 3, 2), (algebra, 4, 1), (music, 5, 1), (gone, 5, 2)
    ):  # fmt: skip
        version.slots.create(course=course, weekday=day, number=number, room_id=hung.lessons[0].room_id)
    version.slots.create(course=algebra, weekday=5, starts_at="15:00", ends_at="15:40")
    return version


def test_a_draft_is_begun_from_last_years_timetable(hung, browser_of):
    browser = browser_of(hung.deputy)
    with inside(hung.school):
        version = last_year(hung)
    page = text_of(browser.get(VERSIONS))
    assert f'2025/2026 учебный год"><option value="version.{version.pk}">Осень</option></optgroup>' in page
    asked = {"day": "2026-11-23", "source": f"version.{version.pk}"}
    page = text_of(browser.post(WALL, asked, follow=True))
    assert (
        "Перенесено строк: 3, из них с другим учителем: 3. Не перенесено строк: 4 (класс не пошёл дальше — 1;"
        " журнала теперь нет — 1; часов в нагрузке меньше — 1; со своим временем, не по звонкам — 1)."
    ) in page
    assert "из другой версии, строк: 3, не перенесено: 4" in page and "7Б · ещё 1" in page
    with inside(hung.school):
        assert cells() == {(hung.algebra.pk, day, number, "any") for day, number in ((1, 2), (2, 1), (3, 2))}
        told = Event.objects.filter(act="timetable.draft_changed").latest("seq").after
    assert (told["from"], told["left"]) == ("version", 4)
    with inside(hung.school):
        later = AcademicYear.objects.create(title="2027/28", starts_on="2027-09-01", ends_on="2028-08-31")
        version = TimetableVersion.objects.create(year=later, starts_on=later.starts_on)
    assert browser.post(WALL, {**asked, "source": f"version.{version.pk}"}).status_code == 404


def test_lessons_of_closed_journals_are_taken_off_a_draft(hung, browser_of):
    browser = browser_of(hung.deputy)
    browser.post(WALL, {"day": "2026-11-23"})
    with inside(hung.school):
        Course.objects.filter(pk=hung.english.pk).update(ends_on="2026-11-22")
    page = text_of(browser.get(WALL))
    assert "журналов, которых больше нет: 1" in page
    assert "изменились нагрузка" in text_of(browser.post(PUBLICATION, {**seen(page), "day": "2026-11-23"}), 422)
    page = text_of(browser.post(f"{WALL}gone/", seen(page), follow=True))
    assert "Строки закрытых журналов убраны" in page and "больше нет" not in page
    assert browser.post(PUBLICATION, {**seen(page), "day": "2026-11-23"}).status_code == 302


def test_the_tray_costs_the_same_and_bad_input_is_refused(hung, browser_of, django_assert_num_queries):
    browser = browser_of(hung.deputy)
    page = text_of(browser.post(WALL, {"day": "2026-11-23", "source": "nothing"}, follow=True))
    browser.get(WALL)
    with CaptureQueriesContext(connection) as plain:
        browser.get(WALL)
    with django_assert_num_queries(len(plain)):
        assert "wall-free" in text_of(browser.get(WALL, {"take": hung.algebra.pk, "parity": "odd"}))
    with django_assert_num_queries(len(plain)):
        teacher = {"side": "teacher", "id": hung.english_teacher.pk}
        assert "английский" in tray(text_of(browser.get(WALL, teacher)))
    assert "wall-free" not in text_of(browser.get(WALL, {"take": "999999"}))
    placed = {**seen(page), "take": hung.algebra.pk, "parity": "any", "to": "1.1"}
    for bad, status in (
        ({"to": "8.1"}, 400), ({"take": "x"}, 400), ({"parity": "x"}, 400), ({"take": "999999"}, 404),
        ({"room": "999"}, 404), ({"base": "7"}, 422), ({"draft": "999999"}, 404), ({"to": "7.1"}, 422),
    ):  # fmt: skip
        assert browser.post(f"{WALL}place/", {**placed, **bad}).status_code == status, bad
    for end in ("off/", "turn/"):
        assert browser.post(f"{WALL}{end}", {**placed, "pick": f"{hung.algebra.pk}.1.1.any"}).status_code == 404
    for who in (hung.director, hung.teacher, hung.secretary, hung.mother):
        stranger = browser_of(who)
        assert stranger.get(VERSIONS).status_code == 403
        ends = ("wall/place/", "wall/off/", "wall/turn/", "wall/gone/", "versions/name/")
        assert {stranger.post(f"/alpha/office/timetable/{end}", placed).status_code for end in ends} == {403}


def test_a_joint_lesson_is_placed_turned_and_taken_off_whole(hung, browser_of):
    browser, both = browser_of(hung.deputy), (hung.algebra.pk, hung.other_course.pk)
    with inside(hung.school):
        Course.objects.filter(pk=hung.other_course.pk).update(joint=hung.algebra.pk)
        Course.objects.filter(pk=hung.algebra.pk).update(joint=hung.algebra.pk)
        TeachingLoad.objects.filter(course=hung.other_course).update(employee=hung.teacher.pk)
    page = text_of(browser.post(WALL, {"day": "2026-11-23", "source": "nothing"}, follow=True))
    asked = {**seen(page), "take": hung.algebra.pk, "parity": "any", "to": "2.1"}
    page = text_of(browser.post(f"{WALL}place/", asked, follow=True))
    with inside(hung.school):
        assert cells() == {(pk, 2, 1, "any") for pk in both}
    asked = {**seen(page), "pick": f"{hung.other_course.pk}.2.1.any"}
    page = text_of(browser.post(f"{WALL}turn/", {**asked, "parity": "odd"}, follow=True))
    with inside(hung.school):
        assert cells() == {(pk, 2, 1, "odd") for pk in both}
    text_of(browser.post(f"{WALL}off/", {**seen(page), "pick": f"{hung.algebra.pk}.2.1.odd"}, follow=True))
    with inside(hung.school):
        assert cells() == set()
