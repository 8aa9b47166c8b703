"""The pages of substitutions: a morning with an ill teacher, its journal, the changes for the wall, who sees what."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from parta.curriculum.models import Course
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Lesson, Substitution, TeacherAbsence
from tests.factories.ill import absence, lesson_of, physics, second_group
from tests.factories.small_school import TODAY, at
from tests.journal.services.conftest import on
from tests.paper.reading import says_archive, texts

PAGE, LOG, CHANGES = (
    "/alpha/office/substitutions/",
    "/alpha/office/substitutions/log/",
    "/alpha/office/timetable/changes/",
)
DAY = {"from": "2026-11-20", "to": "2026-11-20"}


@pytest.fixture
def ill(world, frozen):
    absence(world)
    return on(world, TODAY)


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return " ".join(answer.content.decode().split())


def sent(lesson, value, base=0, **more):
    return {f"lesson-{lesson.pk}": value, f"base-{lesson.pk}": str(base), **more}


def shown(page, lesson):
    """Give the arrangement that the page says it shows of a lesson."""
    return re.search(rf'name="base-{lesson.pk}" value="(\d+)"', page)[1]


def test_a_morning_of_a_deputy(world, browser_of, frozen):
    deputy = browser_of(world.deputy)
    page = text_of(deputy.get(PAGE))
    assert "Замен нет" in page and "Отметить отсутствие" in page
    said = {"employee": world.teacher.pk, "starts_on": "2026-11-20", "ends_on": "2026-11-23", "reason": "болезнь"}
    page = text_of(deputy.post(f"{PAGE}absences/", said, follow=True))
    assert "Не решено: <b>2</b> из 2" in page and "Ёлкина Н. С." in page and "20–23 ноября" in page
    lesson = on(world, TODAY)
    assert f'<option value="s{world.english_teacher.pk}"' in page
    first = page.index(f'value="s{world.english_teacher.pk}"')
    assert "Ведут этот предмет" in page[:first] and "Ведут в этом классе" not in page[:first]
    page = text_of(deputy.post(PAGE, sent(lesson, f"s{world.english_teacher.pk}"), follow=True))
    assert "Записано: 1 урок." in page and "замена</span> Осипова Н. И." in page
    assert "замена: Осипова Н. И." in text_of(browser_of(world.secretary).get(CHANGES))
    assert "7А" in text_of(browser_of(world.english_teacher).get("/alpha/day/"))
    assert "замена" in text_of(browser_of(world.mother).get("/alpha/diary/"))
    page = text_of(deputy.post(PAGE, sent(lesson, "w", base=shown(text_of(deputy.get(PAGE)), lesson)), follow=True))
    assert "Не решено: <b>1</b> из 1" in page


def test_refusals_keep_what_was_chosen(world, browser_of, ill):
    deputy = browser_of(world.deputy)
    lesson_of(world.other_course, world.homeroom, 1)
    page = text_of(deputy.post(PAGE, sent(ill, f"s{world.homeroom.pk}")), 422)
    assert "Поручить 1-й урок пт, 20 ноября нельзя: Сафонова Е. В." in page and "7Б, алгебра" in page
    page = text_of(deputy.post(PAGE, sent(ill, "x", reason="х")), 422)
    assert 'value="x" selected' in page
    assert Lesson.objects.get(pk=ill.pk).status == "planned" and not Substitution.objects.exists()
    deputy.post(PAGE, sent(ill, f"s{world.english_teacher.pk}"))
    seen = shown(text_of(deputy.get(PAGE)), ill)
    deputy.post(PAGE, sent(ill, "x", reason="карантин", base=seen))
    page = text_of(deputy.post(PAGE, sent(ill, f"s{world.english_teacher.pk}", base=seen)), 422)
    assert "это решил кто-то другой" in page and Substitution.objects.get().kind == "cancelled"
    twice = {"employee": world.teacher.pk, "starts_on": "2026-11-20", "reason": "болезнь"}
    assert "уже отмечено" in text_of(deputy.post(f"{PAGE}absences/", twice), 422)
    assert "Выберите, кого нет" in text_of(deputy.post(f"{PAGE}absences/", {**twice, "employee": "0"}), 422)
    for bad in ("s", "q7", "c7", "s-1", "j" + "9" * 30):
        assert deputy.post(PAGE, sent(ill, bad)).status_code == 400, bad
    assert "Ничего не выбрано" in text_of(deputy.post(PAGE, {}, follow=True))


def test_an_absence_is_corrected_and_taken_back(world, browser_of, ill):
    row, deputy = TeacherAbsence.objects.get(), browser_of(world.deputy)
    at_row = f"{PAGE}absences/{row.pk}/"
    fields = {
        "starts_on": "2026-11-20", "ends_on": "2026-11-27", "reason": "командировка", "ground": "приказ № 4", "base": "1",
    }  # fmt: skip
    page = text_of(deputy.post(f"{at_row}?date=2026-11-19", {**fields, "ends_on": "2026-11-16"}), 422)
    row_form = page[: page.index("<summary>Отметить")]
    assert "раньше первого" in row_form and 'value="2026-11-16"' in row_form and f"{at_row}?date=2026-11-19" in row_form
    page = text_of(deputy.post(at_row, fields, follow=True))
    assert "Отсутствие исправлено: 20–27 ноября" in page and "приказ № 4" in page
    deputy.post(PAGE, sent(ill, f"s{world.english_teacher.pk}"))
    assert "Сначала снимите замены" in text_of(deputy.post(at_row, {"withdraw": "1", "base": "2"}), 422)
    deputy.post(PAGE, sent(ill, "w", base=shown(text_of(deputy.get(PAGE)), ill)))
    assert "его исправил кто-то другой" in text_of(deputy.post(at_row, fields), 422)
    assert "Отсутствие снято" in text_of(deputy.post(at_row, {"withdraw": "1", "base": "2"}, follow=True))
    assert deputy.post(at_row, fields).status_code == 404


def test_who_leaves_after_a_lesson_has_only_the_rest_given_by_others(world, browser_of, frozen):
    deputy, third = browser_of(world.deputy), lesson_of(world.other_course, world.teacher, 3)
    first = on(world, TODAY)
    said = {"employee": world.teacher.pk, "starts_on": "2026-11-20", "reason": "болезнь", "after": "1"}
    assert "от 1 до 15" in text_of(deputy.post(f"{PAGE}absences/", {**said, "after": "99"}), 422)
    page = text_of(deputy.post(f"{PAGE}absences/", said, follow=True))
    assert "Не решено: <b>1</b> из 1" in page and "после 1-го урока" in page
    assert f'name="lesson-{third.pk}"' in page and f'name="lesson-{first.pk}"' not in page
    deputy.post(PAGE, sent(third, f"s{world.homeroom.pk}"))
    row = TeacherAbsence.objects.get()
    assert (row.after_lesson, Substitution.objects.get().reason) == (1, "болезнь")
    later = {"starts_on": "2026-11-20", "ends_on": "2026-11-21", "reason": "болезнь", "after": "3", "base": "1"}
    assert "Сначала снимите замены" in text_of(deputy.post(f"{PAGE}absences/{row.pk}/", later), 422)
    absence(world, world.english_teacher)
    english = next(one for one in world.english_lessons if one.date == TODAY)
    TeacherAbsence.objects.filter(pk=row.pk).update(after_lesson=2)
    page = text_of(deputy.get(PAGE))
    of_english = page[page.index(f'name="lesson-{english.pk}"') :].split("</select>")[0]
    of_third = page[page.index(f'name="lesson-{third.pk}"') :].split("</select>")[0]
    assert f'"s{world.teacher.pk}"' in of_english and f'"s{world.teacher.pk}"' not in of_third  # is there until then
    whole = {**later, "after": ""}
    assert "Отсутствие исправлено" in text_of(deputy.post(f"{PAGE}absences/{row.pk}/", whole, follow=True))
    assert f'name="lesson-{first.pk}"' in text_of(deputy.get(PAGE))


def test_a_joint_lesson_is_given_by_one_in_one_decision(world, browser_of, ill):
    deputy = browser_of(world.deputy)
    Course.objects.filter(pk__in=[world.algebra.pk, world.other_course.pk]).update(joint=world.algebra)
    Lesson.objects.filter(pk=ill.pk).update(room=None)
    part = lesson_of(world.other_course, world.teacher, 1)
    page = text_of(deputy.post(PAGE, sent(ill, f"s{world.homeroom.pk}"), follow=True))
    assert "Не решено" not in page and Substitution.objects.filter(substitute_id=world.homeroom.pk).count() == 2
    assert Substitution.objects.filter(starts_at=None).count() == 1
    page = text_of(deputy.get(PAGE))
    assert f'"s{world.english_teacher.pk}"' in page[page.index(f'name="lesson-{part.pk}"') :].split("</select>")[0]
    Substitution.objects.filter(starts_at__isnull=False).first().delete()
    assert Substitution.objects.get().starts_at == ill.starts_at  # the other part has the place now
    other = lesson_of(world.english, world.english_teacher, 3)
    Substitution.objects.create(lesson=other, kind="substitute", substitute_id=world.homeroom.pk)
    deputy.post(PAGE, sent(part, "w", base=shown(text_of(deputy.get(PAGE)), part)))
    assert Substitution.objects.get().lesson_id == other.pk


def test_joining_and_another_subject_are_seen_everywhere(world, browser_of, ill):
    _, beside = second_group(world)
    who, course = physics(world)
    absence(world, world.english_teacher)
    english = next(one for one in world.english_lessons if one.date == TODAY)
    deputy = browser_of(world.deputy)
    page = text_of(deputy.get(PAGE))
    assert f'value="j{beside.pk}">Сафина Р. И. · возьмёт обе (2 гр.)' in page
    assert f'value="c{course.pk}.{who.pk}">Физика · Орлов П. И.' in page
    choice = {**sent(english, f"j{beside.pk}"), **sent(ill, f"c{course.pk}.{who.pk}")}
    assert "Записано: 2 урока." in text_of(deputy.post(PAGE, choice, follow=True))
    page = text_of(deputy.get(CHANGES))
    assert "объединение: Сафина Р. И." in page and "другой предмет: физика, Орлов П. И." in page
    assert "болезн" not in page and "нетрудоспособности" not in page
    page = text_of(browser_of(world.mother).get("/alpha/diary/"))
    assert "вместо: физика" in page and "нетрудоспособности" not in page
    board = text_of(deputy.get("/alpha/office/timetable/", {"teacher": who.pk, "date": "2026-11-20"}))
    assert board.count('class="tt-one') == 1 and "вместо: алгебра" in board
    day = text_of(browser_of(who).get("/alpha/day/")).lower()
    assert "физика" in day and "алгебра" not in day


@pytest.fixture
def logged(world, ill):
    def put(lesson, kind, who, **more):
        return Substitution.objects.create(
            lesson=lesson, kind=kind, absent_id=lesson.employee_id, substitute=who and who.employee, **more
        )

    put(ill, "substitute", world.homeroom, reason="листок нетрудоспособности")
    english = next(one for one in world.english_lessons if one.date == TODAY)
    put(english, "cancelled", None, reason="курсы")
    return world


def test_the_journal_lists_prints_and_counts(logged, browser_of):
    RegulationVersion.objects.update(preset="school_2")
    deputy = browser_of(logged.deputy)
    page = text_of(deputy.get(LOG, DAY))
    assert "Журнал замен · пт, 20 ноября" in page or "20 ноября" in page
    assert "Ёлкина Нина Сергеевна" in page and "листок нетрудоспособности" in page and "велит вести положение" in page
    assert "Осипова" not in text_of(deputy.get(LOG, {**DAY, "kind": "substitute"})).split("Часы по людям")[1]
    assert "Замен за эти дни нет" in text_of(deputy.get(LOG, {"class": logged.other_class.pk}))
    book = CalamineWorkbook.from_filelike(BytesIO(deputy.get(LOG, {**DAY, "as": "xlsx"}).content))
    rows = [row for row in book.get_sheet_by_index(0).to_python() if row[2] == "7А"]
    assert [(row[4], row[9], row[10]) for row in rows] == [
        ("алгебра", "замена", 1), ("иностранный язык (английский)", "отмена", 0),
    ]  # fmt: skip
    printed = deputy.post(f"{LOG}print/", DAY)
    assert printed.status_code == 200 and says_archive(printed.content)
    (sheet,) = texts(printed.content)
    assert "Журнал замещённых уроков" in sheet and "Подпись" in sheet and "Часы к оплате: 1" in sheet
    assert "Сафонова Елена Викторовна 1" in sheet


def test_only_lessons_that_were_given_count_for_pay(logged, browser_of):
    who, deputy = logged.homeroom, browser_of(logged.deputy)
    off, ahead = (on(logged, date(2026, 11, day)) for day in (18, 25))
    for lesson in (off, ahead):
        Substitution.objects.create(
            lesson=lesson, kind="substitute", absent_id=logged.teacher.pk, substitute_id=who.pk, reason="болезнь"
        )
    Lesson.objects.filter(pk=off.pk).update(status="cancelled")
    page = text_of(deputy.get(LOG, {"from": "2026-11-16", "to": "2026-11-30"}))
    assert "предстоит 1" in page and '<small class="muted">отменён</small>' in page
    sums = re.findall(r"<th scope=\"row\">([^<]*)</th>|>(\d+|—)</td>", page.split("Часы по людям")[1])
    flat = [name or count for name, count in sums]
    assert flat[flat.index("Сафонова Елена Викторовна") + 1 :][:5] == ["1", "—", "1", "—", "—"]
    assert flat[flat.index("Ёлкина Нина Сергеевна") + 1 :][:5] == ["—", "—", "—", "1", "1"]


def test_teachers_see_their_own_lines_without_reasons(logged, browser_of):
    page = text_of(browser_of(logged.teacher).get(LOG, DAY))
    assert "Сафонова" in page and "Осипова" not in page and "нетрудоспособности" not in page
    assert "Осипова" in text_of(browser_of(logged.homeroom).get(LOG, DAY))  # leads the class
    assert "Замен за эти дни нет" in text_of(browser_of(logged.english_teacher).get(LOG, {"from": "2026-11-21"}))
    for who in (logged.teacher, logged.secretary, logged.director, logged.mother):
        assert browser_of(who).get(PAGE).status_code == 403
    assert browser_of(logged.mother).get(LOG).status_code == 403
    assert text_of(browser_of(logged.admin).get(PAGE))


@pytest.mark.parametrize("address", [PAGE, LOG, CHANGES])
def test_pages_cost_the_same_with_more_lessons(logged, browser_of, django_assert_num_queries, address):
    deputy = browser_of(logged.deputy)
    asked = {**DAY, "date": "2026-11-20"}
    deputy.get(address, asked)
    count = {PAGE: 7, LOG: 5, CHANGES: 6}[address]
    with django_assert_num_queries(count):
        one = text_of(deputy.get(address, asked))
    for step in (1, 2, 3):
        day = TODAY
        lesson = Lesson.objects.create(
            course=logged.algebra, employee_id=logged.teacher.pk, date=day, number=3 + step,
            starts_at=at(day, "12:00") + timedelta(hours=step), ends_at=at(day, "12:40") + timedelta(hours=step),
        )  # fmt: skip
        Substitution.objects.create(
            lesson=lesson, kind="substitute", absent_id=logged.teacher.pk, substitute_id=logged.homeroom.pk
        )
    with django_assert_num_queries(count):
        assert len(text_of(deputy.get(address, asked))) > len(one)
