"""Staff cards: education, category, courses of further training; who is due; what a teacher proposes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.integrations.spreadsheets.values.training import TrainingLine, training_lines
from parta.people.models import Correction, Employee, Training
from parta.people.rules.qualification import is_due, next_attestation, next_training

PAGE = "/alpha/office/staff/qualification/"
COURSE = {
    "programme": "Методика  алгебры",
    "organisation": "ИРО",
    "hours": "72",
    "starts_on": "2026-02-02",
    "ends_on": "2026-02-13",
    "document": "№ 5",
}


@pytest.mark.parametrize(
    ("attested", "attestation", "due"),
    [
        (date(2022, 5, 21), date(2027, 5, 21), False),
        (date(2021, 11, 30), date(2026, 11, 30), True),
        (date(2020, 2, 29), date(2025, 2, 28), True),
        (None, None, True),
    ],
)
def test_attestation_is_due_in_five_years_and_told_half_a_year_before(attested, attestation, due):
    assert next_attestation(attested) == attestation
    assert is_due(attestation, today=date(2026, 11, 18)) == due
    assert next_training(date(2024, 6, 1)) == date(2027, 6, 1)


def test_a_course_in_a_cell_is_read_back_the_same():
    whole = TrainingLine("Методика", "ИРО", 72, date(2026, 2, 2), date(2026, 2, 13), "№ 5")
    some = [whole, TrainingLine("Курсы 2024, 36 ч"), TrainingLine("Право", "", 16), TrainingLine("а | б")]
    assert list(training_lines("\n".join(one.text for one in some))) == some
    assert whole.text == "Методика | ИРО | 72 ч | 02.02.2026 – 13.02.2026 | № 5"


def test_a_teacher_tells_of_courses_and_proposes_for_the_own_card_and_the_office_writes(world, browser_of, frozen):
    teacher, secretary = browser_of(world.teacher), browser_of(world.secretary)
    card = f"/alpha/office/people/{world.teacher.pk}/"
    assert (
        'name="education"' in teacher.get(f"{card}edit/").text and 'name="post"' not in teacher.get(f"{card}edit/").text
    )
    sent = {"last_name": "Ёлкина", "first_name": "Нина", "patronymic": "Сергеевна", "education": "УрГПУ, 2008"}
    assert teacher.post(f"{card}edit/", {**sent, "post": "директор", "do": "propose"}).status_code == 302
    with inside(world.school):
        assert Correction.objects.get().after == {"education": "УрГПУ, 2008"}
    there = f"{card}trainings/"
    assert "когда подтвердят" in teacher.post(there, COURSE, follow=True).text
    assert teacher.post(there, COURSE).status_code == 422
    for wrong, words in (
        ({"hours": "0"}, "Проверьте число часов"),
        ({"hours": "99999"}, "Проверьте число часов"),
        ({"ends_on": ""}, "Укажите последний день"),
    ):
        assert words in teacher.post(there, {**COURSE, **wrong}, follow=True).text
    for wrong in ({"ends_on": "2026-01-13"}, {"ends_on": "2099-01-13"}, {"starts_on": "0001-01-01"}):
        assert teacher.post(there, {**COURSE, "programme": "Право", **wrong}).status_code == 422
    assert teacher.post(f"/alpha/office/people/{world.english_teacher.pk}/trainings/", COURSE).status_code == 404
    with inside(world.school):
        row = Training.objects.get()
    decision = f"/alpha/office/people/trainings/{row.pk}/"
    assert teacher.post(decision, {"do": "accept"}).status_code == 403
    assert "Методика алгебры" in secretary.get("/alpha/office/people/corrections/").text
    assert secretary.post(decision, {"do": "accept"}).status_code == 302
    assert "Записано" in secretary.post(there, {**COURSE, "programme": "Право"}, follow=True).text
    with inside(world.school):
        assert set(Training.objects.values_list("accepted", flat=True)) == {True}
        assert Event.objects.filter(act="people.training_told").count() == 2


def test_who_is_due_is_listed_for_the_office(world, browser_of, frozen):
    with inside(world.school):
        Employee.objects.filter(pk=world.teacher.pk).update(category="первая", attested_on=date(2022, 6, 21))
        Employee.objects.filter(pk=world.english_teacher.pk).update(attested_on=date(2021, 11, 30))
        Employee.objects.filter(pk=world.homeroom.pk).update(left_on=date(2026, 11, 19))
        course = {"hours": 72, "starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 13), "accepted": True}
        Training.objects.create(employee_id=world.teacher.pk, programme="Методика", **course)
        Training.objects.create(employee_id=world.teacher.pk, programme="Старая строка", accepted=True)
        Training.objects.create(employee_id=world.english_teacher.pk, programme="Не было", accepted=False, answer="нет")
    deputy = browser_of(world.deputy)
    page = deputy.get(PAGE).text
    assert "21.06.2027" in page and "13.02.2029" in page and "Методика" in page
    assert "Старая строка" not in page and "Не было" not in page and "Сафонова" not in page and "Герасимова" not in page
    due = deputy.get(f"{PAGE}?due=attestation").text
    assert "30.11.2026" in due and "подходит" in due and "Ёлкина" not in due
    assert deputy.get(f"{PAGE}?due=training&as=xlsx").content.startswith(b"PK")
    for human in (world.teacher, world.homeroom, world.mother):
        assert browser_of(human).get(PAGE).status_code == 403

    def queries():
        deputy.get(PAGE)
        with CaptureQueriesContext(connection) as caught:
            deputy.get(PAGE)
        return len(caught)

    first = queries()
    with inside(world.school):
        for n in range(3):
            Training.objects.create(employee_id=world.english_teacher.pk, programme=f"Курс {n}", **course)
    assert queries() == first
