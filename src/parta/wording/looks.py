"""What was looked at or taken out, in Russian."""

from collections.abc import Mapping
from typing import Any

from parta.people.enums import CareSection, ScanOf
from parta.public_service.enums import PaperKind
from parta.wording.care import SECTIONS
from parta.wording.people import SCANS
from parta.wording.plurals import counted
from parta.wording.public_service import PAPERS

_LISTS = {
    "office:people": "список людей",
    "office:class_page": "список класса",
    "office:class_groups": "подгруппы класса",
    "office:class_marks": "успеваемость класса",
    "office:staff": "кто кем работает",
    "office:psychology_pupils": "ученики психолога",
    "office:psychology_notes": "записи психолога",
    "office:social_pupils": "ученики социального педагога",
    "office:social_notes": "записи социального педагога",
    "office:consents": "согласия",
    "office:newcomers": "новички без входа",
    "office:staff_orders": "приказы о работниках",
    "office:qualification": "квалификация",
    "office:completeness": "личные карты",
    "office:movement": "книга движения",
    "office:certificates": "выданные справки",
    "office:alphabet": "алфавитная книга",
    "office:class_access": "вход семей",
    "office:shut_accesses": "закрытые входы",
    "office:access_requests": "запросы о доступе",
    "office:access_ages": "доступ к дневникам совершеннолетних",
    "office:debts": "академические задолженности",
    "office:sheets": "ведомости аттестации",
    "office:audit": "кто что делал",
    "office:figures": "сведения без имён",
    "office:looks": "кто смотрел данные",
    "office:destruction": "данные к уничтожению",
    "office:letters": "исходящие письма",
    "office:appeals": "обращения",
    "office:sheet": "ведомость аттестации",
    "office:study_sessions": "сессии и справки-вызовы",
    "office:committee": "родительский комитет",
    "office:class_day": "отсутствующие за день",
    "help:requests": "вопросы о работе с Партой",
    "office:substitutions": "замены",
    "teacher:journal": "журнал",
    "office:import_tables": "таблицы школы",
    "office:import_kept_file": "файл загруженной таблицы",
    "family:week": "дневник",
    "family:timetable": "расписание ученика",
    "family:results": "итоговые отметки",
    "family:record_book": "зачётная книжка",
}
_FORMS = {
    "journal": "журнал",
    "class_journals": "журналы класса",
    "school_journals": "журналы школы",
    "term_sheet": "ведомость за период",
    "year_sheet": "сводная ведомость",
    "week": "неделя дневника",
    "results": "табель",
    "slips": "листки на неделю",
    "substitutions": "журнал замен",
    "corrections": "лист коррекции",
    "letter": "письмо",
    "movement": "книга движения",
    "alphabet": "алфавитная книга",
    "code_slips": "листки с кодами",
    "class_card": "карта класса",
    "sheet": "ведомость аттестации",
    "call_notes": "справки-вызовы",
    "certificate": "справка об обучающемся",
    "record_books": "зачётные книжки",
    "wall": "расписание на стену",
    "consents": "бланки согласий",
    "destruction": "акт об уничтожении",
}

PAGES = {
    "teacher:lesson": "урок",
    "teacher:journal_list": "список журналов",
    "teacher:journal": "журнал",
    "teacher:journal_data": "журнал",
    "teacher:history": "история клетки журнала",
    "teacher:topics": "темы и план журнала",
    "teacher:course_plan": "план журнала",
    "teacher:corrections": "лист коррекции",
    "teacher:plans": "планы (КТП)",
    "teacher:plan": "план (КТП)",
    "office:home": "школа сегодня",
    "office:classes": "список классов",
    "office:class_page": "страница класса",
    "office:class_day": "день класса",
    "office:class_groups": "подгруппы класса",
    "office:class_marks": "успеваемость класса",
    "office:courses": "журналы школы",
    "office:timetable": "расписание",
    "office:search": "поиск",
}
"""Pages that the operator's support opens most; of the rest the section alone is said."""
_PARTS = {"teacher": "журналы и планы", "office": "страница школы"}


def page_text(subject: Mapping[str, Any]) -> str:
    """Say which page support opened: «журнал № 12», «день класса»; ids are those of the address."""
    name = str(subject["page"])
    title = PAGES.get(name) or _PARTS.get(name.partition(":")[0], "страница")
    found = next((subject[key] for key in ("course", "lesson", "plan") if key in subject), None)
    return f"{title} № {found}" if found else title


def look_text(subject: Mapping[str, Any], count: int = 0) -> str:
    """Say what was taken out: «список людей, 12 человек»; empty where the act says it all."""
    if "section" in subject:
        return SECTIONS[CareSection(subject["section"])].lower()
    if "scan" in subject:
        return SCANS[ScanOf(subject["paper"])]
    if "request_paper" in subject:
        return f"скан к запросу о доступе: {PAPERS[PaperKind(subject['request_paper'])]}"
    if "page" in subject:
        return page_text(subject)
    what = _LISTS.get(subject.get("list", ""), "") or _FORMS.get(subject.get("form", ""), "")
    return ", ".join(part for part in (what, counted(count, "человек", "человека", "человек") if count else "") if part)
