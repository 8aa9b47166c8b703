"""One table brought alone: it names the people, classes and journals of the school, and changes what it corrects."""

import dataclasses
import datetime as dt

import pytest

from parta.curriculum.models import Course, StudyGroup, StudyGroupMember, Subject, TeachingLoad
from parta.integrations.queries.export import FILLED
from parta.people.models import Appointment, Employee, HomeroomTeacher, Pupil
from parta.school.models import SchoolClass
from parta.timetable.models import TimetableSlot
from parta.web.office.import_files import filled_files
from parta.wording.importing import problem_text

from .conftest import NOW, bring, codes, done, one
from .own_tables import FOOTER, taken


def alone(folder, kind, edit=lambda row: row):
    """Write one table of the school, with its rows edited; `None` leaves a row out."""
    folder.mkdir(exist_ok=True)
    tables = taken([kind])
    own = [
        dataclasses.replace(table, rows=[new for row in table.rows if (new := edit(dict(row))) is not None])
        for table in tables.kinds[kind]
    ]
    for name, content in filled_files(dataclasses.replace(tables, kinds={kind: own}), FOOTER):
        (folder / name).write_bytes(content)
    return folder


WARNS = {"warning", "error"}


def test_every_own_table_alone_changes_nothing(technicum, tmp_path):
    said = {}
    for kind in taken().kinds:
        report = bring(alone(tmp_path / kind, kind))
        told = {problem.code for problem in report.problems if str(problem.severity) in WARNS}
        if told or not report.stored or done(report):
            said[kind] = (done(report), [problem_text(problem) for problem in report.problems])
    assert said == {}


def renamed(was, becomes, **where):
    """Edit the only row that holds everything of `where`: its teacher becomes another one."""

    def edit(row):
        fits = row["teacher"] == was and all(row[name] == value for name, value in where.items())
        return {**row, "teacher": becomes} if fits else row

    return edit


def some_load():
    """Give a load that one teacher has alone, and another teacher who may have it."""
    rows = TeachingLoad.objects.filter(course__kind="lesson", ends_on=None).order_by("pk")
    found = next(row for row in rows if row.course.loads.count() == 1 and row.course.school_class_id)
    other = Employee.objects.exclude(pk=found.employee_id).filter(appointments__role="teacher").order_by("pk").first()
    where = {"class": found.course.school_class.name, "subject": found.course.subject.name}
    where["subgroup"] = found.course.study_group.name if found.course.study_group else ""
    return found, other, where


def test_a_load_alone_gives_a_journal_to_another_teacher(technicum, tmp_path):
    found, other, where = some_load()
    name = found.employee.person.full_name
    report = bring(alone(tmp_path / "a", "load", renamed(name, other.person.initials_name.replace("ё", "е"), **where)))
    assert report.stored and not report.errors
    assert done(report) == {"load": {"created": 1, "changed": 1}}
    found.refresh_from_db()
    assert found.ends_on == dt.date(2026, 11, 20)
    now = TeachingLoad.objects.get(course=found.course_id, ends_on=None)
    assert (now.employee_id, now.starts_on) == (other.pk, dt.date(2026, 11, 21))
    later = NOW + dt.timedelta(days=7)
    bring(alone(tmp_path / "b", "load", renamed(other.person.full_name, name, **where)), now=later)
    now.refresh_from_db()
    again = TeachingLoad.objects.get(course=found.course_id, ends_on=None)
    assert (again.employee_id, again.starts_on) == (found.employee_id, dt.date(2026, 11, 28))
    assert now.ends_on == dt.date(2026, 11, 27)


def test_a_teacher_whom_nobody_knows_is_told_and_nobody_loses_the_journal(technicum, tmp_path):
    found, _, where = some_load()
    name = found.employee.person.full_name
    report = bring(alone(tmp_path / "a", "load", renamed(name, "Неведомов П. П.", **where)))
    assert one(report.problems, "teacher_unknown").params["words"] == "Неведомов П. П."
    found.refresh_from_db()
    assert report.stored and done(report) == {} and found.ends_on is None


def test_words_that_several_people_fit_are_told_with_their_names(technicum, tmp_path):
    found, other, where = some_load()
    twin = Employee.objects.exclude(pk__in=[found.employee_id, other.pk]).order_by("pk").first()
    person = twin.person
    person.last_name, person.first_name = other.person.last_name, other.person.first_name
    person.save()
    words = f"{other.person.last_name} {other.person.first_name}"
    report = bring(alone(tmp_path / "a", "load", renamed(found.employee.person.full_name, words, **where)))
    told = [problem for problem in report.problems if problem.code == "teacher_ambiguous"]
    assert told and sorted(told[0].params["names"]) == sorted([other.person.full_name, person.full_name])
    assert not TeachingLoad.objects.filter(course=found.course_id).exclude(pk=found.pk).exists()


def test_a_new_teacher_of_a_load_alone_gets_the_role(technicum, tmp_path):
    found, _, where = some_load()
    clerk = Employee.objects.exclude(appointments__role="teacher").order_by("pk").first()
    roles = set(Appointment.objects.filter(employee=clerk).values_list("role", "ends_on"))
    name = found.employee.person.full_name
    report = bring(alone(tmp_path / "a", "load", renamed(name, clerk.person.full_name, **where)))
    assert done(report) == {"load": {"created": 1, "changed": 1}, "appointment": {"created": 1}}
    assert set(Appointment.objects.filter(employee=clerk).values_list("role", "ends_on")) == roles | {("teacher", None)}


def test_subgroups_alone_move_a_student(technicum, tmp_path):
    groups = StudyGroup.objects.filter(subject__isnull=False, courses__kind="lesson").order_by("pk")
    first = next(one for one in groups if one.members.exists())
    second = StudyGroup.objects.exclude(pk=first.pk).get(school_class=first.school_class_id, subject=first.subject_id)
    member = first.members.select_related("pupil__person").order_by("pk").first()
    name, place = member.pupil.person.full_name, first.school_class.name

    def edit(row):
        own = row["fio"] == name and row["class"] == place and row["subject"] == first.subject.name
        return {**row, "subgroup": second.name} if own else row

    report = bring(alone(tmp_path / "a", "subgroups", edit))
    assert report.stored and done(report) == {"member": {"created": 1, "changed": 1}}
    now = StudyGroupMember.objects.get(pupil=member.pupil_id, group__subject=first.subject_id, ends_on=None)
    assert (now.group_id, Course.objects.count()) == (second.pk, 120)
    other = Pupil.objects.exclude(enrolments__school_class=first.school_class_id).order_by("pk").first()

    def strange(row):
        own = row["fio"] == name and row["class"] == place and row["subject"] == first.subject.name
        return {**row, "fio": other.person.full_name} if own else row

    report = bring(alone(tmp_path / "b", "subgroups", strange))
    assert one(report.problems, "pupil_not_in_class").params["name"] == other.person.full_name


def test_a_staff_list_alone_says_who_leads_a_group(technicum, tmp_path):
    link = HomeroomTeacher.objects.select_related("employee__person", "school_class").order_by("pk").first()
    other = Employee.objects.exclude(homerooms__isnull=False).order_by("pk").first()

    def edit(row):
        return {**row, "head": other.person.initials_name} if row["class"] == link.school_class.name else row

    report = bring(alone(tmp_path / "a", "groups", edit))
    assert report.stored and done(report) == {"homeroom": {"created": 1, "changed": 1}}


def test_a_timetable_alone_seats_a_lesson_with_its_own_teacher(technicum, tmp_path):
    slot = TimetableSlot.objects.filter(number__isnull=False, room__isnull=False, employee__isnull=False).order_by(
        "pk"
    )[0]
    before = TeachingLoad.objects.count()
    taught = Subject.objects.count()

    def edit(row):
        own = row["class"] == slot.course.school_class.name and (row["day"], row["number"]) == (
            (slot.weekday,),
            slot.number,
        )
        return {**row, "room": "999-н"} if own and row["subject"] == slot.course.subject.name else row

    report = bring(alone(tmp_path / "a", "timetable_list", edit))
    assert report.stored, report.errors
    counts = done(report)
    assert counts["room"] == {"created": 1} and counts["slot"]["changed"] >= 1
    assert (TeachingLoad.objects.count(), Subject.objects.count()) == (before, taught)
    assert "room_unknown" in codes(report.problems)


def test_a_load_does_not_spell_the_subjects_anew(technicum, tmp_path):
    subject = Subject.objects.filter(courses__kind="lesson").order_by("pk").first()
    spelt = subject.name.upper()
    report = bring(
        alone(tmp_path / "a", "load", lambda row: {**row, "subject": spelt} if row["subject"] == subject.name else row)
    )
    subject.refresh_from_db()
    assert report.stored and done(report) == {} and subject.name != spelt


@pytest.mark.parametrize("kind", [kind for kind in FILLED if kind in ("pupils",)])
def test_a_list_without_the_year_of_study_keeps_it(technicum, tmp_path, kind):
    before = dict(SchoolClass.objects.values_list("name", "grade_level"))
    report = bring(alone(tmp_path / "a", kind))
    assert report.stored and dict(SchoolClass.objects.values_list("name", "grade_level")) == before
