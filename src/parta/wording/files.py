"""Files that are not taken, in Russian words."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.kernel.enums import FileRefusal

Sentence = tuple[str, str, str]
FILES: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    FileRefusal.EMPTY: lambda p: ("Взять файл нельзя", "он пуст", "Выберите другой файл"),
    FileRefusal.TOO_BIG: lambda p: (
        "Взять файл нельзя",
        f"он больше {p['limit']} МБ",
        "Уменьшите его или дайте ссылку",
    ),
    FileRefusal.UNKNOWN: lambda p: (
        "Взять файл нельзя",
        "это не документ и не картинка, которые хранит Парта, или файл повреждён",
        "Сохраните его как PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG или JPEG",
    ),
    FileRefusal.LOCKED: lambda p: (
        "Взять файл нельзя",
        "он закрыт паролем",
        "Сохраните его без пароля: файл должен открываться у всех",
    ),
    FileRefusal.ACTIVE: lambda p: (
        "Взять файл нельзя",
        "в нём есть макросы, скрипты или вложенные программы",
        "Сохраните его без них: например, напечатайте в PDF",
    ),
}
"""Code → what cannot be done, why, what can be done."""
