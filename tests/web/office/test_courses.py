"""Journals corrected in place: name, hours, a subject chosen wrongly; closed by date and opened; found by three letters."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.curriculum.models import Course, StudyGroup, StudyGroupMember, Subject, TeachingLoad
from parta.curriculum.services.joint import keep_joint
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.timetable.models import Lesson
from tests.factories.school_day import mark, work
from tests.factories.small_school import at

LIST = "/alpha/office/courses/"


def shown(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def geometry(world, frozen):
    with inside(world.school):
        return Subject.objects.create(name="геометрия", name_key="геометрия")


def address(course):
    return f"{LIST}{course.pk}/"


def card(world, **other):
    return {"do": "correct", "subject": world.algebra.subject_id, "title": "", "hours": "3", **other}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("алг", 2), ("АЛГ 7б", 1), ("анг", 1), ("осип", 2), ("ёлк", 1), ("елк", 1), ("1 г", 1), ("гебр", 0), ("7a", 2),
        ("x" * 10_000, 0), ("алг 🙂", 0),
    ],
)  # fmt: skip
def test_three_letters_find_a_journal(world, browser_of, frozen, typed, found):
    page = shown(browser_of(world.deputy).get(LIST, {"q": typed}))
    assert f'office-found">{found} журнал' in page


def test_name_hours_and_a_wrong_subject_are_corrected(world, browser_of, geometry):
    browser = browser_of(world.deputy)
    with inside(world.school):
        Lesson.objects.filter(course=world.english).update(status="planned")
        TeachingLoad.objects.filter(course=world.english).delete()  # hours of a taught journal are the load's
    page = shown(browser.post(address(world.english), card(world, subject=geometry.pk, hours="2,5"), follow=True))
    assert "Журнал исправлен." in page and "можно сменить и предмет" in page
    with inside(world.school):
        course = Course.objects.select_related("study_group").get(pk=world.english.pk)
        assert (course.subject_id, str(course.hours_per_week)) == (geometry.pk, "2.50")
        assert course.study_group.subject_id == geometry.pk and course.sort_key == "геометрия|1 гр."
        assert list(verify_chains()) == []
    assert "предмет: иностранный язык (английский)" in page and "предмет: геометрия, часов в неделю: 2,5" in page
    assert "Менять было нечего" in shown(
        browser.post(address(world.english), card(world, subject=geometry.pk, hours="2.5"), follow=True)
    )


def test_what_is_written_stays_of_its_subject(world, browser_of, geometry):
    with inside(world.school):
        mark(work(world.lessons[0]), world.pupils[0], "4")
    browser = browser_of(world.deputy)
    said = card(world, subject=geometry.pk)
    said.pop("hours")
    answer = browser.post(address(world.algebra), said)
    assert answer.status_code == 422 and "в журнале уже есть записи" in shown(answer)
    said |= {"title": "алгебра и начала анализа", "subject": world.algebra.subject_id}
    answer = browser.post(address(world.algebra), said, follow=True)
    assert "Журнал исправлен." in shown(answer)
    with inside(world.school):
        assert Course.objects.get(pk=world.algebra.pk).name == "алгебра и начала анализа"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hours": "много"}, "Часы"),
        ({"hours": "0"}, "часов в неделю"),
        ({"hours": "999"}, "часов в неделю"),
        ({"subject": "10" * 9}, "Выберите предмет"),
        ({"title": "x" * 10_000}, "300"),
    ],
)
def test_odd_input_is_told_and_stays(world, browser_of, geometry, wrong, said):
    answer = browser_of(world.deputy).post(address(world.algebra), card(world, **wrong))
    assert answer.status_code == 422 and said.lower() in shown(answer).lower()
    with inside(world.school):
        assert Course.objects.get(pk=world.algebra.pk).version == 1


def test_a_journal_is_closed_from_a_day_and_opened_again(world, browser_of, frozen):
    browser = browser_of(world.deputy)
    close = {"do": "close", "day": "2026-11-23", "ground": "приказ № 9"}
    early = browser.post(address(world.english), {**close, "day": "2026-11-20"})
    assert early.status_code == 422 and "уже прошло" in shown(early) and "приказ № 9" in shown(early)
    page = shown(browser.post(address(world.english), close, follow=True))
    assert "журнал закрыт" in page and "Закончится 22.11.2026" in page and "последний день: 22.11.2026" in page
    with inside(world.school):
        assert not Lesson.objects.filter(course=world.english, date__gte="2026-11-23").exists()
        assert Lesson.objects.filter(course=world.english).count() == 6
        assert Lesson.objects.filter(course=world.algebra, date__gte="2026-11-23").count() == 2
        assert set(StudyGroupMember.objects.values_list("ends_on", flat=True)) == {date(2026, 11, 22)}
        assert TeachingLoad.objects.get(course=world.english).ends_on == date(2026, 11, 22)
    again = browser.post(address(world.english), close)
    assert again.status_code == 422 and "закончен 22 ноября 2026" in shown(again)
    frozen("11-24")
    assert "Закончен 22.11.2026" in shown(browser.get(address(world.english)))
    assert "по 22.11.2026" in shown(browser.get(LIST)) and "2 журнала" in shown(browser.get(LIST, {"open": "1"}))
    load = shown(browser.get("/alpha/office/load/?vacant=1"))
    assert "английский" not in load
    hand = {"load": "", "employee": world.teacher.pk, "starts_on": "2026-12-01", "ground": "приказ № 10"}
    answer = browser.post(f"/alpha/office/load/{world.english.pk}/", hand)
    assert answer.status_code == 422 and "закончен" in shown(answer)
    assert "снова открыт" in shown(browser.post(address(world.english), {"do": "reopen"}, follow=True))
    with inside(world.school):
        assert Course.objects.get(pk=world.english.pk).ends_on is None and StudyGroup.objects.count() == 1
        assert list(verify_chains()) == []


def test_who_may(world, browser_of, frozen):
    for human in (world.director, world.secretary, world.teacher, world.homeroom, world.mother):
        browser = browser_of(human)
        assert browser.get(address(world.algebra)).status_code == 403
        assert browser.post(address(world.algebra), card(world)).status_code == 403
    assert browser_of(world.admin).get(f"{LIST}{10**15}/").status_code == 404
    assert "Исправить" not in shown(browser_of(world.director).get(LIST))
    assert "Исправить" in shown(browser_of(world.deputy).get(LIST))


def test_a_journal_of_a_year_that_is_over_stays_as_it_ended(world, browser_of, frozen):
    with inside(world.school):
        world.year.ends_on = date(2026, 11, 19)
        world.year.save()
    browser = browser_of(world.deputy)
    page = shown(browser.get(address(world.algebra)))
    assert "закончен: журнал остаётся" in page and 'name="do"' not in page
    for said in (card(world, title="геометрия"), {"do": "close", "day": "2026-11-10"}, {"do": "reopen"}):
        assert browser.post(address(world.algebra), said).status_code == 404


def test_journals_of_one_teacher_become_one_lesson_and_part_again(world, browser_of, frozen):
    browser = browser_of(world.deputy)
    assert "Один урок с другим классом" not in shown(browser.get(address(world.algebra)))
    joint = {"do": "joint", "with": world.other_course.pk}
    assert browser.post(address(world.algebra), joint).status_code == 404  # another teacher's
    with inside(world.school):
        TeachingLoad.objects.filter(course=world.other_course).delete()
        TeachingLoad.objects.create(course=world.other_course, employee_id=world.teacher.pk, starts_on=date(2026, 9, 1))
    page = shown(browser.post(address(world.algebra), joint, follow=True))
    assert "Записано: это один урок." in page and "Сделать отдельными уроками" in page
    assert "<s>общий урок: нет</s> → общий урок: 7Б, алгебра" in page
    assert "→ общий урок: есть" in shown(browser.get(address(world.other_course)))
    with inside(world.school):
        both = Course.objects.filter(pk__in=[world.algebra.pk, world.other_course.pk])
        assert set(both.values_list("joint", flat=True)) == {world.other_course.pk}
        Course.objects.filter(pk=world.other_course.pk).update(
            joint=None
        )  # a set of one, as a change of teachers leaves
        Course.objects.filter(pk__in=[world.algebra.pk, world.english.pk]).update(joint=world.english)
    browser.post(address(world.algebra), joint)
    with inside(world.school):
        assert set(both.values_list("joint", flat=True)) == {world.other_course.pk}
        assert Course.objects.get(pk=world.english.pk).joint_id is None
    assert "уроки у них разные" in shown(browser.post(address(world.algebra), {"do": "joint"}, follow=True))
    with inside(world.school):
        assert set(both.values_list("joint", flat=True)) == {None} and list(verify_chains()) == []


def test_an_import_changes_only_the_sets_that_its_timetable_changed(world):
    def keep(before, leads):
        keep_joint(year_id=world.year.pk, before=before, leads=leads, actor=actor, now=at(date(2026, 11, 20), "12:00"))
        return [
            own[pk] for pk in Course.objects.filter(pk__in=own).order_by("pk").values_list("joint", flat=True) if pk
        ]

    actor = Actor(None, world.admin.pk, "alpha", frozenset({"administrator"}))
    with inside(world.school):
        more = [
            Course.objects.create(
                year=world.year,
                calendar=world.calendar,
                subject=world.algebra.subject,
                title=name,
                school_class=world.other_class,
            )
            for name in "КЛМ"
        ]
        own = {one.pk: name for one, name in zip([world.algebra, world.other_course, *more], "АБКЛМ", strict=True)}
        a, b, k, c, m = sorted(own)
        Course.objects.filter(pk__in=[k, c, m]).update(joint=k)  # by hand
        assert keep({}, {a: a, b: a}) == [*"ААККК"]
        Course.objects.filter(pk__in=[a, b]).update(joint=None)  # by hand, though the timetable has them together
        told = Event.objects.count()
        assert keep({a: a, b: a}, {a: a, b: a}) == [*"ККК"] and Event.objects.count() == told
        assert keep({}, {a: a, k: a}) == [*"ААЛЛ"]  # whom the first leaves stay together
        assert keep({a: a, k: a}, {a: a, k: a, b: b, m: b}) == [*"АБАБ"]  # and one alone is no set
        assert list(verify_chains()) == []
