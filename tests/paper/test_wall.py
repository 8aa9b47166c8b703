"""The timetable for the wall: whole days, even parts, weeks apart; both sizes, both sides, who may take it."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.paper.wall_part import WallCell, class_sheets, teacher_sheets
from parta.school.models import SchoolCard
from parta.timetable.models import TimetableSlot, TimetableVersion
from tests.paper.reading import A4_FLIPPED, says_archive, sizes, texts

PRINT = "/alpha/office/timetable/print/"


def cell(weekday, number, class_id, subject, *, teacher=1, room="", parity="any", group=""):
    return WallCell(weekday, number, parity, (class_id,), teacher, subject, group, room, (f"{class_id}А",))


def test_groups_of_an_hour_share_a_line_and_weeks_do_not():
    cells = [
        cell(1, 2, 7, "английский", room="204", group="2 гр."),
        cell(1, 2, 7, "английский", room="203", group="1 гр."),
        cell(1, 4, 7, "химия", room="301", parity="even"),
        cell(1, 4, 7, "физика", parity="odd"),
    ]
    (sheet,) = class_sheets([(7, "7А"), (8, "8А")], cells, across=7, down=24)
    assert sheet["heads"] == ["7А"]
    rows = {row["no"]: row["cells"][0] for row in sheet["days"][0]["rows"]}
    assert rows["2"] == [{"week": "", "what": "Английский", "where": "203/204"}]
    assert [(one["week"], one["what"]) for one in rows["4"]] == [("чис.", "Физика"), ("зн.", "Химия")]
    assert rows["3"] == []


def test_what_is_the_same_in_both_weeks_is_said_once():
    cells = [
        cell(1, 1, 7, "химия", room="301", parity="odd"),
        cell(1, 1, 7, "химия", room="301", parity="even"),
        cell(1, 2, 7, "физика", room="201", parity="odd"),
        cell(1, 2, 7, "физика", room="202", parity="even"),
    ]
    (sheet,) = class_sheets([(7, "7А")], cells, across=7, down=24)
    first, second = (row["cells"][0] for row in sheet["days"][0]["rows"])
    assert first == [{"week": "", "what": "Химия", "where": "301"}]
    assert [(one["week"], one["where"]) for one in second] == [("чис.", "201"), ("зн.", "202")]
    (sheet,) = teacher_sheets([(1, "Ёлкина")], cells, across=48)
    assert [one["week"] for one in sheet["rows"][0]["cells"][0]["lines"]] == [""]


def test_a_sheet_has_the_days_and_hours_of_its_own_classes():
    cells = [cell(1, 1, 1, "x"), cell(1, 2, 1, "x"), cell(6, 7, 2, "x"), cell(1, 1, 2, "x")]
    small, big = class_sheets([(1, "1А"), (2, "9А")], cells, across=1, down=24)
    assert [(day["name"], len(day["rows"])) for day in small["days"]] == [("Понедельник", 2)]
    assert [(day["name"], len(day["rows"])) for day in big["days"]] == [("Понедельник", 1), ("Суббота", 1)]


def test_sheets_hold_whole_days_and_about_as_many_classes_each():
    classes = [(n, f"{n}А") for n in range(1, 12)]
    cells = [cell(day, number, pk, "x", teacher=pk) for day in range(1, 7) for number in (1, 8) for pk, _ in classes]
    found = class_sheets(classes, cells, across=10, down=24)
    assert [(len(one["heads"]), len(one["days"])) for one in found] == [(5, 3), (5, 3), (6, 3), (6, 3)]
    assert [len(one["days"]) for one in teacher_sheets(classes, cells, across=48)] == [6]
    assert len(teacher_sheets(classes, cells, across=3)) == 6
    assert class_sheets(classes, [], across=10, down=24) == []


@pytest.fixture
def hanging(world, frozen):
    with inside(world.school):
        version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
        for number in (1, 2):
            TimetableSlot.objects.create(timetable=version, course=world.algebra, weekday=1, number=number)
    return world


def test_the_wall_is_printed_on_record_for_who_works_here(hanging, browser_of):
    deputy = browser_of(hanging.deputy)
    for by, paper, size, words in (
        ("classes", "a3", (1191, 842), ("Расписание по классам", "Понедельник", "7А", "Алгебра")),
        ("teachers", "a4", A4_FLIPPED, ("Расписание по учителям", "Ёлкина", "7А")),
    ):
        answer = deputy.post(PRINT, {"by": by, "paper": paper, "date": "2026-11-20"})
        text = texts(answer.content)[0]
        assert all(one in text for one in (*words, "действует с 1 сентября 2026 г.")), text
        assert sizes(answer.content) == {size} and says_archive(answer.content)
    with inside(hanging.school):
        assert Event.objects.filter(act="paper.printed", subject__form="wall").count() == 2
    assert deputy.post(PRINT, {"by": "pupils"}).status_code == 400
    assert "нет ни одного урока" in texts(deputy.post(PRINT, {"date": "2026-08-20"}).content)[0]
    with inside(hanging.school):
        SchoolCard.objects.update(kind="college")
    assert "нет ни одного занятия." in texts(deputy.post(PRINT, {"date": "2026-08-20"}).content)[0]
    assert browser_of(hanging.mother).post(PRINT, {}).status_code == 403
    assert b'name="paper"' in deputy.get("/alpha/office/timetable/").content
