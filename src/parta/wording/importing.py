"""What people are told about the spreadsheets of an import: what is wrong, and what to do."""

from collections.abc import Mapping
from typing import Any

from parta.curriculum.enums import CourseKind
from parta.integrations.spreadsheets.problems import Problem, Severity
from parta.wording.joint import JOURNALS_OF

SEVERITY_WORDS: Mapping[Severity, str] = {
    Severity.ERROR: "Ошибка",
    Severity.WARNING: "Предупреждение",
    Severity.NOTE: "К сведению",
}
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_COLUMNS = {
    "class": "класс",
    "teacher": "учитель",
    "subject": "предмет",
    "subgroup": "подгруппа",
    "day": "день",
    "date": "дата",
}

_TEXTS: Mapping[str, str] = {
    "folder_missing": "Папка не найдена. Проверьте путь к ней.",
    "folder_empty": "В папке нет электронных таблиц (.xlsx, .xls, .ods, .csv). Положите в неё файлы и повторите.",
    "file_unreadable": (
        "Файл не открывается: он повреждён или это не электронная таблица. Откройте его в редакторе таблиц, "
        "сохраните как .xlsx и повторите."
    ),
    "file_encrypted": "Файл защищён паролем. Снимите пароль и сохраните файл заново.",
    "file_too_big": "Файл слишком велик ({size} при пределе {limit}). Разделите его на несколько или удалите лишнее.",
    "sheet_too_big": (
        "На листе слишком много ячеек: {rows} строк × {columns} столбцов. Обычно далеко от таблицы осталась "
        "случайная ячейка: удалите пустые строки и столбцы до конца листа и сохраните файл."
    ),
    "too_many_files": "В папке {count} файлов, а за один раз принимается не больше {limit}. Уберите лишние.",
    "file_not_spreadsheet": "Файл не электронная таблица, он пропущен.",
    "sheet_hidden": "Лист скрыт, он пропущен. Если он нужен, сделайте его видимым и повторите.",
    "sheet_unrecognised": "Не удалось понять, что это за лист, он пропущен. Найдено в начале листа: {headers}.",
    "sheet_not_understood": (
        "Лист похож на нужный, но таблица не понята, он пропущен. Найдено в начале листа: {headers}. "
        "Проверьте заголовки столбцов."
    ),
    "sheet_unexpected": "Не удалось прочитать таблицу «{table}»: {reason}. Проверьте её по образцу.",
    "table_without_rows": "В таблице «{table}» нет строк.",
    "column_missing": (
        "Похоже, это {table}, но нет нужного столбца. Ожидается один из заголовков: {expected}. Найдены: {found}."
    ),
    "column_unknown": "Столбец «{header}» не используется (таблица «{table}»). Если он нужен, назовите его иначе.",
    "formula_text": "В ячейке текст, похожий на формулу: «{text}». Он не взят. Введите значение вместо формулы.",
    "formula_error": "В ячейке ошибка формулы: {text}. Она не взята, введите значение.",
    "text_too_long": "Текст в ячейке слишком длинный ({length} знаков), взяты первые {limit}.",
    "value_missing": "Не указано: {what}. К чему относится: {who}. Заполните ячейку.",
    "value_unreadable": "Не удалось прочитать: {what}. Написано «{text}», значение не взято. Исправьте ячейку.",
    "date_unreadable": "Не удалось прочитать дату ({what}): «{text}». Запишите её как 01.09.2026.",
    "date_absurd": "Невозможная дата ({what}): {date}. Она не взята, исправьте её.",
    "date_outside_year": "Дата {date} не входит в учебный год {year}. Исправьте дату или уберите строку.",
    "dates_reversed": "Окончание ({ends}) раньше начала ({starts}). Исправьте даты.",
    "phone_unreadable": "Номер телефона «{text}» не разобран и не взят. Нужно 11 цифр, например +7 912 000-00-00.",
    "email_unreadable": "Адрес электронной почты «{text}» не разобран и не взят.",
    "snils_unreadable": "СНИЛС «{text}» ({who}): должно быть 11 цифр. Он не взят.",
    "snils_wrong": (
        "СНИЛС «{text}» ({who}): контрольное число не сходится, в номере опечатка. Он не взят, сверьте с документом."
    ),
    "name_unreadable": "Не удалось прочитать фамилию, имя, отчество: «{text}». Исправьте ячейку.",
    "name_reordered": "«{text}» прочитано как «{name}»: сначала фамилия. Проверьте.",
    "class_unreadable": "Не удалось понять класс или группу: «{text}». Запишите как «7А» или «ИСП-26».",
    "taken_from_above": "В столбце «{column}» есть пустые ячейки; значение взято из строки выше. Проверьте.",
    "several_classes": "В одной строке несколько классов ({classes}): часы взяты для каждого из них. Проверьте.",
    "numbers_counted": "На листе не указаны номера уроков: они посчитаны по порядку строк дня. Проверьте.",
    "pairs_by_hours": "Номера «1-2», «3-4» поняты как часы пар: первая пара, вторая пара.",
    "rows_alternate": (
        "Номер урока занимает две строки: верхняя понята как числитель, нижняя как знаменатель. Проверьте."
    ),
    "subgroup_of_what": "Столбец «{column}»: не сказано, по какому предмету подгруппа. Он не взят, допишите предмет.",
    "pupil_combined": "Сведения об одних и тех же детях собраны из нескольких листов, первый из них «{sheet}».",
    "pupil_class_unknown": (
        "{name}: в этом списке нет класса, а в других списках такого ребёнка нет или он не один. Допишите класс."
    ),
    "class_by_grade": "Класс «{said}» понят как {taken}: других классов в параллели нет.",
    "class_letter_missing": (
        "Класс «{class_name}» без буквы, а в параллели есть классы с буквами: {others}. Допишите букву, если она нужна."
    ),
    "hours_of_year": "Часы на листе поняты как годовые и поделены на число учебных недель (1 класс 33, остальные 34).",
    "class_set": "{name} ведёт сразу в двух классах ({weekday_words}, урок {number}): {one} и {other}. "
    "Принято как урок класса-комплекта: у классов один руководитель или один кабинет.",
    "sheet_of_other_year": "Лист за {said} год пропущен: загружается {taken}. Уберите его или исправьте заголовок.",
    "row_below_skipped": "Строка под таблицей не взята: «{text}».",
    "year_unknown": (
        "Не удалось узнать учебный год. Напишите его в карточке организации или в заголовке, например 2026/2027."
    ),
    "years_differ": "В файлах названы разные учебные годы: {years}. Взят {taken}. Уберите лишние файлы.",
    "row_repeated": "Строка повторяется ({what}); первая стоит в ячейке {cell}. Взята один раз.",
    "rows_contradict": (
        "Две строки об одном и том же ({what}) противоречат друг другу; первая стоит в ячейке {cell}. Оставьте верную."
    ),
    "rows_differ": "Две строки об одном и том же ({what}) различаются; взята первая, из ячейки {cell}. Проверьте.",
    "file_number_repeated": (
        "№ личного дела {number} стоит у двух человек: {name} и {other} (ячейка {cell}). Исправьте номер."
    ),
    "staff_number_repeated": (
        "Табельный номер {number} стоит у двух человек: {name} и {other} (ячейка {cell}). Исправьте номер."
    ),
    "snils_repeated": "СНИЛС {snils} стоит у двух человек: {name} и {other} (ячейка {cell}). Сверьте с документами.",
    "pupil_twice": "{name} стоит в списке дважды: {class_name} и {other_class} (ячейка {cell}). Оставьте одну строку.",
    "employee_twice": (
        "{name}: две строки (первая в ячейке {cell}) с одним именем и датой рождения. Они объединены в одного "
        "работника, проверьте должности."
    ),
    "same_name_pupils": "Полные тёзки: {name} есть в {class_name} и в {other_class}. Они приняты как разные дети.",
    "guardian_phones_differ": (
        "{name}: в разных строках разные телефоны ({phones}). Такие записи приняты как разные люди. Если это "
        "один человек, исправьте телефон."
    ),
    "guardian_without_name": (
        "{name}: есть телефон представителя, а чей он, не сказано. Телефон не взят: допишите фамилию, имя и отчество."
    ),
    "guardian_relation_unknown": (
        "В столбце «{column}» не сказано, кто мать, а кто отец. Родство записано как «родитель»."
    ),
    "employee_is_guardian": (
        "{name}: работник и родитель с тем же именем, телефоном или почтой. Приняты как один человек."
    ),
    "teacher_unknown": (
        "«{words}»: такого человека нет в списке работников.{similar_words} Урок или курс остаётся без учителя."
    ),
    "teacher_ambiguous": (
        "Учитель «{words}» ({where}) подходит к нескольким людям: {names}. Добавьте инициалы. Пока учитель не назначен."
    ),
    "teacher_by_load": "«{words}» ({where}) понято как {name}: так по нагрузке. Лучше добавить инициалы.",
    "teacher_differs_from_load": "{where}: здесь указано {said}, а по нагрузке {load}. Сверьте.",
    "teacher_absent": "Не указан учитель: {subject}, {where}.",
    "staff_absent": (
        "Списка работников нет ни в этих файлах, ни в Парте: учителя отсюда не взяты. Загрузите сначала работников."
    ),
    "homeroom_absent": "У класса {class_name} не указан классный руководитель.",
    "homeroom_repeated": (
        "У класса {class_name} несколько классных руководителей: {names}. Не назначен никто, укажите одного."
    ),
    "vacancy": "Вакансия: {where}. Курс создаётся без учителя.",
    "class_unknown": (
        "Класса или группы «{class_name}» нет в списке обучающихся и в учебном плане. Исправьте название или "
        "дополните список."
    ),
    "class_new": (
        "Класса {class_name} (впервые в строке ячейки {row}) в Парте ещё нет, а в этой параллели есть: {others}. "
        "Он будет заведён. "
        "Если это опечатка, исправьте название."
    ),
    "class_without_pupils": (
        "В классе {class_name} нет ни одного обучающегося в списке. Проверьте, весь ли список загружен."
    ),
    "class_size_differs": "{class_name}: указано {said} чел., а в списке {listed}. Проверьте.",
    "subject_unknown": (
        "Не удалось понять предмет «{words}» ({class_name}). Добавьте его на лист «Сокращения» или напишите полностью."
    ),
    "subject_ambiguous": (
        "«{words}» ({class_name}) может значить: {subjects}. Напишите точнее или добавьте на лист «Сокращения»."
    ),
    "subject_by_prefix": "«{words}» понято как «{subject}».",
    "subject_shortened": "«{subject}»: предмет называют полностью, без сокращений ({act}, п. {number}). Исправьте.",
    "subject_capitalised": (
        "«{subject}»: предмет пишут со строчной буквы, «{spelt}» ({act}, п. {number}). Исправьте в учебном плане."
    ),
    "subject_outside_plan": (
        "Предмета «{words}» ({class_name}) нет в учебном плане. Он принят под этим названием, проверьте."
    ),
    "pupil_unknown": "{name} ({class_name}; {where}): такого обучающегося нет в списке и в движении. Строка не взята.",
    "pupil_ambiguous": (
        "{name} ({class_name}; {where}): подходит к нескольким обучающимся. Строка не взята, напишите имя полностью."
    ),
    "pupil_departed": (
        "{name} ({class_name}): выбытие {date} по движению. Записи ({where}) отнесены к выбывшему обучающемуся."
    ),
    "pupil_not_in_class": "{name} ({where}) не в классе {class_name}, а в {other_class}. Строка не взята, исправьте.",
    "pupil_in_two_subgroups": "{name}, {class_name}: сразу в двух подгруппах ({subject}: {subgroups}). Оставьте одну.",
    "pupil_in_no_subgroup": "{name}, {class_name}: нет в подгруппе ({subject}). Дополните список.",
    "subgroup_unknown": "Подгруппы «{subgroup}» ({subject}, {class_name}) нет в нагрузке. Сверьте названия подгрупп.",
    "subgroup_without_list": "Нет списка подгруппы «{subgroup}» ({subject}, {class_name}).",
    "arrived_not_listed": "{name}: прибытие {date} в {class_name} по движению, но в списке нет. Дополните список.",
    "departed_still_listed": (
        "{name}: выбытие {date} из {class_name} по движению, но в списке (ячейка {cell}) ещё есть. "
        "Обучающийся оставлен в классе, исправьте один из листов."
    ),
    "room_out_backwards": "Кабинет {room}: последний день раньше первого или без него. Дни не взяты.",
    "room_unknown": "Кабинета «{room}» нет в перечне кабинетов.",
    "cell_unreadable": "Не удалось разобрать ячейку расписания: «{text}». Запишите как «предмет каб. номер».",
    "cell_alternates": (
        "Два предмета в одной ячейке поняты как чередование недель: «{text}». Проверьте или напишите подгруппы."
    ),
    "cell_two_teachers": "Два учителя в одной ячейке поняты как две подгруппы, по порядку: «{text}».",
    "bells_from_timetable": "Отдельного расписания звонков нет: время уроков взято из расписания ({count} уроков).",
    "two_subjects_of_class": (
        "У класса два урока сразу ({weekday_words}): {one} (ячейка {cell}) и {other}. Оставьте один."
    ),
    "teacher_in_two_rooms": (
        "{name}: два урока сразу ({weekday_words}, урок {number}): {one} (ячейка {cell}) и {other}. Исправьте "
        "расписание."
    ),
    "room_twice": (
        "Кабинет {room} занят дважды ({weekday_words}, урок {number}): {one} (ячейка {cell}) и {other}. Проверьте."
    ),
    "joined_lesson": (
        "{name} ведёт сразу в двух классах ({weekday_words}, урок {number}): {one} и {other}. Принято как "
        "совместный урок."
    ),
    "bells_missing": "Нет звонков для урока {number} ({weekday_words}, {class_name}). Дополните расписание звонков.",
    "bells_overlap": "Урок {number} начинается раньше, чем кончается предыдущий («{title}»). Исправьте звонки.",
    "terms_overlap": "Периоды «{name}» и «{other}» (ячейка {cell}) пересекаются. Исправьте даты.",
    "terms_missing": (
        "Нет учебных периодов (четвертей, полугодий, семестров). Без них уроки по датам не создаются: "
        "добавьте лист «Учебный год»."
    ),
    "class_without_terms": "Для класса {class_name} не указаны учебные периоды.",
    "lesson_on_day_off": "Урок {date} ({class_name}) приходится на нерабочий день: {name}. Проверьте дату.",
    "load_differs_from_plan": (
        "{what}: по нагрузке {load} ч, по учебному плану {plan} ч (лист «{sheet}», ячейка {cell}). Сверьте."
    ),
    "load_missing": "{subject}, {class_name}: в учебном плане {hours} ч, а в нагрузке никого нет.",
    "load_absent": "Есть расписание, но нет листа с нагрузкой: учителя взяты только из расписания.",
    "timetable_differs_from_load": (
        "{subject}, {class_name} {subgroup}: в расписании {timetable} ч в неделю, по нагрузке {load}. Сверьте."
    ),
    "lesson_without_load": "{subject}, {class_name}: урок есть в расписании, но в нагрузке его нет.",
    "load_without_lessons": (
        "{subject}, {class_name} {subgroup}: по нагрузке {load} ч в неделю, а в расписании уроков нет."
    ),
    "plan_hours_differ": "«{title}»: в заголовке {said} ч, в строках {lines} ч. Сверьте.",
    "plan_without_course": (
        "Не удалось понять, для какого предмета и класса этот план: «{title}». Укажите в заголовке предмет и "
        "класс. План не связан с журналами."
    ),
    "plan_lines_skip": (
        "Номера в плане идут не подряд: стоит {number}, ожидается {expected}. Проверьте, не пропущен ли урок."
    ),
    "substitution_without_lesson": (
        "{date}, урок {number}, {class_name}: по расписанию в это время нет предмета «{subject}». Проверьте."
    ),
    "scope_narrowed": "В столбце сказано «{said}», в примечании «{taken}»: взято примечание.",
    "time_zone_unknown": (
        "Не понят часовой пояс «{text}». Взято московское время. Напишите в карточке, например, «UTC+5»."
    ),
    "person_contradicts": (
        "{name}: № {number} и СНИЛС принадлежат в Парте разным людям ({others}). Никто не изменён, исправьте файл."
    ),
    "person_number_taken": (
        "№ {number} у «{name}», а в Парте он у другого человека: {others}. Исправьте номер в файле или в Парте."
    ),
    "person_ambiguous": (
        "{name}: в Парте несколько людей с таким именем и датой рождения ({others}). Укажите № или СНИЛС."
    ),
    "person_by_name": "{name}: в Парте есть один человек с таким именем и без других данных. Принят за того же.",
    "person_near": (
        "{name}: ни номера, ни СНИЛС, ни даты рождения. Принят за того, кто с этим именем уже есть в классе "
        "или среди работников."
    ),
    "guardian_phone_other": (
        "{name}: у одного из детей телефон другой. Родитель принят за того же человека, второй телефон не взят. "
        "Исправьте телефон во всех строках."
    ),
    "administrators_several": (
        "Администратором журнала по карточке ({name}) оказались несколько человек: {count}. Проверьте роли."
    ),
    "session_not_taken": (
        "Сессия {starts} – {ends} группы {class_name} не взята: она слишком длинная, выходит за учебный год или "
        "пересекается с другой сессией группы. Исправьте даты."
    ),
    "session_of_full_time": (
        "Группа {class_name} не заочная, а на листе у неё сессия. Сессия не взята: проверьте форму обучения группы."
    ),
    "study_year_unknown": "Не указан курс группы {class_name}. Дополните лист «Группы».",
    "week_order_unknown": (
        "Недели чередуются, но не сказано, какая неделя первая. Первая неделя каждого периода принята за числитель. "
        "Напишите это на листе «Учебный год»."
    ),
    "bells_for_grades_only": (
        "Звонки «{title}» названы для отдельных классов. Они приняты для всех: назовите в заголовке параллели."
    ),
    "journals_not_kept": "По положению ({clause}) журналов {journals_words} не ведут. Они не взяты.",
    "club_without_list": "{name}: в файлах нет списка участников. Журнал создан, дополните список в Парте.",
    "home_lesson_skipped": "Надомное обучение, {name}: не найден обучающийся «{pupil}». Занятие не взято.",
    "lessons_without_bells": (
        "Для {count} уроков (журналов: {courses}, первый {date}) нет звонков. Эти уроки по датам не созданы."
    ),
    "single_without_journal": "{name}: журнала с таким классом и предметом нет. Занятие не взято.",
    "single_without_bell": "{name}: в этот день нет звонка с таким номером. Укажите начало и окончание.",
    "single_meets_another": "{name}: в это время у журнала уже есть урок. Занятие не взято.",
    "substitution_not_taken": "{name}: такого урока нет. Замена не взята, проверьте строку.",
    "substitute_in_two_places": (
        "{name}: в это время {words} уже ведёт другое занятие. Замена не взята: исправьте строку или запишите «объединение»."
    ),
    "substitute_unknown": "{name}: неизвестно, кто заменяет («{words}»). Замена не взята.",
    "cancelled_lesson_held": "{name}: в журнале урок уже проведён. Отмена не взята.",
    "marks_found": (
        "Найдены страницы с отметками ({count}). Их вносит отдельно, по приказу, заместитель директора: "
        "«Загрузка», «Отметки прошлых периодов»."
    ),
    "database_refused": "Данные противоречат друг другу или записям Парты, база их не приняла: {reason}.",
    "marks_absent": "Среди файлов нет страниц журнала с отметками.",
    "history_year_unknown": "Учебного года этих отметок нет в Парте. Сначала внесите таблицы школы.",
    "history_course_unknown": (
        "Нет журнала для этой страницы: {subject} {subgroup}, {class_name}. Проверьте заголовок страницы."
    ),
    "history_term_unknown": "Не понятен период страницы «{term}» ({class_name}). Назовите столбец, например, «1 четв.».",
    "history_lesson_missing": "{where}: урока {date} нет в Парте. Отметки этого столбца не взяты.",
    "history_lesson_missing_empty": "{where}: урока {date} нет в Парте. В столбце отметок нет.",
    "history_lesson_cancelled": "{where}: урок {date} в Парте отменён. Отметки этого столбца не взяты.",
    "history_lesson_cancelled_empty": "{where}: урок {date} в Парте отменён. В столбце отметок нет.",
    "history_cell_unreadable": "{where}: не удалось понять «{text}». Исправьте ячейку, например: 5, 4 5, 4/3, н, б/4.",
    "work_kind_unknown": "Вида работы «{words}» нет в списке. Записано как «ответ на уроке», исправьте вид в журнале.",
    "mark_became_date": "Отметка превратилась в дату; прочитана как «{text}». Сверьте с журналом.",
    "mark_sheet_incomplete": (
        "Не указано, о чём эта страница журнала: {what}. Напишите над таблицей «Класс: 7А», «Предмет: алгебра»."
    ),
    "mark_lesson_unmatched": "Тема записана на {date}, но такого столбца над ней нет. Тема не взята.",
    "mark_date_unreadable": "Не удалось прочитать дату урока: «{text}». Запишите её как 01.09.2026.",
    "marks_course_unknown": (
        "Нет курса для этой страницы: {subject} {subgroup}, {class_name}. Проверьте нагрузку и подгруппу. "
        "Отметки не взяты."
    ),
    "marks_row_without_name": "В строке есть отметки, но нет имени. Они не взяты, напишите имя.",
}


def problem_text(problem: Problem) -> str:
    """Say in plain Russian what is wrong and what to do."""
    params = {name: _shown(value) for name, value in problem.params.items()}
    if "weekday" in problem.params:
        params["weekday_words"] = _WEEKDAYS[int(problem.params["weekday"])]
    params["journals_words"] = JOURNALS_OF.get(CourseKind(params["journals"]), "") if "journals" in params else ""
    params["column"] = _COLUMNS.get(params.get("column", ""), params.get("column", ""))
    similar = params.get("similar", "")
    params["similar_words"] = f" Возможно, это {similar}." if similar else ""
    return " ".join(
        _TEXTS[problem.code]
        .format_map(_Blank(params))
        .replace(" )", ")")
        .replace("()", "")
        .replace(" ,", ",")
        .replace(" :", ":")
        .split()
    )


def problem_place(problem: Problem) -> str:
    """Say where a problem is: «03_pupils.xlsx, лист «Контингент», ячейка B7»."""
    parts = [problem.file] if problem.file else []
    if problem.sheet:
        parts.append(f"лист «{problem.sheet}»")
    if problem.cell:
        parts.append(f"ячейка {problem.cell}")
    return ", ".join(parts)


def problem_line(problem: Problem) -> str:
    """Say everything about a problem in one line."""
    place = problem_place(problem)
    return f"{SEVERITY_WORDS[problem.severity]}: {place + ': ' if place else ''}{problem_text(problem)}"


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(_shown(one) for one in value)
    return str(value)
