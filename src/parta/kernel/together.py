"""Several querysets read by one statement: a page of many small lists asks the server once."""

import json
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, JSONField, QuerySet
from django.db.models.query import get_related_populators


def read_together(*asked: QuerySet[Any]) -> None:
    """Fill these querysets, of models whose rows hold no bytes, by one query; afterwards they ask nothing themselves.

    A queryset that was read before, or can have no rows, is not asked for.
    """
    parts: list[str] = []
    values: list[Any] = []
    waiting: list[tuple[QuerySet[Any], Any]] = []
    for rows in asked:
        if rows._result_cache is not None:
            continue
        compiler = rows.query.get_compiler(using=rows.db)
        try:
            text, given = compiler.as_sql()
        except EmptyResultSet:
            rows._result_cache = []
            continue
        # every column has a name of its own: two tables of one row both have an `id`
        names = ", ".join(f"c{place}" for place in range(len(compiler.select)))
        parts.append(f"(SELECT json_agg(t)::text FROM ({text}) t({names}))")  # noqa: S608 - the text is of querysets
        values += given
        waiting.append((rows, compiler))
    if not waiting:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        answers = cursor.fetchone() or ()
    for (rows, compiler), answer in zip(waiting, answers, strict=True):
        rows._result_cache = _rows(compiler, json.loads(answer or "[]", parse_float=Decimal), rows.db)


def _rows(compiler: Any, found: list[dict[str, Any]], db: str) -> list[Any]:
    fields = [column[0].output_field for column in compiler.select]
    first, last = compiler.klass_info["select_fields"][0], compiler.klass_info["select_fields"][-1] + 1
    model = compiler.klass_info["model"]
    names = [column[0].target.attname for column in compiler.select[first:last]]
    related = get_related_populators(compiler.klass_info, compiler.select, db)  # type: ignore[call-arg]  # 6.0 asks for more
    made = []
    for line in found:
        row = tuple(_value(field, value) for field, value in zip(fields, line.values(), strict=True))
        one = model.from_db(db, names, row[first:last])
        for populator in related:
            populator.populate(row, one)
        for name, place in (compiler.annotation_col_map or {}).items():
            setattr(one, name, row[place])
        made.append(one)
    return made


def _value(field: "Field[Any, Any]", value: Any) -> Any:
    return value if value is None or isinstance(field, JSONField) else field.to_python(value)
