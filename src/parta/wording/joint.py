"""Journals of pupils of several classes, and lessons that have days of their own."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.curriculum.enums import CourseKind, TeachingRefusal
from parta.timetable.enums import SingleRefusal
from parta.wording.calendar import met_text
from parta.wording.dates import date_text, full_date, span_text

Sentence = tuple[str, str, str]
_NOT_ADDED = "Поставить занятие нельзя"
JOURNALS_OF = {
    CourseKind.HOME: "обучения на дому",
    CourseKind.EXTENDED_DAY: "группы продлённого дня",
    CourseKind.EXTRACURRICULAR: "внеурочной деятельности",
}
JOINT_KINDS = {
    CourseKind.EXTRACURRICULAR: "внеурочная деятельность",
    CourseKind.ELECTIVE: "факультатив или элективный курс",
    CourseKind.CONSULTATION: "консультации",
    CourseKind.EXTENDED_DAY: "группа продлённого дня",
}


JOINT_REFUSALS: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    TeachingRefusal.JOURNALS_NOT_KEPT: lambda p: (
        f"Открыть журнал {JOURNALS_OF[p['kind']]} нельзя",
        "по положению таких журналов в системе не ведут",
        "Попросите директора изменить положение",
    ),
    TeachingRefusal.JOINT_JOURNAL_STANDS: lambda p: (
        f"Открыть журнал «{p['name']}» нельзя",
        "журнал с таким названием в этом году уже есть",
        "Назовите группу иначе",
    ),
    TeachingRefusal.JOINT_WITHOUT_PUPILS: lambda p: (
        "Открыть журнал нельзя",
        "не отмечен никто, кто в нём будет",
        "Выберите классы и отметьте людей",
    ),
    TeachingRefusal.JOINT_TOO_MANY: lambda p: (
        "Открыть журнал нельзя",
        f"в одном журнале может быть не больше {p['most']} человек",
        "Отметьте меньше людей и откройте ещё один журнал",
    ),
    TeachingRefusal.JOINT_WITHOUT_NAME: lambda p: (
        "Открыть журнал нельзя",
        "не сказано, как он называется",
        "Напишите название",
    ),
    TeachingRefusal.JOINT_WITHOUT_MARKS: lambda p: (
        "Открыть журнал нельзя",
        "в журнале такого вида отметок нет",
        "Уберите «с отметками» или выберите другой вид",
    ),
    SingleRefusal.OUTSIDE: lambda p: (
        _NOT_ADDED,
        f"журнал ведётся с {full_date(p['first'])} по {full_date(p['last'])}",
        "Проверьте день",
    ),
    SingleRefusal.PAST: lambda p: (
        _NOT_ADDED,
        f"{date_text(p['day'])} уже прошло",
        "Выберите день не раньше сегодняшнего",
    ),
    SingleRefusal.PERIOD_CLOSED: lambda p: (
        "Изменить занятия этого дня нельзя",
        f"учебный период, где {date_text(p['day'])}, закрыт",
        "Сначала откройте период",
    ),
    SingleRefusal.NO_LESSONS_THEN: lambda p: (
        _NOT_ADDED,
        f"{date_text(p['day'])} занятий по звонкам нет",
        "Напишите вместо номера начало и конец или выберите учебный день",
    ),
    SingleRefusal.NO_BELL: lambda p: (
        _NOT_ADDED,
        f"{date_text(p['day'])} в звонках нет номера {p['number']}",
        "Выберите другой номер или напишите начало и конец",
    ),
    SingleRefusal.TIMES_WRONG: lambda p: (
        _NOT_ADDED,
        "занятие кончается не позже, чем начинается",
        "Проверьте время",
    ),
    SingleRefusal.NOT_A_TEACHER: lambda p: (
        _NOT_ADDED,
        f"выбранный человек {date_text(p['day'])} не ведёт занятий",
        "Выберите другого",
    ),
    SingleRefusal.TEACHER_AWAY: lambda p: (
        _NOT_ADDED,
        f"{p['teacher']} отсутствует: {span_text(p['first'], p['last'])}",
        "Выберите другой день или другого человека",
    ),
    SingleRefusal.CLASH: lambda p: (
        _NOT_ADDED,
        f"{date_text(p['day'])} в это время {'; '.join(map(met_text, p['met']))}",
        "Выберите другое время, кабинет или человека",
    ),
    SingleRefusal.HAS_RECORDS: lambda p: (
        f"Убрать занятие {date_text(p['day'])} нельзя",
        "в нём есть записи или замена",
        "Отмените его на его странице, а запись уберите в журнале",
    ),
}
"""Code → what cannot be done, why, what can be done."""
