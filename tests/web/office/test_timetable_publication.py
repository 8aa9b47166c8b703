"""A draft put in force and taken back by a button: what was is again, families are told, what stands on it keeps it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.journal.models import Homework
from parta.journal.queries.content import lessons_with_content
from parta.timetable.models import Lesson, Substitution, TimetableDraft, TimetablePublication, TimetableVersion
from parta.timetable.services.planning import plan_year
from tests.factories.hung import hang
from tests.factories.practice import ACTOR

MAKING, WALL = "/alpha/office/timetable/making/", "/alpha/office/timetable/wall/"
MONDAY = date(2026, 11, 23)
DEPUTY = replace(ACTOR, roles=frozenset({"deputy"}))


@pytest.fixture
def hung(world, frozen):
    hang(world)
    with inside(world.school):
        plan_year(
            year=world.year, start=date(2026, 11, 21), actor=DEPUTY, now=frozen.now, with_content=lessons_with_content
        )
    return world


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:400]
    return " ".join(answer.content.decode().split())


def publish(browser, course, place, to, *, begin=True):
    """Carry a lesson of the week by hand and put that in force from 23 November; give the page of making."""
    if begin:
        browser.post(WALL, {"day": "2026-11-23"})
    asked = dict(re.findall(r'name="(draft|base)" value="(\d+)"', text_of(browser.get(WALL))))
    browser.post(f"{WALL}move/", {**asked, "pick": f"{course.pk}.{place}.any", "to": to})
    asked = dict(re.findall(r'name="(draft|base)" value="(\d+)"', text_of(browser.get(WALL))))
    assert browser.post(f"{MAKING}publication/", {**asked, "day": "2026-11-23"}).status_code == 302
    return text_of(browser.get(MAKING))


def withdraw(browser, page, **more):
    asked = dict(re.findall(r'name="(publication)" value="(\d+)"', page))
    return browser.post(f"{MAKING}withdrawal/", asked, **more)


def lessons(world):
    rows = Lesson.objects.filter(course__year=world.year, date__gte=MONDAY).order_by("pk")
    return list(rows.values_list("pk", "course", "date", "number", "status", "room", "slot__weekday", "slot__number"))


def places(world):
    """Those lessons without their ids: where a week has one lesson less, the last of the year goes and comes anew."""
    return sorted(row[1:] for row in lessons(world))


def cells(version):
    return sorted(version.slots.values_list("course", "weekday", "number", "parity"))


def test_what_was_is_in_force_again_from_the_same_day(hung, browser_of):
    browser, mother, teacher = browser_of(hung.deputy), browser_of(hung.mother), browser_of(hung.teacher)
    assert "Снять это расписание" not in text_of(browser.get(MAKING))
    with inside(hung.school):
        last = Lesson.objects.filter(course=hung.algebra, date__gte=MONDAY).latest("date")
        Homework.objects.create(lesson=last, text="№ 5")
        before, week = lessons(hung), cells(TimetableVersion.objects.get())
    page = publish(browser, hung.algebra, "5.1", "2.2")
    assert "Введено с 23 ноября 2026" in page
    with inside(hung.school):
        assert lessons(hung) != before and TimetableVersion.objects.count() == 2
    assert "вместо пт, 1" in text_of(mother.get("/alpha/diary/"))
    assert "Снятое — снова черновик." in text_of(withdraw(browser, page, follow=True))
    with inside(hung.school):
        version = TimetableVersion.objects.get()
        assert (version.ends_on, cells(version)) == (None, week)
        assert lessons(hung) == before
        draft = TimetableDraft.objects.get()
        assert [hung.algebra.pk, 2, 2, "any"] in [cell[:4] for cell in draft.cells] and len(draft.steps) == 1
        told = Event.objects.get(act="timetable.publication_withdrawn")
        assert told.before == {"starts_on": "2026-11-23", "lessons": 5} and told.person_id
        assert Event.objects.filter(act="timetable.published").count() == 1
    for browsed, address in ((mother, "/alpha/diary/"), (teacher, "/alpha/day/")):
        said = text_of(browsed.get(address))
        assert "Новое расписание с пн, 23 ноября отменено, действует прежнее: 1 изменение" in said
        assert "пт, 1" in said and "вместо вт, 2" in said
    assert withdraw(browser, page).status_code == 404
    assert "Снять это расписание" not in text_of(browser.get(MAKING))


def test_what_stands_on_it_is_named_and_keeps_it(hung, browser_of, frozen):
    browser = browser_of(hung.deputy)
    with inside(hung.school):
        early = Lesson.objects.filter(course=hung.algebra, date=MONDAY).get()
        Substitution.objects.create(lesson=early, kind="cancelled", absent_id=hung.teacher.pk, reason="до введения")
    page = publish(browser, hung.algebra, "5.1", "2.2")

    def refused(*named):
        said = text_of(withdraw(browser, page), 422)
        assert "Снять расписание, введённое с 23 ноября 2026 г., нельзя" in said
        assert all(one in said for one in named), said
        with inside(hung.school):
            assert TimetableVersion.objects.count() == 2

    with inside(hung.school):
        lesson = Lesson.objects.get(course=hung.algebra, date=date(2026, 11, 24))
        Lesson.objects.filter(pk=lesson.pk).update(status="held")
    refused("вт, 24 ноября, 2-й урок, 7А, алгебра: уже проведён")
    with inside(hung.school):
        Lesson.objects.filter(pk=lesson.pk).update(status="planned")
        mine = Substitution.objects.create(
            lesson=lesson, kind="cancelled", absent_id=hung.teacher.pk, reason="больничный"
        )
    refused("алгебра: на нём замена")
    with inside(hung.school):
        mine.delete()
        Lesson.objects.filter(pk=lesson.pk).update(origin_date=date(2026, 11, 25), origin_number=5)
    refused("алгебра: перенесён")
    with inside(hung.school):
        Lesson.objects.filter(pk=lesson.pk).update(origin_date=None, origin_number=None)
    frozen("11-24", "18:00")
    with inside(hung.school):
        wednesday = Lesson.objects.filter(date__lt=date(2026, 11, 24)).update(status="held")
    assert wednesday
    refused("вт, 24 ноября, 2-й урок, 7А, алгебра: уже проведён или начался")
    frozen("11-20")
    with inside(hung.school):
        publication = TimetablePublication.objects.get()
        Lesson.objects.filter(date__gte=MONDAY, date__lt=date(2026, 11, 24)).update(status="planned")
        TimetablePublication.objects.update(seq=publication.seq - 3)
    assert "меняли ещё раз" in text_of(withdraw(browser, page), 422)
    with inside(hung.school):
        TimetablePublication.objects.update(seq=publication.seq)
    assert withdraw(browser, page).status_code == 302
    with inside(hung.school):
        kept = Lesson.objects.get(pk=early.pk)
        assert kept.slot.timetable == TimetableVersion.objects.get() and kept.substitution.reason == "до введения"


def test_a_timetable_rewritten_on_its_own_first_day_gets_its_cells_back(hung, browser_of):
    browser = browser_of(hung.deputy)
    publish(browser, hung.algebra, "5.1", "2.2")
    with inside(hung.school):
        first, before = cells(TimetableVersion.objects.latest("starts_on")), places(hung)
    page = publish(browser, hung.english, "3.2", "4.2")
    with inside(hung.school):
        assert TimetableVersion.objects.count() == 2 and places(hung) != before
    browser.post(WALL, {"day": "2026-11-30"})
    assert "снова черновик" in text_of(withdraw(browser, page, follow=True))  # beside the one begun since
    with inside(hung.school):
        assert cells(TimetableVersion.objects.latest("starts_on")) == first and places(hung) == before
        assert TimetableDraft.objects.filter(year=hung.year).count() == 2


def test_only_who_makes_timetables_takes_them_back(hung, browser_of):
    page = publish(browser_of(hung.deputy), hung.algebra, "5.1", "2.2")
    for who in (hung.director, hung.secretary, hung.teacher, hung.mother):
        assert withdraw(browser_of(who), page).status_code == 403
    with inside(hung.school):
        assert TimetableVersion.objects.count() == 2
