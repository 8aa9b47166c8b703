"""The report of an import in plain Russian: what was created, changed and left, and every problem by its cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from parta.integrations.spreadsheets.importing.report import ReportRow
from parta.integrations.spreadsheets.importing.shown import NAMED
from parta.integrations.spreadsheets.problems import Source
from parta.wording.importing import problem_place, problem_text
from parta.wording.plurals import plural

KINDS = {
    "card": "Карточка организации",
    "year": "Учебный год",
    "regulation": "Положение о журнале",
    "calendar": "Календари классов",
    "term": "Учебные периоды",
    "vacation": "Каникулы",
    "special_day": "Особые дни",
    "bells": "Расписания звонков",
    "room": "Кабинеты",
    "class": "Классы и группы",
    "session": "Сессии заочных групп",
    "employee": "Работники",
    "pupil": "Обучающиеся",
    "guardian": "Родители и представители",
    "enrolment": "Зачисления в классы",
    "movement": "Движение",
    "guardianship": "Представительство",
    "consent": "Согласия",
    "appointment": "Роли работников",
    "homeroom": "Классные руководители",
    "contract_rate": "Ставки по договорам",
    "room_hour": "Часы кабинетов",
    "training": "Повышение квалификации",
    "subject": "Предметы",
    "curriculum_line": "Строки учебного плана",
    "practice": "Практика",
    "study_group": "Подгруппы",
    "member": "Составы подгрупп",
    "course": "Журналы (курсы)",
    "load": "Нагрузка",
    "lesson_plan": "Тематические планы",
    "plan_line": "Строки планов",
    "course_plan": "Планы у журналов",
    "timetable": "Расписание",
    "slot": "Уроки недельного расписания",
    "lesson": "Уроки по датам",
    "single_lesson": "Отдельные занятия",
    "substitution": "Замены",
    "mark": "Отметки прошлых периодов",
}
STAGES = {
    "reading": "Читаю файлы",
    "linking": "Сверяю листы между собой",
    "lesson": "Расставляю уроки по датам",
    "history": "Вношу отметки",
    "done": "Завершаю",
}
FIELDS = {
    "last_name": "фамилия",
    "first_name": "имя",
    "patronymic": "отчество",
    "sex": "пол",
    "birth_date": "дата рождения",
    "snils": "СНИЛС",
    "phone": "телефон",
    "email": "электронная почта",
    "address": "адрес",
    "staff_no": "табельный №",
    "post": "должность",
    "subjects": "предметы",
    "category": "категория",
    "attested_on": "дата аттестации",
    "education": "образование",
    "qualification": "квалификация",
    "organisation": "организация",
    "hired_order_no": "№ приказа",
    "hired_on": "дата приёма",
    "personal_file_no": "№ личного дела",
    "notes": "особые отметки",
    "extended_day": "ГПД",
    "paper_only": "отказ от дневника",
    "funding": "основа обучения",
    "citizenship": "гражданство",
    "identity_kind": "вид документа",
    "identity_series": "серия документа",
    "identity_number": "номер документа",
    "identity_by": "кем выдан документ",
    "identity_on": "когда выдан документ",
    "registered_address": "адрес регистрации",
    "programme": "программа",
    "programme_words": "вариант программы",
    "language": "язык обучения",
    "meals": "питание",
    "transport": "подвоз",
    "starts_on": "начало",
    "ends_on": "окончание",
    "attested_from": "аттестация с",
    "attested_to": "аттестация по",
    "order_no": "№ приказа",
    "individual": "надомное обучение",
    "given": "согласие",
    "given_on": "дата согласия",
    "relation": "родство",
    "document": "документ",
    "title": "название",
    "name": "название",
    "capacity": "вместимость",
    "kind": "вид",
    "keeper": "ответственный",
    "rate": "ставок по договору",
    "never": "не даётся",
    "out_from": "не используется с",
    "out_to": "не используется по",
    "out_reason": "почему не используется",
    "grade_level": "параллель",
    "calendar_id": "календарь",
    "study_form": "форма обучения",
    "hours_per_week": "часов в неделю",
    "hours_total": "часов всего",
    "room_id": "кабинет",
    "employee_id": "учитель",
    "school_class_id": "класс",
    "topic": "тема",
    "section": "раздел",
    "homework": "домашнее задание",
    "hours": "часы",
    "substitute_id": "заменяющий",
    "absent_id": "отсутствующий",
    "reason": "причина",
    "subject_id": "предмет",
    "bells": "звонки",
    "week_days": "дней в неделе",
    "removed": "запись удалена в Парте, из файлов она не возвращена",
    "taken": "в Парте на этом месте другая запись",
    "approved": "план уже послан на утверждение или утверждён: его строки не меняются, нужна новая редакция",
    "ended": "больше не действует",
}
_HIDDEN = {True: "да", False: "нет", None: "пусто", "": "пусто"}


class Row(Protocol):
    """A record of the report."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> Any: ...
    @property
    def values(self) -> Sequence[tuple[str, Any, Any]]: ...


def stage_words(step: Any) -> str:
    """Say how far the import is."""
    words = STAGES.get(step.stage) or KINDS.get(step.stage, step.stage)
    rows = f"{step.rows} {plural(step.rows, 'строка', 'строки', 'строк')}" if step.rows else ""
    if step.stage in ("reading", "history") and step.total:
        return ", ".join(part for part in (f"{words}: {step.done} из {step.total}", step.file, rows) if part)
    return f"{words}: {rows}" if rows else f"{words}…"


def kind_words(kind: str) -> str:
    """Name a kind of records."""
    return KINDS.get(kind, kind)


def value_words(field: str, value: Any) -> str:
    """Say one value; ids of other records stay numbers."""
    if isinstance(value, (bool, type(None))) or value == "":
        return _HIDDEN[value]
    if isinstance(value, (list, dict)):
        return "список"
    text = str(value)
    if len(text) == 10 and text[4] == text[7] == "-":
        return f"{text[8:]}.{text[5:7]}.{text[:4]}"
    return text[:80]


def row_words(row: Row) -> str:
    """Say one record with its place and what changes in it."""
    parts = []
    for field, was, becomes in row.values:
        name = FIELDS.get(field, field)
        if field in ("removed", "taken", "approved", "ended"):
            parts.append(name)
        elif field.endswith("_id"):
            parts.append(f"{name}: изменено" if was is not None else f"{name}: указано")
        else:
            parts.append(f"{name}: {value_words(field, was)} → {value_words(field, becomes)}")
    where = problem_place(row.source)
    return f"{row.name or '—'}{f' ({where})' if where else ''}{': ' + '; '.join(parts) if parts else ''}"


def row_words_shown(row: Mapping[str, Any]) -> str:
    """Say one record of a report that was kept as plain values."""
    place = row["source"]
    return row_words(
        ReportRow(row["name"], Source(**place), tuple((name, was, now) for name, was, now in row["values"]))
    )


def import_summary(report: Any, few: int | None = 12) -> Iterator[str]:
    """Give the lines of the report; `few` bounds every list, None shows all."""
    if not report.errors:
        yield "Проверка без записи: вот что будет сделано." if report.dry_run else "Загружено."
        yield from _counts(report.counts())
        for kind, part in report.kinds.items():
            if kind in NAMED:
                yield from _listed(f"{KINDS.get(kind, kind)}: заводится", part.created, few)
            yield from _listed(f"{KINDS.get(kind, kind)}: изменяется", [row for row in part.changed if row.name], few)
            yield from _listed(f"{KINDS.get(kind, kind)}: изменено вручную, из файла не взято", part.left, few)
            ended = [row for row in part.gone if row.values]
            lost = [row for row in part.gone if row.name and not row.values]
            yield from _listed(f"{KINDS.get(kind, kind)}: больше не действует", ended, few)
            yield from _listed(f"{KINDS.get(kind, kind)}: нет в файлах, в Парте оставлено", lost, few)
    yield from _problems(report.problems, few)


def history_summary(report: Any, few: int | None = 12) -> Iterator[str]:
    """Give the lines of the report on marks of an earlier period."""
    if not report.errors:
        yield "Проверка без записи: вот что будет сделано." if report.dry_run else "Отметки внесены."
        yield f"Страниц журнала: {len(report.pages)}. Новых записей: {report.created}. Уже были: {report.same}."
        lines = [
            f"{place_words(source)}: в Парте «{stands}», в файле «{wanted}»"
            for source, stands, wanted in report.conflicts
        ]
        yield from _lines("В Парте записано другое, оставлено", lines, few)
    yield from _problems(report.problems, few)


def place_words(source: Mapping[str, str]) -> str:
    """Say where a record stands in the files."""
    return ", ".join(part for part in (source.get("file"), source.get("sheet"), source.get("cell")) if part)


def _counts(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    shown = {kind: row for kind, row in counts.items() if any(row.values())}
    if not shown:
        yield "Записей нет."
        return
    width = max(len(KINDS.get(kind, kind)) for kind in shown)
    yield f"{'':{width}}  создано  изменено  без изменений  конфликты  нет в файлах"
    for kind, row in shown.items():
        yield (
            f"{KINDS.get(kind, kind):{width}}  {row['created']:7}  {row['changed']:8}  {row['unchanged']:13}"
            f"  {row['left']:9}  {row['gone']:12}"
        )


def _listed(title: str, rows: Sequence[Row], few: int | None) -> Iterator[str]:
    yield from _lines(title, [row_words(row) for row in rows], few)


def _lines(title: str, lines: Sequence[str], few: int | None, count: int | None = None) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title} ({len(lines) if count is None else count}):"
    for line in lines[:few]:
        yield f"  {line}"
    if few is not None and len(lines) > few:
        yield f"  … и ещё {len(lines) - few}"


def _problems(problems: Iterable[Any], few: int | None) -> Iterator[str]:
    titles = (("error", "Ошибки"), ("warning", "Предупреждения"), ("note", "Для сведения"))
    found = list(problems)
    for severity, title in titles:
        own = [one for one in found if one.severity == severity]
        lines = list(_grouped(own, None if few is None else 3))
        # Errors are always shown whole: each has to be put right.
        yield from _lines(title, lines, None if severity == "error" else few, len(own))
    errors = sum(one.severity == "error" for one in found)
    if errors:
        yield ""
        yield f"Найдено {errors} {plural(errors, 'ошибка', 'ошибки', 'ошибок')}."


def _grouped(problems: Sequence[Any], most: int | None) -> Iterator[str]:
    """Give a line for each problem; after some of one kind on one sheet, only the cells of the others."""
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for one in problems:
        groups.setdefault((one.code, one.file, one.sheet), []).append(one)
    for own in groups.values():
        shown = own if most is None or len(own) <= most + 1 else own[:most]
        for one in shown:
            yield f"{problem_place(one) + ': ' if problem_place(one) else ''}{problem_text(one)}"
        rest = own[len(shown) :]
        if rest:
            cells = ", ".join(one.cell for one in rest[:12] if one.cell)
            place = ", ".join(part for part in (own[0].file, f"лист «{own[0].sheet}»" if own[0].sheet else "") if part)
            more = f": ячейки {cells}{' и другие' if len(rest) > 12 else ''}" if cells else ""
            yield f"{place + ': ' if place else ''}и ещё {len(rest)} таких же{more}"
