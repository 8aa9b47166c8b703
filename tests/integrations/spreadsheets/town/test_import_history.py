"""The first quarter from another journal, and the demo school's files in other shapes."""

import datetime as dt
import random

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.integrations.spreadsheets.importing import import_history_folder
from parta.journal.models import Attendance, LessonEntry, Mark, TermResult, Work
from parta.kernel.decisions import Forbidden, Refused
from parta.timetable.models import Lesson

from ..conftest import ADMINISTRATOR, DEPUTY, NOW, ROOT, analyzed, bring, done, tables
from ..rewriting import corrected, sheets, write

DEMO = ROOT / "demo" / "school"
MARKS = "09_marks_q1.xlsx"


def history(folder=DEMO, actor=DEPUTY, ground="приказ № 7 от 20.11.2026", **more):
    return import_history_folder(folder, actor=actor, ground=ground, now=NOW, **more)


def test_the_import_of_the_school_says_that_marks_are_another_act(town):
    assert [p.params["count"] for p in town.problems if p.code == "marks_found"] == [50]
    assert not Mark.objects.exists()


def test_the_quarter_whole_and_again(town):
    before = tables()
    dry = history(dry_run=True)
    assert not dry.stored and tables() == before
    report = history()
    analyzed()
    assert report.stored and not report.conflicts and len(report.pages) == 50
    assert (report.created, report.pages) == (dry.created, dry.pages)
    counts = {model.__name__: model.objects.count() for model in (Mark, Attendance, TermResult, LessonEntry, Work)}
    assert counts == {"Mark": 5890, "Attendance": 1053, "TermResult": 1071, "LessonEntry": 774, "Work": 1010}
    gone = Mark.objects.filter(pupil__person__last_name="Денисов", work__lesson__course__school_class__name="7А")
    assert gone.exists() and max(m.work.lesson.date for m in gone) <= dt.date(2026, 10, 5)
    event = Event.objects.filter(act="journal.mark_recorded").first()
    assert event.subject["ground"].startswith("приказ № 7") and event.subject["source"]["file"] == MARKS
    assert event.subject["source"]["cell"] and event.account_id == 2
    assert list(verify_chains()) == []
    after = tables()
    again = history()
    assert (again.created, again.same, again.conflicts) == (0, report.created, [])
    assert tables() == {**after, "ImportRun": after["ImportRun"] + 1}
    assert done(bring(DEMO)) == {}


def test_two_lessons_of_a_day_are_two_columns_in_order(town):
    history()
    rows = Lesson.objects.filter(entry__isnull=False, course__subject__name__startswith="труд")
    days = [(row.course_id, row.date) for row in rows]
    assert len(days) > len(set(days))


def test_an_unreadable_cell_stops_everything(town, tmp_path):
    def edit(rows):
        at = next(number for number, row in enumerate(rows) if row[0] == "№")
        rows[at + 1][2] = "пять"

    folder = corrected(DEMO, tmp_path, {(MARKS, "7А алгебра"): edit})
    before = tables()
    report = history(folder)
    assert not report.stored and tables() == before
    [error] = report.errors
    assert (error.code, error.sheet, error.cell) == ("history_cell_unreadable", "7А алгебра", "C8")


def test_only_a_deputy_and_on_a_ground(town):
    with pytest.raises(Forbidden):
        history(actor=ADMINISTRATOR)
    with pytest.raises(Refused, match="history_needs_ground"):
        history(ground=" ")


def test_the_marks_alone_are_enough(town, tmp_path):
    (tmp_path / "журнал.xlsx").write_bytes((DEMO / MARKS).read_bytes())
    report = history(tmp_path)
    assert report.created == history(DEMO).same


def shuffled(rows, merges, dice):
    """Put the columns of a sheet into another order; merged headers of two levels keep it as it is."""
    width = max(map(len, rows), default=0)
    if any(last[0] > first[0] for first, last in merges):
        return rows, merges
    order = list(range(width))
    dice.shuffle(order)
    return [[(row + [""] * width)[at] for at in order] for row in rows], []


def test_other_files_sheets_and_columns_mean_the_same_school(town, tmp_path):
    dice = random.Random(12)
    lists = {"Движение", "Кабинеты", "Нагрузка", "Подгруппы", "Замены", "Сокращения", "КТП"}
    whole = {}
    words = {
        "Таб. №": "Табельный номер",
        "№ личного дела": "Личное дело №",
        "Дата рождения": "Дата рожд.",
        "Часов в неделю": "Часы",
        "Учитель": "ФИО учителя",
        "Тема урока": "Тема",
        "Класс": "класс",
    }
    for path in sorted(DEMO.rglob("*.xlsx")):
        if path.name == MARKS:
            continue
        for name, (rows, merges) in sheets(path).items():
            if name in lists:
                rows, merges = shuffled(rows, merges, dice)
            rows = [[words.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
            title = name if name not in whole else f"{name} {len(whole)}"
            whole[title] = (rows, merges)
    names = list(whole)
    dice.shuffle(names)
    write(tmp_path / "школа целиком.xlsx", {name: whole[name] for name in names})
    before = tables()
    report = bring(tmp_path)
    assert [p for p in report.problems if p.severity == "error"] == []
    assert report.stored and done(report) == {}
    assert tables() == {**before, "ImportRun": before["ImportRun"] + 1}
