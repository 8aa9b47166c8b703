"""The tables of an imported school, taken out and brought back: nothing is lost, nothing is added."""

import dataclasses
from datetime import date

from parta.curriculum.models import ContractRate
from parta.installation.models import School
from parta.installation.schools import inside
from parta.integrations.models import ImportTouch
from parta.integrations.queries.export import MARKS
from parta.integrations.services.export import take_tables
from parta.integrations.spreadsheets.importing import import_history_folder
from parta.journal.models import Mark, TermResult
from parta.people.models import Employee, Pupil, Training
from parta.school.models import AcademicYear, Room
from parta.timetable.models import RoomHour
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
    for kind, own in there.items():
        assert here[kind] == own, kind


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
