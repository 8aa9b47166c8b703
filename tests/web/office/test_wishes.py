"""Teachers ask for wishes on the days named for it; accepted ones are the solver's, declined ones have an answer."""

import re

import pytest
from django.db import IntegrityError, transaction

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.timetable.models import TeacherWish, WishRequest
from parta.timetable.queries.weekly import standing_on
from parta.timetable.rules.week import Wish
from tests.factories.hung import hang
from tests.factories.small_school import TODAY

OWN, OFFICE = "/alpha/day/wishes/", "/alpha/office/timetable/wishes/"


@pytest.fixture
def hung(world, frozen):
    return hang(world)


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:400]
    return " ".join(answer.content.decode().split())


def waiting(page):
    return re.search(r'requests/(\d+)/".*?name="asked_at" value="([^"]+)"', page).groups()


def test_from_a_window_to_what_the_solver_keeps(hung, frozen, browser_of):
    teacher, deputy = browser_of(hung.teacher), browser_of(hung.deputy)
    asked = {"day-2": "never", "at-5-1": "rather_not", "at-2-1": "rather_not", "words": "методический день"}
    assert "ещё не назначил" in text_of(teacher.get(OWN))
    assert "Послать пожелания сейчас нельзя" in text_of(teacher.post(OWN, asked), 422)
    window = f"{OFFICE}window/"
    assert "Укажите первый" in text_of(deputy.post(window, {"starts_on": "2026-11-20"}), 422)
    for first, last in (("2026-11-23", "2026-11-22"), ("2026-11-01", "2026-11-19")):
        answer = deputy.post(window, {"starts_on": first, "ends_on": last})
        assert "раньше первого или уже прошёл" in text_of(answer, 422)
    deputy.post(window, {"starts_on": "2026-11-23", "ends_on": "2026-11-25"})
    assert "принимают с 23 ноября" in text_of(teacher.get(OWN))
    assert teacher.post(OWN, asked).status_code == 422
    deputy.post(window, {"starts_on": "2026-11-20", "ends_on": "2026-11-25"})
    assert "Послать завучу" in text_of(teacher.get(OWN))
    assert "ждёт решения" in text_of(teacher.post(OWN, asked, follow=True))
    page = text_of(deputy.get(OFFICE))
    assert "вт: весь день — не может" in page and "пт: 1 — лучше не надо" in page and "методический день" in page
    assert "1 пожелание учителя к расписанию" in text_of(deputy.get("/alpha/office/")).replace("</b>", "")
    ident, moment = waiting(page)
    decide = f"{OFFICE}requests/{ident}/"
    assert "не сказано почему" in text_of(deputy.post(decide, {"act": "decline", "asked_at": moment}), 422)
    frozen("11-20", "13:00")
    teacher.post(OWN, {"at-1-1": "never"})  # thought better of it
    assert deputy.post(decide, {"act": "accept", "asked_at": moment}).status_code == 404
    assert deputy.post(decide, {"act": "accept", "asked_at": "вчера"}).status_code == 400
    ident, moment = waiting(text_of(deputy.get(OFFICE)))
    said = text_of(deputy.post(decide, {"act": "accept", "asked_at": moment, "answer": "учли"}, follow=True))
    assert "Пожелания учтены" in said and "Никто не ждёт решения" in said
    assert "уже решено" in text_of(deputy.post(decide, {"act": "accept", "asked_at": moment}), 422)
    page = text_of(teacher.get(OWN))
    assert "<b>учтено</b>. учли" in page and "пн: 1 — не может" in page
    with inside(hung.school):
        assert TeacherWish.objects.get().never
        assert standing_on(TODAY).week.wishes == (Wish(hung.teacher.pk, 1, 1, never=True),)
        acts = list(
            Event.objects.filter(act__startswith="timetable.wish").order_by("seq").values_list("act", flat=True)
        )
        assert acts[-2:] == ["timetable.wishes_changed", "timetable.wishes_decided"]
        with pytest.raises(IntegrityError), transaction.atomic():
            WishRequest.objects.update(state="asked")
    decided = {"state": "decided"}
    assert "учтено" in text_of(deputy.get(OFFICE, decided))
    assert deputy.get(OFFICE, {**decided, "as": "xlsx"}).status_code == 200


def test_declined_wishes_leave_what_was_kept(hung, browser_of):
    teacher, deputy = browser_of(hung.teacher), browser_of(hung.deputy)
    deputy.post(f"{OFFICE}window/", {"starts_on": "2026-11-20", "ends_on": "2026-11-25"})
    teacher.post(OWN, {"day-1": "never"})
    ident, moment = waiting(text_of(deputy.get(OFFICE)))
    asked = {"act": "decline", "asked_at": moment, "answer": "в понедельник некому"}
    deputy.post(f"{OFFICE}requests/{ident}/", asked)
    assert "отклонено</b>. в понедельник некому" in text_of(teacher.get(OWN))
    with inside(hung.school):
        assert not TeacherWish.objects.exists()


def test_who_may(hung, browser_of):
    for human in (hung.director, hung.secretary, hung.teacher):
        assert browser_of(human).get(OFFICE).status_code == 403
        assert browser_of(human).post(f"{OFFICE}requests/1/", {"act": "accept"}).status_code == 403
    for human in (hung.mother, hung.secretary):
        assert browser_of(human).get(OWN).status_code == 403
    assert (
        browser_of(hung.deputy).post(f"{OFFICE}requests/9/", {"asked_at": "2026-11-20T10:00:00+05:00"}).status_code
        == 404
    )


def test_pages_cost_the_same_with_more(hung, browser_of, django_assert_num_queries):
    browser, own = browser_of(hung.deputy), browser_of(hung.teacher)
    browser.post(f"{OFFICE}window/", {"starts_on": "2026-11-20", "ends_on": "2026-11-25"})
    own.post(OWN, {"day-1": "never"})
    browser.get(OFFICE)
    with django_assert_num_queries(10):
        browser.get(OFFICE)
    with django_assert_num_queries(11):
        own.get(OWN)
    for human in (hung.english_teacher, hung.homeroom):
        browser_of(human).post(OWN, {"day-1": "never", "at-2-2": "rather_not"})
    with django_assert_num_queries(10):
        browser.get(OFFICE)
