"""What a page says of terms and locks: by when records are due, why a place is shut, by which clause, who opens it."""

from datetime import date, datetime, time
from typing import Any

from parta.journal.enums import LockState, RefusalCode
from parta.journal.rules.columns import ColumnRule, lock_of
from parta.kernel.decisions import Decision
from parta.people.enums import Role
from parta.regulation.enums import Terminology
from parta.wording.dates import last_day_before, near_date
from parta.wording.plurals import more_than_days
from parta.wording.refusals import clause_text
from parta.wording.roles import role_name

_ACTS = {
    RefusalCode.NEW_MARK_TOO_LATE: "Поставить отметку уже нельзя",
    RefusalCode.MARK_CHANGE_TOO_LATE: "Изменить отметку уже нельзя",
    RefusalCode.ATTENDANCE_TOO_LATE: "Отметить пропуск уже нельзя",
    RefusalCode.ABSENCE_REASON_TOO_LATE: "Изменить причину пропуска уже нельзя",
    RefusalCode.TOPIC_TOO_LATE: "Записать тему уже нельзя",
    RefusalCode.HOMEWORK_TOO_LATE: "Записать задание уже нельзя",
}
_PAIRS = {
    (RefusalCode.NEW_MARK_TOO_LATE, RefusalCode.MARK_CHANGE_TOO_LATE),
    (RefusalCode.ATTENDANCE_TOO_LATE, RefusalCode.ABSENCE_REASON_TOO_LATE),
}
_BOTH = {
    RefusalCode.NEW_MARK_TOO_LATE: "Ставить и менять отметки уже нельзя",
    RefusalCode.ATTENDANCE_TOO_LATE: "Отмечать и менять пропуски уже нельзя",
}
_DAYS = {-1: "вчерашнего", 0: "сегодняшнего", 1: "завтрашнего"}
_SLIP = "Описку в отметке, поставленной сегодня, исправить можно"


def due_words(moment: datetime, today: date) -> str:
    """Write by when something is due: «до 21:00 сегодня», «до конца завтрашнего дня», «до конца дня пт, 4 декабря»."""
    day = last_day_before(moment)
    if moment.time() != time():
        return f"до {moment:%H:%M} {near_date(day, today)}"
    near = _DAYS.get((day - today).days)
    return f"до конца {near} дня" if near else f"до конца дня {near_date(day, today)}"


def lock_words(decision: Decision, terminology: Terminology = Terminology.SCHOOL, *, how: bool = True) -> str:
    """Say why a place is shut or leaves a trace, by which clause, and what can be done; nothing of an open one.

    `how` is False for who may not write here, or is told elsewhere whom to ask.
    """
    return _lock_words(decision, terminology, both=False, how=how)


def column_lock_words(
    rule: ColumnRule, terminology: Terminology = Terminology.SCHOOL, *, how: bool = True
) -> tuple[str, str]:
    """Say of a column why an empty cell is shut and why a filled one; what holds for both is one sentence."""
    new, change = lock_key(rule.new), lock_key(rule.change)
    if new and (new == change or ((rule.new.code, rule.change.code) in _PAIRS and new[1:] == change[1:])):
        words = _lock_words(rule.new, terminology, both=True, how=how)
        return words, words
    return lock_words(rule.new, terminology, how=how), lock_words(rule.change, terminology, how=how)


def lock_key(decision: Decision) -> tuple[Any, ...]:
    """Give what the words of a lock depend on; nothing of an open place."""
    if lock_of(decision) is LockState.OPEN:
        return ()
    clause, who, params = decision.clause, decision.who_can_lift, decision.params
    return decision.code, clause, who, params.get("days"), params.get("denied"), params.get("early")


def _lock_words(decision: Decision, terminology: Terminology, *, both: bool, how: bool) -> str:
    state = lock_of(decision)
    if state is LockState.OPEN:
        return ""
    parts = [_what(decision, state, terminology, both)]
    if state is not LockState.TRACED and how:
        if decision.code == RefusalCode.MARK_CHANGE_TOO_LATE or (
            both and decision.code == RefusalCode.NEW_MARK_TOO_LATE
        ):
            parts.append(_SLIP)
        parts.append(_how(decision, state))
    return ". ".join(parts) + "."


def _what(decision: Decision, state: LockState, terminology: Terminology, both: bool) -> str:
    clause = f" ({clause_text(decision.clause)})" if decision.clause else ""
    if state is LockState.TRACED:
        return f"Срок вышел{clause}: запись можно сделать, она будет отмечена как сделанная после срока"
    match decision.code:
        case RefusalCode.YEAR_CLOSED:
            return "Учебный год закрыт: записи не меняют"
        case RefusalCode.TERM_CLOSED:
            return "Учебный период закрыт: записи не меняют"
        case RefusalCode.SUBSTITUTE_ACCESS_CLOSED:
            early = decision.params["early"]
            return f"{'Страница ещё не открыта' if early else 'Страница уже закрыта'} для замены{clause}"
    what = _BOTH[RefusalCode(decision.code)] if both else _ACTS[RefusalCode(decision.code)]
    return f"{what}: {_why(decision, terminology)}{clause}"


def _why(decision: Decision, terminology: Terminology) -> str:
    days = decision.params["days"]
    of_lesson = "занятия" if terminology == Terminology.COLLEGE else "урока"
    if days is None:
        return "срок вышел"
    return f"можно было только в день {of_lesson}" if days == 0 else f"со дня {of_lesson} прошло {more_than_days(days)}"


def _how(decision: Decision, state: LockState) -> str:
    who = role_name(decision.who_can_lift or Role.DEPUTY)
    if state is LockState.ASKED:
        return f"Открыть доступ может {who.nominative}"
    if decision.code in (RefusalCode.TERM_CLOSED, RefusalCode.YEAR_CLOSED):
        return f"Открыть может {who.nominative}"
    return f"Если запись ошибочна, сообщите об этом {role_name(Role.DEPUTY).dative}"
