"""The curriculum of classes: planned beside given, the norms of the week, set by hand with what was seen."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import (
    Course,
    CurriculumLine,
    LoadNorm,
    StudyGroup,
    StudyGroupMember,
    Subject,
    TeachingLoad,
)
from parta.curriculum.queries.norms import load_norms
from parta.installation.schools import inside
from parta.school.models import SchoolClass
from parta.timetable.models import TimetableVersion

PAGE = "/alpha/office/curriculum/"
NORMS = f"{PAGE}norms/"


@pytest.fixture
def planned(world, frozen):
    """7А has four hours of algebra, taught by three, and English in a group without a teacher."""
    with inside(world.school):
        common = {"year": world.year, "school_class": world.school_class}
        world.line = CurriculumLine.objects.create(
            subject=world.algebra.subject, hours_per_week=4, hours_total=68, semesters={"1": 34}, **common
        )
        Course.objects.filter(pk=world.algebra.pk).update(hours_per_week=3)
        Course.objects.filter(pk=world.english.pk).update(hours_per_week=2)
        TeachingLoad.objects.filter(course=world.english).delete()
    world.page = f"{PAGE}{world.school_class.pk}/"
    return world


def lines_of(world):
    with inside(world.school):
        found = CurriculumLine.objects.filter(school_class=world.school_class.pk).order_by("pk")
        return list(found.values_list("subject__name", "profile", "hours_per_week"))


def words(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_planned_given_vacant_and_the_norm_stand_side_by_side(planned, browser_of):
    browser = browser_of(planned.deputy)
    with inside(planned.school):
        subject = Subject.objects.create(name="Физика", name_key="физика")
        CurriculumLine.objects.create(
            year=planned.year, school_class=planned.school_class, subject=subject, hours_per_week=32
        )
    text = words(browser.get(PAGE))
    assert "сверх нормы" in text and f'href="{planned.page}"' in text
    sheet = browser.get(PAGE, {"as": "xlsx"})
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    algebra = [row for row in rows if row[:2] == ["7А", "алгебра"]]
    assert [(row[3], row[6], row[9]) for row in algebra] == [(4.0, "", "да"), ("", 3.0, "да")]
    text = words(browser.get(planned.page))
    assert "<b>36</b>часов в неделю по плану" in text and "<b>2</b>без учителя" in text
    assert "расходится" in text and "Ёлкина Нина Сергеевна" in text and "не назначен" in text
    assert "полностью и со строчной буквы: Физика" in text  # school № 2 asks for it
    for human in (planned.teacher, planned.mother):
        assert browser_of(human).get(planned.page).status_code == 403


def test_hours_are_set_as_they_were_seen(planned, browser_of):
    browser, line = browser_of(planned.admin), planned.line.pk
    assert browser_of(planned.secretary).post(planned.page, {f"base-{line}": "4"}).status_code == 403
    new = {"subject-new-0": planned.english.subject_id, "hours-new-0": "2,5", "profile-new-0": "языковой"}
    assert browser.post(planned.page, {f"base-{line}": "4", f"hours-{line}": "3", **new}).status_code == 302
    assert lines_of(planned) == [
        ("алгебра", "", Decimal(3)),
        (planned.english.subject.name, "языковой", Decimal("2.5")),
    ]
    with inside(planned.school):
        told = Event.objects.filter(act="curriculum.curriculum_changed", subject__id=line).latest("pk")
        assert (told.before["hours_per_week"], told.after["hours_per_week"]) == ("4.00", "3.00")
    again = words(browser.post(planned.page, {f"base-{line}": "4", f"hours-{line}": "5"}), 422)
    assert "его уже изменили" in again and 'value="5"' in again
    assert "в плане уже есть" in words(browser.post(planned.page, new), 422)
    for bad in ("-1", "1e9", "0", "ЧЕТЫРЕ", "41"):
        assert browser.post(planned.page, {f"base-{line}": "3", f"hours-{line}": bad}).status_code == 422
    assert browser.post(planned.page, {f"base-{line}": "3", f"hours-{line}": ""}).status_code == 302
    assert [name for name, *_ in lines_of(planned)] == [planned.english.subject.name]
    with inside(planned.school):
        told = Event.objects.filter(act="curriculum.curriculum_changed", subject__id=line).latest("pk")
        assert told.after is None and (told.before["semesters"], told.before["hours_total"]) == ({"1": 34}, 68)


def test_a_class_takes_what_it_lacks_from_the_plan_of_another_of_its_parallel(planned, browser_of):
    browser, other = browser_of(planned.admin), f"{PAGE}{planned.other_class.pk}/"
    assert "7А, 2026/27" in browser.get(other).content.decode()
    with inside(planned.school):
        english = planned.english.subject_id
        more = {"year": planned.year, "subject_id": english}
        CurriculumLine.objects.create(school_class=planned.school_class, hours_per_week=3, **more)
        CurriculumLine.objects.create(school_class=planned.other_class, hours_per_week=1, **more)
    like = {"like": planned.school_class.pk}
    assert browser_of(planned.secretary).post(other, like).status_code == 403
    for _ in range(2):
        assert browser.post(other, like).status_code == 302
    with inside(planned.school):
        lines = CurriculumLine.objects.filter(school_class=planned.other_class.pk)
        assert set(lines.values_list("subject", "hours_per_week")) == {(english, 1), (planned.algebra.subject_id, 4)}
        SchoolClass.objects.filter(pk=planned.school_class.pk).update(grade_level=8)
    assert browser.post(other, like).status_code == 404


def test_norms_change_from_a_day_and_the_former_stay(planned, browser_of):
    browser = browser_of(planned.admin)
    assert "СанПиН 1.2.3685-21" in words(browser.get(NORMS))
    fields = {"starts_on": "2026-12-01", "source": "СанПиН 2026, таблица 1"}
    for part, was, new in (("five", 32, 31), ("six", 35, 34), ("extra", 10, 10)):
        fields |= {f"base-7-{part}": was, f"norm-7-{part}": new}
    assert browser.post(NORMS, {**fields, "starts_on": "1990-01-01"}).status_code == 422
    assert browser.post(NORMS, {**fields, "norm-7-five": "999"}).status_code == 422
    assert browser.post(NORMS, fields).status_code == 302
    assert browser.post(NORMS, {**fields, "norm-7-five": "30"}).status_code == 422  # seen before the change
    with inside(planned.school):
        before, after = (load_norms(date(2026, *day))[7] for day in ((11, 30), (12, 1)))
        assert (before.most(5), before.most(6), after.most(5), after.most(6)) == (32, 35, 31, 34)
        assert LoadNorm.objects.count() == 12 and load_norms(date(2026, 12, 1))[1].most(6) is None
        told = list(Event.objects.filter(act="curriculum.load_norm_set").order_by("seq"))
        assert [(one.before and one.before["ends_on"], one.after["ends_on"]) for one in told] == [
            (None, "2026-11-30"), (None, None),
        ]  # fmt: skip
        assert told[1].before is None and told[1].after["hours"] == [31, 34, 10]
    assert 'name="base-7-five" value="31"' in browser.get(NORMS).content.decode()  # what others would follow
    assert 'name="base-7-five"' not in browser_of(planned.secretary).get(NORMS).content.decode()
    early = browser.post(NORMS, {**fields, "starts_on": "2026-11-25"})
    assert "те, что стоят, действуют с" in words(early, 422)
    assert browser_of(planned.secretary).post(NORMS, fields).status_code == 403


def test_the_count_of_queries_is_fixed(planned, browser_of):
    browser = browser_of(planned.deputy)
    counts = []
    for lines in (1, 2):
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(PAGE).status_code == 200
        counts.append(len(seen))
        with inside(planned.school):
            CurriculumLine.objects.create(
                year=planned.year,
                school_class=planned.other_class,
                subject=planned.english.subject,
                profile=str(lines),
                hours_per_week=3,
            )
    assert counts[0] == counts[1]


def test_activities_are_counted_with_those_of_several_classes(planned, browser_of):
    deputy = browser_of(planned.deputy)
    with inside(planned.school):
        LoadNorm.objects.filter(grade_level=7).update(extracurricular=3)
        common = {"year": planned.year, "calendar": planned.calendar, "kind": "extracurricular", "marks_given": False}
        talk = Subject.objects.create(name="Разговоры о важном", name_key="разговоры о важном")
        about = Course.objects.create(subject=talk, school_class=planned.school_class, **common)
        version = TimetableVersion.objects.create(year=planned.year, starts_on=planned.year.starts_on)
        version.slots.create(course=about, weekday=1, number=1)
        for number, name in enumerate(("Шахматы", "Хор")):
            subject = Subject.objects.create(name=name, name_key=name.lower())
            group = StudyGroup.objects.create(year=planned.year, subject=subject, name=name, name_key=name.lower())
            Course.objects.create(subject=subject, study_group=group, hours_per_week=2, **common)
            StudyGroupMember.objects.create(
                group=group, pupil_id=planned.pupils[number].pk, starts_on=planned.year.starts_on
            )
    text = words(deputy.get(PAGE))
    row = text.split(f'href="{planned.page}"', 1)[1].split("</tr>", 1)[0]
    assert "5 <small" in row and "у ученика до 3" in row and "норма" not in row.split("Внеурочных", 1)[1]
    with inside(planned.school):
        Course.objects.filter(study_group__name="Хор").update(hours_per_week=3)
    row = words(deputy.get(PAGE)).split(f'href="{planned.page}"', 1)[1].split("</tr>", 1)[0]
    assert "норма 3" in row.split("Внеурочных", 1)[1] and "без списка" not in row
    with inside(planned.school):
        group = StudyGroup.objects.create(year=planned.year, name="7А, 7Б", name_key="7а, 7б")
        Course.objects.create(subject=talk, study_group=group, hours_per_week=2, **common)
    row = words(deputy.get(PAGE)).split(f'href="{planned.page}"', 1)[1].split("</tr>", 1)[0]
    assert "и без списка 2" in row
    assert words(deputy.get(PAGE)).count("и без списка 2") == 2
    assert "до 4" in words(deputy.get(planned.page))


def test_a_journal_is_opened_from_the_plan(planned, browser_of):
    deputy = browser_of(planned.deputy)
    with inside(planned.school):
        subject = Subject.objects.create(name="черчение", name_key="черчение")
        CurriculumLine.objects.create(
            year=planned.year, school_class=planned.school_class, subject=subject, hours_per_week=1
        )
    assert "Завести журнал (1 предмет без журнала)" in words(deputy.get(planned.page))
    form = {"open": "1", "subject": subject.pk, "employee": planned.teacher.pk, "hours": "1", "starts_on": "2026-11-20"}
    for wrong, said in (
        ({"hours": ""}, "сколько часов"),
        ({"hours": "41"}, "не больше 40"),
        ({"starts_on": "2027-12-01"}, ""),
        ({"employee": planned.pupils[0].pk}, ""),
        ({"starts_on": "вчера"}, ""),
    ):
        answer = deputy.post(planned.page, {**form, **wrong})
        assert answer.status_code in (400, 422) and said in answer.content.decode(), wrong
    refused = deputy.post(planned.page, {**form, "subject": planned.algebra.subject_id})
    assert refused.status_code == 422 and "уже есть" in refused.content.decode()
    assert deputy.post(planned.page, {**form, "subject": 99999}).status_code == 404
    assert browser_of(planned.secretary).post(planned.page, form).status_code == 403
    assert deputy.post(planned.page, form).status_code == 302
    with inside(planned.school):
        made = Course.objects.get(subject=subject)
        load = made.loads.get()
        assert (made.school_class_id, made.kind, made.hours_per_week) == (planned.school_class.pk, "lesson", 1)
        assert (load.employee_id, load.starts_on) == (planned.teacher.pk, date(2026, 11, 20))
    assert deputy.post(planned.page, form).status_code == 422
    assert "без журнала" not in words(deputy.get(planned.page))
