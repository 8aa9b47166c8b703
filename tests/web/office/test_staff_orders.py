"""Staff hired, moved and dismissed by orders: cards, roles, classes, the way in, journals left behind."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.models import Membership
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.people.enums import RefusalCode, StaffMove
from parta.people.models import Appointment, Employee, HomeroomTeacher, Person, StaffOrder
from parta.people.rules.appointments import Post
from parta.people.rules.staff_orders import Worker, WorkOrder, decide_staff_order
from parta.people.services.own_reports import take_report

BOOK = "/alpha/office/staff/orders/"
ORDER = {"order_no": "12-к", "order_date": "2026-11-18", "day": "2026-11-20", "post": "", "ground": "заявление"}
TODAY = date(2026, 11, 20)
HIRED, MOVED, DISMISSED, WITHDRAWN = StaffMove


def of(human):
    return f"/alpha/office/people/{human.pk}/staff-order/"


def queries(browser):
    browser.get(BOOK)
    with CaptureQueriesContext(connection) as caught:
        browser.get(BOOK)
    return len(caught)


@pytest.mark.parametrize(
    ("kind", "day", "worker", "roles", "code"),
    [
        (HIRED, "11-20", {"employed": False}, "secretary", None),
        (HIRED, "11-20", {}, "secretary", RefusalCode.STAFF_EMPLOYED),
        (HIRED, "11-20", {"left": date(2026, 11, 19)}, "secretary", None),
        (HIRED, "11-20", {"left": date(2026, 11, 20)}, "secretary", RefusalCode.STAFF_EMPLOYED),
        (MOVED, "11-20", {}, "secretary", None),
        (MOVED, "11-21", {}, "secretary", RefusalCode.STAFF_MOVE_AHEAD),
        (MOVED, "11-20", {"employed": False}, "secretary", RefusalCode.STAFF_NOT_EMPLOYED),
        (DISMISSED, "12-25", {"held": "teacher"}, "secretary", None),
        (WITHDRAWN, "11-20", {"left": TODAY}, "secretary", None),
        (WITHDRAWN, "11-20", {"left": date(2026, 11, 21)}, "secretary", RefusalCode.STAFF_NOT_LEAVING),
        (WITHDRAWN, "11-19", {"left": date(2026, 11, 19)}, "secretary", RefusalCode.STAFF_NOT_LEAVING),
        (WITHDRAWN, "11-20", {}, "secretary", RefusalCode.STAFF_NOT_LEAVING),
        (DISMISSED, "12-25", {"left": date(2026, 12, 1)}, "secretary", RefusalCode.STAFF_NOT_EMPLOYED),
        (DISMISSED, "11-20", {"hired": date(2026, 11, 21)}, "secretary", RefusalCode.STAFF_DAY),
        (DISMISSED, "11-20", {"held": "deputy"}, "hr_inspector", RefusalCode.STAFF_BY_DIRECTOR),
        (DISMISSED, "11-20", {"held": "deputy"}, "director", None),
        (DISMISSED, "11-20", {"held": "administrator"}, "director", RefusalCode.APPOINT_LAST),
        (DISMISSED, "11-20", {"held": "administrator", "others": {"administrator": 1}}, "director", None),
        (DISMISSED, "08-31", {"held": "teacher"}, "secretary", RefusalCode.STAFF_LATER_POST),
    ],
)
def test_which_order_may_be_entered(kind, day, worker, roles, code):
    held = (Post(worker["held"], date(2026, 9, 1)),) if "held" in worker else ()
    who = Worker(**{"employed": True, "hired": None, "left": None, "others": {}, **worker, "held": held})
    order = WorkOrder("1", date(2026, 8, 20), date.fromisoformat(f"2026-{day}"))
    told = decide_staff_order(kind, order=order, worker=who, roles=[roles], oneself=False, today=TODAY)
    assert (told.code or None) == code
    for far in (date(1, 1, 1), date(9999, 12, 31)):
        order = WorkOrder("1", date(2026, 8, 20), far)
        told = decide_staff_order(HIRED, order=order, worker=who, roles=[roles], oneself=False, today=TODAY)
        assert told.code == RefusalCode.STAFF_DAY
    assert (
        decide_staff_order(kind, order=order, worker=who, roles=[], oneself=True, today=TODAY).code
        == "people_staff_oneself"
    )


def test_somebody_new_is_hired_moved_and_seen_in_the_book(world, browser_of, frozen):
    secretary = browser_of(world.secretary)
    new = {"last_name": "Новикова", "first_name": "Анна", "birth_date": "1990-05-04", "kind": "hired"}
    assert "Укажите должность" in secretary.post(BOOK, {**new, **ORDER}).text
    hire = {**new, **ORDER, "post": "учитель химии"}
    for human in (world.deputy, world.admin, world.teacher, world.mother):
        assert browser_of(human).post(BOOK, hire).status_code == 403
    assert "приём, приказ № 12-к внесён" in secretary.post(BOOK, hire, follow=True).text
    assert "это другой человек" in secretary.post(BOOK, hire).text
    with inside(world.school):
        anna = Person.objects.get(last_name="Новикова")
        kept = Employee.objects.get(pk=anna.pk)
        assert (kept.post, kept.hired_on, kept.hired_order_no) == ("учитель химии", TODAY, "12-к")
    there = of(anna)
    assert secretary.post(there, {**ORDER, "kind": "moved", "post": "завуч", "day": "2026-11-19"}).status_code == 422
    moved = {**ORDER, "kind": "moved", "post": "учитель биологии", "order_no": "13-к"}
    assert secretary.post(there, moved).status_code == 302
    assert secretary.post(of(world.secretary), {**ORDER, "kind": "dismissed"}).status_code == 422  # oneself
    book = browser_of(world.deputy).get(BOOK).text
    assert "учитель биологии" in book and "13-к" in book and "Принять нового работника" not in book
    assert secretary.get(f"{BOOK}?as=xlsx").content.startswith(b"PK")
    with inside(world.school):
        assert Employee.objects.get(pk=anna.pk).post == "учитель биологии"
        assert Event.objects.filter(act="people.staff_order_entered").count() == 2
    before = queries(secretary)
    assert secretary.post(there, {**moved, "post": "учитель", "kind": "dismissed"}).status_code == 302
    with inside(world.school):
        Employee.objects.filter(pk=anna.pk).update(left_on=None)
    assert queries(secretary) == before


def test_a_dismissal_ends_roles_the_class_and_the_way_in_and_tells_of_journals(world, browser_of, frozen):
    secretary, homeroom, teacher = (browser_of(one) for one in (world.secretary, world.homeroom, world.teacher))
    today = {**ORDER, "kind": "dismissed"}
    assert teacher.post(of(world.homeroom), today).status_code == 403
    told = secretary.post(of(world.teacher), today, follow=True).text
    assert "Нужно передать другому: 1 журнал" in told and "последний" in secretary.get(of(world.teacher)).text.lower()
    assert "алгебра" in browser_of(world.deputy).get(BOOK).text
    assert secretary.post(of(world.teacher), today).status_code == 422
    assert secretary.post(of(world.homeroom), {**today, "day": "2026-11-19"}).status_code == 302
    with inside(world.school):
        assert set(Appointment.objects.filter(employee_id=world.teacher.pk).values_list("ends_on", flat=True)) == {
            TODAY
        }
        assert HomeroomTeacher.objects.get(employee_id=world.homeroom.pk).ends_on == date(2026, 11, 19)
        ways = dict(Membership.objects.filter(school=world.school).values_list("person_id", "shut_ground"))
        assert (ways[world.homeroom.pk], ways[world.teacher.pk]) == ("dismissed", "")
    assert homeroom.get("/alpha/office/classes/").status_code in (302, 403)  # the session has ended
    assert teacher.get("/alpha/").status_code in (200, 302)  # the last day
    give = {"employee": world.homeroom.pk, "role": "teacher", "since": "2026-11-20"}
    assert "Выберите, кого" in browser_of(world.admin).post("/alpha/office/staff/", give).text
    give["employee"] = world.teacher.pk
    assert (
        "последний рабочий день этого человека 20 ноября 2026 г."
        in browser_of(world.admin).post("/alpha/office/staff/", give).text
    )
    frozen("11-21")
    said = teacher.get("/alpha/")
    assert said.status_code == 403 and "больше не работаете" in said.text
    back = {**ORDER, "kind": "hired", "post": "учитель", "day": "2026-11-21"}
    assert secretary.post(of(world.homeroom), back).status_code == 302
    with inside(world.school):
        assert Membership.objects.get(school=world.school, person_id=world.homeroom.pk).is_active
        assert StaffOrder.objects.filter(employee_id=world.homeroom.pk).count() == 2


def test_a_parent_who_is_dismissed_stays_a_parent(world, browser_of, frozen):
    with inside(world.school):
        Employee.objects.create(person=world.mother)
        Appointment.objects.create(employee_id=world.mother.pk, role="librarian", starts_on="2026-09-01")
    mother = browser_of(world.mother)
    done = browser_of(world.director).post(of(world.mother), {**ORDER, "kind": "dismissed", "day": "2026-11-18"})
    assert done.status_code == 302
    assert mother.get("/alpha/diary/").status_code == 200 and mother.get("/alpha/office/classes/").status_code == 403


def test_an_order_is_shown_to_whom_it_is_about_and_to_whose_work_it_is(world, browser_of, frozen):
    with inside(world.school):
        Appointment.objects.create(employee_id=world.homeroom.pk, role="nurse", starts_on="2026-09-01")
    order = {**ORDER, "kind": "moved", "post": "учитель физики", "ground": "личное заявление"}
    assert browser_of(world.secretary).post(of(world.teacher), order).status_code == 302
    card = f"/alpha/office/people/{world.teacher.pk}/"
    for human, seen in ((world.secretary, True), (world.teacher, True), (world.homeroom, False)):
        answer = browser_of(human).get(card)
        assert answer.status_code == 200 and ("личное заявление" in answer.text) is seen
    roles = ((world.secretary, "secretary"), (world.teacher, "teacher"), (world.homeroom, "nurse"))
    told = []
    with inside(world.school):
        for human, role in roles:
            actor = Actor(1, human.pk, "alpha", frozenset({role}), today=TODAY)
            lines = take_report(actor=actor, person_id=world.teacher.pk, now=frozen.now)
            told.append("staff_orders" in {line[0] for line in lines})
    assert told == [True, True, False]


def test_the_same_order_is_entered_once_and_an_earlier_move_leaves_the_post(world, browser_of, frozen):
    secretary, there = browser_of(world.secretary), of(world.teacher)
    moved = {**ORDER, "kind": "moved", "post": "учитель физики"}
    assert secretary.post(there, moved).status_code == 302
    again = secretary.post(there, moved)
    assert again.status_code == 422 and "уже есть" in again.text
    earlier = {**moved, "order_no": "11-к", "day": "2026-11-18", "post": "лаборант"}
    assert secretary.post(there, earlier).status_code == 302
    with inside(world.school):
        assert Employee.objects.get(pk=world.teacher.pk).post == "учитель физики"
        assert StaffOrder.objects.filter(employee_id=world.teacher.pk).count() == 2


def test_a_dismissal_ahead_is_withdrawn_and_what_it_ended_goes_on(world, browser_of, frozen):
    secretary, there = browser_of(world.secretary), of(world.homeroom)
    with inside(world.school):
        fixed = {"role": "librarian", "starts_on": "2026-09-01"}
        Appointment.objects.create(employee_id=world.homeroom.pk, ends_on="2026-11-01", **fixed)
        Appointment.objects.create(employee_id=world.homeroom.pk, ends_on="2026-12-31", **fixed | {"role": "nurse"})

        def ends():
            held = Appointment.objects.filter(employee_id=world.homeroom.pk).order_by("pk")
            led = HomeroomTeacher.objects.filter(employee_id=world.homeroom.pk)
            return [*held.values_list("ends_on", flat=True), *led.values_list("ends_on", flat=True)]

        before = ends()
    dismissal = {**ORDER, "kind": "dismissed", "day": "2026-11-25"}
    assert secretary.post(there, dismissal).status_code == 302
    shown = secretary.get(there).text
    assert "отмена увольнения" in shown and 'value="2026-11-25"' in shown and ">перевод<" not in shown
    with inside(world.school):
        assert ends() != before
    withdrawn = {**dismissal, "kind": "withdrawn", "order_no": "14-к"}
    assert secretary.post(there, {**withdrawn, "day": "2026-11-24"}).status_code == 422
    assert "отмена увольнения, приказ № 14-к внесён" in secretary.post(there, withdrawn, follow=True).text
    with inside(world.school):
        assert ends() == before and Employee.objects.get(pk=world.homeroom.pk).left_on is None
    assert secretary.post(there, {**dismissal, "order_no": "15-к"}).status_code == 302


def test_after_a_dismissal_ahead_the_door_says_why_and_a_hired_parent_comes_in_anew(world, browser_of, frozen):
    director, teacher, mother = (browser_of(one) for one in (world.director, world.teacher, world.mother))
    ahead = {**ORDER, "kind": "dismissed", "day": "2026-11-23"}
    assert director.post(of(world.teacher), ahead).status_code == 302
    frozen("11-23")
    assert teacher.get("/alpha/day/").status_code == 200
    frozen("11-24")
    said = teacher.get("/alpha/day/")
    assert said.status_code == 403 and "больше не работаете" in said.text
    assert mother.get("/alpha/diary/").status_code == 200
    hired = {**ORDER, "kind": "hired", "post": "учитель химии", "day": "2026-11-24", "order_date": "2026-11-20"}
    assert director.post(of(world.mother), hired).status_code == 302
    assert mother.get("/alpha/diary/").url.startswith("/doors/login/")
