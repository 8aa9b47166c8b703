"""Header words of plans, load, subgroups, practice."""

from ..headers import Field, Spec, both, exact
from .common import (
    BIRTH,
    CLASS,
    DATES,
    ENDS,
    FIO,
    FIRST,
    GRADE,
    HOURS,
    INDEX,
    LAST,
    LETTER,
    MIDDLE,
    NO,
    NOTE,
    STARTS,
    SUBGROUP,
    SUBJECT,
    TEACHER,
    YEAR_HOURS,
)

CURRICULUM = Spec(
    "curriculum",
    "учебный план (предметы × классы)",
    (
        NO,
        SUBJECT,
        Field("area", "Предметная область", (both("област"),)),
        Field("profile", "Профиль", (both("профил|уровень"),)),
        Field("total", "Всего", (both(r"\bвсего|\bитого"),)),
    ),
    (("subject",), ("@class",)),
    hint=r"учебн\w+ план",
    matrix="class",
)


CURRICULUM_LIST = Spec(
    "curriculum_list",
    "учебный план списком",
    (
        NO,
        CLASS,
        GRADE,
        LETTER,
        SUBJECT,
        HOURS,
        YEAR_HOURS,
        Field("area", "Предметная область", (both("област"),)),
        Field("profile", "Профиль", (both("профил|уровень"),)),
        NOTE,
    ),
    (("class", "grade"), ("subject",), ("hours",)),
    hint=r"учебн\w+ план",
)


PROGRAMME = Spec(
    "programme",
    "учебный план программы СПО",
    (
        INDEX,
        Field(
            "subject",
            "Наименование УД, МДК, практики",
            (both("наименован|назван", without="програм"), *SUBJECT.patterns),
        ),
        Field("session_hours", "Часов в сессию", (both("сесси"),)),
        Field("total", "Всего часов", (both("всего|итого|максим|объем", without="сем"), exact("часов", "часы"))),
        Field("graded", "Диф. зачёт (семестр)", (both("диф|зачет с оц"), exact("дз"))),
        Field("qualifying", "Экзамен квалификационный, по модулю (семестр)", (both("квалиф"), both("экзам", "модул"))),
        Field("exam", "Экзамен (семестр)", (both("экзам", without="квалиф|модул"),)),
        Field("projects", "Курсовой проект, работа (семестр)", (both("курсов"), exact("кп", "кр"))),
        Field("credit", "Зачёт (семестр)", (both("зачет", without="диф|оцен"), exact("з"))),
        Field("control", "Форма контроля", (both("форм", "контрол|аттест"),)),
    ),
    (("index",), ("subject",), ("@semester", "session_hours")),
    matrix="semester",
    hint=r"учебн\w+ план",
    bonus=1.0,
)


EXTRA = Spec(
    "extra_courses",
    "план внеурочной деятельности",
    (
        NO,
        Field(
            "name",
            "Наименование курса",
            (
                exact(
                    "курс",
                    "название",
                    "наименование",
                    "кружок",
                    "секция",
                    "программа",
                    "название кружка",
                    "название курса",
                    "объединение",
                ),
                both("курс|кружк|программ|секци|объединен", without="колич"),
            ),
        ),
        Field("direction", "Направление", (both("направлен"),)),
        Field("class", "Классы", CLASS.patterns),
        HOURS,
        YEAR_HOURS,
        TEACHER,
    ),
    (("name",), ("hours", "direction"), ("teacher", "class")),
    hint=r"внеуроч|кружк|дополнит",
    anti_hint=r"нагрузк",
)


HOME_PLAN = Spec(
    "home_plan",
    "индивидуальный учебный план",
    (NO, SUBJECT, HOURS, TEACHER, FIO, CLASS),
    (("subject",), ("hours",)),
    hint=r"индивидуальн|надомн|на дому",
    hint_required=True,
    bonus=1.5,
)


LOAD = Spec(
    "load",
    "распределение нагрузки",
    (
        NO,
        TEACHER,
        SUBJECT,
        CLASS,
        SUBGROUP,
        HOURS,
        YEAR_HOURS,
        INDEX,
        GRADE,
        LETTER,
        NOTE,
        Field("total", "Всего", (both(r"\bвсего|\bитого"),)),
    ),
    (("teacher",), ("subject",), ("class", "grade", "@class"), ("hours", "term_hours", "@class")),
    matrix="class",
    hint=r"нагрузк|тарифик",
)


SUBGROUPS = Spec(
    "subgroups",
    "состав подгрупп",
    (NO, CLASS, SUBJECT, SUBGROUP, TEACHER, FIO, LAST, FIRST, MIDDLE, BIRTH),
    (("fio", "last"), ("subgroup",), ("subject", "teacher")),
    hint=r"подгрупп",
    bonus=0.5,
)


OTHER_LOAD = Spec(
    "other_load",
    "прочая нагрузка",
    (
        NO,
        Field(
            "teacher",
            "Работник",
            (exact("работник", "сотрудник", "фио"), both("фио", without="обуч"), *TEACHER.patterns),
        ),
        Field(
            "kind",
            "Вид",
            (
                exact("вид", "вид нагрузки", "вид работы", "вид деятельности", "направление", "тип"),
                both("вид", "нагруз|деят|работ"),
            ),
        ),
        Field(
            "course",
            "Курс / предмет",
            (exact("курс", "название", "наименование", "программа", "содержание"), both("курс|предмет|кружок|наимен")),
        ),
        Field("class", "Классы", CLASS.patterns),
        HOURS,
        NOTE,
    ),
    (("teacher",), ("kind",), ("course",), ("hours",)),
    hint=r"нагрузк|внеуроч|прочая",
    bonus=0.5,
)


PRACTICE = Spec(
    "practice",
    "график практик",
    (
        NO,
        CLASS,
        INDEX,
        Field(
            "name",
            "Наименование",
            (
                exact("наименование", "название", "практика", "наименование практики", "название практики"),
                both("практик", without="вид|место|баз|рук|часов|тип"),
            ),
        ),
        Field("kind", "Вид", (exact("вид", "вид практики", "тип практики", "тип"),)),
        STARTS,
        ENDS,
        DATES,
        HOURS,
        Field("place", "Место", (both("место|баз|организац|предприят"),)),
        Field("leader", "Руководитель", (both("руковод|мастер|преподав"),)),
    ),
    (("class",), ("starts", "dates"), ("ends", "dates"), ("name", "index"), ("leader", "kind", "place")),
    hint=r"практик",
    bonus=1.0,
)
