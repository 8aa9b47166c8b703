"""Closed sections of a pupil's card in Russian."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import CareKind, CareSection, RefusalCode
from parta.regulation.enums import Terminology

SECTIONS = {
    CareSection.HEALTH: "Здоровье",
    CareSection.PSYCHOLOGY: "Записи психолога",
    CareSection.SOCIAL: "Записи социального педагога",
}
ASSIGNED = {
    CareSection.PSYCHOLOGY: "Ученики психолога",
    CareSection.SOCIAL: "Ученики социального педагога",
}
KEEPERS = {
    CareSection.HEALTH: "Раздел видят медицинский работник и семья.",
    CareSection.PSYCHOLOGY: "Раздел видит только психолог, за которым закреплён ученик.",
    CareSection.SOCIAL: "Раздел видит только социальный педагог, за которым закреплён ученик.",
}
KINDS = {
    CareKind.ILLNESS: "справка о болезни",
    CareKind.EXEMPTION: "освобождение от физкультуры",
    CareKind.HEALTH_GROUP: "группа здоровья",
    CareKind.SPORTS_GROUP: "физкультурная группа",
    CareKind.COMMISSION: "заключение комиссии (ПМПК)",
    CareKind.SUPPORT: "сопровождение",
    CareKind.BENEFIT: "льготная категория",
    CareKind.MEALS: "льготное питание",
    CareKind.TRANSPORT: "льготный проезд",
    CareKind.SUPERVISION: "учёт",
    CareKind.NOTE: "заметка",
}
CARE: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], tuple[str, str, str]]] = {
    RefusalCode.CARE_KIND: lambda d, p, w: (
        "Записать нельзя",
        "такие записи ведут в другом разделе",
        "Выберите вид записи из списка",
    ),
    RefusalCode.CARE_DAYS: lambda d, p, w: (
        "Записать с такими днями нельзя",
        "последний день не раньше первого, а у справки и освобождения он назван",
        "Проверьте дни по документу",
    ),
    RefusalCode.CARE_TWICE: lambda d, p, w: (
        "Второй раз записывать не нужно",
        "точно такая запись уже есть",
        "Посмотрите в списке",
    ),
    RefusalCode.CARE_KEEPER: lambda d, p, w: (
        "Закрепить нельзя",
        "этот человек сегодня не ведёт такой раздел",
        "Выберите из списка",
    ),
    RefusalCode.CARE_WARD_GROUND: lambda d, p, w: (
        "Закрепить без основания нельзя",
        "не названы приказ или заявление",
        "Напишите основание",
    ),
    RefusalCode.CARE_WARD_DAYS: lambda d, p, w: (
        "Записать с таким днём нельзя",
        "закрепляют не раньше двух лет назад и не дальше двух месяцев вперёд, а заканчивают не раньше начала",
        "Проверьте день",
    ),
    RefusalCode.CARE_WARD_TWICE: lambda d, p, w: (
        "Второй раз закреплять не нужно",
        "в эти дни за этим человеком уже закреплено",
        "Посмотрите в списке",
    ),
    RefusalCode.CARE_WARD_ENDED: lambda d, p, w: (
        "Закончить нельзя",
        "закрепление уже закончено",
        "Посмотрите в списке",
    ),
    RefusalCode.CARE_WITHDRAWN: lambda d, p, w: (
        "Отозвать запись нельзя",
        "она уже отозвана или не названо, почему",
        "Назовите основание",
    ),
}
"""Code → what cannot be done, why, what can be done."""
