"""The tables of an import to fill in: what each is called, its columns, a sample row, and the words of codes in it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parta.integrations.spreadsheets.synonyms import SPEC_BY_KIND
from parta.wording.people import KINSHIPS, WORDS


@dataclass(frozen=True, slots=True)
class FileWords:
    """One kind of table: the file's name, what it is about, its columns by field, a sample of each."""

    title: str
    about: str
    sample: Mapping[str, Any]
    above: Mapping[str, str] = field(default_factory=dict)


_PERSON = {
    "last": "Абрамова",
    "first": "Анна",
    "middle": "Петровна",
    "sex": "ж",
    "birth": "01.02.2013",
    "snils": "",
    "phone": "+7 900 000-00-00",
    "email": "",
}
FILES: dict[str, FileWords] = {
    "card": FileWords(
        "Карточка организации", "как школа называется и где она", {"key": "Краткое наименование", "value": "СОШ № 1"}
    ),
    "calendar": FileWords(
        "Календарный график",
        "учебные периоды, каникулы, праздники и переносы; строка — один период или один день",
        {
            "class": "1–4 классы",
            "period": "1 четверть",
            "kind": "",
            "vacation": "",
            "starts": "01.09.2026",
            "ends": "25.10.2026",
            "note": "",
        },
    ),
    "bells": FileWords(
        "Звонки",
        "когда идёт каждый урок; дни и классы можно не указывать",
        {"number": "1", "starts": "08:30", "ends": "09:10", "day": "", "class": ""},
    ),
    "rooms": FileWords(
        "Кабинеты",
        "помещения, где идут уроки",
        {
            "number": "201",
            "name": "Кабинет химии",
            "capacity": "30",
            "kind": "учебный",
            "responsible": "",
            "building": "",
            "shut": "пн 1–2; сб 1–6",
            "unwanted": "",
            "out_from": "",
            "out_to": "",
            "out_reason": "",
        },
    ),
    "groups": FileWords(
        "Классы и группы",
        "кто ведёт класс; для техникума — специальность, курс и форма обучения",
        {"class": "7А", "code": "", "programme": "", "course": "", "form": "", "head": "Коваленко Ирина Викторовна"},
    ),
    "staff": FileWords(
        "Работники",
        "учителя и все, кто работает в Парте",
        {
            "tabno": "101",
            **_PERSON,
            "birth": "01.02.1985",
            "position": "учитель",
            "subjects": "математика",
            "category": "высшая",
            "attested": "",
            "education": "",
            "qualification": "",
            "courses": "",
            "rate": "1",
            "order_no": "",
            "order_date": "",
        },
    ),
    "pupils": FileWords(
        "Обучающиеся",
        "дети, их классы и родители",
        {
            "class": "7А",
            **_PERSON,
            "file_no": "А-73",
            "address": "",
            "mother_name": "Абрамова Ольга Игоревна",
            "mother_phone": "+7 900 000-00-01",
            "mother_email": "",
            "father_name": "",
            "father_phone": "",
            "father_email": "",
            "first_relation": "",
            "first_name": "",
            "first_phone": "",
            "first_email": "",
            "second_relation": "",
            "second_name": "",
            "second_phone": "",
            "second_email": "",
            "other_name": "",
            "other_phone": "",
            "other_email": "",
            "other_document": "",
            "consent": "да",
            "consent_date": "",
            "refusal": "",
            "enrol_date": "",
            "enrol_order": "",
            "gpd": "",
            "basis": "",
            "notes": "",
            "citizenship": "Россия",
            "identity_kind": "свидетельство о рождении",
            "identity_series": "",
            "identity_number": "",
            "identity_by": "",
            "identity_on": "",
            "registered": "",
            "programme": "основная",
            "programme_words": "",
            "language": "русский",
            "meals": "завтрак и обед",
            "transport": "",
        },
    ),
    "movement": FileWords(
        "Движение",
        "кто прибыл и кто выбыл за год",
        {
            "date": "07.09.2026",
            "kind": "прибыл",
            "class": "7А",
            "fio": "Абрамова Анна Петровна",
            "birth": "01.02.2013",
            "order": "12-у",
            "place": "",
            "ground": "",
        },
    ),
    "curriculum_list": FileWords(
        "Учебный план",
        "сколько часов в неделю у каждого предмета",
        {"class": "7А", "subject": "алгебра", "hours": "3", "profile": ""},
    ),
    "programme": FileWords(
        "Учебный план СПО",
        "дисциплины программы; по столбцу на каждый семестр («1 семестр»)",
        {
            "index": "ОП.01",
            "subject": "Инженерная графика",
            "total": "72",
            "1 семестр": "36",
            "2 семестр": "36",
            "exam": "2",
            "graded": "",
            "credit": "",
            "qualifying": "",
            "projects": "",
        },
    ),
    "load": FileWords(
        "Нагрузка",
        "кто чему и кого учит: из этого заводятся журналы",
        {
            "teacher": "Коваленко Ирина Викторовна",
            "index": "",
            "subject": "алгебра",
            "class": "7А",
            "subgroup": "",
            "hours": "3",
            "term_hours": "",
        },
    ),
    "subgroups": FileWords(
        "Подгруппы",
        "кто из класса в какой подгруппе",
        {"class": "7А", "subject": "информатика", "subgroup": "1 гр.", "fio": "Абрамова Анна Петровна", "birth": ""},
    ),
    "other_load": FileWords(
        "Прочая нагрузка",
        "кружки, надомное обучение, продлённый день",
        {
            "teacher": "Коваленко Ирина Викторовна",
            "kind": "внеурочная деятельность",
            "course": "Шахматы",
            "class": "5–7 классы",
            "hours": "1",
        },
    ),
    "timetable_list": FileWords(
        "Расписание",
        "уроки недели по одному в строке",
        {
            "day": "понедельник",
            "number": "1",
            "class": "7А",
            "subgroup": "",
            "index": "",
            "subject": "алгебра",
            "teacher": "Коваленко Ирина Викторовна",
            "room": "201",
            "parity": "",
        },
    ),
    "extra_courses": FileWords(
        "План внеурочной деятельности",
        "кружки и курсы, их классы и часы",
        {"name": "Шахматы", "class": "5А, 5Б", "hours": "1", "teacher": "Коваленко Ирина Викторовна"},
    ),
    "extra_times": FileWords(
        "Внеурочная деятельность",
        "когда занятия кружков",
        {
            "day": "понедельник",
            "starts": "15:30",
            "ends": "16:10",
            "name": "Шахматы",
            "kind": "",
            "marks": "",
            "class": "5А, 5Б",
            "teacher": "Коваленко Ирина Викторовна",
            "room": "201",
        },
    ),
    "home_plan": FileWords(
        "Индивидуальный учебный план",
        "сколько часов у тех, кто учится дома",
        {
            "fio": "Абрамова Анна Петровна",
            "class": "7А",
            "subject": "алгебра",
            "hours": "2",
            "teacher": "Коваленко Ирина Викторовна",
        },
    ),
    "home_times": FileWords(
        "Надомное обучение",
        "когда занятия у тех, кто учится дома",
        {
            "day": "вторник",
            "starts": "15:30",
            "ends": "16:10",
            "fio": "Абрамова Анна Петровна",
            "class": "7А",
            "subject": "алгебра",
            "teacher": "Коваленко Ирина Викторовна",
        },
    ),
    "extended_day": FileWords(
        "Группы продлённого дня",
        "когда работают группы; кто в них, сказано в списке обучающихся",
        {
            "group": "ГПД-1",
            "day": "понедельник",
            "starts": "12:00",
            "ends": "18:00",
            "teacher": "Озерова Зоя Викторовна",
            "room": "130",
        },
    ),
    "abbreviations": FileWords(
        "Сокращения", "короткие имена предметов в расписании", {"short": "рус. яз.", "full": "русский язык"}
    ),
    "practice": FileWords(
        "Практика",
        "когда и где практика группы",
        {
            "class": "ИСП-24",
            "index": "УП.01",
            "name": "Учебная практика",
            "kind": "учебная",
            "starts": "01.02.2027",
            "ends": "14.02.2027",
            "hours": "72",
            "place": "",
            "leader": "",
        },
    ),
    "plan": FileWords(
        "Тематический план",
        "темы уроков одного предмета; предмет и класс напишите над таблицей: «Предмет: химия», «Класс: 9В»",
        {
            "number": "1",
            "section": "Введение",
            "topic": "Вводное занятие",
            "hours": "1",
            "kind": "",
            "control": "",
            "homework": "",
        },
    ),
    "single_lessons": FileWords(
        "Отдельные занятия",
        "уроки и консультации на одну дату, помимо недельного расписания: по номеру урока или по часам",
        {
            "date": "16.11.2026",
            "number": "",
            "starts": "15:30",
            "ends": "16:10",
            "class": "7А",
            "subject": "алгебра",
            "subgroup": "",
            "teacher": "Коваленко Ирина Викторовна",
            "room": "201",
        },
    ),
    "substitutions": FileWords(
        "Замены",
        "кто кого заменил",
        {
            "date": "14.09.2026",
            "number": "3",
            "class": "8А",
            "subgroup": "",
            "subject": "физика",
            "absent": "Грибов И.В.",
            "reason": "",
            "substitute": "Ершов И.Е.",
            "held": "физика",
            "kind": "замена",
        },
    ),
}
FILES["marks"] = FileWords(
    "Отметки прежнего периода",
    "страница одного журнала за период, который прошёл: столбец на каждый урок; класс, предмет и период — над таблицей",
    {"no": "1", "fio": "Абрамова Анна Петровна", "1 02.09": "5", "2 04.09": "н", "term": "5"},
    {"class": "7А", "subject": "алгебра", "term": "1 четверть"},
)
_TITLES = {"movement": {"ground": "Причина"}}
_HALVES = ("number", "first_starts", "first_ends", "second_starts", "second_ends", "day", "class")
_DAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_CARD = {
    "full_name": "Полное наименование",
    "short_name": "Краткое наименование",
    "founder": "Учредитель",
    "director": "Директор",
    "region": "Регион",
    "locality": "Населённый пункт",
    "address": "Адрес",
    "phone": "Телефон",
    "email": "E-mail",
    "site": "Сайт",
    "time_zone": "Часовой пояс",
}
_TERMS = {
    "quarter": "четверть",
    "trimester": "триместр",
    "half_year": "полугодие",
    "semester": "семестр",
    "module": "модуль",
}
_JOINT_KINDS = {"extracurricular": "", "elective": "факультатив", "consultation": "консультации"}
_WORDS: dict[tuple[str, str], Mapping[str, str]] = {
    ("card", "key"): _CARD,
    ("calendar", "kind"): {
        "holiday": "праздничный день",
        "day_off": "выходной день",
        "working": "рабочий день",
        "as_weekday": "перенос занятий",
        "orientation": "установочная сессия",
        "exam": "экзаменационная сессия",
        "attestation": "промежуточная аттестация",
    },
    ("groups", "form"): {"full_time": "очная", "part_time": "заочная", "mixed": "очно-заочная"},
    ("extra_times", "kind"): _JOINT_KINDS,
    ("other_load", "kind"): {"extended_day": "группа продлённого дня"},
    ("movement", "kind"): {"arrived": "прибыл", "departed": "выбыл"},
    ("substitutions", "kind"): {
        "substitute": "замена",
        "other_subject": "другой предмет",
        "joined": "объединение",
        "cancelled": "отмена",
    },
    ("load", "teacher"): {"vacancy": "вакансия"},
    ("timetable_list", "parity"): {"any": "", "odd": "числитель", "even": "знаменатель"},
}
_ANYWHERE: dict[str, Mapping[str, str]] = {
    **{name: WORDS[name] for name in ("identity_kind", "programme", "meals")},
    "sex": {"m": "м", "f": "ж"},
    "first_relation": KINSHIPS,
    "second_relation": KINSHIPS,
}


def columns_of(kind: str, fields: Mapping[str, Any] | None = None) -> list[tuple[str, str]]:
    """Give the columns of a kind as (field, title); `fields` is a row, which may be of pairs in two halves."""
    names = _HALVES if fields and "first_starts" in fields else tuple(FILES[kind].sample)
    if kind in ("programme", "marks") and fields:
        names = tuple(fields)  # as many semesters as the programme has, as many days as there were lessons
    titles = {one.name: one.words for one in SPEC_BY_KIND[kind].fields} | _TITLES.get(kind, {})
    if kind == "bells":
        paired = fields is not None and (names is _HALVES or fields.get("hours") == 2)
        titles |= {"number": "Пара" if paired else "Урок"}
    titles |= {name: f"{name.partition(' ')[2]} семестр" for name in names if name.startswith("semester ")}
    if kind == "marks":
        titles |= {name: name.partition(" ")[2] for name in names if name[0].isdigit()} | {"term": "Итог периода"}
    return [(name, titles.get(name, name)) for name in names]


def cell_words(kind: str, name: str, value: Any) -> Any:
    """Say a value as a table has it: a code in brackets becomes its word, a yes or no is said, a time is HH:MM."""
    match value:
        case tuple():
            return _code_words(kind, name, value)
        case bool():
            return "да" if value else "нет"
        case dt.time():
            return f"{value:%H:%M}"
    return value


def _code_words(kind: str, name: str, code: tuple[Any, ...]) -> str:
    if name == "day":
        return ", ".join(_DAYS[number - 1] for number in code)
    if name == "class":
        return f"{', '.join(map(str, code))} классы" if code else ""
    if name == "period":
        return f"{code[1]} {_TERMS[code[0]]}"
    words = _WORDS.get((kind, name)) or _ANYWHERE[name]
    return words[code[0]]


def heading_of(kind: str, year: str, heading: str) -> str:
    """Name a table as an import reads it: by its kind and year, a plan by its own title."""
    if kind == "programme" and heading:
        return f"Учебный план СПО на {year} учебный год: {heading}"
    return f"Тематический план: {heading}" if heading else f"{FILES[kind].title} на {year} учебный год"


def above_of(above: Mapping[str, str]) -> list[str]:
    """Say what stands above a table in cells of their own: «Предмет: химия», «Класс: 9В»."""
    words = {"subject": "Предмет", "class": "Класс", "subgroup": "Подгруппа", "term": "Период"}
    return [f"{words[name]}: {_period(value) if name == 'term' else value}" for name, value in above.items()]


def _period(value: str) -> str:
    kind, _, number = value.partition(" ")
    return f"{number} {_TERMS[kind]}" if kind in _TERMS else value


def hints_of(kind: str) -> list[str]:
    """Give for each column what may stand in it, "" for nothing to say."""
    sample = FILES[kind].sample
    return [f"Например: {sample[name]}" if sample[name] else "" for name, _ in columns_of(kind)]
