"""A college's attestation: the schedule from the programme, sheets made, filled through the journal, closed, printed."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import AssessmentDay, CourseControl
from parta.journal.models import AcademicDebt, AttestationSheet, CourseProject, SheetSeat, TermResult
from parta.journal.queries.class_results import class_results
from parta.people.models import Enrolment
from tests.factories.college import as_college
from tests.paper.reading import says_archive, texts

PAGE, SHEETS = "/alpha/office/attestation/", "/alpha/office/attestation/sheets/"


@pytest.fixture
def college(world, frozen):
    as_college(world)
    return world


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return " ".join(answer.content.decode().split())


def place(world, course=None, number=0):
    return f"{(course or world.algebra).pk}-{world.terms[number].pk}"


def base(world, seen="exam "):
    return {f"base-{place(world)}": seen}


def made(world, browser):
    browser.post(f"{PAGE}?class={world.school_class.pk}", {**base(world), f"day-{place(world)}": "2026-11-19"})
    said = {"course": world.algebra.pk, "term": world.terms[0].pk}
    page = text_of(browser.post(f"{SHEETS}new/", said, follow=True))
    return AttestationSheet.objects.get(), page


def test_the_days_of_attestation_of_a_semester_are_told(college, browser_of):
    world, deputy = college, browser_of(college.deputy)
    assert "аттестация 1" not in text_of(deputy.get(PAGE))
    type(world.terms[0]).objects.filter(pk=world.terms[0].pk).update(
        attested_from="2026-12-21", attested_to="2026-12-29"
    )
    assert "аттестация 21–29 декабря" in text_of(deputy.get(PAGE))
    assert "аттестация 21–29 декабря" in text_of(deputy.get("/alpha/office/calendar/"))


def test_two_exams_of_a_group_on_one_day_are_warned_of(college, browser_of):
    world, deputy = college, browser_of(college.deputy)
    day = {f"day-{place(world)}": "2026-11-19"}
    deputy.post(PAGE, {**base(world), **day})
    assert "в один день" not in text_of(deputy.get(PAGE))
    other = place(world, world.english)
    english = {f"base-{other}": "none ", f"form-{other}": "qualifying_exam", f"day-{other}": "2026-11-19"}
    deputy.post(PAGE, english)
    assert "2 экзамена в один день" in text_of(deputy.get(PAGE))
    credit = {f"base-{other}": "qualifying_exam 2026-11-19", f"form-{other}": "credit", f"day-{other}": "2026-11-19"}
    deputy.post(PAGE, credit)
    assert "в один день" not in text_of(deputy.get(PAGE))


def test_the_schedule_comes_from_the_programme_and_is_corrected(college, browser_of):
    world, deputy = college, browser_of(college.deputy)
    page = text_of(deputy.get(PAGE))
    assert '<option value="exam" selected>экзамен' in page and '<option value="graded_credit" selected>' in page
    assert f'name="base-{place(world)}" form="schedule" value="exam "' in page
    said = {**base(world), f"form-{place(world)}": "qualifying_exam", f"day-{place(world)}": "2026-11-19"}
    assert "Записано: 1 строка." in text_of(deputy.post(PAGE, said, follow=True))
    assert CourseControl.objects.get().form == "qualifying_exam"
    assert str(AssessmentDay.objects.get().day) == "2026-11-19"
    late = {**base(world), f"form-{place(world)}": "credit", f"day-{place(world)}": ""}
    assert "форму контроля или день уже изменили" in text_of(deputy.post(PAGE, late), 422)
    assert "Ничего не изменилось" in text_of(deputy.post(PAGE, {**late, f"form-{place(world)}": "exam"}, follow=True))
    assert CourseControl.objects.get().form == "qualifying_exam" and AssessmentDay.objects.exists()
    back = {**base(world, "qualifying_exam 2026-11-19"), f"form-{place(world)}": "exam", f"day-{place(world)}": ""}
    deputy.post(PAGE, back)
    assert not CourseControl.objects.exists() and not AssessmentDay.objects.exists()
    assert Event.objects.filter(act="curriculum.control_set").count() == 2
    assert "не в учебном году" in text_of(deputy.post(PAGE, {**base(world), f"day-{place(world)}": "2028-01-10"}), 422)
    assert deputy.post(PAGE, {**base(world), f"form-{place(world)}": "dance"}).status_code == 400
    page = text_of(browser_of(world.teacher).get(PAGE))
    assert "экзамен" in page and '<select name="form-' not in page and "Осипова" not in page
    assert browser_of(world.teacher).post(PAGE, {**base(world), f"form-{place(world)}": "credit"}).status_code == 403
    assert browser_of(world.mother).get(PAGE).status_code == 403
    rows = CalamineWorkbook.from_filelike(BytesIO(deputy.get(f"{PAGE}?as=xlsx").content)).get_sheet_by_index(0)
    assert any("экзамен" in map(str, row) for row in rows.to_python())


def test_a_sheet_is_filled_by_the_journal_closed_and_printed(college, browser_of, frozen):
    world, deputy, teacher = college, browser_of(college.deputy), browser_of(college.teacher)
    sheet, page = made(world, deputy)
    address = f"{SHEETS}{sheet.pk}/"
    assert sheet.number == 1 and sheet.seats.count() == 3 and "Экзаменационная ведомость № 1" in page
    again = deputy.post(f"{SHEETS}new/", {"course": world.algebra.pk, "term": world.terms[0].pk})
    assert "уже есть ведомость № 1" in text_of(again, 422)
    first, second, third = (one.pk for one in world.pupils)
    fill = {f"value-{first}": "5", f"base-{first}": "0", f"value-{second}": "н/а", f"base-{second}": "0"}
    assert deputy.post(address, fill).status_code == 403 and not TermResult.objects.exists()
    assert "Записано: 2 отметки." in text_of(teacher.post(address, fill, follow=True))
    assert dict(TermResult.objects.values_list("pupil_id", "value")) == {first: "5", second: "н/а"}
    assert Event.objects.filter(act="journal.term_result_recorded", person_id=world.teacher.pk).count() == 2
    stale = {f"value-{first}": "4", f"base-{first}": "0"}
    assert "в журнале стало: 5" in text_of(teacher.post(address, stale), 422)
    assert teacher.post(address, {f"value-{first}": "зач", f"base-{first}": "1"}).status_code == 400
    assert "нет результата у 1 студента" in text_of(teacher.post(f"{address}closing/"), 422)
    teacher.post(address, {f"value-{third}": "2", f"base-{third}": "0"})
    AcademicDebt.objects.create(
        course=world.algebra, term=world.terms[0], pupil_id=second, value="н/а", raised_on="2026-11-19",
        raised_by=world.homeroom,
    )  # fmt: skip
    assert "Ведомость № 1 закрыта" in text_of(teacher.post(f"{address}closing/", follow=True))
    known, debt = AcademicDebt.objects.order_by("pk")
    assert known.raised_by_id == world.homeroom.pk and str(debt.raised_on) == "2026-11-19"
    assert (debt.pupil_id, debt.value, debt.raised_by_id) == (third, "2", world.teacher.pk)
    assert Event.objects.get(act="journal.debt_raised").after["sheet"] == 1
    assert set(SheetSeat.objects.values_list("value", flat=True)) == {"5", "н/а", "2"}
    assert "уже закрыта" in text_of(teacher.post(f"{address}closing/"), 422)
    TermResult.objects.filter(pupil_id=third).update(value="3")
    assert "в журнале теперь 3" in text_of(deputy.get(address))
    printed = teacher.post(f"{address}print/").content
    words = " ".join(texts(printed))
    assert says_archive(printed) and "неудовлетворительно" in words and "Герасимова" in words and "Ёлкина" in words


def test_an_open_sheet_is_made_anew_under_its_number(college, browser_of):
    world, deputy, teacher = college, browser_of(college.deputy), browser_of(college.teacher)
    sheet, _ = made(world, deputy)
    first, second, third = (one.pk for one in world.pupils)
    Enrolment.objects.filter(pupil=third).update(ends_on="2026-11-19")
    seen = base(world, "exam 2026-11-19")
    deputy.post(f"{PAGE}?class={world.school_class.pk}", {**seen, f"day-{place(world)}": "2026-11-20"})
    anew = f"{SHEETS}{sheet.pk}/remaking/"
    assert "не названо основание" in text_of(deputy.post(anew, {"ground": " "}), 422)
    assert teacher.post(anew, {"ground": "перенос"}).status_code == 403
    assert "№ 1 составлена заново" in text_of(deputy.post(anew, {"ground": "перенос"}, follow=True))
    sheet.refresh_from_db()
    assert (sheet.number, str(sheet.day)) == (1, "2026-11-20")
    assert set(sheet.seats.values_list("pupil", flat=True)) == {first, second}
    told = Event.objects.get(act="journal.sheet_remade")
    assert told.before["students"] == sorted((first, second, third)) and told.after["ground"] == "перенос"
    AttestationSheet.objects.update(closed_at=sheet.made_at, closed_by=world.deputy)
    assert "уже закрыта" in text_of(deputy.post(anew, {"ground": "перенос"}), 422)
    assert "Составить заново" not in text_of(deputy.get(f"{SHEETS}{sheet.pk}/"))


def test_who_sees_sheets_and_at_what_price(college, browser_of):
    world, deputy = college, browser_of(college.deputy)
    sheet, _ = made(world, deputy)
    for who, status in ((world.teacher, 200), (world.homeroom, 200), (world.english_teacher, 404), (world.mother, 403)):
        assert browser_of(who).get(f"{SHEETS}{sheet.pk}/").status_code == status, who
    assert browser_of(world.homeroom).post(f"{SHEETS}{sheet.pk}/closing/").status_code == 403
    assert "№ 1" in text_of(browser_of(world.teacher).get(f"{SHEETS}?state=open&form=exam"))
    assert "Ведомостей нет" in text_of(browser_of(world.english_teacher).get(SHEETS))
    deputy.get(SHEETS)
    with CaptureQueriesContext(
        connection,
    ) as one:
        deputy.get(SHEETS)
    for number, course in enumerate((world.english, world.other_course), 2):
        AttestationSheet.objects.create(
            year=world.year, number=number, course=course, term=world.terms[0], form="exam", day="2026-11-19",
            made_by=world.deputy, made_at=sheet.made_at,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as three:
        page = text_of(deputy.get(SHEETS))
    assert "№ 3" in page and len(three) == len(one)


def test_a_retake_stands_beside_the_first_result_wherever_it_is_read(college, browser_of):
    world, pupil, term = college, college.pupils[0], college.terms[1]
    TermResult.objects.create(course=world.algebra, pupil_id=pupil.pk, kind="term", term=term, value="2")
    debt = AcademicDebt.objects.create(
        course=world.algebra, term=term, pupil_id=pupil.pk, value="2", raised_on="2026-10-24",
        raised_by=world.deputy, cleared_on="2026-11-18",
    )  # fmt: skip
    for number, day, value in ((1, "2026-11-10", "2"), (2, "2026-11-18", "4")):
        debt.attempts.create(number=number, day=day, value=value, written_by=world.deputy)
    assert browser_of(world.teacher).get(f"/alpha/journal/{world.algebra.pk}/").content.decode().count("2→4") == 1
    marks = f"/alpha/office/classes/{world.school_class.pk}/marks/"
    assert "<b>2→4</b>" in text_of(browser_of(world.deputy).get(f"{marks}?term={term.pk}"))
    summary = class_results(world.school_class, today=date(2026, 11, 20))
    assert summary.rows[0].results[0]["term", term.pk] == "2→4"
    own = browser_of(pupil)
    for page in ("results/", f"marks/?term={term.pk}", "attestation/"):
        assert "2→4" in text_of(own.get(f"/alpha/diary/{page}")), page
    TermResult.objects.update(value="3")  # put right in the journal since: the retake is of another result
    assert "→4" not in text_of(own.get("/alpha/diary/results/"))


def test_a_school_has_none_of_it(world, browser_of):
    deputy = browser_of(world.deputy)
    assert deputy.get(PAGE).status_code == deputy.get(SHEETS).status_code == 404
    assert "Аттестация" not in text_of(deputy.get("/alpha/office/classes/"))


def test_course_projects_have_themes_beside_an_exam_and_in_their_own_sheet(college, browser_of, frozen):
    world, deputy = college, browser_of(college.deputy)
    address = f"/alpha/office/attestation/projects/{world.algebra.pk}/{world.terms[0].pk}/"
    one, other = world.pupils[0], world.pupils[1]
    assert f'href="{address}"' in deputy.get(PAGE).text
    empty = {f"base-{one.pk}": 0, f"theme-{one.pk}": "", f"base-{other.pk}": 0}
    theme = {**empty, f"theme-{one.pk}": "Магазин на Django", f"leader-{one.pk}": world.teacher.pk,
             f"approved-{one.pk}": "2026-10-01"}  # fmt: skip
    result = {f"value-{one.pk}": "5", f"valued-{one.pk}": "2026-11-19"}
    for wrong, said in (
        ({f"theme-{one.pk}": " "}, "тема не названа"),
        ({f"approved-{one.pk}": "2026-12-30"}, "ещё не наступило"),
        ({f"value-{one.pk}": "5"}, "нужен день защиты"),
        ({**result, f"approved-{one.pk}": ""}, "не утверждена"),
    ):
        assert said in text_of(deputy.post(address, {**theme, **wrong}), 422), wrong
    assert deputy.post(address, {**theme, f"leader-{one.pk}": one.pk}).status_code == 404
    assert deputy.post(address, theme).status_code == 302
    assert "уже изменили" in text_of(deputy.post(address, {**theme, f"theme-{one.pk}": "Другая"}), 422)
    teacher = browser_of(world.teacher)  # who teaches the course keeps its projects too
    assert teacher.post(address, {**theme, **result, f"base-{one.pk}": 1}).status_code == 302
    told = Event.objects.filter(act="journal.project_set").order_by("seq").last()
    assert (told.person_id, told.before["value"], told.after["value"]) == (world.teacher.pk, "", "5")
    book = text_of(browser_of(one).get("/alpha/diary/record-book/"))
    assert "Магазин на Django" in book and "отлично" in book and "экзамен" in book
    rows = CalamineWorkbook.from_filelike(BytesIO(deputy.get(f"{address}?as=xlsx").content)).get_sheet_by_index(0)
    assert any(row[1] == "Магазин на Django" and row[4] == "5" for row in rows.to_python())
    deputy.post(f"{PAGE}?class={world.school_class.pk}", {**base(world), f"form-{place(world)}": "course_project"})
    assert "в журнал или в ведомость" in text_of(teacher.get(address))
    assert teacher.post(address, {**theme, f"base-{one.pk}": 2, f"theme-{one.pk}": "Магазин"}).status_code == 302
    assert CourseProject.objects.get().value == "5"  # what was kept beside an exam stays
    assert teacher.post(address, {**theme, f"base-{one.pk}": 3}).status_code == 302
    deputy.post(f"{PAGE}?class={world.school_class.pk}",
                {**base(world, "course_project "), f"day-{place(world)}": "2026-11-19"})  # fmt: skip
    said = {"course": world.algebra.pk, "term": world.terms[0].pk}
    assert "Магазин на Django" in text_of(deputy.post(f"{SHEETS}new/", said, follow=True))
    made_sheet = AttestationSheet.objects.get()
    printed = texts(deputy.post(f"{SHEETS}{made_sheet.pk}/print/").content)
    assert "Магазин на Django" in " ".join(printed).replace("\n", " ")
    again = {f"base-{one.pk}": 4, f"theme-{one.pk}": "", f"base-{other.pk}": 0}
    assert deputy.post(address, again).status_code == 302
    assert not CourseProject.objects.exists()
    for human in (world.mother, world.english_teacher):
        assert browser_of(human).post(address, theme).status_code in (403, 404)
