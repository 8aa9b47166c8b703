"""The tables of an imported school, taken out and brought back: nothing is lost, nothing is added."""

import dataclasses
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef

from parta.curriculum.models import ContractRate, Course, StudyGroup, Subject
from parta.installation.models import School
from parta.installation.schools import inside
from parta.integrations.models import ImportTouch
from parta.integrations.queries.export import MARKS, SchoolTables, Table
from parta.integrations.services.export import take_tables
from parta.integrations.spreadsheets.importing import import_history_folder
from parta.journal.models import Mark, TermResult
from parta.people.models import Employee, Pupil, Training
from parta.school.models import AcademicYear, Room
from parta.timetable.models import Lesson, RoomHour
from parta.web.office.import_files import filled_files

from ..conftest import ADMINISTRATOR, DEPUTY, NOW, analyzed, bring, done
from ..own_tables import FOOTER, taken, written

BRINGS_BOTH = dataclasses.replace(DEPUTY, roles=frozenset({"administrator", "deputy"}))

CARD = {
    "citizenship": "Россия",
    "identity_kind": "passport",
    "identity_series": "75 12",
    "identity_number": "012345",
    "identity_by": "ОВД города",
    "identity_on": date(2026, 2, 3),
    "registered_address": "ул. Мира, 1",
    "programme": "adapted",
    "programme_words": "ООО, вариант 7",
    "language": "русский",
    "meals": "none",
    "transport": "п. Заречный",
}
APART = {"bells"}  # the files of several schedules stand in the order of their names


def rows(tables):
    return {
        kind: sorted(repr(sorted(row.items())) for one in own for row in one.rows)
        if kind in APART
        else [dict(row) for one in own for row in one.rows]
        for kind, own in tables.kinds.items()
    }


def test_the_schools_own_tables_change_nothing_in_it(town, tmp_path):
    before = rows(taken())
    report = bring(written(tmp_path / "own"))
    assert report.stored and not report.errors
    assert done(report) == {}
    assert rows(taken()) == before


def test_a_corrected_table_changes_what_was_corrected(town, tmp_path):
    folder = written(tmp_path / "own")
    tables = taken(["rooms"])
    [table] = tables.kinds["rooms"]
    named = {
        "name": "Кабинет =химии",
        "out_from": date(2026, 12, 1),
        "out_to": date(2026, 12, 5),
        "out_reason": "ремонт",
        "shut": "пн 1–3, 7; ср 2",
    }
    changed = [{**row, **named} if row["number"] == "101" else row for row in table.rows]
    for name, content in filled_files(
        dataclasses.replace(tables, kinds={"rooms": [dataclasses.replace(table, rows=changed)]}), FOOTER
    ):
        (folder / name).write_bytes(content)
    assert done(bring(folder)) == {"room": {"changed": 1}, "room_hour": {"created": 5}}
    room = Room.objects.get(number="101")
    assert (room.title, room.out_to, room.out_reason) == ("Кабинет =химии", date(2026, 12, 5), "ремонт")
    hours = list(RoomHour.objects.filter(room=room, never=True).values_list("weekday", "number"))
    assert sorted(hours) == [(1, 1), (1, 2), (1, 3), (1, 7), (3, 2)]
    assert ImportTouch.objects.filter(table_name="timetable_roomhour").count() == 5  # may be undone
    assert done(bring(written(tmp_path / "again"))) == {}


def put_singles(teacher, room):
    """Put lessons of a journal on a Saturday by the clock and after the last lesson; open a consultation without times."""
    course = Course.objects.get(kind="lesson", school_class__name="7А", study_group=None, subject__name="алгебра")
    own = Lesson.objects.filter(course__school_class=course.school_class, date=OuterRef("date"))
    late = Lesson.objects.filter(~Exists(own.filter(number__gte=OuterRef("number"))), date__gt="2026-12-01")
    rung = late.filter(Exists(own), course__school_class__name="7Б").order_by("date", "number").first()
    zone = rung.starts_at.tzinfo
    by_clock = (datetime(2026, 12, 12, 9, 0, tzinfo=zone), datetime(2026, 12, 12, 9, 40, tzinfo=zone))
    for number, (start, end) in ((None, by_clock), (rung.number, (rung.starts_at, rung.ends_at))):
        Lesson.objects.create(
            course=course, date=start.date(), number=number, starts_at=start, ends_at=end, single=True,
            employee=teacher, room=room if number is None else None,
        )  # fmt: skip
    subject = Subject.objects.create(name="Консультация к ОГЭ", name_key="консультация к огэ")
    group = StudyGroup.objects.create(year=course.year, name="9А, 9Б", name_key="9а, 9б")
    joint = {"kind": "consultation", "study_group": group, "marks_given": False}
    Course.objects.create(year=course.year, subject=subject, calendar=course.calendar, **joint)
    return rung


def test_the_tables_of_one_school_make_the_same_one_of_an_empty_school(town, tmp_path):
    some = Pupil.objects.filter(enrolments__ends_on=None).order_by("pk").values_list("pk", flat=True)[:3]
    Pupil.objects.filter(pk__in=list(some)).update(**CARD)
    teacher = Employee.objects.order_by("pk").first()
    Employee.objects.filter(pk=teacher.pk).update(education="УрГПУ, 2008", qualification="учитель")
    dated = {"hours": 72, "starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 13), "accepted": True}
    Training.objects.create(employee=teacher, programme="Методика", organisation="ИРО", document="№ 5", **dated)
    ContractRate.objects.create(employee=teacher, year=AcademicYear.objects.get(), rate="1.25")
    room = Room.objects.order_by("pk").first()
    for weekday, number, never in ((1, 1, True), (1, 2, True), (6, 4, True), (2, 7, False)):
        RoomHour.objects.create(room=room, weekday=weekday, number=number, never=never)
    rung = put_singles(teacher, room)
    Training.objects.create(employee=teacher, programme="Строка прежнего списка", accepted=True)
    there = rows(taken())
    written(tmp_path / "all")
    with inside(School.objects.get(slug="beta")):
        assert taken().kinds == {}
        report = bring(tmp_path / "all", actor=dataclasses.replace(ADMINISTRATOR, school_slug="beta"))
        analyzed()
        assert report.stored and not report.errors
        here = rows(taken())
    assert set(there) == set(here) >= {"pupils", "staff", "load", "timetable_list", "subgroups", "curriculum_list"}
    assert any(row["rate"] == 1.25 for row in there["staff"])
    assert any((row["shut"], row["unwanted"]) == ("пн 1–2; сб 4", "вт 7") for row in there["rooms"])
    assert [(row["number"], row["class"]) for row in there["single_lessons"]] == [(rung.number, "7А"), (None, "7А")]
    assert [row["class"] for row in there["extra_times"] if row["name"] == "Консультация к ОГЭ"] == ["9А, 9Б"]
    for kind, own in there.items():
        assert here[kind] == own, kind


def test_a_table_of_single_lessons_alone_brings_what_has_a_journal_a_bell_and_a_free_hour(town, tmp_path):
    taken_at = Lesson.objects.filter(course__subject__name="алгебра", course__school_class__name="7А", date__gte=NOW)
    weekly = taken_at.order_by("date", "number").first()
    row = {"date": date(2026, 12, 12), "starts": time(9), "ends": time(9, 40), "class": "7А", "subject": "алгебра"}
    rows = [
        row,
        {**row, "class": "7Ъ"},
        {**row, "date": date(2026, 12, 9), "number": 15, "starts": None, "ends": None},
        {**row, "date": weekly.date, "number": weekly.number, "starts": None, "ends": None},
    ]
    for corrected in (rows, [{**row, "ends": time(9, 45), "room": "101"}]):
        tables = SchoolTables("2026/2027", {"single_lessons": [Table(corrected)]})
        for name, content in filled_files(tables, FOOTER):
            (tmp_path / name).write_bytes(content)
        report = bring(tmp_path)
        assert report.stored and not report.errors
        if corrected is rows:
            codes = ["single_meets_another", "single_without_bell", "single_without_journal"]
            assert sorted(one.code for one in report.problems) == codes
            assert done(report) == {"single_lesson": {"created": 1}}
    assert done(report)["single_lesson"] == {"changed": 1}
    lesson = Lesson.objects.get(single=True)
    assert (lesson.starts_at.astimezone(weekly.starts_at.tzinfo).date(), lesson.room.number) == (row["date"], "101")


def test_pages_of_marks_come_back_and_bring_what_was_filled_in(town, tmp_path):
    tables = take_tables(actor=BRINGS_BOTH, kinds=[MARKS], now=NOW)
    page = next(one for one in tables.kinds[MARKS] if one.above["class"] == "7А" and one.above["subject"] == "алгебра")
    assert page.above["term"] == "quarter 1" and len(page.rows) > 20
    day = next(name for name in page.rows[0] if name[0].isdigit())
    rows = [{**row, day: "5", "term": "5"} if number == 0 else row for number, row in enumerate(page.rows)]
    filled = dataclasses.replace(tables, kinds={MARKS: [dataclasses.replace(page, rows=rows)]})
    for name, content in filled_files(filled, FOOTER):
        (tmp_path / name).write_bytes(content)
    said = {"actor": DEPUTY, "ground": "приказ № 7", "now": NOW}
    report = import_history_folder(tmp_path, **said)
    assert report.stored and (report.created, report.conflicts) == (2, []) and not report.problems
    assert Mark.objects.get().value == TermResult.objects.get().value == "5"
    again = next(one for one in taken([MARKS]).kinds[MARKS] if one.above == page.above)
    assert [row["term"] for row in again.rows] == ["5", *[""] * (len(rows) - 1)]
