"""A member of the parents' committee sees the class in figures and never another child."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.journal.rules.class_figures import MissedHours, missed_hours
from parta.people.enums import RefusalCode
from parta.people.models import CommitteePlace, Guardianship
from parta.people.rules.committees import decide_place
from tests.factories.school_day import absent, mark, work
from tests.factories.small_school import TODAY, pupil

PAGE = "/alpha/diary/class/"
DAYS = {"start": "2026-11-20", "end": "2027-05-31"}


def office(world, of=None):
    return f"/alpha/office/classes/{(of or world.school_class).pk}/committee/"


@pytest.fixture
def school(world, frozen):
    """Three of the class have a mark in algebra; Peter was away once."""
    with inside(world.school):
        column = work(world.lessons[0])
        for one, value in zip(world.pupils, "543", strict=True):
            mark(column, one, value)
        absent(world.lessons[3], world.pupils[0], "ill")
    return world


def test_the_homeroom_teacher_gives_a_place_and_takes_it_away_at_once(school, browser_of):
    homeroom, mother = browser_of(school.homeroom), browser_of(school.mother)
    assert mother.get(PAGE).status_code == 403
    wanted = {"person": school.mother.pk, **DAYS}
    for other in (school.teacher, school.deputy, school.admin, school.mother):
        assert browser_of(other).post(office(school), wanted).status_code == 403
    assert homeroom.post(office(school, school.other_class), wanted).status_code == 404
    assert homeroom.post(office(school), {**wanted, "person": school.other_mother.pk}).status_code == 422
    assert homeroom.post(office(school), {**wanted, "end": "2027-09-01"}).status_code == 422
    assert homeroom.post(office(school), wanted).status_code == 302
    assert "уже в комитете" in homeroom.post(office(school), wanted).text
    with inside(school.school):
        place = CommitteePlace.objects.get()
    assert "Комитет" in mother.get("/alpha/diary/").text
    page = mother.get(PAGE).text
    assert "мало отметок" in page and "число скрыто" in page and "Алгебра" in page
    assert not [name for name in ("Ёжикова", "Яковлев", "Антонов Пётр", "Ёлкина") if name in page]
    for path in (f"/alpha/office/classes/{school.school_class.pk}/", f"/alpha/diary/?child={school.pupils[1].pk}"):
        assert mother.get(path).status_code in (403, 404)
    assert mother.get(f"{PAGE}?class={school.other_class.pk}").status_code == 404
    end = f"/alpha/office/classes/committee/{place.pk}/end/"
    assert browser_of(school.teacher).post(end).status_code == 403
    assert browser_of(school.director).post(end).status_code == 302
    assert homeroom.post(end).status_code == 422
    assert mother.get(PAGE).status_code == 403
    with inside(school.school):
        acts = [event.act for event in Event.objects.filter(act__startswith="people.committee").order_by("seq")]
        assert acts == ["people.committee_given", "people.committee_ended"]
        assert list(verify_chains()) == []


def test_a_class_of_five_has_averages_and_the_place_ends_with_the_right(school, browser_of, django_assert_num_queries):
    with inside(school.school):
        give = {"person": school.mother, "school_class": school.school_class, "given_by": school.homeroom}
        CommitteePlace.objects.create(**give, starts_on=TODAY, ends_on=TODAY, given_at="2026-11-20T07:00Z")
    mother = browser_of(school.mother)
    mother.get(PAGE)
    with django_assert_num_queries(9):
        assert "мало отметок" in mother.get(PAGE).text
    with inside(school.school):
        column = work(school.lessons[1])
        for number in range(4):
            mark(column, pupil(f"Новый{number}", "Ян", school.school_class), "5")
    with django_assert_num_queries(9):
        assert ">4,57<" in mother.get(PAGE).text
    with inside(school.school):
        Guardianship.objects.filter(guardian=school.mother).update(ends_on="2026-11-19")
    assert mother.get(PAGE).status_code in (403, 404)


YEAR_END = date(2027, 8, 31)


@pytest.mark.parametrize(
    ("start", "end", "stands", "held", "code"),
    [
        (TODAY, YEAR_END, True, False, None),
        (TODAY, YEAR_END, False, False, RefusalCode.COMMITTEE_NOT_PARENT),
        (date(2026, 11, 19), YEAR_END, True, False, RefusalCode.COMMITTEE_DAYS),
        (date(2026, 12, 2), date(2026, 12, 1), True, False, RefusalCode.COMMITTEE_DAYS),
        (TODAY, date(2027, 9, 1), True, False, RefusalCode.COMMITTEE_DAYS),
        (TODAY, YEAR_END, True, True, RefusalCode.COMMITTEE_TWICE),
    ],
)
def test_who_may_be_in_the_committee_and_when(start, end, stands, held, code):
    told = decide_place(start=start, end=end, today=TODAY, year_end=YEAR_END, stands_for_pupil=stands, held=held)
    assert (told.code or None) == code


@pytest.mark.parametrize(
    ("pupils", "total", "ill"),
    [
        ([], 0, 0),
        ([(0, 0)] * 9, 0, 0),
        ([(2, 0)] * 4, None, None),
        ([(2, 0)] * 5, 10, 0),
        ([(2, 0)] * 5 + [(4, 4)], 14, None),
        ([(2, 2)] * 5 + [(1, 0)], 11, None),
        ([(2, 2)] * 5 + [(1, 0)] * 5, 15, 10),
    ],
)
def test_what_a_few_pupils_missed_is_not_told(pupils, total, ill):
    assert missed_hours(pupils) == MissedHours(total, ill)
