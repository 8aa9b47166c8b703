"""The tables of the school that was entered, taken out as files."""

from parta.integrations.queries.export import FILLED, school_tables
from parta.web.office.import_files import filled_files

from .conftest import NOW

FOOTER = "Выгружено: Иванова Анна Петровна, 20.11.2026 12:00. МАОУ СОШ № 12, Парта."


def taken(kinds=FILLED):
    return school_tables(today=NOW.date(), kinds=kinds)


def written(folder):
    folder.mkdir(exist_ok=True)
    for name, content in filled_files(taken(), FOOTER):
        (folder / name).write_bytes(content)
    return folder
