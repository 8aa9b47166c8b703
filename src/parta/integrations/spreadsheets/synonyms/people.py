"""Header words of lists of people: staff, pupils, movement, groups."""

from ..headers import Field, Spec, both, exact, word
from .common import (
    ADDRESS,
    BIRTH,
    CLASS,
    CODE,
    CURATOR,
    DATE,
    DAY,
    EMAIL,
    ENDS,
    FIO,
    FIRST,
    FORM,
    GRADE,
    LAST,
    LETTER,
    MIDDLE,
    NO,
    NOTE,
    PHONE,
    ROOM,
    SEX,
    SNILS,
    STARTS,
    STUDY_YEAR,
    TEACHER,
    TIME,
)

_ONE_OF = r"(?:представител|родител)\w*(?: №)?"


def _parent(name: str, title: str, stems: str) -> tuple[Field, ...]:
    kin = rf"\b(?:{stems})"
    return (
        Field(
            f"{name}_phone",
            f"{title}: телефон",
            (both(kin, r"\bтел|телеф|моб|сотов|контакт", without="фио|фамил"),),
        ),
        Field(f"{name}_relation", f"{title}: степень родства", (both(kin, "родств|кем приход"),)),
        Field(f"{name}_email", f"{title}: e-mail", (both(kin, "mail|почт|эл адрес"),)),
        Field(
            f"{name}_name",
            f"{title}: ФИО",
            (
                both(kin, "фио|фамил"),
                rf"^{kin}\w*$",
                both(
                    kin,
                    without=r"\bтел|моб|mail|почт|работ|должн|адрес|документ|рожд|паспорт|снилс|образ|постанов|реквиз"
                    r"|родств|приход",
                ),
            ),
        ),
    )


PARENT_FIELDS = (
    *_parent("mother", "Мать", "мат|мам"),
    *_parent("father", "Отец", "отец|отц|пап"),
    Field(
        "other_document",
        "Документ представителя",
        (both("предст|опек|попечит|родит", "докум|основан|постанов|реквиз"),),
    ),
    *_parent("first", "Представитель 1", rf"{_ONE_OF} 1\b|перв\w+ {_ONE_OF}"),
    *_parent("second", "Представитель 2", rf"{_ONE_OF} 2\b|втор\w+ {_ONE_OF}"),
    *_parent("other", "Иной законный представитель", "ин(?:ой|ые) |опек|попечит|другой|представител"),
    *_parent("parents", "Родители", "родит|законн"),
)


STAFF = Spec(
    "staff",
    "список работников",
    (
        NO,
        Field("tabno", "Таб. №", (both(r"таб"), exact("личный номер", "№ сотрудника", "код сотрудника"))),
        LAST,
        FIRST,
        MIDDLE,
        Field(
            "fio",
            "ФИО",
            (
                *FIO.patterns,
                exact(
                    "сотрудник\\w*",
                    "работник\\w*",
                    "педагог\\w*",
                    "учитель",
                    "преподаватель",
                    "фио (?:сотрудника|работника|учителя|педагога|преподавателя)",
                ),
                both("фио"),
            ),
        ),
        BIRTH,
        SEX,
        SNILS,
        Field("position", "Должность", (both("должност"), exact("кем работает", "занимаемая должность"))),
        Field(
            "subjects",
            "Преподаваемые предметы",
            (both("предмет|дисципл|мдк"), exact("преподает", "что преподает", "специализация")),
        ),
        Field("attested", "Дата аттестации", (both("дата", "аттест|категор"), both("аттест", without="категор"))),
        Field("category", "Категория", (both("категор|разряд", without="дата"),)),
        Field("qualification", "Квалификация по диплому", (exact("квалификация по диплому"),)),
        Field("courses", "Курсы повышения квалификации", (both("повышен|курс|кпк|квалификац"),)),
        ADDRESS,
        PHONE,
        EMAIL,
        Field(
            "order_date",
            "Приказ о приёме: дата",
            (both("дата", "прием|приказ|принят|труд|работ"), both("приня[тл]|прием", without="№|номер|приказ")),
        ),
        Field("order_no", "Приказ о приёме: №", (both("приказ", without="дата"), both("прием", "№|номер"))),
        CURATOR,
        Field("education", "Образование", (both("образован|окончил|вуз|диплом|специальн"),)),
        Field("experience", "Стаж", (both("стаж"),)),
        Field("rate", "Ставок по договору", (both("став", "договор|контракт"),)),
        Field("load", "Нагрузка", (exact("нагрузка", "ставка", "кол-во ставок", "часов"),)),
        Field("room", "Кабинет", ROOM.patterns),
        NOTE,
    ),
    (("last", "fio"), ("position", "tabno", "category", "subjects")),
    hint=r"сотрудник|работник|штат|кадр|педагог\w* состав|staff|учител",
)


PUPILS = Spec(
    "pupils",
    "контингент обучающихся",
    (
        NO,
        GRADE,
        LETTER,
        CLASS,
        LAST,
        FIRST,
        MIDDLE,
        FIO,
        SEX,
        BIRTH,
        Field(
            "file_no",
            "№ личного дела",
            (
                both("личн", "дел"),
                both("поименн|алфавитн"),
                both(r"\bл д\b|\bлд\b"),
                both("студ|зачет", "билет|книж"),
                exact(
                    "№ дела",
                    "номер дела",
                    "№ лд",
                    "№ в поименной книге",
                    "№ зачетной книжки",
                    "№ студенческого билета",
                    "зачетная книжка",
                ),
            ),
        ),
        SNILS,
        Field("consent_date", "Согласие: дата", (both("соглас", "дата"),)),
        Field("consent", "Согласие на обработку ПДн", (both("соглас", without="дата"), exact("пдн", "опд"))),
        Field("refusal", "Отказ от электронного дневника", (both("отказ"),)),
        *PARENT_FIELDS,
        Field("registered", "Адрес регистрации", (exact(r"адрес (?:по )?(?:регистрации|прописк\w)", "прописка"),)),
        ADDRESS,
        PHONE,
        EMAIL,
        Field(
            "enrol_date",
            "Зачисление: дата",
            (both("дата", "зачисл|поступл|прибыт|прием"), both("зачисл|поступл", without="приказ|№|номер")),
        ),
        Field(
            "enrol_order",
            "Зачисление: № приказа",
            (both("зачисл|поступл|прием", "приказ|№|номер"), exact("приказ", "№ приказа")),
        ),
        Field("gpd", "ГПД", (both(r"\bгпд|продл[её]н"),)),
        CODE,
        STUDY_YEAR,
        FORM,
        Field(
            "basis",
            "Основа обучения",
            (both("основа|бюджет|договор|финансир|внебюдж", without="соглас|общеобр|на основании"),),
        ),
        Field("of_age", "Совершеннолетний", (both("совершеннолет|18 лет"),)),
        Field("subgroup", "Подгруппа", (word("подгр"),)),
        Field("subgroup_2", "Подгруппа", (word("подгр"),)),
        Field("subgroup_3", "Подгруппа", (word("подгр"),)),
        Field("citizenship", "Гражданство", (both("гражданств|национальн"),)),
        Field("identity_kind", "Документ: вид", (exact("документ вид", "вид документа", "тип документа"),)),
        Field("identity_series", "Документ: серия", (exact("(?:документ )?серия(?: документа)?"),)),
        Field("identity_number", "Документ: №", (exact("документ №", "№ документа", "номер документа"),)),
        Field("identity_by", "Документ: кем выдан", (both("кем выда", without=r"\bкогда|дата"),)),
        Field(
            "identity_on",
            "Документ: дата выдачи",
            (both("дата выдач", without="кем"), both("когда выда", without="кем")),
        ),
        Field("programme", "Программа обучения", (exact("программа обучения"),)),
        Field("programme_words", "Вариант программы", (exact("вариант(?: программы| аооп)?"),)),
        Field("language", "Язык обучения", (exact("язык обучения"),)),
        Field("meals", "Питание", (exact("питание", "школьное питание"),)),
        Field("transport", "Подвоз", (exact("подвоз", "школьный автобус"),)),
        Field("document", "Документ", (both("свидет|паспорт|документ"),)),
        Field(
            "notes",
            "Особые отметки",
            (both("особ|отметк|примечан|здоров|овз|особен|инвалид|аооп|диагноз|физкульт|статус|льгот|категори"),),
        ),
    ),
    (
        ("last", "fio"),
        (
            "birth",
            "file_no",
            "snils",
            "sex",
            "address",
            "mother_name",
            "mother_phone",
            "parents_name",
            "parents_phone",
            "phone",
            "enrol_date",
            "enrol_order",
        ),
    ),
    hint=r"контингент|обучающ|учащ|учени|студент|список класс|списки класс|pupil|список групп",
    anti_hint=r"сотрудник|работник|педагог|кадр",
)


MOVEMENT = Spec(
    "movement",
    "движение обучающихся",
    (
        NO,
        Field(
            "kind",
            "Вид (прибыл, выбыл)",
            (
                exact(
                    "вид",
                    "вид движения",
                    "движение",
                    "событие",
                    "прибыл выбыл",
                    "выбыл прибыл",
                    "тип",
                    "статус",
                    "прибытие выбытие",
                ),
                both("движен|прибыл|выбыл|прибыт|выбыт", without="откуда|куда|дата|№|приказ|причин"),
            ),
        ),
        Field("arrived", "Прибыл: дата", (both("прибы|зачисл", "дата|когда|число"),)),
        Field("left", "Выбыл: дата", (both("выбы|отчисл", "дата|когда|число"),)),
        DATE,
        CLASS,
        FIO,
        LAST,
        FIRST,
        MIDDLE,
        BIRTH,
        Field("order_date", "Дата приказа", (both("дата", "приказ"),)),
        Field("order", "№ приказа", (both("приказ", without="дата"),)),
        Field("place_from", "Откуда", (both(r"\bоткуда", without=r"\bкуда"),)),
        Field("place_to", "Куда", (both(r"\bкуда", without="откуда"),)),
        Field("place", "Откуда / куда", (both("откуда", r"\bкуда"), exact("оо", "школа", "организация"))),
        Field("ground", "Основание", (both("основан|причин"),)),
        NOTE,
    ),
    (
        ("fio", "last"),
        ("date", "order_date", "arrived", "left"),
        ("kind", "place", "place_from", "place_to", "arrived", "left"),
    ),
    hint=r"движени|прибы|выбы|movement",
    bonus=1.0,
)


GROUPS = Spec(
    "groups",
    "список классов или групп",
    (
        NO,
        CLASS,
        CODE,
        Field(
            "programme",
            "Специальность / профессия",
            (both("специальн|професси|программ|направлен|профил", without="код|шифр"),),
        ),
        STUDY_YEAR,
        FORM,
        CURATOR,
        Field(
            "size",
            "Студентов",
            (both("студент|обучающ|учащ|ученик|численн|наполн|колич|кол-во|чел", without="фио|час"),),
        ),
        ROOM,
        Field("shift", "Смена", (exact("смена"),)),
        NOTE,
    ),
    (("class",), ("head", "size"), ("head", "programme", "code")),
    hint=r"групп|класс|комплект",
)


GROUP_OF_DAY = Spec(
    "extended_day",
    "режим групп продлённого дня",
    (
        NO,
        Field(
            "group",
            "Группа",
            (exact("группа", "группы", "гпд", "группа гпд", "название группы", "наименование группы"),),
        ),
        CLASS,
        DAY,
        TIME,
        STARTS,
        ENDS,
        TEACHER,
        ROOM,
    ),
    (("group",), ("time", "starts"), ("teacher",)),
    hint=r"\bгпд|продл[её]н",
    hint_required=True,
    bonus=1.0,
)


PEOPLE = (STAFF, PUPILS, MOVEMENT, GROUPS, GROUP_OF_DAY)
