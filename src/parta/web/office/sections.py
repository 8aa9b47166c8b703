"""The sections of the office that a person may open."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from parta.journal.queries.edit_requests import requests_waiting
from parta.kernel.actor import Actor
from parta.public_service.queries.appeals import appeals_open
from parta.public_service.queries.requests import requests_open
from parta.web.permissions import Need, need_of


@dataclass(frozen=True, slots=True)
class Section:
    """A link of the office's navigation."""

    title: str
    url: str
    current: bool
    about: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Sections:
    """Where one may go: the sections of the office, the parts of the present one, the pages of the present part.

    `doors` are all parts with what they are about.
    """

    groups: list[Section]
    parts: list[Section]
    pages: list[Section]
    doors: list[Section]


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    about: str
    pages: tuple[tuple[str, str], ...]


def _one(name: str, title: str, about: str) -> _Part:
    return _Part(title, about, ((name, title),))


_GROUPS: tuple[tuple[str, tuple[_Part, ...]], ...] = (
    ("Сегодня", (_one("office:home", "Сегодня", ""),)),
    ("Люди", (
        _one("office:classes", "Классы", "ученики, родители, коды для входа"),
        _Part("Люди", "найти человека; кто кем работает, чему учился; у кого ещё нет входа", (
            ("office:people", "Все люди"),
            ("office:staff", "Кто кем работает"),
            ("office:staff_orders", "Приказы о работниках"),
            ("office:qualification", "Квалификация"),
            ("office:newcomers", "Новички"),
        )),
        _Part("Личные данные", "личные карты, согласия, что не сходится, кто смотрел, что пора уничтожить", (
            ("office:completeness", "Личные карты"),
            ("office:consents", "Согласия"),
            ("office:data_checks", "Проверка данных"),
            ("office:looks", "Кто смотрел"),
            ("office:destruction", "Уничтожение"),
        )),
        _Part("Сопровождение", "кто за кем закреплён у психолога и социального педагога, их записи", (
            ("office:psychology_pupils", "Психолог"),
            ("office:psychology_notes", "Записи психолога"),
            ("office:social_pupils", "Соцпедагог"),
            ("office:social_notes", "Записи соцпедагога"),
        )),
        _Part("Движение", "приказы о зачислении, переводе, выбытии; книги; сведения без имён", (
            ("office:movement", "Книга движения"),
            ("office:alphabet", "Алфавитная книга"),
            ("office:enrolment", "Зачислить"),
            ("office:certificates", "Справки"),
            ("office:figures", "Без имён"),
        )),
        _Part("Доступ", "запросы родителей о доступе к дневнику, решения и письма", (
            ("office:access_requests", "Запросы"),
            ("office:access_ages", "Совершеннолетние"),
            ("office:access_left", "Дети выбыли"),
            ("office:shut_accesses", "Закрытые входы"),
            ("office:appeals", "Обращения"),
            ("office:letters", "Письма"),
            ("office:letter_texts", "Тексты писем"),
        )),
    )),
    ("Журналы", (
        _one("office:courses", "Журналы", "по классу, учителю, предмету"),
        _one("office:edit_requests", "Заявки", "просьбы открыть журнал для записи"),
        _one("office:terms", "Периоды", "закрыть четверть, увидеть, где нет отметок"),
        _Part("Аттестация", "график, ведомости, академические задолженности", (
            ("office:attestation", "График"),
            ("office:sheets", "Ведомости"),
            ("office:debts", "Задолженности"),
            ("office:study_sessions", "Сессии"),
        )),
    )),
    ("Расписание", (
        _Part("Расписание", "по классу, учителю, кабинету, на день; проверить, составить, поправить", (
            ("office:timetable", "Расписание"),
            ("office:timetable_week", "Неделя"),
            ("office:timetable_check", "Проверка"),
            ("office:timetable_making", "Составить"),
            ("office:wishes", "Пожелания"),
            ("office:timetable_wall", "Правка"),
            ("office:timetable_versions", "Версии"),
        )),
        _Part("Замены", "кого нет и кто за него, изменения на день", (
            ("office:substitutions", "Замены"),
            ("office:changes", "Изменения на день"),
            ("office:substitution_log", "Журнал замен"),
        )),
        _Part("Календарь", "четверти, каникулы, звонки, кабинеты", (
            ("office:calendar", "Календарь и звонки"),
            ("office:rooms", "Кабинеты"),
            ("office:subject_rooms", "Кабинеты по предметам"),
            ("office:year_setup", "Подготовка года"),
        )),
        _Part("Учебный план и нагрузка", "кто что ведёт и сколько часов, контрольные", (
            ("office:curriculum", "Учебный план"),
            ("office:load", "Нагрузка"),
            ("office:group_lists", "Подгруппы"),
            ("office:joint_journals", "Кружки и консультации"),
            ("teacher:plans", "КТП"),
            ("office:subjects", "Предметы"),
            ("office:control_works", "Контрольные"),
        )),
    )),
    ("Контроль", (
        _Part("Заполнение", "что не записано в срок, что с опозданием", (
            ("office:control", "Не заполнено"),
            ("office:control_late", "С опозданием"),
            ("office:control_silence", "Кто не вёл журнал"),
            ("office:day_checks", "Пропуски за сегодня"),
        )),
        _Part("Результаты", "успеваемость за период, где мало отметок", (
            ("office:control_results", "За период"),
            ("office:density", "Накопляемость"),
        )),
        _Part("Программы", "темы против плана, сколько пройдено", (
            ("office:topics", "Темы и план"),
            ("office:progress", "Выполнение программ"),
        )),
    )),
    ("Положение", (
        _one("office:regulation", "Положение", "что и когда можно записывать"),
        _one("office:documents", "Документы", "положения и приказы школы"),
        _one("office:permissions", "Права", "кто что может"),
    )),
    ("Служебное", (
        _one("office:imports", "Загрузка", "таблицы школы, проверка, что уже внесено"),
        _one("office:jobs", "Задания", "долгая печать и загрузка: как далеко, что готово"),
        _Part("Вход", "второй шаг входа: с какого дня и у кого его нет; доступ для поддержки", (
            ("office:sign_in", "Второй шаг"),
            ("office:new_devices", "Новые устройства"),
            ("office:support", "Поддержка"),
        )),
        _one("office:audit", "Действия", "кто, что и когда сделал"),
    )),
)  # fmt: skip
"""Never more than seven in a row. A part stands by its first page that is open."""
_COLLEGE = {
    "Классы": "Группы",
    "ученики, родители, коды для входа": "студенты, родители, коды для входа",
    "закрыть четверть, увидеть, где нет отметок": "закрыть семестр, увидеть, где нет отметок",
    "четверти, каникулы, звонки, кабинеты": "семестры, каникулы, звонки, кабинеты",
    "по классу, учителю, предмету": "по группе, преподавателю, дисциплине",
    "по классу, учителю, кабинету, на день; проверить, составить, поправить": (
        "по группе, преподавателю, кабинету, на день; проверить, составить, поправить"
    ),
}
_ONLY_COLLEGE = "office:attestation"
_WAITS: dict[str, Callable[[Actor], int]] = {
    "office:edit_requests": requests_waiting,
    "office:access_requests": lambda actor: requests_open(actor) + appeals_open(actor),
}
"""How many things of a part wait for an answer; what they are, the first page says (`web.office.waiting`)."""
_COUNTED_EVERYWHERE = "office:edit_requests"
"""Whose number stands on every page of the office; others' are counted on the first one and on their own."""
_FILTERED = "office:control"
"""Between the pages of this part's group the filters go along."""
_CARRIED = ("from", "to", "class", "subject", "teacher")
_STANDS_IN = {
    "office:class_page": "office:classes",
    "office:class_access": "office:classes",
    "office:narrowing_new": "office:permissions",
    "office:class_day": "office:classes",
    "office:class_groups": "office:classes",
    "office:class_split": "office:classes",
    "office:split_proposal": "office:classes",
    "office:class_deal": "office:classes",
    "office:class_join": "office:classes",
    "office:class_card": "office:classes",
    "office:class_marks": "office:classes",
    "office:person": "office:people",
    "office:person_edit": "office:people",
    "office:person_certificate": "office:certificates",
    "office:person_join": "office:people",
    "office:person_name": "office:people",
    "office:person_guardian": "office:people",
    "office:tie_edit": "office:people",
    "office:person_report": "office:people",
    "office:person_health": "office:people",
    "office:person_psychology": "office:people",
    "office:person_social": "office:people",
    "office:person_movement": "office:movement",
    "office:transfer_code": "office:movement",
    "office:transfer": "office:movement",
    "office:person_staff": "office:staff_orders",
    "office:class_graduation": "office:classes",
    "office:class_new": "office:classes",
    "office:class_name": "office:classes",
    "office:subject": "office:subjects",
    "office:committee": "office:classes",
    "office:class_leaders": "office:classes",
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
    "office:letter_text": "office:letter_texts",
    "office:appeal": "office:appeals",
    "office:appeal_new": "office:appeals",
    "office:appeal_answering": "office:appeals",
    "office:regulation_choice": "office:regulation",
    "office:import_files": "office:imports",
    "office:import_sheet": "office:imports",
    "office:import_templates": "office:imports",
    "office:import_undo": "office:imports",
    "office:import_marks": "office:imports",
    "office:assessment_days": "office:terms",
    "office:mark_orders": "office:terms",
    "office:course": "office:courses",
    "office:load_course": "office:load",
    "office:load_balance": "office:load",
    "office:curriculum_class": "office:curriculum",
    "office:practices": "office:curriculum",
    "office:individual_plans": "office:curriculum",
    "office:load_norms": "office:curriculum",
    "office:programmes": "office:curriculum",
    "office:programme": "office:curriculum",
    "office:joint_journal": "office:joint_journals",
    "office:course_times": "office:joint_journals",
    "office:single_lessons": "office:joint_journals",
    "office:tariff": "office:load",
    "office:hours_given": "office:load",
    "office:absence_new": "office:substitutions",
    "office:absence": "office:substitutions",
    "office:room": "office:rooms",
    "office:room_new": "office:rooms",
    "office:room_lessons": "office:rooms",
    "office:room_hours": "office:rooms",
    "office:subject_room": "office:subject_rooms",
    "office:timetable_norms": "office:timetable_check",
    "office:teacher_wishes": "office:timetable_making",
    "office:wish_window": "office:wishes",
    "office:wish_decision": "office:wishes",
    "office:calendar_days": "office:calendar",
    "office:lesson_move": "office:timetable",
    "office:calendar_periods": "office:calendar",
    "office:bells_new": "office:calendar",
    "office:bells": "office:calendar",
    "office:calendar_history": "office:calendar",
    "office:years": "office:calendar",
    "office:year_new": "office:calendar",
    "office:calendar_new": "office:calendar",
    "office:class_calendar": "office:classes",
    "office:sheet": "office:sheets",
    "office:projects": "office:attestation",
    "office:debt": "office:debts",
    "office:control_work": "office:control_works",
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
    "office:document_known": "office:documents",
    "office:acquaint": "office:documents",
    "office:acquaintances": "office:documents",
    "office:user_rules": "office:documents",
    "office:user_rules_edit": "office:documents",
    "office:user_rules_readers": "office:documents",
    "office:document_withdrawal": "office:documents",
    "office:destruction_acts": "office:destruction",
    "office:destruction_act": "office:destruction",
}
"""On which page of the navigation other pages stand."""


def sections(request: HttpRequest) -> Sections:
    """List what is open to the person's roles, the present section, part and page marked."""
    match = request.resolver_match
    here = match.view_name if match else ""
    here = _STANDS_IN.get(here, here)
    college = request.frame.school_kind == "college"
    groups: list[Section] = []
    parts: list[Section] = []
    pages: list[Section] = []
    doors: list[Section] = []
    for title, whole in _GROUPS:
        names = {name for part in whole for name, _ in part.pages}
        query = _filters(request) if here in names and _FILTERED in names else ""
        found = []
        for part in whole:
            opened = [(name, said) for name, said in part.pages if _is_open(request, name)]
            inside = any(here == name for name, _ in part.pages)
            if opened and (college or inside or part.pages[0][0] != _ONLY_COLLEGE):
                found.append(_section(request, part, reverse(opened[0][0]) + query, here, college=college))
            if inside:
                pages = [Section(said, reverse(name) + query, name == here) for name, said in opened]
        if found:
            name = title if len(found) > 1 else found[0].title
            groups.append(Section(name, found[0].url, here in names, count=sum(one.count for one in found)))
        if here in names:
            parts = found
        doors += found
    return Sections(groups, parts, pages, doors)


def _section(request: HttpRequest, part: _Part, url: str, here: str, *, college: bool) -> Section:
    first = part.pages[0][0]
    inside = any(here == name for name, _ in part.pages)
    count = _WAITS.get(first, _nothing)
    told = inside or first == _COUNTED_EVERYWHERE or here == "office:home"
    title, about = (_COLLEGE.get(text, text) if college else text for text in (part.title, part.about))
    return Section(title, url, inside, about, count(request.actor) if told else 0)


def _filters(request: HttpRequest) -> str:
    kept = {name: value for name in _CARRIED if (value := request.GET.get(name))}
    return f"?{urlencode(kept)}" if kept else ""


def _nothing(_: Actor) -> int:
    return 0


def _is_open(request: HttpRequest, name: str) -> bool:
    need = need_of(name, in_school=True)
    return isinstance(need, Need) and need.met_by(request.actor.roles, request.actor.barred)


def filters_of(request: HttpRequest) -> str:
    """Write the filters of the address for the links to other pages of the same list."""
    kept = request.GET.copy()
    kept.pop("page", None)
    kept.pop("as", None)
    return f"{kept.urlencode()}&" if kept else ""
