"""The sections of the office that a person may open."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from parta.journal.queries.edit_requests import requests_waiting
from parta.kernel.actor import Actor
from parta.public_service.queries.requests import requests_open
from parta.web.permissions import Need, need_of


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its address."""

    name: str
    title: str
    about: str
    url: str
    current: bool
    count: int = 0
    waits: str = ""


_SECTIONS = (
    ("office:home", "Сегодня", ""),
    ("office:classes", "Классы", "ученики, родители, коды для входа"),
    ("office:people", "Люди", "найти человека; кто кем работает; приказы о зачислении, переводе, выбытии"),
    ("office:access_requests", "Доступ", "запросы родителей о доступе к дневнику, решения и письма"),
    ("office:courses", "Журналы", "по классу, учителю, предмету"),
    ("office:timetable", "Расписание", "по классу, учителю, кабинету, на день; кто что ведёт"),
    ("office:edit_requests", "Заявки", "просьбы открыть журнал для записи"),
    ("office:terms", "Периоды", "закрыть четверть, увидеть, где нет отметок"),
    ("office:attestation", "Аттестация", "график, ведомости, академические задолженности"),
    ("office:control", "Контроль", "что не записано в срок, что с опозданием, где мало отметок"),
    ("office:regulation", "Положение", "что и когда можно записывать"),
    ("office:imports", "Загрузка", "таблицы школы, проверка, что уже внесено"),
    ("office:jobs", "Задания", "долгая печать и загрузка: как далеко, что готово"),
    ("office:documents", "Документы", "положения и приказы школы"),
    ("office:sign_in", "Вход", "второй шаг входа: с какого дня и у кого его нет"),
    ("office:permissions", "Права", "кто что может"),
    ("office:audit", "Действия", "кто, что и когда сделал"),
)
_TABS = (
    ("office:control", "Не заполнено"),
    ("office:control_late", "С опозданием"),
    ("office:control_results", "За период"),
    ("office:control_silence", "Кто не вёл журнал"),
    ("office:day_checks", "Пропуски за сегодня"),
    ("office:density", "Накопляемость"),
    ("office:topics", "Темы и план"),
)
_PLAN_TABS = (
    ("office:timetable", "Расписание"),
    ("office:substitutions", "Замены"),
    ("office:changes", "Изменения на день"),
    ("office:substitution_log", "Журнал замен"),
    ("office:load", "Нагрузка"),
    ("teacher:plans", "КТП"),
    ("office:calendar", "Календарь и звонки"),
    ("office:rooms", "Кабинеты"),
    ("office:timetable_check", "Проверка"),
    ("office:timetable_making", "Составить"),
)
_ATTESTATION_TABS = (
    ("office:attestation", "График"),
    ("office:sheets", "Ведомости"),
    ("office:debts", "Задолженности"),
)
_ONLY_COLLEGE = frozenset({"office:attestation"})
_WAITS: dict[str, tuple[Callable[[Actor], int], str]] = {
    "office:edit_requests": (
        requests_waiting,
        "заявка на исправление,заявки на исправление,заявок на исправление",
    ),
    "office:access_requests": (requests_open, "запрос о доступе,запроса о доступе,запросов о доступе"),
}
"""How many things of a section wait for an answer, and their noun."""
_COUNTED_EVERYWHERE = ("office:edit_requests",)
"""Whose number stands on every page of the office; others' are counted on the first one and on their own."""
_SERVICE_TABS = (
    ("office:access_requests", "Запросы"),
    ("office:appeals", "Обращения"),
    ("office:letters", "Письма"),
    ("office:letter_texts", "Тексты писем"),
)
_PEOPLE_TABS = (
    ("office:people", "Все люди"),
    ("office:staff", "Кто кем работает"),
    ("office:movement", "Книга движения"),
    ("office:alphabet", "Алфавитная книга"),
    ("office:enrolment", "Зачислить"),
)
_FIRST_OF = {"office:control": _TABS, "office:people": _PEOPLE_TABS}
"""Sections that lead to the first of their tabs that is open."""
_CARRIED = ("from", "to", "class", "subject", "teacher")
_STANDS_IN = {
    **{name: "office:control" for name, _ in _TABS},
    "office:class_page": "office:classes",
    "office:class_day": "office:classes",
    "office:class_groups": "office:classes",
    "office:class_marks": "office:classes",
    "office:person": "office:people",
    "office:person_edit": "office:people",
    "office:person_name": "office:people",
    "office:person_report": "office:people",
    "office:person_movement": "office:people",
    "office:class_graduation": "office:classes",
    **{name: "office:people" for name, _ in _PEOPLE_TABS},
    "office:second_factor_reset": "office:people",
    "office:corrections": "office:people",
    "office:compromise_report": "office:people",
    "office:compromises": "office:people",
    "office:compromise": "office:people",
    "office:correction_decision": "office:people",
    "office:access_request": "office:access_requests",
    "office:access_request_new": "office:access_requests",
    "office:access_refusal": "office:access_requests",
    "office:access_end": "office:access_requests",
    "office:letter_text": "office:access_requests",
    "office:appeal": "office:access_requests",
    "office:appeal_new": "office:access_requests",
    "office:appeal_answering": "office:access_requests",
    **{name: "office:access_requests" for name, _ in _SERVICE_TABS},
    "office:regulation_choice": "office:regulation",
    "office:import_files": "office:imports",
    "office:import_sheet": "office:imports",
    "office:import_templates": "office:imports",
    "office:import_undo": "office:imports",
    "office:assessment_days": "office:terms",
    "office:mark_orders": "office:terms",
    **{name: "office:timetable" for name, _ in _PLAN_TABS},
    "office:load_course": "office:timetable",
    "office:absence_new": "office:timetable",
    "office:absence": "office:timetable",
    "office:room": "office:timetable",
    "office:teacher_wishes": "office:timetable",
    "office:calendar_days": "office:timetable",
    "office:lesson_move": "office:timetable",
    "office:calendar_periods": "office:timetable",
    "office:bells_new": "office:timetable",
    "office:bells": "office:timetable",
    "office:calendar_history": "office:timetable",
    "office:sheets": "office:attestation",
    "office:sheet": "office:attestation",
    "office:debts": "office:attestation",
    "office:debt": "office:attestation",
    "office:job": "office:jobs",
    "office:term_gaps": "office:terms",
    "office:year_gaps": "office:terms",
    "office:edit_decision": "office:edit_requests",
    "office:regulation_draft": "office:regulation",
    "office:regulation_begin": "office:regulation",
    "office:regulation_name": "office:regulation",
    "office:regulation_approval": "office:regulation",
    "office:regulation_discard": "office:regulation",
    "office:regulation_setting": "office:regulation",
    "office:regulation_version": "office:regulation",
    "office:regulation_text": "office:regulation",
    "office:lesson_trial": "office:regulation",
    "office:document_new": "office:documents",
    "office:document_edition": "office:documents",
    "office:document_withdrawal": "office:documents",
}
_COLLEGE = {
    "office:classes": ("Группы", "студенты, родители, коды для входа"),
    "office:timetable": ("Расписание", "по группе, преподавателю, кабинету, на день; кто что ведёт"),
}


def sections(request: HttpRequest) -> list[Section]:
    """List the sections open to the person's roles, the present one marked."""
    match = request.resolver_match
    here = match.view_name if match else ""
    here = _STANDS_IN.get(here, here)
    found = []
    for name, title, about in _SECTIONS:
        if name in _ONLY_COLLEGE and request.frame.school_kind != "college":
            continue
        opens = next((tab for tab, _ in _FIRST_OF.get(name, ()) if _is_open(request, tab)), name)
        if _is_open(request, opens):
            if request.frame.school_kind == "college":
                title, about = _COLLEGE.get(name, (title, about))
            count, waits = _WAITS.get(name, (_nothing, ""))
            told = name in _COUNTED_EVERYWHERE or here in ("office:home", name)
            waiting = count(request.actor) if told else 0
            found.append(Section(name, title, about, reverse(opens), name == here, waiting, waits))
    return found


def control_tabs(request: HttpRequest) -> list[Section]:
    """List the tabs of control open to the person, the present one marked; the filters go along."""
    match = request.resolver_match
    here = match.view_name if match else ""
    kept = {name: value for name in _CARRIED if (value := request.GET.get(name))}
    query = f"?{urlencode(kept)}" if kept else ""
    return [
        Section(name, title, "", f"{reverse(name)}{query}", name == here)
        for name, title in _TABS
        if _is_open(request, name)
    ]


def service_tabs(request: HttpRequest) -> list[Section]:
    """List the tabs of the service of access open to the person, the present one marked."""
    match = request.resolver_match
    here = match.view_name if match else ""
    return [
        Section(name, title, "", reverse(name), name == here)
        for name, title in _SERVICE_TABS
        if _is_open(request, name)
    ]


def plan_tabs(request: HttpRequest) -> list[Section]:
    """List the tabs of the timetable's section open to the person, the present one marked."""
    match = request.resolver_match
    here = match.view_name if match else ""
    return [
        Section(name, title, "", reverse(name), here in (name, f"{name}_course"))
        for name, title in _PLAN_TABS
        if _is_open(request, name)
    ]


def people_tabs(request: HttpRequest) -> list[Section]:
    """List the tabs of the section about people open to the person, the present one marked."""
    match = request.resolver_match
    here = match.view_name if match else ""
    return [
        Section(name, title, "", reverse(name), here == name) for name, title in _PEOPLE_TABS if _is_open(request, name)
    ]


def attestation_tabs(request: HttpRequest) -> list[Section]:
    """List the tabs of attestation open to the person, the present one marked."""
    match = request.resolver_match
    here = match.view_name if match else ""
    return [
        Section(name, title, "", reverse(name), here in (name, name.removesuffix("s")))
        for name, title in _ATTESTATION_TABS
        if _is_open(request, name)
    ]


def _nothing(_: Actor) -> int:
    return 0


def _is_open(request: HttpRequest, name: str) -> bool:
    need = need_of(name, in_school=True)
    return isinstance(need, Need) and need.met_by(request.actor.roles)


def filters_of(request: HttpRequest) -> str:
    """Write the filters of the address for the links to other pages of the same list."""
    kept = request.GET.copy()
    kept.pop("page", None)
    kept.pop("as", None)
    return f"{kept.urlencode()}&" if kept else ""
