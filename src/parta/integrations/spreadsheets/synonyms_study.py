"""Russian header words of the tables about the year, the plan, the load, the timetable and the journals."""

from .headers import Field, Spec, both, exact, word
from .synonyms import (
    BIRTH, CLASS, DATE, DATES, DAY, ENDS, FIO, FIRST, GRADE, HOURS, INDEX, LAST, LETTER, MIDDLE, NO, NOTE, NUMBER, PEOPLE, ROOM, STARTS,
    SUBGROUP, SUBJECT, TEACHER, TIME, YEAR_HOURS,
)

CARD = Spec(
    "card", "карточка организации",
    (NO, Field("key", "Показатель", (exact("показатель", "параметр", "реквизит", "наименование показателя", "поле", "сведения", "наименование реквизита", "название поля"),)),
     Field("value", "Значение", (exact("значение", "данные", "содержание", "значение показателя"),))),
    (("key",), ("value",)), hint=r"организац|карточк|школ|реквизит|сведени",
)
CALENDAR = Spec(
    "calendar", "календарный учебный график",
    (NO, CLASS,
     Field("period", "Период", (exact("период", "учебный период", "четверть", "семестр", "триместр", "полугодие", "учебные периоды", "наименование периода", "название", "четверть полугодие", "модуль", "наименование", "этап", "учебная четверть", "праздник", "событие", "мероприятие"), word("четверт", "семестр", "триместр", "полугод", "период"))),
     Field("kind", "Вид", (exact("вид", "вид дня", "тип", "вид периода", "тип дня", "статус дня"),)),
     Field("vacation", "Каникулы", (exact("каникулы", "вид каникул", "название каникул", "наименование каникул"), word("каникул"))),
     STARTS, ENDS, DATES, NOTE,
     Field("length", "Продолжительность", (both("продолжит|количество|кол-во|дней|недель|число дней"),))),
    (("period", "kind", "vacation"), ("starts", "dates"), ("ends", "dates")),
    hint=r"календарн|график|учебный год|каникул|четверт|праздн|период",
)
BELLS = Spec(
    "bells", "расписание звонков",
    (NUMBER,
     Field("first_starts", "Начало 1-го часа", (both("начал", r"\b1|перв", "час|урок"),)), Field("first_ends", "Конец 1-го часа", (both("кон", r"\b1|перв", "час|урок"),)),
     Field("second_starts", "Начало 2-го часа", (both("начал", r"\b2|втор", "час|урок"),)), Field("second_ends", "Конец 2-го часа", (both("кон", r"\b2|втор", "час|урок"),)),
     STARTS, ENDS, TIME, Field("break", "Перемена, мин", (both("перемен|перерыв"),)), Field("length", "Продолжительность", (both("продолжит|длит"),)), DAY, CLASS),
    (("number",), ("starts", "time", "first_starts"), ("ends", "time", "first_ends", "second_ends")),
    hint=r"звонк", bonus=0.5,
)
ROOMS = Spec(
    "rooms", "перечень кабинетов",
    (NO, Field("number", "Номер", (exact("номер", "№", "№ каб\\w*", "номер кабинета", "кабинет", "аудитория", "каб", "№ ауд\\w*", "номер аудитории", "№ помещения", "помещение", "номер помещения", "кабинет №", "ауд", "код"), both("№|номер", "каб|ауд|помещ"))),
     Field("name", "Название", (exact("название", "наименование", "назначение", "название кабинета", "наименование кабинета", "наименование помещения", "название помещения", "описание", "профиль"), both("назван|наимен|назнач"))),
     Field("capacity", "Вместимость", (both("вмест|мест|посад|рассчит"),)), Field("kind", "Вид", (exact("вид", "тип", "вид помещения", "тип помещения", "категория", "тип кабинета"),)),
     Field("responsible", "Ответственный", (both("ответств|заведующ|зав каб|закрепл"),)), Field("building", "Корпус", (exact("корпус", "здание", "этаж", "адрес", "корпус этаж"),)), NOTE,
     Field("area", "Площадь", (both("площад"),))),
    (("number",), ("capacity", "name", "kind"), ("capacity", "kind", "responsible", "name")),
    hint=r"кабинет|аудитор|помещен|room",
)
CURRICULUM = Spec(
    "curriculum", "учебный план (предметы × классы)",
    (NO, SUBJECT, Field("area", "Предметная область", (both("област"),)), Field("profile", "Профиль", (both("профил|уровень"),)), Field("total", "Всего", (exact("всего", "итого", "всего часов", "итого часов"),))),
    (("subject",), ("@class",)), hint=r"учебн\w+ план", matrix="class",
)
CURRICULUM_LIST = Spec(
    "curriculum_list", "учебный план списком",
    (NO, CLASS, GRADE, LETTER, SUBJECT, HOURS, YEAR_HOURS, Field("area", "Предметная область", (both("област"),)), Field("profile", "Профиль", (both("профил|уровень"),)), NOTE),
    (("class", "grade"), ("subject",), ("hours",)), hint=r"учебн\w+ план",
)
PROGRAMME = Spec(
    "programme", "учебный план программы СПО",
    (INDEX, Field("subject", "Наименование УД, МДК, практики", (both("наименован|назван", without="програм"), *SUBJECT.patterns)),
     Field("session_hours", "Часов в сессию", (both("сесси"),)),
     Field("total", "Всего часов", (both("всего|итого|максим|объем", without="сем"), exact("часов", "часы"))),
     Field("graded", "Диф. зачёт (семестр)", (both("диф|зачет с оц"), exact("дз"))), Field("exam", "Экзамен (семестр)", (both("экзам"),)), Field("credit", "Зачёт (семестр)", (both("зачет", without="диф|оцен"), exact("з"))),
     Field("control", "Форма контроля", (both("форм", "контрол|аттест"),))),
    (("index",), ("subject",), ("@semester", "session_hours")), matrix="semester", hint=r"учебн\w+ план", bonus=1.0,
)
EXTRA = Spec(
    "extra_courses", "план внеурочной деятельности",
    (NO, Field("name", "Наименование курса", (exact("курс", "название", "наименование", "кружок", "секция", "программа", "название кружка", "название курса", "объединение"), both("курс|кружк|программ|секци|объединен", without="колич"))),
     Field("direction", "Направление", (both("направлен"),)), Field("class", "Классы", CLASS.patterns), HOURS, YEAR_HOURS, TEACHER),
    (("name",), ("hours", "direction"), ("teacher", "class")), hint=r"внеуроч|кружк|дополнит", anti_hint=r"нагрузк",
)
HOME_PLAN = Spec(
    "home_plan", "индивидуальный учебный план",
    (NO, SUBJECT, HOURS, TEACHER, FIO, CLASS),
    (("subject",), ("hours",)), hint=r"индивидуальн|надомн|на дому", hint_required=True, bonus=1.5,
)
LOAD = Spec(
    "load", "распределение нагрузки",
    (NO, TEACHER, SUBJECT, CLASS, SUBGROUP, HOURS, YEAR_HOURS, INDEX, GRADE, LETTER, NOTE, Field("total", "Всего", (exact("всего", "итого", "всего часов"),))),
    (("teacher",), ("subject",), ("class", "grade", "@class"), ("hours", "term_hours", "@class")), matrix="class", hint=r"нагрузк|тарифик",
)
SUBGROUPS = Spec(
    "subgroups", "состав подгрупп",
    (NO, CLASS, SUBJECT, SUBGROUP, TEACHER, FIO, LAST, FIRST, MIDDLE, BIRTH),
    (("fio", "last"), ("subgroup",), ("subject", "teacher")), hint=r"подгрупп", bonus=0.5,
)
OTHER_LOAD = Spec(
    "other_load", "прочая нагрузка",
    (NO, Field("teacher", "Работник", (exact("работник", "сотрудник", "фио"), both("фио", without="обуч"), *TEACHER.patterns)), Field("kind", "Вид", (exact("вид", "вид нагрузки", "вид работы", "вид деятельности", "направление", "тип"), both("вид", "нагруз|деят|работ"))),
     Field("course", "Курс / предмет", (exact("курс", "название", "наименование", "программа", "содержание"), both("курс|предмет|кружок|наимен"))), Field("class", "Классы", CLASS.patterns), HOURS, NOTE),
    (("teacher",), ("kind",), ("course",), ("hours",)), hint=r"нагрузк|внеуроч|прочая", bonus=0.5,
)
PRACTICE = Spec(
    "practice", "график практик",
    (NO, CLASS, INDEX, Field("name", "Наименование", (exact("наименование", "название", "практика", "наименование практики", "название практики"), both("практик", without="вид|место|баз|рук|часов|тип"))),
     Field("kind", "Вид", (exact("вид", "вид практики", "тип практики", "тип"),)), STARTS, ENDS, DATES, HOURS, Field("place", "Место", (both("место|баз|организац|предприят"),)),
     Field("leader", "Руководитель", (both("руковод|мастер|преподав"),))),
    (("class",), ("starts", "dates"), ("ends", "dates"), ("name", "index"), ("leader", "kind", "place")), hint=r"практик", bonus=1.0,
)
WALL = Spec("wall", "расписание (дни × классы)", (DAY, NUMBER, TIME), (("@class",), ("day", "number", "@day")), matrix="class", hint=r"расписани|числит|знаменат", anti_hint=r"план|нагрузк", bonus=0.5)
WALL_DAYS = Spec("wall_days", "расписание одного класса", (NUMBER, TIME), (("@weekday",), ("number", "time")), matrix="weekday", hint=r"расписани", bonus=0.5)
TIMETABLE_LIST = Spec(
    "timetable_list", "расписание списком",
    (DAY, NUMBER, TIME, CLASS, GRADE, LETTER, SUBGROUP, INDEX, SUBJECT, TEACHER, ROOM, Field("parity", "Неделя", (exact("неделя", "четность", "тип недели", "числитель знаменатель", "чет нечет", "недели"),))),
    (("day",), ("number",), ("class", "grade"), ("subject",)), hint=r"расписани", bonus=1.5,
)
EXTRA_TIMES = Spec(
    "extra_times", "расписание внеурочной деятельности",
    (NO, DAY, TIME, STARTS, ENDS, Field("name", "Курс", (exact("курс", "название", "наименование", "занятие", "кружок", "предмет"), both("курс|кружок|назван|наимен|секци|програм"))), Field("class", "Классы", CLASS.patterns), TEACHER, ROOM),
    (("day",), ("time", "starts"), ("name",)), hint=r"внеуроч|кружк|секци|дополнит", bonus=0.5, anti_hint=r"надомн|на дому|индивид",
)
HOME_TIMES = Spec(
    "home_times", "расписание надомного обучения",
    (NO, DAY, TIME, STARTS, ENDS, NUMBER, FIO, CLASS, SUBJECT, TEACHER, ROOM),
    (("day",), ("time", "starts"), ("subject",)), hint=r"надомн|на дому|индивидуальн", hint_required=True, bonus=1.5,
)
DATED = Spec(
    "dated_lessons", "расписание по датам",
    (NO, DATE, DAY, NUMBER, CLASS, INDEX, SUBJECT, SUBGROUP, TEACHER, ROOM),
    (("date",), ("number",), ("subject",), ("class", "teacher"), ("teacher", "room")), hint=r"сесси|заочн", anti_hint=r"замен|замещ", bonus=1.0,
)
ABBREVIATIONS = Spec(
    "abbreviations", "сокращения",
    (NO, Field("short", "Сокращение", (both("сокращ|аббрев|краткое|кратко|условн"), exact("обозначение"))), Field("full", "Предмет по учебному плану", (both("предмет|полн|расшифр|дисципл|наимен|значен", without="сокращ|кратк"),))),
    (("short",), ("full",)), hint=r"сокращ", bonus=1.0,
)
PLAN = Spec(
    "plan", "календарно-тематический план",
    (Field("number", "№ урока", (*NUMBER.patterns, exact("№ урока пп"))), Field("section", "Раздел", (both("раздел|модул|глава"),)),
     Field("topic", "Тема урока", (exact("тема", "тема урока", "тема занятия", "темы", "содержание", "тема и содержание урока", "наименование темы", "тема программы", "наименование разделов и тем", "содержание учебного материала", "содержание занятия"), both("тем[аы]|содержан", without="домаш|контрол|раздел"), both("раздел", "тем"))),
     Field("hours", "Количество часов", (both("час", without="дата"), exact("объем"))), Field("kind", "Тип урока", (both("тип|вид|форма", "урок|занят"), exact("тип", "вид занятия"))),
     Field("control", "Вид контроля", (both("контрол|вид работы|практич|оценив"),)), Field("homework", "Домашнее задание", (both("домаш|дз|самост|д з"),)),
     Field("date_fact", "Дата факт", (both("дат", "факт"),)), Field("date", "Дата план", (both("дат", "план"), exact("дата", "дата проведения", "дата урока", "дата изучения"), both("дата|срок"))), Field("results", "Результаты", (both("результат|ууд|умени|ресурс|эор|цор|оборуд"),)), NOTE, CLASS),
    (("topic",), ("number", "hours"), ("hours", "homework", "kind", "control", "date")), hint=r"темати|ктп|поурочн|планиров",
)
SUBSTITUTIONS = Spec(
    "substitutions", "журнал замен",
    (NO, DATE, Field("number", "Урок", NUMBER.patterns), CLASS, SUBGROUP,
     Field("held", "Проведённый предмет", (both("проведен|фактич|заменяющий предмет|предмет замены|предмет по замене"),)),
     Field("subject", "Предмет по расписанию", (both("предмет|дисципл", without="провед|факт|заменяющ|замены|по замене"),)),
     Field("absent", "Отсутствующий учитель", (both("отсутств"), both("кого|вместо"), both("замен|замещ", "яемый|ен(?:ный|ного)|кого"))),
     Field("reason", "Причина", (both("причин"),)), Field("substitute", "Заменяющий учитель", (both("заменя|замеща|замещен|кто замен|кто замещ|на замене", without="предмет|вид"), exact("замена", "кто"))),
     Field("kind", "Вид", (exact("вид", "вид замены", "тип", "тип замены", "вид замещения"),)), Field("order", "Основание", (both("основан|приказ"),)), ROOM, NOTE, HOURS, Field("topic", "Тема", (both("тема"),))),
    (("date",), ("number",), ("class",), ("substitute", "absent")), hint=r"замен|замещ", bonus=1.5,
)
MARKS = Spec(
    "marks", "страница журнала с отметками",
    (NO, FIO, LAST, FIRST, Field("term", "1 четв.", (both(r"четв|полуг|семес|тримес|год|итог|промеж|экзам|аттест|модул", without="дата|предыд"),)), Field("average", "Средний балл", (both("средн|балл|ср б|взвеш"),)), NOTE,
     Field("missed", "Пропуски", (both("пропу|пропущ|болезн|отсутств"),))),
    (("fio", "last"), ("@date",)), matrix="date", hint=r"журнал|отметк|успеваем", bonus=1.0,
)
TOPICS = Spec(
    "topics", "темы уроков под отметками",
    (Field("number", "№ урока", NUMBER.patterns), DATE, Field("topic", "Тема урока", (both("тем[аы]|содержан|что пройд", without="домаш"),)), Field("homework", "Домашнее задание", (both("домаш|задан|д з", without="вид"), exact("дз"))), Field("work", "Вид работы", (both("вид|тип|контрол"),)), TEACHER, HOURS),
    (("date",), ("topic",)), bonus=0.5,
)
STUDY = (
    CARD, CALENDAR, BELLS, ROOMS, CURRICULUM, CURRICULUM_LIST, PROGRAMME, EXTRA, HOME_PLAN, LOAD, SUBGROUPS, OTHER_LOAD, PRACTICE, WALL, WALL_DAYS,
    TIMETABLE_LIST, EXTRA_TIMES, HOME_TIMES, DATED, ABBREVIATIONS, PLAN, SUBSTITUTIONS, MARKS, TOPICS,
)
SPECS = (*PEOPLE, *STUDY)
SPEC_BY_KIND = {spec.kind: spec for spec in SPECS}

__all__ = ["SPECS", "SPEC_BY_KIND"]
