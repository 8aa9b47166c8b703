"""Refusals of bringing files in: what cannot be done, why, what can be done."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from parta.integrations.enums import ImportRefusal
from parta.wording.import_undo import tables_words

Sentence = tuple[str, str, str]
_FEW = 8

_FILES = {
    "kind": "это не электронная таблица",
    "archive": "архив не открывается: он повреждён или закрыт паролем",
    "empty": "в файле ничего нет",
}
_STANDING = "Исправьте нужное на страницах школы или загрузите исправленные таблицы"


def passed_words(names: Sequence[str]) -> str:
    """Say which of the brought files were not taken."""
    few, more = names[:_FEW], len(names) - _FEW
    rest = f" и ещё {more}" if more > 0 else ""
    verb = "не взят" if len(names) == 1 else "не взяты"
    said = "это не электронная таблица" if len(names) == 1 else "это не электронные таблицы"
    return f"{', '.join(f'«{name}»' for name in few)}{rest}: {verb}, {said}. Остальное загружено для проверки."


def _bad_file(params: Mapping[str, Any]) -> Sentence:
    name = f"«{params['name']}»" if params["name"] else "файл"
    return f"Взять {name} нельзя", _FILES[params["why"]], "Нужны таблицы .xlsx, .xls, .ods, .csv или архив .zip с ними"


def _too_much(params: Mapping[str, Any]) -> Sentence:
    if params["name"]:
        return f"Взять «{params['name']}» нельзя", f"файл больше {params['limit']} МБ", "Разделите его на части"
    return "Взять столько файлов нельзя", f"вместе они больше {params['limit']} МБ", "Разделите набор на части"


IMPORTS: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    ImportRefusal.NO_DRAFT: lambda p: (
        "Сделать это нельзя",
        "загруженных для проверки файлов нет: их уже внесли или убрали",
        "Обновите страницу",
    ),
    ImportRefusal.BAD_FILE: _bad_file,
    ImportRefusal.TOO_MUCH: _too_much,
    ImportRefusal.BUSY: lambda p: (
        "Изменить файлы сейчас нельзя",
        "их как раз вносят в Парту",
        "Дождитесь конца или остановите внесение",
    ),
    ImportRefusal.NOT_CHECKED: lambda p: (
        "Внести файлы пока нельзя",
        "после проверки в них что-то изменилось",
        "Проверьте их ещё раз",
    ),
    ImportRefusal.HAS_ERRORS: lambda p: (
        "Внести файлы пока нельзя",
        f"в них остались ошибки: {p['count']}",
        "Исправьте их в файлах или здесь, потом проверьте ещё раз",
    ),
    ImportRefusal.BAD_COLUMN: lambda p: (
        "Запомнить столбцы нельзя",
        "одно и то же выбрано для двух столбцов, или такого поля у таблицы нет",
        "Выберите для каждого столбца своё",
    ),
    ImportRefusal.BAD_CELL: lambda p: (
        "Исправить ячейку здесь нельзя",
        "такой ячейки нет, или текст длиннее 500 знаков",
        "Исправьте её в файле и загрузите файл снова",
    ),
    ImportRefusal.NOT_LAST: lambda p: (
        "Отменить эту загрузку нельзя",
        "после неё была другая",
        "Отменяют только последнюю",
    ),
    ImportRefusal.STOOD_ON: lambda p: (
        "Отменить загрузку нельзя",
        f"на том, что она внесла, уже стоят другие записи: {tables_words(p['what'])}",
        _STANDING,
    ),
    ImportRefusal.CHANGED_SINCE: lambda p: (
        "Отменить загрузку нельзя",
        f"то, что она внесла, с тех пор изменили: {tables_words(p['what'])}",
        _STANDING,
    ),
    ImportRefusal.NOT_KEPT: lambda p: (
        "Отменить эту загрузку нельзя",
        "для неё не сохранено, что было раньше",
        _STANDING,
    ),
}
"""Code → what cannot be done, why, what can be done."""
