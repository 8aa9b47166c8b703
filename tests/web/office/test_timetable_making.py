"""A timetable made by the machine on pages: wishes, the search as a job, the draft beside what is in force, its day."""

import sys
from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import Course
from parta.installation.schools import inside
from parta.jobs.models import Job
from parta.journal.models import Homework
from parta.timetable.models import Lesson, TeacherWish, TimetableDraft, TimetableSlot, TimetableVersion
from tests.factories.jobs import work

pytest.importorskip("ortools", reason="the extra `timetable` is not installed")
PAGE = "/alpha/office/timetable/making/"


@pytest.fixture
def hung(world, frozen):
    """Algebra and English of 7А and algebra of 7Б: two of them want one room at once; lessons follow it on dates."""
    with inside(world.school):
        Course.objects.filter(pk=world.algebra.pk).update(hours_per_week=3)
        Course.objects.exclude(pk=world.algebra.pk).update(hours_per_week=1)
        version = TimetableVersion.objects.create(year=world.year, starts_on=world.year.starts_on)
        for course, who, day, number in (
            (world.algebra, world.teacher, 1, 1),
            (world.algebra, world.teacher, 3, 1),
            (world.algebra, world.teacher, 5, 1),
            (world.english, world.english_teacher, 3, 2),
            (world.other_course, world.english_teacher, 1, 1),
        ):
            slot = TimetableSlot.objects.create(
                timetable=version, course=course, weekday=day, number=number, employee_id=who.pk,
                room_id=world.lessons[0].room_id,
            )  # fmt: skip
            Lesson.objects.filter(course=course, date__iso_week_day=day).update(slot=slot)
        Lesson.objects.filter(date__lt="2026-11-20").update(status="held")
    return world


def text_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def ask(browser, way="repair", **more):
    return browser.post(PAGE, {"day": "2026-11-23", "way": way, "minutes": "2", **more})


def test_from_wishes_to_a_timetable_in_force(hung, browser_of):
    browser = browser_of(hung.deputy)
    page = text_of(browser.get(PAGE))
    assert "Составить расписание" in page and "Осипова Наталья Игоревна" in page and "Черновик" not in page
    wishes = f"/alpha/office/timetable/wishes/{hung.english_teacher.pk}/"
    assert "лучше не надо" in text_of(browser.get(wishes))
    answer = browser.post(
        wishes, {"at-2-1": "never", "at-5-1": "rather_not", "at-9-9": "never", "at-1-1": "x"}, follow=True
    )
    assert "Пожелания сохранены: Осипова Наталья Игоревна." in text_of(answer) and "2 часа" in text_of(answer)
    assert ask(browser).status_code == 302
    assert "ждёт очереди" in text_of(browser.get(PAGE)).lower()
    steps = []
    with inside(hung.school):
        assert set(TeacherWish.objects.values_list("weekday", "number", "never")) == {(2, 1, True), (5, 1, False)}
        assert work(at_step=steps.append) == 1
        job = Job.objects.get()
        assert (job.state, job.report) == ("done", {"draft": TimetableDraft.objects.get().pk, "stopped": False}), (
            job.problem
        )
    page = text_of(browser.get(PAGE))
    assert "Исправлено действующее с наименьшим числом перестановок" in page
    assert "Что переставлено: 1 урок в неделю" in page and "Ввести в действие" in page
    publish = f"{PAGE}publication/"
    assert "прошедшие и сегодняшние уроки не переставляют" in text_of(browser.post(publish, {"day": "2026-11-20"}), 422)
    assert "Укажите день" in text_of(browser.post(publish, {"day": "завтра"}), 422)
    with inside(hung.school):
        later = Lesson.objects.filter(course=hung.algebra, date__gte="2026-11-23").order_by("date").first()
        Homework.objects.create(lesson=later, text="№ 5")
        assert TimetableVersion.objects.count() == 1
    page = text_of(browser.post(publish, {"day": "2026-11-23"}, follow=True))
    assert "Расписание действует с 23 ноября 2026 г." in page
    with inside(hung.school):
        old, new = TimetableVersion.objects.order_by("starts_on")
        assert (old.ends_on, new.starts_on) == (date(2026, 11, 22), date(2026, 11, 23))
        places = list(new.slots.values_list("weekday", "number", "room_id"))
        assert len(places) == len(set(places)) == 5 and not TimetableDraft.objects.exists()
        assert Lesson.objects.filter(course=hung.algebra, date__lt="2026-11-20").count() == 5
        wanted = set(new.slots.filter(course=hung.other_course).values_list("weekday", "number"))
        held = Lesson.objects.filter(course=hung.other_course, date__gte="2026-11-23")
        assert held.exists() and {(one.date.isoweekday(), one.number) for one in held} == wanted
        assert Homework.objects.get().lesson.slot.timetable_id == new.pk
        acts = set(Event.objects.values_list("act", flat=True))
        assert {"timetable.changed", "timetable.lessons_planned", "timetable.wishes_changed"} <= acts
    assert browser.post(publish, {"day": "2026-11-24"}).status_code == 404


def test_what_is_in_the_way_is_said_before_and_after(hung, browser_of, monkeypatch):
    browser = browser_of(hung.deputy)
    with inside(hung.school):
        Course.objects.filter(pk=hung.other_course.pk).update(hours_per_week=60)
    page = text_of(browser.get(PAGE))
    assert "Так расписания не составить" in page and "алгебра, 7Б: уроков 60, а мест, когда могут все учителя," in page
    assert ask(browser, "scratch").status_code == 302
    with inside(hung.school):
        assert work() == 1
    assert "Расписания нет: при такой нагрузке" in text_of(browser.get(PAGE))
    assert "Укажите день" in text_of(ask(browser, day="31.12"), 422) and text_of(ask(browser, way="x"), 422)
    monkeypatch.setitem(sys.modules, "ortools", None)
    assert "pip install &#34;parta[timetable]&#34;" in text_of(browser.get(PAGE))
    assert "нет программы OR-Tools" in text_of(ask(browser), 422)


def test_a_stop_keeps_the_best_and_a_draft_is_dropped(hung, browser_of):
    browser = browser_of(hung.admin)
    ask(browser, "scratch")

    def stop(words):
        if words.startswith("Лучшее"):
            Job.objects.update(stop_asked_at="2026-11-20T09:00:00Z")

    with inside(hung.school):
        assert work(at_step=stop) == 1
        assert Job.objects.get().state == "done"
    page = text_of(browser.get(PAGE))
    assert "Составлено заново" in page and "Убрать черновик" in page
    assert "Черновик убран" in text_of(browser.post(f"{PAGE}removal/", follow=True))
    with inside(hung.school):
        assert not TimetableDraft.objects.exists()


def test_only_who_keeps_the_load_makes_timetables(hung, browser_of):
    for who in (hung.director, hung.secretary, hung.teacher, hung.mother):
        browser = browser_of(who)
        assert browser.get(PAGE).status_code == 403
        assert {browser.post(f"{PAGE}{end}").status_code for end in ("", "publication/", "removal/")} == {403}
        assert browser.post(f"/alpha/office/timetable/wishes/{hung.teacher.pk}/").status_code == 403
    assert browser_of(hung.deputy).get(f"/alpha/office/timetable/wishes/{hung.pupils[0].pk}/").status_code == 404
