"""What an account did that somebody else used: listed, filtered, ticked and declared void by the director."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.installation.schools import inside
from parta.journal.models import Mark, VoidedEvent
from parta.people.models import Compromise
from tests.journal.services.conftest import Desk, mark, moment, on

FRIDAY = date(2026, 11, 20)
ORDER = "распоряжение № 7"


@pytest.fixture
def case(world, frozen):
    """Three marks and a topic by another's hand; the teacher told it at noon."""
    with inside(world.school):
        desk, lesson, work = Desk(world), on(world, FRIDAY), str(uuid.uuid4())
        topic = {"kind": "topic", "lesson": lesson.pk, "value": "Корни", "plan_line": None}
        rows = [mark(world, pupil, "5", lesson, work) for pupil in world.pupils]
        answers = desk.send(world.teacher, world.algebra, topic, *rows, now=moment("11-20", "11:00"))
        assert {answer["status"] for answer in answers} == {"applied"}
        return Compromise.objects.create(
            person=world.teacher,
            account_id=world.accounts[world.teacher.pk].pk,
            since=moment("11-20", "10:00"),
            noticed_on=FRIDAY,
            told_by=world.teacher,
            told_at=frozen.now,
        )


def ids_in(text):
    return [part.partition('"')[0] for part in text.split('name="ids" value="')[1:]]


def test_the_director_voids_in_part_and_the_rest_by_a_filter(world, browser_of, case):
    path = f"/alpha/office/people/compromises/{case.pk}/"
    director, admin = browser_of(world.director), browser_of(world.admin)
    page = admin.get(path).text
    assert "Антонов Пётр" in page and "Аннулирует директор" in page and not ids_in(page)
    assert admin.post(f"{path}voiding/", {"ground": ORDER, "do": "all"}).status_code == 403
    assert len(ids_in(director.get(path).text)) == 5
    marks = ids_in(director.get(f"{path}?kind=mark&course={world.algebra.pk}&from=2026-11-20").text)
    assert len(marks) == 3 and not ids_in(director.get(f"{path}?to=2026-11-19").text)
    for form, said in (({"ids": marks[:1]}, "без основания"), ({"ground": ORDER}, "ничего не отмечено")):
        answer = director.post(f"{path}voiding/", form)
        assert answer.status_code == 422 and said in answer.text
    answer = director.post(f"{path}voiding/", {"ids": marks[:1], "ground": ORDER}, follow=True)
    assert "Аннулировано: 1 запись." in answer.text and "<s>" in answer.text and ORDER in answer.text
    answer = director.post(f"{path}voiding/?kind=mark", {"do": "all", "ground": ORDER}, follow=True)
    assert "Аннулировано: 2 записи." in answer.text
    with inside(world.school):
        assert set(Mark.objects.values_list("value", flat=True)) == {""} and VoidedEvent.objects.count() == 3
    day = browser_of(world.teacher).get("/alpha/day/").text
    assert "аннулировано" in day and "3 клетки открыты" in day
    asked = browser_of(world.teacher).get("/alpha/requests/").text
    assert "Аннулировано распоряжением директора" in asked and "Внести</button>" not in asked
    lesson = on(world, FRIDAY).pk
    history = browser_of(world.teacher).get(
        f"/alpha/journal/{world.algebra.pk}/history?lesson={lesson}&pupil={world.pupils[0].pk}"
    )
    assert "<s>5</s>" in history.text and f"аннулировано распоряжением «{ORDER}»" in history.text


def test_what_no_order_takes_back_is_named_with_its_place(world, browser_of, case):
    Compromise.objects.filter(pk=case.pk).update(account_id=world.accounts[world.admin.pk].pk, person=world.admin)
    admin = browser_of(world.admin)
    assert admin.post(f"/alpha/office/people/{world.mother.pk}/code/").status_code == 200
    with inside(world.school):
        Compromise.objects.update(told_at=moment("11-20", "12:30"))
    page = browser_of(world.director).get(f"/alpha/office/people/compromises/{case.pk}/").text
    assert "Проверьте вручную" in page and "Выдан одноразовый код" in page and f"/people/{world.mother.pk}/" in page
    assert "ничего не записано" in page


def test_the_page_asks_as_much_for_one_operation_as_for_five(world, browser_of, case):
    director, counts = browser_of(world.director), []
    for query in ("", "?kind=topic", "?kind=mark"):
        with CaptureQueriesContext(connection) as asked:
            director.get(f"/alpha/office/people/compromises/{case.pk}/{query}")
        counts.append(len(asked))
    assert counts[1] == counts[2]
