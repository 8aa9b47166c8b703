"""How a class is divided: proposed by who leads it, agreed to by who will teach, entered by the office, as the act says."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import Course, GroupProposal
from parta.installation.schools import inside
from parta.regulation.models import RegulationVersion

ENTER = {"do": "enter", "day": "2026-11-23"}


def shown(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def page_of(world, frozen):
    return f"/alpha/office/classes/{world.school_class.pk}/groups/split/{world.algebra.pk}/"


def filled(world, **other):
    first, second, third = (f"p-{one.pk}" for one in world.pupils)
    fields = {
        "do": "split", "count": "2", "name-0": "1 гр.", "name-1": "2 гр.", "employee-0": world.teacher.pk,
        "employee-1": world.english_teacher.pk, first: "0", second: "0", third: "1", "day": "2026-11-23",
    }  # fmt: skip
    return {**fields, **other}


def proposed(world, browser, page_of, **other):
    answer = browser.post(page_of, filled(world, **other))
    assert answer.status_code == 302
    return answer["Location"]


def test_proposed_agreed_entered(world, browser_of, page_of):
    homeroom, teacher, english = map(browser_of, (world.homeroom, world.teacher, world.english_teacher))
    office = browser_of(world.deputy)
    groups = shown(homeroom.get(f"/alpha/office/classes/{world.school_class.pk}/groups/"))
    assert "Предложить деление на подгруппы" in groups and ">Предложить</button>" in shown(homeroom.get(page_of))
    where = proposed(world, homeroom, page_of)
    with inside(world.school):
        assert Course.objects.count() == 3 and GroupProposal.objects.get().state == "asked"
    page = shown(homeroom.get(where))
    assert "ждёт согласия" in page and page.count("ответа ещё нет") == 2 and "Согласиться" not in page
    assert "Ждут вашего согласия" in shown(teacher.get("/alpha/day/behind/"))
    # the office waits for everybody
    assert "Ввести" not in shown(office.get(where))
    early = office.post(where, ENTER)
    assert early.status_code == 422 and "Ёлкина Нина, Осипова Наталья" in shown(early)
    assert "Согласие записано. Ждут" not in shown(teacher.post(where, {"do": "agree"}, follow=True))
    assert "Теперь согласны все" in shown(english.post(where, {"do": "agree"}, follow=True))
    assert "Ждут вашего согласия" not in shown(teacher.get("/alpha/day/behind/"))
    assert "Учителя согласны" in shown(office.get("/alpha/office/"))
    done = shown(office.post(where, {**ENTER, "ground": "приказ № 7"}, follow=True))
    assert "Разделено на подгруппы с 23 ноября 2026 г." in done
    with inside(world.school):
        made = Course.objects.filter(subject=world.algebra.subject_id, study_group__isnull=False)
        assert sorted(one.loads.get().employee_id for one in made) == [world.teacher.pk, world.english_teacher.pk]
        assert Course.objects.get(pk=world.algebra.pk).ends_on == date(2026, 11, 22)
        acts = Event.objects.filter(act__startswith="curriculum.split").order_by("seq").values_list("act", flat=True)
        assert [act.partition("split_")[2] for act in acts] == ["proposed", "agreed", "agreed", "entered"]
    again = office.post(where, ENTER)
    assert again.status_code == 422 and "уже отозвано, отклонено или введено" in shown(again)
    assert "Учителя согласны" not in shown(office.get("/alpha/office/"))


def test_a_teacher_does_not_agree_and_a_proposal_is_taken_back(world, browser_of, page_of):
    homeroom, teacher = browser_of(world.homeroom), browser_of(world.teacher)
    where = proposed(world, homeroom, page_of)
    second = homeroom.post(page_of, filled(world))
    assert second.status_code == 422 and "одно предложение уже ждёт ответа" in shown(second)
    silent = teacher.post(where, {"do": "decline", "words": " "})
    assert silent.status_code == 422 and "не сказано, с чем вы не согласны" in shown(silent)
    page = shown(teacher.post(where, {"do": "decline", "words": "девочек в первую"}, follow=True))
    assert "не согласны" in page and "девочек в первую" in page
    assert teacher.post(where, {"do": "agree"}).status_code == 422
    again = proposed(world, homeroom, page_of)
    assert "Предложение отозвано" in shown(homeroom.post(again, {"do": "withdraw"}, follow=True))
    assert teacher.post(again, {"do": "agree"}).status_code == 422
    with inside(world.school):
        assert sorted(GroupProposal.objects.values_list("state", flat=True)) == ["declined", "withdrawn"]
        assert Course.objects.count() == 3


def test_who_proposes_and_will_teach_agrees_by_it(world, browser_of, page_of):
    where = proposed(world, browser_of(world.homeroom), page_of, **{"employee-1": world.homeroom.pk})
    page = shown(browser_of(world.homeroom).get(where))
    assert page.count("ответа ещё нет") == 1 and "Сафонова Елена Викторовна: согласие" in page


def test_whom_it_does_not_concern(world, browser_of, page_of):
    where = proposed(world, browser_of(world.homeroom), page_of, **{"employee-1": world.teacher.pk})
    stranger = browser_of(world.english_teacher)
    assert stranger.get(where).status_code == 404 and stranger.post(where, {"do": "agree"}).status_code == 404
    assert browser_of(world.director).get(where).status_code == 200
    assert browser_of(world.director).post(where, {"do": "agree"}).status_code == 404
    for human in (world.director, world.secretary, world.teacher):
        assert browser_of(human).post(where, ENTER).status_code == 403
        assert browser_of(human).post(where, {"do": "withdraw"}).status_code == 403
        assert browser_of(human).post(page_of, filled(world)).status_code == 403
    assert browser_of(world.mother).get(where).status_code == 403
    assert browser_of(world.deputy).get("/alpha/office/classes/proposals/99999999/").status_code == 404
    other = page_of.replace(f"classes/{world.school_class.pk}/", f"classes/{world.other_class.pk}/")
    assert browser_of(world.homeroom).post(other, filled(world)).status_code == 404


@pytest.mark.parametrize(
    ("preset", "may"),
    [
        ("school_117", True), ("school_2", True), ("lyceum_68", True), ("kudymkar_college", True),
        ("stakhanovskaya", False),
    ],
)  # fmt: skip
def test_whose_hand_it_is_says_the_act(world, browser_of, page_of, preset, may):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)
    homeroom = browser_of(world.homeroom)
    answer = homeroom.get(page_of)
    assert (answer.status_code == 200) is may
    groups = shown(homeroom.get(f"/alpha/office/classes/{world.school_class.pk}/groups/"))
    assert ("Предложить деление на подгруппы" in groups) is may
    if not may:
        assert answer.status_code == 422 and "2.8" in shown(answer) and "учебная часть" in shown(answer)
        assert homeroom.post(page_of, filled(world)).status_code == 422
    assert browser_of(world.deputy).get(page_of).status_code == 200


def test_a_list_that_changed_since_is_refused(world, browser_of, page_of):
    where = proposed(world, browser_of(world.homeroom), page_of)
    for human in (world.teacher, world.english_teacher):
        browser_of(human).post(where, {"do": "agree"})
    with inside(world.school):
        from parta.people.models import Enrolment

        Enrolment.objects.filter(pupil=world.pupils[0].pk).update(ends_on="2026-11-19")
    answer = browser_of(world.deputy).post(where, ENTER)
    assert answer.status_code == 422 and "список на этот день другой" in shown(answer)
    with inside(world.school):
        assert GroupProposal.objects.get().state == "asked" and Course.objects.count() == 3


def test_the_page_costs_the_same_with_more_pupils(world, browser_of, page_of, django_assert_num_queries):
    from tests.factories.small_school import pupil

    homeroom, office = browser_of(world.homeroom), browser_of(world.deputy)
    where = proposed(world, homeroom, page_of)
    office.get(where)
    with django_assert_num_queries(6):
        office.get(where)
    homeroom.post(where, {"do": "withdraw"})
    with inside(world.school):
        more = {f"p-{pupil(last, 'Иван', world.school_class).pk}": "1" for last in ("Волков", "Зайцев", "Лисин")}
    where = proposed(world, homeroom, page_of, **more)
    with django_assert_num_queries(6):
        office.get(where)


@pytest.mark.parametrize("how", ["divided", "closed"])
def test_nobody_is_asked_of_a_journal_that_the_office_ends_otherwise(world, browser_of, page_of, how):
    where = proposed(world, browser_of(world.homeroom), page_of)
    office, own = browser_of(world.deputy), f"/alpha/office/courses/{world.algebra.pk}/"
    done = (page_of, filled(world)) if how == "divided" else (own, {"do": "close", "day": "2026-11-23"})
    assert office.post(*done).status_code == 302
    assert "отозвано" in shown(office.get(where))
    late = browser_of(world.teacher).post(where, {"do": "agree"})
    assert late.status_code == 422 and "уже отозвано" in shown(late)
    with inside(world.school):
        assert GroupProposal.objects.get().state == "withdrawn"
        assert Event.objects.filter(act="curriculum.split_withdrawn").count() == 1


def test_an_agreed_proposal_whose_day_has_gone_by_is_entered_from_another(world, browser_of, page_of, frozen):
    where = proposed(world, browser_of(world.homeroom), page_of)
    for human in (world.teacher, world.english_teacher):
        browser_of(human).post(where, {"do": "agree"})
    frozen("11-24")
    office = browser_of(world.deputy)
    assert 'name="day" required value="2026-11-24"' in shown(office.get(where))
    late = office.post(where, {**ENTER, "ground": "приказ № 7"})
    assert late.status_code == 422 and "уже прошло" in shown(late) and "приказ № 7" in shown(late)
    assert "Укажите день" in shown(office.post(where, {**ENTER, "day": ""}))
    done = shown(office.post(where, {**ENTER, "day": "2026-11-28"}, follow=True))
    assert "Разделено на подгруппы с 28 ноября 2026" in done
    with inside(world.school):
        assert Course.objects.get(pk=world.algebra.pk).ends_on == date(2026, 11, 27)
        told = Event.objects.get(act="curriculum.split_entered")
        assert (told.before, told.after) == ({"starts_on": "2026-11-23"}, {"starts_on": "2026-11-28"})
