"""The two institutions of the demo, as they are: exact counts, every link, no errors."""

import datetime as dt
import time
from collections import Counter
from pathlib import Path

from parta.integrations.spreadsheets import Dataset, Problem, Severity, read_folder
from parta.integrations.spreadsheets.resolve import Resolved, resolve

from .conftest import ROOT, codes

Read = tuple[Dataset, list[Problem]]
Linked = tuple[Resolved, list[Problem]]


def test_school_counts(school: Read) -> None:
    ds, problems = school
    assert {name: len(getattr(ds, name)) for name in Dataset.__dataclass_fields__ if name not in ("year", "card")} == {
        "terms": 10,
        "calendar": 16,
        "bells": 6,
        "rooms": 73,
        "staff": 82,
        "pupils": 1030,
        "groups": 0,
        "movements": 7,
        "curriculum": 528,
        "programmes": 0,
        "extra_courses": 16,
        "home_plans": 7,
        "load": 602,
        "subgroups": 2284,
        "other_load": 25,
        "practices": 0,
        "timetable": 1353,
        "activities": 31,
        "dated_lessons": 0,
        "single_lessons": 0,
        "abbreviations": 21,
        "plans": 13,
        "substitutions": 136,
        "marks": 50,
    }
    assert codes(problems) == {"scope_narrowed"}
    assert ds.year == 2026
    assert ds.card is not None
    assert (ds.card.short_name, ds.card.director, ds.card.utc_offset) == (
        "МАОУ СОШ № 12",
        "Герасимова Вера Васильевна",
        5,
    )


def test_college_counts(college: Read) -> None:
    ds, problems = college
    assert {name: len(getattr(ds, name)) for name in Dataset.__dataclass_fields__ if name not in ("year", "card")} == {
        "terms": 2,
        "calendar": 11,
        "bells": 1,
        "rooms": 34,
        "staff": 44,
        "pupils": 239,
        "groups": 10,
        "movements": 0,
        "curriculum": 0,
        "programmes": 117,
        "extra_courses": 0,
        "home_plans": 0,
        "load": 114,
        "subgroups": 280,
        "other_load": 0,
        "practices": 8,
        "timetable": 339,
        "activities": 0,
        "dated_lessons": 24,
        "single_lessons": 0,
        "abbreviations": 0,
        "plans": 6,
        "substitutions": 0,
        "marks": 0,
    }
    assert problems == []


def test_school_year(school: Read) -> None:
    ds, _ = school
    first = next(term for term in ds.terms if term.number == 1 and term.kind == "quarter" and term.scope.covers("7А"))
    assert (first.starts, first.ends) == (dt.date(2026, 9, 1), dt.date(2026, 10, 24))
    assert {term.kind for term in ds.terms if term.scope.covers("10Б")} == {"half_year"}
    assert Counter(span.kind for span in ds.calendar) == {
        "vacation": 7,
        "holiday": 4,
        "day_off": 3,
        "working_day": 1,
        "follows_weekday": 1,
    }
    saturday = next(span for span in ds.calendar if span.kind == "working_day")
    assert (saturday.starts, saturday.follows_weekday, saturday.instead_of) == (
        dt.date(2027, 2, 20),
        0,
        dt.date(2027, 2, 22),
    )
    assert saturday.scope.grades == (2, 3, 4)
    moved = next(span for span in ds.calendar if span.kind == "follows_weekday")
    assert (moved.starts, moved.follows_weekday, moved.scope.covers("9А"), moved.scope.covers("4А")) == (
        dt.date(2027, 5, 11),
        0,
        True,
        False,
    )


def test_school_bells(school: Read) -> None:
    ds, _ = school
    assert [(one.weekdays, one.scope.grades[0], one.starts, one.ends, len(one.periods)) for one in ds.bells] == [
        ((1, 2, 3, 4), 2, None, None, 8),
        ((0,), 2, None, None, 8),
        ((5,), 5, None, None, 7),
        ((), 1, dt.date(2026, 9, 1), dt.date(2026, 10, 31), 5),
        ((), 1, dt.date(2026, 11, 1), dt.date(2026, 12, 31), 5),
        ((), 1, dt.date(2027, 1, 1), dt.date(2027, 5, 31), 5),
    ]
    monday = ds.bells[1].periods[0]
    assert (monday.number, monday.starts, monday.ends, monday.break_minutes) == (1, dt.time(8), dt.time(8, 30), 10)


def test_school_people(school: Read) -> None:
    ds, _ = school
    pupil = next(one for one in ds.pupils if one.file_number == "Г-58")
    assert (pupil.class_name, pupil.name.full, pupil.sex, pupil.adapted_programme, pupil.consent) == (
        "1А",
        "Галиев Марат Азатович",
        "m",
        "АООП, вариант 7.1",
        True,
    )
    assert pupil.guardians[0].phone == "+79500007727"
    assert Counter(one.consent for one in ds.pupils) == {True: 1014, False: 16}
    assert sum(one.diary_refused for one in ds.pupils) == 10
    assert sum(one.pe_exempt_until is not None for one in ds.pupils) == 16
    assert Counter(one.pe_group for one in ds.pupils) == {"": 1008, "special": 12, "preparatory": 10}
    assert [one.class_name for one in ds.pupils if one.home_schooled] == ["6Б"]
    assert sum(bool(one.extended_day) for one in ds.pupils) == 50
    assert Counter(move.kind for move in ds.movements) == {"arrived": 4, "left": 3}
    combined = next(one for one in ds.staff if "администратор электронного журнала" in one.positions)
    assert combined.name.last == "Шилова"
    assert sum(bool(one.homeroom) for one in ds.staff) == 40


def test_school_marks(school: Read) -> None:
    ds, _ = school
    sheet = next(one for one in ds.marks if one.source.sheet == "4Б матем.")
    assert (sheet.class_name, sheet.subject, sheet.subgroup, sheet.teacher, sheet.term) == (
        "4Б",
        "математика",
        "",
        "Вишнякова Елена Константиновна",
        "1 четв.",
    )
    assert (len(sheet.lessons), len(sheet.rows)) == (32, 28)
    assert sheet.lessons[16].work == "контрольная работа"
    assert sheet.lessons[16].homework == "Без задания"
    first = sheet.rows[0]
    assert first.cells[0].text == "3" and first.cells[0].cell == "E8" and first.results == (("1 четв.", "4", "AI8"),)
    assert all(lesson.topic for one in ds.marks for lesson in one.lessons)
    assert {text for one in ds.marks for row in one.rows for cell in row.cells for text in cell.text.split()} >= {
        "н",
        "б",
        "УП",
        "ОП",
        "2→3",
        "осв",
        "4/3",
    }
    assert any(lesson.ordinal == 2 for one in ds.marks for lesson in one.lessons)


def test_school_links(school_links: Linked) -> None:
    rs, problems = school_links
    assert {problem.severity for problem in problems} == {Severity.NOTE}
    assert Counter(problem.code for problem in problems) == {
        "pupil_departed": 16,
        "guardian_phones_differ": 4,
        "employee_is_guardian": 3,
        "same_name_pupils": 1,
    }
    assert (len(rs.classes), len(rs.guardians), len(rs.departed), len(rs.courses), len(rs.lessons)) == (
        40,
        1335,
        3,
        662,
        1353,
    )
    assert all(one.homeroom for one in rs.classes)
    assert sum(one.employee is not None for one in rs.guardians) == 3
    assert all(one.teacher for one in rs.lessons)
    assert all(one.teachers for one in rs.courses)
    assert all(link.course and link.teacher and all(row.pupil for row in link.rows) for link in rs.marks)
    assert all(
        link.course and link.absent
        for link in rs.substitutions
        if not link.record.subject.startswith(("разговоры", "россия"))
    )
    assert all(link.courses for link in rs.plans)
    assert len(rs.home) == 7
    talk = next(one for one in rs.courses if one.subject == "Разговоры о важном" and one.class_name == "7А")
    head = next(one for one in rs.classes if one.name == "7А").homeroom
    assert (talk.kind, talk.teachers) == ("homeroom", (head,))
    profile = next(
        one for one in rs.courses if one.class_name == "10А" and one.subject == "физика" and one.subgroup == "техн. гр."
    )
    assert (profile.profile, profile.planned, profile.weekly) == ("технологический профиль", 5.0, 5.0)
    german = next(one for one in rs.courses if one.class_name == "9В" and "немецкий" in one.subject)
    assert german.pupils is not None and len(german.pupils) == 11


def test_college_links(college_links: Linked) -> None:
    rs, problems = college_links
    assert problems == []
    assert (len(rs.classes), len(rs.courses), len(rs.lessons), len(rs.dated), len(rs.practices)) == (
        10,
        114,
        339,
        24,
        8,
    )
    assert all(one.homeroom for one in rs.classes)
    assert (
        all(one.teacher for one in rs.lessons)
        and all(one.teacher for one in rs.dated)
        and all(one.leader for one in rs.practices)
    )
    assert Counter(one.parity for one in rs.lessons) == {"odd": 174, "even": 165}
    assert all(link.courses for link in rs.plans)
    assert {one.name: one.study_year for one in rs.classes}["ИСП-23"] == 4


def test_college_year(college: Read) -> None:
    ds, _ = college
    assert [(term.kind, term.number, term.first_week) for term in ds.terms] == [
        ("semester", 1, "odd"),
        ("semester", 2, "odd"),
    ]
    assert Counter(span.kind for span in ds.calendar) == {
        "vacation": 2,
        "holiday": 2,
        "day_off": 3,
        "working_day": 1,
        "session": 2,
        "exams": 1,
    }
    assert {span.scope.classes for span in ds.calendar if span.kind == "session"} == {("Бз-24",)}
    (bells,) = ds.bells
    assert bells.unit == "pair" and bells.periods[0].hours == (
        (dt.time(8, 30), dt.time(9, 15)),
        (dt.time(9, 20), dt.time(10, 5)),
    )
    line = next(one for one in ds.programmes if one.index == "ОУД.03" and one.programme_code == "09.02.07")
    assert (line.total, line.semesters, line.exams, line.graded_credits) == (
        240.0,
        ((1, 102.0), (2, 138.0)),
        (2,),
        (1,),
    )
    part_time = [one for one in ds.programmes if one.form == "заочная"]
    assert [(one.session_hours, one.exams, one.credits) for one in part_time] == [
        (12.0, (5,), ()),
        (16.0, (5,), ()),
        (12.0, (), ()),
        (8.0, (), (5,)),
    ]
    assert ds.plans[0].index == "МДК.01.01" and len(ds.plans[0].lines) == 102


def test_reading_twice_gives_the_same(college: Read) -> None:
    again, _ = read_folder(ROOT / "demo" / "college")
    assert again == college[0]
    assert resolve(again)[0] == resolve(college[0])[0]


def test_file_names_mean_nothing(tmp_path: Path, college: Read) -> None:
    for at, path in enumerate(sorted((ROOT / "demo" / "college").rglob("*.xlsx"), reverse=True)):
        (tmp_path / f"Книга {at}.xlsx").write_bytes(path.read_bytes())
    ds, problems = read_folder(tmp_path)
    assert problems == []
    assert {name: len(getattr(ds, name)) for name in ("pupils", "staff", "load", "timetable", "plans")} == {
        "pupils": 239,
        "staff": 44,
        "load": 114,
        "timetable": 339,
        "plans": 6,
    }


def test_progress_is_told() -> None:
    steps: list[tuple[int, int, str]] = []
    started = time.monotonic()
    read_folder(ROOT / "demo" / "college", lambda done, total, name, rows: steps.append((done, total, name, rows)))
    assert steps[0][:2] == (0, 12) and steps[-1][:2] == (12, 12)
    assert time.monotonic() >= started
