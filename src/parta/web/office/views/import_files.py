"""Files of an import to take away: empty with headers, or filled with what the school has."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from parta.integrations.queries.export import FILLED, MARKS
from parta.integrations.services.export import may_bring_history, take_tables
from parta.kernel.decisions import NotVisible
from parta.web.office.import_files import empty_files, filled_files, packed, year_of
from parta.web.office.sections import sections
from parta.web.ui.sheets import MIME
from parta.wording.import_sheets import FILES, columns_of

ALL = "all"
_ZIP = "application/zip"


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """List every kind of table: what it is about, its columns, its empty file and the filled one."""
    filled = (*FILLED, MARKS) if may_bring_history(request.actor) else FILLED
    files = [
        (kind, one.title, one.about, [title for _, title in columns_of(kind)], kind in filled)
        for kind, one in FILES.items()
    ]
    return render(request, "parta/office/import_templates.html", {"files": files, "sections": sections(request)})


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give an empty file, or all of them in a .zip."""
    return _answer(empty_files(_kinds(kind, tuple(FILES)), year_of(request.now)), "Образцы таблиц.zip")


@require_POST
def tables(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a file with what the school has, or all of them in a .zip; written down in the audit."""
    kinds = (MARKS,) if kind == MARKS else _kinds(kind, FILLED)
    found = take_tables(actor=request.actor, kinds=kinds, now=request.now)
    who = f"{request.frame.person_name}, {request.now:%d.%m.%Y %H:%M}"
    files = filled_files(found, f"Выгружено: {who}. {request.frame.school_name}, Парта.")
    files = files or empty_files(kinds, found.year or year_of(request.now))
    return _answer(files, f"Таблицы школы {request.now:%d.%m.%Y}.zip")


def _kinds(kind: str, known: Sequence[str]) -> Sequence[str]:
    if kind == ALL:
        return known
    if kind not in known:
        raise NotVisible
    return (kind,)


def _answer(files: list[tuple[str, bytes]], archive: str) -> HttpResponse:
    name, content = files[0] if len(files) == 1 else (archive, packed(files))
    answer = HttpResponse(content, content_type=MIME if len(files) == 1 else _ZIP)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
