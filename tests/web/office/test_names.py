"""Classes and subjects made and called otherwise on pages, with their events; nothing is called as another."""

import pytest

from parta.audit.models import Event
from parta.curriculum.models import Course, StudyGroup, Subject
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, Refused
from parta.regulation.models import RegulationVersion
from parta.school.enums import ClassKind
from parta.school.models import AcademicYear, SchoolClass
from parta.school.services.classes import ClassNames, open_class
from tests.factories.college import as_college
from tests.journal.services.conftest import moment

OFFICE = "/alpha/office/"


def told(act):
    return [(event.before, event.after) for event in Event.objects.filter(act=act).order_by("seq")]


def test_a_class_is_opened_and_called_otherwise(world, browser_of, frozen):
    deputy = browser_of(world.deputy)
    form = {"calendar": world.calendar.pk, "grade": "7", "letter": "в"}
    opened = deputy.post(f"{OFFICE}classes/new/", form)
    with inside(world.school):
        made = SchoolClass.objects.get(name="7В")
        assert (made.name_key, made.sort_key, made.kind, made.year_id) == ("7в", "07в", "class", world.year.pk)
    assert opened.status_code == 302 and opened.url == f"{OFFICE}classes/{made.pk}/"
    again = deputy.post(f"{OFFICE}classes/new/", {**form, "letter": "B"})  # a Latin letter
    assert again.status_code == 422 and "такое название уже есть" in again.text
    for wrong in ({"grade": "12"}, {"grade": "9" * 30}, {"calendar": "0"}, {"letter": "в\nг"}, {"letter": "%"}):
        assert deputy.post(f"{OFFICE}classes/new/", {**form, **wrong}).status_code == 422, wrong
    own = f"{OFFICE}classes/{made.pk}/name/"
    assert deputy.post(own, {"letter": "А"}).status_code == 422
    assert "Название исправлено." in deputy.post(own, {"letter": "г"}, follow=True).text
    with inside(world.school):
        ((before, new), (was, now)) = told("school.class_changed")
        assert before is None and new["name"] == "7В" and (was["name"], now["name"]) == ("7В", "7Г")
        AcademicYear.objects.filter(pk=world.year.pk).update(ends_on="2026-11-19")
    assert deputy.get(own).status_code == deputy.post(own, {"letter": "е"}).status_code == 404
    for human in (world.director, world.secretary, world.homeroom):
        assert browser_of(human).post(own, {"letter": "д"}).status_code == 403
        assert browser_of(human).post(f"{OFFICE}classes/new/", form).status_code == 403


def test_a_class_is_of_a_grade_that_there_is_and_of_a_year_that_goes_on(world):
    opening = {
        "actor": Actor(1, None, "alpha", frozenset({"deputy"})),
        "calendar_id": world.calendar.pk,
        "names": ClassNames("12А", "А"),
    }
    with inside(world.school):
        for kind, grade in ((ClassKind.CLASS, 12), (ClassKind.CLASS, 0), (ClassKind.GROUP, 7)):
            with pytest.raises(Refused, match="class_grade"):
                open_class(**opening, kind=kind, grade_level=grade, now=moment("11-20"))
        AcademicYear.objects.filter(pk=world.year.pk).update(ends_on="2026-11-19")
        with pytest.raises(NotVisible):
            open_class(**opening, kind=ClassKind.CLASS, grade_level=7, now=moment("11-20"))


def test_a_group_has_its_name_and_programme(world, browser_of, frozen):
    as_college(world)
    form = {"calendar": world.calendar.pk, "grade": "1", "name": "ИСП-26", "programme_code": "09.02.07"}
    page = browser_of(world.admin).post(f"{OFFICE}classes/new/", form, follow=True).text
    assert "Открыто: ИСП-26" in page and "09.02.07" in page
    with inside(world.school):
        assert SchoolClass.objects.get(name="ИСП-26").kind == "group"


def test_a_subject_is_put_on_the_list_and_called_otherwise(world, browser_of, frozen, django_assert_num_queries):
    admin, place = browser_of(world.admin), f"{OFFICE}subjects/"
    assert "В списке: черчение." in admin.post(place, {"name": " черчение "}, follow=True).text
    assert "такое название в списке уже есть" in admin.post(place, {"name": "Черчение"}).text
    assert admin.post(place, {"name": " "}).status_code == 422
    with inside(world.school):
        made = Subject.objects.get(name="черчение")
    assert admin.post(f"{place}{made.pk}/", {"name": "алгебра"}).status_code == 422
    assert "Название исправлено." in admin.post(f"{place}{made.pk}/", {"name": "инженерная графика"}, follow=True).text
    with inside(world.school):
        ((_, new), (was, now)) = told("curriculum.subject_changed")
        assert new["name"] == "черчение" and (was["name"], now["name"]) == ("черчение", "инженерная графика")
    assert browser_of(world.director).get(place).status_code == 200
    assert browser_of(world.director).post(place, {"name": "право"}).status_code == 403
    assert browser_of(world.teacher).get(place).status_code == 403
    admin.get(place)
    with django_assert_num_queries(3):
        admin.get(place)
    with inside(world.school):
        Subject.objects.bulk_create(Subject(name=name, name_key=name) for name in ("право", "экономика"))
    with django_assert_num_queries(3):
        assert '<td data-label="Журналов" class="num">2</td>' in admin.get(place).text


def test_a_subject_is_spelt_as_the_act_asks(world, browser_of, frozen):
    admin, place = browser_of(world.admin), f"{OFFICE}subjects/"
    shortened = admin.post(place, {"name": "ОБЖ"})
    assert shortened.status_code == 422 and "полностью, без сокращений" in shortened.text and "ОБЖ" in shortened.text
    capital = admin.post(place, {"name": "Черчение"})
    assert capital.status_code == 422 and "Напишите «черчение»" in capital.text
    with inside(world.school):
        assert not Subject.objects.filter(name_key="черчение").exists()
        club = Subject.objects.create(name="Шахматы", name_key="шахматы")
        group = StudyGroup.objects.create(year=world.year, subject=club, name="Шахматы", name_key="шахматы")
        Course.objects.create(
            year=world.year, subject=club, study_group=group, calendar=world.calendar, kind="extracurricular"
        )
    assert admin.post(f"{place}{world.algebra.subject_id}/", {"name": "Алгебра и начала"}).status_code == 422
    assert admin.post(f"{place}{club.pk}/", {"name": "Шахматы и шашки"}).status_code == 302
    with inside(world.school):
        RegulationVersion.objects.update(preset="kudymkar_college")
    assert admin.post(place, {"name": "ОБЖ"}).status_code == 302


@pytest.mark.parametrize("path", ["classes/999999999/name/", "subjects/999999999/"])
def test_what_is_not_there_is_not_renamed(world, browser_of, path):
    assert browser_of(world.admin).post(f"{OFFICE}{path}", {"name": "x", "letter": "а"}).status_code == 404
