"""Study groups of a class: who is where, a pupil moved from a day, who may, what is refused."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import StudyGroup, StudyGroupMember
from parta.installation.schools import inside
from parta.people.models import Enrolment
from tests.factories.school_day import mark, work


@pytest.fixture
def split(world, frozen):
    """English of 7А has a second group, empty yet."""
    with inside(world.school):
        first = StudyGroup.objects.get()
        StudyGroup.objects.create(
            year=world.year, school_class=world.school_class, subject=first.subject, name="2 гр.", name_key="2 гр."
        )
    return world


@pytest.fixture
def fields(split):
    with inside(split.school):
        second = StudyGroup.objects.get(name="2 гр.")
    return {
        "subject": second.subject_id,
        "pupil": split.pupils[0].pk,
        "group": second.pk,
        "day": "2026-11-23",
    }


def address(world):
    return f"/alpha/office/classes/{world.school_class.pk}/groups/"


def test_groups_with_members_and_those_outside(split, browser_of):
    for human in (split.deputy, split.homeroom, split.teacher):
        page = " ".join(browser_of(human).get(address(split)).content.decode().split())
        assert "1 гр." in page and "2 гр." in page and "Ни в одной" in page and "Яковлев Олег" in page
        assert ("Перевести</summary>" in page) is (human is not split.teacher)
    assert browser_of(split.english_teacher).get(address(split)).status_code == 200
    assert browser_of(split.mother).get(address(split)).status_code == 403


def test_a_pupil_moves_from_a_day_and_the_past_stays(split, browser_of, fields):
    page = browser_of(split.homeroom).post(address(split), fields, follow=True).content.decode()
    assert "Записано: с 23 ноября 2026 г." in page and "с 23.11.2026" in page and "по 22.11.2026" in page
    with inside(split.school):
        rows = StudyGroupMember.objects.filter(pupil=split.pupils[0].pk).order_by("starts_on")
        assert [(one.group.name, one.starts_on, one.ends_on) for one in rows] == [
            ("1 гр.", date(2026, 9, 1), date(2026, 11, 22)),
            ("2 гр.", date(2026, 11, 23), None),
        ]
        told = Event.objects.filter(act="curriculum.group_changed").order_by("seq")
        assert [(bool(one.before), bool(one.after)) for one in told] == [(True, True), (False, True)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2026-11-20"}, "уже есть записи за пт, 20 ноября"),
        ({"day": "2025-11-20"}, "учебный год идёт"),
        ({"day": "завтра"}, "Укажите дату"),
        ({"pupil": "stranger"}, "нет в списке"),
        ({"group": "own"}, "так уже записано"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_changes(split, browser_of, fields, wrong, said):
    with inside(split.school):
        mark(work(split.english_lessons[5]), split.pupils[0], "4")
        own = StudyGroup.objects.get(name="1 гр.").pk
    named = {"stranger": split.stranger.pk, "own": own}
    wrong = {name: named.get(value, value) for name, value in wrong.items()}
    answer = browser_of(split.deputy).post(address(split), {**fields, **wrong})
    assert answer.status_code == 422 and said in answer.content.decode()
    with inside(split.school):
        assert StudyGroupMember.objects.filter(ends_on=None).count() == StudyGroupMember.objects.count() == 2


def test_others_neither_move_nor_name_foreign_groups(split, browser_of, fields):
    for human in (split.director, split.secretary, split.teacher):
        assert browser_of(human).post(address(split), fields).status_code == 403
    other = f"/alpha/office/classes/{split.other_class.pk}/groups/"
    assert browser_of(split.homeroom).post(other, fields).status_code == 404
    browser = browser_of(split.deputy)
    assert browser.post(address(split), {**fields, "group": 10**9}).status_code == 404
    assert browser.post(address(split), {**fields, "pupil": "x"}).status_code == 400


def test_the_page_costs_the_same_with_more_members(split, browser_of, django_assert_num_queries):
    browser = browser_of(split.deputy)
    browser.get(address(split))
    with django_assert_num_queries(11):
        browser.get(address(split))
    with inside(split.school):
        second = StudyGroup.objects.get(name="2 гр.")
        for one in Enrolment.objects.filter(school_class=split.school_class):
            StudyGroupMember.objects.create(group=second, pupil=one.pupil, starts_on="2026-09-01")
    with django_assert_num_queries(11):
        browser.get(address(split))
