"""Academic debts of a college: raised from results, terms, retakes, a commission; who sees whose."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.curriculum.models import CourseControl, StudyGroupMember
from parta.journal.models import AcademicDebt, DebtAttempt, TermResult
from tests.factories.college import as_college

PAGE, OWN = "/alpha/office/attestation/debts/", "/alpha/diary/attestation/"


@pytest.fixture
def college(world, frozen):
    as_college(world)
    values = zip(world.pupils, ("2", "н/а", "4"), strict=True)
    results = [
        TermResult(course=world.algebra, pupil_id=one.pk, kind="term", term=world.terms[0], value=value)
        for one, value in values
    ]
    world.results = TermResult.objects.bulk_create(results)
    return world


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return " ".join(answer.content.decode().split())


def raised(world, browser, number=0):
    browser.post(f"{PAGE}raising/", {"result": world.results[number].pk})
    return AcademicDebt.objects.get(pupil_id=world.pupils[number].pk)


def test_a_debt_from_its_result_to_the_commission(college, browser_of):
    world, deputy, teacher = college, browser_of(college.deputy), browser_of(college.teacher)
    curator = browser_of(world.homeroom)
    page = text_of(curator.get(PAGE))
    assert "Возникли, не оформлены" in page and page.count('type="checkbox"') == 2 and page.count(" checked>") == 1
    assert "Антонов" in text_of(teacher.get(PAGE)) and 'type="checkbox"' not in text_of(teacher.get(PAGE))
    assert teacher.post(f"{PAGE}raising/", {"result": world.results[0].pk}).status_code == 403
    assert curator.post(f"{PAGE}raising/", {"result": world.results[2].pk}).status_code == 404  # a four is no debt
    assert "не отмечен ни один" in text_of(curator.post(f"{PAGE}raising/", {}), 422)
    debt = raised(world, curator)
    assert (debt.value, debt.raised_on, debt.raised_by_id) == ("2", date(2026, 10, 24), world.homeroom.pk)
    at = f"{PAGE}{debt.pk}/"
    late = {"first": "2026-11-18", "second": "2027-10-25"}
    assert curator.post(f"{at}terms/", late).status_code == 403
    assert "последний день — 24 октября 2027" in text_of(deputy.post(f"{at}terms/", late), 422)
    deputy.post(f"{at}terms/", {**late, "second": "2026-12-18"})
    page = text_of(teacher.get(PAGE))
    assert 'class="badge bad">срок пересдачи прошёл' in page
    assert "Назовите день и отметку" in text_of(teacher.post(f"{at}attempt/", {"day": "2026-11-19"}), 422)
    assert teacher.post(f"{at}attempt/", {"day": "2026-11-19", "value": "зач"}).status_code == 422
    teacher.post(f"{at}attempt/", {"day": "2026-11-19", "value": "2"})
    second = {"day": "2026-11-20", "value": "3"}
    assert teacher.post(f"{at}attempt/", second).status_code == 403
    assert "она не назначена" in text_of(deputy.post(f"{at}attempt/", second), 422)
    order = {"commission": "Осипова Н. И.\nСафонова Е. В.", "order_no": "41-у", "order_date": "2026-11-19"}
    assert "приказ № 41-у" in text_of(deputy.post(f"{at}commission/", order, follow=True))
    days = {"reason": "illness", "start": "2026-11-01", "end": "2026-11-10", "ground": "справка № 7"}
    assert "03.11.2027" in text_of(deputy.post(f"{at}pause/", days, follow=True))
    pauses = f"{at}pauses/{debt.pauses.get().pk}/withdrawal/"
    assert "не названо основание" in text_of(deputy.post(pauses, {}), 422)
    assert "24.10.2027" in text_of(deputy.post(pauses, {"ground": "не та справка"}, follow=True))
    assert "ликвидирована" in text_of(deputy.post(f"{at}attempt/", second, follow=True))
    assert "уже записана пересдача" in text_of(deputy.post(f"{at}withdrawal/", {"ground": "ошибка"}), 422)
    assert "уже ликвидирована" in text_of(deputy.post(f"{at}terms/", {"first": "2026-12-01"}), 422)
    assert list(DebtAttempt.objects.values_list("number", "value")) == [(1, "2"), (2, "3")]
    assert TermResult.objects.get(pk=world.results[0].pk).value == "2"
    acts = Event.objects.filter(act__startswith="journal.debt_").order_by("at", "seq").values_list("act", flat=True)
    told = ["raised", "terms_set", "attempted", "commission_named", "paused", "pause_withdrawn", "attempted"]
    assert list(acts) == [f"journal.debt_{one}" for one in told]


def test_families_see_their_own_and_strangers_nothing(college, browser_of):
    world = college
    debt, deputy = raised(world, browser_of(world.deputy)), browser_of(world.deputy)
    second = raised(world, deputy, 1)
    gone = text_of(deputy.post(f"{PAGE}{second.pk}/withdrawal/", {"ground": "болел"}, follow=True))
    assert "Задолженность снята" in gone and not AcademicDebt.objects.filter(pk=second.pk).exists()
    raised(world, deputy, 1)
    for who, status in ((world.teacher, 200), (world.english_teacher, 404), (world.mother, 403), (world.admin, 403)):
        assert browser_of(who).get(f"{PAGE}{debt.pk}/").status_code == status, who
    page = text_of(browser_of(world.mother).get(OWN))
    assert "Задолженности" in page and "Алгебра" in page and page.count("<li><b>") == 1 and "экзамен" in page
    assert "Срок пересдачи ещё не назначен" in text_of(browser_of(world.pupils[0]).get(OWN))
    assert "Задолженностей нет" in text_of(browser_of(world.pupils[2]).get(OWN))
    assert browser_of(world.mother).get(f"{OWN}?child={world.pupils[1].pk}").status_code == 404
    assert "Ёжикова" not in text_of(browser_of(world.deputy).get(f"{PAGE}?q=Анто"))


def test_a_student_reads_how_a_debt_ended_and_the_own_subgroup_alone(college, browser_of):
    world = college
    debt = raised(world, browser_of(world.deputy))
    for number, day in enumerate(("2026-11-10", "2026-11-18"), 1):
        debt.attempts.create(number=number, day=day, value="2", written_by=world.deputy)
    for term in world.terms[:2]:
        CourseControl.objects.create(course=world.english, term=term, form="credit")
    member, first, second = StudyGroupMember.objects.filter(group=world.english.study_group_id), *world.terms[:2]
    member.filter(pupil=world.pupils[0].pk).delete()
    member.create(group_id=world.english.study_group_id, pupil_id=world.pupils[0].pk, starts_on=second.starts_on)
    page = text_of(browser_of(world.pupils[0]).get(OWN))
    assert "Обе пересдачи использованы" in page
    assert "ещё не назначен" not in page and "принимает комиссия" not in page and "Последний день" not in page
    assert page.count('<th scope="row">Иностранный') == 1
    TermResult.objects.create(course=world.english, pupil_id=world.pupils[0].pk, kind="term", term=first, value="зач")
    assert text_of(browser_of(world.pupils[0]).get(OWN)).count('<th scope="row">Иностранный') == 2


def test_the_list_costs_the_same_for_one_and_for_three(college, browser_of):
    world, deputy = college, browser_of(college.deputy)
    raised(world, deputy)
    deputy.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        deputy.get(PAGE)
    for pupil in world.pupils[1:]:
        AcademicDebt.objects.create(
            course=world.algebra, term=world.terms[1], pupil_id=pupil.pk, value="2", raised_on="2026-11-01",
            raised_by=world.deputy,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as three:
        page = text_of(deputy.get(PAGE))
    assert page.count("не закрыта</b>") == 3 and len(three) == len(one)
    assert deputy.get(f"{PAGE}?as=xlsx").status_code == 200


def test_a_school_has_no_debts(world, browser_of):
    assert browser_of(world.deputy).get(PAGE).status_code == 404
    assert browser_of(world.mother).get(OWN).status_code == 404
    assert "Аттестация" not in text_of(browser_of(world.mother).get("/alpha/diary/marks/"))
