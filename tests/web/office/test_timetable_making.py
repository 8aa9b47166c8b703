"""A timetable made by the machine on pages: wishes, the search as a job, the draft beside what is in force, its day."""

import re
import sys
from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import Course
from parta.installation.schools import inside
from parta.jobs.models import Job
from parta.journal.models import Homework
from parta.school.models import AcademicYear
from parta.timetable.models import Lesson, TeacherWish, TimetableDraft, TimetableSlot, TimetableVersion
from tests.factories.hung import hang
from tests.factories.jobs import work

pytest.importorskip("ortools", reason="the extra `timetable` is not installed")
PAGE = "/alpha/office/timetable/making/"


@pytest.fixture
def hung(world, frozen):
    return hang(world)


def text_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def seen(page):
    """Give what the forms of the page say of the draft that it shows."""
    return dict(re.findall(r'name="(draft|base)" value="(\d+)"', page))


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
    by_class, by_teacher = page[page.index("По классам") :].split("По учителям")[:2]
    assert re.search(r"7[АБ]</th><td>[^<]*: (пн|вт|ср|чт|пт), \d(, каб. 301)? вместо (пн|ср), \d", by_class)
    assert re.search(r"7[АБ]\. [^<]* вместо ", by_teacher)
    publish, shown = f"{PAGE}publication/", seen(page)
    for day in ("2026-11-20", "2026-08-31"):
        text = text_of(browser.post(publish, {"day": day, **shown}), 422)
        assert "прошедшие и сегодняшние уроки не переставляют" in text
    assert "Укажите день" in text_of(browser.post(publish, {"day": "завтра", **shown}), 422)
    assert "его изменили или составили заново" in text_of(
        browser.post(publish, {"day": "2026-11-23", **shown, "base": "9"}), 422
    )
    with inside(hung.school):
        years = {"starts_on": "2027-09-01", "ends_on": "2028-08-31"}
        TimetableDraft.objects.create(
            year=AcademicYear.objects.create(**years), starts_on="2027-09-01", repaired=False, stopped=False, seconds=1,
            cells=[], made_at="2026-11-20T09:00Z", person_id=1,
        )  # fmt: skip
    with inside(hung.school):
        draft = TimetableDraft.objects.get(year=hung.year)
        gone = [*draft.cells, [10**9, 1, 7, "any", None]]
        TimetableDraft.objects.filter(pk=draft.pk).update(cells=gone)
        own = TimetableSlot.objects.create(
            timetable=TimetableVersion.objects.get(), course=hung.english, weekday=6, starts_at="15:00", ends_at="15:40"
        )
    assert "изменились нагрузка" in text_of(browser.post(publish, {"day": "2026-11-23", **shown}), 422)
    with inside(hung.school):
        own.delete()
        draft.save()
        later = Lesson.objects.filter(course=hung.algebra, date__gte="2026-11-23").order_by("date").first()
        Homework.objects.create(lesson=later, text="№ 5")
        assert TimetableVersion.objects.count() == 1
    page = text_of(browser.post(publish, {"day": "2026-11-23", **shown}, follow=True))
    assert "Расписание действует с 23 ноября 2026 г." in page
    with inside(hung.school):
        old, new = TimetableVersion.objects.order_by("starts_on")
        assert (old.ends_on, new.starts_on) == (date(2026, 11, 22), date(2026, 11, 23))
        places = list(new.slots.values_list("weekday", "number", "room_id"))
        assert len(places) == len(set(places)) == 5 and TimetableDraft.objects.get().year_id != hung.year.pk
        assert Lesson.objects.filter(course=hung.algebra, date__lt="2026-11-20").count() == 5
        wanted = set(new.slots.filter(course=hung.other_course).values_list("weekday", "number"))
        held = Lesson.objects.filter(course=hung.other_course, date__gte="2026-11-23")
        assert held.exists() and {(one.date.isoweekday(), one.number) for one in held} == wanted
        assert Homework.objects.get().lesson.slot.timetable_id == new.pk
        acts = set(Event.objects.values_list("act", flat=True))
        assert {"timetable.changed", "timetable.lessons_planned", "timetable.wishes_changed"} <= acts
    assert browser.post(publish, {"day": "2026-11-24", **shown}).status_code == 404


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
    assert "<code>make timetable</code>" in text_of(browser.get(PAGE))
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
    shown = seen(page)
    stale = browser.post(f"{PAGE}removal/", {**shown, "base": "7"})
    assert stale.status_code == 422 and "Черновик убран" in text_of(browser.post(f"{PAGE}removal/", shown, follow=True))
    with inside(hung.school):
        assert not TimetableDraft.objects.exists()


def test_the_machine_draws_beside_what_was_changed_by_hand(hung, browser_of):
    browser = browser_of(hung.deputy)
    ask(browser)
    browser.post("/alpha/office/timetable/wall/", {"day": "2026-11-23"})
    with inside(hung.school):
        begun = TimetableDraft.objects.get()
        assert work() == 1
        kept, drawn = TimetableDraft.objects.order_by("pk")
        assert (kept.made_at, kept.version, kept.cells) == (begun.made_at, 1, begun.cells)
        assert Job.objects.get().report["draft"] == drawn.pk and drawn.seconds is not None
        told = Event.objects.filter(act="timetable.draft_changed").latest("seq")
        assert told.subject == {"kind": "draft", "id": drawn.pk} and told.after["lessons"] == 5
    assert "Меняется руками" in text_of(browser.get(PAGE, {"draft": kept.pk}))
    assert browser.get(PAGE, {"draft": "999999"}).status_code == 404


def test_only_who_keeps_the_load_makes_timetables(hung, browser_of):
    for who in (hung.director, hung.secretary, hung.teacher, hung.mother):
        browser = browser_of(who)
        assert browser.get(PAGE).status_code == 403
        assert {
            browser.post(f"{PAGE}{end}", {"draft": 1, "base": 1}).status_code
            for end in ("", "publication/", "removal/")
        } == {403}
        assert browser.post(f"/alpha/office/timetable/wishes/{hung.teacher.pk}/").status_code == 403
    assert browser_of(hung.deputy).get(f"/alpha/office/timetable/wishes/{hung.pupils[0].pk}/").status_code == 404
