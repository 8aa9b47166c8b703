"""Deadlines of the regulation in Russian."""

from parta.regulation.enums import Anchor, CountFrom, Direction, Unit
from parta.regulation.rules.deadlines import Deadline, Scope
from parta.wording.plurals import counted

ANCHOR_TITLES = {
    Anchor.LESSON_END: "урока",
    Anchor.CLASS_LAST_LESSON_END: "последнего урока класса",
    Anchor.NEXT_LESSON: "следующего урока",
    Anchor.WORK_DATE: "работы",
    Anchor.PERIOD_START: "начала периода",
    Anchor.PERIOD_END: "конца периода",
    Anchor.YEAR_END: "конца года",
    Anchor.ATTESTATION: "аттестации",
    Anchor.GIA_ANNOUNCED: "объявления результатов",
    Anchor.GIA_ENTERED: "внесения результатов",
    Anchor.REQUEST: "регистрации запроса",
}

UNIT_TITLES = {
    Unit.MINUTE: "минут",
    Unit.CALENDAR_DAY: "дней",
    Unit.WORKING_DAY: "рабочих дней",
    Unit.LESSON: "уроков",
}


def deadline_text(deadline: Deadline) -> str:
    """Say by when: «в день урока до 21:00», «4 дня после работы (5–11 классы)»."""
    anchor = ANCHOR_TITLES[deadline.anchor]
    clock = f" до {deadline.at:%H:%M}" if deadline.at else ""
    if deadline.anchor is Anchor.NEXT_LESSON and not deadline.offset:
        when = f"к следующему уроку{clock}"
    elif not deadline.offset:
        when = f"в день {anchor}{clock}"
    else:
        side = "до" if deadline.direction is Direction.BEFORE else "после"
        same = ", считая этот день" if deadline.count_from is CountFrom.SAME_DAY else ""
        when = f"{_amount(deadline)} {side} {anchor}{same}{clock}"
    scope = scope_text(deadline.scope)
    return f"{when} ({scope})" if scope else when


def scope_text(scope: Scope) -> str:
    """Say what a deadline holds for: «5–11 классы; история, литература»; empty when it holds for everything."""
    parts = []
    if scope.grades:
        first, last = min(scope.grades), max(scope.grades)
        whole = scope.grades == tuple(range(first, last + 1))
        said = f"{first}–{last}" if whole and last > first else ", ".join(map(str, scope.grades))
        parts.append(f"{said} {'класс' if len(scope.grades) == 1 else 'классы'}")
    parts += [", ".join(names) for names in (scope.subjects, scope.work_kinds, scope.lesson_kinds) if names]
    return "; ".join(parts)


def _amount(deadline: Deadline) -> str:
    number = deadline.offset
    match deadline.unit:
        case Unit.MINUTE:
            return counted(number, "минута", "минуты", "минут")
        case Unit.WORKING_DAY:
            return counted(number, "рабочий день", "рабочих дня", "рабочих дней")
        case Unit.LESSON:
            return counted(number, "урок", "урока", "уроков")
    return counted(number, "день", "дня", "дней")
