"""Refusals of the teaching process: what cannot be done, why, what can be done."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.curriculum.enums import TeachingRefusal
from parta.school.enums import RoomRefusal
from parta.wording.dates import date_text, full_date

Sentence = tuple[str, str, str]


def _until(day: date | None) -> str:
    return f" по {full_date(day)}" if day else ""


TEACHING: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    TeachingRefusal.DAY_OUTSIDE_YEAR: lambda p: (
        f"Назначить {date_text(p['day'])} нельзя ({p['course']})",
        "этот день не в учебном году и не летом после него",
        "Проверьте год",
    ),
    TeachingRefusal.ORDER_NOT_NAMED: lambda p: (
        "Внести приказ нельзя",
        "не назван его номер",
        "Напишите номер приказа",
    ),
    TeachingRefusal.ORDER_BACKWARDS: lambda p: (
        "Внести приказ нельзя",
        f"последний день, {date_text(p['closes'])}, раньше первого, {date_text(p['opens'])}",
        "Проверьте даты",
    ),
    TeachingRefusal.ORDER_OUTSIDE_PERIOD: lambda p: (
        "Внести приказ нельзя",
        f"отметки за этот период ставят не раньше {date_text(p['start'])} и не позже {date_text(p['end'])}",
        "Проверьте период и даты",
    ),
    TeachingRefusal.GRADE_ORDERED_TWICE: lambda p: (
        "Внести приказ нельзя",
        f"сроки за этот период для {p['grade']} класса уже называет приказ № {p['order']}",
        "Уберите прежний приказ или уточните классы",
    ),
    RoomRefusal.NUMBER_TAKEN: lambda p: (
        f"Назвать кабинет «{p['number']}» нельзя",
        "такой номер уже есть у другого кабинета",
        "Проверьте номер",
    ),
    TeachingRefusal.GROUP_OUTSIDE_YEAR: lambda p: (
        f"Перевести с {full_date(p['day'])} нельзя",
        f"учебный год идёт с {full_date(p['start'])} по {full_date(p['end'])}",
        "Проверьте дату",
    ),
    TeachingRefusal.GROUP_NOT_IN_CLASS: lambda p: (
        f"Перевести с {full_date(p['day'])} нельзя",
        "в этот день этого человека нет в списке",
        "Проверьте дату",
    ),
    TeachingRefusal.GROUP_MOVES_LATER: lambda p: (
        "Перевести нельзя",
        f"с {full_date(p['day'])} уже записан другой перевод",
        "Назовите день не раньше него",
    ),
    TeachingRefusal.GROUP_CHANGES_NOTHING: lambda p: (
        "Менять нечего",
        "в этот день так уже записано",
        "Выберите другую подгруппу или другой день",
    ),
    TeachingRefusal.GROUP_HAS_RECORDS: lambda p: (
        f"Перевести с {full_date(p['day'])} нельзя",
        f"в журнале прежней подгруппы уже есть записи за {date_text(p['last'])}",
        "Назовите день после них",
    ),
    TeachingRefusal.LOAD_WITHOUT_GROUND: lambda p: (
        "Изменить нагрузку нельзя",
        "не названо основание",
        "Напишите номер и дату приказа",
    ),
    TeachingRefusal.LOAD_OUTSIDE_YEAR: lambda p: (
        f"Изменить нагрузку с {full_date(p['day'])} нельзя",
        f"учебный год идёт с {full_date(p['start'])} по {full_date(p['end'])}",
        "Проверьте дату",
    ),
    TeachingRefusal.LOAD_CHANGES_NOTHING: lambda p: (
        "Менять нечего",
        "журнал остался бы у того же человека",
        "Выберите, кому он переходит",
    ),
    TeachingRefusal.LOAD_NOT_HELD_THEN: lambda p: (
        f"Передать журнал с {full_date(p['day'])} нельзя",
        f"тот, кого заменяют, ведёт его с {full_date(p['start'])}" + _until(p["end"]),
        "Назовите день из этого срока",
    ),
    TeachingRefusal.LOAD_NOT_A_TEACHER: lambda p: (
        "Передать журнал этому человеку нельзя",
        f"на {full_date(p['day'])} у него нет должности, с которой ведут уроки",
        "Сначала запишите назначение или выберите другого",
    ),
    TeachingRefusal.LOAD_OVERLAPS: lambda p: (
        "Передать журнал этому человеку нельзя",
        f"он уже ведёт его с {full_date(p['start'])}" + _until(p["end"]),
        "Выберите другого или другой день",
    ),
    TeachingRefusal.LOAD_HAS_LESSONS: lambda p: (
        f"Передать журнал с {full_date(p['day'])} нельзя",
        f"тот, кого заменяют, уже провёл в нём занятие {date_text(p['last'])}",
        "Назовите день после него; уроки, которые давал другой, записывают как замену",
    ),
}
"""Code → what cannot be done, why, what can be done."""
