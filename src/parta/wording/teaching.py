"""Refusals of the teaching process: what cannot be done, why, what can be done."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parta.curriculum.enums import IndividualKind, TeachingRefusal, YearPart
from parta.school.enums import ClassRefusal, RoomRefusal
from parta.wording.dates import date_text, full_date

Sentence = tuple[str, str, str]
YEAR_PARTS = {
    YearPart.CURRICULUM: "Учебный план",
    YearPart.LOAD: "Нагрузка",
    YearPart.TIMETABLE: "Расписание",
    YearPart.TARIFF: "Тарификационный список",
}
INDIVIDUAL_KINDS = {IndividualKind.OWN: "индивидуальный план", IndividualKind.HOME: "обучение на дому"}


def _until(day: date | None) -> str:
    return f" по {full_date(day)}" if day else ""


TEACHING: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    TeachingRefusal.DAY_OUTSIDE_YEAR: lambda p: (
        f"Назначить {date_text(p['day'])} нельзя ({p['course']})",
        "этот день не в учебном году и не летом после него",
        "Проверьте год",
    ),
    TeachingRefusal.CONTROL_CHANGED: lambda p: (
        f"Записать нельзя ({p['course']})",
        "пока вы смотрели, форму контроля или день уже изменили",
        "Откройте график снова и сверьтесь с тем, что в нём теперь",
    ),
    TeachingRefusal.CURRICULUM_CHANGED: lambda p: (
        "Записать учебный план нельзя",
        "пока вы смотрели, его уже изменили",
        "Откройте план снова и сверьтесь с тем, что в нём теперь",
    ),
    TeachingRefusal.CURRICULUM_LINE_STANDS: lambda p: (
        f"Добавить предмет «{p['subject']}» нельзя",
        "он с этим профилем в плане уже есть",
        "Исправьте часы в его строке",
    ),
    TeachingRefusal.CURRICULUM_HOURS: lambda p: (
        "Записать учебный план нельзя",
        f"часов в неделю у предмета больше нуля и не больше {p['most']}",
        "Проверьте часы",
    ),
    TeachingRefusal.PRACTICE_BACKWARDS: lambda p: (
        f"Записать практику с {full_date(p['day'])} нельзя",
        "последний день раньше первого",
        "Проверьте даты",
    ),
    TeachingRefusal.PRACTICE_OUTSIDE_YEAR: lambda p: (
        "Записать практику на эти дни нельзя",
        f"учебный год идёт с {full_date(p['start'])} по {full_date(p['end'])}",
        "Проверьте даты",
    ),
    TeachingRefusal.PRACTICE_HOURS: lambda p: (
        "Записать столько часов практики нельзя",
        f"часов больше нуля и не больше {p['most']}",
        "Проверьте часы",
    ),
    TeachingRefusal.PRACTICE_OVERLAPS: lambda p: (
        "Записать так нельзя",
        f"{full_date(p['day'])} одна практика ещё идёт, а другая той же дисциплины начинается",
        "Проверьте даты",
    ),
    TeachingRefusal.PRACTICE_PAST: lambda p: (
        f"Записать практику с {full_date(p['day'])} так нельзя",
        "эти дни уже начались, их уроки стоят в журнале",
        "Назначьте новую практику с завтрашнего дня или позже; у начавшейся можно сменить последний день, базу и "
        "руководителя",
    ),
    TeachingRefusal.PRACTICES_CHANGED: lambda p: (
        "Записать практики нельзя",
        "пока вы смотрели, их уже изменили",
        "Откройте страницу снова",
    ),
    TeachingRefusal.LOAD_HOURS_AHEAD: lambda p: (
        f"Записать другие часы с {full_date(p['day'])} нельзя",
        "этот день ещё не наступил, а часы у журнала одни — сегодняшние",
        "Запишите часы в этот день; журнал можно передать и сейчас, с прежними часами",
    ),
    TeachingRefusal.COURSE_HOURS_OF_LOAD: lambda p: (
        "Изменить часы на этой странице нельзя",
        "журнал ведут по нагрузке, и часы у них общие",
        "Измените часы в нагрузке: с какого дня и на каком основании",
    ),
    TeachingRefusal.APPROVAL_WITHOUT_ORDER: lambda p: (
        "Записать утверждение нельзя",
        "не назван приказ",
        "Напишите его номер",
    ),
    TeachingRefusal.APPROVAL_DAY: lambda p: (
        "Записать утверждение с этим днём нельзя",
        f"приказ бывает не раньше {full_date(p['first'])} и не позже {full_date(p['last'])}",
        "Проверьте дату приказа",
    ),
    TeachingRefusal.APPROVAL_STANDS: lambda p: (
        "Записать утверждение нельзя",
        f"приказ «{p['order']}» этого дня уже записан",
        "Проверьте номер и дату",
    ),
    TeachingRefusal.PROGRAMME_HOURS: lambda p: (
        "Записать учебный план нельзя",
        f"у дисциплины есть часы, в семестре их не больше {p['most']}, а семестров не больше двенадцати",
        "Проверьте часы и номера семестров",
    ),
    TeachingRefusal.LOAD_NORM_CHANGED: lambda p: (
        "Записать нормы нельзя",
        "пока вы смотрели, их уже изменили",
        "Откройте нормы снова",
    ),
    TeachingRefusal.LOAD_NORM_LATER: lambda p: (
        "Записать нормы с этого дня нельзя",
        f"те, что стоят, действуют с {date_text(p['day'])}; новые — с этого дня или позже, в пределах двух лет",
        "Проверьте дату",
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
    ClassRefusal.NAME_TAKEN: lambda p: (
        f"Назвать «{p['name']}» нельзя",
        "в этом учебном году такое название уже есть",
        "Проверьте название",
    ),
    ClassRefusal.GRADE: lambda p: (
        "Открыть нельзя",
        f"такого года обучения нет: бывают от 1 до {p['last']}",
        "Проверьте число",
    ),
    TeachingRefusal.SUBJECT_SHORTENED: lambda p: (
        f"Назвать предмет «{p['name']}» нельзя",
        "по положению предметы пишут полностью, без сокращений",
        "Напишите название целиком; короткое имя для расписания — в соседнем поле",
    ),
    TeachingRefusal.SUBJECT_CAPITALISED: lambda p: (
        f"Назвать предмет «{p['name']}» нельзя",
        "по положению предметы пишут со строчной буквы",
        f"Напишите «{p['name'][:1].lower()}{p['name'][1:]}»",
    ),
    TeachingRefusal.SUBJECT_KNOWN: lambda p: (
        f"Записать «{p['name']}» нельзя",
        "такое название в списке уже есть",
        "Проверьте название",
    ),
    RoomRefusal.NUMBER_TAKEN: lambda p: (
        f"Назвать кабинет «{p['number']}» нельзя",
        "такой номер уже есть у другого кабинета",
        "Проверьте номер",
    ),
    RoomRefusal.OUT_BACKWARDS: lambda p: (
        "Закрыть кабинет так нельзя",
        "последний день раньше первого, или первый не указан",
        "Проверьте дни",
    ),
    TeachingRefusal.SPLIT_TOO_FEW: lambda p: (
        "Разделить нельзя",
        f"подгрупп должно быть не меньше {p['fewest']}",
        "Добавьте подгруппу",
    ),
    TeachingRefusal.SPLIT_TOO_MANY: lambda p: (
        "Разделить нельзя",
        f"подгрупп должно быть не больше {p['most']}",
        "Уменьшите их число",
    ),
    TeachingRefusal.SPLIT_NAME_EMPTY: lambda p: (
        "Записать нельзя",
        "не сказано, как называется подгруппа",
        "Напишите название: «1 гр.»",
    ),
    TeachingRefusal.SPLIT_NAME_TAKEN: lambda p: (
        f"Назвать подгруппу «{p['name']}» нельзя",
        "такая по этому предмету уже есть",
        "Назовите иначе",
    ),
    TeachingRefusal.SPLIT_PART_EMPTY: lambda p: (
        "Разделить нельзя",
        f"в подгруппе «{p['name']}» никого нет",
        "Распределите список или уменьшите число подгрупп",
    ),
    TeachingRefusal.SPLIT_STANDS: lambda p: (
        "Разделить нельзя",
        "по этому предмету подгруппы уже есть",
        "Перераспределите их или сначала соедините",
    ),
    TeachingRefusal.SPLIT_CHANGED: lambda p: (
        "Записать нельзя",
        "список на этот день другой: кто-то пришёл, ушёл или назван дважды",
        "Проверьте список ещё раз и повторите",
    ),
    TeachingRefusal.SPLIT_BY_OFFICE: lambda p: (
        "Предложить деление нельзя",
        "по положению на подгруппы делит учебная часть",
        "Скажите ей, как разделить",
    ),
    TeachingRefusal.SPLIT_ASKED: lambda p: (
        "Предложить деление нельзя",
        "по этому предмету одно предложение уже ждёт ответа",
        "Сначала отзовите его",
    ),
    TeachingRefusal.SPLIT_NOT_ASKED: lambda p: (
        "Ответить нельзя",
        "это предложение уже отозвано, отклонено или введено",
        "Откройте страницу подгрупп снова",
    ),
    TeachingRefusal.SPLIT_NOT_AGREED: lambda p: (
        "Ввести нельзя",
        f"ещё не согласились: {p['names']}",
        "Дождитесь согласия или разделите иначе",
    ),
    TeachingRefusal.SPLIT_WITHOUT_WORDS: lambda p: (
        "Ответить нельзя",
        "не сказано, с чем вы не согласны",
        "Напишите, как разделить иначе",
    ),
    TeachingRefusal.COURSE_ENDED: lambda p: (
        "Записать нельзя",
        f"этот журнал закончен {full_date(p['last'])}",
        "Откройте страницу снова",
    ),
    TeachingRefusal.COURSE_STANDS: lambda p: (
        "Записать нельзя",
        f"общий журнал «{p['course']}» уже ведётся",
        "Сначала закройте его",
    ),
    TeachingRefusal.COURSE_DIVIDED: lambda p: (
        "Открыть этот журнал снова нельзя",
        "по этому предмету занимаются подгруппы",
        "Соедините их: общий журнал откроется вместе с этим",
    ),
    TeachingRefusal.COURSE_HAS_LESSONS: lambda p: (
        f"Записать с {full_date(p['day'])} нельзя",
        f"занятие {date_text(p['last'])} в этом журнале уже прошло или о нём есть записи",
        "Назовите день после него",
    ),
    TeachingRefusal.COURSE_HAS_WORKS: lambda p: (
        "Закрыть с этого дня нельзя",
        f"в графике контрольных у этого журнала стоит работа {date_text(p['day'])}",
        "Уберите её из графика или назовите день после неё",
    ),
    TeachingRefusal.COURSE_WRITTEN: lambda p: (
        "Сменить предмет нельзя",
        "в журнале уже есть записи, и они стали бы записями о другом предмете",
        "Закройте этот журнал и откройте другой",
    ),
    TeachingRefusal.GROUP_OUTSIDE_YEAR: lambda p: (
        f"Записать с {full_date(p['day'])} нельзя",
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
    TeachingRefusal.INDIVIDUAL_WITHOUT_GROUND: lambda p: (
        "Записать индивидуальный план нельзя",
        "не названо основание",
        "Напишите номер и дату приказа",
    ),
    TeachingRefusal.INDIVIDUAL_OUTSIDE_YEAR: lambda p: (
        "Записать с такими днями нельзя",
        f"дни должны идти по порядку и лежать между {full_date(p['start'])} и {full_date(p['end'])}",
        "Проверьте даты",
    ),
    TeachingRefusal.INDIVIDUAL_NOT_IN_CLASS: lambda p: (
        f"Записать план с {full_date(p['day'])} нельзя",
        "в этот день этого человека нет в списке",
        "Проверьте дату",
    ),
    TeachingRefusal.INDIVIDUAL_LATER: lambda p: (
        "Записать план с этого дня нельзя",
        f"с {full_date(p['day'])} уже записан другой план этого человека",
        "Назовите день после него",
    ),
    TeachingRefusal.INDIVIDUAL_EMPTY: lambda p: (
        "Записать индивидуальный план нельзя",
        "в нём нет ни одного предмета",
        "Оставьте часы там, где предмет изучают",
    ),
    TeachingRefusal.INDIVIDUAL_HAS_RECORDS: lambda p: (
        f"Закончить занятия по предмету «{p['course']}» нельзя",
        f"в его журнале об этом человеке есть записи за {date_text(p['last'])}",
        "Назовите день после них",
    ),
    TeachingRefusal.INDIVIDUAL_CHANGED: lambda p: (
        "Записать индивидуальный план нельзя",
        "пока вы смотрели, его уже изменили",
        "Откройте план снова и сверьтесь с тем, что в нём теперь",
    ),
    TeachingRefusal.INDIVIDUAL_NOT_OFFERED: lambda p: (
        f"Записать план с {full_date(p['day'])} нельзя",
        f"в этот день человек уже не в подгруппе: {p['courses']}",
        "Уберите эти часы или сначала переведите в подгруппу",
    ),
    TeachingRefusal.INDIVIDUAL_COURSE_STANDS: lambda p: (
        f"Открыть ещё один журнал «{p['subject']}» нельзя",
        "свой журнал этого предмета у этого человека уже есть",
        "Впишите часы в его строку",
    ),
    TeachingRefusal.CLASS_JOURNAL_STANDS: lambda p: (
        f"Завести журнал «{p['subject']}» нельзя",
        f"у {p['name']} он уже есть, для всех или по подгруппам",
        "Передайте его или откройте снова на странице журнала",
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
