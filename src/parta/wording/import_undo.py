"""What an undo of an import touches, in Russian: kinds of records by the tables that hold them."""

from collections.abc import Mapping

TABLES = {
    "school_academicyear": "учебный год",
    "school_calendar": "календари",
    "school_term": "учебные периоды",
    "school_vacation": "каникулы",
    "school_specialday": "особые дни",
    "school_bellschedule": "расписания звонков",
    "school_bell": "звонки",
    "school_schoolcard": "карточка организации",
    "school_room": "кабинеты",
    "school_schoolclass": "классы и группы",
    "people_person": "люди",
    "people_pupil": "обучающиеся",
    "people_correction": "исправления данных",
    "people_guardianship": "представительство",
    "people_consent": "согласия",
    "people_enrolment": "места в классах",
    "people_movement": "движение",
    "people_employee": "работники",
    "people_appointment": "роли работников",
    "people_training": "повышение квалификации",
    "people_homeroomteacher": "классные руководители",
    "regulation_regulationversion": "положение о журнале",
    "regulation_regulationdraft": "проект положения",
    "curriculum_subject": "предметы",
    "curriculum_curriculumline": "строки учебного плана",
    "curriculum_lessonplan": "тематические планы",
    "curriculum_planline": "строки тематических планов",
    "curriculum_practice": "практика",
    "curriculum_studygroup": "подгруппы",
    "curriculum_studygroupmember": "места в подгруппах",
    "curriculum_course": "журналы",
    "curriculum_yearapproval": "утверждения к учебному году",
    "curriculum_individualplan": "индивидуальные учебные планы",
    "curriculum_individualline": "строки индивидуальных планов",
    "curriculum_teachingload": "нагрузка",
    "curriculum_assessmentday": "дни контрольных работ",
    "curriculum_periodmarkorder": "приказы об отметках за период",
    "curriculum_contractrate": "ставки по договорам",
    "timetable_roomhour": "часы кабинетов",
    "timetable_timetableversion": "расписания",
    "timetable_timetableslot": "уроки недельного расписания",
    "timetable_lesson": "уроки по датам",
    "timetable_substitution": "замены",
    "journal_termclosure": "закрытые периоды",
    "journal_daycheck": "проверки дня",
    "journal_absencenotice": "сообщения об отсутствии",
    "journal_lessonentry": "темы уроков",
    "journal_rollcall": "переклички",
    "journal_homework": "домашние задания",
    "journal_homeworkdone": "выполненные задания",
    "journal_pupilnote": "записи о ребёнке",
    "journal_work": "работы",
    "journal_mark": "отметки",
    "journal_attendance": "посещаемость",
    "journal_termresult": "отметки за период",
    "journal_editrequest": "просьбы о записи",
    "doors": "входы и коды для входа",
}
_OTHER = "другие записи"
_MEMORY = "integrations_importedrecord"


def tables_words(counts: Mapping[str, int]) -> str:
    """Say how many records of which kinds: «отметки: 12, темы уроков: 3»."""
    said: dict[str, int] = {}
    for name, count in counts.items():
        if name != _MEMORY:
            said[TABLES.get(name, _OTHER)] = said.get(TABLES.get(name, _OTHER), 0) + count
    return ", ".join(f"{words}: {count}" for words, count in sorted(said.items(), key=lambda one: -one[1]))


def undo_lines(tables: Mapping[str, tuple[int, int, int]]) -> list[tuple[str, int, int, int]]:
    """Give a line for each kind of records: its name, how many go, come back as they were, come back at all."""
    found = [(TABLES.get(name, _OTHER), *counts) for name, counts in tables.items() if name != _MEMORY and any(counts)]
    order = {words: place for place, words in enumerate(TABLES.values())}
    return sorted(found, key=lambda line: order.get(line[0], len(order)))
