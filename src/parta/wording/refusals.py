"""Refusals in Russian: what cannot be done; why, with the clause of the act; what can be done and who can help."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parta.journal.enums import RefusalCode
from parta.kernel.decisions import Clause, Decision
from parta.regulation.enums import Terminology
from parta.wording.arranging import ARRANGING, records_text
from parta.wording.attestation import DEBT_REFUSALS, SHEET_REFUSALS
from parta.wording.calendar import CALENDAR
from parta.wording.college import as_college
from parta.wording.dates import date_text, last_day_before, moment_end
from parta.wording.destruction import DESTRUCTION
from parta.wording.files import FILES
from parta.wording.import_refusals import IMPORTS
from parta.wording.jobs import JOBS
from parta.wording.joint import JOINT_REFUSALS
from parta.wording.people import PEOPLE
from parta.wording.planned_works import WORK_REFUSALS
from parta.wording.plans import PLANS
from parta.wording.plurals import counted, more_than_days
from parta.wording.public_service import SERVICE_REFUSALS
from parta.wording.roles import role_name
from parta.wording.teaching import TEACHING
from parta.wording.timetable_making import MAKING
from parta.wording.user_rules import USER_RULES
from parta.wording.voiding import VOIDING
from parta.wording.wishes import WISHES

PARTA = "Parta"


@dataclass(frozen=True, slots=True)
class RefusalParts:
    """The three parts of a refusal, each without the dot at its end; `clause` goes in brackets after the reason."""

    what: str
    why: str
    clause: str
    how: str

    def __str__(self) -> str:
        reason = f"{self.why} ({self.clause})" if self.clause else self.why
        return f"{self.what}: {_stopped(reason)} {_stopped(self.how)}"


def _stopped(sentence: str) -> str:
    """End a sentence with one dot, also after «г.»."""
    return sentence if sentence.endswith(".") else f"{sentence}."


@dataclass(frozen=True, slots=True)
class _Words:
    lesson: str
    of_lesson: str
    of_lessons: str
    at_lessons: str
    was_cancelled: str
    is_over: str
    took_place: str
    return_it: str
    next_one: str
    pupil: str
    in_grade: str
    in_school: str


_SCHOOL = _Words(
    lesson="урок",
    of_lesson="урока",
    of_lessons="уроков",
    at_lessons="уроки",
    was_cancelled="отменён",
    is_over="этот урок уже прошёл",
    took_place="урок всё же состоялся",
    return_it="его",
    next_one="следующий урок",
    pupil="ученик",
    in_grade="в {} классе",
    in_school="в школе",
)
_COLLEGE = _Words(
    lesson="занятие",
    of_lesson="занятия",
    of_lessons="занятий",
    at_lessons="занятия",
    was_cancelled="отменено",
    is_over="это занятие уже прошло",
    took_place="занятие всё же состоялось",
    return_it="его",
    next_one="следующее занятие",
    pupil="студент",
    in_grade="на {} курсе",
    in_school="в техникуме",
)

Sentence = tuple[str, str, str]
_Wording = Callable[[Decision, Mapping[str, Any], _Words], Sentence]


def refusal_text(decision: Decision, terminology: Terminology = Terminology.SCHOOL) -> str:
    """Say a refusal as one paragraph of three parts."""
    return str(refusal_parts(decision, terminology))


def refusal_parts(decision: Decision, terminology: Terminology = Terminology.SCHOOL) -> RefusalParts:
    """Say a refusal by parts, for a page that shows them apart."""
    teaching = (
        IMPORTS,
        TEACHING,
        JOINT_REFUSALS,
        CALENDAR,
        MAKING,
        WISHES,
        VOIDING,
        SHEET_REFUSALS,
        DEBT_REFUSALS,
        WORK_REFUSALS,
    )
    others = (*teaching, DESTRUCTION, FILES, USER_RULES)
    plain = next((words[decision.code] for words in others if decision.code in words), None)
    if plain:
        what, why, how = plain(decision.params)
        if terminology == Terminology.COLLEGE:
            what, why, how = as_college(what), as_college(why), as_college(how)
        return RefusalParts(what, why, clause_text(decision.clause), how)
    if decision.code in PEOPLE:
        return RefusalParts(*_around(PEOPLE[decision.code](decision, decision.params, terminology), decision))
    if decision.code in ARRANGING:
        return RefusalParts(*_around(ARRANGING[decision.code](decision.params, terminology), decision))
    own = JOBS.get(decision.code) or PLANS.get(decision.code) or SERVICE_REFUSALS.get(decision.code)
    if own:
        return RefusalParts(*_around(own(decision.params), decision))
    words = _COLLEGE if terminology == Terminology.COLLEGE else _SCHOOL
    what, why, how = _WORDINGS.get(decision.code, _unknown)(decision, decision.params, words)
    return RefusalParts(what, why, clause_text(decision.clause), how)


def _around(sentence: Sentence, decision: Decision) -> tuple[str, str, str, str]:
    what, why, how = sentence
    return what, why, clause_text(decision.clause), how


def clause_text(clause: Clause | None) -> str:
    """Name the clause: «Положение школы № 2, п. 17(4)»; say plainly when it is only a setting of Parta."""
    if clause is None:
        return ""
    if clause.act == PARTA:
        return "так настроена Парта, в положении об этом не сказано"
    return f"{clause.act}, п. {clause.number}" if clause.number else clause.act


def known_codes() -> frozenset[str]:
    """Give the codes that have words."""
    return frozenset({*_WORDINGS, *VOIDING})


def _too_late(what: str) -> _Wording:
    def sentence(decision: Decision, params: Mapping[str, Any], words: _Words) -> Sentence:
        days = params["days"]
        if days is None:
            passed = f"срок вышел {moment_end(decision.open_until)}" if decision.open_until else "срок вышел"
        elif days == 0:
            passed = f"это можно было сделать только в день {words.of_lesson}"
        else:
            passed = f"со дня {words.of_lesson} прошло {more_than_days(days)}{_shut(decision.open_until)}"
        if params["denied"]:
            how = f"Если запись ошибочна, сообщите об этом {role_name('deputy').dative}"
        else:
            how = f"Попросите {role_name(decision.who_can_lift or 'deputy').accusative} открыть доступ"
        done = what.format(lesson=words.of_lesson)
        return f"{done} за {date_text(params['day'])} уже нельзя", passed, how

    return sentence


def _shut(open_until: datetime | None) -> str:
    return f", срок вышел {date_text(last_day_before(open_until))}" if open_until else ""


def _by_order(params: Mapping[str, Any]) -> str:
    return f" по приказу № {params['order']}" if params.get("order") else ""


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items)


def _unknown(_: Decision, __: Mapping[str, Any], ___: _Words) -> Sentence:
    return (
        "Сохранить запись нельзя",
        "правила журнала этого сейчас не позволяют",
        f"Обратитесь к {role_name('deputy').dative}",
    )


_WORDINGS: dict[str, _Wording] = {
    RefusalCode.YEAR_CLOSED: lambda d, p, w: (
        f"Изменить журнал за {date_text(p['day'])} нельзя",
        "учебный год закрыт",
        f"Если в журнале ошибка, обратитесь к {role_name(d.who_can_lift).dative}",
    ),
    RefusalCode.TERM_CLOSED: lambda d, p, w: (
        f"Изменить журнал за {date_text(p['day'])} нельзя",
        "учебный период закрыт",
        f"Попросите {role_name(d.who_can_lift).accusative} открыть его",
    ),
    RefusalCode.LESSON_CANCELLED: lambda d, p, w: (
        "Сделать запись нельзя",
        f"{w.lesson} {date_text(p['day'])} {w.was_cancelled}",
        f"Если {w.took_place}, попросите {role_name(d.who_can_lift).accusative} вернуть {w.return_it} в расписание",
    ),
    RefusalCode.CANCELLING_NOT_IN_ACT: lambda d, p, w: (
        f"Отметить, что {w.lesson} {date_text(p['day'])} не состоится, нельзя",
        "положение этого не разрешает",
        "Назначьте замену",
    ),
    RefusalCode.CANCELLING_NEEDS_REASON: lambda d, p, w: (
        f"Отменить {w.lesson} {date_text(p['day'])} нельзя",
        "не сказано, почему",
        "Напишите причину в нескольких словах",
    ),
    RefusalCode.LESSON_HAS_RECORDS: lambda d, p, w: (
        f"Отменить {w.lesson} {date_text(p['day'])} нельзя",
        f"в журнале уже есть записи: {records_text(p['records'])}",
        "Если записи ошибочны, их сначала убирает учитель",
    ),
    RefusalCode.LESSON_NOT_CANCELLED: lambda d, p, w: (
        f"Возвращать {w.lesson} {date_text(p['day'])} незачем",
        "отмены нет",
        "Обновите страницу",
    ),
    RefusalCode.LESSON_TIME_TAKEN: lambda d, p, w: (
        f"Вернуть {w.lesson} {date_text(p['day'])} нельзя",
        "в это время в этом же журнале уже стоит другая запись расписания",
        "Сначала измените расписание",
    ),
    RefusalCode.LESSON_IN_FUTURE: lambda d, p, w: (
        "Сделать запись пока нельзя",
        f"{w.lesson} будет {date_text(p['day'])}",
        f"Отметки и посещаемость записывают в день {w.of_lesson}; тему и домашнее задание можно подготовить заранее",
    ),
    RefusalCode.PUPIL_NOT_ON_ROSTER: lambda d, p, w: (
        "Сделать запись нельзя",
        f"{date_text(p['day'])} {w.pupil} не числился в списке",
        f"Если даты в списке неверны, сообщите {role_name(d.who_can_lift).dative}",
    ),
    RefusalCode.NO_MARKS_IN_GRADE: lambda d, p, w: (
        "Поставить отметку нельзя",
        f"{w.in_grade.format(p['grade'])} отметок не ставят",
        "Посещаемость, тему и замечания записать можно",
    ),
    RefusalCode.MARK_NOT_ON_SCALE: lambda d, p, w: (
        f"Поставить «{p['value']}» нельзя",
        f"текущие отметки {w.in_school} — {_listed(p['scale'])}",
        "Введите одну из них",
    ),
    RefusalCode.TERM_MARK_NOT_ON_SCALE: lambda d, p, w: (
        f"Поставить «{p['value']}» нельзя",
        f"итоговые отметки {w.in_school} — {_listed(p['scale'])}",
        "Введите одну из них",
    ),
    RefusalCode.WORK_KIND_REQUIRED: lambda d, p, w: (
        "Добавить работу без вида нельзя",
        "вид работы указывают обязательно",
        "Выберите вид работы из списка",
    ),
    RefusalCode.WORK_PURPOSE_REQUIRED: lambda d, p, w: (
        "Записать работу без её назначения нельзя",
        "каждая работа относится к формирующему или констатирующему оцениванию",
        "Выберите, к какому, в карточке столбца",
    ),
    RefusalCode.NEW_MARK_TOO_LATE: _too_late("Поставить отметку"),
    RefusalCode.MARK_CHANGE_TOO_LATE: _too_late("Изменить отметку"),
    RefusalCode.WORK_CHANGE_TOO_LATE: _too_late("Изменить работу"),
    RefusalCode.ABSENCE_UNKNOWN: lambda d, p, w: (
        "Записать такое отсутствие нельзя",
        f"{w.in_school} приняты обозначения {_listed(p['letters'])}",
        "Выберите одно из них",
    ),
    RefusalCode.ATTENDANCE_TOO_LATE: _too_late("Изменить посещаемость"),
    RefusalCode.ABSENCE_REASON_TOO_LATE: _too_late("Изменить причину пропуска"),
    RefusalCode.TOPIC_TOO_LATE: _too_late("Записать тему {lesson}"),
    RefusalCode.HOMEWORK_TOO_LATE: _too_late("Записать домашнее задание"),
    RefusalCode.HOMEWORK_DUE_BEFORE_GIVEN: lambda d, p, w: (
        f"Задать на {date_text(p['day'])} нельзя",
        f"задание дано {date_text(p['given'])}, а выполняют его к одному из следующих {w.of_lessons}",
        f"Выберите {w.next_one}",
    ),
    RefusalCode.HOMEWORK_DUE_IN_PAST: lambda d, p, w: (
        f"Задать на {date_text(p['day'])} нельзя",
        w.is_over,
        f"Выберите {w.next_one}",
    ),
    RefusalCode.HOMEWORK_DUE_TODAY: lambda d, p, w: (
        "Задать на сегодня нельзя",
        f"домашнее задание назначают только на будущие {w.at_lessons}",
        f"Выберите {w.next_one}",
    ),
    RefusalCode.HOMEWORK_DUE_CANCELLED: lambda d, p, w: (
        f"Задать на {date_text(p['day'])} нельзя",
        f"{w.lesson} {w.was_cancelled}",
        f"Выберите {w.next_one}",
    ),
    RefusalCode.TERM_NOT_STARTED: lambda d, p, w: (
        "Поставить итоговую отметку пока нельзя",
        f"учебный период начнётся {date_text(p['day'])}",
        "Вернитесь к ней, когда период начнётся",
    ),
    RefusalCode.TERM_NOT_OVER: lambda d, p, w: (
        "Закрыть период пока нельзя",
        f"он закончится {date_text(p['day'])}",
        "Вернитесь к нему в последний день периода",
    ),
    RefusalCode.TERM_ALREADY_CLOSED: lambda d, p, w: (
        "Закрыть период ещё раз нельзя",
        "он уже закрыт",
        "Обновите страницу: на ней видно, кто и когда его закрыл",
    ),
    RefusalCode.TERM_NOT_CLOSED: lambda d, p, w: (
        "Открывать период незачем",
        "он и так открыт",
        "Обновите страницу",
    ),
    RefusalCode.REOPENING_NEEDS_GROUND: lambda d, p, w: (
        "Открыть закрытый период нельзя",
        "не сказано, почему это нужно",
        "Напишите основание: приказ или причину в нескольких словах",
    ),
    RefusalCode.TERM_MARK_TOO_EARLY: lambda d, p, w: (
        "Поставить итоговую отметку пока нельзя",
        f"её ставят с {date_text(p['opens'].date())}{_by_order(p)}",
        f"Вернитесь к ней в этот день или попросите {role_name(d.who_can_lift).accusative} открыть доступ",
    ),
    RefusalCode.TERM_MARK_TOO_LATE: lambda d, p, w: (
        f"Поставить итоговую отметку за период по {date_text(p['day'])} уже нельзя",
        f"срок вышел {moment_end(d.open_until)}{_by_order(p)}" if d.open_until else "срок вышел",
        f"Если запись ошибочна, сообщите об этом {role_name('deputy').dative}"
        if p["denied"]
        else f"Попросите {role_name(d.who_can_lift).accusative} открыть доступ",
    ),
    RefusalCode.UNKNOWN_RECORD: lambda d, p, w: (
        "Сделать запись нельзя",
        f"такой записи в этом журнале нет: {w.lesson}, {w.pupil} или работа из другого журнала либо уже убраны",
        "Обновите страницу",
    ),
    RefusalCode.NOT_YOUR_DUTY: lambda d, p, w: (
        "Сделать запись нельзя",
        f"этот {w.lesson} ведёте не вы" if w is _SCHOOL else "это занятие ведёте не вы",
        f"Если вы его ведёте, попросите {role_name('deputy').accusative} записать замену или нагрузку",
    ),
    RefusalCode.SUBSTITUTE_ACCESS_CLOSED: lambda d, p, w: (
        f"Сделать запись за {date_text(p['day'])} нельзя",
        "страница ещё не открыта для замены" if p["early"] else "срок, на который страницу открыли для замены, вышел",
        f"Если запись нужна, попросите {role_name(d.who_can_lift).accusative} открыть доступ",
    ),
    RefusalCode.COURSE_WITHOUT_MARKS: lambda d, p, w: (
        "Поставить отметку нельзя",
        "на этом курсе отметок не ставят",
        "Посещаемость, тему и замечания записать можно",
    ),
    RefusalCode.WORK_NOT_EMPTY: lambda d, p, w: (
        "Убрать работу или критерий нельзя",
        "в столбце есть отметки",
        "Сначала очистите отметки; история останется",
    ),
    RefusalCode.TOO_MANY_ATTEMPTS: lambda d, p, w: (
        "Записать ещё одну пересдачу нельзя",
        "у этой отметки уже четыре прежних значения",
        "Добавьте новую работу",
    ),
    RefusalCode.OPERATION_ID_TAKEN: lambda d, p, w: (
        "Сделать запись нельзя",
        "действие с таким номером уже выполнено с другим содержанием",
        "Обновите страницу и введите значение ещё раз",
    ),
    RefusalCode.HISTORY_NEEDS_GROUND: lambda d, p, w: (
        "Перенести журнал прошлого периода нельзя",
        "не названо основание",
        "Укажите приказ или распоряжение, по которому переносите отметки",
    ),
    RefusalCode.CHECK_IN_FUTURE: lambda d, p, w: (
        f"Проверить пропуски за {date_text(p['day'])} пока нельзя",
        "этот день ещё не наступил",
        "Вернитесь к нему в этот день",
    ),
    RefusalCode.NOTICE_BACKWARDS: lambda d, p, w: (
        "Сообщить об этих днях нельзя",
        "последний день раньше первого",
        "Проверьте даты",
    ),
    RefusalCode.NOTICE_IN_PAST: lambda d, p, w: (
        "Сообщить об этих днях нельзя",
        f"последний из них, {date_text(p['day'])}, давно прошёл",
        "Передайте справку в школу" if w is _SCHOOL else "Передайте справку куратору",
    ),
    RefusalCode.NOTICE_TOO_LONG: lambda d, p, w: (
        "Сообщить о таком сроке нельзя",
        f"отсюда сообщают самое большее на {counted(p['days'], 'день', 'дня', 'дней')}",
        "Передайте документ в школу" if w is _SCHOOL else "Передайте документ куратору",
    ),
    RefusalCode.EDIT_NEEDS_GROUND: lambda d, p, w: (
        "Отправить заявку нельзя",
        "не сказано, почему запись делается поздно",
        "Напишите основание в нескольких словах",
    ),
    RefusalCode.EDIT_NOT_NEEDED: lambda d, p, w: (
        "Отправлять заявку незачем",
        "эту запись можно сделать и без неё",
        "Внесите запись в журнал",
    ),
    RefusalCode.EDIT_STALE: lambda d, p, w: (
        "Отправить заявку нельзя",
        "пока вы писали, запись изменили",
        "Обновите страницу и посмотрите, что в ней теперь",
    ),
    RefusalCode.EDIT_ALREADY_ASKED: lambda d, p, w: (
        "Отправить заявку второй раз нельзя",
        "открыть эту клетку уже попросили, ответа ещё нет",
        "Дождитесь ответа или отзовите прежнюю заявку",
    ),
    RefusalCode.EDIT_OWN_REQUEST: lambda d, p, w: (
        "Решить свою заявку нельзя",
        "доступ открывает не тот, кто о нём просит",
        f"Попросите другого заместителя или {role_name(d.who_can_lift or 'director').accusative}",
    ),
    RefusalCode.EDIT_ALREADY_DECIDED: lambda d, p, w: (
        "Изменить решение по заявке нельзя",
        "оно уже принято",
        "Обновите страницу: на ней видно, кто и что решил",
    ),
    RefusalCode.EDIT_WITHDRAWN: lambda d, p, w: (
        "Решить заявку нельзя",
        "её отозвали",
        "Обновите страницу",
    ),
    RefusalCode.EDIT_UNTIL_PAST: lambda d, p, w: (
        "Открыть доступ до этого времени нельзя",
        "оно уже прошло",
        "Выберите время позже нынешнего",
    ),
    RefusalCode.EDIT_UNTIL_TOO_FAR: lambda d, p, w: (
        "Открыть доступ так надолго нельзя",
        f"разрешение действует не дольше {p['days']} дней",
        "Выберите день ближе",
    ),
    RefusalCode.EDIT_NEEDS_WORDS: lambda d, p, w: (
        "Отказать без объяснения нельзя",
        "учитель не узнает, почему запись не открыли"
        if w is _SCHOOL
        else "преподаватель не узнает, почему запись не открыли",
        "Напишите причину в нескольких словах",
    ),
    RefusalCode.HISTORY_TERM_NOT_OVER: lambda d, p, w: (
        "Перенести журнал этого периода нельзя",
        f"период закончится {date_text(p['day'])}, а переносят только завершённые",
        "Отметки текущего периода введите в журнал",
    ),
}
