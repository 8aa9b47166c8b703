"""Pages of the office: what each role sees, in a fixed number of queries."""

from datetime import date, timedelta

import pytest
from django.test import Client

from parta.audit.models import Event
from parta.installation.models import Account, InvitationCode, Membership
from parta.installation.schools import inside
from parta.journal.models import Attendance, LessonEntry, RollCall
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Lesson
from tests.factories.small_school import at, person, pupil


@pytest.fixture
def get(world, browser_of):
    """Open a page as somebody: `get(world.deputy, "office/")`."""

    def open_page(human, path, **params):
        return browser_of(human).get(f"/alpha/{path}", params)

    return open_page


@pytest.fixture
def lessons_today(world, frozen):
    """Put three lessons of the day into the small school: one filled, one bare, one cancelled."""
    today = frozen.now.date()
    Lesson.objects.filter(date=today).delete()
    made = [
        Lesson.objects.create(
            course=world.algebra,
            employee_id=world.teacher.pk,
            date=today,
            number=n,
            starts_at=at(today, f"00:0{n}"),
            ends_at=at(today, f"00:0{n + 1}"),
            status=status,
        )
        for n, status in ((1, "held"), (3, "planned"), (5, "cancelled"))
    ]
    LessonEntry.objects.create(lesson=made[0], topic="Степени")
    RollCall.objects.create(lesson=made[0], taken_at=made[0].ends_at)
    Attendance.objects.create(lesson=made[0], pupil_id=world.pupils[0].pk, code="ill")
    Attendance.objects.create(lesson=made[0], pupil_id=world.pupils[1].pk, code="late")
    return made


def test_a_deputy_sees_what_is_missing_today(world, get, lessons_today, frozen):
    from parta.journal.queries.heads import heads_day

    with inside(world.school):
        day = heads_day(now=frozen.now)
    assert (day.lessons, day.begun, day.topics, day.rolls) == (2, 2, 1, 1)
    assert [(row.name, row.no_topic, row.no_roll) for row in day.owing] == [("Ёлкина Нина Сергеевна", 1, 1)]
    assert [(row.name, row.absent, row.pupils) for row in day.away] == [("7А", 1, 3)]
    page = get(world.deputy, "office/")
    assert page.status_code == 200
    assert "Ёлкина Нина Сергеевна" in page.text


def test_who_is_no_head_sees_no_days_of_others(world, get, lessons_today):
    assert "Ёлкина" not in get(world.secretary, "office/").text
    assert get(world.homeroom, "office/").url == f"/alpha/office/classes/{world.school_class.pk}/day/"
    assert get(world.teacher, "office/").status_code == 302
    assert get(world.pupils[0], "office/").status_code == 403


def test_a_class_shows_contacts_only_to_those_with_a_right(world, get):
    address = f"office/classes/{world.school_class.pk}/"
    for human in (world.secretary, world.homeroom, world.deputy):
        page = get(human, address)
        assert "+79000000001" in page.text
        assert "Ёжикова Мария" in page.text
    taught = get(world.teacher, address)
    assert "Ёжикова Мария" in taught.text
    assert "+79000000001" not in taught.text
    assert "Антонова" not in taught.text
    assert "Выдать коды" not in taught.text
    assert get(world.homeroom, f"office/classes/{world.other_class.pk}/").status_code == 404
    assert get(world.secretary, "office/classes/999999/").status_code == 404


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ант", ["Антонов Пётр", "Антонова Ирина Львовна"]),
        ("ежи", ["Ёжикова Мария"]),
        ("ЁЖИКОВА мар", ["Ёжикова Мария"]),
        ("петр анто", ["Антонов Пётр"]),
        ("нтон", []),
        ("%", []),
        ("_", []),
        ("'", []),
    ],
)
def test_people_are_found_by_beginnings_of_words(world, get, search, found):
    page = get(world.secretary, "office/people/", q=search)
    shown = [
        human
        for human in ("Антонов Пётр", "Антонова Ирина Львовна", "Ёжикова Мария", "Яковлев Олег")
        if f">{human}<" in page.text
    ]
    assert shown == found


def test_a_homeroom_teacher_finds_only_the_own_class(world, get):
    page = get(world.homeroom, "office/people/")
    assert "Антонов Пётр" in page.text
    assert "Антонова Ирина" in page.text
    assert "Жуков" not in page.text
    assert "Шилова" not in page.text
    assert get(world.homeroom, f"office/people/{world.stranger.pk}/").status_code == 404
    assert get(world.homeroom, f"office/people/{world.pupils[0].pk}/").status_code == 200


def test_people_come_in_pages_of_fifty(world, get):
    for n in range(60):
        person("Длинная", f"Строка{n:02}")
    first = get(world.secretary, "office/people/", q="длинная")
    assert first.text.count("Длинная Строка") == 50
    second = get(world.secretary, "office/people/", q="длинная", page="2")
    assert second.text.count("Длинная Строка") == 10
    assert "?q=%D0%B4%D0%BB%D0%B8%D0%BD%D0%BD%D0%B0%D1%8F&amp;page=1" in second.text
    assert get(world.secretary, "office/people/", page="99999").status_code == 200


def codes(browser, world, **data):
    return browser.post(f"/alpha/office/classes/{world.school_class.pk}/codes/", data)


def test_a_whole_class_gets_codes_once(world, browser_of):
    Membership.objects.filter(person_id__in=[world.pupils[0].pk, world.pupils[1].pk]).delete()
    browser = browser_of(world.admin)
    page = codes(browser, world, whom=["pupils", "parents"])
    assert page.status_code == 200
    assert page.text.count('class="code-slip"') == 2
    assert "Ёжикова Мария" in page.text
    assert "testserver/doors/code/" in page.text
    again = codes(browser, world, whom=["pupils", "parents"])
    assert again.status_code == 302
    assert "Коды никому не нужны" in browser.get(again.url).text
    everybody = codes(browser, world, whom=["pupils", "parents"], again="on")
    assert everybody.text.count('class="code-slip"') == 4
    assert InvitationCode.objects.filter(withdrawn_at__isnull=True).count() == 4
    with inside(world.school):
        assert Event.objects.filter(act="accounts.code_issued").count() == 6


def test_only_those_with_the_duty_issue_codes(world, browser_of):
    values = {"doors": {"credentials_issuer_families": {"value": "homeroom", "clause": "1"}}}
    with inside(world.school):
        RegulationVersion.objects.update(
            values={"doors": {"credentials_issuer_families": {"value": "administrator", "clause": "1"}}}
        )
    post = {"whom": ["pupils"], "again": "on"}
    for human in (world.teacher, world.homeroom, world.director, world.deputy, world.mother, world.pupils[0]):
        assert codes(browser_of(human), world, **post).status_code == 403
    with inside(world.school):
        RegulationVersion.objects.update(values=values)
    assert codes(browser_of(world.homeroom), world, **post).status_code == 200
    assert codes(browser_of(world.teacher), world, **post).status_code == 403
    other = f"/alpha/office/classes/{world.other_class.pk}/codes/"
    assert browser_of(world.homeroom).post(other, post).status_code == 404
    assert browser_of(world.homeroom).post(f"/alpha/office/people/{world.stranger.pk}/code/").status_code == 404


def test_nobody_but_the_administrator_lets_staff_in(world, browser_of):
    for human in (world.director, world.admin, world.teacher, world.homeroom):
        address = f"/alpha/office/people/{human.pk}/code/"
        assert browser_of(world.secretary).post(address).status_code == 403
        assert browser_of(world.admin).post(address).status_code == 200
    address = f"/alpha/office/people/{world.mother.pk}/code/"
    secretary = browser_of(world.secretary)
    refused = secretary.post(address)
    assert refused.status_code == 422 and "Положение школы № 2, п. 5" in refused.text
    card = secretary.get(f"/alpha/office/people/{world.mother.pk}/").text
    assert "Выдать код</button>" not in card and "по положению это делает администратор журнала" in card
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_117")
    assert secretary.post(address).status_code == 200


def test_a_code_is_withdrawn(world, browser_of):
    browser = browser_of(world.admin)
    browser.post(f"/alpha/office/people/{world.mother.pk}/code/")
    assert "Выдан код" in browser.get(f"/alpha/office/people/{world.mother.pk}/").text
    gone = browser.post(f"/alpha/office/people/{world.mother.pk}/code/withdrawal/")
    assert "Код отменён" in browser.get(gone.url).text
    assert not InvitationCode.objects.filter(withdrawn_at__isnull=True).exists()


def test_journals_are_filtered_in_the_address(world, get, frozen):
    everything = get(world.director, "office/courses/")
    assert everything.text.count("/alpha/journal/") >= 3
    only = get(
        world.director, "office/courses/", **{"class": world.other_class.pk, "teacher": world.english_teacher.pk}
    )
    assert f"/alpha/journal/{world.other_course.pk}/" in only.text
    assert f"/alpha/journal/{world.algebra.pk}/" not in only.text
    assert get(world.director, "office/courses/", **{"class": "x"}).status_code == 400


def test_two_clauses_about_one_thing_are_both_shown(world, browser_of):
    with inside(world.school):
        RegulationVersion.objects.update(preset="lyceum_68")
    text = browser_of(world.director).get("/alpha/office/regulation/").text
    assert "Срок отметок за письменные работы: другой пункт" in text
    assert "10 рабочих дней после работы (русский язык, литература); 5 рабочих дней после работы" in text
    assert "не позднее чем через неделю после проведения работы" in text


def test_the_regulation_is_shown_with_clauses_and_chosen_for_the_future_only(world, browser_of):
    browser = browser_of(world.director)
    page = browser.get("/alpha/office/regulation/")
    assert "п. 17(4)" in page.text
    assert "7 дней после урока" in page.text
    with inside(world.school):
        Lesson.objects.filter(pk=world.lessons[5].pk).update(status="held")
    held = world.lessons[5].date
    for day, status in ((held, 422), (date(2026, 9, 1), 422), ("31.12.2026", 422), ("", 422), ("0001-01-01", 422)):
        answer = browser.post("/alpha/office/regulation/choice/", {"preset": "lyceum_68", "effective_from": str(day)})
        assert answer.status_code == status
    assert (
        "уже проведены"
        in browser.post("/alpha/office/regulation/choice/", {"preset": "lyceum_68", "effective_from": str(held)}).text
    )
    later = held + timedelta(days=1)
    done = browser.post("/alpha/office/regulation/choice/", {"preset": "lyceum_68", "effective_from": str(later)})
    assert done.status_code == 302
    with inside(world.school):
        assert list(RegulationVersion.objects.values_list("preset", flat=True)) == ["school_2", "lyceum_68"]
        assert Event.objects.get().after == {"preset": "lyceum_68", "values": {}}
    bad = browser.post("/alpha/office/regulation/choice/", {"preset": "../x", "effective_from": str(later)})
    assert bad.status_code == 422
    assert browser_of(world.deputy).post("/alpha/office/regulation/choice/", {}).status_code == 403


def test_rights_and_acts_are_readable(world, browser_of):
    browser_of(world.admin).post(f"/alpha/office/people/{world.mother.pk}/code/")
    page = browser_of(world.director).get("/alpha/office/audit/")
    assert "выдан одноразовый код" in page.text
    assert "Шилова Марина Денисовна" in page.text
    for params, seen in (
        ({"who": "шил"}, True),
        ({"who": "ивы"}, False),
        ({"act": "accounts.code_used"}, False),
        ({"person": world.admin.pk}, True),
        ({"until": "2020-01-01"}, False),
    ):
        text = browser_of(world.director).get("/alpha/office/audit/", params).text
        assert ("Антонова Ирина" in text) is seen, params
    assert browser_of(world.secretary).get("/alpha/office/audit/").status_code == 403
    assert "ставить отметки" in browser_of(world.teacher).get("/alpha/office/permissions/").text


def test_pages_cost_the_same_at_one_row_and_at_three(world, browser_of, monkeypatch):
    monkeypatch.setattr("parta.web.middleware.sessions.TOUCH_SECONDS", 10**6)  # a slow minute notes the work again
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(human, path):
        browser = browser_of(human)
        browser.get(f"/alpha/{path}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/alpha/{path}").status_code == 200
        return len(asked)

    paths = [
        "office/",
        "office/classes/",
        f"office/classes/{world.school_class.pk}/",
        "office/people/",
        f"office/people/{world.pupils[0].pk}/",
        "office/courses/",
        "office/regulation/",
        "office/permissions/",
        "office/audit/",
    ]
    browser_of(world.admin).post(f"/alpha/office/people/{world.mother.pk}/code/")
    before = {path: cost(world.director, path) for path in paths}
    with inside(world.school):
        for n in range(3):
            pupil(f"Новый{n}", "Ученик", world.school_class)
    browser_of(world.admin).post(
        f"/alpha/office/classes/{world.school_class.pk}/codes/", {"whom": ["pupils", "parents"], "again": "on"}
    )
    assert {path: cost(world.director, path) for path in paths} == before
    # a card also writes its line of the log of looks, and reads to whom the pupil is assigned
    assert max(before.values()) <= 33, before


def test_a_person_without_a_part_in_the_school_finds_nothing(world):
    browser = Client()
    browser.force_login(Account.objects.create(username="outsider"))
    for path in ("", "office/", "office/people/", "day/"):
        answer = browser.get(f"/alpha/{path}")
        assert answer.status_code == 404
        assert "Нет такой страницы" in answer.text
