"""«Что о нас хранится»: a file for the person, the parent, or the office on their request."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from parta.journal.queries.own_report import MOST, OTHERS, Kept, kept_in_journals
from parta.people.enums import CareSection, ScanOf
from parta.people.services.own_reports import Line, take_report
from parta.public_service.queries.own_report import kept_by_office
from parta.web.office.views.codes import visible_person
from parta.web.ui.sheets import Column, Second, sheet
from parta.wording.acts import act_title
from parta.wording.care import SECTIONS
from parta.wording.own_report import JOURNAL_PARTS, OFFICE_PARTS, journal_words, office_words
from parta.wording.people import CONSENTS, SCANS, field_text, field_title
from parta.wording.plurals import counted
from parta.wording.roles import role_name, terminology_of

_COLUMNS = (Column("Раздел", 26), Column("Что", 36), Column("Значение", 50))
_OF_JOURNALS = (
    Column("Раздел", 24),
    Column("Дата", 12),
    Column("Журнал", 30),
    Column("Что", 36),
    Column("Значение", 40),
)
_SECTIONS = {
    "card": "Карточка",
    "former": "Прежние имена",
    "places": "Класс, группа",
    "orders": "Приказы о движении",
    "guardians": "Законные представители",
    "wards": "Дети",
    "trusted": "Доверенные лица",
    "entrusted": "Кто доверен",
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
    "assigned": "Закреплён за психологом, соцпедагогом",
    "care": "Закрытые разделы",
    "looks": "Кто смотрел и выгружал",
}


@require_POST
def person_report(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give everything that is kept of a person as XLSX: lists and papers on one sheet, the journals on another."""
    person = visible_person(request, person_id)
    actor, zone = request.actor, request.now.tzinfo
    lines = take_report(actor=actor, person_id=person.pk, now=request.now)
    rows: list[tuple[object, ...]] = [(_SECTIONS[line[0]], _title(request, line), _value(line)) for line in lines]
    for one in kept_by_office(actor=actor, school=request.school, person=person, today=actor.today):
        what, value = office_words(one.part, one.what, one.value, zone)
        told = ", ".join(part for part in (_moment(one.at, zone), value) if part)
        rows.append((OFFICE_PARTS[one.part], what, told))
    journals = kept_in_journals(actor=actor, person_id=person.pk)
    return sheet(
        request,
        title="Что о вас хранится",
        columns=_COLUMNS,
        rows=rows,
        chosen=person.full_name,
        second=Second("Журналы", _OF_JOURNALS, _journal_rows(journals.rows, journals.cut)),
    )


def _journal_rows(rows: tuple[Kept, ...], cut: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    for one in rows:
        what, value = journal_words(one.part, one.what, one.value)
        yield JOURNAL_PARTS[one.part], one.day, one.journal, what, value
    for part in cut:
        yield JOURNAL_PARTS[part], None, "", f"Показаны последние {MOST.get(part, OTHERS)}", "остальное — в журналах"


def _moment(at: datetime | date, zone: tzinfo | None) -> str:
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M}" if isinstance(at, datetime) else f"{at:%d.%m.%Y}"


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
