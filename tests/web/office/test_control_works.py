"""The schedule of control works: taken from plans and by hand, moved, seen by staff and families."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import Course
from parta.installation.schools import inside
from parta.journal.models import PlannedWork
from parta.journal.queries.planned_works import PER_PAGE, SchedulePage
from parta.timetable.models import Lesson
from parta.web.ui.filters import short_date

PAGE = "/alpha/office/control-works/"
DIARY = "/alpha/diary/control-works/"


@pytest.fixture
def planned(world, frozen):
    """The eighth line of the plan of algebra is a control work: it falls on one of the lessons ahead."""
    with inside(world.school):
        world.plan.lines.filter(number=8).update(control_kind="контрольная работа", topic="Одночлены")
        world.control_line = world.plan.lines.get(number=8)
        last = world.algebra.lessons.order_by("-date").first()
        later, week = last.date + timedelta(days=7), timedelta(days=7)
        world.later = Lesson.objects.create(
            course=world.algebra,
            employee_id=last.employee_id,
            number=last.number,
            date=later,
            starts_at=last.starts_at + week,
            ends_at=last.ends_at + week,
        )
    world.key = f"{world.algebra.pk}-{world.control_line.pk}"
    world.asked = {"class": world.school_class.pk}
    return world


def by_hand(world, day, course=None, **more):
    return {**world.asked, "course": (course or world.algebra).pk, "day": day, "kind": "диктант", **more}


def rows_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def works_of(world):
    with inside(world.school):
        return list(PlannedWork.objects.order_by("day").values_list("course", "day", "kind", "title", "version"))


def test_a_plan_proposes_its_control_works_and_families_see_what_is_taken(planned, browser_of):
    browser = browser_of(planned.admin)
    text = browser.get(PAGE, planned.asked).content.decode()
    assert f'value="{planned.key}"' in text and "Одночлены" in text
    day = text.partition(f'name="day-{planned.key}" value="')[2][:10]
    assert day > "2026-11-20"
    take = {"take": planned.key, f"day-{planned.key}": day, f"kind-{planned.key}": "контрольная работа",
            f"title-{planned.key}": "Одночлены"}  # fmt: skip
    for human in (planned.teacher, planned.secretary):
        assert browser_of(human).post(PAGE, {**planned.asked, **take}).status_code == 403
    for _ in range(2):  # a double click
        assert browser.post(PAGE, {**planned.asked, **take}).status_code == 302
    assert [(row[0], str(row[1]), *row[2:]) for row in works_of(planned)] == [
        (planned.algebra.pk, day, "контрольная работа", "Одночлены", 1)
    ]
    with inside(planned.school):
        told = Event.objects.get(act="journal.work_planned")
        assert (told.person_id, told.after["day"]) == (planned.admin.pk, day)
    assert f'value="{planned.key}"' not in browser.get(PAGE, planned.asked).content.decode()
    with inside(planned.school):  # another edition of the plan, the work moved
        PlannedWork.objects.update(plan_line=None, day="2026-12-24")
    assert f'value="{planned.key}"' not in browser.get(PAGE, planned.asked).content.decode()
    assert "Одночлены" in browser_of(planned.teacher).get(PAGE).content.decode()
    assert "Одночлены" in browser_of(planned.mother).get(DIARY).content.decode()
    assert browser_of(planned.mother).get(PAGE).status_code == 403
    foreign = {"class": planned.other_class.pk, **take}
    assert browser.post(PAGE, foreign).status_code == 404


def test_a_work_stands_for_one_line_of_its_words(planned, browser_of):
    browser = browser_of(planned.admin)
    with inside(planned.school):
        for number in (6, 7, 8):
            planned.plan.lines.filter(number=number).update(control_kind="контрольная работа", topic="Контрольная")

    def proposed():
        found = re.findall(r'name="day-[0-9]+-([0-9]+)" value="([0-9-]+)"', browser.get(PAGE, planned.asked).text)
        return [(int(line), day) for line, day in found]

    (line, day), *others = proposed()
    assert others
    work = {"course": planned.algebra, "kind": "контрольная работа", "planned_by_id": planned.admin.pk}
    with inside(planned.school):
        mine = PlannedWork.objects.create(day=day, title="Контрольная", plan_line_id=line, **work)
    assert proposed() == others
    with inside(planned.school):  # another edition of the plan, the work moved
        PlannedWork.objects.filter(pk=mine.pk).update(plan_line=None, day="2026-12-24")
    assert proposed() == others
    with inside(planned.school):
        Course.objects.filter(pk=planned.english.pk).update(plan=None)
    key = f"{planned.english.pk}-999999"
    take = {"take": key, f"day-{key}": day, f"kind-{key}": "контрольная работа", f"title-{key}": "Нет такой"}
    assert browser.post(PAGE, {**planned.asked, **take}).status_code == 404


def test_a_work_put_by_hand_is_warned_of_moved_and_taken_out(planned, browser_of):
    browser = browser_of(planned.admin)
    for day in ("2026-11-09", "2026-11-16"):
        assert browser.post(PAGE, by_hand(planned, day)).status_code == 302
    assert browser.post(PAGE, by_hand(planned, "2026-11-16", planned.english)).status_code == 302
    sheet = browser.get(PAGE, {"as": "xlsx", **planned.asked})
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    second = next(row for row in rows if row[2] == "алгебра" and "2,5" in row[7])
    assert "вторая работа за день" in second[7] and str(second[0])[:10] == "2026-11-16"
    for bad in ("2029-01-01", "0001-01-01", "завтра", ""):
        assert browser.post(PAGE, by_hand(planned, bad)).status_code == 422
    assert browser.post(PAGE, by_hand(planned, "2026-11-23", kind=" ")).status_code == 422
    assert len(works_of(planned)) == 3
    with inside(planned.school):
        work = PlannedWork.objects.get(course=planned.algebra.pk, day="2026-11-16")
    address, base = f"{PAGE}{work.pk}/", {"base": 1, **planned.asked}
    assert browser.post(address, {**base, "act": "move", "day": "2026-11-09"}).status_code == 422
    assert browser.post(address, {**base, "act": "move", "day": "2026-11-18"}).status_code == 302
    assert browser.post(address, {**base, "act": "remove"}).status_code == 422  # seen before it was moved
    assert browser.post(address, {**base, "base": 2, "act": "remove"}).status_code == 302
    assert browser.post(address, {**base, "base": 2, "act": "remove"}).status_code == 404
    assert len(works_of(planned)) == 2
    with inside(planned.school):
        acts = Event.objects.filter(subject__planned_work=work.pk).order_by("seq").values_list("act", flat=True)
        assert list(acts) == ["journal.work_planned", "journal.planned_work_moved", "journal.planned_work_removed"]


def test_the_count_of_queries_is_fixed(planned, browser_of):
    browser, family = browser_of(planned.admin), browser_of(planned.mother)
    counts = []
    for day, course in (("2026-11-09", planned.algebra), ("2026-11-11", planned.english)):
        browser.post(PAGE, by_hand(planned, day, course))
        with inside(planned.school):
            course.plan = planned.plan
            course.save()
        for who, address in ((browser, f"{PAGE}?class={planned.school_class.pk}"), (family, DIARY)):
            who.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert who.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]


def take_line(planned, browser, **more):
    text = browser.get(PAGE, planned.asked).content.decode()
    day = text.partition(f'name="day-{planned.key}" value="')[2][:10]
    taken = {"take": planned.key, f"day-{planned.key}": day, f"kind-{planned.key}": "контрольная работа",
             f"title-{planned.key}": "Одночлены"}  # fmt: skip
    assert browser.post(PAGE, {**planned.asked, **taken, **more}).status_code == 302
    with inside(planned.school):
        return PlannedWork.objects.get(plan_line=planned.control_line)


def test_a_plan_that_moves_is_told_of_and_followed_in_one_click(planned, browser_of):
    browser, teacher = browser_of(planned.admin), browser_of(planned.teacher)
    work = take_line(planned, browser)
    assert work.fitted_on == work.day
    moved, page = {**planned.asked, "moved": "1"}, f"/alpha/journal/{planned.algebra.pk}/plan/"
    assert "Таких работ нет" in browser.get(PAGE, {"moved": "1"}).text
    assert "Планы сдвинули" not in browser.get(PAGE, planned.asked).text
    assert '"muted">в графике' in teacher.get(page).text
    with inside(planned.school):  # the lesson of the work is cancelled: the line falls on the next one
        planned.algebra.lessons.filter(date=work.day).update(status="cancelled")
        ahead = planned.algebra.lessons.filter(date__gt=work.day).order_by("date").first()
    said = f"по плану теперь {short_date(ahead.date)}"
    for who, asked in ((browser, planned.asked), (browser, {"moved": "1"}), (teacher, moved)):
        assert said in who.get(PAGE, asked).text
    assert '"todo">в графике' in teacher.get(page).text
    assert "Планы сдвинули" not in teacher.get(PAGE, planned.asked).text
    rows = rows_of(browser.get(PAGE, {"as": "xlsx", "moved": "1"}))
    assert [str(row[8])[:10] for row in rows if row[2] == "алгебра"] == [str(ahead.date)]
    follow = {**planned.asked, "act": "follow", "work": f"{work.pk}-{work.version}"}
    for human in (planned.teacher, planned.secretary, planned.director):
        assert browser_of(human).post(PAGE, follow).status_code == 403
    assert browser.post(PAGE, {**follow, "work": "999999-1"}).status_code == 404
    assert browser.post(PAGE, {**follow, "work": "1-x"}).status_code == 400
    for _ in range(2):
        assert browser.post(PAGE, follow).status_code == 302
    with inside(planned.school):
        work.refresh_from_db()
        assert (work.day, work.fitted_on, work.version) == (ahead.date, ahead.date, 2)
        told = Event.objects.get(act="journal.planned_work_moved")
        assert told.after["day"] == ahead.date.isoformat()
    assert said not in browser.get(PAGE, planned.asked).text


def test_a_day_kept_against_the_plan_is_not_asked_about_again(planned, browser_of):
    browser = browser_of(planned.admin)
    work = take_line(planned, browser)
    with inside(planned.school):
        planned.algebra.lessons.filter(date=work.day).update(status="cancelled")
    assert "по плану теперь" in browser.get(PAGE, planned.asked).text
    keep = {"base": 1, **planned.asked, "act": "change", "day": work.day.isoformat(), "level": "school"}
    assert browser.post(f"{PAGE}{work.pk}/", keep).status_code == 302
    assert "по плану теперь" not in browser.get(PAGE, planned.asked).text
    with inside(planned.school):
        told = Event.objects.get(act="journal.planned_work_changed")
        assert told.after["day"] == work.day.isoformat()
        work.refresh_from_db()
        assert work.fitted_on > work.day


def test_a_federal_work_is_put_for_a_whole_parallel_and_has_its_level(planned, browser_of):
    browser = browser_of(planned.admin)
    asked = {"grade": 7, "subject": planned.algebra.subject_id, "day": "2026-11-25", "kind": "ВПР", "level": "federal"}
    for human in (planned.teacher, planned.secretary, planned.mother):
        assert browser_of(human).post(PAGE, asked).status_code == 403
    for _ in range(2):
        assert browser.post(PAGE, asked).status_code == 302
    with inside(planned.school):
        known = set(Course.objects.filter(subject=planned.algebra.subject_id).values_list("pk", flat=True))
    assert {row[0] for row in works_of(planned)} == known
    assert browser.post(PAGE, by_hand(planned, "2026-11-25", planned.english)).status_code == 302
    rows = rows_of(browser.get(PAGE, {"as": "xlsx", **planned.asked}))
    said = {row[6]: "вторая работа за день" in row[7] for row in rows if row[6] in ("школьный", "федеральный")}
    assert said == {"федеральный": False, "школьный": True}
    assert "ВПР, федеральный уровень" in browser_of(planned.mother).get(DIARY).text
    only = browser.get(PAGE, {"level": "federal", **planned.asked}).text
    assert "ВПР" in only and "Диктант" not in only
    with inside(planned.school):  # a journal whose lessons are over is not written in
        Course.objects.filter(subject=planned.algebra.subject_id).update(ends_on="2026-11-27")
    assert browser.post(PAGE, {**asked, "day": "2026-12-09"}).status_code == 422
    refused = browser.post(PAGE, {**asked, "grade": 11})
    assert refused.status_code == 422 and 'value="ВПР"' in refused.text
    for bad in ({"level": "galactic"}, {"grade": "x"}, {"subject": "9" * 30}):
        assert browser.post(PAGE, {**asked, **bad}).status_code in (400, 404)
    with inside(planned.school):
        work = PlannedWork.objects.filter(level="federal").first()
    answer = browser.post(f"{PAGE}{work.pk}/", {"base": 1, "day": "2026-11-25", "level": "regional"})
    assert answer.status_code == 302
    with inside(planned.school):
        told = Event.objects.get(act="journal.planned_work_changed")
        assert (told.before["level"], told.after["level"]) == ("federal", "regional")


def test_a_subject_of_one_lesson_a_week_may_be_written_at_the_edge_of_a_day(planned, browser_of):
    browser = browser_of(planned.admin)
    assert browser.post(PAGE, by_hand(planned, planned.later.date.isoformat())).status_code == 302
    with inside(planned.school):
        fields = {"date": planned.later.date, "employee_id": planned.english_teacher.pk}
        Lesson.objects.create(
            course=planned.english, number=planned.later.number + 1, starts_at=planned.later.ends_at,
            ends_at=planned.later.ends_at + timedelta(minutes=40), **fields,
        )  # fmt: skip
    assert "первый или последний урок" not in browser.get(PAGE, planned.asked).text
    with inside(planned.school):
        week = timedelta(days=-1 if planned.later.date.weekday() else 1)
        Lesson.objects.create(
            course=planned.algebra, number=5, date=planned.later.date + week, employee_id=planned.teacher.pk,
            starts_at=planned.later.starts_at + week, ends_at=planned.later.ends_at + week,
        )  # fmt: skip
    assert "первый или последний урок" in browser.get(PAGE, planned.asked).text.partition("<tbody>")[2]


def test_a_work_is_seen_on_its_day_before_it_comes(planned, browser_of):
    """On the family's week and its file, on the teacher's and the class's day; at the first lesson that is given."""
    day, paths = "2026-11-23", ("/alpha/diary/week/?date=2026-11-23", "/alpha/diary/week/?date=2026-11-23&as=xlsx")
    with inside(planned.school):
        first = Lesson.objects.get(course=planned.algebra, date=day)
        later = timedelta(hours=5)
        second = Lesson.objects.create(
            course=planned.algebra, date=day, number=7, employee_id=first.employee_id,
            starts_at=first.starts_at + later, ends_at=first.ends_at + later,
        )  # fmt: skip
    mother = browser_of(planned.mother)
    assert "Диктант" not in mother.get(paths[0]).text
    planned_by = browser_of(planned.admin)
    assert planned_by.post(PAGE, by_hand(planned, day, title="№ 2")).status_code == 302
    text = mother.get(paths[0]).text
    assert text.count("<b>Диктант</b> № 2") == 1
    assert text.index("<b>Диктант</b> № 2") < text.index("13:00")
    assert sum("диктант" in str(row) for row in rows_of(mother.get(paths[1]))) == 1
    assert browser_of(planned.teacher).get(f"/alpha/day/?date={day}").text.count("<b>диктант</b>") == 2
    classes = f"/alpha/office/classes/{planned.school_class.pk}/day/?date={day}"
    assert "алгебра: диктант" in browser_of(planned.director).get(classes).text
    with inside(planned.school):
        Lesson.objects.filter(pk=first.pk).update(status="cancelled")
    text = mother.get(paths[0]).text
    assert text.count("<b>Диктант</b> № 2") == 1 and text.index("<b>Диктант</b> № 2") > text.index("13:00")
    with inside(planned.school):
        Lesson.objects.filter(pk=second.pk).delete()
    assert "Диктант" not in mother.get(paths[0]).text


def test_the_schedule_of_the_school_is_shown_in_pages_and_of_a_class_whole():
    rows = tuple(range(PER_PAGE + 1))
    school = SchedulePage((), None, rows, (), (), (), False, 7)
    assert (school.page, school.pages, school.shown) == (2, 2, rows[PER_PAGE:])
    assert SchedulePage((), object(), rows, (), (), (), False, 7).shown == rows
