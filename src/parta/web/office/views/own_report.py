"""«Что о нас хранится»: a file for the person, the parent, or the office on their request."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from parta.people.enums import CareSection, ScanOf
from parta.people.services.own_reports import Line, take_report
from parta.web.office.views.codes import visible_person
from parta.web.ui.sheets import Column, sheet
from parta.wording.acts import act_title
from parta.wording.care import SECTIONS
from parta.wording.people import CONSENTS, SCANS, field_text, field_title
from parta.wording.plurals import counted
from parta.wording.roles import role_name, terminology_of

_COLUMNS = (Column("Раздел", 26), Column("Что", 36), Column("Значение", 50))
_SECTIONS = {
    "card": "Карточка",
    "former": "Прежние имена",
    "places": "Класс, группа",
    "orders": "Приказы о движении",
    "guardians": "Законные представители",
    "wards": "Дети",
    "trusted": "Доверенные лица",
    "achievements": "Достижения",
    "papers": "Отказ от электронного дневника",
    "checks": "Проверки данных",
    "attestations": "Аттестация",
    "council": "Актив класса",
    "staff_orders": "Приказы о работе",
    "trainings": "Повышение квалификации",
    "roles": "Роли в Парте",
    "consents": "Согласия",
    "scans": "Сканы документов",
    "care": "Закрытые разделы",
    "looks": "Кто смотрел и выгружал",
}


@require_POST
def person_report(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give everything that is kept of a person in the lists of people as XLSX."""
    person = visible_person(request, person_id)
    lines = take_report(actor=request.actor, person_id=person.pk, now=request.now)
    rows = [(_SECTIONS[line[0]], _title(request, line), _value(line)) for line in lines]
    return sheet(request, title="Что о вас хранится", columns=_COLUMNS, rows=rows, chosen=person.full_name)


def _title(request: HttpRequest, line: Line) -> str:
    section, name, _ = line
    if section == "card":
        return field_title(name)
    if section == "looks":
        return act_title(name)
    if section == "care":
        return SECTIONS[CareSection(name)]
    if section == "scans":
        return SCANS[ScanOf(name)]
    if section == "roles":
        return role_name(name, terminology_of(request.frame.school_kind)).nominative
    return CONSENTS.get(name, name) if section == "consents" else name


def _value(line: Line) -> str:
    section, name, value = line
    if section == "card":
        return field_text(name, value.isoformat() if hasattr(value, "isoformat") else value)
    if section == "care":
        return counted(value, "запись", "записи", "записей")
    if section == "looks":
        author, at, by_operator = value
        return f"{author or ('поддержка' if by_operator else 'Парта')}, {at:%d.%m.%Y %H:%M}"
    return _span(value) if isinstance(value, tuple) else f"{value:%d.%m.%Y}"


def _span(days: tuple[Any, Any]) -> str:
    return " ".join(f"{word} {day:%d.%m.%Y}" for word, day in zip(("с", "по"), days, strict=True) if day)
