"""A class divided into groups on a page, dealt again, joined; who may, what is refused, what the journals hold then."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.curriculum.models import Course, StudyGroup, StudyGroupMember, TeachingLoad
from parta.installation.schools import inside
from parta.journal.models import PlannedWork
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from tests.factories.school_day import first_quarter, mark, work

MONDAY = date(2026, 11, 23)
EVE = date(2026, 11, 22)


@pytest.fixture
def weekly(world, frozen):
    """Algebra of 7А hangs on Mondays, Wednesdays and Fridays; the English teacher is elsewhere on Mondays."""
    with inside(world.school):
        version = TimetableVersion.objects.create(year=world.year, starts_on="2026-09-01")
        room = world.lessons[0].room_id
        common = {"timetable": version, "room_id": room}
        for weekday in (1, 3, 5):
            slot = TimetableSlot.objects.create(
                course=world.algebra, weekday=weekday, number=1, employee_id=world.teacher.pk, **common
            )
            Lesson.objects.filter(course=world.algebra, date__iso_week_day=weekday).update(slot=slot)
            slot = TimetableSlot.objects.create(
                course=world.english, weekday=weekday, number=2, employee_id=world.english_teacher.pk, **common
            )
            Lesson.objects.filter(course=world.english, date__iso_week_day=weekday).update(slot=slot)
        elsewhere = TimetableSlot.objects.create(
            course=world.other_course, weekday=1, number=1, employee_id=world.english_teacher.pk, timetable=version
        )
        early = world.lessons[6]
        Lesson.objects.create(
            course=world.other_course, slot=elsewhere, date=early.date, number=1, starts_at=early.starts_at,
            ends_at=early.ends_at, employee_id=world.english_teacher.pk,
        )  # fmt: skip
    return world


def address(world, what="split", pk=None):
    of = f"split/{pk or world.algebra.pk}/" if what == "split" else f"{pk or world.algebra.subject_id}/{what}/"
    return f"/alpha/office/classes/{world.school_class.pk}/groups/{of}"


def filled(world, **other):
    first, second, third = (f"p-{one.pk}" for one in world.pupils)
    fields = {
        "do": "split", "count": "2", "name-0": "1 гр.", "name-1": "2 гр.", "employee-0": world.teacher.pk,
        "employee-1": world.english_teacher.pk, first: "0", second: "0", third: "1", "day": MONDAY.isoformat(),
        "ground": "приказ № 45",
    }  # fmt: skip
    return {**fields, **other}


def shown(answer):
    return " ".join(answer.content.decode().split())


def test_a_list_is_dealt_before_anything_is_stored(weekly, browser_of):
    browser = browser_of(weekly.deputy)
    page = shown(browser.get(address(weekly)))
    assert "Подгруппа 1: <b>2</b> человека" in page and "Подгруппа 2: <b>1</b> человек<" in page
    page = shown(browser.post(address(weekly), filled(weekly, do="turns", **{"name-0": "сильная"})))
    assert 'value="сильная"' in page and 'value="2026-11-23"' in page and "приказ № 45" in page
    second = weekly.pupils[1].pk
    assert f'name="p-{second}" value="1" checked' in page
    page = shown(browser.post(address(weekly), filled(weekly, do="", count="3")))
    assert "Подгруппа 3: <b>0</b> человек<" in page and 'value="3 гр."' in page
    with inside(weekly.school):
        assert StudyGroup.objects.count() == 1 and Course.objects.count() == 3


def test_a_class_is_divided_and_nothing_written_is_lost(weekly, browser_of):
    with inside(weekly.school):
        kept = mark(work(weekly.lessons[5]), weekly.pupils[0], "4")
    answer = browser_of(weekly.deputy).post(address(weekly), filled(weekly), follow=True)
    page = shown(answer)
    assert "Разделено на подгруппы с 23 ноября 2026 г." in page and "2 гр.: пн, № 1" in page
    with inside(weekly.school):
        whole = Course.objects.get(pk=weekly.algebra.pk)
        assert whole.ends_on == EVE and whole.loads.get().ends_on == EVE
        made = list(Course.objects.filter(subject=whole.subject_id, study_group__isnull=False).order_by("pk"))
        assert [(one.study_group.name, one.study_group.name_key, one.plan_id) for one in made] == [
            ("1 гр.", "1 гр.", weekly.plan.pk), ("2 гр.", "2 гр.", weekly.plan.pk),
        ]  # fmt: skip
        assert [(one.loads.get().employee_id, one.loads.get().starts_on) for one in made] == [
            (weekly.teacher.pk, MONDAY), (weekly.english_teacher.pk, MONDAY),
        ]  # fmt: skip
        places = StudyGroupMember.objects.filter(group__courses__in=made).order_by("group", "pupil")
        assert [(one.group_id, one.pupil_id, one.starts_on, one.ends_on) for one in places] == [
            (made[0].study_group_id, weekly.pupils[0].pk, MONDAY, None),
            (made[0].study_group_id, weekly.pupils[1].pk, MONDAY, None),
            (made[1].study_group_id, weekly.pupils[2].pk, MONDAY, None),
        ]
        # the past stays, the lessons ahead are the groups'
        assert Lesson.objects.filter(course=whole, date__gte=MONDAY).count() == 0
        assert Lesson.objects.filter(course=whole).count() == 6 and kept.work.lesson.course_id == whole.pk
        ahead = [Lesson.objects.filter(course=one, date__lte="2026-11-25").order_by("date") for one in made]
        days = [[(one.date.day, one.number, one.employee_id, one.room_id is not None) for one in own] for own in ahead]
        assert days == [
            [(23, 1, weekly.teacher.pk, True), (25, 1, weekly.teacher.pk, True)],
            [(25, 1, weekly.english_teacher.pk, False)],
        ]
        versions = list(TimetableVersion.objects.order_by("starts_on"))
        assert [(one.starts_on, one.ends_on) for one in versions] == [(date(2026, 9, 1), EVE), (MONDAY, None)]
        assert versions[0].slots.filter(course=whole).count() == 3 and not versions[1].slots.filter(course=whole)
        assert Lesson.objects.filter(course=weekly.english).count() >= 8
        told = Event.objects.filter(act="curriculum.load_changed").order_by("seq").values_list("after", flat=True)
        assert [one["ground"] for one in told] == ["приказ № 45"] * 3
        assert list(verify_chains()) == []


def test_journals_and_families_see_the_right_pupils_by_date(weekly, browser_of):
    assert browser_of(weekly.deputy).post(address(weekly), filled(weekly)).status_code == 302
    with inside(weekly.school):
        first, second = Course.objects.filter(subject=weekly.algebra.subject_id, study_group__isnull=False).order_by(
            "pk"
        )
    names = [f"{one.last_name} {one.first_name}" for one in weekly.pupils]
    for human, course, inside_it in ((weekly.teacher, first, names[:2]), (weekly.english_teacher, second, names[2:])):
        data = browser_of(human).get(f"/alpha/journal/{course.pk}/data").json()
        assert [one["name"] for one in data["pupils"]] == inside_it
    diary = browser_of(weekly.mother)
    assert "алгебра" in shown(diary.get("/alpha/diary/week/?date=2026-11-18")).lower()
    page = shown(diary.get("/alpha/diary/week/?date=2026-11-25")).lower()
    assert "алгебра" in page
    with inside(weekly.school):
        Lesson.objects.filter(course=first, date="2026-11-25").update(status="cancelled")
    assert browser_of(weekly.teacher).get(f"/alpha/journal/{second.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2026-11-20"}, "занятие пт, 20 ноября в этом журнале уже прошло"),
        ({"day": "2025-11-20"}, "учебный год идёт"),
        ({"day": ""}, "Укажите день"),
        ({"name-1": "1  ГР."}, "такая по этому предмету уже есть"),
        ({"employee-1": ""}, "Выберите, кто будет вести"),
        ({"employee-1": "secretary"}, "нет должности"),
        ({"third": "0"}, "никого нет"),
        ({"name-1": "\x00"}, "не сказано, как называется подгруппа"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(weekly, browser_of, wrong, said):
    if "third" in wrong:
        wrong = {f"p-{weekly.pupils[2].pk}": "0"}
    if wrong.get("employee-1") == "secretary":
        wrong = {"employee-1": weekly.secretary.pk}
    answer = browser_of(weekly.deputy).post(address(weekly), filled(weekly, **wrong))
    page = shown(answer)
    assert answer.status_code == 422 and said in page and "приказ № 45" in page
    with inside(weekly.school):
        assert Course.objects.filter(ends_on=None).count() == Course.objects.count() == 3
        assert StudyGroup.objects.count() == 1 and TimetableVersion.objects.count() == 1


def test_two_clicks_and_another_class_change_nothing_more(weekly, browser_of):
    browser = browser_of(weekly.deputy)
    assert browser.post(address(weekly), filled(weekly)).status_code == 302
    again = browser.post(address(weekly), filled(weekly))
    assert again.status_code == 422 and "закончен 22 ноября 2026" in shown(again)
    with inside(weekly.school):
        assert Course.objects.count() == 5 and TeachingLoad.objects.count() == 5
    assert browser.get(address(weekly, pk=weekly.other_course.pk)).status_code == 404
    assert browser.get(address(weekly, pk=weekly.english.pk)).status_code == 404
    strange = filled(weekly, **{f"p-{weekly.stranger.pk}": "1"})
    assert browser.post(address(weekly), strange).status_code == 422  # closed: the stranger is not even read


def test_what_is_written_ahead_stands_in_the_way(weekly, browser_of):
    browser = browser_of(weekly.deputy)
    with inside(weekly.school):
        work(weekly.lessons[7])
    answer = browser.post(address(weekly), filled(weekly))
    assert answer.status_code == 422 and "25 ноября" in shown(answer)
    with inside(weekly.school):
        assert Course.objects.filter(ends_on=None).count() == 3
        assert Lesson.objects.filter(course=weekly.algebra, date__gte=MONDAY).count() == 2


def test_control_works_go_over_to_the_groups_and_back(weekly, browser_of):
    browser = browser_of(weekly.deputy)
    with inside(weekly.school):
        line = weekly.plan.lines.first()
        for day in ("2026-11-18", "2026-12-04", "2026-12-11"):
            PlannedWork.objects.create(
                course=weekly.algebra, day=day, kind="контрольная работа", plan_line=line, planned_by=weekly.deputy,
                level="federal",
            )  # fmt: skip
            line = None
    assert browser.post(address(weekly), filled(weekly)).status_code == 302
    with inside(weekly.school):
        rows = PlannedWork.objects.order_by("course", "day").values_list("course__study_group__name", "day")
        assert [(group, day.isoformat()) for group, day in rows] == [
            (None, "2026-11-18"), ("1 гр.", "2026-12-04"), ("1 гр.", "2026-12-11"), ("2 гр.", "2026-12-04"),
            ("2 гр.", "2026-12-11"),
        ]  # fmt: skip
        assert {*PlannedWork.objects.values_list("level", flat=True)} == {"federal"}
    join = {"employee": weekly.teacher.pk, "day": "2026-12-07"}
    assert browser.post(address(weekly, "join"), join).status_code == 302
    with inside(weekly.school):
        own = PlannedWork.objects.filter(course=weekly.algebra).order_by("day").values_list("day", flat=True)
        assert [one.isoformat() for one in own] == ["2026-11-18", "2026-12-11"]
        assert PlannedWork.objects.filter(day="2026-12-04").count() == 2
        first = Course.objects.get(study_group__name="1 гр.", subject=weekly.algebra.subject_id)
    close = {"do": "close", "day": "2026-12-09"}
    answer = browser.post(f"/alpha/office/courses/{weekly.algebra.pk}/", close)
    assert answer.status_code == 422 and "в графике контрольных" in shown(answer)
    assert browser.get(f"/alpha/office/courses/{first.pk}/").status_code == 200


def test_groups_are_joined_again_and_may_be_divided_once_more(weekly, browser_of, frozen):
    browser = browser_of(weekly.deputy)
    assert browser.post(address(weekly), filled(weekly)).status_code == 302
    join = {"employee": weekly.teacher.pk, "day": "2026-12-07", "ground": ""}
    page = shown(browser.post(address(weekly, "join"), join, follow=True))
    assert "Подгруппы соединены с 7 декабря 2026 г." in page
    with inside(weekly.school):
        whole = Course.objects.get(pk=weekly.algebra.pk)
        assert whole.ends_on is None
        spans = [(one.starts_on, one.ends_on) for one in whole.loads.order_by("starts_on")]
        assert spans == [(date(2026, 9, 1), EVE), (date(2026, 12, 7), None)]
        groups = Course.objects.filter(subject=whole.subject_id, study_group__isnull=False)
        assert {one.ends_on for one in groups} == {date(2026, 12, 6)}
        own = StudyGroupMember.objects.filter(group__courses__in=groups)
        assert {one.ends_on for one in own} == {date(2026, 12, 6)}
        first = Lesson.objects.filter(course=whole, date__gte=MONDAY).order_by("date").first()
        assert (first.date, first.number, first.employee_id) == (date(2026, 12, 7), 1, weekly.teacher.pk)
        assert not Lesson.objects.filter(course__in=groups, date__gte="2026-12-07").exists()
    frozen("12-08")
    assert browser.post(address(weekly), filled(weekly, day="2026-12-09")).status_code == 302
    with inside(weekly.school):
        assert Course.objects.count() == 5 and groups.filter(ends_on=None).count() == 2
        assert [one.members.filter(ends_on=None).count() for one in StudyGroup.objects.order_by("pk")] == [2, 2, 1]
        assert list(verify_chains()) == []


def test_marks_of_a_period_are_asked_of_the_journals_that_end_it(weekly, browser_of):
    """The divided journal owes marks of the periods that end before the division, the groups owe the rest."""
    first_quarter(weekly)
    browser = browser_of(weekly.deputy)
    periods = [f"/alpha/office/terms/{term.pk}/gaps/" for term in weekly.terms]
    before = [shown(browser.get(path)) for path in periods]
    assert all(f"/journal/{weekly.algebra.pk}/" in page for page in before)
    assert browser.post(address(weekly), filled(weekly)).status_code == 302
    first, second = (shown(browser.get(path)) for path in periods)
    with inside(weekly.school):
        made = Course.objects.filter(subject=weekly.algebra.subject_id, study_group__isnull=False)
        groups = [f"/journal/{one.pk}/" for one in made]
    assert f"/journal/{weekly.algebra.pk}/" in first and not any(path in first for path in groups)
    assert f"/journal/{weekly.algebra.pk}/" not in second and all(path in second for path in groups)


def test_pupils_are_dealt_anew_all_at_once(weekly, browser_of):
    browser = browser_of(weekly.deputy)
    browser.post(address(weekly), filled(weekly))
    with inside(weekly.school):
        first, second = StudyGroup.objects.filter(subject=weekly.algebra.subject_id).order_by("pk")
    ahead = shown(browser_of(weekly.homeroom).get(address(weekly, "deal")))  # the groups begin on Monday
    assert 'value="2026-11-23"' in ahead
    wanted = {f"p-{one.pk}": group for one, group in zip(weekly.pupils, (second.pk, first.pk, ""), strict=True)}
    page = shown(browser_of(weekly.homeroom).get(address(weekly, "deal")))
    assert f'name="p-{weekly.pupils[2].pk}" value="{second.pk}"' in page
    answer = browser_of(weekly.homeroom).post(address(weekly, "deal"), {**wanted, "day": "2026-12-01"}, follow=True)
    assert "в другой подгруппе 2 человека" in shown(answer)
    with inside(weekly.school):
        rows = StudyGroupMember.objects.filter(group__in=(first, second)).order_by("pupil", "starts_on")
        assert [(one.pupil_id, one.group_id, one.ends_on) for one in rows] == [
            (weekly.pupils[0].pk, first.pk, date(2026, 11, 30)),
            (weekly.pupils[0].pk, second.pk, None),
            (weekly.pupils[1].pk, first.pk, None),
            (weekly.pupils[2].pk, second.pk, date(2026, 11, 30)),
        ]
    early = browser.post(address(weekly, "deal"), {**wanted, "day": "2026-11-24"})
    assert early.status_code == 422 and "Антонов Пётр" in shown(early)
    foreign = {**wanted, f"p-{weekly.pupils[1].pk}": weekly.english.study_group_id, "day": "2026-12-01"}
    assert browser.post(address(weekly, "deal"), foreign).status_code == 404


def test_a_group_is_called_otherwise(weekly, browser_of):
    path = f"/alpha/office/classes/{weekly.school_class.pk}/groups/name/"
    with inside(weekly.school):
        group = StudyGroup.objects.get()
        StudyGroup.objects.create(
            year=weekly.year, school_class=weekly.school_class, subject=group.subject, name="2 гр.", name_key="2 гр."
        )
    browser = browser_of(weekly.homeroom)
    page = shown(browser.post(path, {"group": group.pk, "name": "начинающие"}, follow=True))
    assert "исправлено" in page and "начинающие" in page
    assert "уже есть" in shown(browser.post(path, {"group": group.pk, "name": "2  гр."}, follow=True))
    assert "не сказано" in shown(browser.post(path, {"group": group.pk, "name": " "}, follow=True))
    with inside(weekly.school):
        group.refresh_from_db()
        assert (group.name, group.name_key) == ("начинающие", "начинающие")
    assert browser_of(weekly.teacher).post(path, {"group": group.pk, "name": "x"}).status_code == 403
    other = path.replace(str(weekly.school_class.pk), str(weekly.other_class.pk))
    assert browser_of(weekly.deputy).post(other, {"group": group.pk, "name": "x"}).status_code == 404


def test_who_may(weekly, browser_of):
    for human in (weekly.director, weekly.secretary, weekly.teacher, weekly.mother):
        assert browser_of(human).post(address(weekly), filled(weekly)).status_code == 403
    for human in (weekly.director, weekly.secretary, weekly.teacher, weekly.homeroom, weekly.mother):
        assert browser_of(human).get(address(weekly, "join")).status_code == 403
        assert browser_of(human).post(address(weekly, "join"), {"day": "2026-12-01"}).status_code == 403
    for human in (weekly.director, weekly.teacher):
        assert browser_of(human).post(address(weekly, "deal"), {"day": "2026-12-01"}).status_code == 403
    page = shown(browser_of(weekly.homeroom).get(f"/alpha/office/classes/{weekly.school_class.pk}/groups/"))
    assert "Перераспределить" in page and "Соединить" not in page and "Разделить на подгруппы" not in page
    with inside(weekly.school):
        assert Course.objects.count() == 3


def test_pages_cost_the_same_with_more_pupils(weekly, browser_of, django_assert_num_queries):
    from tests.factories.small_school import pupil

    browser = browser_of(weekly.deputy)
    pages = {address(weekly): 8, address(weekly, "deal", weekly.english.subject_id): 9}
    for path in pages:
        browser.get(path)
    for path, count in pages.items():
        with django_assert_num_queries(count):
            browser.get(path)
    with inside(weekly.school):
        for last in ("Волков", "Зайцев", "Лисицын"):
            pupil(last, "Иван", weekly.school_class)
    for path, count in pages.items():
        with django_assert_num_queries(count):
            browser.get(path)


def test_a_whole_class_and_its_groups_never_have_journals_at_once(weekly, browser_of):
    browser = browser_of(weekly.deputy)
    assert browser.post(address(weekly), filled(weekly)).status_code == 302
    answer = browser.post(f"/alpha/office/courses/{weekly.algebra.pk}/", {"do": "reopen"})
    assert answer.status_code == 422 and "занимаются подгруппы" in shown(answer)
    join = {"employee": weekly.teacher.pk, "day": MONDAY.isoformat()}
    assert browser.post(address(weekly, "join"), join).status_code == 302
    with inside(weekly.school):
        group = Course.objects.get(study_group__name="1 гр.", subject=weekly.algebra.subject_id)
    answer = browser.post(f"/alpha/office/courses/{group.pk}/", {"do": "reopen"})
    assert answer.status_code == 422 and "уже ведётся" in shown(answer)
