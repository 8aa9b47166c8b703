"""Lists of the office narrowed: people by class, role, who left, who has no way in; classes by grade, calendar, year;
subgroups of the whole school."""

from datetime import date

from parta.curriculum.models import Course, StudyGroup, StudyGroupMember, TeachingLoad
from parta.installation.models import Membership
from parta.installation.schools import inside
from parta.people.models import Enrolment
from parta.school.models import AcademicYear, Calendar, SchoolClass
from tests.factories.small_school import account_for, pupil
from tests.web.test_sheets import cells

PEOPLE, CLASSES, GROUPS = "/alpha/office/people/", "/alpha/office/classes/", "/alpha/office/groups/"


def text_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_people_by_class_role_who_left_and_who_has_no_way_in(world, frozen, browser_of):
    browser = browser_of(world.admin)
    with inside(world.school):
        gone = pupil("Ушаков", "Пётр", world.other_class, starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 2))
        account_for(world.pupils[0], world.school)
    mine = text_of(browser.get(PEOPLE, {"class": world.other_class.pk}))
    assert "Жуков Лев" in mine and "Антонов" not in mine and "Ушаков" not in mine
    teachers = text_of(browser.get(PEOPLE, {"role": "deputy"}))
    assert "Королёва" in teachers and "Осипова" not in teachers and "1 человек" in teachers
    left = text_of(browser.get(PEOPLE, {"left": "on"}))
    assert "Ушаков Пётр" in left and "7Б, по 02.11.2026" in left and "Жуков" not in left
    assert "Ушаков" in text_of(browser.get(PEOPLE, {"left": "on", "class": world.other_class.pk}))
    with inside(world.school):
        known = Membership.objects.filter(school=world.school, person_id=world.pupils[0].pk)
        assert known.exists() and not Membership.objects.filter(person_id=gone.pk).exists()
        Membership.objects.filter(school=world.school, person_id=world.stranger.pk).delete()
    closed = text_of(browser.get(PEOPLE, {"way": "none"}))
    assert "Жуков Лев" in closed and "Антонов Пётр" not in closed and "Ушаков" not in closed
    book = cells(browser.get(PEOPLE, {"left": "on", "as": "xlsx"}).content)
    assert any(row[0].startswith("Ушаков") and row[1] == "7Б" for row in book if isinstance(row[0], str))
    with inside(world.school):
        Enrolment.objects.create(pupil_id=gone.pk, school_class=world.school_class, starts_on=date(2026, 11, 10))
    assert "Ушаков" not in text_of(browser.get(PEOPLE, {"left": "on"}))
    assert browser_of(world.teacher).get(PEOPLE, {"way": "none"}).status_code == 403


def test_classes_by_grade_calendar_and_year(world, frozen, browser_of):
    browser = browser_of(world.admin)
    with inside(world.school):
        other = Calendar.objects.create(year=world.year, title="10–11 классы")
        SchoolClass.objects.create(
            year=world.year, calendar=other, name="10А", name_key="10а", grade_level=10, letter="А", sort_key="10а",
            shift=2, building="корпус 2",
        )  # fmt: skip
        ahead = AcademicYear.objects.create(title="2027/28", starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
        later = Calendar.objects.create(year=ahead, title="все")
        SchoolClass.objects.create(
            year=ahead, calendar=later, name="8А", name_key="8а", grade_level=8, letter="А", sort_key="08а"
        )
    every = text_of(browser.get(CLASSES))
    assert ">7А<" in every and ">10А<" in every and ">8А<" not in every and "2 смена" in every
    assert ">10А<" not in text_of(browser.get(CLASSES, {"grade": 7}))
    assert ">7А<" not in text_of(browser.get(CLASSES, {"calendar": other.pk}))
    for asked in ({"year": ahead.pk}, {"calendar": later.pk}):
        shown = text_of(browser.get(CLASSES, asked))
        assert ">8А<" in shown and ">7А<" not in shown
    assert "Снимите один из отборов" in text_of(browser.get(CLASSES, {"grade": 3}))
    book = cells(browser.get(CLASSES, {"grade": 10, "as": "xlsx"}).content)
    assert ["10А", 10, "10–11 классы", 2, "корпус 2"] in [row[:5] for row in book]


def test_subgroups_of_the_school_in_one_list(world, frozen, browser_of, django_assert_max_num_queries):
    browser = browser_of(world.deputy)
    with inside(world.school):
        group = StudyGroup.objects.create(
            year=world.year,
            school_class=world.other_class,
            subject=world.english.subject,
            name="2 гр.",
            name_key="2 гр.",
        )
        StudyGroupMember.objects.create(group=group, pupil_id=world.stranger.pk, starts_on=date(2026, 9, 1))
        course = Course.objects.create(
            year=world.year, subject=world.english.subject, school_class=world.other_class, study_group=group,
            calendar=world.calendar,
        )  # fmt: skip
        TeachingLoad.objects.create(course=course, employee_id=world.teacher.pk, starts_on=date(2026, 9, 1))
    page = text_of(browser.get(GROUPS))
    assert "2 гр." in page and f"/office/classes/{world.other_class.pk}/groups/" in page and "Ёлкина Нина" in page
    for asked in ({"class": world.other_class.pk}, {"teacher": world.teacher.pk}, {"q": "7Б"}):
        assert "1 подгруппа" in text_of(browser.get(GROUPS, asked))
    assert "Таких подгрупп нет" in text_of(browser.get(GROUPS, {"subject": world.algebra.subject_id}))
    with inside(world.school):
        for number in range(3, 6):
            StudyGroup.objects.create(
                year=world.year, school_class=world.other_class, name=f"{number}", name_key=f"{number}"
            )
    with django_assert_max_num_queries(13):
        browser.get(GROUPS)
    book = cells(browser.get(GROUPS, {"teacher": world.teacher.pk, "as": "xlsx"}).content)
    assert ["7Б", world.english.subject.name, "2 гр.", 1] in [row[:4] for row in book]
    assert browser_of(world.teacher).get(GROUPS).status_code == 403
