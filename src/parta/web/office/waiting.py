"""What waits for a person: counts with links, of what this person may act on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from parta.installation.mail import mail_is_set_up
from parta.journal.queries.edit_requests import requests_waiting
from parta.people.queries.consents import agreements_due
from parta.people.queries.corrections import corrections_to_answer
from parta.people.queries.family_access import shut_count
from parta.people.queries.new_devices import new_devices_count
from parta.people.queries.rights import rights_waiting
from parta.people.queries.staffing import hired_without_role
from parta.people.rules.letting_in import decide_issuer
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.services.appointments import may_appoint
from parta.public_service.access import (
    may_close,
    may_decide,
    may_edit_letters,
    may_help_class,
    may_keep_help,
    may_register,
)
from parta.public_service.queries.appeals import appeals_running
from parta.public_service.queries.help import help_running
from parta.public_service.queries.left import left_parents
from parta.public_service.queries.letters import letters_unsent
from parta.public_service.queries.requests import OpenCount, requests_running
from parta.timetable.queries.rooms import rooms_to_empty
from parta.timetable.queries.wishing import wishes_waiting
from parta.web.acts import act_today
from parta.web.office.data_checks import late_classes
from parta.web.office.issuers import issuers_by
from parta.web.office.views.corrections import keepers
from parta.web.office.views.newcomers import waiting_newcomers
from parta.web.ui.addresses import url


@dataclass(frozen=True, slots=True)
class Waits:
    """One line: how many of what, where; of things with a term, how many are late and the nearest last day."""

    address: str
    noun: str
    count: int
    late: int = 0
    nearest: date | None = None


def waiting_lines(request: HttpRequest) -> list[Waits]:
    """Give what waits for the person, a fixed number of queries for a set of roles; nothing that nobody waits for."""
    return [line for counted in _COUNTED for line in counted(request) if line.count]


def _edit_requests(request: HttpRequest) -> Iterator[Waits]:
    if may_do(request.actor, Resource.EDIT_REQUEST, Action.DECIDE, Relation.SAME_SCHOOL):
        noun = "заявка на исправление,заявки на исправление,заявок на исправление"
        yield Waits(url("office:edit_requests"), noun, requests_waiting(request.actor))


def _requests(request: HttpRequest) -> Iterator[Waits]:
    actor, conditions = request.actor, act_today(request).conditions()
    if may_register(actor, conditions) or may_decide(actor, conditions) or _issues(request, Relation.SAME_SCHOOL):
        noun = "запрос о доступе,запроса о доступе,запросов о доступе"
        yield _timed("office:access_requests", "?state=open", noun, requests_running(actor, today=actor.today))


def _appeals(request: HttpRequest) -> Iterator[Waits]:
    actor = request.actor
    if may_close(actor) or may_register(actor):
        found = appeals_running(actor, today=actor.today)
        noun = "обращение без ответа,обращения без ответа,обращений без ответа"
        yield _timed("office:appeals", "?state=waiting", noun, found)


def _letters(request: HttpRequest) -> Iterator[Waits]:
    if may_edit_letters(request.actor) and mail_is_set_up():
        noun = "письмо не ушло по почте,письма не ушли по почте,писем не ушло по почте"
        count = letters_unsent(actor=request.actor, now=request.now)
        yield Waits(f"{url('office:letters')}?unsent=on", noun, count)


def _corrections(request: HttpRequest) -> Iterator[Waits]:
    if may_do(request.actor, Resource.PERSON_CARD, Action.EDIT, Relation.SAME_CLASS):
        noun = "предложенное исправление,предложенных исправления,предложенных исправлений"
        yield Waits(url("office:corrections"), noun, corrections_to_answer(request.actor, keepers(request)))


def _newcomers(request: HttpRequest) -> Iterator[Waits]:
    if _issues(request, Relation.SAME_CLASS):
        rows = waiting_newcomers(request)
        noun = "новичок без кода,новичка без кода,новичков без кода"
        nearest = min((row.due_on for row in rows if row.due_on and not row.late), default=None)
        yield Waits(url("office:newcomers"), noun, len(rows), sum(row.late for row in rows), nearest)


def _hired(request: HttpRequest) -> Iterator[Waits]:
    if may_appoint(request.actor):
        noun = "принятый на работу без роли,принятых на работу без роли,принятых на работу без роли"
        yield Waits(url("office:staff"), noun, hired_without_role(request.actor.today).count())


def _left(request: HttpRequest) -> Iterator[Waits]:
    if may_close(request.actor):
        found = left_parents(actor=request.actor, school=request.school, today=request.actor.today)
        noun = "родитель выбывших ещё входит,родителя выбывших ещё входят,родителей выбывших ещё входят"
        yield Waits(url("office:access_left"), noun, found.count())


def _shut(request: HttpRequest) -> Iterator[Waits]:
    noun = "закрытый вход семьи,закрытых входа семей,закрытых входов семей"
    yield Waits(url("office:shut_accesses"), noun, shut_count(request.actor))


def _rights(request: HttpRequest) -> Iterator[Waits]:
    noun = "предложение закрыть функцию,предложения закрыть функции,предложений закрыть функции"
    yield Waits(url("office:permissions"), noun, rights_waiting(request.actor, act_today(request).conditions()))


def _agreements(request: HttpRequest) -> Iterator[Waits]:
    noun = (
        "работник без обязательства или договора о данных,работника без обязательства или договора о данных,"
        "работников без обязательства или договора о данных"
    )
    if may_do(request.actor, Resource.APPOINTMENT, Action.VIEW, Relation.SAME_SCHOOL):
        address = f"{url('office:consents')}?kind=non_disclosure&missing=on"
        yield Waits(address, noun, agreements_due(request.actor, today=request.now.date()))


def _checks(request: HttpRequest) -> Iterator[Waits]:
    late = late_classes(request)
    if not late:
        return
    college = request.frame.school_kind == "college"
    kinds = ("группа", "группы", "групп") if college else ("класс", "класса", "классов")
    noun = ",".join(f"{kind} с непроверенными данными" for kind in kinds)
    if may_do(request.actor, Resource.CLASS_LIFE, Action.CHECK, Relation.SAME_SCHOOL):
        address = f"{url('office:data_checks')}?late=on"
    else:
        address = url("office:class_page", late[0])
    yield Waits(address, noun, len(late))


def _help(request: HttpRequest) -> Iterator[Waits]:
    if may_keep_help(request.actor) or may_help_class(request.actor):
        noun = "вопрос о работе с Партой,вопроса о работе с Партой,вопросов о работе с Партой"
        yield _timed("help:requests", "", noun, help_running(actor=request.actor, now=request.now))


def _new_devices(request: HttpRequest) -> Iterator[Waits]:
    if may_do(request.actor, Resource.SIGN_IN, Action.VIEW, Relation.SAME_SCHOOL):
        noun = (
            "вход сотрудника с нового устройства за неделю,входа сотрудников с новых устройств за неделю,"
            "входов сотрудников с новых устройств за неделю"
        )
        yield Waits(url("office:new_devices"), noun, new_devices_count(request.now))


def _wishes(request: HttpRequest) -> Iterator[Waits]:
    noun = "пожелание учителя к расписанию,пожелания учителей к расписанию,пожеланий учителей к расписанию"
    yield Waits(url("office:wishes"), noun, wishes_waiting(request.actor))


def _rooms_out(request: HttpRequest) -> Iterator[Waits]:
    rooms = rooms_to_empty(request.actor)
    count = sum(one.lessons for one in rooms)
    noun = "занятие в закрытом кабинете,занятия в закрытых кабинетах,занятий в закрытых кабинетах"
    address = url("office:room_lessons", rooms[0].id) if len(rooms) == 1 else url("office:rooms")
    yield Waits(address, noun, count, nearest=min((one.first for one in rooms), default=None))


_COUNTED: tuple[Callable[[HttpRequest], Iterator[Waits]], ...] = (
    _edit_requests,
    _requests,
    _appeals,
    _newcomers,
    _corrections,
    _hired,
    _left,
    _letters,
    _help,
    _shut,
    _rights,
    _agreements,
    _new_devices,
    _checks,
    _wishes,
    _rooms_out,
)


def _issues(request: HttpRequest, near: Relation) -> bool:
    """Tell whether codes of families are this person's to issue, by the table and the act."""
    act, roles = act_today(request), request.actor.roles
    table = may_do(request.actor, Resource.INVITATION_CODE, Action.ISSUE, near, act.conditions())
    return table and decide_issuer(issuers_by(act).families, roles=roles).allowed


def _timed(name: str, query: str, noun: str, found: OpenCount) -> Waits:
    return Waits(url(name) + query, noun, found.count, found.late, found.nearest)
