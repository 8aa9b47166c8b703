import ast
import re
from datetime import date
from pathlib import Path

import pytest

import parta.journal
from parta.journal.enums import RefusalCode
from parta.journal.rules.attendance_entry import decide_attendance_entry
from parta.journal.rules.facts import OrderedDays
from parta.journal.rules.homework_entry import decide_homework_entry
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark, decide_work_entry
from parta.journal.rules.term_entry import decide_term_entry
from parta.journal.rules.topic_entry import decide_topic_entry
from parta.journal.rules.windows import refuse
from parta.kernel.decisions import Clause, Decision
from parta.people.enums import RefusalCode as MoveRefusal
from parta.regulation.enums import Terminology
from parta.regulation.rules.parse import load_preset
from parta.timetable.enums import LessonStatus
from parta.wording.refusals import clause_text, known_codes, refusal_parts, refusal_text
from tests.journal.rules.facts import REGULATIONS, at, lesson, ours, term
from tests.journal.rules.school_year import CRIMEA, on, period

TUE_3 = date(2026, 11, 3)
FRI_20 = {"now": at("2026-11-20 12:00")}


def test_every_code_of_the_rules_has_words() -> None:
    assert set(RefusalCode) == known_codes()


def test_the_directors_order_is_named() -> None:
    ordered = OrderedDays(date(2026, 10, 14), date(2026, 10, 22), "118-о")
    facts = period(1, zone=CRIMEA, ordered=ordered)
    late = decide_term_entry(
        regulation=load_preset("stakhanovskaya"), term=facts, value="4", now=on("23.10", zone=CRIMEA)
    )
    assert "по приказу № 118-о" in refusal_text(late)


def test_every_code_is_used_by_a_rule_or_a_service() -> None:
    used = {
        node.attr
        for folder in ("rules", "services")
        for path in (Path(parta.journal.__file__).parent / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "RefusalCode"
    }
    assert used == {code.name for code in RefusalCode}


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (
            decide_mark_change(regulation=REGULATIONS["school_2"], lesson=lesson(TUE_3), value="5", **FRI_20),
            "Изменить отметку за вт, 3 ноября уже нельзя: со дня урока прошло больше 7 дней, срок вышел вт, 10 ноября "
            "(Положение школы № 2, п. 17(4)). Попросите заместителя директора открыть доступ.",
        ),
        (
            decide_mark_change(regulation=REGULATIONS["lyceum_68"], lesson=lesson(TUE_3), value="5", **FRI_20),
            "Изменить отметку за вт, 3 ноября уже нельзя: это можно было сделать только в день урока "
            "(Положение лицея № 68, п. 3.6.8). Если запись ошибочна, сообщите об этом заместителю директора.",
        ),
        (
            decide_new_mark(regulation=REGULATIONS["default"], lesson=lesson(TUE_3), value="5", **FRI_20),
            "Поставить отметку за вт, 3 ноября уже нельзя: со дня урока прошло больше 7 дней, срок вышел вт, 10 ноября "
            "(Письмо АП-147/07). Попросите заместителя директора открыть доступ.",
        ),
        (
            decide_new_mark(
                regulation=REGULATIONS["school_117"], lesson=lesson(TUE_3, grade_level=1), value="5", **FRI_20
            ),
            "Поставить отметку нельзя: в 1 классе отметок не ставят (Регламент школы № 117, п. 5.5). "
            "Посещаемость, тему и замечания записать можно.",
        ),
        (
            decide_new_mark(regulation=REGULATIONS["stakhanovskaya"], lesson=lesson(TUE_3), value="1", **FRI_20),
            "Поставить «1» нельзя: текущие отметки в школе — 5, 4, 3, 2 (Регламент ведения ЭЖ, п. 2.10). "
            "Введите одну из них.",
        ),
        (
            decide_new_mark(regulation=REGULATIONS["default"], lesson=lesson(date(2026, 11, 27)), value="5", **FRI_20),
            "Сделать запись пока нельзя: урок будет пт, 27 ноября. Отметки и посещаемость записывают в день урока; "
            "тему и домашнее задание можно подготовить заранее.",
        ),
        (
            decide_new_mark(
                regulation=REGULATIONS["default"],
                lesson=lesson(TUE_3, status=LessonStatus.CANCELLED),
                value="5",
                **FRI_20,
            ),
            "Сделать запись нельзя: урок вт, 3 ноября отменён. "
            "Если урок всё же состоялся, попросите заместителя директора вернуть его в расписание.",
        ),
        (
            decide_work_entry(
                regulation=REGULATIONS["school_2"],
                lesson=lesson(TUE_3),
                has_kind=False,
                has_purpose=True,
                changes=False,
                **FRI_20,
            ),
            "Добавить работу без вида нельзя: вид работы указывают обязательно (Положение школы № 2, п. 17(4)). "
            "Выберите вид работы из списка.",
        ),
        (
            decide_attendance_entry(regulation=REGULATIONS["default"], lesson=lesson(TUE_3), code="ill", **FRI_20),
            "Изменить посещаемость за вт, 3 ноября уже нельзя: со дня урока прошло больше 7 дней, "
            "срок вышел вт, 10 ноября (так настроена Парта, в положении об этом не сказано). "
            "Попросите заместителя директора открыть доступ.",
        ),
        (
            decide_topic_entry(
                regulation=ours(lessons={"record_window_days": {"value": 1, "clause": "3.1"}}),
                lesson=lesson(TUE_3),
                **FRI_20,
            ),
            "Записать тему урока за вт, 3 ноября уже нельзя: со дня урока прошло больше 1 дня, "
            "срок вышел ср, 4 ноября (Наше положение, п. 3.1). Попросите заместителя директора открыть доступ.",
        ),
        (
            decide_homework_entry(
                regulation=REGULATIONS["school_2"],
                given=lesson(date(2026, 11, 18)),
                due=lesson(date(2026, 11, 20)),
                **FRI_20,
            ),
            "Задать на сегодня нельзя: домашнее задание назначают только на будущие уроки "
            "(Положение школы № 2, п. 17(4)). Выберите следующий урок.",
        ),
        (
            decide_term_entry(
                regulation=REGULATIONS["default"], term=term(year_closed=True), value="5", now=at("2027-06-20 12:00")
            ),
            "Изменить журнал за ср, 30 декабря нельзя: учебный год закрыт. "
            "Если в журнале ошибка, обратитесь к директору.",
        ),
    ],
)
def test_refusals_read_as_a_person_would_say_them(decision: Decision, text: str) -> None:
    assert refusal_text(decision) == text


def test_a_reason_that_ends_with_a_date_has_one_dot() -> None:
    params = {"day": date(2026, 8, 31), "start": date(2026, 9, 1), "end": date(2027, 8, 31)}
    said = refusal_text(Decision(False, MoveRefusal.MOVE_OUTSIDE_YEAR, params))
    assert "по 31 августа 2027 г. Проверьте день" in said


SAMPLE = {
    "day": TUE_3,
    "given": date(2026, 11, 2),
    "records": (("topic", 1), ("absences", 2)),
    "days": 21,
    "denied": False,
    "count": 2,
    "early": False,
    "grade": 1,
    "value": "6",
    "scale": ("5", "4"),
    "letters": ("н", "б"),
    "opens": at("2026-12-24 00:00"),
}


@pytest.mark.parametrize("terminology", Terminology)
@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_has_three_good_parts(code: RefusalCode, terminology: Terminology) -> None:
    decision = refuse(
        code, clause=Clause("Положение", "1.2"), who_can_lift="deputy", open_until=at("2026-11-11 00:00"), **SAMPLE
    )
    parts = refusal_parts(decision, terminology)
    text = str(parts)
    assert parts.what
    assert parts.why
    assert parts.how
    assert "(Положение, п. 1.2)" in text
    assert text.endswith(".")
    assert not re.search(r"[a-zA-Z{}!]|\.\.|  |None", text)
    if terminology is Terminology.COLLEGE:
        assert not re.search(r"урок|учени|класс", text)


def test_an_unknown_code_still_gets_a_sentence() -> None:
    assert refusal_text(Decision(False, "brand_new")) == (
        "Сохранить запись нельзя: правила журнала этого сейчас не позволяют. Обратитесь к заместителю директора."
    )


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        (None, ""),
        (Clause("Положение школы № 2", "17(4)"), "Положение школы № 2, п. 17(4)"),
        (Clause("Письмо АП-147/07", ""), "Письмо АП-147/07"),
        (Clause("Parta", ""), "так настроена Парта, в положении об этом не сказано"),
    ],
)
def test_clauses(clause: Clause | None, text: str) -> None:
    assert clause_text(clause) == text
