"""Header words of timetables and journals."""

from ..headers import Field, Spec, both, exact
from .common import (
    CLASS,
    DATE,
    DAY,
    ENDS,
    FIO,
    FIRST,
    GRADE,
    HOURS,
    INDEX,
    LAST,
    LETTER,
    NO,
    NOTE,
    NUMBER,
    ROOM,
    STARTS,
    SUBGROUP,
    SUBJECT,
    TEACHER,
    TIME,
)

WALL = Spec(
    "wall",
    "расписание (дни × классы)",
    (DAY, NUMBER, TIME),
    (("@wall_class",), ("day", "number", "@day")),
    matrix="wall_class",
    hint=r"расписани|числит|знаменат",
    anti_hint=r"план|нагрузк",
    bonus=0.5,
)


WALL_DAYS = Spec(
    "wall_days",
    "расписание одного класса",
    (NUMBER, TIME, CLASS),
    (("@weekday",), ("number", "time")),
    matrix="weekday",
    hint=r"расписани",
    bonus=0.5,
)


WALL_ROWS = Spec(
    "wall_rows",
    "расписание (классы × дни)",
    (CLASS, GRADE, LETTER, ROOM),
    (("@slot",), ("class", "grade", "@rows")),
    matrix="slot",
    hint=r"расписани|числит|знаменат",
    bonus=0.5,
)


TIMETABLE_LIST = Spec(
    "timetable_list",
    "расписание списком",
    (
        DAY,
        NUMBER,
        TIME,
        CLASS,
        GRADE,
        LETTER,
        SUBGROUP,
        INDEX,
        SUBJECT,
        TEACHER,
        ROOM,
        Field(
            "parity",
            "Неделя",
            (exact("неделя", "четность", "тип недели", "числитель знаменатель", "чет нечет", "недели"),),
        ),
    ),
    (("day", "@day_above"), ("number",), ("class", "grade", "@class_above"), ("subject",)),
    hint=r"расписани",
    anti_hint=r"нагрузк|план",
    bonus=1.5,
)


EXTRA_TIMES = Spec(
    "extra_times",
    "расписание внеурочной деятельности",
    (
        NO,
        DAY,
        TIME,
        STARTS,
        ENDS,
        Field(
            "name",
            "Курс",
            (
                exact("курс", "название", "наименование", "занятие", "кружок", "предмет"),
                both("курс|кружок|назван|наимен|секци|програм"),
            ),
        ),
        Field("kind", "Вид", (exact("вид", "вид журнала", "вид занятия"),)),
        Field("marks", "Отметки", (exact("отметки", "с отметками", "оценки"),)),
        Field("class", "Классы", CLASS.patterns),
        TEACHER,
        ROOM,
    ),
    (("day",), ("time", "starts"), ("name",)),
    hint=r"внеуроч|кружк|секци|дополнит",
    bonus=0.5,
    anti_hint=r"надомн|на дому|индивид",
)


HOME_TIMES = Spec(
    "home_times",
    "расписание надомного обучения",
    (NO, DAY, TIME, STARTS, ENDS, NUMBER, FIO, CLASS, SUBJECT, TEACHER, ROOM),
    (("day",), ("time", "starts"), ("subject",)),
    hint=r"надомн|на дому|индивидуальн",
    hint_required=True,
    bonus=1.5,
)


DATED = Spec(
    "dated_lessons",
    "расписание по датам",
    (NO, DATE, DAY, NUMBER, CLASS, INDEX, SUBJECT, SUBGROUP, TEACHER, ROOM),
    (("date",), ("number",), ("subject",), ("class", "teacher"), ("teacher", "room")),
    hint=r"сесси|заочн",
    anti_hint=r"замен|замещ",
    bonus=1.0,
)


SINGLES = Spec(
    "single_lessons",
    "отдельные занятия",
    (NO, DATE, NUMBER, TIME, STARTS, ENDS, CLASS, SUBJECT, SUBGROUP, TEACHER, ROOM),
    (("date",), ("number", "starts", "time"), ("subject",), ("class",), ("teacher", "room")),
    hint=r"отдельн\w* (занят|урок)|разов\w* (занят|урок)|консультац",
    hint_required=True,
    anti_hint=r"замен|замещ|сесси",
    bonus=2.0,
)


ABBREVIATIONS = Spec(
    "abbreviations",
    "сокращения",
    (
        NO,
        Field("short", "Сокращение", (both("сокращ|аббрев|краткое|кратко|условн"), exact("обозначение"))),
        Field(
            "full",
            "Предмет по учебному плану",
            (both("предмет|полн|расшифр|дисципл|наимен|значен", without="сокращ|кратк"),),
        ),
    ),
    (("short",), ("full",)),
    hint=r"сокращ",
    bonus=1.0,
)


PLAN = Spec(
    "plan",
    "календарно-тематический план",
    (
        Field("number", "№ урока", (*NUMBER.patterns, exact("№ урока пп"))),
        Field("section", "Раздел", (both("раздел|модул|глава"),)),
        Field(
            "topic",
            "Тема урока",
            (
                exact(
                    "тема",
                    "тема урока",
                    "тема занятия",
                    "темы",
                    "содержание",
                    "тема и содержание урока",
                    "наименование темы",
                    "тема программы",
                    "наименование разделов и тем",
                    "содержание учебного материала",
                    "содержание занятия",
                ),
                both("тем[аы]|содержан", without="домаш|контрол|раздел"),
                both("раздел", "тем"),
            ),
        ),
        Field("hours", "Количество часов", (both("час", without="дата"), exact("объем"))),
        Field("kind", "Тип урока", (both("тип|вид|форма", "урок|занят"), exact("тип", "вид занятия"))),
        Field("control", "Вид контроля", (both("контрол|вид работы|практич|оценив"),)),
        Field("homework", "Домашнее задание", (both("домаш|дз|самост|д з"),)),
        Field("date_fact", "Дата факт", (both("дат", "факт"),)),
        Field(
            "date",
            "Дата план",
            (both("дат", "план"), exact("дата", "дата проведения", "дата урока", "дата изучения"), both("дата|срок")),
        ),
        Field("resources", "Ресурсы", (both("ресурс|эор|цор|оборуд"),)),
        Field("results", "Результаты", (both("результат|ууд|умени"),)),
        NOTE,
        CLASS,
    ),
    (("topic",), ("number", "hours"), ("hours", "homework", "kind", "control", "date")),
    hint=r"темати|ктп|поурочн|планиров",
)


SUBSTITUTIONS = Spec(
    "substitutions",
    "журнал замен",
    (
        NO,
        DATE,
        Field("number", "Урок", NUMBER.patterns),
        CLASS,
        SUBGROUP,
        Field(
            "held",
            "Проведённый предмет",
            (both("проведен|фактич|заменяющий предмет|предмет замены|предмет по замене"),),
        ),
        Field(
            "subject",
            "Предмет по расписанию",
            (both("предмет|дисципл", without="провед|факт|заменяющ|замены|по замене"),),
        ),
        Field(
            "absent",
            "Отсутствующий учитель",
            (both("отсутств"), both("кого|вместо"), both("замен|замещ", "яемый|ен(?:ный|ного)|кого")),
        ),
        Field("reason", "Причина", (both("причин"),)),
        Field(
            "substitute",
            "Заменяющий учитель",
            (
                both("заменя|замеща|замещен|кто замен|кто замещ|на замене", without="предмет|вид"),
                exact("замена", "кто"),
            ),
        ),
        Field("kind", "Вид", (exact("вид", "вид замены", "тип", "тип замены", "вид замещения"),)),
        Field("order", "Основание", (both("основан|приказ"),)),
        ROOM,
        NOTE,
        HOURS,
        Field("topic", "Тема", (both("тема"),)),
    ),
    (("date",), ("number",), ("class",), ("substitute", "absent")),
    hint=r"замен|замещ",
    bonus=1.5,
)


MARKS = Spec(
    "marks",
    "страница журнала с отметками",
    (
        NO,
        FIO,
        LAST,
        FIRST,
        Field(
            "term",
            "1 четв.",
            (both(r"четв|полуг|семес|тримес|год|итог|промеж|экзам|аттест|модул", without="дата|предыд"),),
        ),
        Field("average", "Средний балл", (both("средн|балл|ср б|взвеш"),)),
        NOTE,
        Field("missed", "Пропуски", (both("пропу|пропущ|болезн|отсутств"),)),
    ),
    (("fio", "last"), ("@date",)),
    matrix="date",
    hint=r"журнал|отметк|успеваем",
    bonus=1.0,
)


TOPICS = Spec(
    "topics",
    "темы уроков под отметками",
    (
        Field("number", "№ урока", NUMBER.patterns),
        DATE,
        Field("topic", "Тема урока", (both("тем[аы]|содержан|что пройд", without="домаш"),)),
        Field("homework", "Домашнее задание", (both("домаш|задан|д з", without="вид"), exact("дз"))),
        Field("work", "Вид работы", (both("вид|тип|контрол"),)),
        TEACHER,
        HOURS,
    ),
    (("date",), ("topic",)),
    bonus=0.5,
)
